"""Acts on the way of a need: papers and decisions, measures and their money, what they did."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sozialraum.planning.answers.actions import mediating
from sozialraum.planning.effects.actions import evaluating, inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import (
    consenting,
    costs,
    fundings,
    funds,
    measures,
    milestones,
    papers,
)
from sozialraum.planning.programme.models import Booking, Decision, Funding, Measure, Milestone
from sozialraum.planning.programme.plans import Money, Plan
from sozialraum.planning.programme.states import MeasureState, PaperState
from worlds.chain import WORDS, City, Nothing, act, euros, last, measure_of, paper_of
from worlds.voices import AREA, EDITION, SPACE, spoken


@act
def draft_paper(world: City, need: Need, by: Account) -> object:
    return papers.draft_paper(by=by, need=need)


@act
def submit_paper(world: City, need: Need, by: Account) -> object:
    return papers.submit_paper(by=by, paper=paper_of(need))


@act
def save_paper(world: City, need: Need, by: Account) -> object:
    kept = paper_of(need)
    return papers.save_paper(
        by=by, paper=kept, version=kept.version, title="Bank am Anger", proposal="Die Stadt stellt eine Bank auf.",
        level="council", body_name="Rat", cost=euros(world, 9000),
    )  # fmt: skip


@act
def withdraw_paper(world: City, need: Need, by: Account) -> object:
    return papers.withdraw_paper(by=by, paper=paper_of(need), reason=WORDS)


@act
def decide(world: City, need: Need, by: Account) -> object:
    outcome = world.draw.choice(["decided", "decided", *Decision.Outcome.values])
    return papers.record_decision(
        by=by, paper=paper_of(need, PaperState.SUBMITTED), outcome=outcome, on=clock.today(), number="17/26",
        reason=WORDS,
    )  # fmt: skip


def _plan(world: City, responsible: Organisation, provider: Organisation | None) -> Plan:
    today = clock.today()
    sum_ = Decimal("1234.56")
    later = today + timedelta(days=world.draw.choice([0, 0, 2]))
    return Plan(
        "Bank am Anger", responsible, later, today + timedelta(days=90), EDITION, SPACE,
        milestones=(("Aufstellen", today + timedelta(days=60)),), costs=((today.year, sum_),),
        provider=provider, planning_area=AREA,
        fundings=(Money(Funding.Source.STATE, today.year, sum_, "Städtebau", confirmed=today),),
    )  # fmt: skip


@act
def begin_measure(world: City, need: Need, by: Account) -> object:
    responsible = by.organisation if by.organisation in world.departments else world.department()
    provider = world.association if world.draw.random() < 0.5 else None
    return measures.begin_measure(by=by, plan=_plan(world, responsible, provider), need=need)


@act
def propose_measure(world: City, need: Need, by: Account) -> object:
    """A provider asks the department where the need lies to answer for it."""
    here = [one for one in world.departments if one.name == need.department]
    responsible = here[0] if here else world.department()
    return measures.begin_measure(by=by, plan=_plan(world, responsible, world.association), need=need)


def proposed_of(need: Need) -> Measure:
    return last(Measure.with_proposals.filter(need=need, state="proposed"))


@act
def agree_to_measure(world: City, need: Need, by: Account) -> object:
    return consenting.agree(by=by, measure=proposed_of(need))


@act
def decline_measure(world: City, need: Need, by: Account) -> object:
    return consenting.decline(by=by, measure=proposed_of(need), reason=WORDS)


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
    return inquiring.reply(
        by=None, contribution=_voice(world, need), helped=world.draw.choice(["yes", "no", "partly"])
    )


def _voice(world: City, need: Need) -> Contribution:
    """One that stands behind the need."""
    found = list(standing(need))
    if not found:
        raise Nothing
    return world.draw.choice(found)


@act
def reply_for(world: City, need: Need, by: Account) -> object:
    return inquiring.reply_for(
        by=by, contribution=_voice(world, need), helped="yes", better="Man sitzt wieder."
    )


@act
def show_words(world: City, need: Need, by: Account) -> object:
    found = last(Reply.objects.filter(inquiry__need=need).select_related("inquiry__need"))
    if not found.has_words and not found.released:
        raise Nothing
    return inquiring.release_words(by=by, reply=found, shown=found.released is None)


@act
def prolong_inquiry(world: City, need: Need, by: Account) -> object:
    found = last(Inquiry.objects.filter(need=need))
    return inquiring.prolong(by=by, inquiry=found, until=found.until + timedelta(days=30))


@act
def close_inquiry(world: City, need: Need, by: Account) -> object:
    return inquiring.close_inquiry(by=by, inquiry=last(Inquiry.objects.filter(need=need)))


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
    world.now += timedelta(days=world.draw.choice([3, 30]))
    return mediating.escalate_overdue(by=PROGRAM)


# -- measures under way, and their money -----------------------------------------------------------------------


@act
def start_measure(world: City, need: Need, by: Account) -> object:
    return measures.start(by=by, measure=measure_of(need, MeasureState.PLANNED))


@act
def pause_measure(world: City, need: Need, by: Account) -> object:
    return measures.pause(by=by, measure=measure_of(need), reason=WORDS)


@act
def resume_measure(world: City, need: Need, by: Account) -> object:
    return measures.resume(by=by, measure=measure_of(need, MeasureState.PAUSED))


@act
def change_measure(world: City, need: Need, by: Account) -> object:
    kept = measure_of(need)
    return measures.change_measure(
        by=by, measure=kept, reason=WORDS, ends=kept.ends + timedelta(days=world.draw.choice([-10, 40]))
    )


def _milestone(need: Need) -> Milestone:
    found = Milestone.objects.filter(measure__need=need, done__isnull=True, dropped__isnull=True)
    return last(found.select_related("measure"))


@act
def add_milestone(world: City, need: Need, by: Account) -> object:
    kept = measure_of(need)
    return milestones.add_milestone(by=by, measure=kept, title="Streichen", due=kept.ends)


@act
def move_milestone(world: City, need: Need, by: Account) -> object:
    found = _milestone(need)
    days = world.draw.choice([-3, 5])
    return milestones.move_milestone(
        by=by, milestone=found, due=found.due + timedelta(days=days), reason=WORDS
    )


@act
def drop_milestone(world: City, need: Need, by: Account) -> object:
    return milestones.drop_milestone(by=by, milestone=_milestone(need), reason=WORDS)


@act
def report_costs(world: City, need: Need, by: Account) -> object:
    kept, year = measure_of(need, *MeasureState.values), clock.today().year
    return costs.report_costs(by=by, measure=kept, year=year, actual=euros(world, 2000))


@act
def add_funding(world: City, need: Need, by: Account) -> object:
    source = world.draw.choice([Funding.Source.FUND, Funding.Source.EU])
    money = Money(
        source, clock.today().year, euros(world, 500), "Zuschuss",
        fund=world.fund if source == Funding.Source.FUND else None,
    )  # fmt: skip
    return fundings.add_funding(by=by, measure=measure_of(need), money=money)


def _funding(need: Need) -> Funding:
    return last(Funding.objects.filter(measure__need=need).select_related("measure"))


@act
def confirm_funding(world: City, need: Need, by: Account) -> object:
    return fundings.confirm_funding(by=by, funding=_funding(need), on=clock.today(), reference="F 1")


@act
def drop_funding(world: City, need: Need, by: Account) -> object:
    return fundings.drop_funding(by=by, funding=_funding(need), reason=WORDS)


def _booked(world: City, *kinds: str) -> Booking:
    found = Booking.objects.filter(fund=world.fund, kind__in=kinds)
    return last(found.select_related("fund", "measure"))


@act
def deposit_money(world: City, need: Need, by: Account) -> object:
    return funds.deposit(by=by, fund=world.fund, amount=euros(world, 99), on=clock.today(), text="Spende")


@act
def reserve_money(world: City, need: Need, by: Account) -> object:
    measure = measure_of(need, *MeasureState.values)
    amount = euros(world, world.draw.choice([400, 900_000]))  # sometimes more than there is
    return funds.reserve(
        by=by, fund=world.fund, amount=amount, on=clock.today(), text="Bank", measure=measure
    )


@act
def release_money(world: City, need: Need, by: Account) -> object:
    held = _booked(world, Booking.Kind.RESERVATION)
    return funds.release(by=by, reservation=held, on=clock.today(), text="Nicht gebraucht")


@act
def pay_money(world: City, need: Need, by: Account) -> object:
    held = Booking.objects.filter(fund=world.fund, kind=Booking.Kind.RESERVATION).order_by("-pk").first()
    if held is not None and world.draw.random() < 0.6:
        amount = -held.amount + world.draw.choice([0, 0, -held.amount])
        return funds.pay(
            by=by, fund=world.fund, amount=amount, on=clock.today(), text="Bank", reservation=held
        )
    measure = measure_of(need, *MeasureState.values)
    amount = euros(world, world.draw.choice([400, 900_000]))
    return funds.pay(by=by, fund=world.fund, amount=amount, on=clock.today(), text="Bank", measure=measure)


@act
def refund_money(world: City, need: Need, by: Account) -> object:
    paid = _booked(world, Booking.Kind.PAYMENT)
    return funds.refund(
        by=by, fund=world.fund, amount=-paid.amount, on=clock.today(), text="Zu viel", measure=paid.measure
    )
