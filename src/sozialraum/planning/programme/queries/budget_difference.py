"""What a delivered budget would change: compared with what is known, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sozialraum.intake.budget import Budget, BudgetRow, Year
from sozialraum.planning.programme.models import BudgetAmount, BudgetLine

Key = tuple[str, str, str]  # product, line, district
TITLES = ("product_area", "product_area_title", "product_title", "line_title", "is_income", "is_total")


@dataclass(frozen=True)
class Changed:
    """An amount that was known otherwise."""

    amount: BudgetAmount
    now: Decimal


@dataclass(frozen=True)
class Difference:
    """New lines, lines called otherwise, new amounts and changed ones; how many stay as they are."""

    budget: Budget
    known: dict[Key, BudgetLine]
    new_lines: tuple[BudgetRow, ...]
    renamed: tuple[BudgetRow, ...]
    new_amounts: tuple[tuple[BudgetRow, Year, Decimal], ...]
    changed: tuple[Changed, ...]
    same: int

    @property
    def is_empty(self) -> bool:
        """Whether loading it changes nothing."""
        return not (self.new_lines or self.renamed or self.new_amounts or self.changed)


def key_of(row: BudgetRow | BudgetLine) -> Key:
    """What makes a line the same in two deliveries."""
    return row.product, row.line, row.district


def difference(budget: Budget) -> Difference:
    """Two statements, however large the budget is."""
    products = {row.product for row in budget.rows}
    lines = {key_of(one): one for one in BudgetLine.objects.filter(product__in=products)}
    amounts = {
        (one.line_id, one.year, one.kind): one
        for one in BudgetAmount.objects.filter(line__product__in=products)
    }
    new: list[tuple[BudgetRow, Year, Decimal]] = []
    changed: list[Changed] = []
    same = 0
    for row in budget.rows:
        line = lines.get(key_of(row))
        for year, amount in row.amounts.items():
            held = amounts.get((line.pk, *year)) if line else None
            if held is None:
                new.append((row, year, amount))
            elif held.amount != amount:
                changed.append(Changed(held, amount))
            else:
                same += 1
    return Difference(
        budget, lines, tuple(row for row in budget.rows if key_of(row) not in lines),
        tuple(_renamed(budget.rows, lines)), tuple(new), tuple(changed), same,
    )  # fmt: skip


def _renamed(rows: Iterable[BudgetRow], lines: dict[Key, BudgetLine]) -> Iterable[BudgetRow]:
    for row in rows:
        line = lines.get(key_of(row))
        if line and any(getattr(line, name) != getattr(row, name) for name in TITLES):
            yield row
