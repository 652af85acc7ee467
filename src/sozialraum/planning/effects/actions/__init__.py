"""The only way to ask what a measure did, and to say so."""

from sozialraum.planning.effects.actions import evaluating, inquiring  # noqa: F401  (name their acts)
