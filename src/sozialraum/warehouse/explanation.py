"""What a figure is made of: definition, parts, sources, state, confidence. Every figure explains itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from sozialraum.methods.position import position
from sozialraum.warehouse.catalogue import Catalogue, Indicator
from sozialraum.warehouse.decomposition import Decomposition, decompose
from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.facts import How
from sozialraum.warehouse.figures import Figure, Figures
from sozialraum.warehouse.origin import Origin, origin
from sozialraum.warehouse.values import State
from sozialraum.warehouse.version import Version

_HOW: Mapping[How, Text] = {
    "delivered": {"de": "so geliefert", "en": "as delivered"},
    "summed": {"de": "summiert aus {source}", "en": "summed up from {source}"},
    "divided": {
        "de": "umgerechnet von {source} nach Einwohneranteilen",
        "en": "converted from {source} by shares of inhabitants",
    },
    "counted": {"de": "aus den Standorten gezählt", "en": "counted from the locations"},
}


class Reason(Enum):
    """Why a figure is in its state; finer than the state, and never finer than what it must not give away."""

    NONE = "none"
    SECRET_AT_SOURCE = "secret_at_source"  # noqa: S105
    SECRET_HERE = "secret_here"  # noqa: S105  # a handful of persons, or what would give such a number back
    MISSING = "missing"  # the source has no number for a part
    IMPOSSIBLE = "impossible"  # the part is larger than its whole
    FEW = "few"  # the denominator is below the indicator's minimum
    NOBODY = "nobody"  # the denominator is 0
    DIVIDED = "divided"  # a part was converted between boundaries
    HIDDEN_PARTS = "hidden_parts"  # a sum in which a few hidden cells were taken at the middle of their range


@dataclass(frozen=True)
class Part:
    """One column in the numerator or denominator: its sign, meaning, number, and where it comes from.

    value: NaN where there is none or it may not be shown. unit: of the variable. how: `origin.how` in words.
    """

    sign: int
    column: str
    title: Text
    meaning: Text
    unit: str
    value: float
    state: State
    source: Text
    publisher: str
    licence: str
    how: Text
    origin: Origin


@dataclass(frozen=True)
class Standing:
    """Where a figure stands: rank 1 = highest; tied: shares its rank; lower, higher: how many spaces have such."""

    rank: int
    ranked: int
    tied: bool
    lower: int
    higher: int


@dataclass(frozen=True)
class Explanation:
    """All that is known of an indicator, and of one figure of it where a space was named.

    decomposition: every step, for an index. standing: None without a space or a number.
    """

    definition: Any  # Indicator or IndexDefinition
    edition: Edition
    period: str
    group: str
    group_title: Text
    numerator: tuple[Part, ...]
    denominator: tuple[Part, ...]
    figure: Figure | None
    data_version: str
    reason: Reason = Reason.NONE
    standing: Standing | None = None
    decomposition: Decomposition | None = None


def explain(
    version: Version,
    indicator: str,
    edition: Edition,
    code: str | None = None,
    period: str | None = None,
    group: str = "total",
) -> Explanation:
    """Explain an indicator or index in an edition and period, and its figure for one space.

    Raises NoFiguresError and UnknownSpaceError as the door does. Numbers of parts are shown only where the
    door shows the figure's parts.
    """
    found = version.figures(indicator, edition=edition.key, period=period, group=group)
    row = edition.index_of(code) if code is not None else None
    figure = found.at(row) if row is not None else None
    definition = version.names[indicator]
    numerator: tuple[Part, ...] = ()
    denominator: tuple[Part, ...] = ()
    reason, taken_apart = Reason.NONE, None
    if isinstance(definition, Indicator):
        above, below = definition.operands(group)
        open_ = figure is not None and not math.isnan(figure.numerator)
        numerator = tuple(_part(version, edition, found.period, s, c, row, open_) for s, c in above)
        denominator = tuple(
            _part(version, edition, found.period, s, c, row, figure is not None) for s, c in below
        )
        if row is not None:
            reason = _reason(version, definition, found, row, (*numerator, *denominator))
    else:
        taken_apart = decompose(version, indicator, edition, found.period)
    return Explanation(
        definition, edition, found.period, group, version.catalogue.group(group).title, numerator, denominator,
        figure, version.id, reason, _standing(found, row) if row is not None else None, taken_apart,
    )  # fmt: skip


def column_title(catalogue: Catalogue, column: str) -> Text:
    """What a column counts, in words: the variable, and the group where it is not everybody."""
    variable, _, group = column.partition("@")
    title = catalogue.variables[variable].title
    if group == "total":
        return title
    of = catalogue.group(group).title
    return {language: f"{title[language]} ({of[language]})" for language in title}


def _part(
    version: Version, edition: Edition, period: str, sign: int, column: str, row: int | None, show: bool
) -> Part:
    came = origin(version, edition, period, column)
    variable = version.catalogue.variables[column.split("@")[0]]
    value, state = math.nan, State.UNKNOWN
    if row is not None:
        shown = version.column(edition, period, column)
        if shown is not None:
            state = State(int(shown.states[row]))
            value = float(shown.values[row]) if show else math.nan
    if math.isnan(value) and state.is_number:
        state = State.SECRET  # the column itself may be shown, but not as a part of this figure
    how = {language: text.format(source=came.edition) for language, text in _HOW[came.how].items()}
    return Part(
        sign, column, column_title(version.catalogue, column), variable.explanation, variable.unit, value, state,
        came.title, came.publisher, came.licence, how, came,
    )  # fmt: skip


def _reason(
    version: Version, definition: Indicator, found: Figures, row: int, parts: tuple[Part, ...]
) -> Reason:
    """Why the figure is as it is, from the columns before disclosure control; a secret one says no more than that."""
    state = State(int(found.states[row]))
    above, below = version.parts(found.edition, definition, found.group, found.period)
    if state is State.SECRET:
        came_so = State.SECRET in (above.states[row], State.OBSERVED if below is None else below.states[row])
        return Reason.SECRET_AT_SOURCE if came_so else Reason.SECRET_HERE
    if state is State.ESTIMATED:
        divided = any(p.origin.how == "divided" for p in parts)
        summed = any(p.origin.how == "summed" and p.state is State.ESTIMATED for p in parts)
        return Reason.DIVIDED if divided else Reason.HIDDEN_PARTS if summed else Reason.NONE
    if state is State.UNKNOWN:
        known = above.known[row] and (below is None or below.known[row])
        return Reason.IMPOSSIBLE if known else Reason.MISSING
    return {State.UNRELIABLE: Reason.FEW, State.NOT_APPLICABLE: Reason.NOBODY}.get(state, Reason.NONE)


def _standing(found: Figures, row: int) -> Standing | None:
    if math.isnan(found.values[row]):
        return None
    at = position(found.values)
    known = found.values[~np.isnan(found.values)]
    lower, higher = int((known < found.values[row]).sum()), int((known > found.values[row]).sum())
    return Standing(int(at.rank[row]), at.of, bool(at.tied[row]), lower, higher)
