"""A department at work: its inbox, its draft, its part, its questions; passing on and releasing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.answers import rules
from sozialraum.planning.answers.actions import answering, parts, questions, requesting
from sozialraum.planning.answers.forms.answering import DraftForm, PartForm, PassOnForm, TextForm
from sozialraum.planning.answers.models import Answer, Part, Question, Request
from sozialraum.planning.answers.queries import handing, one, plans
from sozialraum.planning.answers.queries import inbox as desk
from sozialraum.planning.answers.queries.clocks import clock_of
from sozialraum.planning.answers.states import AnswerState, RequestState, Side
from sozialraum.planning.answers.views.trails import trail
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import euros

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@login_required
@published
def inbox(request: HttpRequest) -> HttpResponse:
    """What lies on the desk of one's departments."""
    stage = request.GET.get("was", "")
    department = one_number(request.GET.get("amt", ""))
    here = desk.inbox(request.user, stage if stage in desk.STAGES else "", department)
    if not here.offices.all:
        raise NotAllowed(_("Der Eingang gehört den Fachämtern."))
    context = {
        "here": here, "stages": [("", _("alles")), *desk.STAGES.items()], "stage": stage,
        "department": str(department or ""),
        "departments": [("", _("alle meine Ämter")), *((str(o.pk), o.name) for o in here.departments)],
        "trail": trail((_("Eingang"), None)), "is_narrowed": bool(stage or department),
    }  # fmt: skip
    return render(request, "answers/inbox.html", context)


@never_cache
@READ_OR_POST
@login_required
@published
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a department writes about one request: draft, part, questions."""
    here = Desk(request, _found(pk))
    if request.method == "POST" and here.act():
        return redirect("answers:work", pk)
    return render(request, "answers/work.html", here.context(), status=422 if here.refused else 200)


class Desk:
    """The work page of one request for one reader: what they may see of it, its forms, and what they sent."""

    def __init__(self, request: HttpRequest, asked: Request) -> None:
        self.request, self.user, self.posted, self.asked = request, request.user, request.POST, asked
        self.questions = list(asked.questions.select_related("department"))
        self.is_lead = rules.may_speak(self.user, asked.lead)
        self.parts = [
            part
            for part in asked.parts.select_related("department")
            if rules.may_speak(self.user, part.department)
        ]
        if (
            not self.is_lead
            and not self.parts
            and not any(_asks(self.user, question) for question in self.questions)
        ):
            raise NotAllowed(_("An diesem Auftrag arbeitet ein anderes Fachamt."))
        self.is_open = asked.state == RequestState.WAITING
        self.answer = getattr(asked, "answer", None) if self.is_lead else None
        self.do = self.posted.get("do", "")
        self.refused: Any = None
        self.draft = self._draft() if self._may_draft() else None
        self.ask = self._text_form("ask", _("Ihre Frage an das Planungsraummanagement"))

    def _may_draft(self) -> bool:
        try:
            rules.drafting(self.user, self.asked.lead)
        except NotAllowed:
            return False
        return self.is_open and (self.answer is None or self.answer.state == AnswerState.DRAFT)

    def _draft(self) -> DraftForm:
        sent = self.posted if self.do in ("save", "submit") else None
        return DraftForm(sent, answer=self.answer, plans=plans.plans_to_refer_to())

    def _text_form(self, do: str, label: str, prefix: str = "") -> TextForm:
        sent = self.posted if self.do == do and self.posted.get("of", "") == prefix else None
        return TextForm(sent, label=label, auto_id=f"id_{do}{prefix}_%s")

    def part_form(self, part: Part) -> PartForm:
        """The form of one part, with what stands there."""
        sent = self.posted if self.do == "part" and self.posted.get("of") == str(part.pk) else None
        initial = {"text": part.text, "cost": part.cost, "seen": part.version}
        return PartForm(sent, initial=initial, auto_id=f"id_part{part.pk}_%s")

    def act(self) -> bool:
        """Do what was sent, and say so; False where it was refused."""
        acts = {
            "save": self._save, "submit": self._save, "part": self._give_part, "ask": self._ask,
            "answer": self._answer,
        }  # fmt: skip
        if self.do not in acts:
            raise Http404
        return acts[self.do]()

    def _save(self) -> bool:
        form = self.refused = self.draft
        if form is None:
            raise NotAllowed(
                _("Diesen Entwurf können Sie jetzt nicht ändern. Bitte laden Sie die Seite neu.")
            )
        if not form.is_valid():
            return False
        version = form.cleaned_data["version"]
        try:
            answer = answering.save_draft(by=self.user, request=self.asked, said=form.said(), version=version)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.answer = Answer.objects.select_related("plan").filter(request=self.asked).first()
            form.now_at(self.answer.version if self.answer else 0)
            return False
        if self.do == "save":
            messages.success(self.request, _("Gespeichert. Der Entwurf ist nur in Ihrem Amt zu sehen."))
            return True
        try:
            answering.submit(by=self.user, answer=answer)
        except Refused as refusal:
            form.add_error(None, _("Gespeichert, aber noch nicht vorgelegt: %(why)s") % {"why": refusal})
            form.now_at(answer.version)
            return False
        said = _("Vorgelegt. Die Leitung gibt die Stellungnahme frei oder gibt sie zurück.")
        messages.success(self.request, said)
        return True

    def _give_part(self) -> bool:
        part = next((one for one in self.parts if str(one.pk) == self.posted.get("of")), None)
        if part is None:
            raise Http404
        form = self.refused = self.part_form(part)
        self.sent_part = (part.pk, form)
        is_done = self._done(
            form, lambda data: parts.give_part(by=self.user, part=part, **data), _("Ihr Beitrag steht.")
        )
        if not is_done and form.is_bound:
            part.refresh_from_db()
            form.now_at(part.version)
        return is_done

    def _ask(self) -> bool:
        department = self.asked.lead if self.is_lead else self.parts[0].department
        form = self.refused = self.ask

        def ask(data: Any) -> None:
            questions.ask_the_conference(by=self.user, request=self.asked, department=department, **data)

        return self._done(form, ask, _("Gefragt. Die Antwort steht hier, sobald sie da ist."))

    def _answer(self) -> bool:
        question = Question.objects.filter(
            request=self.asked, pk=one_number(self.posted.get("of", "")) or 0
        ).first()
        if question is None:
            raise Http404
        form = self.refused = self._text_form("answer", _("Ihre Antwort"), str(question.pk))
        self.sent_answer = (question.pk, form)
        return self._done(
            form,
            lambda data: questions.answer_question(by=self.user, question=question, **data),
            _("Geantwortet."),
        )

    def _done(self, form: Any, act: Any, said: str) -> bool:
        if not form.is_valid():
            return False
        here = self.request.path
        try:
            once(
                self.request, lambda: act(form.cleaned_data), led_to=lambda _made: here, said=lambda _made: said
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        return True

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        asked = self.asked
        sent_part, sent_answer = (
            getattr(self, "sent_part", (0, None)),
            getattr(self, "sent_answer", (0, None)),
        )
        questions_here = [(one, self._form_of(one, sent_answer)) for one in self.questions]
        all_parts = list(asked.parts.select_related("department").order_by("department__name"))
        others = [one for one in all_parts if one.pk not in {mine.pk for mine in self.parts}]
        mine = [
            (one, sent_part[1], euros(one.cost)) if one.pk == sent_part[0] else (one, self.part_form(one), "")
            for one in self.parts
        ]
        return {
            "asked": asked, "need": asked.need, "clock": clock_of(asked), "is_lead": self.is_lead,
            "is_open": self.is_open, "answer": self.answer, "form": self.refused if self.refused else self.draft,
            "draft": self.draft, "mine": mine if asked.state != RequestState.ANSWERED else [],
            "others": [(one, euros(one.cost)) for one in others], "questions": questions_here, "ask": self.ask,
            "may_release": self.is_lead and rules.may_release(self.user, asked.lead), "cost": _cost(self.answer),
            "was_edited": self.draft is not None and self.refused is self.draft and bool(self.draft.errors)
            and self.answer is not None,
            "trail": trail((_("Eingang"), "/antworten/eingang/"), (asked.need.number, None)),
        }  # fmt: skip

    def _form_of(self, question: Question, sent: Any) -> TextForm | None:
        if not _asks(self.user, question):
            return None
        return (
            sent[1]
            if question.pk == sent[0]
            else self._text_form("answer", _("Ihre Antwort"), str(question.pk))
        )


def _asks(user: Any, question: Question) -> bool:
    """Whether a question waits for the reader's department, also where that passed the request on."""
    waits = question.asked_by == Side.CONFERENCE and not question.answered
    return waits and rules.may_speak(user, question.department)


def _cost(answer: Answer | None) -> str:
    return euros(answer.cost) if answer else ""


def _found(pk: int) -> Request:
    found = one.read(pk)
    if found is None:
        raise Http404
    return found


@never_cache
@READ_OR_POST
@login_required
@published
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """“Not responsible”: who is, and why."""
    asked = _found(pk)
    rules.of_department(request.user, asked.lead)
    departments = handing.departments().exclude(pk=asked.lead_id)
    form = PassOnForm(request.POST or None, departments=departments)
    if form.is_valid():
        try:
            made = requesting.pass_on(by=request.user, request=asked, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Weitergegeben: Der Auftrag liegt jetzt bei %(name)s.")
            messages.success(
                request, said % {"name": made.target.name if made.target else _("der Steuerungsgruppe")}
            )
            return redirect("answers:inbox")
    context = {
        "asked": asked, "need": asked.need, "form": form, "had_it": _had_it(asked),
        "trail": trail((_("Eingang"), "/antworten/eingang/"), (_("Weitergeben"), None)),
    }  # fmt: skip
    return render(request, "answers/pass_on.html", context, status=422 if form.errors else 200)


def _had_it(asked: Request) -> str:
    names = {one.source.name for one in asked.passings.select_related("source") if one.source}
    return ", ".join(sorted(names - {asked.lead.name}))


@never_cache
@READ_OR_POST
@login_required
@published
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """The head reads the whole answer, releases it or gives it back."""
    asked = _found(pk)
    rules.releasing(request.user, asked.lead)
    answer = getattr(asked, "answer", None)
    form = TextForm(
        request.POST if request.POST.get("do") == "give_back" else None, label=_("Was soll anders werden?"),
        hint=_("Das liest nur Ihr Amt."),
    )  # fmt: skip
    refused = ""
    if request.method == "POST" and answer is not None:
        try:
            if request.POST.get("do") == "release":
                version = one_number(request.POST.get("version", "")) or 0
                answering.release(by=request.user, answer=answer, version=version)
                messages.success(
                    request, _("Freigegeben. Alle, die den Bedarf gemeldet haben, bekommen die Antwort.")
                )
                return redirect("answers:request", pk)
            if form.is_valid():
                answering.give_back(by=request.user, answer=answer, remark=form.cleaned_data["text"])
                messages.success(request, _("Zurückgegeben. Ihre Anmerkung steht beim Entwurf."))
                return redirect("answers:inbox")
        except Refused as refusal:
            refused = str(refusal)
    open_ = list(one.open_questions(asked))
    context = {
        "asked": asked, "need": asked.need, "answer": answer, "form": form, "refused": refused, "cost": _cost(answer),
        "clock": clock_of(asked), "open": open_, "asks_us": any(_asks(request.user, each) for each in open_),
        "silent": rules.silent_parts(asked), "is_over": rules.is_over(asked),
        "parts": [(o, euros(o.cost)) for o in asked.parts.select_related("department").order_by("department__name")],
        "is_submitted": answer is not None and answer.state == AnswerState.SUBMITTED,
        "trail": trail((_("Eingang"), "/antworten/eingang/"), (_("Freigabe"), None)),
    }  # fmt: skip
    return render(request, "answers/release.html", context, status=422 if refused or form.errors else 200)
