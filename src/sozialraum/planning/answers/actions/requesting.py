"""A need goes to a department, from one to the next, or to the steering group: never to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules, steps
from sozialraum.planning.answers.drafts import as_plain, from_plain
from sozialraum.planning.answers.models import Answer, Part, Passing, Request, SetAside
from sozialraum.planning.answers.queries.clocks import holder
from sozialraum.planning.answers.queries.orphans import is_orphaned
from sozialraum.planning.answers.states import RequestState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.needs import rules as of_needs
from sozialraum.planning.needs import steps as of_need
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.way import named
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "answers.handed_over": gettext_lazy("Bedarf einem Fachamt übergeben"),
        "answers.passed_on": gettext_lazy("Auftrag zur Stellungnahme weitergegeben"),
        "answers.assigned": gettext_lazy("Auftrag zur Stellungnahme zugewiesen"),
        "answers.reassigned": gettext_lazy("Zuweisung eines Auftrags berichtigt"),
        "answers.extended": gettext_lazy("Frist einer Stellungnahme verlängert"),
    }
)
LONGEST = timedelta(days=366)  # further away, nobody would ever be late


@transaction.atomic
def hand_over(
    *, by: Agent, need: Need, lead: Organisation, co_departments: Iterable[Organisation] = (), due: date,
    asked: str = "", reason: str = "",
) -> Request:  # fmt: skip
    """Ask a department that leads, and others beside it, until a day: it lies in their inboxes, a letter nudges."""
    need = of_need.locked(need)
    actor = rules.handing_over(by, need)
    of_needs.require_step(need, State.HANDED_OVER)
    if need.state != State.BUNDLED:
        raise Refused(
            _("Jemand war schneller: Der Bedarf liegt schon beim Fachamt. Bitte laden Sie die Seite neu."),
            "quicker",
        )
    beside = list({one.pk: one for one in co_departments}.values())
    _require_departments(lead, *beside)
    if lead.pk in {one.pk for one in beside}:
        raise Refused(_("Das federführende Amt kann nicht zugleich beteiligt sein. Bitte wählen Sie es ab."))
    _require_future(due)
    now = clock.now()
    made = Request.objects.create(
        need=need, lead=lead, asked=asked.strip(), due=due, first_due=due, handed_over=now, at_lead_since=now
    )
    Part.objects.bulk_create([Part(request=made, department=one) for one in beside])
    names = sorted(one.name for one in beside)
    details: dict[str, Any] = {
        "lead": lead.name, "co_departments": names, "due": due.isoformat(), "asked": made.asked
    }  # fmt: skip
    entry = steps.note(
        by=actor, act="answers.handed_over", request=made, reason=reason.strip(), details=details
    )
    _step(by, actor, made, reason.strip(), details={"co_departments": names} if names else {})
    _nudge_lead(actor, entry, made)
    for one in beside:
        to = steps.people_of(one)
        steps.nudge(by=actor, entry=entry, request=made, to=to, written=lambda: _asked_beside(made))
    return made


@transaction.atomic
def pass_on(*, by: Agent, request: Request, to: Organisation | None, reason: str) -> Passing:
    """“Not responsible”: to whom it is, or, where nobody is named or it was there already, to the steering group."""
    kept = steps.locked(request)
    if kept.lead_id != request.lead_id or kept.at_lead_since != request.at_lead_since:
        raise Refused(
            _("Jemand war schneller: Der Auftrag liegt jetzt bei %(name)s.") % {"name": named(holder(kept))},
            "quicker",
        )
    actor = rules.of_department(by, kept.lead)
    after = RequestState.WAITING if to and not _had_it(kept, to) else RequestState.UNASSIGNED
    require_step(kept.state, after)
    if kept.state != RequestState.WAITING:
        raise Refused(_("Der Auftrag liegt schon bei der Steuerungsgruppe."), "quicker")
    if kept.assigned:
        raise Refused(
            _(
                "Die Steuerungsgruppe hat Ihnen den Auftrag zugewiesen; das ist verbindlich. Fragen Sie nach, "
                "wenn etwas unklar ist."
            )
        )
    reason = steps.require_text(reason, _("Bitte schreiben Sie, warum Ihr Amt nicht zuständig ist."))
    if to is not None:
        _require_departments(to)
        if to.pk == kept.lead_id:
            raise Refused(_("Das ist Ihr eigenes Amt. Nennen Sie das Amt, das zuständig ist."))
    if to is not None and after == RequestState.UNASSIGNED:
        reason += " " + _("Genannt wurde %(name)s; dort lag der Auftrag schon.") % {"name": to.name}
    target = to if after == RequestState.WAITING else None
    _set_aside(kept)
    source = kept.lead
    made = Passing.objects.create(request=kept, source=source, target=target, reason=reason, at=clock.now())
    kept.state, kept.at_lead_since = after, made.at
    if target is not None:
        kept.lead = target
    kept.save(update_fields=["state", "lead", "at_lead_since"])
    details = {"from_department": source.name, "to_department": holder(kept)}
    entry = steps.note(by=actor, act="answers.passed_on", request=kept, reason=reason, details=details)
    _step(by, actor, kept, reason, letter="passed_on", details=details)
    if target is not None:
        _nudge_lead(actor, entry, kept)
    else:
        to_all = [*steps.planners(), *steps.managers_of(kept.need)]
        steps.nudge(by=actor, entry=entry, request=kept, to=to_all, written=lambda: _unassigned(kept))
    return made


@transaction.atomic
def assign(*, by: Agent, request: Request, to: Organisation, reason: str, due: date | None = None) -> Passing:
    """The steering group says who answers; that is binding. What the department had drafted is there again."""
    kept = steps.locked(request)
    actor = rules.steering(by)
    if kept.state != RequestState.UNASSIGNED and not is_orphaned(kept):
        raise Refused(
            _("Jemand war schneller: Der Auftrag liegt jetzt bei %(name)s.") % {"name": named(holder(kept))},
            "quicker",
        )
    require_step(kept.state, RequestState.WAITING)
    _require_departments(to)
    reason = steps.require_text(reason, _("Bitte schreiben Sie, warum dieses Amt antworten soll."))
    _set_day(kept, to, due)
    if kept.state == RequestState.WAITING:  # its department is no more: what it wrote stays its own
        _set_aside(kept)
    made = Passing.objects.create(request=kept, source=None, target=to, reason=reason, at=clock.now())
    kept.state, kept.lead, kept.assigned, kept.at_lead_since = RequestState.WAITING, to, True, made.at
    kept.save(update_fields=["state", "lead", "assigned", "due", "missed", "at_lead_since"])
    _take_up_again(kept)
    details = {"to_department": to.name}
    entry = steps.note(
        by=actor, act="answers.assigned", request=kept, reason=reason, details=details | {"due": kept.due.isoformat()}
    )  # fmt: skip
    _step(by, actor, kept, reason, letter="assigned", details=details)
    _nudge_lead(actor, entry, kept)
    return made


@transaction.atomic
def reassign(
    *, by: Agent, request: Request, to: Organisation, reason: str, due: date | None = None
) -> Passing:
    """What the steering group assigned wrongly it assigns to another, as long as no answer is released."""
    kept = steps.locked(request)
    actor = rules.steering(by)
    steps.require_open(kept)
    if kept.lead_id != request.lead_id or kept.at_lead_since != request.at_lead_since:
        raise Refused(
            _("Jemand war schneller: Der Auftrag liegt jetzt bei %(name)s.") % {"name": named(holder(kept))},
            "quicker",
        )
    if not kept.assigned or kept.state != RequestState.WAITING:
        raise Refused(
            _("Berichtigen lässt sich nur, was die Steuerungsgruppe zugewiesen hat und noch beim Amt liegt.")
        )
    _require_departments(to)
    if to.pk == kept.lead_id:
        raise Refused(_("Dort liegt der Auftrag schon. Nennen Sie das Amt, das stattdessen antworten soll."))
    reason = steps.require_text(reason, _("Bitte schreiben Sie, warum die Zuweisung falsch war."))
    _set_day(kept, to, due)
    _set_aside(kept)
    former = kept.lead
    made = Passing.objects.create(request=kept, source=None, target=to, reason=reason, at=clock.now())
    kept.lead, kept.at_lead_since = to, made.at
    kept.save(update_fields=["lead", "due", "missed", "at_lead_since"])
    _take_up_again(kept)
    details = {"corrected_from": former.name, "to_department": to.name}
    entry = steps.note(
        by=actor, act="answers.reassigned", request=kept, reason=reason, details=details | {"due": kept.due.isoformat()}
    )  # fmt: skip
    _step(by, actor, kept, reason, letter="reassigned", details=details)
    _nudge_lead(actor, entry, kept)
    beside = Organisation.objects.filter(parts__request=kept).exclude(pk=to.pk)
    others = [*steps.managers_of(kept.need), *(p for one in {former, *beside} for p in steps.people_of(one))]
    steps.nudge(by=actor, entry=entry, request=kept, to=others, written=lambda: _moved(kept, former))
    return made


@transaction.atomic
def extend(*, by: Agent, request: Request, due: date, reason: str) -> Request:
    """More time, with a reason that everybody reads; the first day stays beside it."""
    kept = steps.locked(request)
    actor = rules.handing_over(by, kept.need)
    steps.require_open(kept)
    _require_future(due)
    if due <= kept.due:
        raise Refused(
            _("Die Frist läuft schon bis zum %(day)s. Nennen Sie einen späteren Tag.")
            % {"day": date_format(kept.due, "DATE_FORMAT")}
        )
    reason = steps.require_text(reason, _("Bitte schreiben Sie, warum die Frist länger wird."))
    before = kept.due
    _give_until(kept, due)
    kept.save(update_fields=["due", "missed"])
    details = {"from_due": before.isoformat(), "to_due": due.isoformat()}
    entry = steps.note(by=actor, act="answers.extended", request=kept, reason=reason, details=details)
    _step(by, actor, kept, reason, letter="extended", details={"extended_from": before.isoformat()})
    if kept.state == RequestState.WAITING:
        _nudge_lead(actor, entry, kept)
    return kept


def _step(
    by: Agent, actor: Any, request: Request, reason: str, letter: str = "", details: Any = None
) -> None:
    """The need's own step: at whom it is now, until when."""
    way.advance(
        by=by, actor=actor, need=request.need, target=State.HANDED_OVER, reason=reason, details=details,
        department=holder(request), due=request.due, letter=letter,
    )  # fmt: skip


def _had_it(request: Request, department: Organisation) -> bool:
    """Whether it lay there before: who passed it on, or got it."""
    passed = request.passings.values_list("source_id", "target_id")
    return department.pk in {pk for pair in passed for pk in pair}


def _require_departments(*found: Organisation) -> None:
    """Refuse what is no department, and one in which nobody could answer: there a need would be lost."""
    for one in found:
        if one.bank != Bank.ADMINISTRATION or one.is_closed:
            raise Refused(
                _("%(name)s ist kein Fachamt, das es noch gibt. Bitte wählen Sie ein anderes.")
                % {"name": one.name}
            )
        if not steps.people_of(one, "department_officer"):
            raise Refused(
                _(
                    "Bei %(name)s kann niemand Stellungnahmen entwerfen. Die Administration muss erst jemanden berufen."
                )
                % {"name": one.name}
            )


def _require_future(due: date) -> None:
    if due <= clock.today():
        raise Refused(_("Die Frist muss in der Zukunft liegen. Nennen Sie einen späteren Tag."))
    if due - clock.today() > LONGEST:
        raise Refused(_("Die Frist liegt mehr als ein Jahr in der Zukunft. Nennen Sie einen früheren Tag."))


def _set_day(request: Request, to: Organisation, due: date | None) -> None:
    """A new day where one is named, and it has to be where the old one is over: nobody can answer by a day of before.

    A department that never had the request has missed nothing.
    """
    if due is not None:
        _require_future(due)
        _give_until(request, due)
    elif request.due <= clock.today():
        raise Refused(
            _("Bis zum %(day)s kann das Amt nicht mehr antworten. Bitte nennen Sie eine neue Frist.")
            % {"day": date_format(request.due, "DATE_FORMAT")}
        )
    if to.pk != request.lead_id and not _had_it(request, to):
        request.missed = None


def _give_until(request: Request, due: date) -> None:
    """More time; where the day had passed without an answer, that stays known."""
    if request.due < clock.today() and request.missed is None:
        request.missed = request.due
    request.due = due


def _set_aside(request: Request) -> None:
    """What the department had written stays its own."""
    draft = Answer.objects.select_for_update(of=("self",)).filter(request=request).first()
    if draft is None:
        return
    values = {"said": as_plain(draft), "drafted_by": draft.drafted_by, "at": clock.now()}
    SetAside.objects.update_or_create(request=request, department=request.lead, defaults=values)
    draft.delete()


def _take_up_again(request: Request) -> None:
    kept = SetAside.objects.filter(request=request, department=request.lead).first()
    if kept is not None:
        Answer.objects.create(request=request, drafted_by=kept.drafted_by, version=1, **from_plain(kept.said))
        kept.delete()


def _nudge_lead(actor: Any, entry: Any, request: Request) -> None:
    to = steps.people_of(request.lead)
    steps.nudge(by=actor, entry=entry, request=request, to=to, written=lambda: _asked(request))


def _told(request: Request) -> dict[str, str]:
    return {"number": request.need.number, "title": request.need.title, "name": request.lead.name,
            "day": date_format(request.due, "DATE_FORMAT")}  # fmt: skip


def _asked(request: Request) -> tuple[str, str]:
    told = _told(request)
    return (
        _("Stellungnahme bis %(day)s: %(number)s") % told,
        _(
            "Der Bedarf %(number)s „%(title)s“ liegt bei %(name)s. Die Stellungnahme wird bis zum %(day)s gebraucht."
        )
        % told,
    )


def _asked_beside(request: Request) -> tuple[str, str]:
    told = _told(request)
    return (
        _("Ihr Beitrag bis %(day)s: %(number)s") % told,
        _(
            "Zum Bedarf %(number)s „%(title)s“ nimmt %(name)s Stellung. Ihr Amt ist beteiligt; Ihr Beitrag wird bis "
            "zum %(day)s gebraucht."
        )
        % told,
    )


def _moved(request: Request, former: Organisation) -> tuple[str, str]:
    told = _told(request) | {"former": former.name}
    return (
        _("Zuweisung berichtigt: %(number)s") % told,
        _(
            "Die Steuerungsgruppe hat ihre Zuweisung berichtigt: Zum Bedarf %(number)s „%(title)s“ antwortet statt "
            "%(former)s jetzt %(name)s, bis zum %(day)s. Wer beteiligt ist, bleibt beteiligt."
        )
        % told,
    )


def _unassigned(request: Request) -> tuple[str, str]:
    told = _told(request)
    return (
        _("Niemand ist zuständig: %(number)s") % told,
        _(
            "Zum Bedarf %(number)s „%(title)s“ hält sich kein Amt für zuständig. Die Steuerungsgruppe weist ihn zu."
        )
        % told,
    )
