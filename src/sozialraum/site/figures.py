"""A figure on a page: its value, what kind of value it is, and the way to its explanation."""

from __future__ import annotations

import math
from html import escape

from django.utils.safestring import SafeString

from sozialraum import numbers
from sozialraum.warehouse.values import State


def figure_html(
    value: float, state: int, unit: str, decimals: int, language: str, href: str = "", name: str = ""
) -> SafeString:
    """One figure: a sign for the eye, its meaning for the ear; `name` says what the link explains."""
    seen = numbers.figure(value, state, unit, decimals, language)
    kind = State(state)
    if not math.isnan(value) and kind is State.OBSERVED:
        content, look, title = escape(seen), "", ""
    else:
        kind = kind if not (math.isnan(value) and kind.is_number) else State.UNKNOWN
        heard = numbers.spoken(value, kind, unit, decimals, language)
        content = (
            f'<span aria-hidden="true">{escape(seen)}</span><span class="kern-sr-only">{escape(heard)}</span>'
        )
        look = f" figure--{kind.name.lower().replace('_', '-')}"
        title = f' title="{escape(numbers.explanation(kind, language))}"'
    if name:
        content = f'<span class="kern-sr-only">{escape(name)}: </span>{content}'
    if href:
        return SafeString(f'<a class="figure{look}" href="{escape(href)}"{title}>{content}</a>')
    return SafeString(f'<span class="figure{look}"{title}>{content}</span>')


def signs_html(states: object, language: str) -> SafeString:
    """What the signs under a table mean; nothing where there are none."""
    entries = numbers.legend(states, language)  # type: ignore[arg-type]
    if not entries:
        return SafeString("")
    parts = "".join(f"<div><dt>{escape(s)}</dt><dd>{escape(m)}</dd></div>" for s, m in entries)
    return SafeString(f'<dl class="signs">{parts}</dl>')
