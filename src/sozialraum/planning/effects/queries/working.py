"""What whoever evaluates works with: the replies in their words, whom to ask, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from sozialraum.planning.effects import rules
from sozialraum.planning.effects.models import Inquiry, Reply
from sozialraum.planning.effects.queries import replies
from sozialraum.planning.effects.queries.asked import reachable
from sozialraum.planning.effects.queries.one import inquiry_of
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.needs.queries.queue import within
from sozialraum.planning.needs.states import CONFERENCE, State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import roles_with
from sozialraum.planning.people.rules import may

LATEST = 8


@dataclass(frozen=True, eq=False)
class Work:
    """The page of whoever evaluates one need."""

    need: Need
    inquiry: Inquiry | None
    voices: int
    by_mail: int
    replies: tuple[Reply, ...]
    counts: dict[str, Any]
    may_inquire: bool
    may_judge: bool
    is_late: bool  # the day until which could be answered is over

    @property
    def is_open(self) -> bool:
        return self.inquiry is not None and self.inquiry.closed is None

    @property
    def may_evaluate(self) -> bool:
        """Those who registered it were asked, or nobody of them can be."""
        was_asked = self.inquiry is not None and self.inquiry.closed is not None
        return self.may_judge and (was_asked or (self.inquiry is None and not self.by_mail))


def work(need: Need, by: Account) -> Work:
    """Gather it."""
    is_done = need.state == State.IMPLEMENTED
    inquiry = inquiry_of(need)
    given = tuple(inquiry.replies.select_related("contribution").order_by("given", "pk")) if inquiry else ()
    is_open = inquiry is not None and inquiry.closed is None
    return Work(
        need, inquiry, standing(need).count(), reachable(need), given,
        replies.counts(inquiry, [one.helped for one in given]) if inquiry else {}, is_done and not is_open,
        is_done and may(by, CONFERENCE, *need.scopes),
        is_open and inquiry is not None and inquiry.until < clock.today(),
    )  # fmt: skip


def voices(need: Need) -> list[Contribution]:
    """Those for whom an answer can be written down."""
    return list(standing(need).defer("sought").order_by("pk"))


@dataclass(frozen=True, eq=False)
class OnDesk:
    """What waits to be evaluated, and what is under way. Each need with its last inquiry as `asked`."""

    to_ask: tuple[Need, ...]
    under_way: tuple[Inquiry, ...]
    to_judge: tuple[Need, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.to_ask or self.under_way or self.to_judge)


def on_desk(by: Account) -> OnDesk:
    """In one's places; three statements and one for the places."""
    here = within([one for one in in_force_of(by, clock.today()) if one.role in roles_with(rules.EVALUATE)])
    asked = Inquiry.objects.filter(need=OuterRef("pk"), opened__gte=OuterRef("since"))
    done = Need.objects.filter(here, state=State.IMPLEMENTED).defer("said", "sought", "wording")
    open_ = asked.filter(closed__isnull=True)
    running = Inquiry.objects.filter(
        closed__isnull=True, need__in=Need.objects.filter(here).order_by().values("pk")
    )
    running = running.select_related("need").annotate(answered=Count("replies")).order_by("until", "pk")
    return OnDesk(
        tuple(done.filter(~Exists(asked)).order_by("since", "pk")[:LATEST]), tuple(running[:LATEST]),
        tuple(done.filter(Exists(asked), ~Exists(open_)).order_by("since", "pk")[:LATEST]),
    )  # fmt: skip
