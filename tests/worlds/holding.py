"""What must hold of a need, whoever did whatever: the invariants of the process, read from the database."""

from __future__ import annotations

from sozialraum.planning.answers.models import Answer, Negotiation, Request, Round
from sozialraum.planning.answers.states import RUNNING, AnswerState, NegotiationState, RequestState
from sozialraum.planning.effects.models import Evaluation
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.states import END, State
from sozialraum.planning.programme.models import DecisionPaper, Measure
from sozialraum.planning.programme.states import OPEN_MEASURES, PaperState

ENDED = (NegotiationState.AGREED, NegotiationState.DISSENT)


def marks(need: Need) -> tuple[object, ...]:
    """Changes with whatever happens to a need: lines of the journal, messages, where it stands."""
    state = Need.objects.values_list("state", "since", "department", "due").get(pk=need.pk)
    return (*state, Entry.objects.count(), Message.objects.count())


def require_all(need: Need, after: str) -> None:
    """Everything below, of one need."""
    for rule in (
        the_journal_tells_its_way, its_end_was_told, no_voice_is_lost, it_lies_somewhere, four_eyes_saw_the_answer,
        somebody_moves, the_paper_lies_before_a_body, what_is_done_was_decided,
    ):  # fmt: skip
        rule(need, after)


def steps_of(need: Need) -> list[Entry]:
    lines = Entry.objects.filter(subject_kind="need", subject_key=str(need.pk), act="needs.stepped")
    return list(lines.order_by("pk"))


def the_journal_tells_its_way(need: Need, after: str) -> None:
    """Invariant 2: each line a step of the table, each beginning where the last ended, who and in which role."""
    here: str = State.REGISTERED
    for line in steps_of(need):
        assert line.details["from"] == here, f"{after}: the journal has a gap"
        states.step(here, line.details["to"])
        assert line.actor_role
        here = line.details["to"]
    assert here == need.state, f"{after}: the journal says {here}, the need {need.state}"


def its_end_was_told(need: Need, after: str) -> None:
    """Invariant 1: a reasoned message to all who registered it is owed by the very line of the end."""
    if need.state not in END:
        return
    line = steps_of(need)[-1]
    voices = need.contributions.filter(withdrawn__isnull=True)
    if need.state != State.WITHDRAWN:
        assert line.reason
    for voice in voices:
        told = Message.objects.filter(
            entry_id=line.pk, subject_kind="contribution", subject_key=str(voice.pk)
        )
        assert told.count() == 1, f"{after}: {voice} was not told"
    if need.state in (State.REJECTED, State.EVALUATED):
        assert Message.objects.filter(entry_id=line.pk, subject_kind="need").exists(), (
            f"{after}: no word to the conference"
        )


def no_voice_is_lost(need: Need, after: str) -> None:
    """Invariant 4."""
    registered = Entry.objects.filter(act="needs.registered").count()
    assert Contribution.objects.filter(origin__isnull=False).count() >= registered, (
        f"{after}: a voice is gone"
    )


def it_lies_somewhere(need: Need, after: str) -> None:
    """A need at a department lies with exactly one that leads, or with the steering group: never with nobody."""
    found = list(Request.objects.filter(need=need).select_related("lead"))
    open_ = [one for one in found if one.state != RequestState.ANSWERED]
    assert len(open_) == (need.state == State.HANDED_OVER), (
        f"{after}: {need.state} with {len(open_)} open requests"
    )
    if open_ and open_[0].state == RequestState.WAITING:
        assert need.department == open_[0].lead.name, f"{after}: the need names another department"
    assert all(one.state == RequestState.ANSWERED or one.due == need.due for one in found)


def four_eyes_saw_the_answer(need: Need, after: str) -> None:
    """Released by another person than drafted; answered only with a released answer."""
    found = list(Answer.objects.filter(request__need=need))
    released = [one for one in found if one.state == AnswerState.RELEASED]
    assert all(one.released_by_id and one.released_by_id != one.drafted_by_id for one in released)
    assert all(one.reason.strip() and one.text.strip() for one in released)
    if need.state in (State.ANSWERED, State.NEGOTIATING):
        assert released, f"{after}: {need.state} without an answer"


def somebody_moves(need: Need, after: str) -> None:
    """Nothing expires silently: whoever moves has a day; the passive option lies on the table of each round."""
    talks = list(Negotiation.objects.filter(need=need))
    running = [one for one in talks if one.state in RUNNING]
    assert len(running) == (need.state == State.NEGOTIATING), f"{after}: {need.state}, {len(running)} run"
    for one in talks:
        assert (one.state in ENDED) == (one.mover == "" and one.until is None)
        if one.state == NegotiationState.AGREED:
            assert one.agreement and one.confirmed_by_conference and one.confirmed_by_department
        if one.state == NegotiationState.DISSENT:
            assert one.words_of_conference and one.words_of_department
    for turn in Round.objects.filter(negotiation__need=need):
        assert turn.moves.filter(kind="passive").count() == 1, (
            f"{after}: no passive option in round {turn.number}"
        )
    if need.state in (State.AGREED, State.DISSENT):
        assert talks[0].state == need.state


def the_paper_lies_before_a_body(need: Need, after: str) -> None:
    """Up for decision is what has a submitted paper, frozen; decided is what has a decision with number and day."""
    submitted = DecisionPaper.objects.filter(need=need, state=PaperState.SUBMITTED)
    assert submitted.count() == (need.state == State.UP_FOR_DECISION), (
        f"{after}: {need.state}, {submitted.count()}"
    )
    assert all(one.document for one in submitted)
    if need.state in (State.DECIDED, State.REJECTED):
        paper = DecisionPaper.objects.filter(need=need, state=str(need.state)).first()
        assert paper is not None and paper.decisions.filter(outcome=str(need.state), number__gt="").exists()


def what_is_done_was_decided(need: Need, after: str) -> None:
    """A measure belongs to a decision; implemented is what has none open; evaluated is what has an evaluation."""
    measures = list(Measure.objects.filter(need=need))
    assert all(one.decision_id for one in measures), f"{after}: a measure without a decision"
    if need.state in (State.IMPLEMENTING, State.IMPLEMENTED):
        assert measures
    if need.state == State.IMPLEMENTED:
        assert not [one for one in measures if one.state in OPEN_MEASURES]
    if need.state == State.EVALUATED:
        found = Evaluation.objects.filter(need=need).first()
        assert found is not None and (found.verdict != "not") == (found.successor_id is None)
