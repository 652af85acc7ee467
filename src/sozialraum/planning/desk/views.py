"""The desk, the city's texts, and barriers."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.desk import actions, queries
from sozialraum.planning.desk.forms import AnswerForm, BarrierForm, TextForm
from sozialraum.planning.desk.introduction.assistant import introduction
from sozialraum.planning.desk.models import BarrierReport, CityText
from sozialraum.planning.people.queries import described, in_force_of, scope_titles
from sozialraum.planning.people.rules import Refused, may, required
from sozialraum.planning.reports.rules import FOLLOW


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What each of one's roles has to do, in the order of the roles."""
    titles = scope_titles()
    roles: dict[str, list[str]] = {}
    for appointment in in_force_of(request.user):
        roles.setdefault(appointment.role, []).append(described(appointment, titles))
    sections = [(f"desk/roles/{role}.html", held) for role, held in roles.items()]
    context = {"sections": sections} | queries.on_desk_of(request.user, roles)
    if may(request.user, "barriers.handle"):
        context["open_barriers"] = queries.open_barriers()
    if may(request.user, FOLLOW):
        context["introduction"] = introduction()
    return render(request, "desk/desk.html", context)


@require_safe
def text(request: HttpRequest, key: str) -> HttpResponse:
    shown = queries.text(key, request.LANGUAGE_CODE)
    return render(
        request, "desk/text.html", {"text": shown, "is_accessibility": key == CityText.Key.ACCESSIBILITY}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: HttpRequest) -> HttpResponse:
    """Report a barrier; a few an hour from one address, so that nobody floods the list."""
    page = request.GET.get("seite", "")[:300]
    form = BarrierForm(request.POST or None, initial={"page": page})
    if form.is_valid():
        if not ratelimit.consume(request, action="report_barrier"):
            return render(request, "429.html", status=429)
        actions.report_barrier(**form.cleaned_data)
        return redirect("desk:barrier_reported")
    return render(request, "desk/report_barrier.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def barrier_reported(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/barrier_reported.html")


@require_safe
@required("texts.edit")
def text_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/text_list.html", {"texts": queries.texts()})


@require_http_methods(["GET", "HEAD", "POST"])
@required("texts.edit")
def text_edit(request: HttpRequest, key: str, language: str) -> HttpResponse:
    if key not in CityText.Key.values or language not in ("de", "en"):
        raise Http404
    shown = queries.text(key, language)
    form = TextForm(request.POST or None, initial={"body": shown.body})
    if form.is_valid():
        actions.edit_text(by=request.user, key=key, language=language, body=form.cleaned_data["body"])
        messages.success(request, _("Gespeichert."))
        return redirect("desk:text_edit", key, language)
    context = {
        "form": form,
        "text": shown,
        "trail": [(_("Texte der Stadt"), reverse("desk:texts")), (shown.title, None)],
    }
    return render(request, "desk/text_edit.html", context, status=422 if form.errors else 200)


@require_safe
@required("barriers.handle")
def barrier_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.barrier_reports(), 50).get_page(request.GET.get("seite"))
    return render(request, "desk/barrier_list.html", {"page_of_reports": page})


@require_http_methods(["GET", "HEAD", "POST"])
@required("barriers.handle")
def barrier(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(BarrierReport, pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.handle_barrier(by=request.user, report=report, **form.cleaned_data)
            return redirect("desk:barriers")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "desk/barrier.html", {"form": form, "report": report}, status=status)
