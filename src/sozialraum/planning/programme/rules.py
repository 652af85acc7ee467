"""Who writes papers and records decisions, who runs a measure, who keeps the money; who sees what."""

from __future__ import annotations

from typing import Any

from sozialraum.planning.answers.rules import drafting, for_the_conference, of_department, releasing
from sozialraum.planning.conferences import rules as conferences
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs import states
from sozialraum.planning.people.models import Account, Scope
from sozialraum.planning.people.rules import Agent, NotAllowed, acting, may
from sozialraum.planning.programme.models import DecisionPaper, Fund, Measure
from sozialraum.planning.programme.plans import Plan
from sozialraum.planning.programme.states import NO_MEASURES, Level, PaperState

RECORD, REPORT, MONEY = states.COUNCIL, states.DOING, "money.keep"


def recording(by: Agent) -> Actor:
    """Who writes decision papers and records what was decided; raises NotAllowed."""
    return acting(by, RECORD)


def deciding(by: Agent, paper: DecisionPaper) -> Actor:
    """Who records what was decided: who writes papers; of what a department decides itself its head, of what a
    conference pays from its fund who runs it. Raises NotAllowed.
    """
    try:
        return recording(by)
    except NotAllowed:
        if paper.level == Level.DEPARTMENT and paper.department is not None:
            return releasing(by, paper.department)
        if paper.level == Level.CONFERENCE:
            return for_the_conference(by, paper.need)
        raise


def may_decide(by: Any, paper: DecisionPaper) -> bool:
    """The same question, answered."""
    try:
        deciding(by, paper)
    except (NotAllowed, AttributeError):
        return False
    return True


def running(by: Agent, measure: Measure | Plan) -> Actor:
    """Who runs a measure: an officer of the department, or somebody of the provider who is appointed for the place.

    A provider of the whole city is no officer of its departments. Raises NotAllowed.
    """
    try:
        return drafting(by, measure.responsible)
    except NotAllowed:
        provider = measure.provider
        if isinstance(by, Account) and provider is not None and by.organisation_id == provider.pk:
            return acting(by, REPORT, *places_of(measure))
        raise


def commits(by: Agent, measure: Measure | Plan) -> bool:
    """Whether somebody may bind the department by beginning: its own officers, and who records what was decided."""
    try:
        return bool(drafting(by, measure.responsible))
    except NotAllowed:
        return may(by, RECORD)


def consenting(by: Agent, measure: Measure) -> Actor:
    """Who agrees to a measure that a provider proposes: whoever speaks for the department. Raises NotAllowed."""
    return of_department(by, measure.responsible)


def may_consent(by: Any, measure: Measure) -> bool:
    """The same question, answered."""
    try:
        return bool(consenting(by, measure))
    except (NotAllowed, AttributeError):
        return False


def may_read(by: Any, measure: Measure) -> bool:
    """A proposal is for the two sides only; a measure for everybody."""
    return measure.state not in NO_MEASURES or may_consent(by, measure) or may_run(by, measure)


def may_run(by: Any, measure: Measure) -> bool:
    """The same question, answered."""
    try:
        running(by, measure)
    except (NotAllowed, AttributeError):
        return False
    return True


def places_of(measure: Measure | Plan) -> tuple[Scope, ...]:
    """Where a measure lies, for the question who may."""
    area = (Scope("planning_area", measure.planning_area),) if measure.planning_area else ()
    return (Scope("social_space", measure.space), *area)


def keeping_money(by: Agent) -> Actor:
    """Who keeps budget lines, funds and the key; raises NotAllowed."""
    return acting(by, MONEY)


def spending(by: Agent, fund: Fund) -> Actor:
    """Who reserves money of a fund: who keeps all of it, and who runs the conference whose fund it is.

    Raises NotAllowed.
    """
    try:
        return keeping_money(by)
    except NotAllowed:
        if fund.body is None:
            raise
        return conferences.running(by, fund.body)


def may_spend(by: Any, fund: Fund) -> bool:
    """The same question, answered."""
    return may(by, MONEY) or (fund.body is not None and conferences.may_run(by, fund.body))


def may_see(by: Any, paper: DecisionPaper) -> bool:
    """A paper is everybody's once it is submitted; a draft is for those who write papers."""
    return (paper.state != PaperState.DRAFT and paper.document is not None) or may(by, RECORD)
