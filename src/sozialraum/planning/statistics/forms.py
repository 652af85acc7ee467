"""What every form asks alike: a sum of money, as people write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum import numbers
from sozialraum.planning.statistics.words import language, typed


class AmountField(forms.CharField):
    """Euros as people write them in the visitor's language: 1.234,56 or 1234,5 or 1.200 €; a Decimal in cents.

    zero: whether nothing is a sum, too. most: the largest that is stored. What could be read in two ways is refused.
    """

    default_error_messages = {
        "unreadable": gettext_lazy("„%(text)s“ ist kein Betrag. Schreiben Sie ihn so: 1.234,56"),
        "nothing": gettext_lazy("Der Betrag muss über null liegen."),
    }

    def __init__(self, *, zero: bool = True, most: Decimal = numbers.LARGEST_AMOUNT, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 40, "widget": widget} | options)
        self.zero, self.most = zero, most

    def clean(self, value: Any) -> Any:
        """As a Decimal; None where nothing is filled in and nothing need be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = numbers.amount(text, language())
        except numbers.NotAnAmountError:
            raise forms.ValidationError(
                self.error_messages["unreadable"], "unreadable", {"text": text}
            ) from None
        if not found and not self.zero:
            raise forms.ValidationError(self.error_messages["nothing"], "nothing")
        if found > self.most:
            raise forms.ValidationError(
                _("So viel kann hier nicht stehen, höchstens %(most)s."), "most", {"most": typed(self.most)}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """A sum that is there already, as it would be typed."""
        return typed(value) if isinstance(value, Decimal) else value
