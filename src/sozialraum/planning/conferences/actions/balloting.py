"""An item is taken up, options are added, a ballot is opened, closed, annulled and repeated: all in the open."""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import counting, rules, steps
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Attendee,
    Ballot,
    Option,
    PaperSlip,
    Resolution,
    Session,
    Slip,
    Vote,
)
from sozialraum.planning.conferences.queries.quorum import present, quorum, voters
from sozialraum.planning.conferences.states import BallotState, ItemState, Method, Outcome, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.item_taken_up": gettext_lazy("Tagesordnungspunkt aufgerufen"),
        "conferences.option_added": gettext_lazy("Vorschlag dazugelegt"),
        "conferences.option_withdrawn": gettext_lazy("Vorschlag zurückgenommen"),
        "conferences.ballot_opened": gettext_lazy("Abstimmung eröffnet"),
        "conferences.ballot_closed": gettext_lazy("Abstimmung ausgezählt"),
        "conferences.ballot_annulled": gettext_lazy("Abstimmung aufgehoben"),
    }
)
MOST_OPTIONS = 200


@transaction.atomic
def take_up(*, by: Agent, item: AgendaItem) -> AgendaItem:
    """This item is deliberated now; also one that was done, to look at it again. An open ballot goes first."""
    kept = steps.locked_item(item)
    session = kept.session
    actor = rules.running(by, session.body)
    rules.require_running(session)
    if session.current_id == kept.pk and kept.state == ItemState.OPEN:
        return kept
    if Ballot.objects.filter(item__session=session, state=BallotState.OPEN).exists():
        raise Refused(_("Es läuft eine Abstimmung. Bitte zählen Sie sie zuerst aus oder heben Sie sie auf."))
    _leave_open_item(session)
    kept.state, kept.began = ItemState.OPEN, kept.began or clock.now()
    kept.ended = None
    kept.save(update_fields=["state", "began", "ended"])
    session.current = kept
    session.save(update_fields=["current"])
    steps.note(by=actor, act="conferences.item_taken_up", what=session, details={"item": kept.pk})
    return kept


def _leave_open_item(session: Session) -> None:
    """An item that has its result is done; one without waits for its turn again."""
    left = session.items.filter(state=ItemState.OPEN)
    settled = Resolution.objects.filter(item__in=left, taken_back__isnull=True).values("item_id")
    left.filter(pk__in=settled).update(state=ItemState.DONE, ended=clock.now())
    left.update(state=ItemState.WAITING)


# -- options --


@transaction.atomic
def add_option(
    *, by: Agent | None = None, attendee: Attendee | None = None, item: AgendaItem, title: str, text: str = "",
    cost: int | None = None, need: Any = None,
) -> Option:  # fmt: skip
    """Another proposal, by the chair or by somebody in the room; it counts from the next ballot on. `cost` in cents."""
    kept = steps.locked_item(item)
    if by is not None:
        actor, name = rules.running(by, kept.session.body), ""
    else:
        rules.require_running(kept.session)
        if attendee is None or not attendee.admitted or attendee.session_id != kept.session_id:
            raise Refused(_("Das geht nur in der Sitzung."))
        if kept.method != Method.CONSENSING or kept.state != ItemState.OPEN:
            raise Refused(_("Zu diesem Punkt werden gerade keine Vorschläge gesammelt."))
        actor, name = steps.in_person(attendee), attendee.name if attendee.name_is_public else ""
    if not title.strip():
        raise Refused(_("Bitte sagen Sie in wenigen Worten, was Sie vorschlagen."))
    if kept.options.count() >= MOST_OPTIONS:
        raise Refused(_("Mehr Vorschläge fasst ein Punkt nicht."))
    if cost is not None and (cost <= 0 or cost % counting.EURO):
        raise Refused(_("Bitte geben Sie die Kosten in ganzen Euro an, mehr als 0."))
    last = kept.options.aggregate(last=Max("position"))["last"]
    option = Option.objects.create(
        item=kept, position=0 if last is None else last + 1, title=title.strip()[:200], text=text.strip(), cost=cost,
        need=need, proposed_by=name,
    )  # fmt: skip
    details = {"item": kept.pk, "option": option.pk}
    steps.note(by=actor, act="conferences.option_added", what=kept.session, details=details)
    return option


@transaction.atomic
def withdraw_option(*, by: Agent, option: Option, reason: str = "") -> None:
    """It stands no more to the vote, from the next ballot on. The passive option always does."""
    kept = steps.locked_item(option.item)
    actor = rules.running(by, kept.session.body)
    if option.is_passive:
        raise Refused(_("Die Passivlösung steht immer zur Wahl."))
    option.withdrawn = True
    option.save(update_fields=["withdrawn"])
    details = {"item": kept.pk, "option": option.pk}
    steps.note(
        by=actor, act="conferences.option_withdrawn", what=kept.session, reason=reason, details=details
    )


# -- ballots --


@transaction.atomic
def open_ballot(
    *, by: Agent, item: AgendaItem, question: str = "", motion: str = "", secret: bool | None = None,
    places: int | None = None,
) -> Ballot:  # fmt: skip
    """Everybody with a vote can vote now. `motion`: what a yes means (Outcome); `places`: dots each, or persons."""
    kept = steps.locked_item(item)
    session = kept.session
    actor = rules.running(by, session.body)
    rules.require_running(session)
    if kept.state != ItemState.OPEN or session.current_id != kept.pk:
        raise Refused(_("Bitte rufen Sie den Punkt zuerst auf."))
    if kept.ballots.filter(state=BallotState.OPEN).exists():
        raise Refused(_("Zu diesem Punkt läuft schon eine Abstimmung."))
    if kept.resolutions.filter(taken_back__isnull=True).exists():
        raise Refused(_("Zu diesem Punkt gibt es schon ein Ergebnis. Nehmen Sie es zuerst zurück."))
    _require_quorum(session)
    secret = kept.secret if secret is None else secret
    options = list(kept.options.filter(withdrawn=False))
    frozen = _frozen(kept, options, places) | {"secret": secret}
    number = (kept.ballots.aggregate(last=Max("number"))["last"] or 0) + 1
    ballot = Ballot.objects.create(
        item=kept, number=number, method=kept.method, question=question.strip()[:300] or kept.title[:300],
        motion=_motion(kept, motion), secret=secret, options=[one.pk for one in options], rules=frozen,
        opened=clock.now(),
    )  # fmt: skip
    details = {"item": kept.pk, "ballot": ballot.pk, "method": kept.method, "secret": secret, "round": number}
    steps.note(by=actor, act="conferences.ballot_opened", what=session, details=details)
    return ballot


def _require_quorum(session: Session) -> None:
    found = quorum(session)
    if found.is_reached:
        return
    if found.missing:
        said = _("Nicht beschlussfähig: Es fehlen %(missing)d von %(needed)d Stimmen.")
        raise Refused(said % {"missing": found.missing, "needed": found.needed}, "quorum")
    banks = ", ".join(side.title for side in found.empty)
    raise Refused(
        _("Nicht beschlussfähig: Es fehlen Stimmen dieser Bank: %(banks)s.") % {"banks": banks}, "quorum"
    )


def _motion(item: AgendaItem, motion: str) -> str:
    if item.method != Method.CARRY:
        return ""
    return Outcome(motion or (Outcome.CARRIED if item.need_id else Outcome.ADOPTED)).value


def _frozen(item: AgendaItem, options: list[Option], places: int | None) -> dict[str, Any]:
    """The rules as they are at this moment; raises Refused where something is missing to vote on."""
    body = item.session.body
    found: dict[str, Any] = {"majority": body.majority, "banks_equal": body.banks_equal}
    if item.method == Method.NONE:
        raise Refused(
            _("Dieser Punkt wird nur beraten. Wählen Sie ein Verfahren, wenn Sie abstimmen wollen.")
        )
    if item.method != Method.CARRY and len(options) < (1 if item.method == Method.ORDER else 2):
        raise Refused(_("Es steht noch nicht genug zur Wahl. Legen Sie Vorschläge dazu."))
    if item.method == Method.CONSENSING:
        found["passive"] = next(one.pk for one in options if one.is_passive)
    if item.method in (Method.DOTS, Method.ELECTION):
        found["places"] = max(1, places or item.places or (5 if item.method == Method.DOTS else 1))
    if item.method == Method.FUND:
        if (
            not item.fund
            or item.fund % counting.EURO
            or any(not one.cost or one.cost % counting.EURO for one in options)
        ):
            raise Refused(_("Es fehlt der Betrag des Fonds oder was ein Vorhaben kostet, in ganzen Euro."))
        found |= {"fund": item.fund, "costs": {str(one.pk): one.cost for one in options}}
    return found


def _is_in_euros(cents: int | None) -> bool:
    return bool(cents) and cents % counting.EURO == 0


@transaction.atomic
def close_ballot(*, by: Agent, ballot: Ballot) -> Ballot:
    """Nobody votes any more; what was voted is counted and the result frozen.

    The row is locked against voters: a vote is either in before, and counts, or is refused. Slips of a secret ballot
    are written anew in random order.
    """
    kept, session = _locked(ballot)
    actor = rules.running(by, session.body)
    require_step(kept.state, BallotState.CLOSED)
    _require_paper_agrees(kept)
    kept.rules = kept.rules | {"present": _present(kept, session), "quorum": _quorum(session)}
    kept.result = counting.count(kept.method, _votes(kept), kept.options, kept.rules)
    kept.state, kept.closed = BallotState.CLOSED, clock.now()
    kept.save(update_fields=["rules", "result", "state", "closed"])
    if kept.secret:
        _shuffle(kept)
    details = {
        "item": kept.item_id,
        "ballot": kept.pk,
        "votes": kept.votes.count() + kept.paper_slips.count(),
    }
    steps.note(by=actor, act="conferences.ballot_closed", what=session, details=details)
    return kept


@transaction.atomic
def annul(*, by: Agent, ballot: Ballot, reason: str) -> None:
    """A ballot counts for nothing, in the open and with a reason; then it can be repeated."""
    kept, session = _locked(ballot)
    actor = rules.running(by, session.body)
    rules.require_running(session)
    reason = rules.require_reason(reason)
    require_step(kept.state, BallotState.ANNULLED)
    if kept.resolutions.filter(taken_back__isnull=True).exists():
        raise Refused(_("Auf dieser Abstimmung beruht ein Beschluss. Nehmen Sie ihn zuerst zurück."))
    kept.state, kept.annulled_because = BallotState.ANNULLED, reason[:300]
    kept.save(update_fields=["state", "annulled_because"])
    if kept.secret:
        _shuffle(kept)
    details = {"item": kept.item_id, "ballot": kept.pk}
    steps.note(by=actor, act="conferences.ballot_annulled", what=session, reason=reason, details=details)


def recount(*, by: Agent, ballot: Ballot) -> Mapping[str, Any]:
    """The result from the votes once more, to be held against the frozen one; changes nothing."""
    rules.running(by, ballot.item.session.body)
    return counting.count(ballot.method, _votes(ballot), ballot.options, ballot.rules)


def _locked(ballot: Ballot) -> tuple[Ballot, Session]:
    session = steps.locked(ballot.item.session)
    return Ballot.objects.select_for_update().get(pk=ballot.pk), session


def _votes(ballot: Ballot) -> list[tuple[str, Any]]:
    """Bank and value of every vote that counts, from devices and from paper, in no order that tells anything."""
    source: Any = Slip if ballot.secret else Vote
    given = list(source.objects.filter(ballot=ballot).order_by("id").values_list("bank", "value"))
    return given + [(one.bank, one.first) for one in ballot.paper_slips.all() if one.counts]


def _present(ballot: Ballot, session: Session) -> dict[str, int]:
    """Votes in the room, by bank, without those that have an interest of their own in the item."""
    biased = set(ballot.item.conflicts.values_list("attendee_id", flat=True))
    found: dict[str, int] = {}
    for attendee, bank in voters(session).items():
        if attendee not in biased:
            found[bank] = found.get(bank, 0) + 1
    return found


def _quorum(session: Session) -> dict[str, Any]:
    found = quorum(session)
    return {
        "present": found.present,
        "seats": found.seats,
        "needed": found.needed,
        "guests": present(session).get("", 0),
    }


def _require_paper_agrees(ballot: Ballot) -> None:
    """Each slip was read by two persons who read the same; and no bank has more slips than voters on paper."""
    slips = list(PaperSlip.objects.filter(ballot=ballot))
    open_ = [str(one.number) for one in slips if not one.counts]
    if open_:
        said = _(
            "Diese Stimmzettel hat noch niemand zum zweiten Mal gelesen, oder es steht Verschiedenes da: %(numbers)s."
        )
        raise Refused(said % {"numbers": ", ".join(open_)}, "paper")
    on_paper = Attendee.objects.filter(session=ballot.item.session, voting=True, on_paper=True)
    may = on_paper.exclude(votes__ballot=ballot).exclude(conflicts__item=ballot.item)
    for bank in counting.BANKS:
        count, most = sum(one.bank == bank for one in slips), may.filter(bank=bank).count()
        if count > most:
            said = _(
                "Es liegen mehr Stimmzettel vor (%(count)d), als auf dieser Bank auf Papier abstimmen (%(most)d)."
            )
            raise Refused(said % {"count": count, "most": most}, "paper")


def _shuffle(ballot: Ballot) -> None:
    """Slips are written anew, all in one go and in random order, under new ids."""
    slips = list(Slip.objects.filter(ballot=ballot).values("bank", "value"))
    Slip.objects.filter(ballot=ballot).delete()
    SystemRandom().shuffle(slips)
    Slip.objects.bulk_create([Slip(ballot=ballot, **one) for one in slips])
