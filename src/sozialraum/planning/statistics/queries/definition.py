"""An indicator's or index's definition in words: what is counted, by what it is divided, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.statistics.addresses import indicator_path
from sozialraum.planning.statistics.class_names import class_names, method_names, reads, variant
from sozialraum.planning.statistics.method_list import BY_KEY
from sozialraum.planning.statistics.queries.choice import Choice
from sozialraum.planning.statistics.words import group_title, language, said, title_of
from sozialraum.warehouse.catalogue import IndexDefinition, Indicator
from sozialraum.warehouse.decomposition import kind_of
from sozialraum.warehouse.explanation import column_title
from sozialraum.warehouse.indices import DYNAMICS, FIXED
from sozialraum.warehouse.version import Version


@dataclass(frozen=True)
class Definition:
    """What the definition card says; empty texts are left out. parts: indicators of an index, with their pages.

    class_words: for an index the name of each class here and what the method calls it. methods: title
    and page of each.
    """

    title: str
    explanation: str
    numerator: str
    denominator: str
    formula: str
    unit: str
    direction: str
    dimensions: tuple[str, ...]
    groups: tuple[str, ...]
    source: str
    reading_aid: str
    weaknesses: str
    note: str
    minimum: str
    parts: tuple[tuple[str, str], ...]
    class_words: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, str], ...]


def definition(version: Version, key: str, group: str = "total") -> Definition:
    """The definition of anything that has figures, or could have."""
    found = version.names[key]
    shared: dict[str, Any] = {
        "title": title_of(version, key), "explanation": said(found.explanation), "source": said(found.source),
        "weaknesses": said(found.weaknesses), "note": said(found.note) if found.note else "",
    }  # fmt: skip
    if isinstance(found, Indicator):
        return Definition(**shared, **_of_indicator(version, found, group))
    return Definition(**shared, **_of_index(version, key, found))


def _of_indicator(version: Version, found: Indicator, group: str) -> dict[str, Any]:
    above, below = found.operands(group)
    numerator, denominator = _sum(version, above), _sum(version, below)
    methods = ["shares"] if found.denominator else []
    return {
        "numerator": numerator, "denominator": denominator, "formula": _formula(found, numerator, denominator),
        "unit": numbers.unit_words(found.unit, language()), "direction": _direction(found.direction),
        "dimensions": tuple(said(version.catalogue.dimensions[d].title) for d in found.dimensions),
        "groups": tuple(group_title(version, g) for g in found.groups),
        "reading_aid": _read(said(found.reading_aid)), "minimum": _minimum(found), "parts": (), "class_words": (),
        "methods": methods_used(*methods, "disclosure"),
    }  # fmt: skip


def _sum(version: Version, terms: Sequence[tuple[int, str]]) -> str:
    """Columns in words: Leistungsberechtigte − Arbeitslose."""
    words = ""
    for sign, column in terms:
        word = said(column_title(version.catalogue, column))
        words = f"{words} {'−' if sign < 0 else '+'} {word}" if words else f"{'−' if sign < 0 else ''}{word}"
    return words


def _formula(found: Indicator, numerator: str, denominator: str) -> str:
    if not denominator:
        return _("wie geliefert") if found.factor == 1 else f"{numerator} × {_plain(found.factor)}"
    above = f"({numerator})" if " − " in numerator or " + " in numerator else numerator
    below = f"({denominator})" if " − " in denominator or " + " in denominator else denominator
    times = "" if found.factor == 1 else f" × {_plain(found.factor)}"
    return f"{above} ÷ {below}{times}"


def _plain(value: float) -> str:
    return numbers.number(value, 0 if float(value).is_integer() else 4, language())


def _read(text: str) -> str:
    """The reading aid before a number is in it."""
    return text.replace("{value}", "…")


def _minimum(found: Indicator) -> str:
    if not found.denominator or found.minimum_denominator <= 0:
        return ""
    return _(
        "Unter {least} im Nenner wird der Wert nicht gezeigt, weil der Zufall ihn zu sehr bestimmt."
    ).format(least=_plain(found.minimum_denominator))


def _direction(direction: str) -> str:
    return {
        "burden": _("Ein hoher Wert steht für eine Belastung."),
        "resource": _("Ein hoher Wert steht für eine Stärke."),
    }.get(direction, _("Ein hoher Wert ist weder gut noch schlecht."))


def _of_index(version: Version, key: str, found: IndexDefinition) -> dict[str, Any]:
    names = zip(class_names(key), method_names(key), strict=True)
    return {
        "numerator": "", "denominator": "", "formula": _index_formula(version, key), "unit": _(
            "Standardabweichungen"
        ),
        "direction": _index_direction(version, key), "groups": (), "minimum": _index_minimum(version, found),
        "dimensions": tuple(said(version.catalogue.dimensions[d].title) for d in found.dimensions),
        "reading_aid": said(reads(key, found.reading_aid)),
        "parts": tuple((said(version.catalogue.indicators[i].title), indicator_path(i)) for i in found.status),
        "class_words": tuple((said(ours), said(theirs)) for ours, theirs in names),
        "methods": methods_used("social_monitoring", "zscores"),
    }  # fmt: skip


def _index_formula(version: Version, key: str) -> str:
    found, kind = kind_of(version, key)
    if kind == "dynamics":
        return _(
            "Für jede Kennzahl die Veränderung in {years} Jahren; deren Abstände vom Mittel aller Räume, "
            "gemessen in Standardabweichungen, werden zusammengezählt und noch einmal so gemessen."
        ).format(years=found.dynamics_years)
    if kind == "fixed":
        return _(
            "Wie der Stand, aber Mittel und Standardabweichungen bleiben die des ersten Jahres. So wird "
            "sichtbar, wenn es allen Räumen besser oder schlechter geht."
        )
    return _(
        "Für jede Kennzahl der Abstand vom Mittel aller Räume, gemessen in Standardabweichungen. Die "
        "Abstände werden zusammengezählt, und die Summe wird noch einmal so gemessen."
    )


def _index_direction(version: Version, key: str) -> str:
    if kind_of(version, key)[1] == "dynamics":
        return _(
            "Ein hoher Wert heißt: Die Belastung nahm hier mehr zu, oder weniger ab, als in den anderen "
            "Räumen."
        )
    return _("Ein hoher Wert steht für eine Belastung.")


def _index_minimum(version: Version, found: IndexDefinition) -> str:
    text = _("Räume mit weniger als {least} Menschen bekommen keinen Index.").format(
        least=_plain(found.minimum_population)
    )
    if found.outliers:
        text += " " + _("Ausgenommen sind außerdem: {codes}.").format(codes=", ".join(found.outliers))
    return text


def methods_used(*keys: str) -> tuple[tuple[str, str], ...]:
    """Title and page of methods."""
    return tuple((said(BY_KEY[key].title), f"/methoden/{key}/") for key in keys)


def example(choice: Choice) -> str:
    """The reading aid with the numbers of the space in the middle; nothing for an index, a group, or no figures."""
    found = choice.version.names[choice.indicator]
    if not isinstance(found, Indicator) or choice.group != "total":
        return ""
    figures = choice.figures
    known = np.flatnonzero(~np.isnan(figures.values))
    if not len(known):
        return ""
    row = int(known[np.argsort(figures.values[known], kind="stable")[(len(known) - 1) // 2]])
    value = numbers.number(float(figures.values[row]), figures.decimals, language())
    return _("{space}, {year}: {sentence}").format(
        space=figures.names[row],
        year=figures.period,
        sentence=said(found.reading_aid).replace("{value}", value),
    )


def variants(version: Version, key: str) -> list[tuple[str, str, bool]]:
    """The ways to look at the same index: title, page, whether it is this one; nothing for an indicator."""
    if key in version.catalogue.indicators:
        return []
    base = kind_of(version, key)[0].key
    return [(said(variant(k)), indicator_path(k), k == key) for k in (base, base + DYNAMICS, base + FIXED)]
