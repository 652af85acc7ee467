"""Who was in a session from when until when, and when the table could resolve: from arrivals and departures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sozialraum.planning.conferences.models import AgendaItem, Attendee, Holding, Session

Spans = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class Came:
    """Somebody on a seat. late, left: when they came and went, where it was not with all the others."""

    attendee: Attendee
    is_deputy: bool
    late: datetime | None
    left: datetime | None


def came(session: Session, people: Sequence[Attendee], items: Sequence[AgendaItem]) -> Iterator[Came]:
    """Everybody on a seat who was there. Late is who came after the first item was taken up."""
    began = min((item.began for item in items if item.began), default=None)
    for one in people:
        spans = one.presences.all()
        if one.holding is None or not spans:
            continue
        first, last = min(span.arrived for span in spans), _end(session, spans)
        yield Came(
            one, one.holding.part == Holding.Part.DEPUTY, first if began and first > began else None,
            last if session.closed and last < session.closed else None,
        )  # fmt: skip


def _end(session: Session, spans: Sequence[object]) -> datetime:
    return max(span.left or session.closed or span.arrived for span in spans)  # type: ignore[attr-defined]


def quorate(session: Session, people: Sequence[Attendee], chairs: Mapping[str, int], needed: int) -> Spans:
    """From when until when enough chairs with a vote were taken, each bank's own number among them."""
    votes = {one.holding.seat_id for one in people if one.holding and one.voting}
    moves: list[tuple[datetime, int, int, str]] = []
    for one in people:
        if one.holding is None or one.holding.seat_id not in votes:
            continue
        for span in one.presences.all():
            moves.append((span.arrived, 1, one.holding.seat_id, one.bank))
            moves.append((span.left or session.closed or span.arrived, -1, one.holding.seat_id, one.bank))
    return tuple(_spans(session, sorted(moves, key=lambda move: (move[0], -move[1])), chairs, needed))


def _spans(
    session: Session, moves: list[tuple[datetime, int, int, str]], chairs: Mapping[str, int], needed: int
) -> Iterator[tuple[datetime, datetime]]:
    taken: dict[tuple[int, str], int] = {}
    since: datetime | None = None
    for at, step, seat, bank in moves:
        taken[seat, bank] = taken.get((seat, bank), 0) + step
        here = [key for key, count in taken.items() if count > 0]
        is_enough = _is_enough(session, here, chairs, needed)
        if is_enough and since is None:
            since = at
        elif not is_enough and since is not None:
            if at > since:
                yield since, at
            since = None


def _is_enough(
    session: Session, here: Sequence[tuple[int, str]], chairs: Mapping[str, int], needed: int
) -> bool:
    if session.repeats_id is not None:
        return bool(here)
    own = session.body.quorum_per_bank
    by_bank = {bank: sum(b == bank for _seat, b in here) for bank in chairs}
    return len(here) >= needed and all(by_bank[bank] >= min(own, chairs[bank]) for bank in chairs)
