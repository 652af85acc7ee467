"""Which space a page is about, and in which boundaries: the address put right where it asks for what isn't there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.words import edition_title
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import NoFiguresError, Version


class NoSuchSpaceError(LookupError):
    """No edition of the space system has a space of this code."""


@dataclass(frozen=True)
class Where:
    """A space in an edition of a data version. `notes` say what of the address could not be had."""

    version: Version
    edition: Edition
    code: str
    is_current: bool
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The space's name."""
        return self.edition.names[self.edition.index_of(self.code)]

    @property
    def takes_contributions(self) -> bool:
        """Whether something can be registered here: it is a social space as it is in force today."""
        return self.is_current and self.edition is self.version.edition()


def data_version(asked: Mapping[str, str], notes: list[str]) -> tuple[Version, bool]:
    """The data version asked for, else the current one with a note; whether it is the current one."""
    version, found = chosen(asked.get("datenstand", ""))
    if not found:
        notes.append(
            _("Den Datenstand „{name}“ gibt es nicht. Zu sehen ist der heutige.").format(
                name=asked["datenstand"]
            )
        )
    return version, version is chosen()[0]


def where(system: str, code: str, asked: Mapping[str, str]) -> Where:
    """The space of this code in the edition asked for (`stand`), else in the newest that has it.

    system: the key of a space system, or of one of its editions. Raises NoSuchSpaceError.
    """
    notes: list[str] = []
    version, is_current = data_version(asked, notes)
    try:
        named = version.edition(system)
    except NoFiguresError:
        raise NoSuchSpaceError(system) from None
    editions = editions_of(version, named.space_system)
    holding = [e for e in editions if code in e.codes]
    if not holding:
        raise NoSuchSpaceError(code)
    wanted = asked.get("stand", "") or named.key
    edition = next((e for e in holding if e.key == wanted), holding[0])
    if edition.key != wanted:
        notes.append(_absent(wanted, edition, editions))
    return Where(version, edition, code, is_current, tuple(notes))


def _absent(wanted: str, instead: Edition, editions: Sequence[Edition]) -> str:
    known = next((e for e in editions if e.key == wanted), None)
    if known is None:
        said = _("Den Raumstand „{name}“ gibt es nicht. Zu sehen ist: {instead}.")
        return said.format(name=wanted, instead=edition_title(instead))
    said = _("In „{name}“ gibt es diesen Raum nicht. Zu sehen ist: {instead}.")
    return said.format(name=edition_title(known), instead=edition_title(instead))


def editions_of(version: Version, system: str) -> list[Edition]:
    """All editions of a space system, the newest first."""
    return sorted(
        (e for e in version.editions() if e.space_system == system), key=lambda e: e.valid_from, reverse=True
    )
