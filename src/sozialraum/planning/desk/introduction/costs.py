"""The costs as a page shows them: money as text, kinds in the visitor's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sozialraum.numbers import number
from sozialraum.planning.reports.models import CostItem
from sozialraum.planning.reports.queries import introduction_costs as query
from sozialraum.planning.reports.queries.introduction_costs import Proposed, Row, Size, Sum
from sozialraum.planning.spaces.queries import scopes_of
from sozialraum.planning.statistics.words import euros, language

Kind = CostItem.Kind


@dataclass(frozen=True)
class Money:
    """Planned and spent as text; over: more was spent than planned."""

    planned: str
    spent: str
    left: str
    over: bool


@dataclass(frozen=True)
class Position:
    """A position in the list."""

    item: CostItem
    kind: str
    how_much: str
    amount: str
    years: str
    total: str
    spent: str


@dataclass(frozen=True)
class Page:
    """Sums by kind (rows) and year (columns), all in all, and the positions."""

    years: Sequence[int]
    kinds: Sequence[tuple[str, Sequence[Money]]]
    totals: Sequence[Money]
    whole: Money
    positions: Sequence[Position]
    ended: Sequence[Position]
    assumed: int


def page() -> Page:
    """Gather it; four statements however many positions there are."""
    years = query.costs_by_year()
    there = [kind for kind in Kind if any(kind.value in one.kinds for one in years)]
    nothing = Sum(Decimal(0), Decimal(0))
    kinds = [
        (str(kind.label), [*(_money(one.kinds.get(kind.value, nothing)) for one in years),
                           _money(query.summed(one.kinds.get(kind.value, nothing) for one in years))])
        for kind in there
    ]  # fmt: skip
    whole = query.summed(one.total for one in years)
    rows = query.rows()
    return Page(
        [one.year for one in years], kinds, [*(_money(one.total) for one in years), _money(whole)], _money(whole),
        [_position(one) for one in rows if one.item.ended is None],
        [_position(one) for one in rows if one.item.ended is not None],
        sum(bool(one.item.assumption) for one in rows if one.item.ended is None),
    )  # fmt: skip


def row_of(item: CostItem) -> Position:
    """One position with what was spent of it."""
    return _position(Row(item, {one.year: one.amount for one in item.spent.all()}))


def _money(of: Sum) -> Money:
    return Money(euros(of.planned), euros(of.spent), euros(abs(of.left)), of.left < 0)


def _position(row: Row) -> Position:
    item = row.item
    first, last = item.years[0], item.years[-1]
    return Position(
        item, str(item.get_kind_display()),
        _how_much(item.quantity, item.unit, str(item.get_unit_display()), item.price),
        euros(item.amount), f"{first}" if first == last else f"{first}–{last}", euros(item.total),
        euros(row.spent_in_all),
    )  # fmt: skip


def _how_much(quantity: Decimal, unit: str, words: str, price: Decimal) -> str:
    """1,5 × 78.000 € je volle Stelle; the one word where it is one lump sum."""
    if unit == CostItem.Unit.LUMP and quantity == 1:
        return words
    places = 0 if quantity == quantity.to_integral_value() else 2 if quantity * 10 % 1 else 1
    values = {"n": number(float(quantity), places, language()), "price": euros(price), "unit": words}
    if unit == CostItem.Unit.LUMP:
        return _("%(n)s × %(price)s %(unit)s") % values
    return _("%(n)s × %(price)s je %(unit)s") % values


# -- the proposal --


@dataclass(frozen=True)
class Line:
    """A position that is proposed."""

    of: Proposed
    kind: str
    how_much: str
    amount: str
    is_yearly: bool


@dataclass(frozen=True)
class Proposal:
    """What would come out, and of how much."""

    size: Size
    lines: Sequence[Line]
    yearly: str
    once: str
    first_year: str


def size() -> Size:
    """How many spaces the city has; none before its first data are there."""
    return Size(len(scopes_of("planning_area")), len(scopes_of("social_space")))


def proposed(of: Size, assumed: query.Assumptions) -> Proposal:
    """The proposal as a page shows it."""
    found = query.proposal(of, assumed)
    lines = [
        Line(
            one, str(Kind(one.kind).label),
            _how_much(one.quantity, one.unit, str(CostItem.Unit(one.unit).label), one.price), euros(one.amount),
            one.last_year is not None,
        )
        for one in found
    ]  # fmt: skip
    yearly = sum((one.amount for one in found if one.last_year is not None), Decimal(0))
    once = sum((one.amount for one in found if one.last_year is None), Decimal(0))
    return Proposal(of, lines, euros(yearly), euros(once), euros(yearly + once))
