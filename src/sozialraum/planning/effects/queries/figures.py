"""What the figures tell of a measure: its indicators where it acted, against similar spaces where nobody did.

Figures come through the one door (Version.series), and what is told names its data version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sozialraum.methods.difference_in_differences import Effect, Untold, difference_in_differences
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.labels import edition_of
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.states import MeasureState
from sozialraum.planning.statistics.queries import version_or_none
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Series
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

# Beyond those of the method: nothing was said that could move, or there is nowhere that it did not act.
EVERYWHERE, NO_SUCH_FIGURES, SECRET = "everywhere", "no_such_figures", "secret"
HELPED, AGAINST, CHANGED, CHANCE, UNTOLD = "helped", "against", "changed", "chance", "untold"
FINE = 4  # decimals that are kept


@dataclass(frozen=True, eq=False)
class Told:
    """One indicator of one measure. effect: None where there is nothing to calculate with. why: if it isn't told."""

    measure: Measure
    indicator: str
    version: Version
    verdict: str
    why: str
    edition: Edition | None = None
    rows: tuple[int, ...] = ()
    series: Series | None = None
    effect: Effect | None = None

    @property
    def begins(self) -> int:
        return int(self.measure.begins.year)

    @property
    def direction(self) -> str:
        """burden, resource or neutral."""
        definition = self.version.names.get(self.indicator)
        return str(getattr(definition, "direction", "burden"))

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of it: plain values that say what they came from."""
        found: dict[str, Any] = {
            "measure": self.measure.pk, "indicator": self.indicator, "verdict": self.verdict, "why": self.why,
            "edition": self.edition.key if self.edition else None,
        }  # fmt: skip
        if self.effect is not None and not np.isnan(self.effect.effect):
            numbers = {name: getattr(self.effect, name) for name in ("effect", "lower", "upper", "p")}
            found |= {k: None if np.isnan(v) else round(float(v), FINE) for k, v in numbers.items()}
        return found


@dataclass(frozen=True)
class Acting:
    """Measures that act, by what others need to know of them: where, on what, since when."""

    measures: tuple[Measure, ...]


def acting() -> Acting:
    """All measures that have begun and weren't given up before; one statement."""
    found = Measure.objects.exclude(state__in=[MeasureState.PLANNED, MeasureState.ABANDONED]).order_by("pk")
    return Acting(tuple(found))


def told_of(measures: Iterable[Measure], others: Acting, version: Version) -> list[Told]:
    """Each indicator of each measure."""
    return [_told(one, key, others, version) for one in measures for key in one.indicators]


def verdict_of(need: Need) -> dict[str, Any]:
    """What the figures tell of all measures of a need today, as plain values to be kept."""
    version = version_or_none()
    if version is None:
        return {"data_version": None, "told": []}
    found = told_of(need.measures.order_by("pk"), acting(), version)
    return {"data_version": version.id, "told": [one.kept for one in found]}


def rows_of(version: Version, edition_key: str, space: str) -> tuple[Edition | None, tuple[int, ...]]:
    """Where a measure acts, as social spaces of an edition: one of them, all of a planning area, or of the city."""
    spaces = str(version.settings["social_spaces"])
    system, _slash, code = space.partition("/")
    edition = edition_of(version, edition_key if system == spaces else "", f"{spaces}/")
    if edition is None:
        return None, ()
    if not space:
        return edition, tuple(range(len(edition)))
    if system == spaces:
        return edition, (edition.index_of(code),) if code in edition.codes else ()
    parent = version.parent_of(edition)
    if parent is not None and parent.space_system == system and code in parent.codes:
        return edition, tuple(np.flatnonzero(version.parent_rows(edition) == parent.index_of(code)).tolist())
    own = edition_of(version, edition_key, space)
    return (own, (own.index_of(code),)) if own is not None and code in own.codes else (None, ())


def _told(measure: Measure, key: str, others: Acting, version: Version) -> Told:
    edition, rows = rows_of(version, measure.edition, measure.space)
    if edition is None or not rows or key not in version.names or not version.periods(key, edition):
        return Told(measure, key, version, UNTOLD, NO_SUCH_FIGURES, edition, rows)
    series = series_of(version, key, edition.key)
    if len(rows) == len(edition):
        return Told(measure, key, version, UNTOLD, EVERYWHERE, edition, rows, series)
    out = _left_out(measure, key, others, version, edition) - set(rows)
    effect = _effect(version, key, edition.key, rows, measure.begins.year, tuple(sorted(out)))
    if effect is None:
        return Told(measure, key, version, UNTOLD, NO_SUCH_FIGURES, edition, rows, series)
    verdict = _verdict(effect, str(getattr(version.names[key], "direction", "burden")))
    return Told(measure, key, version, verdict, _why(effect, series, rows), edition, rows, series, effect)


def _left_out(measure: Measure, key: str, others: Acting, version: Version, edition: Edition) -> set[int]:
    """Spaces where another measure wants to move the same figure: they tell nothing of how it would be without."""
    found: set[int] = set()
    for one in others.measures:
        if one.pk != measure.pk and key in one.indicators:
            there, rows = rows_of(version, one.edition, one.space)
            if there is not None and there.key == edition.key and len(rows) < len(edition):
                found |= set(rows)
    return found


@lru_cache(maxsize=512)
def series_of(version: Version, key: str, edition: str) -> Series:
    """The series of an indicator, once a version."""
    return version.series(key, version.edition(edition))


@lru_cache(maxsize=2048)
def _effect(
    version: Version, key: str, edition: str, rows: tuple[int, ...], begins: int, out: tuple[int, ...]
) -> Effect | None:
    """The calculation, once a version; None where the periods are no years."""
    series = series_of(version, key, edition)
    years = _years(series.periods)
    if not years:
        return None
    treated, left_out = (np.isin(np.arange(series.values.shape[1]), some) for some in (rows, out))
    breaks = _years(series.breaks)
    return difference_in_differences(years, series.values, treated, begins, breaks=breaks, left_out=left_out)


def _years(periods: Sequence[str]) -> list[float]:
    return [float(p) for p in periods] if all(p.isdigit() for p in periods) else []


def _verdict(effect: Effect, direction: str) -> str:
    if not effect.is_told:
        return UNTOLD
    if not effect.moved:
        return CHANCE
    if direction == "neutral":
        return CHANGED
    wanted = 1 if direction == "resource" else -1
    return HELPED if effect.moved == wanted else AGAINST


def _why(effect: Effect, series: Series, rows: tuple[int, ...]) -> str:
    if effect.untold is None:
        return ""
    hidden = bool((series.states[:, list(rows)] == State.SECRET).any())
    return SECRET if effect.untold is Untold.UNKNOWN and hidden else effect.untold.value
