"""The public list: what was done, whether it helped by those who asked for it, by the figures, by the conference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.effects import sentences
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.effects.queries import figures, replies
from sozialraum.planning.effects.queries.one import last_evaluation
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import PUBLIC, State
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.queries.expecting import Expected, expected_on
from sozialraum.planning.programme.states import MeasureState
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.version import Version

A_PAGE = 20
OPEN = "offen"
RESULTS: Mapping[str, Promise] = {
    **{str(value): label for value, label in Evaluation.Verdict.choices},
    OPEN: gettext_lazy("noch offen"),
}
SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("zuletzt bewegt"), ("-since", "-pk")),
    "lange": (gettext_lazy("wartet am längsten"), ("since", "pk")),
    "titel": (gettext_lazy("nach Titel"), ("title", "pk")),
}


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing."""

    area: str = ""
    dimension: str = ""
    result: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], version: Version) -> Wanted:
        """From the query of an address."""
        area, dimension = query.get("planungsraum", ""), query.get("lebenslage", "")
        result, sort = query.get("ergebnis", ""), query.get("sortierung", "")
        return cls(
            area if area in dict(areas(version)) else "",
            dimension if dimension in version.catalogue.dimensions else "",
            result if result in RESULTS else "", sort if sort in SORTS else "",
        )  # fmt: skip

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        parts = {
            "planungsraum": one.area, "lebenslage": one.dimension, "ergebnis": one.result, "sortierung": one.sort,
        }  # fmt: skip
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else "?"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.area or self.dimension or self.result)


@dataclass(frozen=True, eq=False)
class Row:
    """One need in the list."""

    need: Need
    address: str
    place: str
    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    verdict: str
    verdict_title: str
    people: str
    figures: tuple[tuple[str, str, str], ...]  # indicator, verdict, sentence
    successor: Need | None
    expected: Expected | None  # by the decision


@dataclass(frozen=True)
class Counted:
    """A result with how many there are."""

    key: str
    title: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class WithoutNeed:
    """A measure that answers no need, and what the figures tell of it."""

    title: str
    path: str
    place: str
    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, eq=False)
class Listing:
    """Everything on the list."""

    wanted: Wanted
    rows: tuple[Row, ...]
    page: Page
    results: tuple[Counted, ...]
    sentence: str
    choices: dict[str, list[tuple[str, Any]]]
    without_need: tuple[WithoutNeed, ...]


def found(wanted: Wanted) -> QuerySet[Need]:
    """Public needs that are done, or were evaluated once, narrowed as asked."""
    verdict = Evaluation.objects.filter(need=OuterRef("pk")).order_by("-made", "-pk")
    rows = Need.objects.filter(state__in=sorted(PUBLIC)).annotate(
        verdict=Case(
            When(state=State.IMPLEMENTED, then=None),
            default=Subquery(verdict.values("verdict")[:1]),
            output_field=CharField(),
        )
    )
    rows = rows.filter(
        Q(state__in=[State.IMPLEMENTED, State.EVALUATED])
        | Exists(Evaluation.objects.filter(need=OuterRef("pk")))
    )
    if wanted.area:
        rows = rows.filter(planning_area=wanted.area)
    if wanted.dimension:
        rows = rows.filter(dimensions__contains=[wanted.dimension])
    return rows.defer("said", "sought", "wording")


def _with_result(rows: QuerySet[Need], result: str) -> QuerySet[Need]:
    if result == OPEN:
        return rows.filter(verdict__isnull=True)
    return rows.filter(verdict=result) if result else rows


def listing(wanted: Wanted, version: Version, page: str | None) -> Listing:
    """Gather the list; as many statements for many as for few."""
    rows = found(wanted)
    by_result = Counter(one or OPEN for one in rows.order_by().values_list("verdict", flat=True))
    pages = Paginator(_in_order(rows, wanted), A_PAGE)
    shown = pages.get_page(page)
    results = tuple(
        Counted(key, str(title), by_result[key], wanted.query(result="" if key == wanted.result else key),
                key == wanted.result)
        for key, title in RESULTS.items() if by_result[key]
    )  # fmt: skip
    return Listing(
        wanted, tuple(rows_of(shown.object_list, version)), shown, results, _sentence(by_result), choices(version),
        _without_need(version) if not wanted.is_narrowed else (),
    )  # fmt: skip


def _in_order(rows: QuerySet[Need], wanted: Wanted) -> QuerySet[Need]:
    evaluations = Prefetch("evaluations", Evaluation.objects.select_related("successor"), to_attr="judged")
    inquiries = Prefetch(
        "inquiries",
        Inquiry.objects.prefetch_related(Prefetch("replies", Reply.objects.only("inquiry", "helped"))),
        to_attr="asked",
    )
    measures = Prefetch("measures", Measure.objects.order_by("begins", "pk"), to_attr="done")
    narrowed = _with_result(rows, wanted.result).order_by(*SORTS[wanted.sort][1])
    return narrowed.prefetch_related(evaluations, inquiries, measures)


def done_of(numbers: Collection[int]) -> QuerySet[Need]:
    """Some of the needs that are done, with all that a row needs."""
    return _in_order(found(Wanted()).filter(pk__in=numbers), Wanted())


def rows_of(needs: Sequence[Need], version: Version) -> list[Row]:
    """Needs as rows: of evaluated ones what was told on that day, of others what is told today."""
    others = figures.acting() if needs else figures.Acting(())
    expected = expected_on([one.pk for one in needs])
    return [_row(one, others, version, expected) for one in needs]


def _judged(need: Need) -> Evaluation | None:
    return last_evaluation(need, need.judged)  # type: ignore[attr-defined]


def _row(
    need: Need, others: figures.Acting, version: Version, known: Mapping[int, Expected] = MappingProxyType({})
) -> Row:
    judged = _judged(need)
    done: list[Measure] = need.done  # type: ignore[attr-defined]
    if judged is not None:
        kept = judged.figures.get("told", [])
    else:
        kept = [one.kept for one in figures.told_of(done, others, version)]
    return Row(
        need, reverse("effects:effect", args=[need.pk]), labels.space_name(version, need.edition, need.social_space),
        tuple(labels.dimension_titles(version, need.dimensions)), tuple(one.title for one in done),
        judged.verdict if judged else OPEN, str(RESULTS[judged.verdict if judged else OPEN]), _people(need, judged),
        tuple(_figure(one, version) for one in kept), judged.successor if judged else None,
        known.get(need.pk),
    )  # fmt: skip


def _people(need: Need, judged: Evaluation | None) -> str:
    if judged is not None:
        if judged.inquiry_id is None:
            return _("Niemand war zu erreichen, der es gemeldet hat.")
        return replies.sentence(judged.replies)
    asked: Inquiry | None = next((one for one in need.asked if one.opened >= need.since), None)  # type: ignore[attr-defined]
    if asked is None:
        return _("Wer es gemeldet hat, wird noch gefragt.")
    given = [one.helped for one in asked.replies.all()]
    if asked.closed is None:
        return _("Die Befragung läuft; bisher haben %(n)d von %(asked)d geantwortet.") % {
            "n": len(given), "asked": asked.asked,
        }  # fmt: skip
    return replies.sentence(replies.counts(asked, given))


def _figure(kept: Mapping[str, Any], version: Version) -> tuple[str, str, str]:
    key = str(kept.get("indicator", ""))
    title = said(version.names[key].title) if key in version.names else key
    return (
        title,
        str(kept.get("verdict", "")),
        sentences.short(str(kept.get("verdict", "")), str(kept.get("why", ""))),
    )


def _sentence(by_result: Counter[str]) -> str:
    judged = by_result.total() - by_result[OPEN]
    if not judged:
        return ""
    told = {"n": judged, "yes": by_result["effective"], "partly": by_result["partly"], "no": by_result["not"]}
    return (
        _(
            "Von %(n)d ausgewerteten Bedarfen nennt die Konferenz %(yes)d wirksam, %(partly)d teilweise wirksam und "
            "%(no)d nicht wirksam."
        )
        % told
    )


def _without_need(version: Version) -> tuple[WithoutNeed, ...]:
    rows = Measure.objects.filter(need__isnull=True).exclude(indicators=[])
    rows = rows.exclude(state__in=[MeasureState.PLANNED, MeasureState.ABANDONED])
    measures = list(rows.order_by("-begins", "pk")[:A_PAGE])
    others = figures.acting() if measures else figures.Acting(())
    return tuple(
        WithoutNeed(
            one.title, reverse("effects:measure", args=[one.pk]),
            labels.space_name(version, one.edition, one.space) if one.space else _("ganze Stadt"),
            tuple(_figure(told.kept, version) for told in figures.told_of([one], others, version)),
        )
        for one in measures
    )  # fmt: skip


def areas(version: Version) -> list[tuple[str, str]]:
    """Planning areas by the scope keys that needs carry."""
    system = str(version.settings["planning_areas"])
    edition = labels.edition_of(version, "", f"{system}/")
    return (
        [(f"{system}/{code}", name) for code, name in zip(edition.codes, edition.names, strict=True)]
        if edition
        else []
    )


def choices(version: Version) -> dict[str, list[tuple[str, Any]]]:
    """What can be chosen."""
    dimensions = [(one.key, said(one.title)) for one in version.catalogue.dimensions.values()]
    return {
        "areas": [("", _("ganze Stadt")), *areas(version)], "dimensions": [("", _("alle Lebenslagen")), *dimensions],
        "results": [("", _("alle Ergebnisse")), *RESULTS.items()],
        "sorts": [(key, title) for key, (title, _order) in SORTS.items()],
    }  # fmt: skip


def table(wanted: Wanted, version: Version) -> Table:
    """The same to take along, one row a need and indicator."""
    columns = [
        "need", "title", "social_space", "planning_area", "dimensions", "measures", "since", "verdict", "verdict_title",
        "asked", "replies", "helped_yes", "helped_partly", "helped_no", "helped_unknown", "indicator", "figures",
        "effect", "lower", "upper", "p", "why", "successor", "address",
    ]  # fmt: skip
    others = figures.acting()
    rows = [line for one in _in_order(found(wanted), wanted) for line in _lines(one, others, version)]
    about = [(_("Enthält"), _("Bedarfe, die umgesetzt oder ausgewertet sind; eine Zeile je Kennzahl"))]
    return Table(_("Wirkung"), columns, rows, about)


def _lines(need: Need, others: figures.Acting, version: Version) -> list[list[Any]]:
    row = _row(need, others, version)
    judged = _judged(need)
    said_ = judged.replies if judged else {}
    answers = said_.get("answers", {})
    kept = judged.figures.get("told", []) if judged else [
        one.kept for one in figures.told_of(need.done, others, version)  # type: ignore[attr-defined]
    ]  # fmt: skip
    first = [
        need.number, need.title, row.place, labels.area_name(version, need.edition, need.planning_area),
        ", ".join(need.dimensions), "; ".join(row.measures), timezone.localtime(need.since).date().isoformat(),
        row.verdict, row.verdict_title, said_.get("asked"), said_.get("replies"),
        *(answers.get(key) for key in ("yes", "partly", "no", "unknown")),
    ]  # fmt: skip
    last = [row.successor.number if row.successor else "", row.address]
    names = ("indicator", "verdict", "effect", "lower", "upper", "p", "why")
    return [[*first, *(one.get(name) for name in names), *last] for one in kept or [{}]]
