"""The seats of a body: made, filled, handed on, given back."""

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
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import seating
from sozialraum.planning.conferences.forms.bodies import (
    EndForm,
    HoldingForm,
    ReasonForm,
    SeatForm,
    SeatingForm,
)
from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.conferences.queries import people, terms
from sozialraum.planning.conferences.views.bodies import trail
from sozialraum.planning.journal import clock
from sozialraum.planning.people.rules import Refused, required

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SEAT, CORRECT, END = "besetzen", "angaben", "aufheben"


@never_cache
@require_safe
@required(rules.MINUTE)
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """All seats of a body by bank; first what has to be done."""
    body = _mine(request, pk)
    chairs = terms.chairs_of(body)
    context = {
        "body": body, "due": terms.due(chairs), "banks": terms.by_bank(chairs), "trail": trail(body, _("Sitze")),
    }  # fmt: skip
    return render(request, "conferences/seats.html", context)


@READ_OR_POST
@required(rules.MINUTE)
def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Another chair at the table."""
    body = _mine(request, pk)
    form = SeatForm(request.POST or None)
    if form.is_valid():
        try:
            made = seating.make_seat(by=request.user, body=body, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Eingerichtet. Wer soll ihn haben?"))
            return redirect("conferences:seat", made.pk)
    at = reverse("conferences:seats", args=[pk])
    context = {
        "form": form, "title": _("Sitz einrichten"), "button": _("Einrichten"), "back": at,
        "trail": trail(body, (_("Sitze"), at), _("Sitz einrichten")),
    }  # fmt: skip
    return render(request, "conferences/body_form.html", context, status=422 if form.errors else 200)


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: who holds it, who follows, what can be done with it."""
    found = get_object_or_404(Seat.objects.select_related("body", "organisation"), pk=pk)
    rules.running(request.user, found.body)
    acts = Acts(request, found)
    if request.method == "POST" and acts.done():
        return redirect("conferences:seat", pk)
    search = request.GET.get("suche", "")[:200]
    context = {
        "seat": found, "body": found.body, "fill": acts.fill, "correct": acts.correct, "end": acts.end,
        "held": acts.held, "past": acts.past, "act": acts.act, "is_over": acts.is_over, "search": search,
        "accounts": list(people.found(search)), "too_short": 0 < len(search.strip()) < people.LEAST_LETTERS,
        "trail": trail(found.body, (_("Sitze"), reverse("conferences:seats", args=[found.body_id])), str(found)),
        "failed": acts.failed, "next_vacant": terms.next_vacant(found) if acts.held else None,
    }  # fmt: skip
    return render(request, "conferences/seat.html", context, status=422 if acts.failed is not None else 200)


class Acts:
    """The forms of the page of a seat, and the one of them that was sent."""

    def __init__(self, request: HttpRequest, found: Seat) -> None:
        self.request, self.seat, self.act = request, found, request.POST.get("act", "")
        self.failed: forms.Form | None = None
        today = clock.today()
        everybody = terms.history(found)
        self.is_over = found.during.upper is not None and found.during.upper <= today
        self.past = [one for one in everybody if one.during.upper and one.during.upper <= today]
        number = request.POST.get("konto") or request.GET.get("konto", "")
        self.fill = SeatingForm(self._sent(SEAT), seat=found, number=number)
        self.correct = SeatForm(self._sent(CORRECT), seat=found, prefix="sitz")
        self.end = EndForm(self._sent(END), prefix="ende")
        self.held = [self._forms_of(one) for one in everybody if one not in self.past]

    def _sent(self, act: str) -> Any:
        return self.request.POST if self.act == act else None

    def _forms_of(self, holding: Holding) -> dict[str, Any]:
        names = {what: f"{what}-{holding.pk}" for what in ("berichtigen", "beenden", "zurueck")}
        return {
            "holding": holding, "is_coming": holding.during.lower > clock.today(), "names": names,
            "correct": HoldingForm(self._sent(names["berichtigen"]), holding=holding, prefix=f"b{holding.pk}"),
            "end": EndForm(self._sent(names["beenden"]), prefix=f"e{holding.pk}"),
            "back": ReasonForm(self._sent(names["zurueck"]), prefix=f"z{holding.pk}"),
        }  # fmt: skip

    def done(self) -> bool:
        """Do what was sent; False where it can't be, with the form that says why in `failed`."""
        by = self.request.user
        if self.act == SEAT:
            return self._do(self.fill, lambda f: seating.seat_somebody(by=by, seat=self.seat, **f.values))
        if self.act == CORRECT:
            return self._do(
                self.correct, lambda f: seating.correct_seat(by=by, seat=self.seat, **f.cleaned_data)
            )
        if self.act == END:
            return self._do(self.end, lambda f: seating.end_seat(by=by, seat=self.seat, **f.cleaned_data))
        for one in self.held:
            names, held = one["names"], one["holding"]
            if self.act == names["berichtigen"]:
                return self._do(
                    one["correct"],
                    lambda f, h=held: seating.correct_holding(by=by, holding=h, **f.cleaned_data),
                )
            if self.act == names["beenden"]:
                return self._do(
                    one["end"], lambda f, h=held: seating.end_holding(by=by, holding=h, **f.cleaned_data)
                )
            if self.act == names["zurueck"]:
                return self._do(
                    one["back"], lambda f, h=held: seating.take_back(by=by, holding=h, **f.cleaned_data)
                )
        self.failed = self.fill
        return False

    def _do(self, form: Any, act: Callable[[Any], Any]) -> bool:
        if form.is_valid():
            try:
                act(form)
                messages.success(self.request, _("Gespeichert."))
                return True
            except Refused as refusal:
                form.add_error(None, str(refusal))
        self.failed = form
        return False


def _mine(request: HttpRequest, pk: int) -> Body:
    body = get_object_or_404(Body, pk=pk)
    rules.running(request.user, body)
    return body
