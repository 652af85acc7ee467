"""What the receipt code opens. Wrong, unknown and mistyped codes all get the same answer, and few tries a minute."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.messages.vault import fingerprint
from sozialraum.planning.needs import easy, pictures, receipts, rules
from sozialraum.planning.needs.actions import attaching, contributing
from sozialraum.planning.needs.forms.receipt import AddForm, CodeForm, EraseForm, ObjectForm
from sozialraum.planning.needs.forms.simply import tell_simply
from sozialraum.planning.needs.models import Attachment, Contribution
from sozialraum.planning.needs.queries import receipts as query
from sozialraum.planning.needs.queries.kept import as_values, kept_about
from sozialraum.planning.needs.queries.offered_receipt import receipt_sections
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]
Act = Callable[[dict[str, Any]], str]  # from what the form was told to the key of what to say
EASY = "?sprache=leicht"
# What the receipt says after something was done; it stands in the address, because there is no session.
DONE = {
    "ergaenzt": gettext_lazy("Ihre Ergänzung ist da."),
    "zurueckgezogen": gettext_lazy("Ihre Meldung ist zurückgezogen."),
    "widersprochen": gettext_lazy("Ihr Widerspruch liegt jetzt der Konferenz vor."),
    "geloescht": gettext_lazy("Ihre Angaben sind gelöscht."),
}


def _between_us(response: HttpResponse) -> HttpResponse:
    """Nobody else learns of this page: no cache, no search engine, no other site by its referrer.

    The referrer stays on this server, where a form needs it to prove where it came from.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def by_code(view: View) -> View:
    """Open a contribution by the code of the address; guesses are counted before they are looked up."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        found = query.by_code(code) if _may_try(request, look=True) else None
        if found is None:
            return _between_us(_unknown(request, code))
        return _between_us(view(request, found))

    return opened


def _may_try(request: HttpRequest, *, look: bool = False) -> bool:
    """Whether this connection may try a code; counted unless it only looks."""
    asked = copy(request)
    asked.method = "POST"  # a code in an address is a try too, and reading pages is not counted otherwise
    return ratelimit.consume(asked, action="receipt", dry_run=look)


def _unknown(request: HttpRequest, code: str = "") -> HttpResponse:
    if not _may_try(request):
        return render(request, "429.html", status=429)
    return render(
        request, "needs/receipt_unknown.html", {"form": CodeForm(initial={"code": code[:40]})}, status=404
    )


@READ_OR_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if not _may_try(request, look=True):
            return _between_us(render(request, "429.html", status=429))
        found = query.by_code(code)
        if found is None:
            return _between_us(_unknown(request, code))
        return _between_us(redirect("needs:receipt", receipts.code_of(found.token)))
    return _between_us(
        render(request, "needs/receipt_enter.html", {"form": form}, status=422 if form.errors else 200)
    )


@require_safe
@published
@by_code
def receipt(request: HttpRequest, found: Contribution) -> HttpResponse:
    """The way, what was written, and what can be done."""
    told = query.told(found)
    pictures_shown = [(one, _picture_path(one)) for one in told.pictures]
    done = (easy.DONE if _is_easy(request) else DONE).get(request.GET.get("getan", ""), "")
    context = {"told": told, "is_new": "neu" in request.GET, "pictures": pictures_shown, "done": done}
    context |= {
        "offered": receipt_sections(found),
        "kept": EASY,
        "lines": easy.STANDS[State.WITHDRAWN if found.withdrawn else told.way.need.state],
    }
    return render(request, "needs/receipt_easy.html" if _is_easy(request) else "needs/receipt.html", context)


def _is_easy(request: HttpRequest) -> bool:
    """Whether somebody reads in Leichte Sprache; it stands in the address, from page to page."""
    return request.GET.get("sprache") == "leicht"


def _asked(request: HttpRequest, found: Contribution, page: str, form: forms.Form, act: Act) -> HttpResponse:
    """A page that says what will happen and asks once more; then it is done, and the receipt says so."""
    simply = _is_easy(request)
    asked = easy.ASKED[_simple(page, found)]
    if simply:
        _name_simply(form, asked)
    is_right = request.method == "POST" and form.is_valid()
    if simply:
        tell_simply(form)
    if is_right:
        try:
            done = act(form.cleaned_data)
            there = reverse("needs:receipt", args=[receipts.code_of(found.token)])
            return redirect(f"{there}?getan={done}{'&sprache=leicht' if simply else ''}")
        except Refused as refusal:
            form.add_error(None, easy.refused(refusal) if simply else str(refusal))
    context = {
        "form": form,
        "code": receipts.code_of(found.token),
        "contribution": found,
        "kept": EASY,
        "asked": asked,
    }
    template = "needs/receipt_easy_ask.html" if simply else f"needs/{page}.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _simple(page: str, found: Contribution) -> str:
    """Which words a page has: an objection to a conference's own no goes to another conference."""
    appeals = page == "receipt_object" and found.need.state == State.NOT_CARRIED
    return "receipt_appeal" if appeals else page


def _name_simply(form: forms.Form, asked: easy.Asked) -> None:
    for name, label in asked.fields.items():
        if name in form.fields:
            form.fields[name].label, form.fields[name].help_text = label, ""


def _bound(request: HttpRequest, kind: type[forms.Form], **more: Any) -> forms.Form:
    return kind(request.POST, request.FILES, **more) if request.method == "POST" else kind(**more)


def _by(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


@READ_OR_POST
@published
@by_code
def add(request: HttpRequest, found: Contribution) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        with transaction.atomic():  # words and pictures together, or neither
            if given["text"].strip():
                contributing.add(by=_by(request), contribution=found, text=given["text"])
            if made := given.get("pictures"):
                attaching.attach(
                    by=_by(request), contribution=found, made=made, description=given["description"]
                )
        return "ergaenzt"

    form = _bound(request, AddForm, room=query.room_for_pictures(found))
    return _asked(request, found, "receipt_add", form, act)


@READ_OR_POST
@published
@by_code
def withdraw(request: HttpRequest, found: Contribution) -> HttpResponse:
    def act(_given: dict[str, Any]) -> str:
        contributing.withdraw(by=_by(request), contribution=found)
        return "zurueckgezogen"

    return _asked(request, found, "receipt_withdraw", _bound(request, forms.Form), act)


@READ_OR_POST
@published
@by_code
def object_to(request: HttpRequest, found: Contribution) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        contributing.object_to(by=_by(request), contribution=found, text=given["text"])
        return "widersprochen"

    return _asked(request, found, "receipt_object", _bound(request, ObjectForm), act)


@READ_OR_POST
@published
@by_code
def erase(request: HttpRequest, found: Contribution) -> HttpResponse:
    def act(given: dict[str, Any]) -> str:
        if given.get("pictures"):
            attaching.take_back(by=_by(request), contribution=found)
        contributing.erase_author(by=_by(request), contribution=found, blacken=given.get("blacken", False))
        return "geloescht"

    form = _bound(
        request, EraseForm, has_pictures=query.pictures_of(found).exists(), has_asked=bool(found.to_blacken)
    )
    return _asked(request, found, "receipt_erase", form, act)


@READ_OR_POST
@published
@by_code
def export(request: HttpRequest, found: Contribution) -> HttpResponse:
    """All that is kept about the person: to read, and as a file to take along."""
    kept = kept_about(found)
    if request.method == "POST":
        answer = JsonResponse(as_values(kept), json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="{found}.json"'
        return answer
    shown = [(one, _picture_path(one)) for one in kept.told.pictures]
    context = {"kept": kept, "told": kept.told, "pictures": shown}
    return render(request, "needs/receipt_export.html", context)


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture: for everybody once the manager has looked at it, before that for its author and the manager."""
    found = query.attachment(pk)
    if found is None or not _may_see(request, found):
        raise Http404
    try:
        content = pictures.path_of(found.digest).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(content, "image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = f'inline; filename="bild-{found.pk}.jpg"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "public, max-age=300" if rules.is_shown(found) else "no-store"
    return answer


def _may_see(request: HttpRequest, found: Attachment) -> bool:
    return request.GET.get("zeichen") == _mark(found) or rules.may_see_picture(request.user, found)


def _mark(found: Attachment) -> str:
    """Opens one picture for whoever holds the receipt, without telling the code."""
    return fingerprint(str(found.pk), "attachment")[:32]


def _picture_path(found: Attachment) -> str:
    return f"{reverse('needs:attachment', args=[found.pk])}?zeichen={_mark(found)}"
