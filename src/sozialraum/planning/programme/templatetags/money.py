"""Sums of money in templates, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

from django import template

from sozialraum.planning.programme.queries import euros

register = template.Library()


@register.filter
def money(sum_: Decimal) -> str:
    """{{ standing.free|money }}: 1.234,50 €; whole euros without decimals."""
    return euros.euros(sum_)


@register.filter
def cents(sum_: Decimal) -> str:
    """{{ line.balance|cents }}: always with two decimals, as an account writes it."""
    return euros.exact(sum_)


@register.filter
def more(sum_: Decimal) -> str:
    """{{ change.more|more }}: with its sign, +1.200 €."""
    return f"+{euros.euros(sum_)}" if sum_ > 0 else euros.euros(sum_)
