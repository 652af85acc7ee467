"""A session is opened; people come, late or through the door, and go; who is there votes or does not."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import Attendee, Holding, Invitation, Presence, Session
from sozialraum.planning.conferences.models.preparation import nonce
from sozialraum.planning.conferences.queries.quorum import in_the_room
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.states import ItemState, SessionState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.opened": gettext_lazy("Sitzung eröffnet"),
        "conferences.unopened": gettext_lazy("Eröffnung zurückgenommen"),
        "conferences.arrived": gettext_lazy("Als anwesend eingetragen"),
        "conferences.left": gettext_lazy("Als gegangen eingetragen"),
        "conferences.on_paper": gettext_lazy("Auf Stimmzettel umgestellt"),
        "conferences.on_device": gettext_lazy("Auf ein Gerät umgestellt"),
        "conferences.door_cleared": gettext_lazy("Alle vor der Tür abgewiesen"),
        "conferences.admitted": gettext_lazy("In die Sitzung eingelassen"),
        "conferences.counts_paper": gettext_lazy("Zum Zählen der Stimmzettel bestimmt"),
        "conferences.pass_renewed": gettext_lazy("Persönlichen Link ersetzt"),
    }
)
MOST_WAITING = 40  # at the door at a time, so that nobody can flood it


@transaction.atomic
def open_session(*, by: Agent, session: Session, chair: str = "", minute_taker: str = "") -> Session:
    """From now on people can come in, speak and vote."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    require_step(kept.state, SessionState.RUNNING)
    kept.state, kept.opened, kept.door_code = SessionState.RUNNING, clock.now(), _door_code()
    kept.chair, kept.minute_taker = chair or kept.chair or by.name, minute_taker or kept.minute_taker
    kept.save(update_fields=["state", "opened", "door_code", "chair", "minute_taker"])
    steps.note(by=actor, act="conferences.opened", what=kept)
    return kept


@transaction.atomic
def unopen(*, by: Agent, session: Session) -> Session:
    """It was opened by mistake: as if it had not been. Only while no item was taken up; who came in comes again."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    if kept.items.exclude(state=ItemState.WAITING).exists():
        raise Refused(
            _("Es wurde schon ein Punkt aufgerufen: Die Eröffnung lässt sich nicht mehr zurücknehmen.")
        )
    steps.forget(kept.attendees.all())
    kept.state = SessionState.INVITED if kept.invited else SessionState.PLANNED
    kept.opened, kept.door_code = None, ""
    kept.save(update_fields=["state", "opened", "door_code"])
    steps.note(by=actor, act="conferences.unopened", what=kept)
    return kept


def _door_code() -> str:
    """Six digits that no other open door has."""
    while True:
        code = f"{secrets.randbelow(10**6):06}"
        if not Session.objects.filter(door_code=code).exists():
            return code


# -- coming and going --


@transaction.atomic
def arrive(*, by: Agent, session: Session, holding: Holding, on_paper: bool = False) -> Attendee:
    """The chair notes that somebody with a seat is there. `on_paper`: without a device, voting by slips."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    attendee = _seat(kept, holding, on_paper)
    _note(actor, "conferences.arrived", kept, attendee, is_news=False)
    return attendee


@transaction.atomic
def arrive_together(*, by: Agent, session: Session, holdings: Collection[Holding]) -> list[Attendee]:
    """The chair notes at once all who are there when it begins, one for a seat; returns the new ones, as given.

    A seat for which somebody was there before is left as it is, and so is a second seat of one person.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    places = {one.seat.pk: one for one in seated(kept.body)}
    there = set(kept.attendees.filter(holding__isnull=False).values_list("holding__seat_id", flat=True))
    people = set(in_the_room(kept).values_list("holding__account", flat=True)) - {None}
    new = []
    for holding in holdings:
        if holding.seat_id in there or holding.account_id in people:
            continue
        there.add(holding.seat_id)
        people |= {holding.account_id} - {None}
        attendee = Attendee(session=kept)
        _put_on(attendee, _place_of(holding, places.get(holding.seat_id)), holding)
        new.append(attendee)
    Attendee.objects.bulk_create(new)
    Presence.objects.bulk_create(Presence(attendee=one, arrived=clock.now()) for one in new)
    details = {"attendees": [[one.pk, one.holding.seat_id] for one in new if one.holding]}
    steps.note(by=actor, act="conferences.arrived", what=kept, details=details)
    return new


@transaction.atomic
def arrive_as_guest(*, by: Agent, session: Session, name: str, on_behalf_of: str = "") -> Attendee:
    """Somebody without a seat is there: they may be given the word, and don't vote."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    if not name.strip():
        raise Refused(_("Bitte nennen Sie einen Namen."))
    guest = Attendee.objects.create(
        session=kept, name=name.strip()[:200], on_behalf_of=on_behalf_of.strip()[:200]
    )
    _present(guest)
    _note(actor, "conferences.arrived", kept, guest, is_news=False)
    return guest


@transaction.atomic
def enter(*, invitation: Invitation) -> Attendee:
    """Whoever holds the personal link of an invitation takes their place; again and again the same one."""
    kept = steps.locked(invitation.session)
    rules.require_running(kept)
    return _seat(kept, invitation.holding)


@transaction.atomic
def knock(*, session: Session, name: str, on_behalf_of: str = "") -> Attendee:
    """Somebody is at the door with the code that is shown in the room, and waits until the chair lets them in."""
    kept = steps.locked(session)
    rules.require_running(kept)
    if not name.strip():
        raise Refused(_("Bitte nennen Sie Ihren Namen."))
    if kept.attendees.filter(admitted=False).count() >= MOST_WAITING:
        raise Refused(_("Vor der Tür warten schon viele. Bitte sprechen Sie die Leitung an."))
    name, whom = name.strip()[:200], on_behalf_of.strip()[:200]
    return Attendee.objects.create(session=kept, name=name, on_behalf_of=whom, admitted=False)


@transaction.atomic
def admit(*, by: Agent, attendee: Attendee, holding: Holding | None = None) -> Attendee:
    """The chair lets somebody in who waits: on their seat, or as a guest."""
    kept = steps.locked(attendee.session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    waiting = Attendee.objects.get(pk=attendee.pk)
    if holding is not None and kept.attendees.filter(holding=holding).exclude(pk=waiting.pk).exists():
        raise Refused(
            _("%(name)s hat in dieser Sitzung schon einen Platz. Bitte geben Sie der Person ihre Platzkarte.")
            % {"name": holding.name}
        )
    if not waiting.admitted:
        if holding is not None:
            _take_seat(kept, waiting, holding)
        waiting.admitted = True
        waiting.save()
    _present(waiting)
    _settle_vote(kept, waiting)
    details = {"attendee": waiting.pk, "seat": holding.seat_id if holding else None}
    steps.note(by=actor, act="conferences.admitted", what=kept, details=details)
    return waiting


@transaction.atomic
def turn_away(*, by: Agent, attendee: Attendee) -> None:
    """Nobody comes in: who waits at the door is not let in, and nothing of them is kept."""
    kept = steps.locked(attendee.session)
    rules.running(by, kept.body)
    steps.forget_waiting(kept, attendee.pk)
    steps.changed(kept)


@transaction.atomic
def clear_door(*, by: Agent, session: Session) -> int:
    """Nobody who waits comes in, where somebody fills the door for fun; how many there were."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    count = kept.attendees.filter(admitted=False).count()
    steps.forget_waiting(kept)
    steps.note(by=actor, act="conferences.door_cleared", what=kept, details={"waiting": count})
    return count


@transaction.atomic
def leave(*, by: Agent, attendee: Attendee) -> None:
    """Somebody has left; what they voted before stands."""
    kept = steps.locked(attendee.session)
    actor = rules.running(by, kept.body)
    attendee.presences.filter(left__isnull=True).update(left=clock.now())
    attendee.speeches.filter(ended__isnull=True).update(ended=clock.now())
    _settle_vote(kept, attendee)
    _note(actor, "conferences.left", kept, attendee)


@transaction.atomic
def use_paper(*, by: Agent, attendee: Attendee, on_paper: bool) -> None:
    """Somebody votes by slips from now on, or by a device again."""
    kept = steps.locked(attendee.session)
    actor = rules.running(by, kept.body)
    Attendee.objects.filter(pk=attendee.pk).update(on_paper=on_paper)
    _note(actor, "conferences.on_paper" if on_paper else "conferences.on_device", kept, attendee)


@transaction.atomic
def let_count(*, by: Agent, attendee: Attendee, counts: bool = True) -> None:
    """Somebody in the room reads slips of paper, as one of the two who do."""
    kept = steps.locked(attendee.session)
    actor = rules.running(by, kept.body)
    Attendee.objects.filter(pk=attendee.pk).update(counts_paper=counts)
    details = {"attendee": attendee.pk, "counts": counts}
    steps.note(by=actor, act="conferences.counts_paper", what=kept, details=details)


@transaction.atomic
def renew_pass(*, by: Agent, attendee: Attendee) -> Attendee:
    """Another personal link: the old one, lost or seen by others, opens nothing any more."""
    kept = steps.locked(attendee.session)
    actor = rules.running(by, kept.body)
    attendee.nonce = nonce()
    attendee.save(update_fields=["nonce"])
    steps.note(by=actor, act="conferences.pass_renewed", what=kept, details={"attendee": attendee.pk})
    return attendee


def _note(actor: Actor, act: str, session: Session, attendee: Attendee, *, is_news: bool = True) -> None:
    """The line of the journal. is_news: screens look again; of arrivals they hear by the count."""
    seat = attendee.holding.seat_id if attendee.holding else None
    details = {"attendee": attendee.pk, "seat": seat}
    if is_news:
        steps.note(by=actor, act=act, what=session, details=details)
    else:
        record(by=actor, act=act, subject=steps.about(session), details=details)


# -- who votes --


def _seat(session: Session, holding: Holding, on_paper: bool = False) -> Attendee:
    found = session.attendees.filter(holding=holding).first()
    if found is None:
        found = Attendee(session=session, name=holding.name)
        _take_seat(session, found, holding)
    found.on_paper = found.on_paper or on_paper
    found.save()
    _present(found)
    _settle_vote(session, found)
    found.refresh_from_db()
    return found


def _take_seat(session: Session, attendee: Attendee, holding: Holding) -> None:
    found = next((one for one in seated(session.body) if one.seat.pk == holding.seat_id), None)
    place = _place_of(holding, found)
    same = in_the_room(session).filter(holding__account=holding.account_id).exclude(holding=holding)
    if holding.account_id and same.exists():
        raise Refused(
            _("Diese Person sitzt schon auf einem anderen Stuhl: Jede Person hat hier einen Platz.")
        )
    _put_on(attendee, place, holding)


def _settle_vote(session: Session, attendee: Attendee) -> None:
    """A seat has one vote: its member's, and its deputy's while the member is away."""
    if attendee.holding is None:
        return
    of_seat = session.attendees.filter(holding__seat=attendee.holding.seat_id)
    members, deputies = (
        of_seat.filter(holding__part=part) for part in (Holding.Part.MEMBER, Holding.Part.DEPUTY)
    )
    if not deputies.exists():
        return
    place = next((one for one in seated(session.body) if one.seat.pk == attendee.holding.seat_id), None)
    votes = place is not None and place.votes
    member_is_here = members.filter(presences__left__isnull=True, presences__isnull=False).exists()
    members.update(voting=votes)
    deputies.update(voting=votes and not member_is_here)


def _place_of(holding: Holding, place: Seated | None) -> Seated:
    """The seat as it is held today; raises Refused where it is somebody else's."""
    if place is None or holding not in (place.member, place.deputy):
        raise Refused(_("Dieser Sitz gehört heute jemand anderem."))
    return place


def _put_on(attendee: Attendee, place: Seated, holding: Holding) -> None:
    attendee.holding, attendee.name = holding, holding.name
    attendee.bank, attendee.on_behalf_of = place.seat.bank, place.seat.on_behalf_of
    attendee.voting = place.votes


def _present(attendee: Attendee) -> None:
    """Somebody is there, from now on; once however often it is said. Screens see it by the count, not as news."""
    if not attendee.presences.filter(left__isnull=True).exists():
        attendee.presences.create(arrived=clock.now())
