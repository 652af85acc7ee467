"""Which of the proposed moments suits whom: by bank, and whether the body could resolve something then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sozialraum.planning.conferences.models import Body, DateAnswer, DateProposal, Holding, Session
from sozialraum.planning.conferences.queries.quorum import is_enough
from sozialraum.planning.conferences.queries.seats import Seated, seated
from sozialraum.planning.people.roles import Bank

YES, MAYBE = DateAnswer.Answer.YES, DateAnswer.Answer.MAYBE


@dataclass(frozen=True)
class OfBank:
    """The chairs with a vote of one bank: of how many somebody can, or could if need be."""

    title: str
    yes: int
    maybe: int
    seats: int


@dataclass(frozen=True)
class Moment:
    """One moment. is_quorate: by those who can; with_maybe: by those too who could if need be."""

    proposal: DateProposal
    banks: tuple[OfBank, ...]
    is_quorate: bool
    with_maybe: bool
    has_all_banks: bool

    @property
    def yes(self) -> int:
        return sum(one.yes for one in self.banks)

    @property
    def maybe(self) -> int:
        return sum(one.maybe for one in self.banks)


@dataclass(frozen=True)
class Overview:
    """All moments in their order; the best; how many were asked and have answered."""

    moments: tuple[Moment, ...]
    best: Moment | None
    asked: int
    answered: int
    bank_titles: tuple[str, ...]


def overview(session: Session) -> Overview:
    """Counted by chairs: one whose member can't counts where the deputy can. Six statements at most."""
    proposals = list(session.date_proposals.all())
    answers = _answers(session)
    chairs = [one for one in seated(session.body) if one.seat.voting and one.right.votes]
    moments = tuple(_moment(session.body, one, chairs, answers) for one in proposals)
    asked = session.invitations.filter(holding__part=Holding.Part.MEMBER)
    best = max(
        moments, key=lambda m: (m.is_quorate, m.has_all_banks, m.yes, m.with_maybe, m.maybe), default=None
    )
    answered = asked.filter(date_answers__isnull=False).distinct().count()
    titles = tuple(str(bank.label) for bank in Bank if any(one.seat.bank == bank for one in chairs))
    return Overview(
        moments, best if best and best.yes + best.maybe else None, asked.count(), answered, titles
    )


def _answers(session: Session) -> dict[tuple[int, int], str]:
    """(proposal, holding) → answer."""
    said = DateAnswer.objects.filter(proposal__session=session)
    return {
        (proposal, holding): answer
        for proposal, holding, answer in said.values_list("proposal_id", "invitation__holding_id", "answer")
    }


def _moment(
    body: Body, proposal: DateProposal, chairs: list[Seated], answers: Mapping[tuple[int, int], str]
) -> Moment:
    banks: dict[str, OfBank] = {}
    for bank in Bank:
        there = [one for one in chairs if one.seat.bank == bank]
        if there:
            said = [_of_chair(one, proposal, answers) for one in there]
            banks[bank.value] = OfBank(str(bank.label), said.count(YES), said.count(MAYBE), len(there))
    yes, both, seats = (
        {bank: count(one) for bank, one in banks.items()}
        for count in (lambda one: one.yes, lambda one: one.yes + one.maybe, lambda one: one.seats)
    )
    return Moment(
        proposal, tuple(banks.values()), is_enough(body, yes, seats), is_enough(body, both, seats),
        all(yes.values()) and bool(yes),
    )  # fmt: skip


def _of_chair(one: Seated, proposal: DateProposal, answers: Mapping[tuple[int, int], str]) -> str:
    """What can be hoped for of a chair: the better of what its member and its deputy said."""
    said = {answers.get((proposal.pk, held.pk), "") for held in (one.member, one.deputy) if held}
    return YES if YES in said else MAYBE if MAYBE in said else ""
