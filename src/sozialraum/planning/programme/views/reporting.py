"""A measure is begun, and what happens with it is reported: by its department or its provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.rules import may_see
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import NotAllowed, Refused, acting, may
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import costs, from_funds, fundings, measures, milestones
from sozialraum.planning.programme.forms import reporting as forms
from sozialraum.planning.programme.forms.measures import MeasureForm, written
from sozialraum.planning.programme.models import BudgetLine, Measure
from sozialraum.planning.programme.queries import measure as one
from sozialraum.planning.programme.queries.expecting import expected_of
from sozialraum.planning.programme.queries.here import decision_on, waits_for_measure
from sozialraum.planning.programme.queries.wanted import open_steps
from sozialraum.planning.programme.states import OPEN_MEASURES as OPEN
from sozialraum.planning.programme.states import SHOWN_MEASURES
from sozialraum.planning.programme.states import MeasureState as State
from sozialraum.planning.programme.views.measures import trail
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_POST
@login_required
@published
def begin(request: HttpRequest) -> HttpResponse:
    """A new measure, for a need or without one."""
    _require_may_begin(request.user)
    need = _need(request)
    if need is not None:
        acting(request.user, rules.REPORT)
        if request.method != "POST" and not waits_for_measure(need, need.measures.all()):
            told = _("Für %(number)s kann jetzt keine Maßnahme beginnen. Der Stand ist: %(state)s.")
            messages.error(request, told % {"number": need.number, "state": need.get_state_display()})
            return redirect("needs:need", need.pk)
    decision = decision_on(need) if need is not None else None
    line = _line(request.GET.get("stelle", "")) or written(decision.paper.budget_line if decision else None)
    form = MeasureForm(request.POST or None, version=current(), by=request.user, need=need, line=line)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            return redirect(
                once(
                    request,
                    lambda: measures.begin_measure(by=request.user, plan=form.plan(), need=need, seen=seen),
                    led_to=lambda made: reverse("programme:measure", args=[made.pk]), said=_begun,
                )
            )  # fmt: skip
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
            if others := _others(need):
                form.now_seen(others[-1].pk)
    context = {
        "form": form, "need": need, "decision": decision, "others": _others(need), "expected": expected_of(decision),
        "trail": trail((_("Neue Maßnahme"), None)),
    }  # fmt: skip
    return render(request, "programme/measure_new.html", context, status=422 if form.errors else 200)


def _others(need: Need | None) -> list[Measure]:
    """What is done for the need already, or proposed."""
    return list(Measure.with_proposals.filter(need=need).order_by("pk")) if need is not None else []


def _begun(made: Measure) -> str:
    if made.state == State.PROPOSED:
        told = _("Vorgeschlagen. %(office)s ist gefragt; die Maßnahme beginnt, wenn das Amt zustimmt.")
        return told % {"office": made.responsible.name}
    if made.need is None:
        return _("Die Maßnahme steht.")
    return _("Die Maßnahme steht. Alle, die es gemeldet haben, erfahren es.")


def _require_may_begin(by: Any) -> None:
    if not may(by, rules.RECORD):
        acting(by, rules.REPORT)


def _need(request: HttpRequest) -> Need | None:
    """The need that is to be answered; 404 where there is none that may be seen."""
    given = request.GET.get("bedarf", "")
    if not given:
        return None
    number = one_number(given)
    need = Need.objects.filter(pk=number).first() if number is not None else None
    if need is None or not may_see(request.user, need):
        raise Http404
    return need


def _line(given: str) -> str:
    number = one_number(given)
    return written(BudgetLine.objects.filter(pk=number).first()) if number is not None else ""


# -- reports --


@dataclass(frozen=True)
class Act:
    """Something that can be reported: its form, what is done, and in which states it makes sense."""

    key: str
    title: Promise
    says: Promise | str
    form: type[forms.ActForm]
    do: Callable[[Any, Measure, Any], object]
    states: tuple[State, ...]
    needs: str = ""  # what there must be: "steps", "fundings", "hoped", "reserved"


ACTS: dict[str, Act] = {
    act.key: act
    for act in (
        Act(
            "erledigt", gettext_lazy("Ein Schritt ist erledigt"), "", forms.StepDone,
            lambda by, _m, data: milestones.report_milestone(by=by, **data), OPEN, "steps",
        ),
        Act(
            "kosten", gettext_lazy("Kosten"), gettext_lazy("Was ein Jahr kosten soll, und was ausgegeben ist."),
            forms.CostsReported, lambda by, m, data: costs.report_costs(by=by, measure=m, **data), SHOWN_MEASURES,
        ),
        Act(
            "verschoben", gettext_lazy("Ein Schritt verschiebt sich"), "", forms.StepMoved,
            lambda by, _m, data: milestones.move_milestone(by=by, **data), OPEN, "steps",
        ),
        Act(
            "neu", gettext_lazy("Ein Schritt kommt dazu"), "", forms.StepAdded,
            lambda by, m, data: milestones.add_milestone(by=by, measure=m, **data), OPEN,
        ),
        Act(
            "gestrichen", gettext_lazy("Ein Schritt ist nicht mehr nötig"), "", forms.StepDropped,
            lambda by, _m, data: milestones.drop_milestone(by=by, **data), OPEN, "steps",
        ),
        Act(
            "fonds", gettext_lazy("Aus einem Verfügungsfonds ausgegeben"),
            gettext_lazy("Es wird im Fonds als ausgezahlt gebucht. Was dann noch zugesagt ist, bleibt reserviert. "
                         "Die Kosten des Jahres melden Sie daneben wie alle anderen."),
            forms.FundSpent, lambda by, _m, data: from_funds.spend(by=by, **data), OPEN, "reserved",
        ),
        Act(
            "geld", gettext_lazy("Geld aus einer weiteren Quelle"), "", forms.FundingAdded,
            lambda by, m, money: fundings.add_funding(by=by, measure=m, money=money), OPEN,
        ),
        Act(
            "zugesagt", gettext_lazy("Geld ist zugesagt"), "", forms.FundingConfirmed,
            lambda by, _m, data: fundings.confirm_funding(by=by, **data), OPEN, "hoped",
        ),
        Act(
            "weggefallen", gettext_lazy("Geld fällt weg"), "", forms.FundingDropped,
            lambda by, _m, data: fundings.drop_funding(by=by, **data), OPEN, "fundings",
        ),
        Act(
            "aendern", gettext_lazy("Titel, Text, Ende, Haushaltsstelle oder Kennzahlen ändern"), "", forms.Changed,
            lambda by, m, data: measures.change_measure(by=by, measure=m, **data), OPEN,
        ),
        Act(
            "beginnen", gettext_lazy("Die Arbeit beginnt"), gettext_lazy("Ab heute läuft die Maßnahme."), forms.Plain,
            lambda by, m, _data: measures.start(by=by, measure=m), (State.PLANNED,),
        ),
        Act(
            "ruhen", gettext_lazy("Die Maßnahme ruht"), "", forms.Reasoned,
            lambda by, m, data: measures.pause(by=by, measure=m, **data), (State.RUNNING,),
        ),
        Act(
            "weiter", gettext_lazy("Es geht weiter"), "", forms.Reasoned,
            lambda by, m, data: measures.resume(by=by, measure=m, **data), (State.PAUSED,),
        ),
        Act(
            "fertig", gettext_lazy("Alles ist fertig"),
            gettext_lazy("Geht erst, wenn jeder Schritt erledigt oder gestrichen ist."), forms.Finished,
            lambda by, m, data: measures.finish(by=by, measure=m, **data), (State.RUNNING,),
        ),
        Act(
            "abbrechen", gettext_lazy("Die Maßnahme wird abgebrochen"),
            gettext_lazy("Das lässt sich nicht zurücknehmen. Wer es beschlossen hat, muss neu entscheiden."),
            forms.Reasoned, lambda by, m, data: measures.abandon(by=by, measure=m, **data), OPEN,
        ),
    )
}  # fmt: skip


@READ_OR_POST
@login_required
@published
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act that makes sense now, each with its own form."""
    measure = get_object_or_404(
        Measure.objects.select_related("responsible", "provider", "budget_line", "need"), pk=pk
    )
    rules.running(request.user, measure)
    sent = request.POST.get("act", "")
    bound = ACTS[sent].form(request.POST, measure=measure, act=sent) if sent in ACTS else None
    if bound is not None:
        if bound.is_valid() and _done(request, ACTS[sent], measure, bound):
            return redirect("programme:measure_report", pk)
        measure.refresh_from_db()  # somebody may have been quicker
    has = {
        "steps": open_steps().filter(measure=measure).exists(),
        "fundings": measure.fundings.exists(), "hoped": measure.fundings.filter(confirmed__isnull=True).exists(),
        "reserved": measure.fundings.filter(reservation__isnull=False).exists(),
    }  # fmt: skip
    acts = [
        (
            act,
            bound if bound is not None and key == sent else act.form(None, measure=measure, act=key),
            key == sent,
        )
        for key, act in ACTS.items()
        if key == sent or (measure.state in act.states and has.get(act.needs, True))
    ]
    context = {
        "measure": measure, "acts": acts, "steps": one.steps_of(measure),
        "trail": trail(
            (measure.number, reverse("programme:measure", args=[pk])), (_("Melden, wie weit es ist"), None)
        ),
    }  # fmt: skip
    return render(request, "programme/measure_report.html", context, status=422 if bound is not None else 200)


def _done(request: HttpRequest, act: Act, measure: Measure, form: forms.ActForm) -> bool:
    try:
        once(
            request, lambda: act.do(request.user, measure, form.values()), led_to=lambda _made: request.path,
            said=lambda _made: _("Gespeichert: %(what)s.") % {"what": act.title},
        )  # fmt: skip
    except (Refused, NotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
