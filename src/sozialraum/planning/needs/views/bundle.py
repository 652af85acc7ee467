"""Many voices become one need, one is taken out again, a need is put into words; objections are answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.needs.actions import bundling, checking
from sozialraum.planning.needs.forms.bundling import BundleForm
from sozialraum.planning.needs.forms.checking import ObjectionForm, ReasonForm, RewordForm
from sozialraum.planning.needs.models import Contribution, Need, Objection
from sozialraum.planning.needs.queries import check
from sozialraum.planning.needs.queries.objections import objections_for
from sozialraum.planning.needs.queries.similar import Similar, similar
from sozialraum.planning.needs.states import CONFERENCE, MANAGER, State, steps_from
from sozialraum.planning.people.rules import NotAllowed, Refused, acting, required
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
ALIKE, PER_PAGE = 20, 50


@never_cache
@READ_OR_POST
@required(MANAGER)
@published
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """What is alike, why, and several of them taken in at once; the voices that are in it already."""
    need = _mine(request, pk)
    found = similar(need, limit=ALIKE)
    may_come = [one for one in found if _may_go(one.need)]
    form = BundleForm(request.POST or None, similar=[one.need for one in may_come])
    if request.method == "POST" and form.is_valid():
        try:
            count = bundling.merge_all(
                by=request.user, needs=form.needs, into=need, reason=form.cleaned_data["reason"]
            )
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)d Bedarf steht jetzt hier.", "%(count)d Bedarfe stehen jetzt hier.", count
            )
            messages.success(request, said % {"count": count})
            return redirect("needs:bundle", need.pk)
    context = {
        "need": need, "form": form, "may_come": _ticked(form, may_come),
        "further": [one for one in found if not _may_go(one.need)],
        "page_of_voices": _voices(request, need), "is_open": need.is_open, "trail": _trail(need, _("Bündeln")),
    }  # fmt: skip
    return render(request, "needs/bundle.html", context, status=422 if form.errors else 200)


def _may_go(need: Need) -> bool:
    return any(step.target == State.MERGED for step in steps_from(need.state))


def _ticked(form: BundleForm, found: list[Similar]) -> list[tuple[Similar, bool]]:
    ticked = set(form.data.getlist("chosen")) if form.is_bound else set()
    return [(one, str(one.need.pk) in ticked) for one in found]


@READ_OR_POST
@required(MANAGER)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one voice out of a need again: it gets back the need that it began."""
    voice = get_object_or_404(Contribution.objects.select_related("need", "origin"), pk=pk)
    acting(request.user, MANAGER, *voice.need.scopes)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            own = bundling.split(by=request.user, contribution=voice, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Herausgelöst: Die Meldung steht wieder für sich, als %(need)s.") % {"need": own.number},
            )
            return redirect("needs:check", own.pk)
    context = {
        "voice": voice,
        "need": voice.need,
        "form": form,
        "trail": _trail(voice.need, _("Herauslösen")),
    }
    return render(request, "needs/bundle_split.html", context, status=422 if form.errors else 200)


@READ_OR_POST
@required(MANAGER)
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and wording for the deliberation; the voices as they were said stand beside."""
    need = _mine(request, pk)
    form = RewordForm(request.POST or None, initial={"title": need.title, "wording": need.wording})
    if form.is_valid():
        try:
            checking.reword(by=request.user, need=need, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("needs:reword", need.pk)
    context = {
        "need": need,
        "form": form,
        "page_of_voices": _voices(request, need),
        "trail": _trail(need, _("Wortlaut")),
    }
    return render(request, "needs/bundle_reword.html", context, status=422 if form.errors else 200)


def _voices(request: HttpRequest, need: Need) -> Page:
    return Paginator(check.voices_of(need), PER_PAGE).get_page(request.GET.get("seite"))


def _mine(request: HttpRequest, pk: int) -> Need:
    need = get_object_or_404(Need.objects.select_related("merged_into"), pk=pk)
    acting(request.user, MANAGER, *need.scopes)
    return need


def _trail(need: Need, title: str) -> list[tuple[str, str | None]]:
    return [
        (_("Bedarfe"), reverse("needs:needs")),
        (need.number, reverse("needs:need", args=[need.pk])),
        (title, None),
    ]


@require_safe
@required(CONFERENCE)
def objection_list(request: HttpRequest) -> HttpResponse:
    """Objections in the places of one's conferences, the open ones first."""
    page = Paginator(objections_for(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    trail = [(_("Bedarfe"), reverse("needs:needs")), (_("Widersprüche"), None)]
    return render(request, "needs/objection_list.html", {"page_of_objections": page, "trail": trail})


@READ_OR_POST
@required(CONFERENCE)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, what it objects to, and the conference's answer."""
    found = get_object_or_404(
        Objection.objects.select_related("need__merged_into", "contribution__need"), pk=pk
    )
    acting(request.user, CONFERENCE, *found.need.scopes)
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        try:
            data = form.cleaned_data
            bundling.settle_objection(
                by=request.user, objection=found, answer=data["answer"], granted=data["reopen"] == "yes"
            )
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Die Antwort ist unterwegs."))
            return redirect("needs:objections")
    context: dict[str, Any] = {
        "objection": found, "need": found.need, "form": form,
        "trail": [(_("Widersprüche"), reverse("needs:objections")), (found.need.number, None)],
    }  # fmt: skip
    return render(request, "needs/objection.html", context, status=422 if form.errors else 200)
