"""What must hold of a need's requests, talks, papers, measures and money; beside the invariants of its way."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q

from sozialraum.planning.answers.models import Answer, Negotiation, Request, Round, Substitution
from sozialraum.planning.answers.states import RUNNING, AnswerState, NegotiationState, RequestState
from sozialraum.planning.effects.models import Evaluation, Inquiry
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Appointment
from sozialraum.planning.programme.models import Booking, DecisionPaper, Measure
from sozialraum.planning.programme.states import OPEN_MEASURES, OPEN_PAPERS, PaperState
from worlds.holding import Told, rule

ENDED = (NegotiationState.AGREED, NegotiationState.DISSENT)


@rule
def it_lies_somewhere(told: Told) -> None:
    """A need at a department lies with exactly one that leads, or with the steering group: never with nobody."""
    need = told.need
    found = list(Request.objects.filter(need=need).select_related("lead"))
    open_ = [one for one in found if one.state != RequestState.ANSWERED]
    told.require(len(open_) == (need.state == State.HANDED_OVER), f"{len(open_)} open requests")
    for one in open_:
        told.require(one.due == need.due, "another day than its request")
        if one.state == RequestState.WAITING:
            told.require(need.department == one.lead.name, "the need names another department")
        else:
            told.require(need.department, "it lies with nobody")
    told.require(
        need.due is None or need.state in (State.HANDED_OVER, State.IMPLEMENTING), "due without a request"
    )


@rule
def four_eyes_saw_the_answer(told: Told) -> None:
    """Released by the head or who stood in on that day, never by who drafted; answered only with a released answer."""
    need = told.need
    released = list(
        Answer.objects.filter(request__need=need, state=AnswerState.RELEASED).select_related("request")
    )
    for one in released:
        told.require(
            one.released_by_id and one.released_by_id != one.drafted_by_id, "drafted and released by one"
        )
        told.require(one.reason.strip() and one.text.strip(), "an answer without words")
        lead = {"scope_kind": "department", "scope_key": str(one.request.lead_id)}
        head = Appointment.objects.filter(account=one.released_by_id, role="department_head", **lead)
        stood = Substitution.objects.filter(
            department=one.request.lead_id,
            substitute=one.released_by_id,
            during__contains=one.released.date(),
        )
        told.require(head.exists() or stood.exists(), "released by somebody who may not")
    if need.state in (State.ANSWERED, State.NEGOTIATING):
        told.require(released, "no answer")


@rule
def somebody_moves(told: Told) -> None:
    """Nothing expires silently: whoever moves has a day; the passive option lies on the table of each round."""
    need = told.need
    talks = list(Negotiation.objects.filter(need=need).order_by("-pk"))
    running = [one for one in talks if one.state in RUNNING]
    told.require(len(running) == (need.state == State.NEGOTIATING), f"{len(running)} talks run")
    for one in talks:
        told.require((one.state in ENDED) == (one.mover == "" and one.until is None), "nobody moves")
        if one.state == NegotiationState.AGREED:
            told.require(
                one.agreement and one.confirmed_by_conference and one.confirmed_by_department, "agreed by one"
            )
        if one.state == NegotiationState.DISSENT:
            told.require(
                one.words_of_conference and one.words_of_department, "a dissent without both wordings"
            )
    rounds = Round.objects.filter(negotiation__need=need).prefetch_related("moves")
    for turn in rounds:
        passive = [one for one in turn.moves.all() if one.kind == "passive"]
        told.require(len(passive) == 1, f"no passive option in round {turn.number}")
    numbers: dict[int, list[int]] = {}
    for turn in rounds:
        numbers.setdefault(turn.negotiation_id, []).append(turn.number)
    told.require(
        all(sorted(n) == list(range(1, len(n) + 1)) for n in numbers.values()), "rounds not numbered"
    )
    if need.state in (State.AGREED, State.DISSENT):
        told.require(talks[0].state == need.state, "the talks ended otherwise")


@rule
def the_paper_lies_before_a_body(told: Told) -> None:
    """Up for decision is what has a submitted paper, frozen; decided is what has a decision with number and day."""
    need = told.need
    papers = list(DecisionPaper.objects.filter(need=need).prefetch_related("decisions").order_by("-pk"))
    submitted = [one for one in papers if one.state == PaperState.SUBMITTED]
    told.require(
        len(submitted) == (need.state == State.UP_FOR_DECISION), f"{len(submitted)} papers submitted"
    )
    told.require(all(one.document and one.cost is not None for one in submitted), "not frozen")
    told.require(len([one for one in papers if one.state in OPEN_PAPERS]) <= 1, "two papers are open")
    if need.state in (State.DECIDED, State.REJECTED):
        found = [one for one in papers if one.state == need.state]
        decided = [one for one in found[0].decisions.all() if one.outcome == need.state] if found else []
        told.require(decided and decided[0].number, "no decision")


@rule
def what_is_done_was_decided(told: Told) -> None:
    """A measure belongs to a decision that says so; implemented is what has none open, and something was finished."""
    need = told.need
    measures = list(Measure.objects.filter(need=need).select_related("decision").order_by("pk"))
    told.require(
        all(one.decision and one.decision.outcome == "decided" for one in measures),
        "a measure that nobody decided",
    )
    open_ = [one for one in measures if one.state in OPEN_MEASURES]
    told.require(not open_ or need.state == State.IMPLEMENTING, "a measure runs on")
    if need.state == State.IMPLEMENTED:
        told.require(any(one.state == "done" for one in measures), "nothing was done")
    if need.state == State.IMPLEMENTING:
        told.require(need.due == max((one.ends for one in open_), default=None), "due at another day")
    for one in measures:
        kept = list(one.milestones.all())
        told.require(any(step.dropped is None for step in kept), "a measure without a step")
        told.require(
            one.state != "done" or all(step.done or step.dropped for step in kept), "done with open steps"
        )
        told.require(all(f.amount > 0 for f in one.fundings.all()), "a funding of nothing")


@rule
def who_spoke_was_asked(told: Told) -> None:
    """Evaluated after asking in this turn, or where nobody could be asked; no effect opens a successor."""
    need = told.need
    inquiries = list(Inquiry.objects.filter(need=need).prefetch_related("replies"))
    told.require(
        all(len(one.replies.all()) <= one.asked for one in inquiries), "more answered than were asked"
    )
    told.require(
        need.state == State.IMPLEMENTED or all(one.closed for one in inquiries), "an inquiry is left open"
    )
    if need.state != State.EVALUATED:
        return
    found = Evaluation.objects.filter(need=need).select_related("inquiry").order_by("-pk")[0]
    told.require((found.verdict != "not") == (found.successor_id is None), "no successor")
    *_before, implemented, end = told.steps
    if found.inquiry is None:
        told.require(end.details.get("asked") == "nobody_reachable", "nobody was asked")
    else:
        told.require(found.inquiry.opened >= implemented.at, "asked before it was implemented")


@rule
def funds_balance_to_the_cent(told: Told) -> None:
    """Summed anew from the lines: nothing spent or promised that isn't there; a reservation ends once."""
    balance = reserved = Decimal(0)
    for kind, amount in Booking.objects.values_list("kind", "amount"):
        assert isinstance(amount, Decimal) and amount == amount.quantize(Decimal("0.01"))
        if kind in ("reservation", "release"):
            reserved -= amount
        else:
            balance += amount
    told.require(0 <= reserved <= balance, f"{reserved} of {balance} promised")
    ended = Booking.objects.filter(Q(kind="release")).values_list("reservation_id", flat=True)
    told.require(len(ended) == len(set(ended)), "a reservation ended twice")
