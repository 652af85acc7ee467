"""All requests and answers as everybody sees them: narrowed, sorted, counted, to take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.numbers import one_number
from sozialraum.planning.answers.models import Answer, Request
from sozialraum.planning.answers.queries.clocks import Clock, clock_of, holder, open_first, overdue
from sozialraum.planning.answers.states import AnswerKind, RequestState
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.way import named
from sozialraum.planning.needs.states import PUBLIC
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

LATE = "ueberfaellig"
OPEN = "offen"
STATES: dict[str, Promise] = {
    OPEN: gettext_lazy("offen"), LATE: gettext_lazy("überfällig"),
    RequestState.UNASSIGNED.value: gettext_lazy("ohne zuständiges Amt"),
    RequestState.ANSWERED.value: gettext_lazy("beantwortet"),
}  # fmt: skip
SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("nächste Frist zuerst"), ()),
    "neu": (gettext_lazy("zuletzt übergeben"), ("-handed_over", "pk")),
    "antwort": (gettext_lazy("zuletzt beantwortet"), ("-answered", "pk")),
    "amt": (gettext_lazy("nach Fachamt"), ("lead__name", "due", "pk")),
}
UNREAD = ("need__sought", "need__said", "need__wording")


@dataclass(frozen=True)
class Wanted:
    """What was asked for; what nobody knows counts for nothing."""

    department: str = ""
    state: str = ""
    kind: str = ""
    space: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address."""
        department, state, kind = query.get("amt", ""), query.get("stand", ""), query.get("art", "")
        sort, space = query.get("sortierung", ""), query.get("raum", "").replace("\x00", "")[:120]
        return cls(
            department if one_number(department) is not None else "", state if state in STATES else "",
            kind if kind in AnswerKind.values else "", space, sort if sort in SORTS else "",
        )  # fmt: skip

    def query(self, **changes: str) -> str:
        """The same as the query of an address, with some of it changed."""
        one = replace(self, **changes)
        parts = {
            "amt": one.department,
            "stand": one.state,
            "art": one.kind,
            "raum": one.space,
            "sortierung": one.sort,
        }
        given = {key: value for key, value in parts.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.department or self.state or self.kind or self.space)


@dataclass(frozen=True)
class Row:
    """One request in a list."""

    request: Request
    place: str
    holder: str
    clock: Clock
    answer: Answer | None  # only where it is released


def answers_of(request: Request) -> Answer | None:
    """The released answer of a request that was read with it; a draft is nobody's business here."""
    answer = getattr(request, "answer", None) if request.state == RequestState.ANSWERED else None
    return answer if answer and answer.released else None


def seen() -> QuerySet[Request]:
    """Requests on needs that everybody may read."""
    return Request.objects.filter(need__state__in=sorted(PUBLIC))


def found(wanted: Wanted) -> QuerySet[Request]:
    """What was asked for, in the order that was asked for."""
    rows = (
        _narrowed(wanted)
        .filter(_of_state(wanted.state))
        .select_related("need", "lead", "answer")
        .defer(*UNREAD)
    )
    order = SORTS[wanted.sort][1]
    if wanted.sort == "antwort":
        return rows.order_by(F("answered").desc(nulls_last=True), "pk")
    return rows.order_by(*order) if order else open_first(rows)


def _narrowed(wanted: Wanted) -> QuerySet[Request]:
    """By all but the state."""
    rows = seen()
    if wanted.department:
        rows = rows.filter(lead=int(wanted.department)).exclude(state=RequestState.UNASSIGNED)
    if wanted.kind:
        rows = rows.filter(state=RequestState.ANSWERED, answer__kind=wanted.kind)
    if wanted.space:
        rows = rows.filter(Q(need__social_space=wanted.space) | Q(need__planning_area=wanted.space))
    return rows


def _of_state(state: str) -> Q:
    if state == OPEN:
        return ~Q(state=RequestState.ANSWERED)
    if state == LATE:
        return overdue()
    return Q(state=state) if state else Q()


def rows_of(requests: Iterable[Request], version: Version) -> list[Row]:
    """Requests as rows of a list; no statement more."""
    return [
        Row(
            one, labels.space_name(version, one.need.edition, one.need.social_space), named(holder(one)), clock_of(one),
            answers_of(one),
        )
        for one in requests
    ]  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """How many stand so; the query that shows them, or all again."""

    title: Promise | str
    count: int
    query: str
    is_chosen: bool


def counts(wanted: Wanted) -> list[Counted]:
    """Of all that the other choices leave, by state; one statement."""
    numbers = _narrowed(wanted).aggregate(**{key: Count("pk", filter=_of_state(key)) for key in STATES})
    return [
        Counted(title, numbers[key], _toggled(wanted, key), wanted.state == key)
        for key, title in STATES.items()
    ]


def _toggled(wanted: Wanted, state: str) -> str:
    return wanted.query(state="" if wanted.state == state else state)


@dataclass(frozen=True)
class OnTime:
    """Of what is answered: how many in time, out of how many."""

    on_time: int
    of: int


def on_time(wanted: Wanted) -> OnTime:
    """How many of the answers came in time; one statement."""
    done = _narrowed(wanted).filter(state=RequestState.ANSWERED)
    told = done.aggregate(
        of=Count("pk"), on_time=Count("pk", filter=Q(answered__date__lte=Coalesce("missed", "due")))
    )
    return OnTime(told["on_time"], told["of"])


def choices(version: Version) -> dict[str, list[Any]]:
    """What can be chosen: only what there is something of; two statements."""
    leads = Organisation.objects.filter(pk__in=seen().order_by().values("lead")).order_by("name")
    places = (
        seen().order_by().values_list("need__edition", "need__planning_area", "need__social_space").distinct()
    )
    areas = {area: labels.area_name(version, edition, area) for edition, area, _space in places}
    spaces = {space: labels.space_name(version, edition, space) for edition, _area, space in places}
    return {
        "departments": [("", _("alle Ämter")), *((str(one.pk), one.name) for one in leads)],
        "states": [("", _("alle")), *STATES.items()], "kinds": [("", _("alle")), *AnswerKind.choices],
        "spaces": [
            ("", _("ganze Stadt")), (_("Planungsräume"), _by_name(areas)), (_("Sozialräume"), _by_name(spaces))
        ],
        "sorts": [(key, title) for key, (title, _order) in SORTS.items()],
    }  # fmt: skip


def _by_name(found: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(found.items(), key=lambda pair: sort_key(pair[1]))


COLUMNS = (
    "number", "need", "space", "department", "co_departments", "state", "handed_over", "due", "first_due", "answered",
    "days_overdue", "passed_on", "kind", "answer", "reason", "cost", "by_when", "legal_basis", "sector_plan", "address",
)  # fmt: skip


def table(wanted: Wanted) -> Table:
    """The same to take along."""
    version = current()
    rows = found(wanted).select_related("answer__plan").prefetch_related("parts__department", "passings")
    cells = [_cells(row) for row in rows_of(rows, version)]
    about = [(_("Ansicht"), settings.ADDRESS + reverse("answers:overview") + wanted.query())]
    return Table(_("Stellungnahmen"), COLUMNS, cells, about)


def _cells(row: Row) -> Sequence[Any]:
    one, answer = row.request, row.answer
    late = max(-row.clock.days, 0)
    return (
        one.need.number, one.need.title, row.place, row.holder,
        ", ".join(part.department.name for part in one.parts.all()), str(one.get_state_display()),
        _day(one.handed_over),
        one.due.isoformat(), one.first_due.isoformat(), _day(one.answered), late, len(one.passings.all()),
        str(answer.get_kind_display()) if answer else "", answer.text if answer else "",
        answer.reason if answer else "", str(answer.cost) if answer and answer.cost is not None else "",
        answer.by_when.isoformat() if answer and answer.by_when else "", answer.legal_basis if answer else "",
        answer.plan.title if answer and answer.plan else "",
        settings.ADDRESS + reverse("answers:request", args=[one.pk]),
    )  # fmt: skip


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat() if at else ""
