"""How far the table is set: which bodies are there, whose banks have no seats, what the last one step set up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from sozialraum.planning.conferences.models import Body, Holding, Seat, Session
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.roles import Bank

SET_UP, TAKEN_BACK = "conferences.missing_set_up", "conferences.missing_taken_back"
OF_SETTING_UP = ("conferences.body_set_up", "conferences.seat_made")
CONFERENCES = (
    Body.Kind.STEERING_GROUP, Body.Kind.PLANNING_AREA_CONFERENCE, Body.Kind.SOCIAL_SPACE_CONFERENCE,
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A body of today and its seats. banks: those on which nobody can sit; held: how many seats have a member."""

    body: Body
    banks: tuple[str, ...]
    seats: int
    held: int


def tables() -> list[Table]:
    """Steering group and conferences of today with their seats; two statements."""
    today = clock.today()
    bodies = list(Body.objects.filter(kind__in=CONFERENCES, during__contains=today))
    member = Holding.objects.filter(
        seat=OuterRef("pk"), during__contains=today, part=Holding.Part.MEMBER
    )  # fmt: skip
    seats: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    rows = Seat.objects.filter(body__in=bodies, during__contains=today).annotate(held=Exists(member))
    for body, bank, held in rows.order_by().values_list("body_id", "bank", "held"):
        seats[body].append((bank, held))
    return [_table(body, seats[body.pk]) for body in bodies]


def _table(body: Body, seats: list[tuple[str, bool]]) -> Table:
    there = {bank for bank, _held in seats}
    banks = tuple(str(bank.label) for bank in Bank if bank.value not in there)
    return Table(body, banks, len(seats), sum(held for _bank, held in seats))


def missing() -> list[places.Lacking]:
    """The bodies that aren't there: the steering group first, then planning areas and social spaces.

    Two statements. Raises NotPublishedError.
    """
    found = places.all_lacking()
    group = Body.objects.filter(kind=Body.Kind.STEERING_GROUP, during__contains=clock.today())
    if not group.exists():
        found = [places.Lacking(Body.Kind.STEERING_GROUP, places.all_places()[0]), *found]
    return found


def of_last_step() -> list[Body]:
    """The bodies that the last one step set up and that nobody touched since: what it can still take back.

    None once that step was taken back. Four statements.
    """
    last = Entry.objects.filter(act__in=(SET_UP, TAKEN_BACK)).first()
    if last is None or last.act == TAKEN_BACK:
        return []
    return untouched(last.details["bodies"])


def untouched(numbers: Collection[int]) -> list[Body]:
    """Those of the bodies to which nothing was done but to set them up, and which have no session."""
    keys = [str(number) for number in numbers]
    done = Entry.objects.filter(subject_kind="body", subject_key__in=keys).exclude(act__in=OF_SETTING_UP)
    touched = {int(key) for key in done.values_list("subject_key", flat=True)}
    meets = Session.objects.filter(body=OuterRef("pk"))
    left = Body.objects.filter(pk__in=set(numbers) - touched)
    return list(left.exclude(Exists(meets)).order_by("pk"))
