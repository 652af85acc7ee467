"""Costs of the introduction are planned, changed and taken out; what was spent is written down."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.reports import rules
from sozialraum.planning.reports.models import CENT, CostItem, CostSpent
from sozialraum.planning.reports.queries.introduction_costs import Assumptions, Size, open_items, proposal

name_acts(
    {
        "reports.cost_planned": gettext_lazy("Kosten der Einführung geplant"),
        "reports.cost_changed": gettext_lazy("Geplante Kosten der Einführung geändert"),
        "reports.cost_ended": gettext_lazy("Kosten der Einführung aus dem Plan genommen"),
        "reports.cost_spent": gettext_lazy("Ausgaben der Einführung eingetragen"),
        "reports.costs_proposed": gettext_lazy("Vorschlag für die Kosten der Einführung übernommen"),
    }
)
FIELDS = ("kind", "title", "quantity", "unit", "price", "year", "last_year")
LONGEST = 15  # years that a yearly position may run


@transaction.atomic
def plan_cost(*, by: Agent, assumption: str = "", **values: Any) -> CostItem:
    """A position is planned. `values`: FIELDS; without `last_year` it is spent once."""
    return _planned(rules.keeping_costs(by), assumption, values)


def _planned(actor: Actor, assumption: str, values: dict[str, Any]) -> CostItem:
    item = CostItem(assumption=assumption)
    _set(item, values)
    item.save(force_insert=True)
    details = {**_plain(item), "amount": str(item.amount), "assumption": assumption}
    record(by=actor, act="reports.cost_planned", subject=_about(item), details=details)
    return item


@transaction.atomic
def change_cost(*, by: Agent, item: CostItem, reason: str = "", **values: Any) -> CostItem:
    """Other values from now on. Who changes a proposal makes it theirs: it is an assumption no more."""
    actor = rules.keeping_costs(by)
    kept = _kept(item)
    before = _plain(kept)
    _set(kept, values)
    after = _plain(kept)
    changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not changed:
        return kept
    outside = kept.spent.exclude(year__range=(kept.years[0], kept.years[-1])).order_by("year").first()
    if outside is not None:
        said = _("Für %(year)d ist schon etwas ausgegeben. Das Jahr muss im Plan bleiben.")
        raise Refused(said % {"year": outside.year})
    kept.assumption = ""
    kept.save(update_fields=[*FIELDS, "assumption"])
    record(by=actor, act="reports.cost_changed", subject=_about(kept), reason=reason.strip(), details=changed)
    return kept


@transaction.atomic
def end_cost(*, by: Agent, item: CostItem, reason: str) -> None:
    """It is planned no more; what was spent of it stays in the sums."""
    actor = rules.keeping_costs(by)
    kept = _kept(item)
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie den Grund."))
    kept.ended = clock.now()
    kept.save(update_fields=["ended"])
    details = {"amount": str(kept.amount), "years": [kept.years[0], kept.years[-1]]}
    record(by=actor, act="reports.cost_ended", subject=_about(kept), reason=reason.strip(), details=details)


@transaction.atomic
def note_spent(
    *, by: Agent, item: CostItem, year: int, amount: Decimal, reason: str = ""
) -> CostSpent | None:
    """What was spent for a position in one of its years, all in all; 0 takes the entry back."""
    actor = rules.keeping_costs(by)
    kept = _kept(item)
    if year not in kept.years:
        raise Refused(_("In diesem Jahr ist die Position nicht geplant. Ändern Sie erst ihre Jahre."))
    if year > clock.today().year:
        raise Refused(_("Dieses Jahr hat noch nicht begonnen."))
    if amount < 0 or amount != amount.quantize(CENT):
        raise Refused(_("Bitte geben Sie den Betrag in Euro und Cent an, nicht unter 0."))
    found = CostSpent.objects.filter(item=kept, year=year).first()
    before = found.amount if found else Decimal(0)
    if before == amount:
        return found
    details = {"year": year, "before": str(before), "after": str(amount)}
    record(by=actor, act="reports.cost_spent", subject=_about(kept), reason=reason.strip(), details=details)
    if amount == 0:
        CostSpent.objects.filter(item=kept, year=year).delete()
        return None
    return CostSpent.objects.update_or_create(item=kept, year=year, defaults={"amount": amount})[0]


@transaction.atomic
def take_proposal(*, by: Agent, size: Size, assumptions: Assumptions, keys: Sequence[str]) -> list[CostItem]:
    """Put positions of the proposal into the plan, each marked as an assumption. `keys`: of proposed positions."""
    actor = rules.keeping_costs(by)
    wanted = [one for one in proposal(size, assumptions) if one.key in keys]
    if not wanted:
        raise Refused(_("Bitte wählen Sie mindestens eine Position."))
    there = set(open_items().values_list("title", "year"))
    new = [one for one in wanted if (one.title, one.year) not in there]
    if not new:
        raise Refused(_("Diese Positionen stehen schon im Plan."))
    subject = Subject("introduction_costs", "", "Kosten der Einführung")
    details = {
        "size": size._asdict(),
        "assumptions": assumptions.plain(),
        "positions": [one.key for one in new],
    }
    record(by=actor, act="reports.costs_proposed", subject=subject, details=details)
    return [_planned(actor, one.because, one.values()) for one in new]


def _kept(item: CostItem) -> CostItem:
    kept = CostItem.objects.select_for_update().get(pk=item.pk)
    if kept.ended is not None:
        raise Refused(_("Diese Position steht nicht mehr im Plan."))
    return kept


def _set(item: CostItem, values: dict[str, Any]) -> None:
    for field, value in values.items():
        if field not in FIELDS:
            raise ValueError(f"{field} is nothing that a position has")
        setattr(item, field, value.strip() if isinstance(value, str) else value)
    if not item.title:
        raise Refused(_("Bitte geben Sie der Position eine Bezeichnung."))
    if item.quantity <= 0 or item.price < 0:
        raise Refused(_("Die Menge muss über 0 liegen, der Preis darf nicht unter 0 liegen."))
    if item.quantity != item.quantity.quantize(CENT) or item.price != item.price.quantize(CENT):
        raise Refused(_("Menge und Preis haben höchstens zwei Stellen nach dem Komma."))
    if item.last_year is not None and not item.year <= item.last_year < item.year + LONGEST:
        said = _("Das letzte Jahr liegt nicht vor dem ersten und höchstens %(n)d Jahre danach.")
        raise Refused(said % {"n": LONGEST - 1})


def _plain(item: CostItem) -> dict[str, Any]:
    values = {field: getattr(item, field) for field in FIELDS}
    return {
        key: str(Decimal(value).quantize(CENT)) if key in ("quantity", "price") else value
        for key, value in values.items()
    }


def _about(item: CostItem) -> Subject:
    return Subject("introduction_cost", str(item.pk), item.title)
