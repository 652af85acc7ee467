"""The agenda of a session is put together: points are added, arranged, changed, taken off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import AgendaItem, Option, Session
from sozialraum.planning.conferences.states import Method, SessionState
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts({"conferences.item_added": gettext_lazy("Punkt auf die Tagesordnung gesetzt")})


@transaction.atomic
def add(*, by: Agent, session: Session, kind: str, title: str, **values: Any) -> AgendaItem:
    """A point at the end of the agenda. Where the table consenses, the passive option is on the table at once.

    `values`: text, need, source, method, secret, minutes, fund, places.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    if kept.state in (SessionState.CLOSED, SessionState.CANCELLED):
        raise Refused(_("Die Sitzung ist vorbei: Ihre Tagesordnung ändert sich nicht mehr."))
    if not title.strip():
        raise Refused(_("Bitte geben Sie dem Punkt eine Überschrift."))
    source = values.get("source", "")
    if source and kept.items.filter(source=source).exists():
        raise Refused(_("Das steht schon auf der Tagesordnung."))
    last = kept.items.aggregate(last=Max("position"))["last"] or 0
    given = {"secret": kept.body.secret} | values
    item = AgendaItem.objects.create(
        session=kept, position=last + 1, kind=kind, title=title.strip()[:200], **given
    )
    if item.method == Method.CONSENSING:
        Option.objects.create(
            item=item, position=0, title=_("Alles bleibt, wie es ist (Passivlösung)"), is_passive=True
        )
    details = {"item": item.pk, "kind": kind, "need": item.need_id}
    steps.note(by=actor, act="conferences.item_added", what=kept, details=details)
    return item
