"""What is asked for the report of a time, and of a manager who leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock

A_YEAR = timedelta(days=365)


class NoteForm(forms.Form):
    """What the next manager should know."""

    note = forms.CharField(
        label=gettext_lazy("Was Sie wissen sollten"), max_length=8000, widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy(
            "Wen man kennen sollte, was versprochen wurde, wo es hakt, was gut läuft. Das liest nur das "
            "Planungsraummanagement am Ort. Nichts, was hier niemanden angeht."
        ),
    )  # fmt: skip


def period(asked: Any) -> tuple[date, date]:
    """[since, until) from an address (`von`, `bis`, the last day that counts); the last twelve months by default."""
    until, since = _day(asked.get("bis", "")), _day(asked.get("von", ""))
    end = until + timedelta(days=1) if until else clock.today() + timedelta(days=1)
    if since is None or since >= end:
        since = end - A_YEAR
    return since, end


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None
