"""The only way to change a paper, a decision, a measure, a budget line, a fund."""

from sozialraum.planning.programme.actions import budget, costs, fundings, measures, milestones

__all__ = ["budget", "costs", "fundings", "measures", "milestones"]
