"""Papers and what was decided on them: searched, narrowed, sorted; those that wait for somebody to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.numbers import one_number
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries import drafting
from sozialraum.planning.programme.queries.order import FINAL, needs_by_number, stood_before
from sozialraum.planning.programme.states import Level, PaperState
from sozialraum.planning.situation.queries.start import Event
from sozialraum.planning.statistics.files import Table
from sozialraum.warehouse.version import Version

SORTS: dict[str, tuple[Promise, tuple[Any, ...]]] = {
    "": (gettext_lazy("neueste zuerst"), ("-submitted", "-pk")),
    "alt": (gettext_lazy("älteste zuerst"), ("submitted", "pk")),
    "sitzung": (gettext_lazy("nach Sitzungstag"), (F("meets_on").asc(nulls_last=True), "pk")),
    "kosten": (gettext_lazy("nach Kosten"), (F("cost").desc(nulls_last=True), "pk")),
}
LONGEST = 120
PUBLIC = tuple(one for one in PaperState if one != PaperState.DRAFT)


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing."""

    words: str = ""
    state: str = ""
    level: str = ""
    area: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address."""
        state, level, year = query.get("stand", ""), query.get("gremium", ""), query.get("jahr", "")
        sort = query.get("sortierung", "")
        return cls(
            query.get("q", "").replace("\x00", "").strip()[:LONGEST], state if state in PUBLIC else "",
            level if level in Level.values else "", query.get("planungsraum", "").replace("\x00", "")[:LONGEST],
            year if 1900 <= (one_number(year) or 0) <= 9998 else "", sort if sort in SORTS else "",
        )  # fmt: skip

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        parts = {
            "q": one.words, "stand": one.state, "gremium": one.level, "planungsraum": one.area, "jahr": one.year,
            "sortierung": one.sort,
        }  # fmt: skip
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.state or self.level or self.area or self.year)


def public() -> QuerySet[DecisionPaper]:
    """Papers that were brought in, each with its decisions, the last one first; two statements."""
    found = DecisionPaper.objects.filter(submitted__isnull=False).select_related("need", "department")
    found = found.defer("document", "proposal", "alternatives", "need__sought", "need__said", "need__wording")
    return found.prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("-on", "-pk"), to_attr="taken")
    )


def found(wanted: Wanted) -> QuerySet[DecisionPaper]:
    """What was asked for."""
    rows = public()
    for word in wanted.words.split():
        number = one_number(word.upper().removeprefix("B-").removeprefix("V-"))
        told = Q(title__icontains=word) | Q(body_name__icontains=word) | Q(proposal__icontains=word)
        told |= Q(decisions__number__icontains=word)
        rows = rows.filter(told if number is None else told | Q(need=number) | Q(pk=number))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.area:
        rows = rows.filter(need__planning_area=wanted.area)
    if wanted.year:
        rows = rows.filter(Q(submitted__year=int(wanted.year)) | Q(decisions__on__year=int(wanted.year)))
    return rows.order_by(*SORTS[wanted.sort][1]).distinct()


@dataclass(frozen=True)
class Choices:
    """What can be chosen: only what there is something of."""

    states: list[tuple[str, Any]]
    levels: list[tuple[str, Any]]
    areas: list[tuple[str, str]]
    years: list[tuple[str, str]]
    sorts: list[tuple[str, Any]]


def choices(version: Version | None) -> Choices:
    """Of all that was brought in; two statements."""
    there = DecisionPaper.objects.filter(submitted__isnull=False).order_by()
    rows = list(there.values_list("level", "need__planning_area", "submitted__year").distinct())
    taken = Decision.objects.order_by().values_list("on__year", flat=True).distinct()
    levels, keys = {row[0] for row in rows}, {row[1] for row in rows}
    years = sorted({str(row[2]) for row in rows} | {str(year) for year in taken}, reverse=True)
    named = sorted((labels.area_name(version, "", key) if version else key, key) for key in keys)
    return Choices(
        [("", _("alle")), *((one.value, one.label) for one in PUBLIC)],
        [("", _("alle Gremien")), *((one.value, one.label) for one in Level if one.value in levels)],
        [("", _("alle Planungsräume")), *((key, name) for name, key in named)],
        [("", _("alle Jahre")), *((year, year) for year in years)],
        [(key, title) for key, (title, _order) in SORTS.items()],
    )  # fmt: skip


def table(wanted: Wanted, version: Version) -> Table:
    """The same to take along."""
    rows = [_row(one, version) for one in found(wanted)]
    columns = [
        _("Vorlage"), _("Titel"), _("Bedarf"), _("Planungsraum"), _("Stand"), _("Wer entscheidet"), _("Gremium"),
        _("Eingebracht"), _("Sitzung"), _("Kosten in Euro"), _("Beschlossen am"), _("Nummer"), _("Begründung"),
        _("Warum außer der Reihe"), "OParl",
    ]  # fmt: skip
    about = [(_("Enthält"), _("eingebrachte Beschlussvorlagen und was zu ihnen beschlossen ist"))]
    if wanted.words:
        about.append((_("Gesucht"), wanted.words))
    return Table(_("Vorlagen und Beschlüsse"), columns, rows, about)


def _row(one: Any, version: Version) -> list[Any]:
    last = one.taken[0] if one.taken else None
    return [
        one.number, one.title, one.need.number,
        labels.area_name(version, one.need.edition, one.need.planning_area), str(one.get_state_display()),
        str(one.get_level_display()), one.body_name, one.submitted.date().isoformat(),
        one.meets_on.isoformat() if one.meets_on else "", None if one.cost is None else _exact(one.cost),
        last.on.isoformat() if last else "", last.number if last else "", last.reason if last else "",
        last.deviation if last else "", last.oparl if last else "",
    ]  # fmt: skip


def _exact(cost: Decimal) -> str:
    """Exact to the cent: as text, since a file's numbers are not."""
    return f"{cost:.2f}"


# -- for those who write --


@dataclass(frozen=True)
class Desk:
    """What waits for whoever writes papers and records decisions."""

    waiting: tuple[Need, ...]
    drafts: tuple[DecisionPaper, ...]
    coming: tuple[DecisionPaper, ...]
    unrecorded: tuple[DecisionPaper, ...]  # their meeting was, and nobody said what came of it
    postponed: tuple[DecisionPaper, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.drafts or self.coming or self.unrecorded or self.postponed)


def desk() -> Desk:
    """Three statements, however much there is."""
    open_ = DecisionPaper.objects.filter(
        state__in=(PaperState.DRAFT, PaperState.SUBMITTED, PaperState.POSTPONED)
    )
    open_ = open_.select_related("need", "department").defer("document", "need__sought", "need__said")
    papers = list(open_.order_by(F("meets_on").asc(nulls_last=True), "pk"))
    today = clock.today()
    return Desk(
        tuple(drafting.waiting()), tuple(one for one in papers if one.state == PaperState.DRAFT),
        tuple(one for one in papers if one.state == PaperState.SUBMITTED and not is_unrecorded(one, today)),
        tuple(one for one in papers if is_unrecorded(one, today)),
        tuple(one for one in papers if one.state == PaperState.POSTPONED),
    )  # fmt: skip


def is_unrecorded(paper: DecisionPaper, today: date) -> bool:
    """Whether the meeting was, and nobody recorded what came of it."""
    return paper.state == PaperState.SUBMITTED and paper.meets_on is not None and paper.meets_on < today


def with_needs(decisions: Iterable[Decision]) -> list[tuple[Decision, list[Need]]]:
    """Decisions, each with the needs that stood before it; one statement more."""
    some = list(decisions)
    known = needs_by_number(pk for one in some for pk in one.passed_over)
    return [(one, stood_before(one, known)) for one in some]


def taken() -> QuerySet[Decision]:
    """What was granted or refused, the newest first, each with its paper and need."""
    found = Decision.objects.filter(outcome__in=FINAL).select_related("paper__need")
    return found.defer("paper__document", "paper__need__sought", "paper__need__said").order_by("-on", "-pk")


def news(most: int) -> list[Event]:
    """The newest decisions, for the start page; one statement."""
    return [
        Event(
            one.on, f"{one.get_outcome_display().capitalize()}:", one.paper.title, f"/beschluesse/{one.pk}/"
        )
        for one in taken()[:most]
    ]


def deviations(most: int, area: str = "") -> list[tuple[Decision, list[Need]]]:
    """The newest decisions out of order, each with the needs that stood before it; two statements."""
    found = taken().exclude(passed_over=[])
    if area:
        found = found.filter(paper__need__planning_area=area)
    return with_needs(found[:most])
