"""What departments answer, and when. Counted are requests and acts of offices, never people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.charts import Chart
from sozialraum.planning.answers.models import Negotiation, Passing, Request
from sozialraum.planning.answers.states import (
    IMPOSSIBLE,
    RUNNING,
    AnswerKind,
    AnswerState,
    NegotiationState,
    RequestState,
)
from sozialraum.planning.journal import clock
from sozialraum.planning.reports.queries.columns import DEPARTMENT_KINDS, DEPARTMENT_ROUNDS, DEPARTMENT_TIMES
from sozialraum.planning.reports.queries.drawings import bars
from sozialraum.planning.reports.queries.grid import Column, Grid, Overview, Row, percent
from sozialraum.planning.statistics.queries import current

KEY = "aemter"
NOBODY = 0  # in the place of a department: not assigned yet
COLUMNS = (*DEPARTMENT_TIMES, *DEPARTMENT_KINDS, *DEPARTMENT_ROUNDS)


@dataclass
class Tally:
    """What is counted of one department, or of all."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    on_time: int = 0
    days: list[int] = field(default_factory=list)
    days_in_all: list[int] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """One value a column; what can't be told is None."""
        answered = self.counts["answered"]
        known: dict[str, Any] = {column.key: self.counts[column.key] for column in COLUMNS}
        return known | {
            "on_time": percent(self.on_time, answered),
            "days": float(median(self.days)) if self.days else None,
            "days_in_all": float(median(self.days_in_all)) if self.days_in_all else None,
        }


@dataclass(frozen=True)
class Counted:
    """All departments by name, all together, and how many requests lie with the steering group (NOBODY among them)."""

    each: Mapping[int, tuple[str, Tally]]
    whole: Tally
    unassigned: int
    years: tuple[int, ...]


_FIELDS = (
    "pk",
    "lead_id",
    "lead__name",
    "state",
    "due",
    "first_due",
    "missed",
    "handed_over",
    "at_lead_since",
    "answer__kind",
    "answer__state",
    "answer__released",
)


def counted(year: int = 0, area: str = "") -> Counted:
    """Count it all: three statements, however many departments and requests there are. year: 0 = all."""
    requests = Request.objects.order_by("pk")
    if area:
        requests = requests.filter(need__planning_area=area)
    rows = list(requests.values_list(*_FIELDS))
    years = tuple(sorted({_year(row[7]) for row in rows}, reverse=True))
    if year:
        rows = [row for row in rows if _year(row[7]) == year]
    each: dict[int, tuple[str, Tally]] = {}
    whole, today = Tally(), clock.today()
    for row in rows:
        nobody = row[3] == RequestState.UNASSIGNED
        key, name = (NOBODY, _("noch ohne Amt")) if nobody else (row[1], row[2])
        tally = each.setdefault(key, (name, Tally()))[1]
        for one in (tally, whole):
            _count(one, row, today)
    chosen = {row[0] for row in rows}
    for request, department, name in (
        Passing.objects.order_by("pk")
        .filter(source__isnull=False)
        .values_list("request_id", "source_id", "source__name")
    ):
        if request in chosen:
            for one in (each.setdefault(department, (name, Tally()))[1], whole):
                one.counts["passed_on"] += 1
    for request, department, name, state in Negotiation.objects.order_by("pk").values_list(
        "answer__request_id", "department_id", "department__name", "state"
    ):
        if request in chosen:
            for one in (each.setdefault(department, (name, Tally()))[1], whole):
                one.counts["negotiations"] += 1
                one.counts["running" if state in RUNNING else NegotiationState(state).value] += 1
    return Counted(each, whole, sum(row[3] == RequestState.UNASSIGNED for row in rows), years)


def _count(tally: Tally, row: tuple[Any, ...], today: date) -> None:
    _pk, _lead, _name, state, due, first_due, missed, handed_over, since, kind, answer_state, released = row
    tally.counts["requests"] += 1
    tally.counts["extended"] += due > first_due
    if state != RequestState.ANSWERED:
        tally.counts["open"] += 1
        tally.counts["overdue"] += due < today
    if answer_state == AnswerState.RELEASED:
        tally.counts["answered"] += 1
        tally.counts[kind] += 1
        tally.on_time += timezone.localdate(released) <= (missed or due)
        tally.days.append((timezone.localdate(released) - timezone.localdate(since)).days)
        tally.days_in_all.append((timezone.localdate(released) - timezone.localdate(handed_over)).days)


def _year(at: datetime) -> int:
    return timezone.localdate(at).year


def page(year: int = 0, area: str = "") -> Overview:
    """The page. Raises NotPublishedError."""
    version, found = current(), counted(year, area)
    values = sorted(
        ((name, pk, tally.values()) for pk, (name, tally) in found.each.items()),
        key=lambda one: (one[1] == NOBODY, one[0]),
    )
    rows = tuple(Row(name, told, _requests_of(pk, area), key=str(pk)) for name, pk, told in values)
    total = Row(_("alle Ämter"), found.whole.values(), key="all")
    offices = tuple(row for row in rows if row.key != str(NOBODY))
    grids = (
        _grid("fristen", _("Wie viele, wie schnell"), DEPARTMENT_TIMES, rows, total),
        _grid("arten", _("Was die Ämter antworten"), DEPARTMENT_KINDS, offices, total),
        _grid("runden", _("Worüber verhandelt wird"), DEPARTMENT_ROUNDS, offices, total),
    )
    return Overview(
        version,
        KEY,
        _("Wie die Ämter antworten"),
        _(
            "Jeder Bedarf, den eine Konferenz weitergibt, wird beantwortet. Hier steht für jedes Amt, wie "
            "viele Aufträge es "
            "bekam, wie schnell es war, was es geantwortet hat und warum nicht, wo es nicht ging."
        ),
        tuple(sentences(found)),
        grids,
        tuple(_charts(rows, found)),
        found.years,
        year,
        is_empty=not rows,
        teaches=_("Sobald ein Bedarf einem Amt übergeben ist, steht hier, wie es antwortet."),
    )


def _requests_of(department: int, area: str) -> str:
    """Where its requests stand one by one; of the area that was asked for."""
    whose = {"amt": str(department)} if department != NOBODY else {"stand": RequestState.UNASSIGNED.value}
    asked = whose | ({"raum": area} if area else {})
    return f"/antworten/?{urlencode(asked)}"


def _grid(key: str, title: str, columns: tuple[Column, ...], rows: tuple[Row, ...], total: Row) -> Grid:
    return Grid(key, title, gettext_lazy("Fachamt"), columns, rows, total)


def sentences(found: Counted) -> Iterable[str]:
    """What is to be seen, in words."""
    told, counts = found.whole.values(), found.whole.counts
    if not counts["requests"]:
        return
    yield ngettext(
        "Ein Auftrag, davon %(answered)d beantwortet.",
        "%(n)d Aufträge, davon %(answered)d beantwortet.",
        counts["requests"],
    ) % {"n": counts["requests"], "answered": counts["answered"]}
    if counts["answered"]:
        words = _(
            "Pünktlich waren %(share)d von 100 Antworten; die Hälfte war nach %(days)d Tagen beim Amt da."
        )
        yield words % {"share": round(told["on_time"]), "days": round(told["days"])}
        refused = sum(counts[kind] for kind in IMPOSSIBLE)
        yield ngettext(
            "Eine Antwort war: nicht möglich.", "%(n)d Antworten waren: nicht möglich.", refused
        ) % {"n": refused}
    if counts["overdue"]:
        yield ngettext(
            "Eine Antwort ist jetzt überfällig.", "%(n)d Antworten sind jetzt überfällig.", counts["overdue"]
        ) % {"n": counts["overdue"]}
    if found.unassigned:
        yield ngettext(
            "Für einen Auftrag ist kein Amt zuständig: Er liegt bei der Steuerungsgruppe.",
            "Für %(n)d Aufträge ist kein Amt zuständig: Sie liegen bei der Steuerungsgruppe.",
            found.unassigned,
        ) % {"n": found.unassigned}


def _charts(rows: tuple[Row, ...], found: Counted) -> Iterable[Chart]:
    answered = [row for row in rows if row.values["answered"]]
    if answered:
        days = found.whole.values()["days"]
        yield bars(
            _("Fachamt"),
            [row.title for row in answered],
            [row.values["days"] for row in answered],
            unit="days",
            title=_("Tage bis zur Antwort (Median)"),
            mark=(_("alle Ämter"), float(days)),
        )
        counts = [float(found.whole.counts[kind.value]) for kind in AnswerKind]
        yield bars(
            _("Art der Antwort"),
            [str(kind.label) for kind in AnswerKind],
            counts,
            title=_("Arten der Antwort, alle Ämter"),
        )
