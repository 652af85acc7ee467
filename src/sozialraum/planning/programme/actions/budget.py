"""The municipal budget comes in. Loaded again nothing changes; a later delivery adds years and keeps what was known."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.intake.budget import Budget, BudgetRow
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.models import BudgetAmount, BudgetLine
from sozialraum.planning.programme.queries.budget_difference import TITLES, Difference, difference, key_of

name_acts({"programme.budget_loaded": gettext_lazy("Haushalt eingelesen")})
TOLD = 50  # changed amounts that the journal names one by one
AT_ONCE = 2000
_LOADING = 0x68616C74  # any number, as long as it is always the same: two who load wait for each other


@transaction.atomic
def load_budget(*, by: Agent, budget: Budget) -> Difference:
    """Take over lines and amounts; returns what that changed. Refused where the file has errors."""
    actor = rules.keeping_money(by)
    if not budget.is_sound:
        raise Refused(_("Die Datei hat Fehler. Lassen Sie sie berichtigen und lesen Sie sie dann neu ein."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
    found = difference(budget)
    if found.is_empty:
        return found
    lines = found.known | {key_of(one): one for one in _made(found.new_lines)}
    for row in found.renamed:
        line = lines[key_of(row)]
        for name in TITLES:
            setattr(line, name, getattr(row, name))
        line.save(update_fields=TITLES)
    made = [
        BudgetAmount(
            line=lines[key_of(row)], year=year, kind=kind, amount=amount, source=budget.digest, loaded=clock.now()
        )
        for row, (year, kind), amount in found.new_amounts
    ]  # fmt: skip
    BudgetAmount.objects.bulk_create(made, AT_ONCE)
    _record(actor, found)
    for one in found.changed:
        one.amount.amount, one.amount.source, one.amount.loaded = one.now, budget.digest, clock.now()
    BudgetAmount.objects.bulk_update(
        [one.amount for one in found.changed], ["amount", "source", "loaded"], AT_ONCE
    )
    return found


def _made(rows: tuple[BudgetRow, ...]) -> list[BudgetLine]:
    named = ("product", "line", "district", *TITLES)
    return BudgetLine.objects.bulk_create(
        [BudgetLine(**{name: getattr(row, name) for name in named}) for row in rows], AT_ONCE
    )


def _record(actor: Actor, found: Difference) -> None:
    changed = [
        {
            "line": one.amount.line_id, "year": one.amount.year, "kind": one.amount.kind,
            "from": str(one.amount.amount), "to": str(one.now),
        }
        for one in found.changed
    ]  # fmt: skip
    budget = found.budget
    record(
        by=actor,
        act="programme.budget_loaded",
        subject=Subject("budget", budget.key, budget.file),
        details={
            "digest": budget.digest, "lines": len(found.new_lines), "renamed": len(found.renamed),
            "amounts": len(found.new_amounts), "changed": len(changed), "changes": changed[:TOLD],
            "years": [f"{year} {kind}" for year, kind in budget.years],
        },
    )  # fmt: skip
