"""What can be done at the chair's desk, by the name of its button: read the form, call the action, say it was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.numbers import one_number
from sozialraum.planning.conferences.actions import attending, balloting, resolving, speaking
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.forms.room import said
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Conflict,
    Holding,
    Option,
    Session,
)
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.statistics.words import language

Act = Callable[[HttpRequest, Session], str]
LONGEST = {"text": 4000, "reason": 2000, "question": 300}  # letters of what is longer than a line


def _one(request: HttpRequest, name: str, among: QuerySet[Any]) -> Any:
    """The row that a form names; only of this session."""
    found = next((among.filter(pk=pk).first() for pk in _numbers(request, name)[:1]), None)
    if found is None:
        raise Refused(_("Das gibt es in dieser Sitzung nicht mehr. Bitte laden Sie die Seite neu."))
    return found


def _maybe(request: HttpRequest, name: str, among: QuerySet[Any]) -> Model | None:
    return _one(request, name, among) if request.POST.get(name) else None


def _said(request: HttpRequest, name: str) -> str:
    return said(request.POST, name, LONGEST.get(name, 200))


def _numbers(request: HttpRequest, name: str) -> list[int]:
    found = (one_number(one) for one in request.POST.getlist(name))
    return [one for one in found if one is not None]


def _items(session: Session) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(session=session).select_related("need", "session__body")


def _people(session: Session) -> QuerySet[Attendee]:
    return Attendee.objects.filter(session=session).select_related("session__body", "holding")


def _ballots(session: Session) -> QuerySet[Ballot]:
    return Ballot.objects.filter(item__session=session).select_related("item__session__body")


def _holdings(session: Session) -> QuerySet[Holding]:
    return Holding.objects.filter(seat__body=session.body).select_related("seat")


# -- who is there --


def _open(request: HttpRequest, session: Session) -> str:
    attending.open_session(
        by=request.user,
        session=session,
        chair=_said(request, "chair"),
        minute_taker=_said(request, "minute_taker"),
    )
    return _("Die Sitzung ist eröffnet.")


def _unopen(request: HttpRequest, session: Session) -> str:
    attending.unopen(by=request.user, session=session)
    return _("Die Eröffnung ist zurückgenommen.")


def _clear_door(request: HttpRequest, session: Session) -> str:
    attending.clear_door(by=request.user, session=session)
    return ""


def _arrive(request: HttpRequest, session: Session) -> str:
    holding = _one(request, "holding", _holdings(session))
    attending.arrive(
        by=request.user, session=session, holding=holding, on_paper=bool(request.POST.get("on_paper"))
    )
    return ""


@transaction.atomic
def _everybody(request: HttpRequest, session: Session) -> str:
    """All of a bank at once, or nobody."""
    for holding in _holdings(session).filter(pk__in=_numbers(request, "holding")):
        attending.arrive(by=request.user, session=session, holding=holding)
    return ""


def _guest(request: HttpRequest, session: Session) -> str:
    attending.arrive_as_guest(
        by=request.user,
        session=session,
        name=_said(request, "name"),
        on_behalf_of=_said(request, "on_behalf_of"),
    )
    return ""


def _leave(request: HttpRequest, session: Session) -> str:
    attending.leave(by=request.user, attendee=_one(request, "attendee", _people(session)))
    return ""


def _paper(request: HttpRequest, session: Session) -> str:
    attendee = _one(request, "attendee", _people(session))
    attending.use_paper(by=request.user, attendee=attendee, on_paper=not attendee.on_paper)
    return ""


def _count(request: HttpRequest, session: Session) -> str:
    attendee = _one(request, "attendee", _people(session))
    attending.let_count(by=request.user, attendee=attendee, counts=not attendee.counts_paper)
    return ""


def _admit(request: HttpRequest, session: Session) -> str:
    holding = _maybe(request, "holding", _holdings(session))
    attending.admit(by=request.user, attendee=_one(request, "attendee", _people(session)), holding=holding)
    return ""


def _turn_away(request: HttpRequest, session: Session) -> str:
    attending.turn_away(by=request.user, attendee=_one(request, "attendee", _people(session)))
    return ""


# -- the item --


def _take_up(request: HttpRequest, session: Session) -> str:
    balloting.take_up(by=request.user, item=_one(request, "item", _items(session)))
    return ""


def _finish(request: HttpRequest, session: Session) -> str:
    resolving.finish_item(by=request.user, item=_one(request, "item", _items(session)))
    return ""


def _postpone(request: HttpRequest, session: Session) -> str:
    resolving.finish_item(by=request.user, item=_one(request, "item", _items(session)), postponed=True)
    return _("Der Punkt ist verschoben. Für die nächste Sitzung wird er von selbst wieder vorgeschlagen.")


def _add_option(request: HttpRequest, session: Session) -> str:
    item = _one(request, "item", _items(session))
    choosing.add_option(by=request.user, item=item, title=_said(request, "title"), cost=_cents(request))
    return ""


def _cents(request: HttpRequest) -> int | None:
    """Whole euros, as the visitor's language writes them; what has cents or could mean them is refused."""
    cost = _said(request, "cost")
    if not cost:
        return None
    try:
        euros = numbers.amount(cost, language())
    except numbers.NotAnAmountError:
        euros = Decimal(0)
    if not euros or euros != euros.to_integral_value():
        raise Refused(_("Bitte geben Sie die Kosten in ganzen Euro an, mehr als 0."))
    return int(euros * 100)


def _withdraw_option(request: HttpRequest, session: Session) -> str:
    among = Option.objects.filter(item__session=session).select_related("item")
    choosing.withdraw_option(by=request.user, option=_one(request, "option", among))
    return ""


def _open_ballot(request: HttpRequest, session: Session) -> str:
    places = one_number(_said(request, "places"))
    balloting.open_ballot(
        by=request.user, item=_one(request, "item", _items(session)), question=_said(request, "question"),
        motion=_said(request, "motion"), secret=bool(request.POST.get("secret")),
        places=places if places is not None and places < 1000 else None,
    )  # fmt: skip
    return _("Die Abstimmung läuft.")


def _close_ballot(request: HttpRequest, session: Session) -> str:
    balloting.close_ballot(by=request.user, ballot=_one(request, "ballot", _ballots(session)))
    return ""


def _annul(request: HttpRequest, session: Session) -> str:
    ballot = _one(request, "ballot", _ballots(session))
    balloting.annul(by=request.user, ballot=ballot, reason=_said(request, "reason"))
    return _("Die Abstimmung ist aufgehoben. Sie können sie wiederholen.")


def _resolve(request: HttpRequest, session: Session) -> str:
    item = _one(request, "item", _items(session))
    ballot = _maybe(request, "ballot", _ballots(session))
    if item.is_list:
        return _resolve_order(request, item, ballot)
    outcome = _said(request, "outcome")
    if outcome not in Outcome.values:
        raise Refused(_("Bitte wählen Sie, was das Ergebnis ist."))
    resolving.resolve(
        by=request.user, item=item, ballot=ballot, outcome=outcome, text=_said(request, "text"),
        reason=_said(request, "reason"),
    )  # fmt: skip
    return _("Das Ergebnis ist festgestellt. Es gilt, sobald die Sitzung geschlossen ist.")


def _resolve_order(request: HttpRequest, item: AgendaItem, ballot: Any) -> str:
    """Needs that are ticked go back, each with the reason beside it."""
    back = {pk: _said(request, f"reason-{pk}") for pk in _numbers(request, "back")}
    resolving.resolve_order(by=request.user, item=item, ballot=ballot, sent_back=back)
    return _("Die Liste ist beschlossen. Sie gilt, sobald die Sitzung geschlossen ist.")


def _take_back(request: HttpRequest, session: Session) -> str:
    item, reason = _one(request, "item", _items(session)), _said(request, "reason")
    for resolution in item.resolutions.filter(taken_back__isnull=True).select_related("session"):
        resolving.take_back(by=request.user, resolution=resolution, reason=reason)
    return _("Das Ergebnis ist zurückgenommen.")


# -- what is said --


def _word(request: HttpRequest, session: Session) -> str:
    speaking.give_the_word(by=request.user, speech=_one(request, "speech", session.speeches.all()))
    return ""


def _end_word(request: HttpRequest, session: Session) -> str:
    speaking.end_the_word(by=request.user, session=session)
    return ""


def _ask_word(request: HttpRequest, session: Session) -> str:
    speaking.ask_to_speak(attendee=_one(request, "attendee", _people(session)))
    return ""


def _position(request: HttpRequest, session: Session) -> str:
    item = _one(request, "item", _items(session))
    speaking.take_position(by=request.user, item=item, bank=_bank(request), text=_said(request, "text"))
    return ""


def _dissent(request: HttpRequest, session: Session) -> str:
    item = _one(request, "item", _items(session))
    speaking.dissent(by=request.user, item=item, bank=_bank(request), text=_said(request, "text"))
    return ""


def _bank(request: HttpRequest) -> str:
    bank = _said(request, "bank")
    if bank not in BANKS:
        raise Refused(_("Bitte wählen Sie eine Bank."))
    return bank


BANKS = ("politics", "administration", "providers", "residents")


def _conflict(request: HttpRequest, session: Session) -> str:
    attendee = _one(request, "attendee", _people(session))
    item = _one(request, "item", _items(session))
    speaking.declare_conflict(by=request.user, attendee=attendee, item=item, reason=_said(request, "reason"))
    return ""


def _lift(request: HttpRequest, session: Session) -> str:
    among = Conflict.objects.filter(item__session=session).select_related("item")
    speaking.lift_conflict(
        by=request.user, conflict=_one(request, "conflict", among), reason=_said(request, "reason")
    )
    return ""


ACTS: Mapping[str, Act] = {
    "open": _open, "unopen": _unopen, "clear-door": _clear_door, "arrive": _arrive,
    "everybody": _everybody, "guest": _guest, "leave": _leave, "paper": _paper,
    "count": _count, "admit": _admit, "turn-away": _turn_away, "take-up": _take_up,
    "finish": _finish, "postpone": _postpone, "add-option": _add_option, "withdraw-option": _withdraw_option,
    "open-ballot": _open_ballot, "close-ballot": _close_ballot, "annul": _annul, "resolve": _resolve,
    "take-back": _take_back, "word": _word, "end-word": _end_word, "ask-word": _ask_word, "position": _position,
    "dissent": _dissent, "conflict": _conflict, "lift": _lift,
}  # fmt: skip
