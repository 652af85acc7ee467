"""The only way to change a decision paper, a decision, a measure, a budget line, a fund."""

from sozialraum.planning.programme.actions import (  # noqa: F401  (they name their acts)
    budget,
    competences,
    consenting,
    costs,
    distributing,
    fundings,
    funds,
    measures,
    milestones,
    papers,
    resolved,
    tabled,
)
