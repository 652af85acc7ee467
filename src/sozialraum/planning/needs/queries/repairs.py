"""Plain defects on their way to a service: where it is reached, what goes out of a need, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import open311, rules
from sozialraum.planning.needs.models import Contribution, Need, PlaceKind, Repair
from sozialraum.planning.needs.open311 import DefectKind, Endpoint, Report
from sozialraum.planning.needs.queries import labels, personal_data
from sozialraum.planning.needs.queries.queue import in_my_places
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.statistics.queries import current

STUCK = (Repair.State.FAILED, Repair.State.UNCLEAR)
DROPPED = Repair.State.DROPPED
OPEN = (Repair.State.READY, *STUCK)  # what ends when its need is no longer redirected
KEPT, KEPT_AWAY = 24 * 3600, 120  # seconds that a list of kinds is kept, and that it could not be had
PAGE_PATIENCE = 3.0  # seconds that a page waits for a list
# An address is what a service needs to find a defect; all else that tells who somebody is stays here.
GOES_OUT = {personal_data.ADDRESS}


class NoPlace(Exception):
    """The current data version doesn't know the space any more, and there is no point."""


def service_named(name: str) -> Any:
    """The service of this name that is reached by Open311; None where there is none."""
    return next((one for one in settings.CITY.needs.services if one.open311 and one.name == name), None)


def endpoint_at(address: str) -> Endpoint:
    """The endpoint that the city has set with this address; no other is ever called. Raises open311.Failed."""
    for one in settings.CITY.needs.services:
        if one.open311 and one.open311 == address:
            return endpoint_of(one)
    raise open311.NotTaken(_("Diese Stelle steht nicht mehr in den Einstellungen der Stadt."))


def endpoint_of(service: Any) -> Endpoint:
    """Where a service is reached, with its key; raises open311.Away where the key can't be read."""
    key = ""
    if service.open311_key_file:
        try:
            key = Path(service.open311_key_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise open311.Away(f"open311_key_file: {type(error).__name__}") from None
    return Endpoint(service.open311, service.open311_jurisdiction, key)


def kinds_of(service: Any, patience: float = PAGE_PATIENCE, fresh: bool = False) -> list[DefectKind] | None:
    """The kinds of defects that a service takes, as last heard; None where they can't be had now.

    A page waits a moment for them at most; the housekeeper asks again every hour (`fresh`).
    """
    place = place_of_kinds(service)
    kept = None if fresh else cache.get(place)
    if kept is None:
        try:
            kept = [(one.code, one.title, one.group) for one in open311.kinds(endpoint_of(service), patience)]
        except open311.Failed:
            if not fresh:  # an older list is better than none
                cache.set(place, [], KEPT_AWAY)
            return None
        cache.set(place, kept, KEPT if kept else KEPT_AWAY)
    return [DefectKind(*one) for one in kept] or None


def kinds_kept(service: Any) -> list[DefectKind]:
    """The kinds of defects as last heard; none where they are not known. Asks nobody."""
    return [DefectKind(*one) for one in cache.get(place_of_kinds(service)) or ()]


def place_of_kinds(service: Any) -> str:
    """Under what the list of a service lies in the cache."""
    return f"open311/{sha256(service.open311.encode()).hexdigest()[:32]}"


def mark_of(repair: Repair) -> str:
    """By what a report is found again at the service."""
    return f"[{repair.need.number}/{repair.pk}]"


def outgoing(repair: Repair) -> Report:
    """What goes out: words without what tells who somebody is, and a point. Raises NoPlace."""
    need = repair.need
    with override("de"):  # the language of the city's services
        longitude, latitude, where = _place(need)
        number = _("Aktenzeichen der Sozialraumplanung:") + f" {mark_of(repair)}"
    tail = "".join(f"\n\n{part}" for part in (where, number) if part)
    words = masked(_read_words(need))
    room = open311.LONGEST_DESCRIPTION - len(tail)
    if len(words) > room:
        words = words[: room - 1] + "…"
    return Report(repair.code, words + tail, longitude, latitude)


def _read_words(need: Need) -> str:
    """What the manager has read: what was added after the redirection stays here."""
    voices = need.contributions.filter(withdrawn__isnull=True).defer("sought").order_by("pk")
    return "\n\n".join(filter(None, (one.read_text for one in voices)))


def masked(text: str) -> str:
    """A text without names, telephone numbers and the like, whether or not the manager saw them."""
    letters = list(text)
    for begin, end, kind in personal_data.found(text):
        if kind not in GOES_OUT:
            letters[begin:end] = [rules.BLACK if letter.strip() else letter for letter in letters[begin:end]]
    return "".join(letters)


def _place(need: Need) -> tuple[float, float, str]:
    origin = Contribution.objects.filter(origin=need).only("place_kind").first()
    if need.longitude is not None and need.latitude is not None:
        drawn = origin is not None and origin.place_kind == PlaceKind.AREA
        said = _("Der Punkt liegt in der Fläche, die gezeichnet wurde.") if drawn else ""
        return need.longitude, need.latitude, said
    version, code = current(), need.social_space.partition("/")[2]
    edition = labels.edition_of(version, need.edition, need.social_space)
    if edition is None or code not in edition.codes:
        raise NoPlace
    point = shapely.point_on_surface(edition.geometry[edition.index_of(code)])
    name = labels.space_name(version, need.edition, need.social_space)
    said = _("Der Punkt steht für den ganzen Sozialraum %(name)s: Die genaue Stelle wurde nicht angegeben.")
    return float(point.x), float(point.y), said % {"name": f"„{name}“"}


def of_need(need: Need) -> Repair | None:
    """The last report of a need, where there is one; as a need that was merged away has none, ask for its own."""
    return need.repairs.order_by("-id").first()


@dataclass(frozen=True)
class Stay:
    """A voice stood in a need from one moment to another, without end where it stands there now."""

    need: int
    since: datetime | None
    until: datetime | None

    def holds(self, repair: Repair) -> bool:
        """Whether words of the voice are in what was sent, or will be: a redirected need takes no others in."""
        begun = self.since is None or self.since <= (repair.sent or repair.made)
        return self.need == repair.need_id and begun and (self.until is None or repair.made < self.until)


def stays_of(contribution: Contribution) -> list[Stay]:
    """Where a voice stood, one after the other, by the journal: one statement, and one for each time it moved."""
    found, need, since, last = list[Stay](), contribution.origin_id, None, 0
    gathered = Q(act="needs.stepped", details__contributions__contains=[contribution.pk])
    moved = gathered | Q(act="needs.split", details__contribution=contribution.pk)
    while line := (
        Entry.objects.filter(moved, subject_kind="need", subject_key=str(need), pk__gt=last)
        .order_by("pk")
        .first()
    ):
        found.append(Stay(need, since, line.at))
        need, since, last = line.details.get("into") or line.details["to"], line.at, line.pk
    # Where the journal doesn't know the way: rather told too much of one's own than too little.
    if need != contribution.need_id:
        need, since = contribution.need_id, None
    return [*found, Stay(need, since, None)]


def with_voice(contribution: Contribution) -> list[Repair]:
    """Reports that words of a voice are in, the oldest first; not of needs that it came to later."""
    stays = stays_of(contribution)
    rows = Repair.objects.filter(need__in={one.need for one in stays}).order_by("pk")
    return [one for one in rows if any(stay.holds(one) for stay in stays)]


def stuck_for(by: Account) -> QuerySet[Repair]:
    """Reports in somebody's places that did not get through, the oldest first."""
    mine = in_my_places(by, *State.values).order_by().values("pk")
    return Repair.objects.filter(state__in=STUCK, need__in=mine).select_related("need").order_by("pk")
