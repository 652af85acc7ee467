"""The manager hands bundled needs over and keeps after them; the steering group assigns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.answers import rules
from sozialraum.planning.answers.actions import questions, requesting
from sozialraum.planning.answers.forms.answering import TextForm
from sozialraum.planning.answers.forms.requesting import AskForm, AssignForm, ExtendForm, HandOverForm
from sozialraum.planning.answers.models import Question, Request
from sozialraum.planning.answers.queries import handing, on_desk, one
from sozialraum.planning.answers.states import Side
from sozialraum.planning.answers.views.trails import trail
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import Refused, acting, required
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@required(MANAGER)
@published
def to_hand_over(request: HttpRequest) -> HttpResponse:
    """What the planning-area conference put in order and no department has yet."""
    context = {"waiting": handing.waiting(request.user), "trail": trail((_("Übergeben"), None))}
    return render(request, "answers/to_hand_over.html", context)


@never_cache
@READ_OR_POST
@required(MANAGER)
@published
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom, with whom, until when; a department is proposed."""
    need = get_object_or_404(Need.objects.defer("sought"), pk=pk)
    acting(request.user, MANAGER, *need.scopes)
    proposed = handing.proposed(need) if request.method != "POST" else None
    initial = {"due": handing.proposed_day(), "lead": proposed.lead if proposed else None}
    form = HandOverForm(request.POST or None, departments=handing.departments(), initial=initial)
    if form.is_valid():
        try:
            made = requesting.hand_over(by=request.user, need=need, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Übergeben: %(need)s liegt bei %(name)s.") % {"need": need.number, "name": made.lead.name},
            )
            return redirect("answers:to_hand_over")
    context = {
        "need": need, "form": form, "proposed": proposed, "here": handing.beside(need),
        "trail": trail((_("Übergeben"), reverse("answers:to_hand_over")), (need.number, None)),
    }  # fmt: skip
    return render(request, "answers/hand_over.html", context, status=422 if form.errors else 200)


@never_cache
@READ_OR_POST
@required(MANAGER)
@published
def keep_after(request: HttpRequest, pk: int) -> HttpResponse:
    """The manager answers what departments ask, asks them, and gives more time."""
    asked = one.read(pk)
    if asked is None:
        raise Http404
    acting(request.user, MANAGER, *asked.need.scopes)
    page, do = one.page(asked, request.user), request.POST.get("do", "")
    beside = Organisation.objects.filter(
        pk__in=[asked.lead_id, *(part.department_id for part, _c in page.parts)]
    )
    forms: dict[str, Any] = {
        "extend": ExtendForm(request.POST if do == "extend" else None, auto_id="id_extend_%s"),
        "ask": AskForm(
            request.POST if do == "ask" else None, departments=beside, initial={"department": asked.lead_id},
            auto_id="id_ask_%s",
        ),
    }  # fmt: skip
    answers = [(question, _answer_form(request, question)) for question in page.questions]
    refused = None
    if request.method == "POST":
        refused = forms.get(do) or next(
            (form for _q, form in answers if form is not None and form.is_bound), None
        )
        if refused is None:
            raise Http404
        if refused.is_valid():
            try:
                return redirect(
                    once(
                        request, lambda: _act(request, asked, do, refused.cleaned_data),
                        led_to=lambda _said: reverse("answers:keep_after", args=[pk]), said=str,
                    )
                )  # fmt: skip
            except Refused as refusal:
                refused.add_error(None, str(refusal))
    context = {
        "here": page, "asked": asked, "need": asked.need, "answers": answers, "form": refused,
        "trail": trail((asked.need.number, reverse("answers:request", args=[pk])), (_("Nachhalten"), None)),
    }  # fmt: skip
    return render(request, "answers/keep_after.html", context | forms, status=422 if refused else 200)


def _answer_form(request: HttpRequest, question: Question) -> TextForm | None:
    if question.answered or question.asked_by != Side.DEPARTMENT:
        return None
    is_sent = request.POST.get("do") == "answer" and request.POST.get("of") == str(question.pk)
    return TextForm(
        request.POST if is_sent else None, label=_("Ihre Antwort"), auto_id=f"id_answer{question.pk}_%s"
    )


def _act(request: HttpRequest, asked: Request, do: str, data: Any) -> str:
    by = request.user
    if do == "extend":
        requesting.extend(by=by, request=asked, **data)
        return _("Die neue Frist gilt. Das Amt und alle, die den Bedarf gemeldet haben, erfahren es.")
    if do == "ask":
        questions.ask_the_department(by=by, request=asked, **data)
        return _("Gefragt. Die Antwort steht hier, sobald sie da ist.")
    question = get_object_or_404(Question, request=asked, pk=one_number(request.POST.get("of", "")) or 0)
    questions.answer_question(by=by, question=question, **data)
    return _("Geantwortet.")


@require_safe
@login_required
@published
def to_assign(request: HttpRequest) -> HttpResponse:
    """What no department holds itself responsible for."""
    rules.steering(request.user)
    context = {
        "rows": on_desk.unassigned(), "assigned": on_desk.assigned(), "trail": trail((_("Zuweisen"), None))
    }  # fmt: skip
    return render(request, "answers/to_assign.html", context)


@never_cache
@READ_OR_POST
@login_required
@published
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """The steering group says who answers, and corrects itself where that was wrong."""
    rules.steering(request.user)
    asked = one.read(pk)
    if asked is None:
        raise Http404
    here = one.page(asked, request.user)
    corrects = "assign" not in here.may
    form = AssignForm(
        request.POST or None, departments=handing.departments(), is_correction=corrects,
        day=handing.proposed_day() if asked.due <= clock.today() else None,
    )  # fmt: skip
    if form.is_valid():
        act = requesting.reassign if corrects else requesting.assign
        try:
            act(by=request.user, request=asked, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"need": asked.need.number, "name": form.cleaned_data["to"].name}
            messages.success(request, _("Zugewiesen: %(need)s liegt bei %(name)s.") % told)
            return redirect("answers:to_assign")
    context = {
        "here": here, "asked": asked, "need": asked.need, "form": form, "corrects": corrects,
        "trail": trail((_("Zuweisen"), reverse("answers:to_assign")), (asked.need.number, None)),
    }  # fmt: skip
    return render(request, "answers/assign.html", context, status=422 if form.errors else 200)
