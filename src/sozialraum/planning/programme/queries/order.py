"""The published order of need beside what was decided: who stood before, who came first, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.models import Decision
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

# On a list, and nobody has decided yet.
WAITING = (
    State.BUNDLED, State.HANDED_OVER, State.ANSWERED, State.NEGOTIATING, State.AGREED, State.DISSENT,
    State.UP_FOR_DECISION, State.POSTPONED,
)  # fmt: skip
DECIDED = (State.DECIDED, State.REJECTED, State.IMPLEMENTING, State.IMPLEMENTED, State.EVALUATED)
LISTED = (*WAITING, *DECIDED)
FINAL = (Decision.Outcome.DECIDED, Decision.Outcome.REJECTED)


@dataclass(frozen=True, eq=False)
class Place:
    """A need on the list of its planning area: its place, the session that set it, what was decided since."""

    need: Need
    place: int
    of: int
    resolution: Resolution
    decision: Decision | None = None
    passed_over: tuple[Need, ...] = ()  # that stood before it when it was decided

    @property
    def is_out_of_order(self) -> bool:
        return bool(self.passed_over)

    @property
    def passed_numbers(self) -> str:
        """B-3, B-9."""
        return named(self.passed_over)


@dataclass(frozen=True)
class List:
    """One list: what a session of a planning area's conference put into order."""

    resolution: Resolution
    places: tuple[Place, ...]

    @property
    def is_public(self) -> bool:
        return bool(self.resolution.session.is_public)


@dataclass(frozen=True)
class Area:
    """A planning area with its lists, the newest first."""

    key: str
    name: str
    lists: tuple[List, ...]
    older: int  # lists that aren't shown

    @property
    def decided(self) -> int:
        return sum(one.need.state in DECIDED for part in self.lists for one in part.places)

    @property
    def count(self) -> int:
        return sum(len(part.places) for part in self.lists)

    @property
    def out_of_order(self) -> int:
        return sum(one.is_out_of_order for part in self.lists for one in part.places)


def placed(**where: Any) -> list[Resolution]:
    """The resolution by which each need stands where it does, its need at hand; one statement. where: of the need."""
    about = {f"need__{key}": value for key, value in where.items()}
    found = _on_lists().filter(**about).exclude(details__has_key="not_taken")
    found = found.order_by("need_id", "-effective", "-pk").distinct("need_id")
    return list(found.select_related("session__body", "need").defer("need__sought", "need__said"))


def _on_lists() -> QuerySet[Resolution]:
    """What put needs that stand on a list to their place there."""
    return Resolution.objects.filter(
        outcome=Outcome.BUNDLED, effective__isnull=False, details__has_key="place", need__state__in=LISTED
    )


def place_of(resolution: Resolution) -> int:
    """Its place in the list."""
    return int(resolution.details["place"])


def passed_over(need: Need) -> list[Need]:
    """Needs that stand before this one on the same list and wait for their decision, the first of them first."""
    area = placed(planning_area=need.planning_area)
    own = next((one for one in area if one.need_id == need.pk), None)
    if own is None:
        return []
    before = [
        one for one in area
        if one.session_id == own.session_id and place_of(one) < place_of(own) and one.need.state in WAITING
    ]  # fmt: skip
    return [one.need for one in sorted(before, key=place_of)]


def named(needs: Iterable[Need]) -> str:
    """B-3, B-9."""
    return ", ".join(one.number for one in needs)


def decisions_on(needs: Iterable[int]) -> dict[int, Decision]:
    """The last decision on each need that was granted or refused; one statement."""
    found = Decision.objects.filter(paper__need__in=list(needs), outcome__in=FINAL).select_related("paper")
    return {one.paper.need_id: one for one in found.order_by("on", "pk")}


def needs_by_number(numbers: Iterable[int]) -> dict[int, Need]:
    """Needs by their primary key; one statement."""
    return Need.objects.filter(pk__in=set(numbers)).defer("sought", "said").in_bulk()


def stood_before(decision: Decision, known: Mapping[int, Need]) -> list[Need]:
    """Needs that stood before it when it was decided, the first of them first."""
    return [known[pk] for pk in decision.passed_over if pk in known]


def areas(version: Version, wanted: str = "") -> list[Area]:
    """The lists of one planning area, or the newest of each; the same number of statements for any number of needs."""
    found = placed(planning_area=wanted) if wanted else placed()
    decided = decisions_on(one.need_id for one in found)
    passed = needs_by_number(pk for one in decided.values() for pk in one.passed_over)
    by_area: dict[str, dict[int, list[Resolution]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_area[one.need.planning_area][one.session_id].append(one)
    made = []
    for key, sessions in by_area.items():
        lists = sorted(sessions.values(), key=lambda some: (some[0].effective, some[0].pk), reverse=True)
        shown = lists if wanted else lists[:1]
        told = tuple(_list(some, decided, passed) for some in shown)
        first = lists[0][0].need
        made.append(Area(key, labels.area_name(version, first.edition, key), told, len(lists) - len(shown)))
    return sorted(made, key=lambda one: one.name)


def _list(some: Sequence[Resolution], decided: Mapping[int, Decision], passed: Mapping[int, Need]) -> List:
    places = []
    for one in sorted(some, key=place_of):
        decision = decided.get(one.need_id)
        if decision and one.effective and decision.recorded < one.effective:  # of before it was taken up anew
            decision = None
        before = tuple(stood_before(decision, passed)) if decision else ()
        places.append(Place(one.need, place_of(one), int(one.details.get("of", 0)), one, decision, before))
    return List(some[0], tuple(places))


def choices(version: Version) -> list[tuple[str, str]]:
    """Planning areas that have a list."""
    keys = _on_lists().order_by().values_list("need__planning_area", flat=True).distinct()
    titles = sorted((labels.area_name(version, "", key), key) for key in keys)
    return [("", _("alle, je mit der neuesten Liste")), *((key, title) for title, key in titles)]


def table(wanted: str = "") -> Table:
    """The same to take along."""
    rows = [
        [
            area.name, part.resolution.effective.date().isoformat(), one.place, one.need.number, one.need.title,
            str(one.need.get_state_display()), one.decision.on.isoformat() if one.decision else "",
            str(one.decision.get_outcome_display()) if one.decision else "",
            one.decision.number if one.decision else "", named(one.passed_over),
            one.decision.deviation if one.decision else "",
        ]
        for area in areas(current(), wanted) for part in area.lists for one in part.places
    ]  # fmt: skip
    columns = [
        _("Planungsraum"), _("Liste vom"), _("Platz"), _("Bedarf"), _("Worum es geht"), _("Stand heute"),
        _("Beschlossen am"), _("Ergebnis"), _("Nummer"), _("Standen davor"), _("Warum außer der Reihe"),
    ]  # fmt: skip
    about = [
        (_("Enthält"), _("die Reihenfolge der Planungsraumkonferenzen, und was danach beschlossen wurde"))
    ]
    return Table(_("Reihenfolge und Beschluss"), columns, rows, about)
