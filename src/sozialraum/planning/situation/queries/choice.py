"""What a visitor chose to see on the map: the query of its address, put right where it asks for what isn't there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sozialraum.methods import classes as methods
from sozialraum.methods.classes import Classes
from sozialraum.planning.statistics.queries import choice as queries
from sozialraum.planning.statistics.queries.versions import available, chosen
from sozialraum.planning.statistics.words import edition_title, group_title, title_of
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.values import Floats
from sozialraum.warehouse.version import NoFiguresError, Version

CUTS: Mapping[str, Callable[[Floats, int], Classes]] = {
    "quantile": methods.quantiles, "gleich": methods.equal, "natuerlich": methods.jenks,
}  # fmt: skip
FEWEST, MOST, USUAL = 3, 7, 5

# What a first visit shows, where the city has it: what everybody understands, and no index.
FIRST = ("children_share", "population_density", "foreign_share", "unemployment_share")


@dataclass(frozen=True)
class Choice(queries.Choice):
    """One view of the map: all of it stands in its address."""

    cut: str = "quantile"
    count: int = USUAL
    space: str = ""

    def query(self, pinned: bool = False, **changes: str) -> str:
        """The query of this view's address, with some of it changed; `pinned` names the data version too."""
        parts = {
            "kennzahl": self.indicator, "stand": self.edition.key, "jahr": self.period, "gruppe": self.group,
            "klassen": "" if self.is_index else self.cut, "anzahl": "" if self.is_index else str(self.count),
            "raum": self.space, "datenstand": self.version.id if pinned or not self.is_current else "",
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in (parts | changes).items() if value}, safe="@")

    @property
    def is_current(self) -> bool:
        """Whether this is the data version that everybody sees now."""
        return self.version is chosen()[0]


def choice(asked: Mapping[str, str]) -> Choice:
    """The view nearest to what was asked for. Raises NotPublishedError, NoFiguresError where nothing can be shown."""
    notes: list[str] = []
    version, found = chosen(asked.get("datenstand", ""))
    if not found:
        notes.append(
            _("Den Datenstand „{name}“ gibt es nicht. Zu sehen ist der heutige.").format(
                name=asked["datenstand"]
            )
        )
    have = {key: here for key, here in available(version).items() if here and key.split("@")[0] != "city"}
    if not have:
        raise NoFiguresError("The data version has no figures for any space.")
    edition = _edition(version, have, asked.get("stand", ""), notes)
    indicator, edition = _indicator(version, have, edition, asked.get("kennzahl", ""), notes)
    groups = have[edition.key][indicator]
    group = _group(version, groups, asked.get("gruppe", ""), notes)
    usual = version.latest(indicator, edition, group)
    period = _period(groups[group], usual, asked.get("jahr", ""), notes)
    view = Choice(version, indicator, edition, group, period, tuple(notes))
    return _drawn(view, asked)


def _edition(version: Version, have: Iterable[str], asked: str, notes: list[str]) -> Edition:
    usual = next((e for e in version.editions() if e.key in have), version.edition())
    if not asked:
        return usual
    try:
        edition = version.edition(asked)
    except NoFiguresError:
        notes.append(
            _("Den Raumstand „{name}“ gibt es nicht. Zu sehen ist {instead}.").format(
                name=asked, instead=edition_title(usual)
            )
        )
        return usual
    if edition.key in have:
        return edition
    notes.append(
        _("Für den Raumstand {name} liegen keine Zahlen vor. Zu sehen ist {instead}.").format(
            name=edition_title(edition), instead=edition_title(usual)
        )
    )
    return usual


def _indicator(
    version: Version, have: Mapping[str, Mapping[str, object]], edition: Edition, asked: str, notes: list[str]
) -> tuple[str, Edition]:
    here = have[edition.key]
    usual = next((key for key in FIRST if key in here), next(iter(here)))
    if not asked or asked in here:
        return asked or usual, edition
    elsewhere = next((e for e in version.editions() if asked in have.get(e.key, ())), None)
    if elsewhere is not None:
        notes.append(
            _("„{title}“ gibt es nicht für {edition}. Zu sehen ist {instead}.").format(
                title=title_of(version, asked),
                edition=edition_title(edition),
                instead=edition_title(elsewhere),
            )
        )
        return asked, elsewhere
    near = next(iter(get_close_matches(asked, here, 1, 0.75)), usual)
    if asked in version.names:
        said = _("Für „{title}“ liegen noch keine Zahlen vor. Zu sehen ist „{instead}“.")
        asked = title_of(version, asked)
    else:
        said = _("Die Kennzahl „{title}“ gibt es nicht. Zu sehen ist „{instead}“.")
    notes.append(said.format(title=asked, instead=title_of(version, near)))
    return near, edition


def _group(version: Version, groups: Mapping[str, Sequence[str]], asked: str, notes: list[str]) -> str:
    usual = "total" if "total" in groups else next(iter(groups))
    if not asked or asked in groups:
        return asked or usual
    notes.append(
        _("Für die Gruppe „{group}“ gibt es diese Kennzahl nicht. Zu sehen ist: {instead}.").format(
            group=group_title(version, asked), instead=group_title(version, usual)
        )
    )
    return usual


def _period(periods: Sequence[str], usual: str, asked: str, notes: list[str]) -> str:
    if not asked or asked in periods:
        return asked or usual
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    nearest = usual if year is None else min(periods, key=lambda p: (abs(int(p) - year), p))
    notes.append(
        _("Für {asked} liegen keine Zahlen vor. Zu sehen ist {instead}.").format(asked=asked, instead=nearest)
    )
    return nearest


def _drawn(view: Choice, asked: Mapping[str, str]) -> Choice:
    """How it is drawn: what isn't understood here changes no figure, so it needs no note."""
    cut = asked.get("klassen", "")
    count = asked.get("anzahl", "")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else USUAL
    space = asked.get("raum", "")
    return replace(
        view, cut=cut if cut in CUTS else view.cut, count=min(max(number, FEWEST), MOST),
        space=space if view.edition.positions([space])[0] >= 0 else "",
    )  # fmt: skip
