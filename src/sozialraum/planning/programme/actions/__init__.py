"""The only way to change a decision paper, a measure, a fund."""

from sozialraum.planning.programme.actions import competences, papers  # noqa: F401  (names their acts)
