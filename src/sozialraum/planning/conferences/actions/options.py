"""What the table chooses between on one point: proposals, needs of a list, projects, persons."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.counting import in_euros
from sozialraum.planning.conferences.models import AgendaItem, Attendee, Option
from sozialraum.planning.conferences.queries.proposals import needs_of_list
from sozialraum.planning.conferences.states import BEFORE, CHOOSING, ItemState, Method
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.option_added": gettext_lazy("Vorschlag dazugelegt"),
        "conferences.option_withdrawn": gettext_lazy("Vorschlag zurückgenommen"),
        "conferences.option_changed": gettext_lazy("Vorschlag zu einem Punkt geändert"),
        "conferences.option_removed": gettext_lazy("Vorschlag zu einem Punkt gestrichen"),
        "conferences.list_renewed": gettext_lazy("Liste der Bedarfe auf den neuesten Stand gebracht"),
    }
)

MOST_OPTIONS = 200


@transaction.atomic
def add_option(
    *, by: Agent | None = None, attendee: Attendee | None = None, item: AgendaItem, title: str, text: str = "",
    cost: int | None = None, need: Need | None = None,
) -> Option:  # fmt: skip
    """One more to choose from, before the session or in it: by who runs it, or by somebody in the room.

    It counts from the next ballot on. `cost` in cents.
    """
    kept = steps.locked_item(item)
    rules.require_open_agenda(kept.session)
    actor, name = _proposing(kept, by, attendee)
    if kept.method not in CHOOSING:
        raise Refused(
            _("Bei diesem Verfahren gibt es nichts zu wählen. Bitte ändern Sie zuerst das Verfahren.")
        )
    if kept.is_list and need is None:
        raise Refused(
            _("Auf dieser Liste stehen Bedarfe. Für eigene Vorschläge setzen Sie einen eigenen Punkt.")
        )
    if kept.options.count() >= MOST_OPTIONS:
        raise Refused(_("Mehr Vorschläge fasst ein Punkt nicht."))
    option = Option(item=kept, title=title, text=text.strip(), cost=cost, need=need, proposed_by=name)
    _require_whole(kept, option)
    last = kept.options.aggregate(last=Max("position"))["last"]
    option.position = 0 if last is None else last + 1
    option.save(force_insert=True)
    _note(actor, "added", kept, option)
    return option


def _proposing(item: AgendaItem, by: Agent | None, attendee: Attendee | None) -> tuple[Actor, str]:
    """Who proposes, and the name that stands beside it: none of who runs the session, or may not be named."""
    if by is not None:
        return rules.running(by, item.session.body), ""
    rules.require_running(item.session)
    if attendee is None or not attendee.admitted or attendee.session_id != item.session_id:
        raise Refused(_("Das geht nur in der Sitzung."))
    if item.method != Method.CONSENSING or item.state != ItemState.OPEN:
        raise Refused(_("Zu diesem Punkt werden gerade keine Vorschläge gesammelt."))
    return steps.in_person(attendee), attendee.name if attendee.name_is_public else ""


@transaction.atomic
def withdraw_option(*, by: Agent, option: Option, reason: str = "") -> None:
    """In the session: it stands no more to the vote, from the next ballot on. The passive option always does."""
    kept = steps.locked_item(option.item)
    actor = rules.running(by, kept.session.body)
    rules.require_open_agenda(kept.session)
    if option.is_passive:
        raise Refused(_("Die Passivlösung steht immer zur Wahl."))
    option.withdrawn = True
    option.save(update_fields=["withdrawn"])
    _note(actor, "withdrawn", kept, option, reason)


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
    if (item.method == Method.FUND or option.cost is not None) and not in_euros(option.cost):
        raise Refused(_("Bitte sagen Sie in ganzen Euro, was das Vorhaben kostet."))
    # Who puts the agenda together is told at once; what is proposed in the room is shown, and can't be bought.
    is_prepared = item.session.state in BEFORE
    if is_prepared and item.method == Method.FUND and item.fund and option.cost and option.cost > item.fund:
        raise Refused(_("Das Vorhaben kostet mehr, als zu verteilen ist."))


def _note(actor: Actor, done: str, item: AgendaItem, option: Option, reason: str = "") -> None:
    details = {"item": item.pk, "option": option.pk}
    act = f"conferences.option_{done}"
    steps.note(by=actor, act=act, what=item.session, reason=reason, details=details)
