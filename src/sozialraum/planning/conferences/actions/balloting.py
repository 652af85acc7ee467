"""An item is taken up, a ballot is opened, closed, annulled and repeated: all in the open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.planning.conferences import counting, rules, steps
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Ballot,
    Option,
    PaperSlip,
    Resolution,
    Session,
    Slip,
)
from sozialraum.planning.conferences.queries.quorum import is_quorate, on_paper, quorum, voters
from sozialraum.planning.conferences.queries.recount import votes_of
from sozialraum.planning.conferences.queries.results import usual_question
from sozialraum.planning.conferences.states import (
    BallotState,
    ItemState,
    Method,
    Outcome,
    require_step,
)
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.item_taken_up": gettext_lazy("Tagesordnungspunkt aufgerufen"),
        "conferences.ballot_opened": gettext_lazy("Abstimmung eröffnet"),
        "conferences.ballot_closed": gettext_lazy("Abstimmung ausgezählt"),
        "conferences.ballot_annulled": gettext_lazy("Abstimmung aufgehoben"),
    }
)


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
    _require_quorum(session, kept)
    secret = kept.secret if secret is None else secret
    if secret and len(_may_vote(kept, session)) < counting.FEWEST:
        raise Refused(
            _("Geheim abstimmen können mindestens drei: Bei weniger ließe sich sagen, wer was gewählt hat.")
        )
    options = list(kept.options.filter(withdrawn=False))
    meant = _motion(kept, motion)
    frozen = _frozen(kept, options, places) | {"secret": secret}
    number = (kept.ballots.aggregate(last=Max("number"))["last"] or 0) + 1
    ballot = Ballot.objects.create(
        item=kept, number=number, method=kept.method, question=(question.strip() or usual_question(kept, meant))[:300],
        motion=meant, secret=secret, options=[one.pk for one in options], rules=frozen,
        opened=clock.now(),
    )  # fmt: skip
    details = {"item": kept.pk, "ballot": ballot.pk, "method": kept.method, "secret": secret, "round": number}
    steps.note(by=actor, act="conferences.ballot_opened", what=session, details=details)
    return ballot


def _require_quorum(session: Session, item: AgendaItem) -> None:
    found = quorum(session)
    if is_quorate(session, item, found=found):
        return
    if found.missing or not found.empty:
        said = ngettext(
            "Nicht beschlussfähig: Es fehlt %(missing)d von %(needed)d Stimmen.",
            "Nicht beschlussfähig: Es fehlen %(missing)d von %(needed)d Stimmen.", found.missing,
        )  # fmt: skip
        raise Refused(said % {"missing": found.missing, "needed": found.needed}, "quorum")
    banks = ", ".join(side.title for side in found.empty)
    raise Refused(
        _("Nicht beschlussfähig: Es fehlen Stimmen dieser Bank: %(banks)s.") % {"banks": banks}, "quorum"
    )


def _motion(item: AgendaItem, motion: str) -> str:
    if item.method != Method.CARRY:
        return ""
    usual = {
        AgendaItem.Kind.NEED: Outcome.CARRIED, AgendaItem.Kind.APPEAL: Outcome.REOPENED,
        AgendaItem.Kind.ANSWER: Outcome.ACCEPTED, AgendaItem.Kind.EFFECT: Outcome.EFFECTIVE,
    }  # fmt: skip
    return Outcome(motion or usual.get(item.kind, Outcome.ADOPTED)).value


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
        most = max(1, places or item.places or (5 if item.method == Method.DOTS else 1))
        found["places"] = min(most, 100 if item.method == Method.DOTS else len(options))
    if item.method == Method.FUND:
        if not all(map(counting.in_euros, (item.fund, *(one.cost for one in options)))):
            raise Refused(_("Es fehlt der Betrag des Fonds oder was ein Vorhaben kostet, in ganzen Euro."))
        found |= {"fund": item.fund, "costs": {str(one.pk): one.cost for one in options}}
    return found


@transaction.atomic
def close_ballot(*, by: Agent, ballot: Ballot) -> Ballot:
    """Nobody votes any more; what was voted is counted and the result frozen.

    The row is locked against voters: a vote is either in before, and counts, or is refused. Slips of a secret ballot
    are written anew in random order.
    """
    kept, session = _locked(ballot)
    actor = rules.running(by, session.body)
    if kept.state == BallotState.CLOSED:
        return kept  # a second click, or somebody else was quicker
    require_step(kept.state, BallotState.CLOSED)
    _require_paper_agrees(kept)
    _require_secrecy(kept)
    kept.rules = kept.rules | {"present": _present(kept, session), "quorum": _quorum(session, kept.item)}
    kept.result = counting.count(kept.method, votes_of([kept])[kept.pk], kept.options, kept.rules)
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
    kept.result = {} if kept.secret else kept.result  # nobody compares two secret results vote by vote
    kept.save(update_fields=["state", "annulled_because", "result"])
    if kept.secret:
        _shuffle(kept)
    details = {"item": kept.item_id, "ballot": kept.pk}
    steps.note(by=actor, act="conferences.ballot_annulled", what=session, reason=reason, details=details)


def recount(*, by: Agent, ballot: Ballot) -> Mapping[str, Any]:
    """The result from the votes once more, to be held against the frozen one; changes nothing."""
    rules.running(by, ballot.item.session.body)
    return counting.count(ballot.method, votes_of([ballot])[ballot.pk], ballot.options, ballot.rules)


def _locked(ballot: Ballot) -> tuple[Ballot, Session]:
    session = steps.locked(ballot.item.session)
    return Ballot.objects.select_for_update().get(pk=ballot.pk), session


def _may_vote(item: AgendaItem, session: Session) -> dict[int, str]:
    """Votes in the room without those that have an interest of their own in the item: attendee → bank."""
    biased = set(item.conflicts.values_list("attendee_id", flat=True))
    return {one: bank for one, bank in voters(session).items() if one not in biased}


def _present(ballot: Ballot, session: Session) -> dict[str, int]:
    return dict(Counter(_may_vote(ballot.item, session).values()))


def _quorum(session: Session, item: AgendaItem) -> dict[str, Any]:
    found = quorum(session)
    return {
        "present": found.present, "seats": found.seats, "needed": found.needed, "guests": found.guests,
        "reached": is_quorate(session, item, found=found),
    }  # fmt: skip


def _require_secrecy(ballot: Ballot) -> None:
    """The result of one or two secret votes would tell them."""
    given = ballot.votes.count() + ballot.paper_slips.count()
    if ballot.secret and 0 < given < counting.FEWEST:
        raise Refused(
            _(
                "Weniger als drei haben geheim abgestimmt: Das Ergebnis würde sie verraten. Warten Sie, oder heben "
                "Sie die Abstimmung auf."
            )
        )


def _require_paper_agrees(ballot: Ballot) -> None:
    """Each slip was read by two persons who read the same; and no bank has more slips than voters on paper."""
    slips = list(PaperSlip.objects.filter(ballot=ballot))
    open_ = [str(one.number) for one in slips if not one.counts]
    if open_:
        said = _(
            "Diese Stimmzettel hat noch niemand zum zweiten Mal gelesen, oder es steht Verschiedenes da: %(numbers)s. "
            "Was es nicht gibt, streichen Sie unter „Stimmzettel lesen“."
        )
        raise Refused(said % {"numbers": ", ".join(open_)}, "paper")
    for bank in counting.BANKS:
        count, most = sum(one.bank == bank for one in slips), on_paper(ballot, bank)
        if count > most:
            said = _(
                "Es liegen mehr Stimmzettel vor (%(count)d), als auf dieser Bank auf Papier abstimmen (%(most)d). "
                "Streichen Sie unter „Stimmzettel lesen“, was zu viel ist."
            )
            raise Refused(said % {"count": count, "most": most}, "paper")


def _shuffle(ballot: Ballot) -> None:
    """All that was voted in secret, also on paper, is written anew, in one go and in random order, under new ids."""
    paper = list(ballot.paper_slips.all())
    found = list(Slip.objects.filter(ballot=ballot).values_list("bank", "value"))
    found += [(one.bank, one.first) for one in paper if one.counts]
    Slip.objects.filter(ballot=ballot).delete()
    ballot.paper_slips.update(first=None, second=None)
    SystemRandom().shuffle(found)
    Slip.objects.bulk_create([Slip(ballot=ballot, bank=bank, value=value) for bank, value in found])
