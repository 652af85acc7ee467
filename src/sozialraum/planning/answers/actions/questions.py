"""What departments and conferences ask each other about a request: on the record, for everybody to read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules, steps
from sozialraum.planning.answers.models import Question, Request
from sozialraum.planning.answers.states import Side
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "answers.asked": gettext_lazy("Zu einem Auftrag nachgefragt"),
        "answers.question_answered": gettext_lazy("Nachfrage zu einem Auftrag beantwortet"),
    }
)


@transaction.atomic
def ask_the_conference(
    *, by: Agent, request: Request, text: str, department: Organisation | None = None
) -> Question:
    """A department, the one that leads unless said otherwise, asks who carries the need."""
    kept = steps.locked(request)
    asks = department or kept.lead
    actor = rules.of_department(by, asks)
    if asks.pk != kept.lead_id and not kept.parts.filter(department=asks).exists():
        raise Refused(_("Ihr Amt ist an diesem Auftrag nicht beteiligt."))
    return _ask(actor, kept, Side.DEPARTMENT, asks, text)


@transaction.atomic
def ask_the_department(
    *, by: Agent, request: Request, text: str, department: Organisation | None = None
) -> Question:
    """The manager asks a department, the one that leads unless said otherwise."""
    kept = steps.locked(request)
    actor = rules.handing_over(by, kept.need)
    asked = department or kept.lead
    if asked.pk != kept.lead_id and not kept.parts.filter(department=asked).exists():
        raise Refused(_("Dieses Amt ist an dem Auftrag nicht beteiligt."))
    return _ask(actor, kept, Side.CONFERENCE, asked, text)


@transaction.atomic
def answer_question(*, by: Agent, question: Question, text: str) -> Question:
    """Whoever was asked answers, once; also after the release: nobody asks in vain."""
    request = steps.locked(question.request)
    kept = Question.objects.select_for_update(of=("self",)).select_related("department").get(pk=question.pk)
    if kept.asked_by == Side.CONFERENCE:
        actor = rules.of_department(by, kept.department)
    else:
        actor = rules.handing_over(by, request.need)
    if kept.answered:
        raise Refused(_("Jemand war schneller: Die Frage ist schon beantwortet."), "quicker")
    kept.answer = steps.require_text(text, _("Bitte schreiben Sie die Antwort."))
    kept.answered = clock.now()
    kept.save(update_fields=["answer", "answered"])
    details = {"question": kept.pk, "asked_by": kept.asked_by, "department": kept.department.name}
    entry = steps.note(
        by=actor, act="answers.question_answered", request=request, reason=kept.answer, details=details
    )
    _nudge(actor, entry, request, kept, back=True)
    return kept


def _ask(actor: Any, request: Request, side: Side, department: Organisation, text: str) -> Question:
    steps.require_open(request)
    words = steps.require_text(text, _("Bitte schreiben Sie Ihre Frage."))
    made = Question.objects.create(
        request=request, asked_by=side, department=department, text=words, asked=clock.now()
    )
    details = {"question": made.pk, "asked_by": str(side), "department": department.name}
    entry = steps.note(by=actor, act="answers.asked", request=request, reason=words, details=details)
    _nudge(actor, entry, request, made, back=False)
    return made


def _nudge(actor: Any, entry: Any, request: Request, question: Question, *, back: bool) -> None:
    to_department = (question.asked_by == Side.CONFERENCE) is not back
    to = steps.people_of(question.department) if to_department else steps.managers_of(request.need)
    told = {"number": request.need.number}

    def written() -> tuple[str, str]:
        if back:
            return _("Antwort auf Ihre Frage zu %(number)s") % told, question.answer
        return _("Eine Frage zu %(number)s") % told, question.text

    steps.nudge(by=actor, entry=entry, request=request, to=to, written=written)
