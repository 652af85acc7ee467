"""What a figure is made of: definition, parts, sources, state, confidence. Every figure explains itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sozialraum.warehouse.catalogue import Catalogue, Indicator
from sozialraum.warehouse.draft import Text
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figure
from sozialraum.warehouse.version import Version

_HOW = {
    "delivered": {"de": "so geliefert", "en": "as delivered"},
    "summed": {"de": "summiert aus {source}", "en": "summed up from {source}"},
    "divided": {
        "de": "umgerechnet von {source} nach Einwohneranteilen",
        "en": "converted from {source} by shares of inhabitants",
    },
    "counted": {"de": "aus den Standorten gezählt", "en": "counted from the locations"},
}


@dataclass(frozen=True)
class Part:
    """One column in the numerator or denominator: its sign, meaning, number, and where it comes from."""

    sign: int
    column: str
    title: Text
    value: float
    source: Text
    publisher: str
    licence: str
    how: Text


@dataclass(frozen=True)
class Explanation:
    """All that is known of an indicator, and of one figure of it where a space was named."""

    definition: Any  # Indicator or IndexDefinition
    edition: Edition
    period: str
    group: str
    group_title: Text
    numerator: tuple[Part, ...]
    denominator: tuple[Part, ...]
    figure: Figure | None
    data_version: str

    def lines(self, language: str = "de") -> list[tuple[str, str]]:
        """Labels and texts for a terminal."""
        german = language == "de"
        d = self.definition
        lines = [
            ("Kennzahl" if german else "Indicator", f"{d.title[language]} ({d.key})"),
            ("Bedeutung" if german else "Meaning", d.explanation[language]),
        ]
        for label, some in (
            ("Zähler" if german else "Numerator", self.numerator),
            ("Nenner" if german else "Denominator", self.denominator),
        ):
            lines += [(label, _told(part, language)) for part in some]
        lines.append(
            ("Raumstand" if german else "Edition", f"{self.edition.key}, {self.period}, {self.group}")
        )
        if self.figure is not None:
            f = self.figure
            value = f.state.name.lower() if math.isnan(f.value) else f"{f.value:.6g} ({f.state.name.lower()})"
            lines.append((f"{f.name} ({f.code})", value))
            if not math.isnan(f.lower):
                lines.append(
                    ("Intervall (95 %)" if german else "Interval (95 %)", f"{f.lower:.4g} – {f.upper:.4g}")
                )
        if weak := getattr(d, "weaknesses", None):
            lines.append(("Schwächen" if german else "Weaknesses", weak[language]))
        lines.append(("Datenstand" if german else "Data version", self.data_version))
        return lines


def _told(part: Part, language: str) -> str:
    value = "" if math.isnan(part.value) else f"{part.value:.10g} "
    sign = "− " if part.sign < 0 else ""
    return (
        f"{sign}{value}{part.title[language]} [{part.column}] — {part.source[language]}, {part.how[language]}"
    )


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
    figure = found.row(code) if code is not None else None
    definition = version.names[indicator]
    numerator: tuple[Part, ...] = ()
    denominator: tuple[Part, ...] = ()
    if isinstance(definition, Indicator):
        above, below = definition.operands(group)
        row = edition.index_of(code) if code is not None else None
        open_ = figure is not None and not math.isnan(figure.numerator)
        numerator = tuple(_part(version, edition, found.period, s, c, row, open_) for s, c in above)
        denominator = tuple(
            _part(version, edition, found.period, s, c, row, figure is not None) for s, c in below
        )
    return Explanation(
        definition, edition, found.period, group, version.catalogue.group(group).title,
        numerator, denominator, figure, version.id,
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
    place = version.facts.at(edition.key, period)[column]
    source = _source(version, place.release, column)
    value = math.nan
    if show and row is not None:
        shown = version.column(edition, period, column)
        value = float(shown.values[row]) if shown is not None else math.nan
    how = {language: text.format(source=place.source) for language, text in _HOW[place.how].items()}
    return Part(
        sign, column, column_title(version.catalogue, column), value, source["title"], source["publisher"],
        source["licence"], how,
    )  # fmt: skip


def _source(version: Version, release: str, column: str) -> Mapping[str, Any]:
    if release in version.releases:
        return version.releases[release]
    kind = column.split("@")[0].removeprefix("facilities_")
    for line in version.facility_sources.values():
        if line["kind"] == kind:
            return line
    return {"title": {"de": release, "en": release}, "publisher": "", "licence": ""}
