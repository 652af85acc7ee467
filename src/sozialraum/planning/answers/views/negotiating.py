"""Negotiations: the list for all, the page of one, and a page for each act of those who negotiate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.answers import rules, talks
from sozialraum.planning.answers.actions import negotiating
from sozialraum.planning.answers.forms.negotiating import FORMS, RespondForm, ballots_of
from sozialraum.planning.answers.models import Answer, Negotiation
from sozialraum.planning.answers.queries import acts, negotiation, negotiations
from sozialraum.planning.answers.states import AnswerState
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.rules import Elsewhere
from sozialraum.planning.people.once import once
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import euros

PER_PAGE = 50
READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@published
def talks_list(request: HttpRequest) -> HttpResponse:
    """All that is negotiated and was."""
    wanted, version = negotiations.Wanted.of(request.GET), current()
    page = Paginator(negotiations.found(wanted), PER_PAGE).get_page(request.GET.get("seite"))
    page.object_list = negotiations.lines(page.object_list, version)
    files = [
        (
            label,
            reverse("answers:negotiations_download", args=[form]) + wanted.query(),
            _("diese Aushandlungen"),
        )
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "page_of_talks": page, "asked": wanted, "choices": negotiations.choices(version), "files": files,
        "counts": negotiations.counts(), "trail": [(_("Aushandlungen"), None)],
    }  # fmt: skip
    return render(request, "answers/negotiations.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    table = negotiations.table(negotiations.Wanted.of(request.GET))
    return table_file(current(), table, "aushandlungen", form)


@require_safe
@published
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One negotiation, with what somebody who negotiates can do."""
    found = _found(pk)
    who = acts.speaker(request.user, found)
    can = [act for act in acts.open_to(who, found) if act.key != "abstimmung" or ballots_of(found)]
    place = labels.space_name(current(), found.need.edition, found.need.social_space)
    context = {
        "here": negotiation.page(found), "one": found, "place": place, "can": can, "trail": _trail(found),
    }  # fmt: skip
    return render(request, "answers/negotiation.html", context)


def _found(pk: int) -> Negotiation:
    rows = negotiations.seen().select_related("need", "department", "answer", "session__body")
    return get_object_or_404(rows.defer("need__sought", "need__said"), pk=pk)


def _trail(found: Negotiation, title: str = "") -> list[tuple[str, str | None]]:
    here = (found.need.number, f"/aushandlungen/{found.pk}/" if title else None)
    trail: list[tuple[str, str | None]] = [(_("Aushandlungen"), "/aushandlungen/"), here]
    return [*trail, (title, None)] if title else trail


@never_cache
@READ_OR_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a page of its own; what is over meanwhile is said there."""
    if act not in acts.ACTS:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found, what = _found(pk), acts.ACTS[act]
    who = acts.speaker(request.user, found)
    if not who.may_ever(what):
        raise NotAllowed(_("Das können nur die, die hier verhandeln: %(what)s.") % {"what": what.title})
    sides = who.sides(what, found)
    context: dict[str, Any] = {
        "one": found, "act": what, "trail": _trail(found, str(what.title)), "here": negotiation.page(found)
    }  # fmt: skip
    if not sides:
        return render(
            request, "answers/act_over.html", context, status=422 if request.method == "POST" else 200
        )
    form = FORMS[act](request.POST if request.method == "POST" else None, one=found, sides=sides)
    if form.is_valid():
        try:
            there = reverse("answers:negotiation", args=[found.pk])
            return redirect(
                once(request, lambda: form.act(request.user), led_to=lambda _said: there, said=str)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            context["one"] = found = _found(pk)
            context["here"] = negotiation.page(found)
            form.read_again(found)
    return render(request, "answers/act.html", context | {"form": form}, status=422 if form.errors else 200)


@never_cache
@READ_OR_POST
def respond(request: HttpRequest, pk: int) -> HttpResponse:
    """What the conference says to an answer, where no session said it: entered by the manager."""
    rows = Answer.objects.filter(state=AnswerState.RELEASED).select_related(
        "request__need", "request__lead", "plan"
    )
    answer = get_object_or_404(rows, pk=pk)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    need = answer.request.need
    rules.for_the_conference(request.user, need)
    form = RespondForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = _respond(request, answer, form.cleaned_data, form.elsewhere(form.cleaned_data))
            return redirect("answers:negotiation", made.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    title = _("Stellungnahme zu %(number)s") % {"number": need.number}
    context = {
        "answer": answer, "need": need, "form": form, "cost": euros(answer.cost), "title": title,
        "trail": [(_("Aushandlungen"), "/aushandlungen/"), (title, None)],
        "begun": Negotiation.objects.filter(answer=answer).first(),
    }  # fmt: skip
    return render(request, "answers/respond.html", context, status=422 if form.errors else 200)


def _respond(request: HttpRequest, answer: Answer, data: dict[str, Any], elsewhere: Elsewhere) -> Negotiation:
    by: Any = request.user
    if data["what"] == RespondForm.ACCEPT:
        made = negotiating.accept(by=by, answer=answer, text=data["text"], elsewhere=elsewhere)
        messages.success(request, _accepted(made))
    else:
        made = negotiating.open_negotiation(by=by, answer=answer, reason=data["text"], elsewhere=elsewhere)
        until = f"{talks.in_time():%d.%m.%Y}"
        messages.success(
            request,
            _("Die Aushandlung ist eröffnet. Die Konferenz ist am Zug, bis %(day)s.") % {"day": until},
        )
    return made


def _accepted(made: Negotiation) -> str:
    if made.until is None:
        return _("Vereinbart.")
    told = {"name": made.department.name, "day": f"{made.until:%d.%m.%Y}"}
    return _("Ihr Wortlaut ist vorgeschlagen. %(name)s ist am Zug, bis %(day)s.") % told
