"""The words that a table may use, folded, and the keys that they stand for: those of this city, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import override

from sozialraum.planning.needs.batch.columns import MEANINGS, SPACE, folded
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Channel, Kind
from sozialraum.planning.needs.queries import places
from sozialraum.planning.statistics.queries import current

KINDS = {
    Kind.MISSING: ("fehlt", "stört", "mangel", "problem", "kritik", "missing", "problem", "negative"),
    Kind.GOOD: ("gut", "lob", "positiv", "good", "praise", "positive"),
    Kind.IDEA: ("idee", "vorschlag", "anregung", "wunsch", "idea", "suggestion"),
}
CHANNELS = {
    Channel.WEB: ("web", "online", "internet"),
    Channel.PAPER: ("papier", "brief", "zettel", "postkarte", "paper", "letter"),
    Channel.TALK: ("gespräch", "telefon", "versammlung", "talk", "phone", "meeting"),
    Channel.WALK: ("gang", "rundgang", "spaziergang", "begehung", "walk"),
    Channel.TABLE: ("tabelle", "liste", "table"),
}
LANGUAGES = {"de": ("de", "deutsch", "german"), "en": ("en", "englisch", "english")}


@dataclass(frozen=True)
class Words:
    """Folded word → key. heads: what this city calls its social spaces, as a head of a column."""

    spaces: Mapping[str, str]
    dimensions: Mapping[str, str]
    groups: Mapping[str, str]
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    languages: Mapping[str, str]
    heads: Mapping[str, str]


def of_this_city() -> Words:
    """The words of the data version in use."""
    version = current()
    edition = places.social_spaces()
    dimensions = {folded(key): key for key in version.catalogue.dimensions}
    for key, entry in version.catalogue.dimensions.items():
        dimensions |= {folded(title): key for title in entry.title.values()}
    names = {folded(name): code for name, code in zip(edition.names, edition.codes, strict=True)}
    if len(names) < len(edition):  # a name that stands twice tells nothing
        doubled = [folded(name) for name in edition.names]
        names = {name: code for name, code in names.items() if doubled.count(name) == 1}
    return Words(
        spaces={**names, **{folded(code): code for code in edition.codes}},
        dimensions=dimensions, groups=_titles(GROUPS),
        kinds=_titles(dict(Kind.choices)) | _spoken(KINDS), channels=_titles(dict(Channel.choices)) | _spoken(CHANNELS),
        languages=_spoken(LANGUAGES),
        heads=_heads() | {title: SPACE for texts in (edition.title, edition.unit) for title in texts.values()},
    )  # fmt: skip


def _heads() -> dict[str, str]:
    """What columns are called on the page: the empty table that it hands out is understood."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {str(title): meaning for meaning, title in MEANINGS.items()}
    return found


def _spoken(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {folded(word): str(key) for key, known in words.items() for word in known}


def _titles(titles: Mapping[str, object]) -> dict[str, str]:
    """Titles in both languages, and the keys themselves."""
    found = {folded(key): str(key) for key in titles}
    for language in ("de", "en"):
        with override(language):
            found |= {folded(str(title)): str(key) for key, title in titles.items()}
    return found
