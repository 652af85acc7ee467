"""The manager reads a letter before it goes out, may change its words, and releases it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sozialraum.planning.messages import actions as messages
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import in_review
from sozialraum.planning.needs.queries.review import need_of, subject_of
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.rules import Agent, Refused, acting


@transaction.atomic
def release(*, by: Agent, number: int, title: str, body: str) -> int:
    """Release a letter and all that say the same by the same act; how many go out or stand at the receipt now."""
    message: Message | None = in_review("contribution").select_for_update().filter(pk=number).first()
    if message is None:
        raise Refused(_("Diese Nachricht ist schon freigegeben: Jemand war schneller."))
    actor = acting(by, MANAGER, *need_of(message).scopes)
    if not title.strip() or not body.strip():
        raise Refused(_("Eine Nachricht braucht Betreff und Text."))
    return messages.release(by=actor, message=message, about=subject_of(message), title=title, body=body)
