"""Where it is silent: burden by the indicators beside the voices that came from there, and who has not been heard.

A space is called burdened and silent by a rule that everybody can check: its status is low or very low, and its
contributions per 1,000 inhabitants lie in the lower third of all spaces. A group is compared only where three or more
contributions would be expected by its share in the population; it is hardly heard where fewer than three speak for
it, or less than a quarter of what would be expected. Up to two are never told apart, so that nobody can be counted out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import CharField, Count, F, Func, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts
from sozialraum.charts import SpaceMap
from sozialraum.methods.classes import named
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries.inside import overlaps
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.class_names import class_names
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.versions import chosen, outlines_of
from sozialraum.planning.statistics.words import edition_title, language, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import NoFiguresError, Version

FEWEST, LEAST_PART = 3, 0.25
BURDENED = 2  # from this class on: status low, very low
LOWER = 1 / 3
NAMED = 3
YEARS: Mapping[str, int] = {"": 1, "3": 3, "alle": 0}
# What a group is counted by in the population; the others are only counted among the voices.
BASES = ("inhabitants", "households")
Floats = npt.NDArray[np.float64]
COLUMNS = (
    "code", "name", "status_value", "status_class", "inhabitants", "contributions", "people", "contributions_per_1000",
    "people_per_1000", "burdened_and_silent", "groups_compared", "hardly_heard",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A group that is hardly heard in a space; its share in percent, `of` the inhabitants or the households there."""

    key: str
    title: str
    share: float
    of: str


@dataclass(frozen=True)
class Silence:
    """One social space. Numbers are NaN where they are unknown or secret."""

    code: str
    name: str
    key: str
    path: str
    status: float
    burden: str
    is_burdened: bool
    inhabitants: float
    contributions: int
    people: int
    rate: float
    people_rate: float
    is_silent: bool
    compared: int  # groups of which three contributions or more would be expected
    hardly_heard: tuple[Group, ...]
    largest: tuple[str, ...]  # groups by their share, where nothing can be compared

    @property
    def is_both(self) -> bool:
        """Burdened and silent."""
        return self.is_burdened and self.is_silent

    @property
    def first(self) -> tuple[Group, ...]:
        """Those of the hardly heard groups of which most is missing."""
        return self.hardly_heard[:NAMED]

    @property
    def others(self) -> int:
        """How many more there are."""
        return max(len(self.hardly_heard) - NAMED, 0)

    @property
    def to_meet(self) -> tuple[str, ...]:
        """Groups to go to: those hardly heard, or who lives here where nobody can tell."""
        return tuple(g.key for g in self.hardly_heard) if self.compared else self.largest


@dataclass(frozen=True, eq=False)
class Page:
    """All spaces, those that are burdened and silent first."""

    version: Version
    edition: Edition
    years: str
    spaces: tuple[Silence, ...]
    cut: float
    map: SpaceMap
    sentence: str
    index_period: str
    contributions: int

    @property
    def both(self) -> list[Silence]:
        return [s for s in self.spaces if s.is_both]


def page(years: str) -> Page:
    """Gather the page; two statements however many contributions there are. Raises NotPublishedError."""
    version, _found = chosen()
    edition, years = version.edition(), years if years in YEARS else ""
    found, rate, cut, period = _spaces(version, edition, years)
    ordered = sorted(
        found,
        key=lambda s: (not s.is_both, not s.is_burdened, np.nan_to_num(s.rate, nan=1e9), sort_key(s.name)),
    )
    return Page(
        version, edition, years, tuple(ordered), cut, _map(version, edition, rate, found), _sentence(ordered), period,
        sum(s.contributions for s in found),
    )  # fmt: skip


def burdened_and_silent() -> list[Silence]:
    """Those of the last year alone, without the page around them; two statements. Raises NotPublishedError."""
    version, _found = chosen()
    return [one for one in _spaces(version, version.edition(), "")[0] if one.is_both]


def _spaces(version: Version, edition: Edition, years: str) -> tuple[list[Silence], Floats, float, str]:
    """Each space in the order of its edition, contributions per 1,000, the cut of the lower third, the index's year."""
    numbers, people, groups = _voices(version, edition, _since(years))
    status, classes, period = _burden(version, edition)
    inhabitants = inhabitants_of(version, edition)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(inhabitants > 0, numbers / inhabitants * 1000, np.nan)
        people_rate = np.where(inhabitants > 0, people / inhabitants * 1000, np.nan)
    known = rate[~np.isnan(rate)]
    cut = float(np.quantile(known, LOWER)) if len(known) and numbers.sum() else float("nan")
    shares = _shares(version, edition)
    names = [said(n) for n in class_names("")]
    found = [
        Silence(
            code, edition.names[i], f"{edition.space_system}/{code}", f"/raeume/{edition.space_system}/{code}/",
            float(status[i]), names[classes[i]] if classes[i] >= 0 else "", bool(classes[i] >= BURDENED),
            float(inhabitants[i]), int(numbers[i]), int(people[i]), float(rate[i]), float(people_rate[i]),
            bool(rate[i] <= cut), *_heard(int(numbers[i]), groups[i], {k: (b, s[i]) for k, (b, s) in shares.items()}),
        )
        for i, code in enumerate(edition.codes)
    ]  # fmt: skip
    return found, rate, cut, period


def _since(years: str) -> date | None:
    return timezone.localdate() - timedelta(days=365 * YEARS[years]) if YEARS[years] else None


def _voices(version: Version, edition: Edition, since: date | None) -> tuple[Any, Any, list[dict[str, int]]]:
    """Contributions, people behind them, and contributions by group, for each space of the edition."""
    voices: QuerySet[Contribution] = Contribution.objects.filter(withdrawn__isnull=True).order_by()
    if since:
        voices = voices.filter(registered__date__gte=since)
    numbers, people = np.zeros(len(edition), np.int64), np.zeros(len(edition), np.int64)
    groups: list[dict[str, int]] = [defaultdict(int) for _code in edition.codes]
    where = voices.values_list("edition", "social_space")
    for key, place, count, persons in where.annotate(n=Count("pk"), persons_=Sum("persons")):
        row = row_of(version, edition, key, place)
        if row >= 0:
            numbers[row] += count
            people[row] += persons
    each = Func(F("groups"), function="unnest", output_field=CharField())
    each.set_returning = True
    for key, place, group, count in (
        voices.annotate(one=each).values_list("edition", "social_space", "one").annotate(n=Count("pk"))
    ):
        row = row_of(version, edition, key, place)
        if row >= 0:
            groups[row][group] += count
    return numbers, people, groups


def row_of(version: Version, edition: Edition, key: str, place: str) -> int:
    """The row of a space of registration: its own, or in other boundaries the one that holds most of it; −1 = none."""
    code = place.partition("/")[2]
    if key == edition.key:
        return int(edition.positions([code])[0])
    try:
        other = version.edition(key)
    except NoFiguresError:
        return int(
            edition.positions([code])[0]
        )  # boundaries that are forgotten: the same code is the best guess
    at = int(other.positions([code])[0])
    rows = overlaps(version, other.key, edition.key)[at] if at >= 0 else []
    return rows[0] if rows else -1


def _burden(version: Version, edition: Edition) -> tuple[Floats, npt.NDArray[np.int8], str]:
    for key in version.catalogue.indices:
        if version.periods(key, edition):
            found = version.figures(key, edition=edition.key)
            if found.classes is not None:
                return found.values, found.classes, found.period
    nothing = np.full(len(edition), np.nan)
    return nothing, np.full(len(edition), -1, np.int8), ""


def inhabitants_of(version: Version, edition: Edition) -> Floats:
    """Inhabitants of each space of an edition in the latest year that knows them; NaN where unknown or secret."""
    for period in reversed(version.facts.periods(edition.key)):
        column = version.population(edition, period)
        if column is not None:
            return column.values
    return np.full(len(edition), np.nan)


def _shares(version: Version, edition: Edition) -> dict[str, tuple[str, Floats]]:
    """Of what, and the share of each group in the latest year, 0 to 1, NaN where unknown or secret."""
    found = {}
    for group in GROUPS:
        for base in BASES if group != "total" else ():
            period = next((p for p in reversed(version.facts.periods(edition.key))
                           if f"{base}@{group}" in version.facts.at(edition.key, p)), "")  # fmt: skip
            part = version.column(edition, period, f"{base}@{group}") if period else None
            whole = version.column(edition, period, f"{base}@total") if period else None
            if part is not None and whole is not None:
                with np.errstate(invalid="ignore", divide="ignore"):
                    found[group] = (base, np.where(whole.values > 0, part.values / whole.values, np.nan))
                break
    return found


def _heard(
    voices: int, heard: Mapping[str, int], shares: Mapping[str, tuple[str, float]]
) -> tuple[int, tuple[Group, ...], tuple[str, ...]]:
    """How many groups can be compared, those hardly heard (most is missing first), and all by their share."""
    compared, found = 0, []
    known = {key: share for key, (_of, share) in shares.items() if share == share and key != "total"}
    for key, share in known.items():
        expected, count = voices * share, heard.get(key, 0)
        if expected < FEWEST:
            continue
        compared += 1
        if count < max(FEWEST, expected * LEAST_PART):
            # Up to two count as none, also in the order.
            missing = expected - (count if count >= FEWEST else 0)
            found.append((missing, Group(key, str(GROUPS[key]), share * 100, shares[key][0])))
    ordered = tuple(group for _missing, group in sorted(found, key=lambda pair: -pair[0]))
    return compared, ordered, tuple(sorted(known, key=lambda key: -known[key])[:NAMED])


def _class(space: Silence) -> int:
    return 2 * space.is_burdened + space.is_silent


def _map(version: Version, edition: Edition, rate: Floats, spaces: Sequence[Silence]) -> SpaceMap:
    if any(s.contributions for s in spaces):
        names = [
            _("eher weniger belastet, Stimmen da"), _("eher weniger belastet, wenige Stimmen"),
            _("stärker belastet, Stimmen da"), _("belastet und still"),
        ]  # fmt: skip
        index = np.array([_class(s) if s.rate == s.rate else -1 for s in spaces], dtype=np.int8)
    else:  # nobody spoke: nobody is more silent than others
        names = [_("eher weniger belastet, keine Stimmen"), _("stärker belastet, keine Stimmen")]
        index = np.array([s.is_burdened if s.rate == s.rate else -1 for s in spaces], dtype=np.int8)
    states = np.where(np.isnan(rate), int(State.UNKNOWN), int(State.OBSERVED)).astype(np.uint8)
    return charts.space_map(
        outlines_of(version, edition), codes=edition.codes, names=edition.names, values=rate, states=states,
        classes=named(rate, index, len(names)), class_names=names, unit="per_1000", decimals=1, language=language(),
        title=_("Meldungen je 1.000 Menschen und Belastung"),
        link=reverse("situation:start").removesuffix("/") + f"/raeume/{edition.space_system}/{{code}}/",
    )  # fmt: skip


def _sentence(spaces: Iterable[Silence]) -> str:
    both = [s.name for s in spaces if s.is_both]
    if not both:
        return _("Kein Sozialraum ist zugleich stärker belastet und auffällig still.")
    return ngettext(
        "Ein Sozialraum ist stärker belastet und zugleich still: {names}.",
        "{count} Sozialräume sind stärker belastet und zugleich still: {names}.",
        len(both),
    ).format(count=len(both), names=", ".join(both))


def table(found: Page) -> Table:
    """The same as a table to take along. Groups are named, never counted."""
    rows = [
        (
            s.code, s.name, s.status, s.burden, s.inhabitants, s.contributions, s.people, round(s.rate, 2),
            round(s.people_rate, 2), "true" if s.is_both else "false", s.compared,
            " ".join(g.key for g in s.hardly_heard),
        )
        for s in found.spaces
    ]  # fmt: skip
    about = [
        (_("Räume"), edition_title(found.edition)),
        (
            _("Regel"),
            _(
                "Belastet und still heißt: Status niedrig oder sehr niedrig, und die Meldungen je 1.000 Menschen "
                "liegen im unteren Drittel aller Sozialräume."
            ),
        ),
        (
            _("Kaum gehört"),
            _(
                "Verglichen wird eine Gruppe, wo nach ihrem Anteil mindestens drei Meldungen zu erwarten sind. Kaum "
                "gehört heißt: Weniger als drei sprechen für sie, oder weniger als ein Viertel der erwarteten."
            ),
        ),
    ]
    return Table(_("Wo es still ist"), COLUMNS, rows, about)
