"""What the table chooses between on one point: proposals, needs of a list, projects, persons."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.counting import EURO
from sozialraum.planning.conferences.models import AgendaItem, Option
from sozialraum.planning.conferences.queries.proposals import needs_of_list
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.option_changed": gettext_lazy("Vorschlag zu einem Punkt geändert"),
        "conferences.option_removed": gettext_lazy("Vorschlag zu einem Punkt gestrichen"),
        "conferences.list_renewed": gettext_lazy("Liste der Bedarfe auf den neuesten Stand gebracht"),
    }
)

WITH_OPTIONS = (Method.CONSENSING, Method.DOTS, Method.ORDER, Method.FUND, Method.ELECTION)


@transaction.atomic
def add_option(*, by: Agent, item: AgendaItem, title: str, **values: Any) -> Option:
    """One more to choose from. `values`: text, need, cost (cents), proposed_by."""
    kept = steps.locked_item(item)
    actor = rules.running(by, kept.session.body)
    rules.require_before(kept.session)
    if kept.method not in WITH_OPTIONS:
        raise Refused(
            _("Bei diesem Verfahren gibt es nichts zu wählen. Bitte ändern Sie zuerst das Verfahren.")
        )
    option = Option(item=kept, title=title, **values)
    _require_whole(kept, option)
    option.position = (kept.options.aggregate(last=Max("position"))["last"] or 0) + 1
    option.save(force_insert=True)
    _note(actor, "added", kept, option)
    return option


@transaction.atomic
def change_option(*, by: Agent, option: Option, **values: Any) -> Option:
    """Other words or another sum. `values`: title, text, cost (cents)."""
    kept, actor = _locked(by, option)
    for field, value in values.items():
        if field not in ("title", "text", "cost"):
            raise ValueError(f"{field} of an option is not changed by this")
        setattr(kept, field, value)
    _require_whole(kept.item, kept)
    kept.save(update_fields=["title", "text", "cost"])
    _note(actor, "changed", kept.item, kept)
    return kept


@transaction.atomic
def remove_option(*, by: Agent, option: Option) -> None:
    """Strike one out; never the passive option, which is always on the table."""
    kept, actor = _locked(by, option)
    if kept.is_passive:
        raise Refused(_("Die Passivlösung liegt immer auf dem Tisch: Sie lässt sich nicht streichen."))
    _note(actor, "removed", kept.item, kept)
    kept.delete()


@transaction.atomic
def renew_list(*, by: Agent, item: AgendaItem) -> tuple[int, int]:
    """Bring the list of carried needs up to date; how many came, how many went."""
    kept = steps.locked_item(item)
    actor = rules.running(by, kept.session.body)
    rules.require_before(kept.session)
    if kept.kind != AgendaItem.Kind.ORDER:
        raise Refused(_("Dieser Punkt ist keine Liste von Bedarfen."))
    now = [one for one in needs_of_list(kept.session.body) if one.need]
    before = set(kept.options.filter(need__isnull=False).values_list("need_id", flat=True))
    new = [one for one in now if one.need and one.need.pk not in before]
    went = len(before - {one.need.pk for one in now if one.need})
    kept.options.filter(need__isnull=False).delete()
    last = kept.options.aggregate(last=Max("position"))["last"] or 0
    # All of them anew: the order follows from what the conferences carry, also where one came in between.
    Option.objects.bulk_create(
        Option(item=kept, position=place, title=one.title[:200], text=one.text, need=one.need)
        for place, one in enumerate(now, last + 1)
    )
    if new or went:
        details = {"item": kept.pk, "came": [one.need.pk for one in new if one.need], "went": went}
        steps.note(by=actor, act="conferences.list_renewed", what=kept.session, details=details)
    return len(new), went


def _locked(by: Agent, option: Option) -> tuple[Option, Actor]:
    item = steps.locked_item(AgendaItem.objects.get(pk=option.item_id))
    actor = rules.running(by, item.session.body)
    rules.require_before(item.session)
    kept = Option.objects.get(pk=option.pk)
    kept.item = item
    return kept, actor


def _require_whole(item: AgendaItem, option: Option) -> None:
    option.title = option.title.strip()[:200]
    if not option.title:
        raise Refused(_("Bitte geben Sie dem Vorschlag einen Namen."))
    if item.method == Method.FUND and (not option.cost or option.cost % EURO):
        raise Refused(_("Bitte sagen Sie in ganzen Euro, was das Vorhaben kostet."))
    if item.method == Method.FUND and item.fund and option.cost and option.cost > item.fund:
        raise Refused(_("Das Vorhaben kostet mehr, als zu verteilen ist."))


def _note(actor: Actor, done: str, item: AgendaItem, option: Option) -> None:
    details = {"item": item.pk, "option": option.pk}
    steps.note(by=actor, act=f"conferences.option_{done}", what=item.session, details=details)
