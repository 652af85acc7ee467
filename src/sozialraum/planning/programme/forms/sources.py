"""Where the money of a measure comes from, as it is chosen: a kind of source, or one fund by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sozialraum.planning.programme.models import Fund, Funding
from sozialraum.planning.programme.queries.accounts import Standing
from sozialraum.planning.statistics.words import euros

FUND = Funding.Source.FUND.value


class SourceField(forms.ChoiceField):
    """A source; chosen, it is its key and the fund, which only money from a fund has. None where nothing is chosen."""

    def offer(self, funds: Iterable[tuple[Fund, Standing]], empty: str = "") -> None:
        """Offer these funds, each with what is free in it, beside the other sources."""
        self.funds = {f"{FUND}:{fund.pk}": (fund, standing) for fund, standing in funds}
        named = [(key, _free(*pair)) for key, pair in self.funds.items()]
        others: list[Any] = [(key, label) for key, label in Funding.Source.choices if key != FUND]
        self.choices = [
            *([("", empty)] if empty else []), *others, *([(Funding.Source.FUND.label, named)] if named else []),
        ]  # fmt: skip

    def clean(self, value: Any) -> tuple[str, Fund | None] | None:
        """The key and the fund."""
        chosen = super().clean(value)
        if not chosen:
            return None
        return (FUND, self.funds[chosen][0]) if chosen in self.funds else (chosen, None)


def chosen(fund: Fund) -> str:
    """How a fund is named in the field."""
    return f"{FUND}:{fund.pk}"


def _free(fund: Fund, standing: Standing) -> str:
    return _("%(fund)s, frei: %(sum)s") % {"fund": fund, "sum": euros(standing.free)}
