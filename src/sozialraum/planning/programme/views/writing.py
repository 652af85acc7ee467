"""Papers for those who write them: what waits, the draft, bringing it in, taking it back, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import Refused, required
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import papers as actions
from sozialraum.planning.programme.forms.papers import DecisionForm, PaperForm, SubmitForm, WithdrawForm
from sozialraum.planning.programme.models import DecisionPaper
from sozialraum.planning.programme.queries import papers as query
from sozialraum.planning.programme.queries.competences import why
from sozialraum.planning.programme.queries.drafting import competent_for, is_disputed
from sozialraum.planning.programme.queries.order import passed_over
from sozialraum.planning.programme.states import PaperState
from sozialraum.planning.programme.views.papers import paper_or_404, trail

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@required(rules.RECORD)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a paper, drafts, and papers of which nobody said what came."""
    return render(
        request, "programme/waiting.html", {"here": query.desk(), "trail": trail(_("Vorlagen schreiben"))}
    )


@required(rules.RECORD)
@require_POST
def paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a paper on a need."""
    try:
        made = actions.draft_paper(by=request.user, need=get_object_or_404(Need, pk=pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programme:papers_waiting")
    messages.success(request, _("Der Entwurf ist da. Was der Weg des Bedarfs schon sagt, ist vorgeschlagen."))
    return redirect("programme:paper_edit", made.pk)


@READ_OR_POST
@required(rules.RECORD)
def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on in a draft."""
    shown = paper_or_404(pk)
    form = PaperForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_paper(by=request.user, paper=shown, **form.values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("programme:paper" if "ansehen" in request.POST else "programme:paper_edit", pk)
    rule = competent_for(shown.need, shown.cost)
    context = {
        "form": form, "paper": shown, "need": shown.need, "is_open": shown.state == PaperState.DRAFT,
        "rule": rule, "why": why(rule) if rule else "", "is_disputed": is_disputed(shown.need),
        "trail": _trail(shown, _("Schreiben")),
    }  # fmt: skip
    return render(request, "programme/paper_edit.html", context, status=422 if form.errors else 200)


@READ_OR_POST
@required(rules.RECORD)
def paper_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it in: from now on it can't be changed."""
    shown = paper_or_404(pk)
    form = SubmitForm(
        request.POST if request.method == "POST" else None, initial={"meets_on": _coming(shown)}
    )

    def act() -> str:
        actions.submit_paper(by=request.user, paper=shown, meets_on=form.cleaned_data["meets_on"])
        return _("Eingebracht. Alle können die Vorlage lesen, und wer es gemeldet hat, bekommt Nachricht.")

    lead = _(
        "Die Vorlage wird jetzt festgehalten: Ihr Text ändert sich nicht mehr, auch wenn sich der Bedarf ändert. Alle "
        "können sie lesen, und wer es gemeldet hat, bekommt Nachricht."
    )
    if shown.state == PaperState.POSTPONED:
        lead = _("Die verschobene Vorlage kommt unverändert noch einmal vor das Gremium.")
    return _acted(request, shown, form, act, _("Vorlage einbringen"), lead, _("Einbringen"))


@READ_OR_POST
@required(rules.RECORD)
def paper_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    shown = paper_or_404(pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.withdraw_paper(by=request.user, paper=shown, reason=form.cleaned_data["reason"])
        return _("Zurückgezogen.")

    lead = _("Der Entwurf wird verworfen. Der Bedarf wartet weiter auf eine Vorlage.")
    if shown.state != PaperState.DRAFT:
        lead = _(
            "Die Vorlage bleibt zu lesen, aber niemand entscheidet mehr über sie. Der Bedarf wartet auf eine neue."
        )
    after = reverse("programme:papers_waiting") if shown.state == PaperState.DRAFT else ""
    return _acted(request, shown, form, act, _("Vorlage zurückziehen"), lead, _("Zurückziehen"), after)


@READ_OR_POST
@login_required
def decision_record(request: HttpRequest, pk: int) -> HttpResponse:
    """What the body decided, recorded by who may for this body."""
    shown = paper_or_404(pk)
    rules.deciding(request.user, shown)
    over = passed_over(shown.need) if shown.state == PaperState.SUBMITTED else []
    initial = {"on": shown.meets_on if shown.meets_on and shown.meets_on <= clock.today() else clock.today()}
    form = DecisionForm(request.POST if request.method == "POST" else None, over=over, initial=initial)

    def act() -> str:
        actions.record_decision(by=request.user, paper=shown, **form.cleaned_data)
        return _("Festgehalten. Wer es gemeldet hat, bekommt Nachricht.")

    lead = _(
        "Zuständig: %(body)s. Der Beschluss steht danach für alle zu lesen, und wer es gemeldet hat, erfährt ihn."
    )
    return _acted(
        request,
        shown,
        form,
        act,
        _("Beschluss festhalten"),
        lead % {"body": shown.body_name},
        _("Festhalten"),
    )


def _acted(
    request: HttpRequest, shown: DecisionPaper, form: forms.Form, act: Callable[[], str], title: str, lead: str,
    button: str, after: str = "",
) -> HttpResponse:  # fmt: skip
    """A page with one form and one button; what is refused is told at the form. after: where it leads to, else to
    the paper.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(after or _address(shown))
    context: dict[str, Any] = {
        "form": form, "paper": shown, "need": shown.need, "title": title, "lead_text": lead, "button": button,
        "back": _address(shown), "trail": _trail(shown, title),
    }  # fmt: skip
    return render(request, "programme/paper_act.html", context, status=422 if form.errors else 200)


def _coming(shown: DecisionPaper) -> Any:
    return shown.meets_on if shown.meets_on and shown.meets_on >= clock.today() else None


def _address(shown: DecisionPaper) -> str:
    return reverse("programme:paper", args=[shown.pk])


def _trail(shown: DecisionPaper, title: str) -> Any:
    return trail((shown.number, f"/beschluesse/vorlagen/{shown.pk}/"), title)
