"""A measure begins, changes, rests, ends. The need that it answers goes its way with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.answers.steps import people_of
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import bookings, promises, rules
from sozialraum.planning.programme.carrying import (
    about,
    locked,
    note,
    nudge,
    require_agreed,
    require_open,
    required_reason,
    subject_of,
)
from sozialraum.planning.programme.models import (
    Decision,
    Fund,
    Funding,
    Measure,
    Milestone,
    YearCost,
)
from sozialraum.planning.programme.plans import Plan, funding_of, require_whole, unpaid
from sozialraum.planning.programme.queries.expecting import due_day, expected_of
from sozialraum.planning.programme.queries.here import decision_on, is_given_up
from sozialraum.planning.programme.queries.wanted import open_steps
from sozialraum.planning.programme.states import OPEN_MEASURES, MeasureState, require_step

name_acts(
    {
        "programme.measure_proposed": gettext_lazy("Maßnahme dem Amt vorgeschlagen"),
        "programme.measure_begun": gettext_lazy("Maßnahme begonnen"),
        "programme.measure_started": gettext_lazy("Arbeit an der Maßnahme aufgenommen"),
        "programme.measure_changed": gettext_lazy("Maßnahme geändert"),
        "programme.measure_paused": gettext_lazy("Maßnahme ruht"),
        "programme.measure_resumed": gettext_lazy("Maßnahme läuft wieder"),
        "programme.measure_finished": gettext_lazy("Maßnahme abgeschlossen"),
        "programme.measure_abandoned": gettext_lazy("Maßnahme abgebrochen"),
    }
)
CHANGEABLE = (
    "title", "text", "provider", "dimensions", "groups", "indicators", "begins", "ends", "budget_line",
)  # fmt: skip


@transaction.atomic
def begin_measure(
    *,
    by: Agent,
    plan: Plan,
    need: Need | None = None,
    decision: Decision | None = None,
    seen: int | None = None,
) -> Measure:
    """Begin a measure; a need that is decided is in implementation from then on, due when the measure ends.

    The figure by which the decision wants to see its effect comes with it; only a change with a reason drops it.
    From a provider it is a proposal to the department, and nothing else changes before that agrees.

    seen: the newest measure of the need that was seen, 0 for none; who didn't see the newest is told so.
    Raises NotAllowed, and Refused where something is missing or somebody was quicker.
    """
    actor = _beginning(by, plan, need)
    if need is not None:
        need = steps.locked(need)
        decision = decision or decision_on(need)
        _require_seen(need, seen)
        require_not_broken_off(need)
    require_whole(plan)
    _require_of(need, decision)
    measure = Measure.objects.create(
        title=plan.title.strip(), text=plan.text.strip(), need=need, decision=decision, state=MeasureState.PROPOSED,
        responsible=plan.responsible, provider=plan.provider, edition=plan.edition, space=plan.space,
        planning_area=plan.planning_area, dimensions=list(plan.dimensions), groups=list(plan.groups),
        indicators=_moved(plan, decision), begins=plan.begins, ends=plan.ends, budget_line=plan.budget_line,
        made=clock.now(),
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(measure=measure, title=title.strip(), due=due, first_due=due)
        for title, due in plan.milestones
    )
    YearCost.objects.bulk_create(
        YearCost(measure=measure, year=year, planned=planned) for year, planned in plan.costs
    )
    fundings = Funding.objects.bulk_create(funding_of(measure, one) for one in plan.fundings)
    if rules.commits(by, plan):
        set_going(by, actor, measure)
    else:
        for one, fund in _of_funds(fundings):
            promises.giving(by, one, fund)
        _propose(actor, measure)
    return measure


def _propose(actor: Actor, measure: Measure) -> None:
    entry = record(by=actor, act="programme.measure_proposed", subject=about(measure), details=_told(measure))
    told = {"number": measure.number, "who": measure.provider.name if measure.provider else actor.name}
    nudge(actor, entry, measure, people_of(measure.responsible), lambda: (
        _("Stimmt Ihr Amt zu? %(number)s") % told,
        _("%(who)s schlägt eine Maßnahme vor, für die Ihr Amt einstehen soll. Sie beginnt erst, wenn Sie zustimmen.")
        % told,
    ))  # fmt: skip


def set_going(by: Agent, actor: Actor, measure: Measure) -> None:
    """From here on it is the city's, with its money and its need."""
    target = MeasureState.RUNNING if measure.begins <= clock.today() else MeasureState.PLANNED
    require_step(measure.state, target)
    measure.state, need, details = target, measure.need, _told(measure)
    measure.save(update_fields=["state"])
    _promise(by, list(measure.fundings.order_by("pk")))
    if need is not None and need.state != State.IMPLEMENTING:
        way.advance(
            by=by, actor=actor, need=need, target=State.IMPLEMENTING, reason=_in_words(measure), details=details,
            due=measure.ends,
        )  # fmt: skip
    elif need is not None:
        require_not_broken_off(need)
        _due(need)
    record(by=actor, act="programme.measure_begun", subject=subject_of(measure), details=details)


def _moved(plan: Plan, decision: Decision | None) -> list[str]:
    expected = expected_of(decision)
    first = [expected.indicator] if expected is not None and expected.indicator else []
    return list(dict.fromkeys([*first, *plan.indicators]))


def _promise(by: Agent, fundings: list[Funding]) -> None:
    """What funds give is held there; funds are locked in the order of their numbers."""
    for one, fund in _of_funds(fundings):
        promises.reserve(promises.giving(by, one, fund), one, fund)
        one.save(update_fields=["reservation"])


def _of_funds(fundings: list[Funding]) -> Iterator[tuple[Funding, Fund]]:
    given = [one for one in fundings if one.fund is not None and one.confirmed is not None]
    for one in sorted(given, key=lambda each: each.fund_id or 0):
        yield one, bookings.locked(one.fund)


def _beginning(by: Agent, plan: Plan, need: Need | None) -> Actor:
    """Who runs it; a measure that answers no need may also come from whoever records decisions."""
    try:
        return rules.running(by, plan)
    except NotAllowed:
        if need is None:
            return rules.recording(by)
        raise


def _require_seen(need: Need, seen: int | None) -> None:
    """Refuse who planned without knowing of a measure that began meanwhile, so that nothing begins twice."""
    last = Measure.with_proposals.filter(need=need).order_by("-pk").first() if seen is not None else None
    if last is not None and last.pk != seen:
        told = _(
            "Für diesen Bedarf hat inzwischen schon eine Maßnahme begonnen: %(number)s, „%(title)s“. Soll es noch eine "
            "weitere geben, senden Sie noch einmal ab."
        )
        raise Refused(told % {"number": last.number, "title": last.title}, "quicker")


def require_not_broken_off(need: Need) -> None:
    """What was broken off is decided anew before somebody begins again."""
    if need.state == State.IMPLEMENTING and not need.measures.filter(state__in=OPEN_MEASURES).exists():
        raise Refused(
            _(
                "Für diesen Bedarf läuft keine Maßnahme mehr. Bevor eine neue beginnt, muss neu beschlossen werden."
            )
        )


def _require_of(need: Need | None, decision: Decision | None) -> None:
    if decision is not None and (need is None or decision.paper.need_id != need.pk):
        raise Refused(
            _("Der Beschluss gehört zu einem anderen Bedarf. Bitte wählen Sie einen, der dazu passt.")
        )


def _told(measure: Measure) -> dict[str, Any]:
    """What the journal keeps: plain values."""
    line, expected = measure.budget_line, expected_of(measure.decision)
    return {
        "measure": measure.pk, "title": measure.title, "responsible": measure.responsible.name,
        "provider": measure.provider.name if measure.provider else "", "space": measure.space,
        "begins": measure.begins.isoformat(), "ends": measure.ends.isoformat(),
        "milestones": [one.due.isoformat() for one in measure.milestones.all()],
        "costs": {str(one.year): str(one.planned) for one in measure.costs.all()},
        "budget_line": str(line) if line else "",
        "decision": measure.decision.number if measure.decision else "", "indicators": measure.indicators,
    } | (expected.kept if expected else {})  # fmt: skip


def _in_words(measure: Measure) -> str:
    """What those who registered it read, in German as all that is decided here."""
    with override("de"):
        who = measure.provider.name if measure.provider else measure.responsible.name
        said = _(
            "Die Maßnahme „%(title)s“ beginnt. Es kümmert sich: %(who)s. Fertig sein soll sie bis %(day)s."
        )
        return said % {"title": measure.title, "who": who, "day": f"{measure.ends:%d.%m.%Y}"}


# -- what every further act does --


def _due(need: Need) -> None:
    """A need in implementation is due when the last of its measures ends."""
    if need.state == State.IMPLEMENTING:
        ends = Measure.objects.filter(need=need, state__in=OPEN_MEASURES).order_by("-ends")
        need.due = ends.values_list("ends", flat=True).first()
        need.save(update_fields=["due"])


def _step(actor: Actor, measure: Measure, target: MeasureState, act: str, reason: str) -> Measure:
    require_step(measure.state, target)
    before, measure.state = measure.state, target
    measure.save(update_fields=["state"])
    note(actor, act, measure, reason, **{"from": before, "to": str(target)})
    return measure


@transaction.atomic
def start(*, by: Agent, measure: Measure) -> Measure:
    """What was planned is worked on from today."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_agreed(measure)
    return _step(actor, measure, MeasureState.RUNNING, "measure_started", "")


@transaction.atomic
def pause(*, by: Agent, measure: Measure, reason: str) -> Measure:
    """It rests."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    return _step(actor, measure, MeasureState.PAUSED, "measure_paused", required_reason(reason))


@transaction.atomic
def resume(*, by: Agent, measure: Measure, reason: str = "") -> Measure:
    """It goes on."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    if measure.state != MeasureState.PAUSED:
        require_step(measure.state, MeasureState.PAUSED)
        raise Refused(_("Die Maßnahme läuft schon."), "quicker")
    return _step(actor, measure, MeasureState.RUNNING, "measure_resumed", reason.strip())


@transaction.atomic
def change_measure(*, by: Agent, measure: Measure, reason: str, **values: Any) -> Measure:
    """Change what is said of it (one of CHANGEABLE), with a reason that everybody reads."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_open(measure)
    reason = required_reason(reason)
    changed = dict(_changes(measure, values))
    if not changed:
        raise Refused(_("Es hat sich nichts geändert."))
    _require_sound(measure)
    measure.save(update_fields=list(changed))
    if "ends" in changed and measure.need is not None:
        _due(measure.need)
    note(actor, "measure_changed", measure, reason, changes=changed)
    return measure


def _changes(measure: Measure, values: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in values.items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} of a measure never changes")
        before = getattr(measure, name)
        value = list(value) if isinstance(value, tuple) else value
        if before != value:
            setattr(measure, name, value)
            yield name, [_plain(before), _plain(value)]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def _require_sound(measure: Measure) -> None:
    if not measure.title.strip():
        raise Refused(_("Bitte geben Sie der Maßnahme einen Titel."))
    if measure.ends < measure.begins:
        raise Refused(_("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die beiden Tage."))
    promised = measure.fundings.filter(confirmed__isnull=False).exists()
    if wrong := unpaid(measure.budget_line, is_promised=promised):
        raise Refused(wrong)
    if open_steps().filter(measure=measure).exclude(due__range=(measure.begins, measure.ends)).exists():
        raise Refused(_("Ein offener Schritt läge außerhalb der neuen Zeit. Verschieben Sie ihn zuerst."))


# -- ends --


@transaction.atomic
def finish(*, by: Agent, measure: Measure, on: date, text: str) -> Measure:
    """Everything is done; with the last of its measures the need is implemented, unless another was broken off and
    nothing took its place: then who decided decides anew. text: what came of it."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_step(measure.state, MeasureState.DONE)
    if not text.strip():
        raise Refused(
            _(
                "Bitte schreiben Sie in zwei Sätzen, was jetzt da ist: Es wird denen geschickt, die es gemeldet haben."
            )
        )
    if open_steps().filter(measure=measure).exists():
        raise Refused(
            _(
                "Es gibt noch offene Schritte. Melden Sie sie erledigt, oder streichen Sie sie mit einem Grund."
            )
        )
    _require_day(measure, on)
    _end(actor, measure, MeasureState.DONE, on, text.strip())
    entry = note(actor, "measure_finished", measure, text.strip(), on=on.isoformat())
    need = measure.need
    if need is not None and need.state == State.IMPLEMENTING:
        _due(need)
        if need.measures.filter(state__in=OPEN_MEASURES).exists():
            return measure
        if is_given_up(need):
            steps.break_off(need)
            steps.tell_contributors(
                actor=actor,
                need=need,
                entry=entry,
                letter="measure_done",
                reason=text.strip(),
                measure=measure.title,
            )
        else:
            way.advance(
                by=by, actor=actor, need=need, target=State.IMPLEMENTED, reason=text.strip(),
                details={"measure": measure.pk, "on": on.isoformat()}, due=due_day(expected_of(decision_on(need))),
            )  # fmt: skip
    return measure


@transaction.atomic
def abandon(*, by: Agent, measure: Measure, reason: str) -> Measure:
    """Break it off. Its need waits for a new paper and stays where it is until then; everybody in it is told why."""
    measure = locked(measure)
    actor = rules.running(by, measure)
    require_step(measure.state, MeasureState.ABANDONED)
    reason = required_reason(reason)
    _end(actor, measure, MeasureState.ABANDONED, clock.today(), reason)
    entry = note(actor, "measure_abandoned", measure, reason, on=clock.today().isoformat())
    if measure.need is not None:
        _due(measure.need)
        if not measure.need.measures.filter(state__in=OPEN_MEASURES).exists():
            steps.break_off(measure.need)
        steps.tell_contributors(
            actor=actor, need=measure.need, entry=entry, letter="measure_abandoned", reason=reason,
            measure=measure.title,
        )  # fmt: skip
    return measure


def _require_day(measure: Measure, on: date) -> None:
    if not measure.begins <= on <= clock.today():
        raise Refused(_("Der Tag muss zwischen dem Beginn der Maßnahme und heute liegen."))


def _end(actor: Actor, measure: Measure, state: MeasureState, on: date, because: str) -> None:
    promises.release_all(actor, measure)
    measure.state, measure.ended, measure.ended_because = state, on, because[:2000]
    measure.save(update_fields=["state", "ended", "ended_because"])
