"""The only way to change a contribution or a need."""

from sozialraum.planning.needs.actions import (  # noqa: F401  (name their acts)
    attaching,
    bundling,
    checking,
    contributing,
    demonstration,
    listening,
    renaming,
    repairing,
    reviewing,
    succeeding,
    tables,
    way,
)
