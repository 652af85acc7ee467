"""Who plans what the introduction costs, and who sees it position by position."""

from __future__ import annotations

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.rules import Agent, acting

MONEY, FOLLOW = "money.keep", "introduction.follow"


def keeping_costs(by: Agent) -> Actor:
    """Who keeps the plan of costs: social planning; raises NotAllowed."""
    return acting(by, MONEY)
