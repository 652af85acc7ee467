"""The three questions behind a receipt code: without an account, to be changed while they are asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sozialraum.planning.effects.actions import inquiring
from sozialraum.planning.effects.forms.replying import EasyReplyForm, ReplyForm
from sozialraum.planning.effects.queries.here import of_receipt
from sozialraum.planning.needs import easy, receipts
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.views.receipt import EASY, READ_OR_POST, by_code
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.statistics.views.published import published


@READ_OR_POST
@published
@by_code
def reply(request: HttpRequest, found: Contribution) -> HttpResponse:
    """Answer, or change the answer."""
    simply = request.GET.get("sprache") == "leicht"
    shown = of_receipt(found) or {}
    before = shown.get("reply")
    first = {name: getattr(before, name) for name in ("helped", "better", "missing")} if before else {}
    kind = EasyReplyForm if simply else ReplyForm
    form = kind(request.POST) if request.method == "POST" else kind(initial=first)
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        try:
            inquiring.reply(by=by, contribution=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, easy.refused(refusal) if simply else str(refusal))
        else:
            there = reverse("effects:reply", args=[receipts.code_of(found.token)])
            return redirect(f"{there}?danke=1{'&sprache=leicht' if simply else ''}")
    context = {
        "form": form, "shown": shown, "code": receipts.code_of(found.token), "need": found.need, "kept": EASY,
        "thanks": "danke" in request.GET, "contribution": found,
    }  # fmt: skip
    template = "effects/reply_easy.html" if simply else "effects/reply.html"
    return render(request, template, context, status=422 if form.errors else 200)
