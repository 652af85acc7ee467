"""Costs of the introduction: the plan beside what was spent, one position, the proposal, the same as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.desk.introduction import costs
from sozialraum.planning.desk.introduction.forms import (
    AssumptionsForm,
    ChangeForm,
    CostForm,
    EndForm,
    SpentForm,
)
from sozialraum.planning.journal import clock
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import Refused, may, required
from sozialraum.planning.reports import actions
from sozialraum.planning.reports.models import CostItem
from sozialraum.planning.reports.queries import introduction_costs as query
from sozialraum.planning.reports.rules import FOLLOW, MONEY
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
END, SPENT, TAKE = "beenden", "ausgegeben", "uebernehmen"


def _trail(*further: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    up = (pgettext("Schritt", "Kosten"), reverse("desk:costs") if further else None)
    return [(_("Einführung"), reverse("desk:introduction")), up, *further]


@require_safe
@required(FOLLOW)
def overview(request: HttpRequest) -> HttpResponse:
    """Sums by year and kind, and every position."""
    files = [
        (label, reverse("desk:costs_download", args=[form]), _("jede Position in jedem Jahr"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "page_of_costs": costs.page(), "may_keep": may(request.user, MONEY), "files": files, "trail": _trail(),
    }  # fmt: skip
    return render(request, "desk/introduction/costs.html", context)


@require_safe
@required(FOLLOW)
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return table_file(current(), query.table(), _("einfuehrung-kosten"), form)


@READ_OR_POST
@required(MONEY)
def new(request: HttpRequest) -> HttpResponse:
    """Plan one position."""
    form = CostForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect(
                once(
                    request, lambda: actions.plan_cost(by=request.user, **form.cleaned_data),
                    led_to=lambda _made: reverse("desk:costs"), said=lambda _made: _("Die Position steht im Plan."),
                )
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "trail": _trail((_("Position planen"), None))}
    return render(request, "desk/introduction/cost_new.html", context, status=422 if form.errors else 200)


@READ_OR_POST
@required(MONEY)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was spent; change a position; take it out."""
    item = get_object_or_404(CostItem, pk=pk)
    act = request.POST.get("act", "") if request.method == "POST" else None
    spent = SpentForm(request.POST if act == SPENT else None, item=item, prefix="ausgabe")
    change = ChangeForm(request.POST if act == "" else None, initial=CostForm.of(item), prefix="plan")
    end = EndForm(request.POST if act == END else None, prefix="ende")
    for form, do, said in (
        (spent, actions.note_spent, _("Eingetragen.")), (change, actions.change_cost, _("Gespeichert.")),
        (end, actions.end_cost, _("Die Position steht nicht mehr im Plan.")),
    ):  # fmt: skip
        if form.is_bound and form.is_valid():
            try:
                do(by=request.user, item=item, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return redirect("desk:costs")
    context: dict[str, Any] = {
        "item": item, "spent": spent, "change": change, "end": end, "row": costs.row_of(item),
        "trail": _trail((item.title, None)),
    }  # fmt: skip
    wrong = any(form.errors for form in (spent, change, end))
    return render(request, "desk/introduction/cost.html", context, status=422 if wrong else 200)


@READ_OR_POST
@required(MONEY)
def propose(request: HttpRequest) -> HttpResponse:
    """Reckon a proposal from the number of spaces and from assumptions; take positions of it over."""
    size, start = costs.size(), query.Assumptions(first_year=clock.today().year)
    form = AssumptionsForm(request.POST or None, start=start)
    assumed, refused = start, ""
    if form.is_valid():
        assumed = form.assumptions()
        if request.POST.get("act") == TAKE:
            keys = request.POST.getlist("position")
            try:
                made = actions.take_proposal(by=request.user, size=size, assumptions=assumed, keys=keys)
            except Refused as refusal:
                refused = str(refusal)
            else:
                said = ngettext(
                    "Eine Position ist übernommen.", "%(n)d Positionen sind übernommen.", len(made)
                )
                messages.success(request, said % {"n": len(made)})
                return redirect("desk:costs")
    context = {
        "form": form, "refused": refused, "shown": costs.proposed(size, assumed), "take": TAKE,
        "trail": _trail((_("Vorschlag rechnen"), None)),
    }  # fmt: skip
    status = 422 if form.errors or refused else 200
    return render(request, "desk/introduction/proposal.html", context, status=status)
