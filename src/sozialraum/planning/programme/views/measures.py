"""What everybody sees of measures: the list with its sums, and one measure."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.people.rules import NotAllowed, Refused, may
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import consenting
from sozialraum.planning.programme.forms.reporting import DeclineForm
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.queries import measure as one
from sozialraum.planning.programme.queries import measures as query
from sozialraum.planning.programme.queries.wanted import Wanted
from sozialraum.planning.programme.states import NO_MEASURES
from sozialraum.planning.programme.states import MeasureState as State
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published


def trail(*further: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of measures; the last one is the page itself."""
    if not further:
        return [(_("Maßnahmen"), None)]
    return [(_("Maßnahmen"), reverse("programme:measures")), *further]


@require_safe
@published
def measure_list(request: HttpRequest) -> HttpResponse:
    """The list with its choices and sums."""
    wanted = Wanted.of(request.GET)
    context = {
        "here": query.listing(wanted, current(), request.GET.get("seite")), "asked": wanted, "trail": trail(),
        "files": [
            (label, reverse("programme:measures_download", args=[form]) + wanted.query(), _("diese Maßnahmen"))
            for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
        ],
        "may_begin": may(request.user, rules.REPORT) or may(request.user, rules.RECORD),
    }  # fmt: skip
    return render(request, "programme/measure_list.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    version = current()
    return table_file(version, query.table(Wanted.of(request.GET), version), _("massnahmen"), form)


@require_safe
@published
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure."""
    found = one.get(pk)
    if found is None or not rules.may_read(request.user, found):
        raise Http404
    context = {
        "here": one.page(found, current()), "measure": found, "trail": trail((found.number, None)),
        "may_report": found.state not in NO_MEASURES and rules.may_run(request.user, found),
        "consent": _consent(request, found),
    }  # fmt: skip
    return render(request, "programme/measure.html", context)


def _consent(request: HttpRequest, found: Measure) -> DeclineForm | None:
    """How a department declines what is proposed to it; None where there is nothing to agree to, or others do."""
    return DeclineForm() if found.state == State.PROPOSED and rules.may_consent(request.user, found) else None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@published
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The department agrees, or declines with a reason."""
    found = get_object_or_404(Measure.with_proposals.select_related("responsible", "provider"), pk=pk)
    rules.consenting(request.user, found)
    if request.method != "POST":
        return measure(request, pk=pk)
    declines = request.POST.get("do") == "decline"
    form = DeclineForm(request.POST)
    if declines and not form.is_valid():
        messages.error(
            request, _("Bitte nennen Sie den Grund. Ihn liest, wer die Maßnahme vorgeschlagen hat.")
        )
        return redirect("programme:measure", pk)
    try:
        if declines:
            consenting.decline(by=request.user, measure=found, reason=form.cleaned_data["reason"])
            messages.success(request, _("Abgelehnt. Wer die Maßnahme vorgeschlagen hat, liest Ihren Grund."))
        else:
            consenting.agree(by=request.user, measure=found)
            messages.success(request, _("Zugestimmt. Die Maßnahme steht ab jetzt öffentlich im Programm."))
    except (Refused, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    return redirect("programme:measure", pk)
