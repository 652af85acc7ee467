"""Decision papers, decisions, measures, and the money behind them."""

from sozialraum.planning.programme.models.decisions import Competence, Decision, DecisionPaper
from sozialraum.planning.programme.models.measures import Funding, Measure, Milestone, YearCost
from sozialraum.planning.programme.models.money import (
    Booking,
    BudgetAmount,
    BudgetLine,
    Distribution,
    Fund,
)

__all__ = [
    "Booking", "BudgetAmount", "BudgetLine", "Competence", "Decision", "DecisionPaper", "Distribution", "Fund",
    "Funding", "Measure", "Milestone", "YearCost",
]  # fmt: skip
