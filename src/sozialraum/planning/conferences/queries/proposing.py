"""What this app proposes for an agenda: needs, answers, effects of the place; minutes, objections, seats, borders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.planning.conferences.models import AgendaItem, Body, Holding, Minutes, Seat, Session
from sozialraum.planning.conferences.queries.funds import of_funds
from sozialraum.planning.conferences.queries.proposals import (
    Kind,
    Proposal,
    last_session,
    named,
    needs_of_list,
    offer_proposals,
)
from sozialraum.planning.conferences.queries.signals import of_signals
from sozialraum.planning.conferences.states import ItemState, Method, MinutesState, SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need, Objection
from sozialraum.planning.needs.queries.late import is_late
from sozialraum.planning.needs.queries.stalled import as_stalled, meant, stalled
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.roles import Bank, ScopeKind
from sozialraum.planning.spaces.models import Edition, SpaceSystem

CONFERENCES = (Body.Kind.SOCIAL_SPACE_CONFERENCE, Body.Kind.PLANNING_AREA_CONFERENCE)
COLUMNS = {ScopeKind.SOCIAL_SPACE: "social_space", ScopeKind.PLANNING_AREA: "planning_area"}
NEEDS_SHOWN = 60  # of those that wait: deferred ones first, then by voices and by age
TERMS_END_WITHIN = 90  # days
STALLED_SHOWN = 20
THEIRS = (
    State.ANSWERED,
    State.AGREED,
    State.DISSENT,
)  # where a social space's conference has the ball, or had it


def offer_all() -> None:
    """Make the sources of this app known."""
    for source, begins in (
        (of_minutes, ("minutes",)), (of_endings, ("endings",)), (of_objections, ("objection",)),
        (of_needs, ("need", "answer", "overdue", "effect")), (of_list, ("order",)), (of_signals, ("signal",)),
        (of_borders, ("border",)), (of_seats, ("seats",)), (of_funds, ("fund",)), (of_stalled, ("stalled",)),
    ):  # fmt: skip
        offer_proposals(source.__name__, source, begins)


# -- needs in their states ---------------------------------------------------------------------------------


def of_needs(session: Session) -> list[Proposal]:
    """Needs that wait for the conference; answers that came or are late; for a planning area's also what was done."""
    body = session.body
    if body.kind not in CONFERENCES or ScopeKind(body.scope_kind) not in COLUMNS:
        return []
    states = [State.ANSWERED, State.HANDED_OVER]
    if body.kind == Body.Kind.SOCIAL_SPACE_CONFERENCE:
        states += [State.DELIBERATING, State.DEFERRED]
    else:
        states.append(State.IMPLEMENTED)
    place = {COLUMNS[ScopeKind(body.scope_kind)]: body.scope_key}
    needs = Need.objects.filter(**place, state__in=states).defer("sought", "said")
    ordered = needs.order_by((F("voices") + F("supports")).desc(), "since", "pk")
    last = last_session(session)
    return _fewer([one for need in ordered if (one := _of_need(need, last)) is not None])


def _fewer(found: Sequence[Proposal]) -> list[Proposal]:
    waiting = [one for one in found if one.kind == Kind.NEED]
    waiting.sort(key=lambda one: one.need is not None and one.need.state != State.DEFERRED)
    return [one for one in found if one.kind != Kind.NEED] + waiting[:NEEDS_SHOWN]


def _of_need(need: Need, last: Session | None) -> Proposal | None:
    return _BY_STATE[State(need.state)](need, last)


def _waiting(need: Need, last: Session | None) -> Proposal:
    voices = ngettext("eine Person dahinter", "%(n)s Menschen dahinter", need.voices) % {"n": need.voices}
    if need.state == State.DEFERRED:
        why = _("Am %(day)s vertagt; %(voices)s.")
    else:
        why = _("Seit dem %(day)s in der Beratung; %(voices)s.")
    why %= {"day": _day(need.since), "voices": voices}
    return Proposal(f"need:{need.pk}", Kind.NEED, named(need), why, 10, Method.CARRY, need)


def _answered(need: Need, last: Session | None) -> Proposal | None:
    told = {"day": _day(need.since), "who": need.department or _("das Fachamt")}
    if need.since < clock.now() - timedelta(days=meant()[State.ANSWERED]):
        return None  # see of_stalled
    why = _("Am %(day)s kam die Antwort: %(who)s.") % told
    if last and last.begins and need.since < last.begins:
        why = _("Die Antwort vom %(day)s (%(who)s) war noch nicht auf der Tagesordnung.") % told
    return Proposal(f"answer:{need.pk}", Kind.ANSWER, named(need), why, 10, Method.CARRY, need)


def _overdue(need: Need, last: Session | None) -> Proposal | None:
    if need.due is None or not is_late(need):
        return None
    told = {"day": _day(need.due), "who": need.department or _("das Fachamt")}
    why = _("Die Antwort war bis zum %(day)s zugesagt und ist nicht da: %(who)s.") % told
    return Proposal(f"overdue:{need.pk}", Kind.OVERDUE, named(need), why, 5, need=need)


def _implemented(need: Need, last: Session | None) -> Proposal:
    why = _("Seit dem %(day)s umgesetzt: Was hat es gebracht?") % {"day": _day(need.since)}
    turn = timezone.localdate(
        need.since
    ).isoformat()  # done anew after it was evaluated, it is to be looked at anew
    return Proposal(f"effect:{need.pk}:{turn}", Kind.EFFECT, named(need), why, 10, Method.CARRY, need)


_BY_STATE: dict[State, Callable[[Need, Session | None], Proposal | None]] = {
    State.DELIBERATING: _waiting, State.DEFERRED: _waiting, State.ANSWERED: _answered,
    State.HANDED_OVER: _overdue, State.IMPLEMENTED: _implemented,
}  # fmt: skip


# What has not happened, where a need waits for longer than the city means it to.
_STALLED = {
    State.CARRIED: gettext_lazy(
        "Getragen, und noch keine Planungsraumkonferenz hat ihn auf ihre Liste gesetzt"
    ),
    State.BUNDLED: gettext_lazy("Auf der Liste, und noch keinem Fachamt übergeben"),
    State.ANSWERED: gettext_lazy("Beantwortet, und weder angenommen noch verhandelt"),
    State.AGREED: gettext_lazy("Vereinbart, und noch keine Vorlage zum Beschluss eingebracht"),
    State.DISSENT: gettext_lazy("Dissens festgehalten, und noch keine Vorlage zum Beschluss eingebracht"),
}


def of_stalled(session: Session) -> list[Proposal]:
    """Needs that wait where nobody has set a day, the longest first: before their planning area's conference all of
    them, before a social space's those on which it has something to say; one statement.
    """
    body = session.body
    if body.kind not in CONFERENCES or ScopeKind(body.scope_kind) not in COLUMNS:
        return []
    here = Need.objects.filter(**{COLUMNS[ScopeKind(body.scope_kind)]: body.scope_key})
    states = list(meant()) if body.kind == Body.Kind.PLANNING_AREA_CONFERENCE else THEIRS
    return [_of_stalled(one) for one in stalled(here, *states)[:STALLED_SHOWN]]


def _of_stalled(need: Need) -> Proposal:
    waits, state = as_stalled(need), State(need.state)
    told = {"what": _STALLED[state], "waits": waits.sentence, "meant": waits.meant}
    why = ngettext(
        "%(what)s: %(waits)s, vorgesehen ist ein Tag.", "%(what)s: %(waits)s, vorgesehen sind %(meant)s Tage.",
        waits.meant,
    ) % told  # fmt: skip
    title = (_("Wartet zu lange: %(need)s") % {"need": named(need)})[:200]
    # Dealt with and still there, it comes again when as much time has passed once more.
    key = f"stalled:{need.pk}:{state}:{waits.days // waits.meant}"
    if state == State.ANSWERED:  # the point at which the table can accept it or negotiate
        return Proposal(key, Kind.ANSWER, named(need), why, 10, Method.CARRY, need)
    return Proposal(key, Kind.TOPIC, title, why, 5, need=need)


def of_list(session: Session) -> list[Proposal]:
    """The carried needs of a planning area as one point: their order."""
    if session.body.kind != Body.Kind.PLANNING_AREA_CONFERENCE:
        return []
    options = needs_of_list(session.body)
    if not options:
        return []
    spaces = len({one.text for one in options})
    many = ngettext("ein Bedarf", "%(count)d Bedarfe", len(options)) % {"count": len(options)}
    where = ngettext("aus einem Sozialraum", "aus %(count)d Sozialräumen", spaces) % {"count": spaces}
    why = _("Zu reihen: %(many)s %(where)s, von den Sozialraumkonferenzen getragen.")
    return [
        Proposal(
            "order", Kind.ORDER, _("Reihenfolge der Bedarfe im Planungsraum"), why % {"many": many, "where": where},
            min(60, 10 + 3 * len(options)), Method.ORDER, options=tuple(options),
        )
    ]  # fmt: skip


# -- what the body owes itself -----------------------------------------------------------------------------


def of_minutes(session: Session) -> list[Proposal]:
    """The minutes of the last session, unless they were approved."""
    last = last_session(session)
    if last is None or _is_approved(last):
        return []
    told = {"number": last.number, "day": _day(last.begins) if last.begins else ""}
    return [
        Proposal(
            f"minutes:{last.pk}", Kind.MINUTES,
            _("Protokoll der %(number)d. Sitzung vom %(day)s genehmigen") % told,
            _("Die letzte Sitzung war am %(day)s; ihr Protokoll ist noch nicht genehmigt.") % told, 5, Method.CARRY,
        )
    ]  # fmt: skip


def _is_approved(session: Session) -> bool:
    done = (MinutesState.APPROVED, MinutesState.PUBLISHED)
    return Minutes.objects.filter(session=session, state__in=done).exists()


ENDED = (State.RETURNED, State.REDIRECTED, State.MERGED, State.WITHDRAWN, State.REJECTED)


def of_endings(session: Session) -> list[Proposal]:
    """What came to an end outside of the conference since it last met: the table is told, in numbers alone."""
    body = session.body
    if body.kind not in CONFERENCES or ScopeKind(body.scope_kind) not in COLUMNS:
        return []
    last = last_session(session)
    if last is None:
        return []
    since = _told_last(session) or clock.now() - timedelta(days=365)
    here = {COLUMNS[ScopeKind(body.scope_kind)]: body.scope_key}
    ended = Need.objects.filter(**here, state__in=ENDED, since__gt=since).only("pk", "state").order_by("pk")
    by_state: dict[str, list[str]] = {}
    for need in ended:
        by_state.setdefault(str(need.get_state_display()), []).append(need.number)
    if not by_state:
        return []
    count = sum(len(numbers) for numbers in by_state.values())
    why = ngettext(
        "Ein Bedarf endete ohne die Konferenz.", "%(count)d Bedarfe endeten ohne die Konferenz.", count
    )
    text = "\n".join(f"{state}: {', '.join(numbers)}" for state, numbers in by_state.items())
    return [
        Proposal(
            f"endings:{last.pk}", Kind.TOPIC, _("Was seit der letzten Sitzung anders endete"),
            why % {"count": count}, 5, text=text,
        )
    ]  # fmt: skip


def _told_last(session: Session) -> datetime | None:
    """When the table was last told: the last session that didn't leave that point open."""
    open_ = AgendaItem.objects.filter(
        session=OuterRef("pk"), source__startswith="endings:", state=ItemState.POSTPONED
    )
    held = Session.objects.filter(body=session.body_id, state=SessionState.CLOSED).exclude(pk=session.pk)
    return held.filter(~Exists(open_)).order_by("-begins", "-pk").values_list("begins", flat=True).first()


def of_objections(session: Session) -> list[Proposal]:
    """Objections that wait: to the check in a social space; to a no in the planning area above it."""
    body = session.body
    if body.kind not in CONFERENCES or ScopeKind(body.scope_kind) not in COLUMNS:
        return []
    place = {f"need__{COLUMNS[ScopeKind(body.scope_kind)]}": body.scope_key}
    waiting = Objection.objects.filter(answered__isnull=True, **place)
    if body.kind == Body.Kind.PLANNING_AREA_CONFERENCE:
        waiting = waiting.filter(need__state=State.NOT_CARRIED)
    else:
        waiting = waiting.exclude(need__state=State.NOT_CARRIED)
    told = waiting.select_related("need").defer("need__sought", "need__said").order_by("raised", "pk")
    return [_of_objection(one) for one in told]


def _of_objection(objection: Objection) -> Proposal:
    # What was said in it stays between the author and who takes the minutes; so does a need that isn't public.
    need = objection.need
    why = _("Am %(day)s widersprach, wer es gemeldet hat. Stand: %(state)s.")
    why %= {"day": _day(objection.raised), "state": need.get_state_display()}
    title = _("Widerspruch zu %(need)s") % {"need": named(need)}
    return Proposal(f"objection:{objection.pk}", Kind.APPEAL, title, why, 10, Method.CARRY, need)


def of_seats(session: Session) -> list[Proposal]:
    """Chairs that nobody holds on the day, or that fall vacant within 90 days after it; one election a bank."""
    day = timezone.localdate(session.begins) if session.begins else clock.today()
    soon = day + timedelta(days=TERMS_END_WITHIN)
    held = Prefetch("holdings", Holding.objects.filter(part=Holding.Part.MEMBER), to_attr="terms")
    seats = Seat.objects.filter(body=session.body, during__contains=day).prefetch_related(held)
    ends: dict[str, list[tuple[Seat, date | None]]] = {}
    for seat in seats:
        until = _held_until(seat, day)
        stays = seat.during.upper is None or until is None or seat.during.upper > until
        if stays and (until is None or until <= soon):
            ends.setdefault(seat.bank, []).append((seat, until))
    return [_of_bank(bank, ends[bank]) for bank in Bank.values if bank in ends]


def _held_until(seat: Seat, day: date) -> date | None:
    """Until when the chair is held without a gap from that day on; None: nobody holds it. No end: the last day."""
    until: date | None = None
    for term in sorted(seat.terms, key=lambda one: one.during.lower):
        if term.during.lower <= (until or day) and (term.during.upper is None or term.during.upper > day):
            if term.during.upper is None:
                return date.max
            until = max(until or term.during.upper, term.during.upper)
    return until


def _of_bank(bank: str, ends: Sequence[tuple[Seat, date | None]]) -> Proposal:
    vacant = [seat for seat, until in ends if until is None]
    lines = [
        f"{seat.on_behalf_of}: "
        + (_("nicht besetzt") if until is None else _("bis zum %(day)s") % {"day": _day(until)})
        for seat, until in ends
    ]
    why = ngettext(
        "Ein Sitz ist frei oder wird es bald.", "%(count)d Sitze sind frei oder werden es bald.", len(ends)
    ) % {"count": len(ends)}
    if len(vacant) == len(ends):
        why = ngettext("Ein Sitz ist frei.", "%(count)d Sitze sind frei.", len(ends)) % {"count": len(ends)}
    title = _("Sitze neu besetzen: %(bank)s") % {"bank": Bank(bank).label}
    return Proposal(
        f"seats:{bank}", Kind.ELECTION, title, why, 10, Method.ELECTION, text="\n".join(lines), places=len(ends)
    )  # fmt: skip


def of_borders(session: Session) -> list[Proposal]:
    """New boundaries of the social spaces that begin in the future."""
    if session.body.kind not in CONFERENCES:
        return []
    coming = Edition.objects.filter(
        system__role=SpaceSystem.Role.SOCIAL_SPACE, during__startswith__gt=clock.today()
    )
    return [
        Proposal(
            f"border:{one.key}", Kind.BOUNDARY,
            _("Neue Grenzen der Sozialräume ab dem %(day)s") % {"day": _day(one.during.lower)},
            _("Ein neuer Raumstand ist vorgesehen. Was heißt er für diesen Raum?"), 15, text=one.basis,
        )
        for one in coming.select_related("system").order_by("during")
    ]  # fmt: skip


def _day(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return date_format(moment, "DATE_FORMAT")
