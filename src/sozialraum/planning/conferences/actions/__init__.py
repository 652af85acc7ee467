"""The only way to change a body, a session, or what happens in it."""

from sozialraum.planning.conferences.actions import agenda, preparing, seating  # noqa: F401  (name their acts)
