"""A session that took place on paper is entered from its minutes, and has the same effect as one in the room.

By the same actions, in one transaction: who was there, what was voted, what was resolved, and the session is closed.
Votes are those that were counted on paper, by bank and without names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.conferences import ballot_papers, rules, steps
from sozialraum.planning.conferences.actions import balloting, minuting, resolving, speaking
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Holding,
    PaperSlip,
    Presence,
    Session,
)
from sozialraum.planning.conferences.queries.results import outcomes, sentence
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.conferences.states import Method, SessionState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import Agent, Refused

name_acts({"conferences.entered": gettext_lazy("Sitzung auf Papier eingetragen")})
Slip = tuple[str, Mapping[str, Any]]  # bank, what was filled in by the names of `ballot_papers`


@dataclass(frozen=True)
class OnItem:
    """What the minutes on paper say of an item that was taken up.

    outcome: "" where it is what the ballot came to. conflicts: name and reason; dissents: bank and words.
    sent_back: the number of a need ("B-17") and why.
    """

    slips: tuple[Slip, ...] = ()
    question: str = ""
    motion: str = ""
    outcome: str = ""
    text: str = ""
    reason: str = ""
    conflicts: tuple[tuple[str, str], ...] = ()
    dissents: tuple[tuple[str, str], ...] = ()
    sent_back: tuple[tuple[str, str], ...] = ()
    course: str = ""


@dataclass(frozen=True)
class Held:
    """The whole session. holdings: who was there on a seat; items: by id, those that were taken up."""

    begins: datetime
    ends: datetime
    place: str = ""
    chair: str = ""
    minute_taker: str = ""
    opening: str = ""
    holdings: tuple[int, ...] = ()
    guests: tuple[str, ...] = ()
    items: Mapping[int, OnItem] = field(default_factory=dict)


@transaction.atomic
def enter(*, by: Agent, session: Session, held: Held) -> Session:
    """Enter it and close it: what was resolved takes effect. A refusal names the item with which something is wrong."""
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    require_step(kept.state, SessionState.CLOSED)
    _require_over(kept, held)
    kept.state, kept.on_paper, kept.opened = SessionState.RUNNING, True, held.begins
    kept.begins, kept.ends, kept.place = held.begins, held.ends, held.place.strip() or kept.place
    kept.chair, kept.minute_taker = held.chair.strip() or by.name, held.minute_taker.strip()
    kept.save()
    _seat_everybody(kept, held)
    details = {"seats": len(held.holdings), "guests": len(held.guests), "items": sorted(held.items)}
    steps.note(by=actor, act="conferences.entered", what=kept, details=details)
    for item in kept.items.select_related("need").order_by("position"):
        if item.pk in held.items:
            _enter_item(by, item, held.items[item.pk])
    closed = resolving.close_session(by=by, session=kept)
    _as_it_was(closed, held)
    courses = {pk: one.course for pk, one in held.items.items()}
    minuting.write(by=by, minutes=closed.minutes, opening=held.opening, courses=courses)
    return closed


def _require_over(session: Session, held: Held) -> None:
    if session.state == SessionState.RUNNING:
        raise Refused(_("Die Sitzung läuft im Raum. Bitte schließen Sie sie dort."))
    if held.begins > clock.now():
        raise Refused(_("Eintragen lässt sich eine Sitzung, die schon war."))
    if held.ends <= held.begins:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    if timezone.localtime(held.begins).date() not in session.body.during:
        raise Refused(_("An diesem Tag gibt es das Gremium nicht."))


def _seat_everybody(session: Session, held: Held) -> None:
    """Those who had a seat on that day; the deputy has the vote where the member was away."""
    chosen, day = set(held.holdings), timezone.localtime(held.begins).date()
    people = []
    for place in seated(session.body, day):
        for holding in (place.member, place.deputy):
            if holding is not None and holding.pk in chosen:
                chosen.discard(holding.pk)
                people.append(_on_seat(session, place, holding, held))
    if chosen:
        raise Refused(_("Jemand davon hatte an diesem Tag keinen Sitz. Bitte laden Sie die Seite neu."))
    people += [Attendee(session=session, name=name[:200], on_paper=True) for name in held.guests]
    Attendee.objects.bulk_create(people)
    Presence.objects.bulk_create(Presence(attendee=one, arrived=held.begins) for one in people)


def _on_seat(session: Session, place: Seated, holding: Holding, held: Held) -> Attendee:
    is_deputy = holding.part == Holding.Part.DEPUTY
    has_member = is_deputy and place.member is not None and place.member.pk in held.holdings
    return Attendee(
        session=session, holding=holding, name=holding.name, bank=place.seat.bank, on_paper=True,
        on_behalf_of=place.seat.on_behalf_of, voting=place.votes and not has_member,
    )  # fmt: skip


def _enter_item(by: Agent, item: AgendaItem, one: OnItem) -> None:
    try:
        kept = balloting.take_up(by=by, item=item)
        for name, reason in one.conflicts:
            speaking.declare_conflict(by=by, attendee=_named(item, name), item=kept, reason=reason)
        ballot = _count(by, kept, one) if one.slips else None
        _resolve(by, kept, ballot, one)
        for bank, text in one.dissents:
            speaking.dissent(by=by, item=kept, bank=bank, text=text)
        resolving.finish_item(by=by, item=kept)
    except Refused as refusal:
        said = {"n": item.position, "title": item.title, "why": str(refusal)}
        raise Refused(_("Punkt %(n)d, „%(title)s“: %(why)s") % said, refusal.code) from refusal


def _named(item: AgendaItem, name: str) -> Attendee:
    here = Attendee.objects.filter(session=item.session_id, holding__isnull=False)
    found = [one for one in here if one.name.casefold() == name.strip().casefold()]
    if not found:
        raise Refused(_("„%(name)s“ steht nicht unter denen, die auf einem Sitz da waren.") % {"name": name})
    return found[0]


def _count(by: Agent, item: AgendaItem, one: OnItem) -> Ballot:
    """Every vote is kept as a slip, read once as the minutes tell it; then it is counted like any other ballot."""
    ballot = balloting.open_ballot(by=by, item=item, question=one.question, motion=one.motion)
    made = []
    for number, (bank, given) in enumerate(one.slips, 1):
        value = ballot_papers.read(ballot, given)
        made.append(
            PaperSlip(ballot=ballot, number=number, bank=bank, first=value, second=value, first_by=by.name)
        )
    PaperSlip.objects.bulk_create(made)
    return balloting.close_ballot(by=by, ballot=ballot)


def _resolve(by: Agent, item: AgendaItem, ballot: Ballot | None, one: OnItem) -> None:
    if ballot is not None and item.is_list:
        resolving.resolve_order(by=by, item=item, ballot=ballot, sent_back=_returned(item, one))
        return
    if ballot is None and not (one.text.strip() or one.outcome):
        return
    outcome = one.outcome or (outcomes(ballot)[0].value if ballot is not None else "")
    if not outcome:
        raise Refused(_("Bitte sagen Sie, was das Ergebnis ist, oder tragen Sie die Stimmen ein."))
    text = one.text.strip() or _in_words(item, ballot)
    resolving.resolve(by=by, item=item, ballot=ballot, outcome=outcome, text=text, reason=one.reason)


def _in_words(item: AgendaItem, ballot: Ballot | None) -> str:
    """What stands as resolved where nobody wrote it: the matter, or what the table chose."""
    if ballot is None or ballot.method == Method.CARRY:
        return item.title
    with override("de"):  # it is kept, and read by everybody
        return sentence(ballot, list(item.options.all()))


def _returned(item: AgendaItem, one: OnItem) -> dict[int, str]:
    """Needs that go back, by id."""
    known = {need.number: need.pk for need in Need.objects.filter(pk__in=item.options.values("need"))}
    unknown = [number for number, _reason in one.sent_back if number not in known]
    if unknown:
        raise Refused(
            _("Diese Bedarfe stehen nicht zur Wahl: %(numbers)s.") % {"numbers": ", ".join(unknown)}
        )
    return {known[number]: reason for number, reason in one.sent_back}


def _as_it_was(session: Session, held: Held) -> None:
    """Times are those of the session, not those of entering it."""
    session.closed = held.ends
    session.save(update_fields=["closed"])
    Presence.objects.filter(attendee__session=session).update(left=held.ends)
    session.items.update(began=None, ended=None)
