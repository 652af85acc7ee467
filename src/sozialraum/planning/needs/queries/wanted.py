"""Which public needs somebody wants to see: the query of an address, put right where it asks for what isn't there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Kind, Need
from sozialraum.planning.needs.queries.inside import inside
from sozialraum.planning.needs.queries.search import Found, narrowed
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.words import edition_title
from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.version import NoFiguresError, Version

OPEN, CLOSED = "offen", "abgeschlossen"
SHOWN = sorted(PUBLIC, key=list(State).index)
SORTS = {
    "bewegt": ("-since", "-id"), "neu": ("-id",), "wartet": ("since", "id"),
    "frist": (F("due").asc(nulls_last=True), "-id"), "titel": ("title", "id"),
}  # fmt: skip
LONGEST = 120


@dataclass(frozen=True)
class Wanted:
    """One view of the list: all of it stands in its address. `notes` say what could not be had."""

    version: Version
    edition: Edition  # the boundaries in which spaces are chosen and counted
    space: str = ""
    dimension: str = ""
    group: str = ""
    state: str = ""
    kind: str = ""
    department: str = ""
    words: str = ""
    sort: str = ""
    notes: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The query of this view's address, with some of it changed."""
        parts = {
            "q": self.words, "stand": "" if self.edition is self.version.edition() else self.edition.key,
            "raum": self.space, "lebenslage": self.dimension, "gruppe": self.group, "zustand": self.state,
            "art": self.kind, "amt": self.department, "sortierung": self.sort,
        }  # fmt: skip
        kept = urlencode({name: value for name, value in (parts | changes).items() if value}, safe="@")
        return f"?{kept}" if kept else "?"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(
            (self.words, self.space, self.dimension, self.group, self.state, self.kind, self.department)
        )


def wanted(asked: Mapping[str, str]) -> Wanted:
    """The view nearest to what was asked for; raises NotPublishedError."""
    version, _found = chosen()
    notes: list[str] = []
    edition = _edition(version, asked.get("stand", ""), notes)
    space = asked.get("raum", "")
    if space and space not in edition.codes:
        notes.append(_("Diesen Raum gibt es in den gewählten Grenzen nicht. Zu sehen ist die ganze Stadt."))
        space = ""
    known_states = {"", OPEN, CLOSED, *(str(s) for s in PUBLIC)}
    return Wanted(
        version, edition, space,
        _one_of(asked.get("lebenslage", ""), version.catalogue.dimensions), _one_of(asked.get("gruppe", ""), GROUPS),
        _one_of(asked.get("zustand", ""), known_states), _one_of(asked.get("art", ""), Kind.values),
        asked.get("amt", "")[:200], " ".join(asked.get("q", "").replace("\x00", " ").split())[:LONGEST],
        _one_of(asked.get("sortierung", ""), SORTS), tuple(notes),
    )  # fmt: skip


def _one_of(asked: str, known: object) -> str:
    return asked if asked in known else ""  # type: ignore[operator]


def _edition(version: Version, asked: str, notes: list[str]) -> Edition:
    if not asked:
        return version.edition()
    try:
        found = version.edition(asked)
    except NoFiguresError:
        found = None
    if found is None or found.key not in dict(edition_options(version)):
        notes.append(_("Diese Grenzen gibt es nicht. Zu sehen sind die heutigen Sozialräume."))
        return version.edition()
    return found


@lru_cache(maxsize=8)
def _editions(version: Version) -> tuple[Edition, ...]:
    return tuple(e for e in version.editions() if e.role not in (CITY, "building_block"))


def edition_options(version: Version) -> list[tuple[str, str]]:
    """Boundaries that can be chosen, as options."""
    return [(e.key, edition_title(e)) for e in _editions(version)]


def state_of(word: str) -> Q:
    """The condition that a choice of states stands for."""
    if word == OPEN:
        return ~Q(state__in=sorted(END))
    if word == CLOSED:
        return Q(state__in=sorted(END))
    return Q(state=word) if word else Q()


@dataclass(frozen=True)
class Chosen:
    """Public needs by the parts of a view, so that each part can be counted without itself."""

    wanted: Wanted
    words: QuerySet[Need]  # all that match the words
    corrected: str  # the words as they were taken, where they were put right
    is_any: bool  # no need holds all of the words: these hold one at least
    parts: Mapping[str, Q]

    def needs(self, but: str = "") -> QuerySet[Need]:
        """Those that match every part but one."""
        found = self.words
        for name, condition in self.parts.items():
            found = found if name == but else found.filter(condition)
        return found

    def in_order(self) -> QuerySet[Need]:
        """All of them as asked for; by words alone the best match comes first."""
        w = self.wanted
        if w.words and not w.sort:
            return self.needs()
        return self.needs().order_by(*SORTS[w.sort or "bewegt"])


def chosen_by(w: Wanted) -> Chosen:
    """The needs of a view."""
    everything = Need.objects.filter(state__in=SHOWN)
    found = narrowed(everything, w.words) if w.words else Found(everything)
    parts = {
        "space": inside(everything, w.version, w.edition, w.space) if w.space else Q(),
        "dimension": Q(dimensions__contains=[w.dimension]) if w.dimension else Q(),
        "group": Q(groups__contains=[w.group]) if w.group else Q(),
        "state": state_of(w.state),
        "kind": Q(kind=w.kind) if w.kind else Q(),
        "department": Q(department=w.department) if w.department else Q(),
    }
    return Chosen(w, found.needs, found.corrected, found.is_any, parts)
