"""The clock of a request in words: how long there still is, how long it is overdue, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.answers.models import Request
from sozialraum.planning.answers.states import RequestState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries.way import STEERING_GROUP


@dataclass(frozen=True)
class Clock:
    """days: that are left, below 0 overdue; of an answered one, how many days before its day it came."""

    due: date
    days: int
    sentence: str
    is_overdue: bool
    is_soon: bool = False


def clock_of(request: Request) -> Clock:
    """How a request stands to its day."""
    if request.answered:
        return _answered(request)
    left = (request.due - clock.today()).days
    if left < 0:
        said = ngettext("seit %(n)s Tag überfällig", "seit %(n)s Tagen überfällig", -left) % {"n": -left}
    elif left == 0:
        said = _("heute ist der letzte Tag")
    else:
        said = ngettext("noch %(n)s Tag", "noch %(n)s Tage", left) % {"n": left}
    return Clock(request.due, left, said, left < 0, 0 <= left <= 7)


def _answered(request: Request) -> Clock:
    came = timezone.localtime(request.answered).date()
    took = (came - timezone.localtime(request.handed_over).date()).days
    left = (request.measured_by - came).days
    said = ngettext("nach %(n)s Tag beantwortet", "nach %(n)s Tagen beantwortet", took) % {"n": took}
    if left < 0:
        late = ngettext("%(n)s Tag zu spät", "%(n)s Tage zu spät", -left) % {"n": -left}
        said = f"{said}, {late}"
    return Clock(request.due, left, said, False)


def overdue() -> Q:
    """Requests whose day has passed without an answer."""
    return Q(due__lt=clock.today()) & ~Q(state=RequestState.ANSWERED)


def open_first(rows: QuerySet[Request]) -> QuerySet[Request]:
    """What is open by its day, so what is overdue comes first; then what is answered, the latest first."""
    done = Case(
        When(state=RequestState.ANSWERED, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    by_day = Case(When(state=RequestState.ANSWERED, then=None), default="due")
    return rows.order_by(done, by_day, "-answered", "pk")


def holder(request: Request) -> str:
    """On whose desk a request lies; the same in every language, as it is kept."""
    return STEERING_GROUP if request.state == RequestState.UNASSIGNED else request.lead.name
