"""Random walks over all roles and states on PostgreSQL: whatever anybody tries, what must hold of a need holds.

Walks share their beginnings: from wherever a walk stands, one goes on and another begins by going back some steps, so
that each act that succeeds ends a walk that is none of the others. Two needs are walked with, and what follows on them.
Thousands of them: SOZIALRAUM_WALKS=5000 pytest tests/chain
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.test import override_settings

from sozialraum.planning.answers.models import Answer, Negotiation, Request
from sozialraum.planning.answers.states import AnswerState, NegotiationState, RequestState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import act_titles
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import END, State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.programme.models import DecisionPaper, Measure
from sozialraum.planning.programme.states import MeasureState, PaperState
from worlds import chain, chain_table, holding, holding_stages  # noqa: F401  (their rules)

WALKS = int(os.environ.get("SOZIALRAUM_WALKS", "700"))
STEPS_AT_MOST, MANY = 70, 2500
# Acts of the product that no walk takes: pictures, blacking out, defects of a service, plans, the budget and its key.
ELSEWHERE = {
    "answers.ballot_taken_over", "answers.plan_kept", "needs.attached", "needs.blacked_out", "needs.blackout_asked",
    "needs.blackout_done", "needs.blackout_needless", "needs.demonstration_furnished", "needs.listening_done",
    "needs.listening_planned", "needs.original_read", "needs.picture_removed", "needs.picture_shown",
    "needs.repair_again", "needs.repair_by_hand", "needs.repair_sent", "needs.repair_stuck", "needs.repaired",
    "needs.table_registered", "programme.budget_loaded", "programme.competence_removed", "programme.competence_set",
    "programme.fund_closed", "programme.fund_opened", "programme.key_discarded", "programme.key_drafted",
    "programme.key_published", "programme.money_allotted", "programme.money_transferred",
}  # fmt: skip
STATES = {
    Need: State, Request: RequestState, Answer: AnswerState, Negotiation: NegotiationState, DecisionPaper: PaperState,
    Measure: MeasureState,
}  # fmt: skip
WHERE_ALL_STANDS = " UNION ".join(
    f"SELECT '{model.__name__}', state::text FROM {model._meta.db_table}" for model in STATES
)


@dataclass
class Seen:
    """What walks met."""

    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    lines: set[str] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)


@pytest.mark.django_db
def test_whatever_anybody_tries_what_must_hold_of_a_need_holds(published):
    with override_settings(CITY=replace(settings.CITY, demonstration=True)):
        seen = walks(chain.city(seed=WALKS), WALKS)
    assert seen.acts.total() >= WALKS
    assert seen.refused["NotAllowed"] and seen.refused["Refused"]
    everything = {(model.__name__, str(one)) for model, states in STATES.items() for one in states}
    assert everything <= seen.states
    assert not lacking(seen, WALKS)


def lacking(seen: Seen, count: int) -> set[str]:
    """Acts that no walk took; of many walks also lines of the journal that none wrote and that aren't named above."""
    acts = set(chain.ACTS) - set(seen.acts)
    if count < MANY:
        return acts
    ours = {one for one in act_titles() if one.split(".")[0] in ("needs", "answers", "programme", "effects")}
    return acts | (ours - seen.lines - ELSEWHERE)


def test_the_journal_is_append_only_in_the_database_itself(db):
    chain.city()
    for statement in (
        "UPDATE journal_entry SET reason = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


Mark = tuple[str, datetime, int]


def walks(world: chain.City, count: int) -> Seen:
    """So many walks; more, but not more than thrice, while something that is rarely to be had was not met."""
    seen, stack, vain = Seen(), list[Mark](), set[str]()
    while (walked := seen.acts.total()) < count or (walked < 3 * count and lacking(seen, count)):
        need = _where(world, stack, vain)
        name = _what(world, need, seen, vain)
        who, by = _who(world, name, need)
        here = transaction.savepoint(), world.now, world.focus
        before, line = holding.marks(need), _last_line()
        try:
            with clock.telling(world.now):
                chain.ACTS[name](world, need, by)
        except (Refused, NotAllowed, chain.Nothing) as why:
            seen.refused[type(why).__name__] += 1
            assert holding.marks(need) == before, f"{name} was refused and left something"
            if not isinstance(why, NotAllowed):
                vain.add(name)  # until something else has changed, it is in vain
            _back_to(world, here)
            continue
        assert who in chain_table.MAY.get(name, {who}), f"{who} may not {name}"
        _look(seen, name, line)
        seen.acts[name] += 1
        stack.append(here)
        vain.clear()
    return seen


def _last_line() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _look(seen: Seen, name: str, line: int) -> None:
    """All needs that the act touched hold, and where everything stands now was reached."""
    fresh = list(Entry.objects.filter(pk__gt=line).values_list("act", "subject_kind", "subject_key"))
    seen.lines |= {act for act, _kind, _key in fresh}
    touched = {int(key) for _act, kind, key in fresh if kind == "need"}
    for need in Need.objects.filter(Q(pk__in=touched) | Q(follows__in=touched)):
        holding.require_all(need, after=name)
    with connection.cursor() as cursor:
        cursor.execute(WHERE_ALL_STANDS)
        seen.states |= set(cursor.fetchall())


def _where(world: chain.City, stack: list[Mark], vain: set[str]) -> Need:
    """Which need: mostly the same as before; now and then one goes back, or on with another."""
    need = Need.objects.filter(pk=world.focus).first()
    draw = world.draw
    if stack and (len(stack) > STEPS_AT_MOST or draw.random() < (0.2 if need.state in END else 0.015)):
        far = 0 if draw.random() < 0.1 else max(0, len(stack) - 12)
        mark = draw.randrange(far, len(stack))
        _back_to(world, stack[mark])
        del stack[mark:]
        need = None
    lost = need is not None and vain >= set(chain_table.FORWARD[need.state])
    if need is None or lost or draw.random() < 0.04:
        vain.clear()
        world.focus = draw.choice(list(Need.objects.order_by("pk").values_list("pk", flat=True)))
        world.hurries = not lost and draw.random() < 0.5
    return Need.objects.get(pk=world.focus)


def _back_to(world: chain.City, mark: Mark) -> None:
    savepoint, world.now, world.focus = mark
    transaction.savepoint_rollback(savepoint)


def _what(world: chain.City, need: Need, seen: Seen, vain: set[str]) -> str:
    """Mostly something that makes sense where the need stands, rather what was rarely done; now and then anything."""
    forward, beside = chain_table.FORWARD[need.state], chain_table.BESIDE.get(need.state, ())
    world.hurries = world.hurries and all(seen.acts[one] for one in beside)
    if world.hurries:
        for one in reversed(forward):
            if one not in vain and world.draw.random() < 0.85:
                return one
    elif world.draw.random() < 0.08:
        return world.draw.choice(list(chain.ACTS))
    likely = [one for one in (*forward, *beside) if one not in vain] or list(chain.ACTS)
    weights = [0.15 * (one in forward) + 1 / (1 + seen.acts[one]) for one in likely]
    return world.draw.choices(likely, weights)[0]


def _who(world: chain.City, name: str, need: Need) -> tuple[str, Account]:
    """Mostly somebody who may, of the department where it lies; now and then anybody at all."""
    draw = world.draw
    may = sorted(chain_table.MOSTLY.get(name) or chain_table.MAY.get(name, world.people))
    here = [one for one in may if getattr(world.people[one].organisation, "name", "") == need.department]
    if here and draw.random() < 0.7:
        may = here
    elif not world.hurries and draw.random() < 0.3:
        may = list(world.people)
    who = draw.choice(may)
    return who, world.people[who]
