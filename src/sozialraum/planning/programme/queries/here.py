"""What is being done in a space, and for a need: sections of pages that stand earlier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import may
from sozialraum.planning.programme.models import Decision, Measure
from sozialraum.planning.programme.queries.amounts import in_euros, total
from sozialraum.planning.programme.queries.measures import rows_of, with_sums
from sozialraum.planning.programme.rules import REPORT
from sozialraum.planning.programme.states import OPEN_MEASURES, MeasureState
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.editions import CITY

SHOWN = 5


def section(here: Where) -> dict[str, Any] | None:
    """The measures of a space, those of a planning area by their area; a handful of statements."""
    if here.edition.role == CITY or not here.is_current:
        return None
    key = f"{here.edition.space_system}/{here.code}"
    is_area = here.edition.space_system == here.version.settings.get("planning_areas")
    own = Q(space=key) | Q(planning_area=key) if is_area else Q(space=key)
    found = list(with_sums(Measure.objects.filter(own)).order_by("ended", "-begins", "-pk"))
    asked = urlencode({"planungsraum" if is_area else "raum": key}, safe="/")
    return {
        "count": len(found), "rows": rows_of(here.version, found[:SHOWN]),
        "planned": in_euros(total(one.planned for one in found)), "address": f"{reverse('programme:measures')}?{asked}",
        "programme": reverse("programme:area_programme", args=[here.code]) if is_area else "",
    }  # fmt: skip


def waits_for_measure(need: Need, known: Iterable[Measure]) -> bool:
    """Whether a measure may begin: it is decided, or one of its measures (known) is under way."""
    goes_on = need.state == State.IMPLEMENTING and any(one.state in OPEN_MEASURES for one in known)
    return need.state == State.DECIDED or goes_on


def is_given_up(need: Need) -> bool:
    """Whether a measure for it was broken off, and none has begun since to take its place."""
    known = list(need.measures.order_by("pk"))
    gone = [one for one in known if one.state == MeasureState.ABANDONED]
    return any(not any(_comes_after(other, one) for other in known) for one in gone)


def _comes_after(other: Measure, gone: Measure) -> bool:
    return other.pk > gone.pk and gone.ended is not None and localtime(other.made).date() >= gone.ended


def begin_path(need: Need, known: Iterable[Measure], by: Any) -> str:
    """Where the next measure for a need is begun; empty where none may begin now, or nobody like this one may."""
    begins = waits_for_measure(need, known) and may(by, REPORT)
    return f"{reverse('programme:measure_new')}?bedarf={need.pk}" if begins else ""


def decision_on(need: Need) -> Decision | None:
    """The decision on which a need is implemented, with its paper; none where it was decided elsewhere."""
    found = Decision.objects.filter(paper__need=need, outcome=Decision.Outcome.DECIDED)
    return found.select_related("paper").order_by("-pk").first()


def of_need(need: Need, user: Any) -> dict[str, Any] | None:
    """The measures by which a need is carried out; None where it isn't that far."""
    rows = list(with_sums(need.measures.all()).order_by("begins", "pk"))
    begin = begin_path(need, rows, user)
    return (
        {"rows": rows_of(current(), rows), "begin": begin, "broken_off": need.broken_off}
        if rows or begin
        else None
    )
