"""What stands beside single requests: who stands in for whom, and the sector plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.numbers import one_number
from sozialraum.planning.answers import rules
from sozialraum.planning.answers.actions import sector_plans, substituting
from sozialraum.planning.answers.forms.requesting import PlanForm, SubstituteForm
from sozialraum.planning.answers.models import SectorPlan, Substitution
from sozialraum.planning.answers.queries import plans
from sozialraum.planning.answers.queries.handing import departments
from sozialraum.planning.answers.views.trails import trail
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import NotAllowed, Refused, may

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@login_required
def substitutions(request: HttpRequest) -> HttpResponse:
    """Who releases while a head is away; a new one is named by the head or the administration."""
    administers = may(request.user, substituting.ADMINISTERS)
    heads = [
        (f"{office.pk}/{head.pk}", f"{head.name} ({office.name})")
        for office, head in plans.led(request.user, administers)
    ]
    if not heads:
        raise NotAllowed(_("Eine Vertretung benennt die Leitung selbst oder die Administration."))
    form = SubstituteForm(
        request.POST if request.POST.get("do") == "name" else None, heads=heads, substitutes=plans.may_stand_in(),
        initial={"head": heads[0][0] if len(heads) == 1 else "", "since": clock.today()},
    )  # fmt: skip
    if form.is_valid():
        try:
            return redirect(
                once(
                    request, lambda: _name(request.user, form.cleaned_data),
                    led_to=lambda _made: reverse("answers:substitutions"),
                    said=lambda _made: _("Die Vertretung ist benannt."),
                )
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
    if request.POST.get("do") == "end":
        one = get_object_or_404(Substitution, pk=one_number(request.POST.get("of", "")) or 0)
        try:
            substituting.end(by=request.user, substitution=one)
            messages.success(request, _("Die Vertretung ist beendet."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("answers:substitutions")
    context = {
        "form": form, "rows": plans.substitutions(request.user, administers),
        "trail": trail((_("Vertretung"), None)),
    }  # fmt: skip
    return render(request, "answers/substitutions.html", context, status=422 if form.errors else 200)


def _name(by: Account, data: dict[str, Any]) -> Substitution:
    office, _slash, head = data["head"].partition("/")
    return substituting.name_substitute(
        by=by, department=departments().get(pk=office), head=Account.objects.get(pk=head),
        substitute=data["substitute"], since=data["since"], until=data["until"],
    )  # fmt: skip


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The sector plans, and which answers refer to each."""
    kind, kept = request.GET.get("art", ""), plans.kept_by(request.user)
    context = {
        "plans": plans.plans(kept, kind), "kind": kind, "kinds": [("", _("alle")), *SectorPlan.Kind.choices],
        "may_add": bool(kept), "trail": trail((_("Fachplanungen"), None)),
    }  # fmt: skip
    return render(request, "answers/plans.html", context)


@READ_OR_POST
@login_required
def plan_new(request: HttpRequest) -> HttpResponse:
    """A plan that isn't in the list yet."""
    return _plan_page(request, None)


@READ_OR_POST
@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan is changed."""
    return _plan_page(request, get_object_or_404(SectorPlan.objects.select_related("department"), pk=pk))


def _plan_page(request: HttpRequest, kept: SectorPlan | None) -> HttpResponse:
    mine = plans.kept_by(request.user)
    if not mine:
        raise NotAllowed(_("Fachplanungen pflegt das Fachamt oder die Sozialplanung."))
    if kept is not None:
        rules.keeping(request.user, kept.department)
    offered = departments().filter(pk__in=[one.pk for one in mine])
    initial = {} if kept is None else {
        "kind": kept.kind, "title": kept.title, "department": kept.department_id, "since": kept.during.lower,
        "until": plans.last_day(kept), "address": kept.address,
    }  # fmt: skip
    form = PlanForm(request.POST or None, departments=offered, initial=initial)
    if form.is_valid():
        try:
            sector_plans.keep_plan(by=request.user, plan=kept, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("answers:plans")
    title = kept.title if kept else _("Fachplanung eintragen")
    context = {
        "form": form, "title": title,
        "trail": trail((_("Fachplanungen"), reverse("answers:plans")), (title, None)),
    }  # fmt: skip
    return render(request, "answers/plan.html", context, status=422 if form.errors else 200)
