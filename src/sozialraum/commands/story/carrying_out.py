"""A measure begins, goes on and is done: on time, late, resting, broken off; some began without a need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from sozialraum.commands.story import small_money, works
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.meetings import Day
from sozialraum.commands.story.works import WORKS, Work
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.actions import consenting, costs, fundings, measures, milestones
from sozialraum.planning.programme.models import BudgetLine, Measure, Milestone
from sozialraum.planning.programme.plans import CENT, Money, Plan
from sozialraum.planning.programme.queries.here import decision_on
from sozialraum.planning.programme.states import OPEN_MEASURES, MeasureState
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.editions import Edition

REPORTS = 3  # times that somebody reports while a measure runs
BEHIND = 2  # of the measures without a need
ENTERED = timedelta(days=400)  # ago: what had been done before
FATES = ("", "late", "moved", "abandoned", "moved", "", "late", "late", "paused", "", "moved")


def begin(number: int, office: str, cast: Cast, need: Need) -> None:
    """The measure begins: by a provider of the place to which the office agrees, or by the office itself."""
    by = cast.who_does(need, office)
    made = measures.begin_measure(by=by, need=need, plan=_plan(number, by, cast, office, need))
    if made.state == MeasureState.PROPOSED:
        consenting.agree(by=cast.officer(office), measure=made)


def finish(number: int, office: str, cast: Cast, need: Need) -> None:
    """It is done: what is open is reported, then all of it."""
    for measure in need.measures.filter(state__in=OPEN_MEASURES):
        _finish(number, _by(measure, cast), measure)


def days(
    number: int, cast: Cast, need: Callable[[], Need], span: tuple[datetime, datetime], *, is_done: bool
) -> Iterator[Day]:
    """Reports between begin and end. Of those that are still under way one is late, one rests, one is broken off."""
    since, until = span
    fate = "" if is_done else FATES[number % len(FATES)]
    for turn in range(1, REPORTS + 1):
        at = since + (until - since) * turn / (REPORTS + 1)
        yield Day(at, partial(_report, number, turn, fate, cast, need))


def others(cast: Cast, now: datetime) -> Iterator[Day]:
    """Measures that answer no need, begun long ago or to come, in spaces of other kinds and editions."""
    for number in range(len(works.BEFORE)):
        yield Day(now - ENTERED, partial(_before, number, cast))
    for number, told in enumerate(works.OTHERS):
        begun = max(told[8], 1)
        yield Day(now - timedelta(days=begun, hours=3), partial(_other, number, cast))
        yield Day(now - timedelta(hours=2), partial(_tend_other, number, cast))
        if told[9] < 0:
            yield Day(now + timedelta(days=told[9]), partial(_finish_other, number, cast))
    yield Day(now - timedelta(days=2), partial(_proposed, cast))


# -- for a need --


def _plan(number: int, by: Account, cast: Cast, office: str, need: Need) -> Plan:
    work, today = WORKS[office], clock.today()
    own = by.organisation if by.organisation and by.organisation.bank == Bank.PROVIDERS else None
    ends = today + timedelta(days=work.steps[-1][1] + 20)
    decision = decision_on(need)
    total = (decision.paper.cost if decision else None) or work.total
    spread = list(_years(today, ends, total))
    line = (decision.paper.budget_line if decision else None) or _line(work.line)
    given = small_money.promised(need)
    sources = [given] if given is not None else [
        *_sources(number, work, total, today, certain=line is None), *small_money.asked(number, need, total),
    ]  # fmt: skip
    return Plan(
        need.title, cast.department(office), today, ends, need.edition, need.social_space,
        tuple((title, today + timedelta(days=after)) for title, after in work.steps), tuple(spread), need.wording, own,
        need.planning_area, tuple(need.dimensions), tuple(need.groups),
        _known(work.moves), line,
        tuple(sources),
    )  # fmt: skip


def _years(begins: date, ends: date, total: Decimal) -> Iterator[tuple[int, Decimal]]:
    """The whole, split over its years by days; the last takes what is left."""
    left, days = total, (ends - begins).days or 1
    for year in range(begins.year, ends.year):
        own = (total * (date(year, 12, 31) - max(begins, date(year, 1, 1))).days / days).quantize(CENT)
        left -= own
        yield year, own
    yield ends.year, left


def _sources(number: int, work: Work, total: Decimal, today: date, *, certain: bool) -> Iterator[Money]:
    """Where no line of the budget pays, the first is promised; of the others every second one."""
    for place, (source, name, share) in enumerate(work.sources):
        amount = (total * int(share) / 100).quantize(CENT)
        promised = (certain and place == 0) or (number + place) % 2 == 0
        told = f"Az. {number}/{place + 1}" if promised else ""
        yield Money(source, today.year, amount, name, None, today if promised else None, told)


def _known(indicators: Sequence[str]) -> tuple[str, ...]:
    """Those of which the city has figures."""
    return tuple(key for key in indicators if key in current().names)


def _line(key: str) -> BudgetLine | None:
    product, _dot, line = key.partition(".")
    return BudgetLine.objects.filter(product=product, line=line, district="").first() if key else None


def _report(number: int, turn: int, fate: str, cast: Cast, found: Callable[[], Need]) -> None:
    """A step is done, or it isn't; now and then it rests, and once it is broken off."""
    measure = found().measures.filter(state__in=OPEN_MEASURES).first()
    if measure is None:
        return
    by = _by(measure, cast)
    if fate == "abandoned" and turn == REPORTS:
        measures.abandon(by=by, measure=measure, reason=works.ABANDONED)
    elif fate == "paused" and turn == REPORTS:
        measures.pause(by=by, measure=measure, reason=works.PAUSED)
    elif fate == "moved" and turn == 2:
        _move(number, by, measure)
    elif fate != "late":
        _steps(number, by, measure)
    small_money.tend(number, turn, by, cast, measure)
    if turn == 2:
        _spend(by, measure, Decimal(30 + number % 40) / 100)
        _promise(by, measure)


def _open(measure: Measure) -> QuerySet[Milestone]:
    return measure.milestones.filter(done__isnull=True, dropped__isnull=True)


def _steps(number: int, by: Account, measure: Measure) -> None:
    """Steps whose day has come are done, a day or two before or after it."""
    for step in _open(measure).filter(due__lte=clock.today()):
        note = works.NOTES[(number + step.pk) % len(works.NOTES)]
        milestones.report_milestone(by=by, milestone=step, done=min(clock.today(), step.due), note_=note)


def _move(number: int, by: Account, measure: Measure) -> None:
    step = _open(measure).first()
    if step is not None:
        later = min(step.due + timedelta(days=28), measure.ends)
        reason = works.MOVED[number % len(works.MOVED)]
        milestones.move_milestone(by=by, milestone=step, due=later, reason=reason)


def _spend(by: Account, measure: Measure, share: Decimal) -> None:
    cost = measure.costs.filter(year=clock.today().year).first()
    if cost is not None and cost.actual is None:
        spent = (cost.planned * share).quantize(CENT)
        costs.report_costs(by=by, measure=measure, year=cost.year, actual=spent)


def _promise(by: Account, measure: Measure) -> None:
    hoped = measure.fundings.filter(confirmed__isnull=True).exclude(source__in=("eu", "fund")).first()
    if hoped is not None and measure.pk % 2:
        fundings.confirm_funding(by=by, funding=hoped, on=clock.today(), reference=f"Bescheid {measure.pk}")


def _finish(number: int, by: Account, measure: Measure) -> None:
    open_ = list(_open(measure))
    for place, step in enumerate(open_):
        if place and place == len(open_) - 1 and number % 2:
            milestones.drop_milestone(by=by, milestone=step, reason=works.DROPPED)
        else:
            milestones.report_milestone(by=by, milestone=step, done=min(step.due, clock.today()))
    _report_costs(number, by, measure)
    small_money.settle(number, by, measure)
    text = works.DONE[number % len(works.DONE)]
    measures.finish(by=by, measure=measure, on=clock.today(), text=text)


def _report_costs(number: int, by: Account, measure: Measure) -> None:
    for cost in measure.costs.filter(year__lte=clock.today().year):
        spent = (cost.planned * (94 + number % 9) / 100).quantize(CENT)
        if spent != cost.actual:
            costs.report_costs(by=by, measure=measure, year=cost.year, actual=spent)


# -- without a need --


def _other(number: int, cast: Cast) -> None:
    *what, kind, since, until = works.OTHERS[number]
    title, _text, office, *_rest = what
    if _without_need(title).exists():
        return
    begins = clock.today() if since > 0 else clock.today() + timedelta(days=-since)
    ends = clock.today() + timedelta(days=max(since, 1) + until)
    plan = _plan_of(what, cast, begins, ends, _place(number, kind), confirmed=clock.today())
    by = cast.planner() if number % 2 else cast.officer(office)
    made = measures.begin_measure(by=by, plan=plan)
    if made.state == MeasureState.RUNNING:
        _spend(cast.officer(office), made, Decimal("0.45"))


def _proposed(cast: Cast) -> None:
    """What a provider proposes to an office, which hasn't answered yet."""
    title, text, *_rest = works.PROPOSED
    edition, space, area = _place(1, "space")
    by, today = cast.first("provider", area), clock.today()
    if by is None or by.organisation is None or Measure.with_proposals.filter(title=title).exists():
        return
    plan = _plan_of(
        works.PROPOSED, cast, today, today + timedelta(days=90), (edition, space, area), confirmed=today
    )
    measures.begin_measure(by=by, plan=replace(plan, text=text, provider=by.organisation))


def _before(number: int, cast: Cast) -> None:
    """Something that was done before there were conferences is entered with its days of then."""
    *what, code, begins, ends, moves = works.BEFORE[number]
    title, _text, office, *_rest = what
    edition = current().edition()
    if code not in edition.codes or _without_need(title).exists():
        return
    place = _social_space(edition, edition.codes.index(code))
    plan = _plan_of(what, cast, begins, ends, place, moves, confirmed=begins)
    by = cast.officer(office)
    made = measures.begin_measure(by=by, plan=plan)
    _report_costs(number, by, made)
    for step in made.milestones.order_by("due"):
        milestones.report_milestone(by=by, milestone=step, done=step.due)
    measures.finish(by=by, measure=made, on=ends, text=works.DONE[number % len(works.DONE)])


def _plan_of(
    what: Sequence[str], cast: Cast, begins: date, ends: date, place: tuple[str, str, str],
    moves: Sequence[str] = (), *, confirmed: date,
) -> Plan:  # fmt: skip
    """A plan in equal steps, paid from a line of the budget, or else by the city."""
    title, text, office, dimension, group, key, cost = what
    edition, space, area = place
    parts, line = len(works.NAMES), _line(key)
    steps = [begins + (ends - begins) * part / parts for part in range(1, parts + 1)]
    return Plan(
        title, cast.department(office), begins, ends, edition, space, tuple(zip(works.NAMES, steps, strict=True)),
        tuple(_years(begins, ends, Decimal(cost))), text, None, area, (dimension,), (group,), _known(moves), line,
        () if line else (Money("city", begins.year, Decimal(cost), confirmed=confirmed),),
    )  # fmt: skip


def _place(number: int, kind: str) -> tuple[str, str, str]:
    """Edition, space and planning area: the city, an area, a social space of today or of former boundaries."""
    version = current()
    system = str(version.settings["planning_areas"])
    areas = version.edition(system)
    if kind == "city":
        edition = version.edition("city")
        return edition.key, f"{edition.space_system}/{edition.codes[0]}", ""
    if kind == "area":
        key = f"{system}/{areas.codes[number % len(areas.codes)]}"
        return areas.key, key, key
    social = [one for one in version.editions() if one.space_system == version.edition().space_system]
    social.sort(key=lambda one: one.valid_from)
    edition = social[0] if kind == "former" else social[-1]
    return _social_space(edition, 7 * number % len(edition.codes))


def _social_space(edition: Edition, row: int) -> tuple[str, str, str]:
    system = str(current().settings["planning_areas"])
    area = f"{system}/{edition.parents[row]}" if len(edition.parents) else ""
    return edition.key, f"{edition.space_system}/{edition.codes[row]}", area


def _tend_other(number: int, cast: Cast) -> None:
    """What was due is done, but for one that is behind."""
    title, _text, office, *_rest = works.OTHERS[number]
    measure = _without_need(title).filter(state=MeasureState.RUNNING).first()
    if measure is not None and number != BEHIND:
        _steps(number, cast.officer(office), measure)


def _finish_other(number: int, cast: Cast) -> None:
    title, _text, office, *_rest = works.OTHERS[number]
    measure = _without_need(title).filter(state=MeasureState.RUNNING).first()
    if measure is not None:
        _finish(number, cast.officer(office), measure)


def _without_need(title: str) -> QuerySet[Measure]:
    return Measure.objects.filter(title=title, need__isnull=True)


# -- who --


def _by(measure: Measure, cast: Cast) -> Account:
    """Who reports: the provider's person of the place, else an officer of the department."""
    if measure.provider is not None:
        for person in cast.people.get(("provider", measure.planning_area), ()):
            if person.organisation_id == measure.provider_id:
                return person
    return cast.in_department("department_officer", measure.responsible_id)
