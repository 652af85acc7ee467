"""The room as everybody sees it: to follow on a phone, on the wall, and the door with its code."""

from __future__ import annotations

import segno
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences import live, passes
from sozialraum.planning.conferences.actions import attending
from sozialraum.planning.conferences.forms.room import DoorForm, KnockForm
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.queries import room as rooms
from sozialraum.planning.people.rules import Refused

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def room(request: HttpRequest, key: str) -> HttpResponse:
    """The room to follow, without a vote."""
    return render(request, "conferences/room.html", _shown(request, key))


@never_cache
@require_safe
def projector(request: HttpRequest, key: str) -> HttpResponse:
    """The room on the wall: large, with the code of the door."""
    context = _shown(request, key)
    door = f"{settings.ADDRESS}{reverse('conferences:door')}"
    context |= {
        "door": door.partition("://")[2],
        "code": qr_code(f"{door}?code={context['session'].door_code}"),
    }
    return render(request, "conferences/projector.html", context)


def _shown(request: HttpRequest, key: str) -> dict[str, object]:
    session = get_object_or_404(Session.objects.select_related("body"), room_key=key)
    return {"session": session, "room": rooms.room(session)}


def qr_code(address: str) -> str:
    """An address as a picture for a phone's camera: SVG, to stand in a page."""
    return mark_safe(segno.make_qr(address, error="m").svg_inline(border=2, light="#fff", omitsize=True))  # noqa: S308


@require_safe
def pulse(request: HttpRequest, key: str) -> HttpResponse:
    """What changes every second; asked by script, see `live`."""
    return live.pulse_response(key)


@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """What all see, as a piece of a page; asked by script, see `live`."""
    return live.sheet_response(request, key, get_language() or settings.LANGUAGE_CODE)


@never_cache
@READ_OR_POST
def door(request: HttpRequest) -> HttpResponse:
    """Somebody in the room types the code on the wall and their name, and waits for the chair."""
    given = request.POST or request.GET or None
    asked = DoorForm(given if given and "code" in given else None)
    session = asked.session if asked.is_bound and asked.is_valid() else None
    if asked.is_bound and session is None and not ratelimit.consume(request, action="door"):
        return render(
            request, "429.html", status=429
        )  # only wrong codes are counted: a room shares one address
    form = KnockForm(request.POST if "name" in request.POST else None) if session else None
    if session and form is not None and form.is_valid():
        if not ratelimit.consume(request, action="knock"):
            return render(request, "429.html", status=429)
        try:
            attendee = attending.knock(session=session, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("conferences:place", passes.of_place(attendee))
    context = {
        "asked": asked, "form": form, "session": session,
        "trail": [(_("Konferenzen"), reverse("conferences:overview")), (_("In die Sitzung"), None)],
    }  # fmt: skip
    failed = (asked.errors and request.method == "POST") or (form is not None and form.errors)
    return render(request, "conferences/door.html", context, status=422 if failed else 200)
