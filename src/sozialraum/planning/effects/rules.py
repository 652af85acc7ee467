"""Who asks what a measure did, and who says so."""

from __future__ import annotations

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import Agent, acting

EVALUATE = "effects.evaluate"


def evaluating(by: Agent, need: Need) -> Actor:
    """Who asks and works it out: social planning, or the manager of the place; raises NotAllowed."""
    return acting(by, EVALUATE, *need.scopes)


def judging(by: Agent, need: Need) -> Actor:
    """Who writes down what the conference says of it; raises NotAllowed."""
    return acting(by, states.CONFERENCE, *need.scopes)
