"""A form that adds something takes effect once: however often it is sent, by two clicks or by going back.

The page gives out a token with the form (`{% sending %}`). The act keeps it, in the transaction of the act itself: who
sends the same at the same moment waits for it, and is then led to the result of the first. Where going back fetched
the page anew the token is another one: then the same words, sent again soon, are refused once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Sending
from sozialraum.planning.people.rules import Refused

SENDING = "sending"  # the field by which a form is known that comes twice
FORGOTTEN = timedelta(days=30)
SOON = timedelta(minutes=15)  # the same words again from a page that Back fetched anew: hardly meant
Made = TypeVar("Made")


def once(
    request: HttpRequest,
    do: Callable[[], Made],
    *,
    led_to: Callable[[Made], str],
    said: Callable[[Made], str],
) -> str:
    """Do it unless this form did it before; returns the address of its result and tells what happened.

    What `do` refuses is not kept: the form may be sent again. A form that comes back with other words is refused, so
    that writing on after going back adds nothing unmeant; sent again from there, it counts. Raises Refused.
    """
    token, sent = _token(request.POST.get(SENDING, "")), _print(request)
    if token is not None:
        _require_meant(request, token, sent)
    with transaction.atomic():
        kept = _kept(request, token, sent) if token is not None else None
        if kept is not None and kept.led_to:
            messages.info(request, _("Das hatten Sie schon gesendet. Es gilt einmal, nicht zweimal."))
            return kept.led_to
        made = do()
        address = led_to(made)
        if kept is not None:
            kept.led_to = address
            kept.save(update_fields=["led_to"])
    messages.success(request, said(made))
    return address


def _require_meant(request: HttpRequest, token: UUID, sent: str) -> None:
    """Refuse, once, the very words that took effect just now, though the form is another one."""
    mine = Sending.objects.filter(account=request.user)
    last = mine.filter(print=sent, at__gt=clock.now() - SOON).order_by("-at", "-pk").first()
    if last is None or not last.led_to or mine.filter(token=token).exists():
        return
    Sending.objects.create(account=request.user, token=uuid4(), print=sent, at=clock.now())
    raise Refused(
        _(
            "Genau das haben Sie eben gesendet, und es gilt. Soll es zweimal gelten, senden Sie noch einmal ab."
        )
    )


def _kept(request: HttpRequest, token: UUID, sent: str) -> Sending:
    """The row of this form; whoever comes second waits here until the first is through."""
    kept, is_new = Sending.objects.get_or_create(
        account=request.user, token=token, defaults={"print": sent, "at": clock.now()}
    )
    if not is_new and kept.print != sent:
        raise Refused(
            _(
                "Dieses Formular haben Sie schon einmal gesendet, mit anderem Inhalt, und das gilt. Soll dieses hier "
                "zusätzlich gelten, senden Sie noch einmal ab."
            )
        )
    return kept


def _token(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _print(request: HttpRequest) -> str:
    aside = ("csrfmiddlewaretoken", SENDING)
    words = sorted((key, values) for key, values in request.POST.lists() if key not in aside)
    return sha256(repr((request.get_full_path(), words)).encode()).hexdigest()


def forget_sendings() -> int:
    """Nobody sends a form again after a month."""
    return Sending.objects.filter(at__lt=clock.now() - FORGOTTEN).delete()[0]
