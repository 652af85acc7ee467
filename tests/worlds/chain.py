"""Everybody who acts on a need's way from a voice to its effect, and the acts they take: through actions only.

An act takes whoever tries it and finds by itself what it is about; where there is nothing to act on it raises Nothing.
The acts stand in chain_voices, chain_answers and chain_measures; what makes sense where, in chain_table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from sozialraum.planning.answers.models import Answer, Negotiation, Request
from sozialraum.planning.answers.states import RUNNING, AnswerState
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation, Scope
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.models import DecisionPaper, Fund, Measure
from sozialraum.planning.programme.states import OPEN_MEASURES, OPEN_PAPERS
from worlds.money import fund
from worlds.people import appointed, organisation, somebody
<<<<<<< HEAD
from worlds.voices import AREA, manager, said
=======
from worlds.voices import AREA, EDITION, SPACE, manager, said, spoken
>>>>>>> w3

WORDS = "Weil es nötig ist."


class Nothing(Exception):
    """There is nothing here that the act could be about."""


@dataclass
class City:
    """People by what they are, the departments, a fund; the day it is, and which need is walked with."""

    people: dict[str, Account]
    departments: list[Organisation]
    association: Organisation
    draw: Random
    now: datetime
    fund: Fund
    focus: int = 0
    hurries: bool = False  # nothing but what leads on, by those who may: many walks begin far down the way

    def department(self, *without: Organisation) -> Organisation:
        """One of them, but not those."""
        return self.draw.choice([one for one in self.departments if one not in without])


def city(seed: int = 1) -> City:
    """Two departments with officers and heads, a third with a head alone, a provider, planner, managers, a resident."""
    youth, roads, homes = (organisation(name) for name in ("Jugendamt", "Tiefbauamt", "Wohnungsamt"))
    association = organisation("Nachbarschaft e. V.", bank=Bank.PROVIDERS)
    people = {"manager": manager(), "stranger": manager("planungsraeume/2", "Fremde Managerin")}
    for department, name in ((youth, "youth"), (roads, "roads")):
        for role in ("officer", "head"):
            people[f"{name}_{role}"] = _in(department, f"department_{role}", f"{name} {role}")
    people["homes_head"] = _in(homes, "department_head", "homes head")
    provider = somebody("Pia Träger", organisation=association)
    appointed(provider, "provider", Scope("planning_area", AREA))
    people["provider"] = provider
    for role in ("social_planner", "council_member", "city_administrator", "statistics_officer"):
        people[role] = somebody(f"Person {role}")
        appointed(people[role], role)
    people["resident"] = somebody("Rita Rat")
    made = City(
        people, [youth, roads, homes], association, Random(seed), timezone.now(), fund(holds="500000.00")
    )
    made.focus = voiced(made).pk
    said("Am Anger fehlt Schatten.", email="schatten@example.org")
    made.now = timezone.now()
    return made


def _in(department: Organisation, role: str, name: str) -> Account:
    account = somebody(name, organisation=department)
    appointed(account, role, Scope("department", str(department.pk)))
    return account


def voiced(world: City) -> Need:
    """A need with the voice of somebody who has an account."""
    return said("Am Anger fehlt eine Bank.", by=world.people["resident"]).contribution.need


# -- what an act is about ----------------------------------------------------------------------------------


def last(found: Any) -> Any:
    """The newest row of a query, or Nothing."""
    one = found.order_by("-pk").first()
    if one is None:
        raise Nothing
    return one


def another(world: City, need: Need) -> Need:
    """Another need than this one."""
    others = list(Need.objects.exclude(pk=need.pk).order_by("pk"))
    if not others:
        raise Nothing
    return world.draw.choice(others)


def request_of(need: Need) -> Request:
    return last(Request.objects.filter(need=need).select_related("lead", "need"))


def answer_of(need: Need, *states: str) -> Answer:
    found = Answer.objects.filter(request__need=need, state__in=states or AnswerState.values)
    return last(found.select_related("request__lead", "request__need"))


def talks_of(need: Need) -> Negotiation:
    return last(Negotiation.objects.filter(need=need, state__in=RUNNING))


def paper_of(need: Need, *states: str) -> DecisionPaper:
    return last(DecisionPaper.objects.filter(need=need, state__in=states or OPEN_PAPERS))


def measure_of(need: Need, *states: str) -> Measure:
    return last(Measure.objects.filter(need=need, state__in=states or OPEN_MEASURES))


def euros(world: City, most: int) -> Decimal:
    """Some sum above nothing, exact to the cent."""
    return Decimal(world.draw.randrange(1, most * 100)) / 100


# -- acts --------------------------------------------------------------------------------------------------

Act = Callable[[City, Need, Account], object]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    """Walks may take it, by the name of the function."""
    ACTS[function.__name__] = function
    return function
<<<<<<< HEAD
=======


def _resolution(target: State) -> Act:
    """What a conference decided on a need, as a resolution takes effect."""

    def resolved(world: City, need: Need, by: Account) -> object:
        return way.advance(by=by, need=need, target=target, reason=WORDS)

    return resolved


for _name, _target in {
    "carry": State.CARRIED, "defer": State.DEFERRED, "not_carry": State.NOT_CARRIED, "solve": State.SOLVED_LOCALLY,
    "bundle": State.BUNDLED, "deliberate_again": State.DELIBERATING,
}.items():  # fmt: skip
    ACTS[_name] = _resolution(_target)


@act
def accept_voice(world: City, need: Need, by: Account) -> object:
    return checking.accept(by=by, need=need)


@act
def give_voice_back(world: City, need: Need, by: Account) -> object:
    return checking.give_back(by=by, need=need, reason=WORDS)


@act
def withdraw_voice(world: City, need: Need, by: Account) -> object:
    found = need.contributions.filter(withdrawn__isnull=True)
    return contributing.withdraw(by=by, contribution=last(found))


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
def extend(world: City, need: Need, by: Account) -> object:
    request = request_of(need)
    return requesting.extend(by=by, request=request, due=request.due + timedelta(days=60), reason=WORDS)


@act
def ask_the_conference(world: City, need: Need, by: Account) -> object:
    return questions.ask_the_conference(by=by, request=request_of(need), text="Wo genau?")


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


def _side(world: City) -> Side:
    return world.draw.choice(list(Side))


@act
def offer(world: City, need: Need, by: Account) -> object:
    return negotiating.offer(by=by, negotiation=talks_of(need), side=_side(world), text="Zwei Bänke.",
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
        by=by, negotiation=talks, side=_side(world), text="Eine Bank bis Mai."
    )


@act
def confirm(world: City, need: Need, by: Account) -> object:
    return concluding.confirm(by=by, negotiation=talks_of(need), side=_side(world))


@act
def decline(world: City, need: Need, by: Account) -> object:
    return concluding.decline(by=by, negotiation=talks_of(need), side=_side(world), reason=WORDS)


@act
def record_dissent(world: City, need: Need, by: Account) -> object:
    return concluding.record_dissent(
        by=by, negotiation=talks_of(need), side=_side(world), words="Wir sehen es anders."
    )


@act
def to_steering(world: City, need: Need, by: Account) -> object:
    return mediating.to_steering(by=by, negotiation=talks_of(need), reason=WORDS)


@act
def state_dissent(world: City, need: Need, by: Account) -> object:
    return mediating.state_dissent(by=by, negotiation=talks_of(need), reason=WORDS)


@act
def draft_paper(world: City, need: Need, by: Account) -> object:
    return papers.draft_paper(by=by, need=need)


@act
def submit_paper(world: City, need: Need, by: Account) -> object:
    return papers.submit_paper(by=by, paper=paper_of(need))


@act
def withdraw_paper(world: City, need: Need, by: Account) -> object:
    return papers.withdraw_paper(by=by, paper=paper_of(need), reason=WORDS)


@act
def decide(world: City, need: Need, by: Account) -> object:
    outcome = world.draw.choice(["decided", "decided", "decided", *Decision.Outcome.values])
    return papers.record_decision(
        by=by, paper=paper_of(need, PaperState.SUBMITTED), outcome=outcome, on=clock.today(), number="17/26",
        reason=WORDS,
    )  # fmt: skip


@act
def begin_measure(world: City, need: Need, by: Account) -> object:
    today = clock.today()
    sum_ = Decimal("1234.56")
    plan = Plan(
        "Bank am Anger", world.department(), today, today + timedelta(days=90), EDITION, SPACE,
        milestones=(("Aufstellen", today + timedelta(days=60)),), costs=((today.year, sum_),),
        provider=world.association if world.draw.random() < 0.5 else None, planning_area=AREA,
        fundings=(Money(Funding.Source.STATE, today.year, sum_, "Städtebau", confirmed=today),),
    )  # fmt: skip
    return measures.begin_measure(by=by, plan=plan, need=need)


@act
def report_milestone(world: City, need: Need, by: Account) -> object:
    found = Milestone.objects.filter(measure__need=need, done__isnull=True, dropped__isnull=True)
    return milestones.report_milestone(by=by, milestone=last(found), done=clock.today())


@act
def finish_measure(world: City, need: Need, by: Account) -> object:
    return measures.finish(by=by, measure=measure_of(need), on=clock.today(), text="Die Bank steht.")


@act
def abandon_measure(world: City, need: Need, by: Account) -> object:
    return measures.abandon(by=by, measure=measure_of(need), reason=WORDS)


@act
def inquire(world: City, need: Need, by: Account) -> object:
    return inquiring.inquire(by=by, need=need, until=clock.today() + timedelta(days=14))


@act
def reply(world: City, need: Need, by: Account) -> object:
    last(Inquiry.objects.filter(need=need, closed__isnull=True))
    voice = world.draw.choice(list(need.contributions.all()))
    return inquiring.reply(by=None, contribution=voice, helped=world.draw.choice(["yes", "no", "partly"]))


@act
def evaluate(world: City, need: Need, by: Account) -> object:
    verdict = world.draw.choice(Evaluation.Verdict.values)
    return evaluating.evaluate(
        by=by,
        need=need,
        verdict=verdict,
        reason=WORDS,
        successor_wording="Es fehlt noch ein Baum.",
        elsewhere=spoken(),
    )


@act
def time_passes(world: City, need: Need, by: Account) -> object:
    world.now += timedelta(days=world.draw.choice([3, 20]))
    return mediating.escalate_overdue(by=PROGRAM)


# Which acts make sense where a need stands; all others are tried too, now and then, and must be refused.
WHERE: dict[str, tuple[str, ...]] = {
    State.REGISTERED: ("accept_voice", "accept_voice", "accept_voice", "give_voice_back", "withdraw_voice"),
    State.DELIBERATING: ("carry", "carry", "carry", "defer", "not_carry", "solve"),
    State.DEFERRED: ("carry", "carry", "not_carry"),
    State.CARRIED: ("bundle", "bundle", "deliberate_again"),
    State.BUNDLED: ("hand_over",),
    State.HANDED_OVER: (
        "draft", "draft", *["submit_draft"] * 4, *["release"] * 4, "give_part", "give_part", "pass_on", "assign",
        "assign", "answer_question", "give_draft_back",
    ),
    State.ANSWERED: ("accept_answer", "negotiate", "negotiate"),
    State.NEGOTIATING: (
        "offer", "take_position", "next_round", "propose_agreement", "propose_agreement", "confirm", "confirm",
        "decline", "record_dissent", "to_steering", "state_dissent",
    ),
    State.AGREED: ("draft_paper", "submit_paper", "submit_paper"),
    State.DISSENT: ("draft_paper", "submit_paper"),
    State.UP_FOR_DECISION: (*["decide"] * 8, "withdraw_paper"),
    State.POSTPONED: ("draft_paper", "submit_paper"),
    State.DECIDED: ("begin_measure",),
    State.IMPLEMENTING: (
        *["report_milestone"] * 4, *["finish_measure"] * 4, "abandon_measure", "draft_paper", "submit_paper",
    ),
    State.IMPLEMENTED: ("inquire", "reply", *["evaluate"] * 4),
    **dict.fromkeys(END, ("deliberate_again",)),
}  # fmt: skip


DEPARTMENTS = frozenset({"youth_officer", "youth_head", "roads_officer", "roads_head", "homes_head"})
HEADS = frozenset({"youth_head", "roads_head", "homes_head"})
CONFERENCE = frozenset({"manager", "social_planner"})
PLANNER = frozenset({"social_planner"})
DOING = frozenset({"youth_officer", "roads_officer", "provider"})
# Who may ever succeed with an act; what isn't named here anybody may who has the receipt, or the program does it.
MAY: dict[str, frozenset[str]] = {
    "accept_voice": frozenset({"manager"}), "give_voice_back": frozenset({"manager"}),
    **dict.fromkeys(("carry", "defer", "not_carry", "solve", "bundle", "deliberate_again"), CONFERENCE),
    "hand_over": frozenset({"manager"}), "extend": frozenset({"manager"}), "pass_on": DEPARTMENTS, "assign": PLANNER,
    "ask_the_conference": DEPARTMENTS, "answer_question": DEPARTMENTS | {"manager"}, "give_part": DEPARTMENTS,
    "draft": DEPARTMENTS - HEADS, "submit_draft": DEPARTMENTS - HEADS, "give_draft_back": HEADS, "release": HEADS,
    **dict.fromkeys(("accept_answer", "negotiate", "next_round", "take_position"), CONFERENCE),
    **dict.fromkeys(("offer", "propose_agreement", "to_steering", "decline"), CONFERENCE | DEPARTMENTS),
    **dict.fromkeys(("confirm", "record_dissent"), CONFERENCE | HEADS), "state_dissent": PLANNER,
    **dict.fromkeys(("draft_paper", "submit_paper", "withdraw_paper"), PLANNER), "decide": CONFERENCE | HEADS,
    "begin_measure": DOING | PLANNER, **dict.fromkeys(("report_milestone", "finish_measure", "abandon_measure"), DOING),
    "inquire": CONFERENCE, "evaluate": CONFERENCE,
}  # fmt: skip
>>>>>>> w3
