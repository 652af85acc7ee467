"""A department drafts its answer, submits it, and somebody else releases it. Released, it never changes."""

from __future__ import annotations

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules, steps
from sozialraum.planning.answers.drafts import Said, in_words
from sozialraum.planning.answers.models import Answer, Request
from sozialraum.planning.answers.states import AnswerKind, AnswerState, RequestState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused, may

DRAFTED = "answers.drafted"
name_acts(
    {
        DRAFTED: gettext_lazy("Stellungnahme entworfen"),
        "answers.submitted": gettext_lazy("Stellungnahme zur Freigabe vorgelegt"),
        "answers.given_back": gettext_lazy("Stellungnahme zur Überarbeitung zurückgegeben"),
        "answers.released": gettext_lazy("Stellungnahme freigegeben"),
    }
)


@transaction.atomic
def save_draft(*, by: Account, request: Request, said: Said, version: int) -> Answer:
    """Keep what an officer wrote. version: of the draft that they had before them; 0 where there was none.

    Who was slower is refused (code "edited") and has both texts: nothing is overwritten unseen.
    """
    kept = steps.locked(request)
    actor = rules.drafting(by, kept.lead)
    steps.require_waiting(kept)
    answer = Answer.objects.select_for_update(of=("self",)).filter(request=kept).first()
    if answer is not None and answer.state != AnswerState.DRAFT:
        raise Refused(
            _(
                "Die Stellungnahme liegt zur Freigabe. Ändern können Sie sie, wenn die Leitung sie zurückgibt."
            ),
            "quicker",
        )
    if (answer.version if answer else 0) != version:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes gespeichert. Beides steht hier: Ihr Text im Formular, der andere "
                "darunter. Führen Sie beides zusammen und speichern Sie noch einmal."
            ),
            "edited",
        )
    values = _checked(said) | {"drafted_by": by, "version": version + 1}
    if answer is None:
        answer = Answer(request=kept)
    for name, value in values.items():
        setattr(answer, name, value)
    answer.save()
    details = {"department": kept.lead.name, "version": answer.version}
    steps.note(by=actor, act=DRAFTED, request=kept, details=details)
    return answer


@transaction.atomic
def submit(*, by: Agent, answer: Answer) -> Answer:
    """The draft is whole: the head is nudged to release it."""
    kept = steps.locked_answer(answer)
    actor = rules.drafting(by, kept.request.lead)
    steps.require_waiting(kept.request)
    require_step(kept.state, AnswerState.SUBMITTED)
    rules.require_whole(kept)
    kept.state, kept.submitted, kept.remark = AnswerState.SUBMITTED, clock.now(), ""
    kept.save(update_fields=["state", "submitted", "remark"])
    details = {"department": kept.request.lead.name, "version": kept.version}
    entry = steps.note(by=actor, act="answers.submitted", request=kept.request, details=details)
    heads = steps.people_of(kept.request.lead, "department_head")
    steps.nudge(
        by=actor, entry=entry, request=kept.request, to=heads, written=lambda: _submitted(kept.request)
    )
    return kept


@transaction.atomic
def give_back(*, by: Agent, answer: Answer, remark: str) -> Answer:
    """The head wants something else first; what, only the department reads."""
    kept = steps.locked_answer(answer)
    actor = rules.releasing(by, kept.request.lead)
    require_step(kept.state, AnswerState.DRAFT)
    kept.remark = steps.require_text(remark, _("Bitte schreiben Sie, was anders werden soll."))
    kept.state, kept.submitted = AnswerState.DRAFT, None
    kept.save(update_fields=["state", "submitted", "remark"])
    details = {"department": kept.request.lead.name, "version": kept.version}
    entry = steps.note(by=actor, act="answers.given_back", request=kept.request, details=details)
    officers = steps.people_of(kept.request.lead, "department_officer")
    steps.nudge(
        by=actor, entry=entry, request=kept.request, to=officers, written=lambda: _given_back(kept.request)
    )
    return kept


@transaction.atomic
def release(*, by: Account, answer: Answer, version: int | None = None) -> Answer:
    """The department's word, from now on everybody's. version: of what the head read, where that is known."""
    kept = steps.locked_answer(answer)
    request = kept.request
    actor = rules.releasing(by, request.lead)
    steps.require_waiting(request)
    require_step(kept.state, AnswerState.RELEASED)
    rules.require_other_eyes(by, kept)
    _require_not_an_author(by, request)
    if version is not None and version != kept.version:
        raise Refused(
            _("Der Entwurf ist inzwischen ein anderer. Bitte lesen Sie ihn noch einmal."), "quicker"
        )
    rules.require_whole(kept)
    silent = rules.silent_parts(request)
    if silent and not rules.is_over(request):
        told = {"names": ", ".join(silent), "day": date_format(request.due, "DATE_FORMAT")}
        raise Refused(
            _(
                "Es fehlt noch ein Beitrag: %(names)s. Bis zum %(day)s ist dafür Zeit; danach geht es ohne ihn."
            )
            % told
        )
    require_step(request.state, RequestState.ANSWERED)
    now = clock.now()
    kept.state, kept.released, kept.released_by = AnswerState.RELEASED, now, by
    kept.save(update_fields=["state", "released", "released_by"])
    late = (clock.today() - request.measured_by).days
    request.state, request.answered = RequestState.ANSWERED, now
    request.save(update_fields=["state", "answered"])
    reason = in_words(kept, silent)
    details = {
        "answer": kept.pk, "department": request.lead.name, "kind": kept.kind, "days_late": max(late, 0),
        "cost": None if kept.cost is None else str(kept.cost),
        "by_when": kept.by_when.isoformat() if kept.by_when else None, "legal_basis": kept.legal_basis,
        "sector_plan": kept.plan.title if kept.plan else "", "silent": silent,
        "in_place_of_head": not may(by, rules.RELEASE, rules.scope_of(request.lead)),
    }  # fmt: skip
    entry = steps.note(by=actor, act="answers.released", request=request, reason=reason, details=details)
    way.advance(
        by=by, actor=actor, need=request.need, target=State.ANSWERED, reason=reason, department=request.lead.name,
        details={"answer": kept.pk, "kind": kept.kind},
    )  # fmt: skip
    steps.nudge(
        by=actor,
        entry=entry,
        request=request,
        to=steps.managers_of(request.need),
        written=lambda: _answered(request),
    )
    return kept


def _require_not_an_author(by: Account, request: Request) -> None:
    """Whoever wrote at any version of it isn't the other person: the journal knows who did."""
    lines = Entry.objects.filter(subject_kind="need", subject_key=str(request.need_id), act=DRAFTED)
    if lines.filter(actor_id=by.pk, details__request=request.pk).exists():
        raise NotAllowed(
            _("Sie haben an dieser Stellungnahme mitgeschrieben. Freigeben muss sie jemand anderes.")
        )


def _checked(said: Said) -> dict[str, object]:
    """As columns; what can't be kept is refused. A draft need not be whole."""
    values = said.values()
    if values["kind"] not in AnswerKind.values:
        raise Refused(_("Bitte wählen Sie, was das Amt tun kann."))
    if said.cost is not None:
        rules.require_cost(said.cost)
    return values


def _submitted(request: Request) -> tuple[str, str]:
    told = {"number": request.need.number, "day": date_format(request.due, "DATE_FORMAT")}
    return (
        _("Zur Freigabe: Stellungnahme zu %(number)s") % told,
        _("Der Entwurf ist fertig. Bitte lesen Sie ihn und geben Sie ihn frei, spätestens am %(day)s.")
        % told,
    )


def _given_back(request: Request) -> tuple[str, str]:
    told = {"number": request.need.number}
    return (
        _("Bitte überarbeiten: Stellungnahme zu %(number)s") % told,
        _("Die Leitung hat den Entwurf mit einer Anmerkung zurückgegeben. Sie steht beim Entwurf."),
    )


def _answered(request: Request) -> tuple[str, str]:
    told = {"number": request.need.number, "name": request.lead.name}
    return (
        _("Die Antwort ist da: %(number)s") % told,
        _(
            "%(name)s hat zu %(number)s Stellung genommen. Die Konferenz liest die Antwort in ihrer nächsten Sitzung."
        )
        % told,
    )
