"""The list and the map of public needs: rows, counts, choices, and the same as a table to take along."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Func
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.methods.classes import equal, named, quantiles
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Kind, Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.inside import counted
from sozialraum.planning.needs.queries.wanted import (
    CLOSED,
    OPEN,
    SHOWN,
    Chosen,
    Wanted,
    chosen_by,
    edition_options,
)
from sozialraum.planning.needs.states import END, State, ball_of
from sozialraum.planning.situation.queries.map_ import outlines_address
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.versions import outlines_of
from sozialraum.planning.statistics.words import edition_title, language, said
from sozialraum.warehouse.values import State as ValueState
from sozialraum.warehouse.version import Version

A_PAGE = 20
CLASSES = 5
NEAR_ENOUGH = 3  # decimals of a degree in what is taken along: about a hundred metres
Options = list[tuple[str, str]]
COLUMNS = (
    "number", "title", "wording", "kind", "state", "state_title", "since", "registered", "holder", "department", "due",
    "social_space", "social_space_name", "planning_area", "planning_area_name", "edition", "longitude", "latitude",
    "dimensions", "groups", "voices", "supports", "address",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A need in a list. Its lines are put together here: a template would translate the same words fifty times."""

    need: Need
    title: str
    address: str
    place: str
    dimensions: tuple[str, ...]
    holder: str
    state: str
    where: str
    since: str
    is_closed: bool


@dataclass(frozen=True)
class Counted:
    """One value of a filter with how many needs it leads to."""

    title: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, eq=False)
class Listing:
    """Everything on the page of public needs."""

    wanted: Wanted
    corrected: str
    is_any: bool
    rows: tuple[Row, ...]
    page: Page
    count: int
    states: tuple[Counted, ...]
    dimensions: tuple[Counted, ...]
    map: SpaceMap
    spaces: tuple[tuple[str, str, int], ...]  # name, query, how many
    elsewhere: int  # found, but in no space of these boundaries
    choices: dict[str, Options]


def listing(w: Wanted, page: str | None) -> Listing:
    """Gather the page; a dozen statements however many needs there are."""
    chosen = chosen_by(w)
    states = dict(chosen.needs("state").order_by().values_list("state").annotate(n=Count("pk")))
    count = sum(n for state, n in states.items() if _is_chosen(state, w.state))
    pages = Paginator(chosen.in_order().defer("wording", "said", "sought"), A_PAGE)
    pages.count = count  # known already
    shown = pages.get_page(page)
    spaces = counted(chosen.needs("space"), w.version, w.edition)
    return Listing(
        w, chosen.corrected, chosen.is_any, tuple(rows_of(w.version, shown.object_list)), shown, count,
        tuple(_states(w, states)), tuple(_dimensions(chosen)), _map(w, spaces), tuple(_spaces(w, spaces)),
        max(sum(states.values()) - int(spaces.sum()), 0) if not w.space and not w.state else 0, _choices(w),
    )  # fmt: skip


def _is_chosen(state: str, word: str) -> bool:
    return {"": True, OPEN: state not in END, CLOSED: state in END}.get(word, state == word)


def rows_of(version: Version, needs: Iterable[Need]) -> list[Row]:
    """Needs as rows of a list."""
    since, due, ball_of = _("seit {day}"), _("bis {day}"), _("Am Zug: {who}")
    states = {state.value: str(state.label) for state in State}
    day = cache(lambda date: date_format(date, "DATE_FORMAT"))
    holders = cache(holder_of)
    made = []
    for one in needs:
        place = labels.space_name(version, one.edition, one.social_space)
        titles, who = (
            tuple(labels.dimension_titles(version, one.dimensions)),
            holders(one.state, one.department, one.broken_off),
        )
        line = [since.format(day=day(timezone.localtime(one.since).date()))]
        line += [ball_of.format(who=who)] if who else []
        line += [due.format(day=day(one.due))] if one.due else []
        made.append(
            Row(
                one, str(one), reverse("needs:need", args=[one.pk]), place, titles, who, states[one.state],
                " · ".join(part for part in (one.number, place, ", ".join(titles)) if part), " · ".join(line),
                one.state in END,
            )
        )  # fmt: skip
    return made


def holder_of(state: str, department: str, broken_off: bool = False) -> str:
    """Who has the ball: the department by its name, where it is known which."""
    return department if state == State.HANDED_OVER and department else str(ball_of(state, broken_off))


def holder(need: Need) -> str:
    """The same of a need."""
    return holder_of(need.state, need.department, need.broken_off)


def _states(w: Wanted, states: dict[str, int]) -> list[Counted]:
    found = [
        (OPEN, _("noch unterwegs")),
        (CLOSED, _("abgeschlossen")),
        *((s, s.label) for s in SHOWN if s in states),
    ]
    return [
        Counted(
            str(title), sum(n for s, n in states.items() if _is_chosen(s, key)),
            w.query(zustand="" if w.state == key else str(key)), w.state == key,
        )
        for key, title in found
    ]  # fmt: skip


def _unnested(column: str) -> Func:
    made = Func(F(column), function="unnest", output_field=CharField())
    made.set_returning = True
    return made


def _dimensions(chosen: Chosen) -> list[Counted]:
    w = chosen.wanted
    each = chosen.needs("dimension").order_by().annotate(one=_unnested("dimensions")).values_list("one")
    counts = dict(each.annotate(n=Count("pk")))
    return [
        Counted(
            said(d.title),
            counts.get(key, 0),
            w.query(lebenslage="" if w.dimension == key else key),
            w.dimension == key,
        )
        for key, d in w.version.catalogue.dimensions.items()
        if key in counts or key == w.dimension
    ]


def _map(w: Wanted, counts: np.ndarray[Any, Any]) -> SpaceMap:
    values = counts.astype(np.float64)
    some = values[values > 0]
    nothing = len(some) == 0  # then the neutral middle of the other scale is all that is shown
    if nothing:
        classes, names = named(values, np.zeros(len(values), np.int8), 1), [_("noch keiner in der Liste")]
    else:
        classes, names = (equal if values.max() <= CLASSES else quantiles)(values, CLASSES), []
    made = charts.space_map(
        outlines_of(w.version, w.edition), codes=w.edition.codes, names=w.edition.names, values=values,
        states=np.zeros(len(values), np.uint8) + int(ValueState.OBSERVED), classes=classes, class_names=names,
        title=_("Zahl der Bedarfe, {edition}").format(edition=edition_title(w.edition)), unit="",
        language=language(), link=reverse("needs:needs") + w.query(raum="CODE").replace("CODE", "{code}"),
        selected=w.space, outlines_url=outlines_address(w.version, w.edition),
        figures_url=reverse("needs:map_values") + w.query(), diverging=nothing,
    )  # fmt: skip
    return replace(made, sentence=_("In keinem Raum gibt es dazu einen Bedarf.")) if nothing else made


def map_values(w: Wanted) -> bytes:
    """The numbers of the spaces, as the live map asks for them."""
    return _map(w, counted(chosen_by(w).needs("space"), w.version, w.edition)).data


def points(w: Wanted) -> bytes:
    """The needs of a view that lie at one place, as the live map asks for them: JSON. Rounded as in the table."""
    states = [str(state.label) for state in State]
    at = {state.value: i for i, state in enumerate(State)}
    found = chosen_by(w).needs().order_by("pk").filter(longitude__isnull=False)
    rows = [
        (_rounded(x), _rounded(y), pk, f"B-{pk} {title}".strip(), at[state])
        for x, y, pk, title, state in found.values_list("longitude", "latitude", "pk", "title", "state")
    ]
    link = reverse("needs:need", args=[0]).replace("0", "{code}")
    made = {"link": link, "states": states, "points": rows}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _spaces(w: Wanted, counts: np.ndarray[Any, Any]) -> list[tuple[str, str, int]]:
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda i: sort_key(w.edition.names[i]))
    return [(w.edition.names[i], w.query(raum=w.edition.codes[i]), int(counts[i])) for i in order]


def _choices(w: Wanted) -> dict[str, Options]:
    """What can be chosen, as options of the form's selects; departments are those that occur."""
    shown = Need.objects.filter(state__in=SHOWN).exclude(department="").order_by()
    departments = sorted(shown.values_list("department", flat=True).distinct())
    names = sorted(zip(w.edition.codes, w.edition.names, strict=True), key=lambda pair: sort_key(pair[1]))
    return {
        "editions": edition_options(w.version),
        "spaces": [("", _("ganze Stadt")), *names],
        "dimensions": [("", _("alle")), *((k, said(d.title)) for k, d in w.version.catalogue.dimensions.items())],
        "groups": [("", _("alle")), *((k, str(title)) for k, title in GROUPS.items())],
        "states": [("", _("alle")), (OPEN, _("noch unterwegs")), (CLOSED, _("abgeschlossen")),
                   *((s.value, str(s.label)) for s in SHOWN)],
        "kinds": [("", _("alle")), *((k.value, str(k.label)) for k in Kind)],
        "departments": [("", _("alle")), *((d, d) for d in departments)],
        "sorts": [
            *([("", _("beste Treffer"))] if w.words else []), ("bewegt" if w.words else "", _("zuletzt bewegt")),
            ("neu", _("zuletzt gemeldet")), ("wartet", _("wartet am längsten")), ("frist", _("nächste Frist")),
            ("titel", _("Titel")),
        ],
    }  # fmt: skip


def table(w: Wanted) -> Table:
    """All needs of a view, one a row. Points are rounded: nobody's door is to be found by them."""
    rows = [_cells(w.version, one) for one in chosen_by(w).in_order().defer("said", "sought")]
    about = [
        (_("Ansicht"), settings.ADDRESS + reverse("needs:needs") + w.query()),
        (_("Grenzen"), edition_title(w.edition)),
    ]
    return Table(_("Bedarfe"), COLUMNS, rows, about)


def _cells(version: Version, one: Need) -> Sequence[Any]:
    return (
        one.number, one.title, one.wording, one.kind, one.state, str(one.get_state_display()), _day(one.since),
        _day(one.registered), holder(one), one.department, one.due.isoformat() if one.due else "", one.social_space,
        labels.space_name(version, one.edition, one.social_space), one.planning_area,
        labels.area_name(version, one.edition, one.planning_area), one.edition, _rounded(one.longitude),
        _rounded(one.latitude), " ".join(one.dimensions), " ".join(one.groups), one.voices, one.supports,
        settings.ADDRESS + reverse("needs:need", args=[one.pk]),
    )  # fmt: skip


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat()


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, NEAR_ENOUGH)
