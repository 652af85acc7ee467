"""The agenda of a session is put together: points are added, arranged, changed, taken off."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.counting import in_euros
from sozialraum.planning.conferences.models import AgendaItem, Option, Session
from sozialraum.planning.conferences.queries.proposals import Proposal, proposals
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.item_added": gettext_lazy("Punkt auf die Tagesordnung gesetzt"),
        "conferences.item_changed": gettext_lazy("Punkt der Tagesordnung geändert"),
        "conferences.item_moved": gettext_lazy("Punkt der Tagesordnung verschoben"),
        "conferences.item_removed": gettext_lazy("Punkt von der Tagesordnung genommen"),
        "conferences.agenda_taken": gettext_lazy("Vorschläge auf die Tagesordnung übernommen"),
    }
)

CHANGEABLE = ("title", "text", "method", "secret", "minutes", "fund", "places")
LONGEST = 480  # minutes


@transaction.atomic
def add(*, by: Agent, session: Session, kind: str, title: str, **values: Any) -> AgendaItem:
    """A point at the end of the agenda. Where the table consenses, the passive option is on the table at once.

    `values`: text, need, source, method, secret, minutes, fund, places.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_open_agenda(kept)
    if not title.strip():
        raise Refused(_("Bitte geben Sie dem Punkt eine Überschrift."))
    source = values.get("source", "")
    if source and kept.items.filter(source=source).exists():
        raise Refused(_("Das steht schon auf der Tagesordnung."))
    item = _put(kept, kind=kind, title=title, **values)
    details = {"item": item.pk, "kind": kind, "need": item.need_id}
    steps.note(by=actor, act="conferences.item_added", what=kept, details=details)
    return item


def _put(session: Session, *, kind: str, title: str, **values: Any) -> AgendaItem:
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        session=session, position=last + 1, kind=kind, title=title.strip()[:200],
        **({"secret": session.body.secret} | values),
    )  # fmt: skip
    _keep_passive(item)
    return item


def _keep_passive(item: AgendaItem) -> None:
    """Whoever consenses can always leave things as they are; by another method there is no such option."""
    passive = item.options.filter(is_passive=True)
    if item.method != Method.CONSENSING:
        passive.delete()
    elif not passive.exists():
        with override("de"):
            title = _("Alles bleibt, wie es ist (Passivlösung)")
        Option.objects.create(item=item, position=0, title=title, is_passive=True)


@transaction.atomic
def take(*, by: Agent, session: Session, keys: Collection[str] | None = None) -> int:
    """Put what proposes itself on the agenda: those with these keys, or all; returns how many.

    Who else took some of them meanwhile took them: they are passed over.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_before(kept)
    with override("de"):  # the agenda has one language, whoever puts it together
        wanted = proposals(kept, keys)
        for one in wanted:
            _put_proposal(kept, one)
    if wanted:
        _note_taken(actor, kept, wanted)
    return len(wanted)


def _put_proposal(session: Session, one: Proposal) -> None:
    item = _put(
        session, kind=one.kind, title=one.title, text=one.text, need=one.need, source=one.key, method=one.method,
        minutes=one.minutes, fund=one.fund, places=one.places,
        **({} if one.secret is None else {"secret": one.secret}),
    )  # fmt: skip
    Option.objects.bulk_create(
        Option(item=item, position=number, title=o.title[:200], text=o.text, need=o.need, cost=o.cost)
        for number, o in enumerate(one.options, 1)
    )


def _note_taken(actor: Actor, session: Session, wanted: list[Proposal]) -> None:
    details = {"sources": [one.key for one in wanted]}
    steps.note(by=actor, act="conferences.agenda_taken", what=session, details=details)


@transaction.atomic
def change(*, by: Agent, item: AgendaItem, **values: Any) -> AgendaItem:
    """Another heading, explanation, method, time, sum (cents) or number of places. `values`: see CHANGEABLE."""
    kept = steps.locked_item(item)
    actor = rules.running(by, kept.session.body)
    rules.require_before(kept.session)
    before = {field: getattr(kept, field) for field in CHANGEABLE}
    for field, value in values.items():
        if field not in CHANGEABLE:
            raise ValueError(f"{field} of an item is not changed by this")
        setattr(kept, field, value)
    _require_whole(kept)
    changed = [field for field in CHANGEABLE if before[field] != getattr(kept, field)]
    if not changed:
        return kept
    kept.save(update_fields=list(CHANGEABLE))
    _keep_passive(kept)
    details = {"item": kept.pk, "changed": changed}
    steps.note(by=actor, act="conferences.item_changed", what=kept.session, details=details)
    return kept


def _require_whole(item: AgendaItem) -> None:
    item.title = item.title.strip()[:200]
    if not item.title:
        raise Refused(_("Bitte geben Sie dem Punkt eine Überschrift."))
    if not 1 <= item.minutes <= LONGEST:
        raise Refused(_("Bitte geben Sie eine Dauer zwischen 1 und 480 Minuten an."))
    if item.method == Method.FUND and not in_euros(item.fund):
        raise Refused(_("Bitte sagen Sie in ganzen Euro, wie viel Geld zu verteilen ist."))
    if item.method == Method.ELECTION:
        item.places = item.places or 1
    elif item.method not in (Method.DOTS, Method.ORDER):
        item.places = None
    if item.method != Method.FUND:
        item.fund = None


@transaction.atomic
def move(*, by: Agent, item: AgendaItem, to: int) -> None:
    """Put a point at a place of the agenda, counted from 1; what lies beyond its ends is the end."""
    kept = steps.locked_item(item)
    actor = rules.running(by, kept.session.body)
    rules.require_before(kept.session)
    items = list(kept.session.items.order_by("position", "pk"))
    order = [one for one in items if one.pk != kept.pk]
    order.insert(max(0, min(to - 1, len(order))), next(one for one in items if one.pk == kept.pk))
    if [one.pk for one in order] == [one.pk for one in items]:
        return
    before = kept.position
    _number(order)
    details = {"item": kept.pk, "from": before, "to": order.index(kept) + 1}
    steps.note(by=actor, act="conferences.item_moved", what=kept.session, details=details)


def _number(order: list[AgendaItem]) -> None:
    for place, one in enumerate(order, 1):
        one.position = place
    AgendaItem.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove(*, by: Agent, item: AgendaItem) -> None:
    """Take a point off the agenda, with its options; what proposed it proposes it again."""
    kept = steps.locked_item(item)
    actor = rules.running(by, kept.session.body)
    rules.require_before(kept.session)
    details = {"item": kept.pk, "kind": kept.kind, "need": kept.need_id}
    kept.options.all().delete()
    kept.delete()
    _number(list(kept.session.items.order_by("position", "pk")))
    steps.note(by=actor, act="conferences.item_removed", what=kept.session, details=details)
