"""Conferences and offices negotiate about answers: at once content, in one, two or three rounds, or not at all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from sozialraum.commands.story import rounds
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.rounds import Offered
from sozialraum.planning.answers import talks
from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions
from sozialraum.planning.answers.models import Answer, Move, Negotiation
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.rules import Elsewhere
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Refused

C, D, S = Side.CONFERENCE, Side.DEPARTMENT, Side.STEERING
N = NegotiationState
MONTH = timedelta(days=30)
STEP = Decimal(50)  # of what is offered, in euros
T = TypeVar("T")


# Where a conference says something between its sessions.
ELSEWHERE = (
    "Umfrage unter allen Sitzen der Konferenz, schriftlich", "Rundgang der Konferenz am Ort",
    "Gespräch der Konferenz vor der Stadtteilwerkstatt",
)  # fmt: skip


def is_content(number: int) -> bool:
    """Whether the conference takes what the office offers, where both are to agree."""
    return number % 3 == 0


# -- steps of a need ---------------------------------------------------------------------------------------


def accept(number: int, office: str, cast: Cast, need: Need) -> None:
    """The conference is content with the answer."""
    elsewhere = Elsewhere(clock.today(), _one(ELSEWHERE, number))
    negotiating.accept(by=cast.manager(need.planning_area), answer=_answer(need), elsewhere=elsewhere)


def open_talks(number: int, office: str, cast: Cast, need: Need) -> None:
    """The conference is not content with the answer."""
    by, reason = cast.manager(need.planning_area), _one(rounds.OPENED, number)
    negotiating.open_negotiation(by=by, answer=_answer(need), reason=reason)


def agree(number: int, office: str, cast: Cast, need: Need) -> None:
    """Both find words, now and then with the help of the steering group."""
    one = _running(need)
    if one is None:
        return
    manager, head = cast.manager(need.planning_area), _head(cast, one)
    if one.state == N.MEDIATING:
        _offer(S, cast.planner(), one, _priced(one, rounds.MEDIATED, 115))
    words = _one(rounds.WORDINGS, number)
    if number % 4 == 1:
        concluding.propose_agreement(by=manager, negotiation=one, side=C, text=words.partition(". ")[0] + ".")
        concluding.decline(by=head, negotiation=one, side=D, reason=rounds.DECLINED)
    if number % 2:
        concluding.propose_agreement(by=manager, negotiation=one, side=C, text=words)
        concluding.confirm(by=head, negotiation=one, side=D)
    else:
        concluding.propose_agreement(by=head, negotiation=one, side=D, text=words)
        concluding.confirm(by=manager, negotiation=one, side=C)


def part(number: int, office: str, cast: Cast, need: Need) -> None:
    """Both write down where they differ; or the steering group states it."""
    one = _running(need)
    if one is None:
        return
    if one.state == N.MEDIATING:
        mediating.state_dissent(by=cast.planner(), negotiation=one, reason=rounds.STATED)
        return
    conference, department = _one(rounds.DISSENTS, number)
    concluding.record_dissent(by=cast.manager(need.planning_area), negotiation=one, side=C, words=conference)
    concluding.record_dissent(by=_head(cast, one), negotiation=one, side=D, words=department)


def _answer(need: Need) -> Answer:
    found = talks.latest_answer(need)
    if found is None:
        raise Refused(f"{need.number} has no answer")
    return found


# -- what happens between two steps ------------------------------------------------------------------------


def first_turn(number: int, cast: Cast, need: Need, ends: bool) -> None:
    """The conference makes its proposal, and says how its banks stand; of those that stay open some say nothing."""
    one = _running(need)
    if one is None or one.state != N.OPEN or one.mover != C or (not ends and number % 6 == 0):
        return
    by = cast.manager(need.planning_area)
    counter = _priced(one, _one(rounds.COUNTERS, number), 135 + number % 4 * 5)
    made = _offer(C, by, one, counter)
    for move in made.round.moves.all():
        for turn, bank in enumerate(Bank):
            resistance = _resistance(move.kind, bank, number + turn)
            text = rounds.ATTITUDES[bank] if move.pk == made.pk and (number + turn) % 2 else ""
            positions.take_position(by=by, move=move, bank=bank, resistance=resistance, text=text)


def second_turn(number: int, cast: Cast, need: Need, ends: bool) -> None:
    """The office answers, rounds close, or it comes to the steering group; what nobody did in time goes there too."""
    mediating.escalate_overdue()
    one = _running(need)
    if one is None or one.state != N.OPEN or one.mover != D or (not ends and number % 6 == 1):
        return
    manager, officer = (
        cast.manager(need.planning_area),
        cast.in_department("department_officer", one.department_id),
    )
    _offer(D, officer, one, _priced(one, _one(rounds.OFFERS, number), 105 + number % 3 * 5))
    end = rounds.SECOND._replace(cost=_one(rounds.ENDS, number))
    cost = _priced(one, end, 120 + number % 3 * 5).cost
    if number % 3:
        negotiating.next_round(by=manager, negotiation=one, outcome=_one(rounds.OUTCOMES, number))
        _offer(C, manager, one, rounds.SECOND._replace(cost=cost))
    if number % 3 == 2:
        negotiating.next_round(by=manager, negotiation=one, outcome=_one(rounds.OUTCOMES, number + 1))
        _offer(D, officer, one, rounds.LAST._replace(cost=cost))
    if number % (5 if ends else 6) == (4 if ends else 5):
        mediating.to_steering(by=manager, negotiation=one, reason=_one(rounds.TO_STEERING, number))
    elif not ends:
        _left_open(number, manager, cast, one)


def _left_open(number: int, manager: Account, cast: Cast, one: Negotiation) -> None:
    """Where those that are not over stand today."""
    if number % 6 == 3:
        words = _one(rounds.WORDINGS, number)
        concluding.propose_agreement(by=manager, negotiation=one, side=C, text=words)
    elif number % 6 == 4:
        words = _one(rounds.DISSENTS, number)[0]
        concluding.record_dissent(by=manager, negotiation=one, side=C, words=words)


def _offer(side: Side, by: Account, one: Negotiation, said: Offered) -> Move:
    return negotiating.offer(
        by=by, negotiation=one, side=side, text=said.text, conditions=said.conditions,
        cost=Decimal(said.cost) if said.cost else None,
        by_when=clock.today() + said.months * MONTH if said.months else None,
    )  # fmt: skip


def _priced(one: Negotiation, said: Offered, percent: int) -> Offered:
    """An offer that costs so much of what the answer said, in steps of 50 euros; where that named no sum, its own."""
    if one.answer.cost is None or not said.cost:
        return said
    steps = (one.answer.cost * percent / 100 / STEP).quantize(Decimal(1))
    return said._replace(cost=str(max(steps, Decimal(1)) * STEP))


def _resistance(kind: str, bank: str, draw: int) -> int:
    """Tenths: the passive option is liked least, the conference's own proposal most, but not by everybody."""
    lowest = {Move.Kind.PASSIVE: 60, Move.Kind.OFFER: 25, Move.Kind.COUNTER: 5}.get(Move.Kind(kind), 20)
    against = 30 if kind == Move.Kind.COUNTER and bank == Bank.ADMINISTRATION else 0
    return min(100, lowest + against + draw * 7 % 31)


def _running(need: Need) -> Negotiation | None:
    """The negotiation that is not over, unless a visitor was quicker and has a wording or a dissent under way."""
    open_ = Negotiation.objects.filter(need=need, state__in=(N.OPEN, N.MEDIATING))
    return open_.first()


def _head(cast: Cast, one: Negotiation) -> Account:
    return cast.in_department("department_head", one.department_id)


def _one(known: tuple[T, ...], number: int) -> T:
    """One of several, by the number of the need."""
    return known[number % len(known)]
