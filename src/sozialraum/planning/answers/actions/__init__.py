"""Everything that changes requests, answers and negotiations, or who stands in for whom."""

from sozialraum.planning.answers.actions import (  # noqa: F401  (they name their acts)
    answering,
    parts,
    questions,
    requesting,
    sector_plans,
    substituting,
)
