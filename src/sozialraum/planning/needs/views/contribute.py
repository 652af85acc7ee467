"""Contributing in two steps, without an account, without a session and without a script.

What the first step was told travels through the second one in a signed field; nothing is kept before it is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sozialraum.planning.messages.actions import KEPT_DAYS
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.needs import easy, spam
from sozialraum.planning.needs.actions import attaching, contributing
from sozialraum.planning.needs.forms.contribute import (
    DetailsForm,
    EasyDetailsForm,
    EasyWhatForm,
    OthersWhatForm,
    WhatForm,
    heard_of,
)
from sozialraum.planning.needs.forms.pictures import Aside, aside_of, forget, put_aside, signed
from sozialraum.planning.needs.queries import places
from sozialraum.planning.needs.queries.proposals import dimensions_of, groups_of
from sozialraum.planning.needs.spam import Stamp
from sozialraum.planning.people.rules import Refused, acting, required
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

POST_OR_READ = require_http_methods(["GET", "HEAD", "POST"])
FOR_OTHERS = "needs.register_for_others"
NOT_TYPED = {"csrfmiddlewaretoken", "first", "second", "stamp", "step", "aside", spam.HONEYPOT}
_SALT = "needs.contribute"
_BEGIN_ANEW = gettext_lazy(
    "Was Sie auf der ersten Seite geschrieben haben, ist hier nicht angekommen. Bitte beginnen Sie noch einmal."
)

# Why a contribution is not taken yet; in Leichte Sprache see easy.py.
TROUBLES: dict[str, Promise] = {
    "hidden": gettext_lazy(
        "Ein verstecktes Feld war ausgefüllt, vielleicht von Ihrem Browser. Bitte senden Sie noch einmal ab."
    ),
    "quick": gettext_lazy(
        "Das ging sehr schnell. Bitte warten Sie einen Augenblick und senden Sie noch einmal ab."
    ),
    "old": gettext_lazy(
        "Die Seite war lange offen. Bitte lesen Sie alles noch einmal durch und senden Sie dann ab."
    ),
    "many": gettext_lazy(
        "Von Ihrem Anschluss kamen gerade sehr viele Meldungen. Spätestens in einer Stunde können Sie "
        "wieder absenden. Ihr Text steht noch hier."
    ),
}


@dataclass(frozen=True)
class Mode:
    """One way to contribute: in plain or in Leichte Sprache, for oneself or for others."""

    key: str
    address: str
    first: type[WhatForm]
    second: type[DetailsForm]
    template: str
    template_second: str


MODES = {
    one.key: one
    for one in (
        Mode("plain", "needs:contribute", WhatForm, DetailsForm, "needs/contribute.html",
             "needs/contribute_details.html"),
        Mode("easy", "needs:contribute_easy", EasyWhatForm, EasyDetailsForm, "needs/contribute_easy.html",
             "needs/contribute_easy_details.html"),
        Mode("others", "needs:contribute_for_others", OthersWhatForm, DetailsForm, "needs/contribute_for_others.html",
             "needs/contribute_details.html"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class First:
    """What the first step was told, as the second one carries it."""

    mode: Mode
    stamp: Stamp
    given: dict[str, list[str]]

    @property
    def signed(self) -> str:
        return signing.dumps([self.mode.key, self.stamp.signed, self.given], salt=_SALT, compress=True)

    @classmethod
    def read(cls, signed: str) -> First | None:
        try:
            key, stamp, given = signing.loads(signed, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(MODES[key], Stamp.read(stamp) or Stamp.new(), given)


def kept_for_back(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Back shows the page as it was, from the cache of this browser alone; every other way asks anew.

    The second step is the answer to what was sent: kept nowhere, a browser would ask whether to send it again. Who is
    signed in signs out, and leaves nothing behind.
    """

    @wraps(view)
    def answered(request: HttpRequest, **where: Any) -> HttpResponse:
        answer = view(request, **where)
        if request.user.is_authenticated:
            add_never_cache_headers(answer)
        else:
            patch_cache_control(answer, private=True, no_cache=True)
        return answer

    return answered


@POST_OR_READ
@kept_for_back
@published
def contribute(request: HttpRequest) -> HttpResponse:
    return _first(request, MODES["plain"])


@POST_OR_READ
@kept_for_back
@published
def contribute_easy(request: HttpRequest) -> HttpResponse:
    return _first(request, MODES["easy"])


@POST_OR_READ
@kept_for_back
@required(FOR_OTHERS)
@published
def contribute_for_others(request: HttpRequest) -> HttpResponse:
    return _first(request, MODES["others"])


def _first(request: HttpRequest, mode: Mode) -> HttpResponse:
    """What and where. What was right leads on to the second step, in the same answer."""
    if request.method != "POST":
        return _ask_what(
            request, mode, mode.first(initial={"space": request.GET.get("raum", "")[:120]}), Stamp.new()
        )
    stamp = Stamp.read(request.POST.get("stamp", "")) or Stamp.new()
    form = mode.first(request.POST)
    if not form.is_valid():
        return _ask_what(request, mode, form, stamp, status=422)
    first = First(mode, stamp, _typed(request))
    details = mode.second(
        initial=_unpacked(request.POST.get("second", "")) or _proposed(request, form.cleaned_data["text"]),
        with_contact=_with_contact(request, mode), aside=_aside(request, first),
    )  # fmt: skip
    return _ask_details(request, first, form, details)


def _proposed(request: HttpRequest, text: str) -> dict[str, Any]:
    """What the text speaks of, as the second step's first values."""
    spoken = request.LANGUAGE_CODE
    return {"dimensions": list(dimensions_of(text, spoken)), "groups": list(groups_of(text, spoken))}


@POST_OR_READ
@kept_for_back
@published
def contribute_details(request: HttpRequest) -> HttpResponse:
    """For whom, pictures, contact; then it is sent."""
    if request.method != "POST":
        return redirect("needs:contribute")
    first = First.read(request.POST.get("first", ""))
    if first is None:
        return _ask_what(request, MODES["plain"], WhatForm(), Stamp.new(), trouble=_BEGIN_ANEW, status=422)
    if first.mode.key == "others":
        if not request.user.is_authenticated:
            return redirect_to_login(reverse(first.mode.address))
        acting(request.user, FOR_OTHERS)
    what = first.mode.first(_as_query(first.given))
    details = first.mode.second(
        request.POST,
        request.FILES,
        with_contact=_with_contact(request, first.mode),
        aside=_aside(request, first),
    )
    if request.POST.get("step") == "back":
        again = first.mode.first(initial=_plain(first.given))
        return _ask_what(request, first.mode, again, first.stamp, second=_packed(_typed(request)),
                         aside=_put_aside(first, details))  # fmt: skip
    if not what.is_valid():  # the spaces changed between the steps
        return _ask_what(request, first.mode, what, first.stamp, second=_packed(_typed(request)),
                         aside=_put_aside(first, details), status=422)  # fmt: skip
    if not details.is_valid():
        return _ask_details(request, first, what, details, status=422)
    return _send(request, first, what, details)


def _send(request: HttpRequest, first: First, what: WhatForm, details: DetailsForm) -> HttpResponse:
    """Everything is right: keep it, and lead to the receipt. What looks like spam is shown again, nothing lost."""
    trouble, status = _trouble(request, first)
    if not trouble and _is_twin(request, first, what):
        return _ask_details(request, first, what, details, twin=True, status=422)
    if trouble:
        again = replace(first, stamp=first.stamp.refreshed()) if first.stamp.is_too_old else first
        return _ask_details(request, again, what, details, trouble=trouble, status=status)
    by = request.user if request.user.is_authenticated else None
    given = details.cleaned_data
    voice = replace(what.voice, dimensions=tuple(given["dimensions"]), groups=tuple(given["groups"]))
    try:
        receipt = contributing.contribute(
            by=by,
            token=first.stamp.token,
            voice=voice,
            reached=details.reached,
            heard=heard_of(what.heard, by),
        )
        attaching.attach(
            by=by, contribution=receipt.contribution, made=given["pictures"], description=given["description"]
        )
    except Refused as refusal:
        told = easy.refused(refusal) if first.mode.key == "easy" else str(refusal)
        return _ask_details(request, first, what, details, trouble=told, status=422)
    forget(first.stamp.token, list(details.aside))
    spam.remember(voice.text, voice.place.social_space, first.stamp.token)
    simply = "&sprache=leicht" if first.mode.key == "easy" else ""
    return redirect(f"{reverse('needs:receipt', args=[receipt.code])}?neu=1{simply}")


def _aside(request: HttpRequest, first: First) -> list[Aside]:
    return aside_of(first.stamp.token, request.POST.get("aside", ""))


def _put_aside(first: First, form: DetailsForm) -> str:
    """Put the pictures of a form that must be shown again aside; what the form is to carry of them."""
    form.is_valid()  # reads them
    fresh = put_aside(first.stamp.token, form.fields["pictures"].brought)  # type: ignore[attr-defined]
    form.show_aside([*form.wanted_aside, *fresh])
    return signed(first.stamp.token, list(form.aside)) if form.aside else ""


def _is_twin(request: HttpRequest, first: First, what: WhatForm) -> bool:
    """Whether the same was said of the same place just now, and nobody has said yet that this is another person."""
    if first.mode.key == "others" or request.POST.get("own"):
        return False  # whoever takes down what others say has an account, and two people may say the same
    return spam.said_lately(
        what.cleaned_data["text"], what.cleaned_data["place"].social_space, first.stamp.token
    )


def _trouble(request: HttpRequest, first: First) -> tuple[str | Promise, int]:
    """Why it is not taken yet, if it isn't, and with which status that is said."""
    found = _what_troubles(request, first)
    if not found:
        return "", 200
    return (easy.TROUBLES if first.mode.key == "easy" else TROUBLES)[found], 429 if found == "many" else 422


def _what_troubles(request: HttpRequest, first: First) -> str:
    if spam.honeypot_filled(request):
        return "hidden"
    if first.stamp.is_too_quick:
        return "quick"
    if first.stamp.is_too_old:
        return "old"
    if first.mode.key != "others" and not ratelimit.consume(request, action="contribute"):
        return "many"
    return ""


def _ask_what(
    request: HttpRequest, mode: Mode, form: WhatForm, stamp: Stamp, *, second: str | None = None,
    aside: str | None = None, trouble: str | Promise = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The first step. `second`: what the second one was told before somebody went back; `aside`: its pictures."""
    edition = places.social_spaces()
    version = current()
    context = {
        "form": form, "mode": mode, "stamp": stamp.signed, "trouble": trouble,
        "second": request.POST.get("second", "") if second is None else second,
        "aside": request.POST.get("aside", "") if aside is None else aside,
        "outlines_url": reverse("situation:outlines", args=[edition.key, version.outlines_name(edition)]),
        "about_you": [form[name] for name in form.about_you],
    }  # fmt: skip
    return render(request, mode.template, context, status=status)


def _ask_details(
    request: HttpRequest,
    first: First,
    what: WhatForm,
    form: DetailsForm,
    *,
    trouble: str | Promise = "",
    twin: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The second step, with what the first one was told above it."""
    aside = _put_aside(first, form) if form.is_bound else request.POST.get("aside", "")
    place = what.cleaned_data["place"]
    context = {
        "form": form, "mode": first.mode, "first": first.signed, "trouble": trouble, "twin": twin,
        "honeypot": spam.HONEYPOT,
        "text": what.cleaned_data["text"], "place": place, "space": places.name_of(place.social_space),
        "kind": dict(what.fields["kind"].choices)[what.cleaned_data["kind"]], "with_contact": "email" in form.fields,
        "years": KEPT_DAYS[Contact.Purpose.FEEDBACK] // 365,
        "about_it": [form[name] for name in form.about_it],
        "about_pictures": [form[name] for name in form.about_pictures],
        "about_contact": [form[name] for name in form.about_contact if name in form.fields],
        "aside": aside, "files_again": bool(request.FILES) and not form.aside,
    }  # fmt: skip
    return render(request, first.mode.template_second, context, status=status)


def _with_contact(request: HttpRequest, mode: Mode) -> bool:
    """Whoever is signed in is told at their account; who speaks for others may leave how to reach these."""
    return mode.key == "others" or not request.user.is_authenticated


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed into a form, without what the form carries."""
    return {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}


def _as_query(given: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in given.items():
        query.setlist(name, values)
    return query


def _plain(given: dict[str, list[str]]) -> dict[str, Any]:
    return {name: values[-1] for name, values in given.items() if values}


def _packed(given: dict[str, list[str]]) -> str:
    return signing.dumps(given, salt=f"{_SALT}.second", compress=True)


def _unpacked(signed: str) -> dict[str, Any]:
    """What the second step was told before, as a form's first values."""
    try:
        given = signing.loads(signed, salt=f"{_SALT}.second")
    except signing.BadSignature:
        return {}
    several = ("dimensions", "groups")
    return {name: values if name in several else values[-1] for name, values in given.items() if values}
