"""The only way to change a body, a session, or what happens in it."""

from sozialraum.planning.conferences.actions import (  # noqa: F401  (name their acts)
    agenda,
    attending,
    balloting,
    establishing,
    finding,
    handing_over,
    introducing,
    inviting,
    minuting,
    options,
    papering,
    preparing,
    resolving,
    seating,
    speaking,
    voting,
)
