"""Whoever evaluates: ask, read, write down, say what the conference says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.effects import rules
from sozialraum.planning.effects.actions import evaluating, inquiring
from sozialraum.planning.effects.forms.replying import EvaluationForm, InquiryForm, OnBehalfForm
from sozialraum.planning.effects.models import Reply
from sozialraum.planning.effects.queries import one, replies, working
from sozialraum.planning.effects.views.public import trail
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused, required
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@required(rules.EVALUATE)
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, the replies in their words, and what can be done next."""
    need = _mine(request, pk)
    error = ""
    if request.method == "POST":
        try:
            done = _act(request, need)
        except (Refused, NotAllowed) as refusal:
            error = str(refusal)
        else:
            messages.success(request, done)
            return redirect("effects:work", need.pk)
    here = working.work(need, request.user)
    context = {
        "trail": _trail(need, _("Auswerten")), "need": need, "here": here, "error": error,
        "sentence": replies.sentence(here.counts) if here.counts else "",
    }  # fmt: skip
    return render(request, "effects/work.html", context, status=422 if error else 200)


def _act(request: HttpRequest, need: Need) -> str:
    """The small acts of the page: close, release words, keep them back."""
    asked = request.POST.get("act", "")
    inquiry = one.inquiry_of(need)
    if asked == "close" and inquiry is not None:
        inquiring.close_inquiry(by=request.user, inquiry=inquiry)
        return _("Die Befragung ist geschlossen. Jetzt kann die Konferenz auswerten.")
    number = one_number(request.POST.get("reply", ""))
    found = Reply.objects.filter(pk=number, inquiry__need=need).select_related("inquiry__need").first()
    if asked in ("release", "keep_back") and found is not None:
        # What is released is what was read on the page, and nothing that came since.
        found.better, found.missing = (
            request.POST.get("better", found.better),
            request.POST.get("missing", found.missing),
        )
        found.better, found.missing = _lines(found.better), _lines(found.missing)
        inquiring.release_words(by=request.user, reply=found, shown=asked == "release")
        return (
            _("Diese Worte stehen jetzt öffentlich.")
            if asked == "release"
            else _("Diese Worte sind nicht mehr öffentlich.")
        )
    raise Refused(_("Das gibt es hier nicht mehr. Bitte laden Sie die Seite neu."), "quicker")


def _lines(text: str) -> str:
    """With one kind of line ends, as it is kept: browsers send their own."""
    return "\n".join(text.splitlines())


@READ_OR_POST
@required(rules.EVALUATE)
def inquire(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to ask, or give more time where it is asked already."""
    need = _mine(request, pk)
    here = working.work(need, request.user)
    form = InquiryForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        if here.is_open:
            inquiring.prolong(by=request.user, inquiry=here.inquiry, until=given["until"])
            return _("Die Frist ist verlängert.")
        made = inquiring.inquire(by=request.user, need=need, until=given["until"])
        return _("Gefragt sind %(n)d. Wer eine Adresse angegeben hat, bekommt eine Nachricht.") % {
            "n": made.asked
        }

    title = _("Frist verlängern") if here.is_open else _("Fragen, ob es geholfen hat")
    return _asked(request, need, form, act, "effects/inquire.html", title, {"here": here})


@READ_OR_POST
@required(rules.EVALUATE)
def reply_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody said on paper, on the telephone or in a talk."""
    need = _mine(request, pk)
    form = OnBehalfForm(request.POST or None, voices=working.voices(need))

    def act(given: dict[str, Any]) -> str:
        voice = form.voices[given.pop("contribution")]
        inquiring.reply_for(by=request.user, contribution=voice, **given)
        return _("Die Antwort zu %(voice)s ist aufgenommen.") % {"voice": voice}

    return _asked(request, need, form, act, "effects/reply_for.html", _("Antwort aufnehmen"), {})


@READ_OR_POST
@required(rules.EVALUATE)
@published
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """What the conference says of it, with people and figures beside."""
    need = _mine(request, pk)
    rules.judging(request.user, need)
    if request.method != "POST" and need.state == State.EVALUATED:
        messages.info(request, _("Dieser Bedarf ist schon ausgewertet."))
        return redirect("effects:work", need.pk)
    form = EvaluationForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        elsewhere = form.elsewhere(given)
        made = evaluating.evaluate(by=request.user, need=need, elsewhere=elsewhere, **given)
        if made.successor is not None:
            return _("Ausgewertet. Der neue Bedarf ist %(need)s.") % {"need": made.successor.number}
        return _("Ausgewertet. Wer es gemeldet hat, bekommt die Nachricht.")

    shown = one.page(need, current(), request.user)
    return _asked(
        request, need, form, act, "effects/evaluate.html", _("Ergebnis festhalten"), {"here": shown}
    )


def _asked(
    request: HttpRequest, need: Need, form: forms.Form, act: Callable[[dict[str, Any]], str], template: str,
    title: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            done = act(dict(form.cleaned_data))
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("effects:work", need.pk)
    context = context | {"form": form, "need": need, "title": title, "trail": _trail(need, title)}
    return render(request, template, context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> Need:
    need = get_object_or_404(Need.objects.select_related("merged_into", "follows"), pk=pk)
    rules.evaluating(request.user, need)
    return need


def _trail(need: Need, title: str) -> list[tuple[str, str | None]]:
    here = (
        reverse("effects:effect", args=[need.pk])
        if one.is_shown(need)
        else reverse("needs:need", args=[need.pk])
    )
    return trail((need.number, here), (title, None))
