"""The manager reads a letter before it goes out, may change its words, and releases it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sozialraum.planning.messages import actions as messages
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import in_review
from sozialraum.planning.needs.queries.review import SAME, need_of, subject_of
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.rules import Agent, Refused, acting


@transaction.atomic
def release(*, by: Agent, number: int, title: str, body: str) -> int:
    """Release a letter and all that say the same by the same act; how many go out or stand at the receipt now."""
    message = _locked(number)
    if message is None:
        raise Refused(_("Diese Nachricht ist schon freigegeben: Jemand war schneller."))
    actor = acting(by, MANAGER, *need_of(message).scopes)
    if not title.strip() or not body.strip():
        raise Refused(_("Eine Nachricht braucht Betreff und Text."))
    return messages.release(by=actor, message=message, about=subject_of(message), title=title, body=body)


def _locked(number: int) -> Message | None:
    """A letter that waits, locked with all that say the same, all at once and in order.

    Two who open the same words by different numbers never wait for each other for ever.
    """
    read = in_review("contribution").filter(pk=number).first()
    if read is None:
        return None
    same = in_review("contribution").filter(**{name: getattr(read, name) for name in SAME})
    return {one.pk: one for one in same.order_by("pk").select_for_update(of=("self",))}.get(number)
