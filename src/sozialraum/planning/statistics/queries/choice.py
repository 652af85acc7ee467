"""Which figures of an indicator a page shows: edition, year, group; put right where they don't exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, group_title
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.version import NoFiguresError, Version


@dataclass(frozen=True)
class Choice:
    """Figures of one indicator or index. `notes` say what was asked for and could not be had."""

    version: Version
    indicator: str
    edition: Edition
    group: str
    period: str
    notes: tuple[str, ...] = ()

    @property
    def is_index(self) -> bool:
        """Whether it is an index, whose classes have names."""
        return self.indicator not in self.version.catalogue.indicators

    @property
    def figures(self) -> Figures:
        """Those shown, through the door."""
        return self.version.figures(
            self.indicator, edition=self.edition.key, period=self.period, group=self.group
        )

    @property
    def periods(self) -> tuple[str, ...]:
        """Years that can be chosen."""
        return available(self.version)[self.edition.key][self.indicator][self.group]

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups that can be chosen."""
        return tuple(available(self.version)[self.edition.key][self.indicator])

    @property
    def editions(self) -> list[Edition]:
        """Editions that can be chosen."""
        return editions_with(self.version, self.indicator)

    def query(self, **changes: str) -> str:
        """The query of the page that shows the same."""
        parts = {"stand": self.edition.key, "jahr": self.period, "gruppe": self.group} | changes
        return "?" + urlencode({name: value for name, value in parts.items() if value}, safe="@")


def editions_with(version: Version, indicator: str) -> list[Edition]:
    """Editions that have figures of an indicator: social spaces first, the city itself last."""
    have = available(version)
    found = [e for e in version.editions() if indicator in have[e.key]]
    return sorted(found, key=lambda e: len(e) == 1)


def choose(version: Version, indicator: str, asked: Mapping[str, str]) -> Choice:
    """The figures nearest to what was asked for; raises NoFiguresError where there are none at all."""
    editions = editions_with(version, indicator)
    if not editions:
        raise NoFiguresError(f"There are no figures of {indicator}.")
    notes: list[str] = []
    edition = _edition(editions, asked.get("stand", ""), notes)
    groups = available(version)[edition.key][indicator]
    group = _group(version, groups, asked.get("gruppe", ""), notes)
    usual = version.latest(indicator, edition, group)
    period = _period(groups[group], usual, asked.get("jahr", ""), notes)
    return Choice(version, indicator, edition, group, period, tuple(notes))


def _edition(editions: Sequence[Edition], asked: str, notes: list[str]) -> Edition:
    for edition in editions:
        if asked in (edition.key, edition.space_system):
            return edition
    if asked:
        notes.append(
            _("Für den Raumstand „{name}“ gibt es diese Kennzahl nicht. Zu sehen ist: {instead}.").format(
                name=asked, instead=edition_title(editions[0])
            )
        )
    return editions[0]


def _group(version: Version, groups: Iterable[str], asked: str, notes: list[str]) -> str:
    known = list(groups)
    usual = "total" if "total" in known else known[0]
    if asked in known or not asked:
        return asked or usual
    notes.append(
        _("Für die Gruppe „{group}“ gibt es diese Kennzahl nicht. Zu sehen ist: {instead}.").format(
            group=group_title(version, asked), instead=group_title(version, usual)
        )
    )
    return usual


def _period(periods: Sequence[str], usual: str, asked: str, notes: list[str]) -> str:
    if asked in periods or not asked:
        return asked or usual
    is_year = asked.isascii() and asked.isdigit() and len(asked) < 6
    nearest = min(periods, key=lambda p: (abs(int(p) - int(asked)), p)) if is_year else usual
    notes.append(
        _("Für {asked} liegen keine Zahlen vor. Zu sehen ist {instead}.").format(asked=asked, instead=nearest)
    )
    return nearest
