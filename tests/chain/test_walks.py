"""Random walks over all roles and states on PostgreSQL: whatever anybody tries, what must hold of a need holds.

Walks share their beginnings: from wherever a walk stands, one goes on and another begins by going back some steps, so
that each act that succeeds ends a walk that is none of the others. With SOZIALRAUM_WALKS=20000 there are so many.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import END
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds import chain, holding

WALKS = int(os.environ.get("SOZIALRAUM_WALKS", "500"))
STEPS_AT_MOST, MANY = 45, 3000


@pytest.mark.django_db
def test_whatever_anybody_tries_what_must_hold_of_a_need_holds(published):
    with override_settings(CITY=replace(settings.CITY, demonstration=True)):
        world = chain.city(seed=WALKS)
        need = chain.voiced(world)
        seen, refused = walks(world, need, WALKS)
    assert sum(seen.values()) == WALKS
    assert refused["NotAllowed"] and refused["Refused"]
    # So few walks meet most acts, many meet each of them; else they would prove little.
    assert len(seen) >= 30 if WALKS < MANY else set(seen) == set(chain.ACTS)


def walks(world: chain.City, need: Need, count: int) -> tuple[Counter[str], Counter[str]]:
    """So many walks; how often each act succeeded, and what was refused."""
    draw, seen, refused = world.draw, Counter[str](), Counter[str]()
    stack: list[tuple[str, object]] = []
    while sum(seen.values()) < count:
        need = Need.objects.get(pk=need.pk)
        if stack and (len(stack) > STEPS_AT_MOST or draw.random() < (0.2 if need.state in END else 0.015)):
            _back(world, stack)
            need = Need.objects.get(pk=need.pk)
        name = _what(world, need)
        who, by = _who(world, name)
        here = transaction.savepoint(), world.now
        before = holding.marks(need)
        try:
            with clock.telling(world.now):
                chain.ACTS[name](world, need, by)
        except (Refused, NotAllowed, chain.Nothing) as why:
            refused[type(why).__name__] += 1
            if not isinstance(why, chain.Nothing):
                assert holding.marks(need) == before, f"{name} was refused and left something"
            transaction.savepoint_rollback(here[0])
            world.now = here[1]
            continue
        assert who in chain.MAY.get(name, {who}), f"{who} may not {name}"
        holding.require_all(Need.objects.get(pk=need.pk), after=name)
        seen[name] += 1
        stack.append(here)
    return seen, refused


def _what(world: chain.City, need: Need) -> str:
    """Mostly something that makes sense where the need stands; now and then anything at all."""
    if world.draw.random() < 0.01:
        return "time_passes"
    likely = chain.WHERE.get(need.state, ())
    if not likely or world.draw.random() < 0.1:
        return world.draw.choice(list(chain.ACTS))
    return world.draw.choice(likely)


def _who(world: chain.City, name: str) -> tuple[str, Account]:
    """Mostly somebody who may; now and then anybody at all."""
    may = sorted(chain.MAY.get(name, world.people))
    who = world.draw.choice(may if world.draw.random() < 0.85 else list(world.people))
    return who, world.people[who]


def _back(world: chain.City, stack: list[tuple[str, object]]) -> None:
    """Some steps back, from where another walk goes on."""
    far = 0 if world.draw.random() < 0.3 else max(0, len(stack) - 12)
    mark = world.draw.randrange(far, len(stack))
    savepoint, world.now = stack[mark]
    transaction.savepoint_rollback(savepoint)
    del stack[mark:]
