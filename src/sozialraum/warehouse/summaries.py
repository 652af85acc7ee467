"""The city in one number a year: how unequal its spaces are, and how separately its groups live."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from sozialraum.methods.disparity import disparity
from sozialraum.methods.segregation import segregation
from sozialraum.warehouse.catalogue import Catalogue
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.facts import INHABITANTS, Facts, Place, read
from sozialraum.warehouse.stage import Progress
from sozialraum.warehouse.store import fingerprint
from sozialraum.warehouse.tables import Shelf

REVISION = "1"
DRAWS = 200

# Groups whose separation from the other inhabitants is followed, where a city has their number.
SEPARATED = (
    "inhabitants@foreign", "inhabitants@migration_background", "inhabitants@age_0_17",
    "inhabitants@age_65_plus", "sgb2_household_members@total", "unemployed@total",
)  # fmt: skip


def make_all(
    shelf: Shelf, editions: Mapping[str, Edition], facts: Facts, figures: Facts, catalogue: Catalogue,
    before: Mapping[str, Any], progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """`{edition: {"key", "object"}}` for the newest edition of social spaces and planning areas; unchanged
    ones are kept."""
    made: dict[str, Any] = {}
    newest = {e.space_system: e for e in sorted(editions.values(), key=lambda e: e.valid_from)}.values()
    several = [e for e in newest if len(e) > 1 and e.role != "building_block"]
    for done, edition in enumerate(several, 1):
        key = _key(edition, facts, figures, catalogue)
        kept = before.get("summaries", {}).get(edition.key)
        if kept and kept["key"] == key:
            made[edition.key] = kept
        else:
            value = {
                "disparity": _disparities(shelf, edition, facts, figures, catalogue),
                "segregation": _segregations(shelf, edition, facts),
            }
            made[edition.key] = {"key": key, "object": shelf.store.put_json(value)}
        progress("summaries", done, len(several))
    return made


def _key(edition: Edition, facts: Facts, figures: Facts, catalogue: Catalogue) -> str:
    parts = [REVISION, *catalogue.indicators]
    for period in facts.periods(edition.key):
        here, there = facts.at(edition.key, period), figures.at(edition.key, period)
        parts += [here[c].key for c in (INHABITANTS, *SEPARATED) if c in here]
        parts += [there[c].key for c in sorted(there) if c.endswith("@total")]
    return fingerprint(*parts)


def _disparities(
    shelf: Shelf, edition: Edition, facts: Facts, figures: Facts, catalogue: Catalogue
) -> dict[str, dict[str, dict[str, float]]]:
    """indicator → period → measures, weighted by inhabitants, over the spaces that have a figure."""
    result: dict[str, dict[str, dict[str, float]]] = {}
    for period in facts.periods(edition.key):
        people = read(shelf, _only(facts.at(edition.key, period), [INHABITANTS])).get(INHABITANTS)
        shown = _only(figures.at(edition.key, period), [f"{k}@total" for k in catalogue.indicators])
        if people is None:
            continue
        for name, column in read(shelf, shown).items():
            both = column.known & people.known
            indicator = name.split("@")[0]
            if both.sum() >= 3 and catalogue.indicators[indicator].denominator:
                found = disparity(column.values[both], people.values[both])
                result.setdefault(indicator, {})[period] = _finite(
                    {
                        "mean": found.mean,
                        "sd": found.sd,
                        "cv": found.cv,
                        "gini": found.gini,
                        "spaces": found.spaces,
                    }
                )
    return result


def _segregations(shelf: Shelf, edition: Edition, facts: Facts) -> dict[str, dict[str, dict[str, float]]]:
    """group → period → dissimilarity between the group and all other inhabitants, with its interval."""
    periods = facts.periods(edition.key)
    with ThreadPoolExecutor(2) as pool:  # numpy's generators let go of the interpreter while they draw
        by_period = pool.map(lambda p: _segregation(shelf, facts.at(edition.key, p), int(p)), periods)
        result: dict[str, dict[str, dict[str, float]]] = {}
        for period, found in zip(periods, by_period, strict=True):
            for name, values in found.items():
                result.setdefault(name, {})[period] = values
    return result


def _segregation(shelf: Shelf, present: Mapping[str, Place], seed: int) -> dict[str, dict[str, float]]:
    """group → its measures in one period."""
    columns = read(shelf, _only(present, [INHABITANTS, *SEPARATED]))
    people = columns.pop(INHABITANTS, None)
    result: dict[str, dict[str, float]] = {}
    if people is None:
        return result
    for name, group in columns.items():
        both = group.known & people.known & (group.values <= people.values)
        if both.sum() < 3 or not group.values[both].sum():
            continue
        a, b = np.rint(group.values[both]), np.rint(people.values[both])
        found = segregation(a, b, draws=DRAWS, seed=seed)
        d = found.dissimilarity
        result[name] = _finite(
            {
                "value": d.value, "corrected": d.corrected, "lower": d.lower, "upper": d.upper,
                "expected": d.expected, "isolation": found.isolation.value, "share": found.share,
                "spaces": found.spaces,
            }
        )  # fmt: skip
    return result


def _only(present: Mapping[str, Place], wanted: list[str]) -> dict[str, Place]:
    return {c: present[c] for c in wanted if c in present}


def _finite(values: dict[str, float]) -> dict[str, float]:
    """JSON knows no NaN: what can't be told is left out."""
    return {name: float(v) for name, v in values.items() if np.isfinite(v)}
