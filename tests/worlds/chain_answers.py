"""Acts on the way of a need: requests to departments, answers, substitutes, negotiations."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sozialraum.planning.answers.actions import (
    answering,
    concluding,
    mediating,
    negotiating,
    parts,
    positions,
    questions,
    requesting,
    substituting,
)
from sozialraum.planning.answers.drafts import Said
from sozialraum.planning.answers.models import Answer, Part, Question, Substitution
from sozialraum.planning.answers.rules import substitutions
from sozialraum.planning.answers.states import AnswerKind, AnswerState, Side
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from worlds.chain import WORDS, City, Nothing, act, answer_of, last, request_of, talks_of
from worlds.voices import spoken


@act
def hand_over(world: City, need: Need, by: Account) -> object:
    lead = world.department()
    beside = [world.department(lead)] if world.draw.random() < 0.4 else []
    due = clock.today() + timedelta(days=world.draw.choice([5, 30]))
    return requesting.hand_over(by=by, need=need, lead=lead, co_departments=beside, due=due, reason=WORDS)


@act
def pass_on(world: City, need: Need, by: Account) -> object:
    request = request_of(need)
    to = None if world.draw.random() < 0.2 else world.department(request.lead)
    return requesting.pass_on(by=by, request=request, to=to, reason=WORDS)


@act
def assign(world: City, need: Need, by: Account) -> object:
    return requesting.assign(by=by, request=request_of(need), to=world.department(), reason=WORDS)


@act
def reassign(world: City, need: Need, by: Account) -> object:
    request = request_of(need)
    return requesting.reassign(by=by, request=request, to=world.department(request.lead), reason=WORDS)


@act
def extend(world: City, need: Need, by: Account) -> object:
    request = request_of(need)
    return requesting.extend(by=by, request=request, due=request.due + timedelta(days=60), reason=WORDS)


@act
def ask_the_conference(world: City, need: Need, by: Account) -> object:
    return questions.ask_the_conference(by=by, request=request_of(need), text="Wo genau?")


@act
def ask_the_department(world: City, need: Need, by: Account) -> object:
    return questions.ask_the_department(by=by, request=request_of(need), text="Wann genau?")


@act
def answer_question(world: City, need: Need, by: Account) -> object:
    found = Question.objects.filter(request__need=need, answered__isnull=True).select_related("request__need")
    return questions.answer_question(by=by, question=last(found), text="Vor der Schule.")


@act
def give_part(world: City, need: Need, by: Account) -> object:
    found = Part.objects.filter(request__need=need).select_related("request__need", "department")
    return parts.give_part(by=by, part=last(found), text="Von uns aus gern.", cost=Decimal("120.50"))


@act
def draft(world: City, need: Need, by: Account) -> object:
    request = request_of(need)
    kind = world.draw.choice(AnswerKind.values)
    words = Said(
        kind, "Wir stellen eine Bank auf.", WORDS, cost=Decimal(world.draw.randrange(0, 40_000_000)) / 100,
        by_when=clock.today() + timedelta(days=200), legal_basis="§ 8 GO",
    )  # fmt: skip
    version = getattr(Answer.objects.filter(request=request).first(), "version", 0)
    return answering.save_draft(by=by, request=request, said=words, version=version)


@act
def submit_draft(world: City, need: Need, by: Account) -> object:
    return answering.submit(by=by, answer=answer_of(need))


@act
def give_draft_back(world: City, need: Need, by: Account) -> object:
    return answering.give_back(by=by, answer=answer_of(need), remark="Bitte kürzer.")


@act
def release(world: City, need: Need, by: Account) -> object:
    return answering.release(by=by, answer=answer_of(need))


@act
def accept_answer(world: City, need: Need, by: Account) -> object:
    return negotiating.accept(by=by, answer=answer_of(need, AnswerState.RELEASED), elsewhere=spoken())


@act
def negotiate(world: City, need: Need, by: Account) -> object:
    return negotiating.open_negotiation(by=by, answer=answer_of(need, AnswerState.RELEASED), reason=WORDS)


def _side(world: City, by: Account) -> Side:
    """Mostly the side that somebody speaks for; now and then any."""
    if world.draw.random() < 0.15:
        return world.draw.choice(list(Side))
    own = Side.DEPARTMENT if by.organisation in world.departments else Side.CONFERENCE
    planner = by == world.people["social_planner"] and world.draw.random() < 0.5
    return Side.STEERING if planner else own


@act
def offer(world: City, need: Need, by: Account) -> object:
    return negotiating.offer(by=by, negotiation=talks_of(need), side=_side(world, by), text="Zwei Bänke.",
                             cost=Decimal("900.00"))  # fmt: skip


@act
def take_position(world: City, need: Need, by: Account) -> object:
    move = last(last(talks_of(need).rounds).moves)
    bank = world.draw.choice(Bank.values)
    return positions.take_position(by=by, move=move, bank=bank, resistance=world.draw.randrange(101), text="")


@act
def next_round(world: City, need: Need, by: Account) -> object:
    return negotiating.next_round(by=by, negotiation=talks_of(need), outcome="Noch nichts.")


@act
def propose_agreement(world: City, need: Need, by: Account) -> object:
    talks = talks_of(need)
    return concluding.propose_agreement(
        by=by, negotiation=talks, side=_side(world, by), text="Eine Bank bis Mai."
    )


@act
def confirm(world: City, need: Need, by: Account) -> object:
    return concluding.confirm(by=by, negotiation=talks_of(need), side=_side(world, by))


@act
def decline(world: City, need: Need, by: Account) -> object:
    return concluding.decline(by=by, negotiation=talks_of(need), side=_side(world, by), reason=WORDS)


@act
def record_dissent(world: City, need: Need, by: Account) -> object:
    return concluding.record_dissent(
        by=by, negotiation=talks_of(need), side=_side(world, by), words="Wir sehen es anders."
    )


@act
def to_steering(world: City, need: Need, by: Account) -> object:
    return mediating.to_steering(by=by, negotiation=talks_of(need), reason=WORDS)


@act
def set_date(world: City, need: Need, by: Account) -> object:
    until = clock.today() + timedelta(days=9)
    return mediating.set_date(
        by=by, negotiation=talks_of(need), side=world.draw.choice(list(Side)), until=until, reason=WORDS
    )


@act
def state_dissent(world: City, need: Need, by: Account) -> object:
    return mediating.state_dissent(by=by, negotiation=talks_of(need), reason=WORDS)


# -- substitutes ---------------------------------------------------------------------------------------------


@act
def name_substitute(world: City, need: Need, by: Account) -> object:
    heads = {one: world.people[f"{one}_head"] for one in ("youth", "roads")}
    head = by if by in heads.values() else world.draw.choice(list(heads.values()))
    fit = [one for name, one in world.people.items() if name.endswith(("officer", "homes_head"))]
    today = clock.today()
    return substituting.name_substitute(
        by=by, department=head.organisation, head=head, substitute=world.draw.choice(fit),
        since=today, until=today + timedelta(days=14),
    )  # fmt: skip


@act
def end_substitute(world: City, need: Need, by: Account) -> object:
    return substituting.end(by=by, substitution=last(Substitution.objects.filter(ended__isnull=True)))


@act
def release_in_place(world: City, need: Need, by: Account) -> object:
    """Whoever stands in for the head releases; nobody else comes into question."""
    answer = answer_of(need, AnswerState.SUBMITTED)
    found = substitutions(department=answer.request.lead)
    if not found:
        raise Nothing
    return answering.release(by=found[0].substitute, answer=answer)
