"""What can be chosen in the forms, as pairs of value and label; made once a data version and language."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.version import Version

Options = list[tuple[str, str]]
Grouped = list[tuple[str, Options]]


def indicators(version: Version, edition: Edition) -> Grouped:
    """Indices and indicators that the edition has, by dimension."""
    return _indicators(version, edition.key, language())


@lru_cache(maxsize=64)
def _indicators(version: Version, edition: str, _language: str) -> Grouped:
    here = available(version)[edition]
    known = version.catalogue.indicators
    found: Grouped = [
        (_("Zusammenfassende Indizes"), [(k, title_of(version, k)) for k in here if k not in known])
    ]
    found += [
        (said(dimension.title), [
            (k, title_of(version, k)) for k in here
            if k in known and known[k].dimension == dimension.key and not known[k].context
        ])
        for dimension in version.catalogue.dimensions.values()
    ]  # fmt: skip
    described = [(k, title_of(version, k)) for k in here if k in known and known[k].context]
    found.append((_("Wer hier lebt"), described))
    return [(label, entries) for label, entries in found if entries]


def groups(version: Version, edition: Edition, indicator: str) -> Options:
    """Population groups that the indicator is known for."""
    return [(g, group_title(version, g)) for g in available(version)[edition.key][indicator]]


def editions(version: Version) -> Options:
    """Editions with figures, but the city as one space."""
    have = available(version)
    return [(e.key, edition_title(e)) for e in version.editions() if have[e.key] and e.space_system != CITY]
