"""A recipe at rest in memory: what the TOML files of a folder say, checked and typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any

from sozialraum.intake import schema
from sozialraum.intake.dialects import Dialect, make_dialects
from sozialraum.intake.errors import RecipeError

Text = Mapping[str, str]
CITY = "city"


@dataclass(frozen=True)
class When:
    """Limits something to periods; without limits it holds always."""

    periods: Sequence[str] = ()
    since: str = ""
    until: str = ""

    def holds(self, period: str) -> bool:
        """Whether the period lies within the limits (half-open)."""
        if self.periods and period not in self.periods:
            return False
        return (not self.since or period >= self.since) and (not self.until or period < self.until)


@dataclass(frozen=True)
class Zeros:
    """Which delivered zeros are none, what they mean, and why we think so."""

    mean: str
    reason: Text
    when: When
    spaces: Sequence[str] = ()
    only: str = ""
    total: str = ""
    beside: float = 1


@dataclass(frozen=True)
class Withheld:
    """Figures that don't mean what their column says, and are therefore not used."""

    mean: str
    reason: Text
    when: When
    spaces: Sequence[str] = ()


@dataclass(frozen=True)
class Series:
    """One label of a source and the column it becomes."""

    label: str
    column: str
    when: When
    factor: float = 1
    occurrence: int | str = 0
    range: Sequence[float] = ()
    digits: int | None = None
    zeros: Sequence[Zeros] = ()
    withhold: Sequence[Withheld] = ()
    breaks: Sequence[Mapping[str, Any]] = ()
    remarks: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Resolve:
    """Labels that stand several times for each space; the sums tell which occurrence is which column."""

    labels: Sequence[str]
    columns: Sequence[Sequence[str]]
    sums: Sequence[str]
    when: When
    reason: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One delivery of statistics on the spaces of one edition."""

    key: str
    title: Text
    publisher: str
    licence: str
    edition: str
    reader: str
    file: str
    series: Sequence[Series]
    when: When
    url: str = ""
    dialect: str = "plain"
    hidden_range: Sequence[int] = ()
    optional: bool = False
    period: str = ""
    layout: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    header_row: int = 1
    sheet: str = ""
    path: str = ""
    levels: Sequence[str] = ()
    where: Sequence[Mapping[str, Any]] = ()
    match: str = "code"
    space: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    skip_spaces: Sequence[Mapping[str, Any]] = ()
    ignore: Sequence[Mapping[str, Any]] = ()
    resolve: Sequence[Resolve] = ()
    remarks: Sequence[Mapping[str, Any]] = ()
    checked: Sequence[str] = ()  # labels that only a check reads

    @property
    def labels(self) -> frozenset[str]:
        """All labels that are read."""
        return frozenset(
            [s.label for s in self.series]
            + [label for r in self.resolve for label in r.labels]
            + list(self.checked)
        )

    def why_ignored(self, label: str) -> Text | None:
        """The reason why the recipe leaves this label aside; None where it doesn't."""
        return next((line["reason"] for line in self.ignore if fnmatchcase(label, line["label"])), None)


@dataclass(frozen=True)
class Check:
    """Something held against something else; `given` has the fields of its kind."""

    kind: str
    given: Mapping[str, Any]
    when: When
    severity: str = "warning"
    tolerance: float = 0
    reason: Text = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Recipe:
    """Everything a recipe folder says."""

    city: Mapping[str, Any]
    space_systems: Sequence[Mapping[str, Any]]
    editions: Sequence[Mapping[str, Any]]
    crosswalks: Sequence[Mapping[str, Any]]
    dialects: Mapping[str, Dialect]
    sources: Sequence[Source]
    checks: Sequence[Check]
    facilities: Sequence[Mapping[str, Any]]
    catalogue: Mapping[str, Any]
    budgets: Sequence[Mapping[str, Any]] = ()

    @property
    def city_edition(self) -> str:
        """Key of the edition that is the whole city."""
        return f"{CITY}@{min(e['valid_from'] for e in self.editions)}"


def read_recipe(folder: Path) -> Recipe:
    """Read all TOML files of a folder. Raises RecipeError with file, key, found and expected."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RecipeError(str(folder), "*.toml", "no file", "a folder with the TOML files of a recipe")
    tables: dict[str, dict[str, Any]] = {}
    lists: dict[str, list[tuple[str, dict[str, Any]]]] = {key: [] for key in schema.LISTS}
    for path in paths:
        for key, value in _parse(path).items():
            _take(path.name, key, value, tables, lists)
    if "city" not in tables:
        raise RecipeError(str(folder), "city", "nothing", "a table [city] in one of the files")
    _refuse_doubled(lists)
    _refuse_overlaps(lists["edition"])
    _refuse_loose_ends(tables, lists)
    plain = {key: [entry for _, entry in entries] for key, entries in lists.items()}
    return Recipe(
        city=tables["city"],
        space_systems=plain["space_system"],
        editions=plain["edition"],
        crosswalks=plain["crosswalk"],
        dialects=make_dialects(tables.get("dialect", {})),
        sources=[_source(entry, plain["check"]) for entry in plain["source"]],
        checks=[_check(entry) for entry in plain["check"]],
        facilities=plain["facilities"],
        catalogue={
            "indicator": tables.get("indicator", {}),
            "index": plain["index"],
            "variable": plain["variable"],
            "group": plain["group"],
        },
        budgets=plain["budget"],
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(path.name, "the file", str(error), "valid TOML in UTF-8") from error


def _take(file: str, key: str, value: Any, tables: dict[str, Any], lists: dict[str, Any]) -> None:
    if key in schema.LISTS:
        if not isinstance(value, list):
            raise RecipeError(file, key, value, f"a list, written [[{key}]]")
        for i, entry in enumerate(value, 1):
            schema.LISTS[key](entry, file, f"{key}[{i}]")
            lists[key].append((file, entry))
    elif key in schema.SECTIONS:
        schema.SECTIONS[key](value, file, key)
        held = tables.setdefault(key, {})
        for name, member in value.items():
            if name in held:
                raise RecipeError(
                    file, f"{key}.{name}", member, "this key once only; another file has it too"
                )
            held[name] = member
    else:
        known = ", ".join([*schema.SECTIONS, *schema.LISTS])
        raise RecipeError(file, key, value, f"one of {known}")


def _refuse_doubled(lists: Mapping[str, list[tuple[str, dict[str, Any]]]]) -> None:
    for section in ("space_system", "source", "facilities", "budget"):
        seen: set[str] = set()
        for file, entry in lists[section]:
            if entry["key"] in seen:
                raise RecipeError(file, f"{section}.key", entry["key"], "each key once only")
            seen.add(entry["key"])


def _refuse_overlaps(editions: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Editions of one system follow each other; one without an end can only be the last."""
    by_system: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for file, entry in editions:
        by_system.setdefault(entry["space_system"], []).append((file, entry))
    for entries in by_system.values():
        entries.sort(key=lambda pair: pair[1]["valid_from"])
        for (_, earlier), (file, later) in pairwise(entries):
            until = earlier.get("valid_until", "9999-12-31")
            if until > later["valid_from"]:
                expected = f"not before {until}, when {edition_key(earlier)} ends"
                raise RecipeError(
                    file, f"edition {edition_key(later)}.valid_from", later["valid_from"], expected
                )


def _refuse_loose_ends(
    tables: Mapping[str, Any], lists: Mapping[str, list[tuple[str, dict[str, Any]]]]
) -> None:
    systems = {entry["key"] for _, entry in lists["space_system"]}
    editions = {edition_key(entry) for _, entry in lists["edition"]}
    sources = {entry["key"] for _, entry in lists["source"]}
    dialects = {"plain", "din55301", "lower_saxony", *tables.get("dialect", {})}
    if not lists["edition"]:
        raise RecipeError("the recipe", "edition", "nothing", "at least one [[edition]]")

    def known(file: str, key: str, value: str, among: set[str]) -> None:
        if value not in among:
            raise RecipeError(file, key, value, "one of " + ", ".join(sorted(among)))

    for role in ("social_spaces", "planning_areas"):
        if role in tables["city"]:
            known("the recipe", f"city.{role}", tables["city"][role], systems)
    for file, entry in lists["space_system"]:
        known(file, "space_system.parent", entry.get("parent", CITY), systems | {CITY})
    for file, entry in lists["edition"]:
        known(file, "edition.space_system", entry["space_system"], systems)
    for file, entry in lists["crosswalk"]:
        known(file, "crosswalk.from", entry["from"], editions)
        known(file, "crosswalk.to", entry["to"], editions)
        known(file, "crosswalk.dialect", entry.get("dialect", "plain"), dialects)
    for file, entry in lists["source"]:
        key = f"source {entry['key']}"
        known(
            file,
            f"{key}.edition",
            entry["edition"],
            editions | {CITY},
        )
        known(file, f"{key}.dialect", entry.get("dialect", "plain"), dialects)
        _check_shape(file, key, entry)
    for file, entry in lists["budget"]:
        key = f"budget {entry['key']}"
        known(file, f"{key}.dialect", entry.get("dialect", "plain"), dialects)
        if "district" in entry["fields"]:
            known(file, f"{key}.districts", entry.get("districts", ""), systems)
        for name, why in (("tolerance", "rounded"), ("turned", "turned_because")):
            if name in entry and why not in entry:
                raise RecipeError(file, f"{key}.{why}", "nothing", f"the reason for {name}")
    for file, entry in lists["check"]:
        for name in (entry.get("source"), *entry.get("sources", ())):
            known(
                file, f"check {entry['kind']}.source", name or "", sources | ({""} if name is None else set())
            )
        for name in (entry.get("whole"), entry.get("parts")) if entry["kind"] == "levels" else ():
            known(file, "check levels", str(name), systems | {CITY})


def _check_shape(file: str, key: str, entry: Mapping[str, Any]) -> None:
    layout = entry.get("layout") or ("long" if entry["reader"] == "json" else "wide")
    given = set(entry.get("fields", {}))
    allowed = {"space", "period"} | ({"label", "value"} if layout == "long" else set())
    if given - allowed:
        raise RecipeError(
            file, f"{key}.fields", sorted(given), f"only {', '.join(sorted(allowed))} for layout {layout}"
        )
    if "space" not in given and "space" not in entry:
        raise RecipeError(file, f"{key}.fields.space", "nothing", "the field that holds the space")
    levels = set(entry.get("levels", ()))
    if layout == "long" and not {"value"} <= given:
        raise RecipeError(file, f"{key}.fields.value", "nothing", "the field that holds the value")
    if levels - {"period", "label", "space"}:
        raise RecipeError(file, f"{key}.levels", sorted(levels), "period, label or space")


def edition_key(entry: Mapping[str, Any]) -> str:
    """`ortsteile@2000-01-01`."""
    return f"{entry['space_system']}@{entry['valid_from']}"


def tidy(name: str) -> str:
    """A name without blanks at its ends and with single ones inside."""
    return " ".join(name.split())


def when_of(entry: Mapping[str, Any]) -> When:
    """The limits in time that an entry of a recipe carries."""
    return When(tuple(entry.get("periods", ())), entry.get("from", ""), entry.get("until", ""))


def _typed(cls: type, entry: Mapping[str, Any], **more: Any) -> Any:
    names = {f.name for f in fields(cls)}
    return cls(
        **{k: v for k, v in entry.items() if k in names and k not in more}, when=when_of(entry), **more
    )


def _series(entry: Mapping[str, Any]) -> Series:
    zeros = [_typed(Zeros, line) for line in entry.get("zeros", ())]
    withhold = [_typed(Withheld, line) for line in entry.get("withhold", ())]
    return _typed(Series, entry, zeros=zeros, withhold=withhold, label=tidy(entry["label"]))


def _source(entry: Mapping[str, Any], checks: Sequence[Mapping[str, Any]]) -> Source:
    return _typed(
        Source,
        entry,
        checked=[tidy(c["label"]) for c in checks if c["kind"] == "share" and c["source"] == entry["key"]],
        series=[_series(line) for line in entry["series"]],
        resolve=[_typed(Resolve, line) for line in entry.get("resolve", ())],
        layout=entry.get("layout") or ("long" if entry["reader"] == "json" else "wide"),
    )


def _check(entry: Mapping[str, Any]) -> Check:
    return _typed(Check, entry, given=entry)
