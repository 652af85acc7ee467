"""The build: from what is staged to what can be published. What did not change is taken from the last build.

staged manifest ─▶ editions, links ─▶ facts ─▶ results ─▶ indices ─▶ summaries, outlines ─▶ built manifest
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse import editions, indices, outlines, places, results, summaries
from sozialraum.warehouse.catalogue import Catalogue, Indicator
from sozialraum.warehouse.editions import CITY_SYSTEM, Edition
from sozialraum.warehouse.facts import INHABITANTS, Facts, Place, carry_all, delivered, put_counted, read
from sozialraum.warehouse.links import assemble
from sozialraum.warehouse.stage import Progress, silent
from sozialraum.warehouse.store import Store, canonical, fingerprint
from sozialraum.warehouse.tables import Shelf, to_table
from sozialraum.warehouse.values import Column


class NothingStagedError(Exception):
    """There is no delivery to build from."""


@dataclass(frozen=True)
class Built:
    """What a build did: the manifest's name and how many files had to be made or could be kept."""

    manifest: str
    made: int
    kept: int


@dataclass
class _Site:
    """What every step of one build needs."""

    store: Store
    shelf: Shelf
    staged: Mapping[str, Any]
    before: Mapping[str, Any]
    catalogue: Catalogue
    editions: dict[str, Edition]
    progress: Progress


def build(store: Store, shipped: Catalogue, progress: Progress = silent) -> Built:
    """Make everything that the staged delivery's data version needs, and let `built` name it.

    shipped: the catalogue of indicators that comes with the product; the recipe's own entries go over it.
    Raises NothingStagedError; StoreError where an object is missing.
    """
    staged = store.manifest("staged")
    if staged is None:
        raise NothingStagedError(
            "Nothing is staged. Load a delivery first: sozialraum load CITY --data FOLDER."
        )
    catalogue = shipped.with_overrides(store.get_json(staged["catalogue"]))
    site = _Site(
        store,
        Shelf(store),
        staged,
        store.manifest("built") or {},
        catalogue,
        load_editions(store, staged),
        progress,
    )
    facts, made_facts = _facts(site)
    figures, made_results = _results(site, facts)
    made_indices = _indices(site, facts, figures)
    manifest = {
        "staged": store.pointed("staged"),
        **{
            name: staged[name]
            for name in ("city", "editions", "releases", "crosswalks", "facilities", "issues")
        },
        "catalogue": store.put_json(catalogue.as_dict()),
        "facts": store.put_json(facts.as_json()),
        "results": store.put_json(figures.as_json()),
        "outlines": _outlines(site),
        "summaries": summaries.make_all(
            site.shelf, site.editions, facts, figures, catalogue, site.before, progress
        ),
    }
    name = store.put_json(manifest)
    store.point("built", name)
    calculated = {
        place.object
        for known in (facts, figures)
        for periods in known.places.values()
        for columns in periods.values()
        for place in columns.values()
        if not place.release or place.how != "delivered"
    }
    made = made_facts + made_results + made_indices
    return Built(name, made, max(0, len(calculated) - made))


def is_built(store: Store) -> bool:
    """Whether the last build is of what is staged now."""
    built, staged = store.manifest("built"), store.pointed("staged")
    return built is not None and staged is not None and built.get("staged") == staged


def load_editions(store: Store, manifest: Mapping[str, Any]) -> dict[str, Edition]:
    """All editions of a manifest, the finest first."""
    systems = {s["key"]: s for s in [*manifest["city"]["space_system"], CITY_SYSTEM]}
    made = {
        k: editions.get(store, k, line, systems[line["space_system"]])
        for k, line in manifest["editions"].items()
    }
    return dict(sorted(made.items(), key=lambda item: (-len(item[1]), item[0])))


def _before(site: _Site, name: str) -> Facts:
    found = site.before.get(name)
    return Facts.from_json(site.store.get_json(found)) if found else Facts()


def _facts(site: _Site) -> tuple[Facts, int]:
    facts = delivered(site.staged["releases"])
    crosswalks = [
        (line["from"], line["to"], site.store.get_table(line["object"]), line["made_from"])
        for line in site.staged["crosswalks"]
    ]
    links = assemble(site.editions, crosswalks, _block_population(site, facts))
    ranges = {
        key: (limits[0], limits[1]) if (limits := release["hidden_range"]) else None
        for key, release in site.staged["releases"].items()
    }
    made = carry_all(
        facts, links, site.editions, ranges, lambda c: _adds_up(site.catalogue, c),
        site.shelf, _before(site, "facts"), site.progress,
    )  # fmt: skip
    _count_facilities(site, facts)
    return facts, made


def _block_population(site: _Site, facts: Facts) -> dict[str, npt.NDArray[np.float64]]:
    """Inhabitants of building blocks in the middle of their periods: what divides spaces at a reform."""
    people = {}
    for edition in site.editions.values():
        periods = [p for p in facts.periods(edition.key) if INHABITANTS in facts.at(edition.key, p)]
        if edition.role == "building_block" and periods:
            place = facts.at(edition.key, periods[len(periods) // 2])[INHABITANTS]
            people[edition.key] = site.shelf.column(place.object, INHABITANTS).values
    return people


def _count_facilities(site: _Site, facts: Facts) -> None:
    lines = site.staged["facilities"]
    for edition in site.editions.values():
        periods = facts.periods(edition.key)
        by_period: dict[str, dict[str, Any]] = {}
        for key, line in lines.items():
            if periods:
                by_period.setdefault(places.reference_period(line["as_of"], periods), {})[key] = line
        for period, some in by_period.items():
            counted = places.counts(site.store, some, edition)
            key = fingerprint(*(line["object"] for line in some.values()), edition.key)
            put_counted(facts, site.store, edition.key, period, counted, key)


# Results -------------------------------------------------------------------------------------------------------


def _results(site: _Site, facts: Facts) -> tuple[Facts, int]:
    """Figures of every indicator for every group that its columns allow."""
    before = _before(site, "results")
    definitions = {
        i.key: fingerprint(results.REVISION, canonical(_arithmetic(i)))
        for i in site.catalogue.indicators.values()
    }
    tasks = [(edition, period) for edition in site.editions for period in facts.periods(edition)]
    figures = Facts()
    made = 0
    with ThreadPoolExecutor(2) as pool:
        work = pool.map(lambda t: _period_results(site, facts, before, definitions, *t), tasks)
        for done, ((edition, period), (name, keys, new)) in enumerate(zip(tasks, work, strict=True), 1):
            made += new
            for column, key in keys.items():
                figures.put(edition, period, column, Place(name, key, "delivered", "", edition))
            site.progress("indicators", done, len(tasks))
    return figures, made


def _arithmetic(indicator: Indicator) -> dict[str, Any]:
    """What of a definition changes its figures; a better explanation doesn't."""
    wanted = ("numerator", "denominator", "factor", "by_group", "interval", "minimum_denominator")
    fields = asdict(indicator)
    return {name: fields[name] for name in wanted}


def _adds_up(catalogue: Catalogue, column: str) -> bool:
    """Counts are summed; means, medians and prices are not."""
    return catalogue.variables[column.split("@")[0]].kind == "extensive"


def _period_results(
    site: _Site, facts: Facts, before: Facts, definitions: Mapping[str, str], edition: str, period: str
) -> tuple[str, dict[str, str], bool]:
    present = facts.at(edition, period)
    wanted: dict[str, tuple[Indicator, str, list[str]]] = {}
    keys: dict[str, str] = {}
    for indicator_key, groups in site.catalogue.available(present).items():
        indicator = site.catalogue.indicators[indicator_key]
        for group in groups:
            above, below = indicator.operands(group)
            operands = [column for _, column in (*above, *below)]
            name = f"{indicator_key}@{group}"
            wanted[name] = (indicator, group, operands)
            keys[name] = fingerprint(definitions[indicator_key], group, *(present[o].key for o in operands))
    old = {c: p for c, p in before.at(edition, period).items() if p.key == keys.get(c)}
    objects = {p.object for p in old.values()}
    if len(old) == len(keys) and len(objects) == 1:
        return objects.pop(), keys, False
    columns = read(site.shelf, old)
    todo = {n: w for n, w in wanted.items() if n not in columns}
    given = read(site.shelf, {o: present[o] for _, _, some in todo.values() for o in some})
    for name, (indicator, group, _) in todo.items():
        columns[name] = results.compute(indicator, group, given)
    return site.store.put_table(to_table(columns)), keys, True


def _indices(site: _Site, facts: Facts, figures: Facts) -> int:
    """Indices of every edition of social spaces, period after period; puts them into `figures`."""
    before = _before(site, "results")
    made = 0
    for edition in site.editions.values():
        if edition.role not in indices.ROLES:
            continue
        for definition in site.catalogue.indices.values():
            made += _one_index(site, facts, figures, before, edition, definition)
    return made


def _one_index(
    site: _Site, facts: Facts, figures: Facts, before: Facts, edition: Edition, definition: Any
) -> int:
    wanted = {f"{i}@total" for i in definition.status}
    periods = facts.periods(edition.key)
    shown = {p: _with_keys(site.shelf, figures.at(edition.key, p), wanted) for p in periods}
    people = {
        p: found[INHABITANTS]
        for p in periods
        if (found := _with_keys(site.shelf, facts.at(edition.key, p), {INHABITANTS}))
    }
    reference, made = None, 0
    chain = ""
    for period in periods:
        given = indices.inputs(definition, period, shown, people)
        if given is None:
            continue
        chain = chain or given.key
        key = fingerprint(given.key, chain)
        columns, base = indices.compute(definition, edition.codes, given, reference)
        reference = reference or base
        name, new = _kept_or_put(site.store, before.at(edition.key, period), key, columns)
        made += new
        for column in columns:
            figures.put(
                edition.key,
                period,
                column,
                Place(name, fingerprint(key, column), "delivered", "", edition.key),
            )
    return made


def _kept_or_put(
    store: Store, before: Mapping[str, Place], key: str, columns: Mapping[str, Column]
) -> tuple[str, bool]:
    old = {before[c].object for c in columns if c in before and before[c].key == fingerprint(key, c)}
    if len(old) == 1:
        return old.pop(), False
    return store.put_table(to_table(columns)), True


def _with_keys(shelf: Shelf, present: Mapping[str, Place], wanted: set[str]) -> dict[str, tuple[Column, str]]:
    found = {c: present[c] for c in wanted if c in present}
    return {c: (column, found[c].key) for c, column in read(shelf, found).items()}


def _outlines(site: _Site) -> dict[str, str]:
    """Boundaries for the map, made once for each edition."""
    before = site.before.get("outlines", {})
    known = {line["object"]: before.get(key) for key, line in site.before.get("editions", {}).items()}

    def kept_or_made(edition: Edition) -> str:
        kept = known.get(site.staged["editions"][edition.key]["object"])
        return kept or site.store.put_bytes(outlines.compact_geojson(edition), ".geojson")

    made = {}
    with ThreadPoolExecutor(2) as pool:
        names = pool.map(kept_or_made, site.editions.values())
        for done, (key, name) in enumerate(zip(site.editions, names, strict=True), 1):
            made[key] = name
            site.progress("outlines", done, len(site.editions))
    return made
