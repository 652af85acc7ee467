"""The only way to change a request, an answer, a negotiation, or who stands in for whom."""

from sozialraum.planning.answers.actions import (  # noqa: F401  (they name their acts)
    answering,
    concluding,
    mediating,
    negotiating,
    parts,
    positions,
    questions,
    requesting,
    resolved,
    sector_plans,
    substituting,
)
