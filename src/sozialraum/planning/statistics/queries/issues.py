"""The issue log in words: what was found wrong in a delivery, what it means, what was done, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.intake import describe
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.queries.data_versions import SEVERITIES
from sozialraum.planning.statistics.words import folded, language, said
from sozialraum.warehouse.catalogue import CatalogueError
from sozialraum.warehouse.editions import CITY, CITY_SYSTEM, named
from sozialraum.warehouse.explanation import column_title
from sozialraum.warehouse.version import Version

COLUMNS = (
    "severity", "kind", "phase", "source", "file", "sheet", "row", "column", "period", "space", "found", "expected",
    "count", "title", "text", "what_to_do",
)  # fmt: skip
Options = list[tuple[str, str]]


@dataclass(frozen=True)
class IssueWords:
    """One finding in words. place: pairs of label and text that say where it lies. words: what a search looks at."""

    severity: str
    severity_title: str
    kind: str
    title: str
    text: str
    what_to_do: str
    place: tuple[tuple[str, str], ...]
    source: str
    period: str
    words: str
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Log:
    """What is shown of the log, and what can be chosen."""

    issues: Sequence[IssueWords]
    all: int
    severities: Options
    kinds: Options
    sources: Options
    periods: Options
    chosen: Mapping[str, str]
    notes: tuple[str, ...]


LEVELS = ("parts", "whole")  # details that name space systems

# Names of the query's parameters, in German as all addresses are.
SEVERITY, KIND, SOURCE, PERIOD, WORDS = "schwere", "art", "quelle", "jahr", "q"


def log(version: Version, asked: Mapping[str, str]) -> Log:
    """The issues that fit what was asked for; unknown choices are said and left out."""
    every = _all(version, language())
    options = _options(version, language())
    notes, chosen = [], {WORDS: asked.get(WORDS, "").strip()[:100]}
    for name, known in options.items():
        value = asked.get(name, "")
        if value and value not in dict(known):
            notes.append(
                _("Die Auswahl „{value}“ gibt es hier nicht; sie bleibt unbeachtet.").format(value=value)
            )
            value = ""
        chosen[name] = value
    wanted = folded(chosen[WORDS]).split()
    shown = [
        i
        for i in every
        if chosen[SEVERITY] in ("", i.severity)
        and chosen[KIND] in ("", i.kind)
        and chosen[SOURCE] in ("", i.source)
        and chosen[PERIOD] in ("", i.period)
        and all(w in i.words for w in wanted)
    ]
    return Log(
        shown,
        len(every),
        options[SEVERITY],
        options[KIND],
        options[SOURCE],
        options[PERIOD],
        chosen,
        tuple(notes),
    )


@lru_cache(maxsize=8)
def _all(version: Version, language_: str) -> list[IssueWords]:
    """Every issue in words, the gravest first, made once a version and language."""
    sources = _by_file(version)
    names = _names(version)
    order = {s: i for i, s in enumerate(SEVERITIES)}
    spaces = _space_systems(version)
    found = [_issue(version, i, language_, sources, names, spaces) for i in version.issues]
    return sorted(found, key=lambda i: order.get(i.severity, len(order)))


def severity_titles() -> dict[str, str]:
    """What the three severities are called, and what they mean for the figures."""
    return {
        "error": _("Fehler: verhinderte die Übernahme"),
        "warning": _("Warnung: betrifft gezeigte Zahlen"),
        "note": _("Hinweis: gut zu wissen"),
    }


def counted(severity: str, n: int) -> str:
    """So many issues of a severity in words."""
    words = {
        "error": ngettext(
            "%(n)d Fehler, der die Übernahme verhinderte", "%(n)d Fehler, die die Übernahme verhinderten", n
        ),
        "warning": ngettext("%(n)d Warnung zu gezeigten Zahlen", "%(n)d Warnungen zu gezeigten Zahlen", n),
        "note": ngettext("%(n)d Hinweis, gut zu wissen", "%(n)d Hinweise, gut zu wissen", n),
    }
    return words[severity] % {"n": n}


def _by_file(version: Version) -> dict[str, str]:
    """File → key of the delivery or source that it belongs to; the first that names it."""
    found: dict[str, str] = {}
    for key, line in [*version.releases.items(), *version.facility_sources.items()]:
        for file in line.get("files", ()):
            found.setdefault(file["path"], key)
    return found


def _space_systems(version: Version) -> dict[str, Mapping[str, str]]:
    """Space systems and their editions by key, in both languages."""
    found: dict[str, Mapping[str, str]] = {s["key"]: s["title"] for s in version.settings["space_system"]}
    found[CITY] = CITY_SYSTEM["title"]  # type: ignore[assignment]
    return found | {e.key: named(e.title, e.valid_from) for e in version.editions()}


def _with_titles(raw: Mapping[str, Any], spaces: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The issue with titles in place of the keys of space systems and editions."""
    details = raw["details"] or {}
    levels = {k: spaces[v] for k, v in details.items() if k in LEVELS and isinstance(v, str) and v in spaces}
    fields = {k: spaces[raw[k]] for k in ("expected", "found") if raw[k] in spaces and "@" in raw[k]}
    return {**raw, **fields, "details": {**details, **levels}}


def _names(version: Version) -> Callable[[str], str]:
    def name_of(column: str) -> str:
        try:
            return said(column_title(version.catalogue, column))
        except (KeyError, CatalogueError):
            return column

    return name_of


def _issue(
    version: Version,
    raw: Mapping[str, Any],
    language_: str,
    sources: Mapping[str, str],
    name_of: Callable[[str], str],
    spaces: Mapping[str, Mapping[str, str]],
) -> IssueWords:
    title, text, what_to_do = describe(_with_titles(raw, spaces), language_, name_of)
    source = sources.get(raw["file"], "")
    column = name_of(raw["column"]) if raw["column"] else ""
    place = [
        (_("Quelle"), _source_title(version, source)), (_("Datei"), raw["file"]), (_("Blatt"), raw["sheet"]),
        (_("Zeile"), "" if raw["row"] is None else str(raw["row"])), (_("Merkmal"), column),
        (_("Jahr"), raw["period"]), (_("Raum"), raw["space"]),
    ]  # fmt: skip
    shown = tuple((label, value) for label, value in place if value)
    words = folded(" ".join([title, text, *(value for _label, value in shown), raw["column"]]))
    return IssueWords(
        raw["severity"], severity_titles().get(raw["severity"], raw["severity"]), raw["kind"], title, text, what_to_do,
        shown, source, raw["period"], words, raw,
    )  # fmt: skip


def _source_title(version: Version, key: str) -> str:
    line = version.releases.get(key) or version.facility_sources.get(key)
    return said(line["title"]) if line else ""


@lru_cache(maxsize=8)
def _options(version: Version, language_: str) -> dict[str, Options]:
    every = _all(version, language_)
    severities = Counter(i.severity for i in every)
    kinds, sources, periods = (Counter(getattr(i, n) for i in every) for n in ("kind", "source", "period"))
    titles = {i.kind: _kind_title(i.kind, language_) for i in every}
    return {
        SEVERITY: [("", _(
            "alle"
        )), *((s, f"{t} ({severities[s]})") for s, t in severity_titles().items() if severities[s])],
        KIND: [("", _(
            "alle"
        )), *sorted(((k, f"{titles[k]} ({n})") for k, n in kinds.items()), key=lambda o: folded(o[1]))],
        SOURCE: [
            ("", _("alle")),
            *sorted(
                ((s, f"{_source_title(version, s)} ({n})") for s, n in sources.items() if s), key=lambda o: folded(o[1])
            ),
        ],
        PERIOD: [("", _("alle")), *((p, f"{p} ({periods[p]})") for p in sorted(periods, reverse=True) if p)],
    }  # fmt: skip


def _kind_title(kind: str, language_: str) -> str:
    """The kind's title without the particulars of one case: what stands before them."""
    blank = {
        "kind": kind, "file": "", "sheet": "", "row": None, "column": "", "period": "", "space": "", "found": "",
        "expected": "", "count": "", "details": {},
    }  # fmt: skip
    title = describe(blank, language_)[0]
    return " ".join(title.split()).strip(" :–,()") or kind


def table(version: Version, shown: Log) -> Table:
    """The log as it is shown, to be written to a file."""
    rows = [
        (
            i.severity, i.kind, i.raw["phase"], i.source, i.raw["file"], i.raw["sheet"], i.raw["row"], i.raw["column"],
            i.period, i.raw["space"], i.raw["found"], i.raw["expected"], i.raw["count"], i.title, i.text, i.what_to_do,
        )
        for i in shown.issues
    ]  # fmt: skip
    return Table(_("Hinweisprotokoll"), COLUMNS, rows)
