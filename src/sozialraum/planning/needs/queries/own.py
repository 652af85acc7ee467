"""What stands on somebody's desk: what waits, what they passed on and where it stands, what they said or brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.functional import Promise

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import receipts
from sozialraum.planning.needs.models import Contribution, Need, Repair
from sozialraum.planning.needs.queries import labels, review
from sozialraum.planning.needs.queries.objections import open_objections
from sozialraum.planning.needs.queries.queue import Load, in_my_places, load_of, unread, wishes
from sozialraum.planning.needs.queries.repairs import stuck_for
from sozialraum.planning.needs.queries.stalled import too_long
from sozialraum.planning.needs.queries.way import holder_now
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.city import NotPublishedError

LATEST, LINES_READ = 8, 200
# What the manager did not pass on: merged ones live on in another need, and returned ones are at an end.
PASSED_ON = (State.DELIBERATING, State.REDIRECTED)


@dataclass(frozen=True)
class Line:
    """A need or a contribution on a desk: what, where, how it stands, who has the ball since when."""

    title: str
    place: str
    state: str
    holder: Promise | str
    since: datetime
    need: Need
    receipt: str = ""  # the code under which whoever said or brought it follows it

    @property
    def is_public(self) -> bool:
        return self.need.is_public


@dataclass(frozen=True)
class Managed:
    """The desk of a planning area's manager."""

    load: Load
    unread: int
    wishes: int  # of authors who want to be blacked out
    objections: int
    passed_on: tuple[Line, ...]
    back: tuple[Line, ...]
    stuck: tuple[Repair, ...]  # what did not get through to a service
    review: review.Load  # letters to read before they go out


def managed(by: Account) -> Managed:
    """What waits in one's places, and what became of what was passed on; as many statements for much as for little."""
    again = _back(by)  # what is in one's hands again stands there alone
    passed_on, back = tuple(_needs(one for one in _passed_on(by) if one not in again)), tuple(_needs(again))
    stuck, letters = tuple(stuck_for(by)[:LATEST]), review.load_of(by)
    return Managed(
        load_of(by), unread(by).count(), len(wishes(by)), open_objections(by), passed_on, back, stuck, letters
    )


def _passed_on(by: Account) -> list[Need]:
    lines = Entry.objects.filter(
        actor_id=by.pk,
        act="needs.stepped",
        details__from=State.REGISTERED,
        details__to__in=[str(s) for s in PASSED_ON],
    )
    keys = list(
        dict.fromkeys(
            int(key) for key in lines.order_by("-id").values_list("subject_key", flat=True)[:LINES_READ]
        )
    )
    found = Need.objects.defer("sought", "said").in_bulk(keys[:LATEST])
    return [found[key] for key in keys[:LATEST] if key in found]


def _back(by: Account) -> list[Need]:
    """What conferences gave into the manager's hands: lists to hand over, and what was taken apart again.

    What waits too long stands on the desk as that alone.
    """
    listed = (
        in_my_places(by, State.BUNDLED)
        .exclude(too_long(State.BUNDLED))
        .defer("sought", "said")
        .order_by("since", "pk")[:LATEST]
    )
    # Registered is where a need begins; one that stands there since later was taken apart again.
    again = in_my_places(by, State.REGISTERED).filter(since__gt=F("registered"))
    return [*listed, *again.defer("sought", "said").order_by("since", "pk")[:LATEST]]


def _needs(found: Iterable[Need]) -> list[Line]:
    return [
        Line(str(one), _place(one), one.get_state_display(), holder_now(one), one.since, one) for one in found
    ]


def said_by(account: Account) -> QuerySet[Contribution]:
    """What somebody registered for themselves, the latest first."""
    return _with_need(account.contributions.all())


def brought_by(account: Account) -> QuerySet[Contribution]:
    """What somebody brought for others, the latest first."""
    return _with_need(Contribution.objects.filter(heard_by=account))


def _with_need(found: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return found.select_related("need").defer("sought", "need__sought", "need__said").order_by("-pk")


def lines(contributions: Iterable[Contribution]) -> list[Line]:
    """Contributions with the state of the need in which they stand now."""
    return [
        Line(
            one.text, _place(one.need), str(State.WITHDRAWN.label) if one.withdrawn else one.need.get_state_display(),
            "" if one.withdrawn else holder_now(one.need), one.withdrawn or one.need.since, one.need,
            receipts.code_of(one.token),
        )
        for one in contributions
    ]  # fmt: skip


def _place(need: Need) -> str:
    try:
        return labels.space_name(current(), need.edition, need.social_space)
    except NotPublishedError:  # a desk is there before the first figures are
        return need.social_space.partition("/")[2]
