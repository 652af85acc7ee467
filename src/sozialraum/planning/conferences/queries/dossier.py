"""What the dossier of a session holds: its agenda, the needs on it with all that is known of them, and what became of
the last session's resolutions. The number of statements does not depend on how much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from sozialraum.planning.conferences.models import AgendaItem, Resolution, Session
from sozialraum.planning.conferences.queries.approval import InQuestion, in_question
from sozialraum.planning.conferences.queries.matters import Matter, matters_of
from sozialraum.planning.conferences.queries.public_words import in_public
from sozialraum.planning.conferences.queries.session import Offered, on_offer
from sozialraum.planning.conferences.queries.voices import Words, words_of
from sozialraum.planning.conferences.states import CHOOSING, Outcome, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.evidence import Beside, beside
from sozialraum.planning.needs.queries.labels import edition_of
from sozialraum.planning.needs.queries.late import is_late
from sozialraum.planning.needs.queries.one import Voices, voices
from sozialraum.planning.needs.queries.similar import Similar, similar_to
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.planning.statistics.queries import version_or_none
from sozialraum.warehouse.version import Version

QUOTES = 5  # original voices of a need; the others are counted
SIMILAR, EARLIER, MOST_EARLIER = 4, 4, 400
WAITING = (State.HANDED_OVER, State.ANSWERED, State.NEGOTIATING)
MOST_LISTED = 60  # needs in one list


@dataclass(frozen=True, eq=False)
class OnAgenda:
    """A need on the agenda with all that is known of it."""

    need: Need
    voices: Voices
    words: Words
    beside: Beside | None
    similar: tuple[Similar, ...]
    earlier: tuple[Need, ...]
    vote: Resolution | None  # by which its conference carried it


@dataclass(frozen=True)
class Since:
    """The session before: what it resolved, and how many voices came since."""

    session: Session
    resolutions: tuple[Resolution, ...]
    contributions: int


@dataclass(frozen=True, eq=False)
class Folder:
    """Everything. place: the space or area with its figures, None where the data version knows none."""

    session: Session
    version: Version | None
    place: Where | None
    items: tuple[AgendaItem, ...]
    offered: Mapping[int, Sequence[Offered]]  # what there is to choose from, by item
    questions: Mapping[int, InQuestion]  # the minutes that an item is about
    needs: tuple[OnAgenda, ...]
    before: Since | None
    answers: tuple[Need, ...]  # in departments, or back from there
    carried: tuple[OnAgenda, ...]  # of the planning area, by social space
    matters: Mapping[int, Matter]  # what a later stage lays before the table, by item

    def of(self, item: AgendaItem) -> OnAgenda | None:
        """What is known of the need of an item."""
        return next((one for one in self.needs if one.need.pk == item.need_id), None)

    def is_told(self, item: AgendaItem) -> bool:
        """Whether there is more to say of an item than stands in the agenda."""
        has_more = item.pk in self.questions or item.method in CHOOSING
        return bool(self.of(item) or item.text.strip() or has_more)


def dossier(session: Session) -> Folder:
    """Gather it."""
    version = version_or_none()
    items = list(session.items.select_related("need").defer("need__sought"))
    on_agenda = {item.need.pk: item.need for item in items if item.need and item.need.is_public}
    carried = _carried(session, items)
    needs = [*on_agenda.values(), *(one for one in carried if one.pk not in on_agenda)]
    told = _told(needs, on_agenda, version, session.is_public)
    return Folder(
        session, version, _place(session, version), tuple(items), on_offer(session), in_question(items),
        tuple(told[pk] for pk in on_agenda), _before(session), tuple(_answers(session)),
        tuple(told[one.pk] for one in carried), matters_of(items),
    )  # fmt: skip


def _place(session: Session, version: Version | None) -> Where | None:
    """The space of the body in its own boundaries; the city has its figures elsewhere."""
    body = session.body
    if version is None or body.scope_kind == ScopeKind.CITY:
        return None
    code = body.scope_key.partition("/")[2]
    edition = edition_of(
        version, body.edition if body.scope_kind == ScopeKind.SOCIAL_SPACE else "", body.scope_key
    )
    return Where(version, edition, code, True) if edition and code in edition.codes else None


def here(session: Session) -> Q:
    """Needs that lie where a body is responsible."""
    body = session.body
    if body.scope_kind == ScopeKind.SOCIAL_SPACE:
        return Q(social_space=body.scope_key)
    return Q(planning_area=body.scope_key) if body.scope_kind == ScopeKind.PLANNING_AREA else Q()


def _carried(session: Session, items: Sequence[AgendaItem]) -> list[Need]:
    """What the conferences of the planning area's social spaces carried, by space: that is what is ordered here."""
    if session.body.scope_kind != ScopeKind.PLANNING_AREA:
        return []
    found = Need.objects.filter(here(session), state=State.CARRIED).defer("sought")
    return list(found.order_by("social_space", "-voices", "pk")[:MOST_LISTED])


# -- the needs --


def _told(
    needs: Sequence[Need], full: dict[int, Need], version: Version | None, everybodys: bool
) -> dict[int, OnAgenda]:
    """Everything of those on the agenda; of the others numbers, words and the vote."""
    whole = list(full.values())
    said: dict[int, list[tuple[str, Sequence[str], int]]] = defaultdict(list)
    standing = Contribution.objects.filter(need__in=[one.pk for one in needs], withdrawn__isnull=True)
    for pk, *one in standing.order_by().values_list("need", "bank", "groups", "persons"):
        said[pk].append(tuple(one))  # type: ignore[arg-type]
    words, alike, earlier = (
        words_of(needs, QUOTES),
        similar_to(whole, SIMILAR, public_only=True) if whole else {},
        _earlier(whole),
    )
    votes = _votes(needs, everybodys)
    return {
        one.pk: OnAgenda(
            one, voices(said[one.pk]), words.get(one.pk, Words()),
            beside(one, version) if version is not None and one.pk in full else None, tuple(alike.get(one.pk, ())),
            tuple(earlier.get(one.pk, ())), votes.get(one.pk),
        )
        for one in needs
    }  # fmt: skip


def _earlier(needs: Sequence[Need]) -> dict[int, list[Need]]:
    """What was asked for in the same space about the same, and came to an end; one statement."""
    if not needs:
        return {}
    spaces = {one.social_space for one in needs}
    ended = Need.objects.filter(state__in=sorted(PUBLIC & END), social_space__in=spaces).order_by("-since")
    found = list(ended.defer("sought", "said", "wording")[:MOST_EARLIER])

    def fits(need: Need, other: Need) -> bool:
        return (
            other.pk != need.pk
            and other.social_space == need.social_space
            and bool(set(other.dimensions) & set(need.dimensions))
        )

    return {need.pk: [one for one in found if fits(need, one)][:EARLIER] for need in needs}


def _votes(needs: Sequence[Need], everybodys: bool) -> dict[int, Resolution]:
    """The last resolution by which each was carried, with its ballot; everybody reads those of public sessions only."""
    held = Resolution.objects.filter(
        need__in=[one.pk for one in needs], outcome=Outcome.CARRIED, effective__isnull=False
    )
    if everybodys:
        held = held.filter(session__is_public=True)
    return {
        one.need_id: one for one in held.select_related("ballot", "session__body").order_by("effective", "pk")
    }


# -- before and beside --


def _before(session: Session) -> Since | None:
    """The last session; what one resolved that wasn't public stands in no dossier that everybody reads."""
    held = Session.objects.filter(body=session.body_id, state=SessionState.CLOSED).exclude(pk=session.pk)
    if session.is_public:
        held = held.filter(is_public=True)
    if session.begins is not None:
        held = held.filter(begins__lt=session.begins)
    last = held.select_related("body").order_by("-begins", "-pk").first()
    if last is None:
        return None
    effective = Resolution.objects.filter(session=last, effective__isnull=False).select_related("need")
    here_ = Contribution.objects.filter(withdrawn__isnull=True, registered__gte=last.begins)
    body = session.body
    if body.scope_kind == ScopeKind.SOCIAL_SPACE:
        here_ = here_.filter(social_space=body.scope_key)
    elif body.scope_kind == ScopeKind.PLANNING_AREA:
        here_ = here_.filter(need__planning_area=body.scope_key)
    resolutions = tuple(
        in_public(effective.defer("need__sought", "need__said").order_by("number", "pk"), session.body_id)
    )
    return Since(last, resolutions, here_.count())


def _answers(session: Session) -> list[Need]:
    """Needs in departments and back from there: the overdue first, then by their date."""
    found = Need.objects.filter(here(session), state__in=[str(one) for one in WAITING]).defer(
        "sought", "said"
    )
    return sorted(found[:MOST_LISTED], key=lambda one: (one.due or date.max, one.pk))


def is_overdue(need: Need) -> bool:
    """Whether a department should have answered by now."""
    return need.state == State.HANDED_OVER and is_late(need)


def day_of(session: Session) -> date:
    """The day by which a dossier is dated: of the session, or today while it is still to come."""
    if session.begins is None:
        return clock.today()
    return min(clock.today(), timezone.localtime(session.begins).date())
