"""What proposes itself for the agenda of a session; later stages of planning offer kinds of their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import AgendaItem, Body, Minutes, Option, Session
from sozialraum.planning.conferences.queries.lists import carried
from sozialraum.planning.conferences.states import BEFORE, ItemState, Method, MinutesState, SessionState
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import State
from sozialraum.planning.statistics.queries import current

Kind = AgendaItem.Kind
# In this order they are proposed, and stand on the agenda when all are taken.
ORDER = (
    Kind.MINUTES, Kind.APPEAL, Kind.OVERDUE, Kind.ANSWER, Kind.NEED, Kind.ORDER, Kind.PAPER, Kind.FUND,
    Kind.SIGNAL, Kind.BOUNDARY, Kind.EFFECT, Kind.ELECTION, Kind.TOPIC,
)  # fmt: skip
# What was dealt with once is not proposed again: the next answer or figure has a key of its own.
ONCE = (Kind.MINUTES, Kind.ANSWER, Kind.SIGNAL, Kind.BOUNDARY, Kind.EFFECT)
TO_COME = (*BEFORE, SessionState.RUNNING)


@dataclass(frozen=True)
class Choice:
    """One of the things between which the table will choose; cost in cents."""

    title: str
    text: str = ""
    need: Need | None = None
    cost: int | None = None


@dataclass(frozen=True)
class Proposal:
    """A point that proposes itself. key: what it is about, once an agenda ("need:17"); why: one sentence.

    minutes: how long it will take, estimated. fund: cents. secret: None where the body decides.
    """

    key: str
    kind: Kind
    title: str
    why: str
    minutes: int = 10
    method: Method = Method.NONE
    need: Need | None = None
    text: str = ""
    options: tuple[Choice, ...] = ()
    places: int | None = None
    fund: int | None = None
    secret: bool | None = None


# What a source proposes for a session, in the language that is active.
ProposalSource = Callable[[Session], Iterable[Proposal]]
_sources: dict[str, ProposalSource] = {}
_begins: dict[str, tuple[str, ...]] = {}  # with what the keys of a source begin


def offer_proposals(name: str, source: ProposalSource, begins: Sequence[str] = ("",)) -> None:
    """Make a source known (called by its app in `ready`). begins: with what its keys begin, before the colon."""
    _sources[name], _begins[name] = source, tuple(begins)


def _asked(keys: Collection[str] | None) -> Iterable[ProposalSource]:
    """Sources that can propose one of these keys: what nobody asks for is not looked for."""
    for name, source in _sources.items():
        if keys is None or any(key.startswith(_begins.get(name, "")) for key in keys):
            yield source


def proposals(session: Session, among: Collection[str] | None = None) -> list[Proposal]:
    """All that proposes itself and stands on no agenda of the body yet; as many statements for many as for few.

    among: only those with these keys.
    """
    standing = list(_standing(session).values_list("source", "kind", "need_id"))
    on_agenda = {key for key, _kind, _need in standing}
    matters = {(kind, need) for _key, kind, need in standing if need}
    dealt = set(_dealt(session.body, session))
    fresh = [one for source in _asked(among) for one in source(session)]
    found = [
        one
        for one in (*fresh, *_again(session, fresh))
        if one.key not in on_agenda
        and (among is None or one.key in among)
        and (one.need is None or (str(one.kind), one.need.pk) not in matters)
        and not (one.kind in ONCE and one.key in dealt)
    ]
    return sorted(found, key=lambda one: ORDER.index(one.kind))


# As long as a need stands there, a point of this kind about it is still to be deliberated.
_OPEN: dict[str, tuple[State, ...]] = {
    Kind.NEED: (State.DELIBERATING, State.DEFERRED), Kind.ANSWER: (State.ANSWERED,),
    Kind.OVERDUE: (State.HANDED_OVER,), Kind.EFFECT: (State.IMPLEMENTED,),
    Kind.PAPER: (State.UP_FOR_DECISION,),
}  # fmt: skip
# What a source makes anew as long as there is a reason for it: its kind, or how its key begins.
_ANEW_KINDS, _ANEW_KEYS = (Kind.ORDER, Kind.APPEAL), ("seats:", "endings:", "stalled:")


def _again(session: Session, fresh: Sequence[Proposal]) -> list[Proposal]:
    """What the last session left open and nothing else proposes, with its options; three statements."""
    last = last_session(session)
    if last is None:
        return []
    keys = {one.key for one in fresh}
    matters = {(str(one.kind), one.need.pk) for one in fresh if one.need is not None}
    shown = Option.objects.select_related("need").defer("need__sought", "need__said")
    left = last.items.filter(state=ItemState.POSTPONED).select_related("need")
    left = left.defer("need__sought", "need__said").prefetch_related(Prefetch("options", shown))
    told = [
        _left(last, item) for item in left.order_by("position", "pk")
        if _is_open(item) and (item.kind, item.need_id) not in matters
    ]  # fmt: skip
    approved = set(_approved(session.body))
    return [one for one in told if one.key not in keys and one.key not in approved]


def _is_open(item: AgendaItem) -> bool:
    if item.kind in _ANEW_KINDS or item.source.startswith(_ANEW_KEYS):
        return False
    return item.need is None or item.kind not in _OPEN or item.need.state in _OPEN[item.kind]


def _left(last: Session, item: AgendaItem) -> Proposal:
    """The point as it stood on the agenda."""
    why = _("In der %(number)d. Sitzung offen geblieben.") % {"number": last.number}
    options = tuple(
        Choice(one.title, one.text, one.need, one.cost)
        for one in item.options.all()
        if not (one.withdrawn or one.is_passive)
    )
    return Proposal(
        item.source or f"left:{item.pk}", Kind(item.kind), item.title, why, item.minutes, Method(item.method),
        item.need, item.text, options, item.places, item.fund, item.secret,
    )  # fmt: skip


def _approved(body: Body) -> Iterable[str]:
    done = Minutes.objects.filter(
        session__body=body, state__in=(MinutesState.APPROVED, MinutesState.PUBLISHED)
    )
    return [f"minutes:{pk}" for pk in done.values_list("session", flat=True)]


def _standing(session: Session) -> QuerySet[AgendaItem]:
    """What the body will deliberate anyway: in this session or another one that is still to come."""
    to_come = AgendaItem.objects.filter(session__body=session.body_id, session__state__in=TO_COME)
    return to_come | AgendaItem.objects.filter(session=session)


def _dealt(body: Body, session: Session) -> Iterable[str]:
    done = AgendaItem.objects.filter(session__body=body, state=ItemState.DONE).exclude(source="")
    return done.exclude(session=session).values_list("source", flat=True)


def last_session(session: Session) -> Session | None:
    """The session of the same body that was held before."""
    held = Session.objects.filter(body=session.body_id, state=SessionState.CLOSED).exclude(pk=session.pk)
    return held.order_by("-begins", "-pk").first()


def needs_of_list(body: Body) -> list[Choice]:
    """What the conferences of a planning area carry and its own conference puts in order, in their proportion."""
    version = current()
    return [
        Choice(named(one), labels.space_name(version, one.edition, one.social_space), one)
        for one in carried(body, version)
    ]


def named(need: Need) -> str:
    """A need on an agenda: its number and what it is called; before it is public its number alone."""
    return (
        f"{need.number} {need.title}".strip() if need.is_public and need.title != need.number else need.number
    )
