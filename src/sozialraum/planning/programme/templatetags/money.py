"""Sums of money in templates, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from django import template

from sozialraum import numbers
from sozialraum.planning.programme.queries.euros import exact
from sozialraum.planning.statistics.words import euros, language

register = template.Library()


@register.filter
def money(sum_: Decimal) -> str:
    """{{ standing.free|money }}: 1.234,50 €; whole euros without decimals."""
    return euros(sum_)


@register.filter
def cents(sum_: Decimal) -> str:
    """{{ line.balance|cents }}: always with two decimals, as an account writes it."""
    return exact(sum_)


@register.filter
def more(sum_: Decimal) -> str:
    """{{ change.more|more }}: with its sign, +1.200 €."""
    return f"+{euros(sum_)}" if sum_ > 0 else euros(sum_)


@register.filter
def amount(sum_: Decimal) -> Decimal:
    """{{ booking.amount|amount|cents }}: without its sign."""
    return abs(sum_)


@register.filter
def percent(value: Decimal) -> str:
    """{{ change.percent|percent }}: +3,2 %."""
    written = numbers.number(float(value), 1, language())
    return f"+{written} %" if value > 0 else f"{written} %"


@register.filter
def plain(value: Decimal) -> str:
    """{{ share.burden|plain }}: a figure with the decimals that it was published with."""
    return numbers.number(float(value), -int(value.as_tuple().exponent), language())
