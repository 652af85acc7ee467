"""What waits for the formal check: registered needs in the places that somebody manages, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.functional import Promise

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Attachment, Contribution, Kind, Need
from sozialraum.planning.needs.queries import labels, personal_data
from sozialraum.planning.needs.queries.labels import own_title
from sozialraum.planning.needs.queries.late import is_late, late
from sozialraum.planning.needs.queries.similar import likely
from sozialraum.planning.needs.states import END, MANAGER, PUBLIC, State
from sozialraum.planning.people.models import Account, Appointment
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import ScopeKind, roles_with
from sozialraum.planning.statistics.queries import current

OVERDUE = "ueberfaellig"
PLACES = (ScopeKind.PLANNING_AREA, ScopeKind.SOCIAL_SPACE)  # columns of a need by the same names
OPEN = frozenset(State) - END
NAMED = 5  # similar needs that the page of one names: the queue counts among them


@dataclass(frozen=True)
class Asked:
    """What the queue is narrowed down to, as the address says it."""

    search: str = ""
    space: str = ""
    dimension: str = ""
    kind: str = ""
    only: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """From the query of an address; what nobody knows counts for nothing."""
        kind, only = query.get("art", ""), query.get("nur", "")
        return cls(
            query.get("suche", "").replace("\x00", "").strip()[:200], query.get("sozialraum", "")[:120],
            query.get("lebenslage", "")[:60], kind if kind in Kind.values else "", only if only == OVERDUE else "",
        )  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """A need in the queue, with what the manager wants to know before opening it."""

    need: Need
    words: str
    place: str
    dimensions: tuple[str, ...]
    days: int
    is_overdue: bool
    pictures: int
    alike: int
    found: tuple[Promise, ...]  # kinds of personal data

    @property
    def own_title(self) -> str:
        """The title, where it says something else than how the words begin."""
        return own_title(self.need, self.words)


def places_of(by: Account) -> Q | None:
    """Where somebody checks: the places of their appointments; None where there are none."""
    held = [one for one in in_force_of(by) if one.role in roles_with(MANAGER)]
    return within(held) if held else None


def within(held: Iterable[Appointment], need: str = "") -> Q:
    """Needs in the places of some appointments: all for one of the whole city. need: how a row gets to its need."""
    wanted = Q(pk__in=[])
    for one in held:
        if one.scope_kind == ScopeKind.CITY:
            return Q()
        if one.scope_kind in PLACES:
            wanted |= Q(**{f"{need}{one.scope_kind}": one.scope_key})
    return wanted


def in_my_places(by: Account, *states: str) -> QuerySet[Need]:
    """Needs of these states in the places that somebody manages."""
    places = places_of(by)
    return Need.objects.none() if places is None else Need.objects.filter(places, state__in=states)


def unread(by: Account) -> QuerySet[Need]:
    """Public needs to which words or pictures came that nobody has looked at, the longest waiting first."""
    here = Contribution.objects.filter(need=OuterRef("pk"), withdrawn__isnull=True)
    words = here.filter(read_to__lt=Length("text"))
    pictures = here.filter(attachments__is_public=False, attachments__removed__isnull=True)
    found = in_my_places(by, *sorted(PUBLIC)).filter(Exists(words) | Exists(pictures))
    return found.defer("said", "sought").order_by("since", "pk")


def wishes(by: Account) -> list[Contribution]:
    """Voices whose authors asked that what tells who they are be blacked out, the longest waiting first.

    Withdrawn ones too: nobody reads them any more, but they are kept.
    """
    mine = in_my_places(by, *State.values).order_by().values("pk")
    found = Contribution.objects.filter(to_blacken__isnull=False, need__in=mine).select_related("need")
    return list(found.defer("sought", "need__sought", "need__said").order_by("to_blacken", "pk"))


def waiting(by: Account, asked: Asked = Asked()) -> QuerySet[Need]:
    """The queue, the oldest first."""
    found = in_my_places(by, State.REGISTERED)
    for word in asked.search.split():
        found = found.filter(Q(title__icontains=word) | Q(said__icontains=word))
    if asked.space:
        found = found.filter(social_space=asked.space)
    if asked.dimension:
        found = found.filter(dimensions__contains=[asked.dimension])
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.only == OVERDUE:
        found = found.filter(late())
    return found.order_by("registered", "pk")


def rows(needs: Sequence[Need]) -> list[Waiting]:
    """Needs as lines of the queue; eight statements however many they are."""
    keys = [one.pk for one in needs]
    voices: dict[int, list[str]] = defaultdict(list)
    for need, text in (
        Contribution.objects.filter(need__in=keys, withdrawn__isnull=True)
        .order_by("pk")
        .values_list("need", "text")
    ):
        voices[need].append(text)
    pictures = dict(
        Attachment.objects.filter(contribution__need__in=keys, removed__isnull=True)
        .values_list("contribution__need").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    alike = likely(needs, NAMED)
    version = current()
    return [
        Waiting(
            need=one, words="\n\n".join(voices[one.pk]),
            place=labels.space_name(version, one.edition, one.social_space),
            dimensions=tuple(labels.dimension_titles(version, one.dimensions)),
            days=(clock.now() - one.registered).days,
            is_overdue=is_late(one), pictures=pictures.get(one.pk, 0), alike=alike.get(one.pk, 0),
            found=_kinds(voices[one.pk]),
        )
        for one in needs
    ]  # fmt: skip


def _kinds(texts: Iterable[str]) -> tuple[Promise, ...]:
    kinds = {span.kind for text in texts for span in personal_data.found(text)}
    return tuple(title for kind, title in personal_data.KINDS.items() if kind in kinds)


def next_after(by: Account, need: Need, asked: Asked) -> Need | None:
    """What stands behind this one in the queue, from the beginning again after the last; None where nothing waits."""
    queue = waiting(by, asked).exclude(pk=need.pk)
    later = Q(registered__gt=need.registered) | Q(registered=need.registered, pk__gt=need.pk)
    return queue.filter(later).first() or queue.first()


@dataclass(frozen=True)
class Load:
    """How much waits, since when."""

    count: int
    oldest: datetime | None
    overdue: int


def load_of(by: Account) -> Load:
    """What waits for somebody; one statement."""
    found: dict[str, Any] = in_my_places(by, State.REGISTERED).aggregate(
        count=Count("pk"),
        oldest=Min("registered"),
        overdue=Count("pk", filter=late()),
    )
    return Load(**found)


def spaces_waiting(by: Account) -> list[tuple[str, str]]:
    """Social spaces in which something waits, as choices of a filter."""
    version = current()
    keys = in_my_places(by, State.REGISTERED).order_by().values_list("social_space", "edition").distinct()
    return sorted(
        {(key, labels.space_name(version, edition, key)) for key, edition in keys}, key=lambda pair: pair[1]
    )
