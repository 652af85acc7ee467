"""One field for sums of money, in German and in English, on every form alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from sozialraum.planning.answers.forms.answering import PartForm
from sozialraum.planning.conferences.forms.agenda import ItemForm
from sozialraum.planning.desk.introduction.forms import CostForm
from sozialraum.planning.programme.forms.money import BookingForm
from sozialraum.planning.programme.forms.reporting import CostsReported, FundSpent
from sozialraum.planning.statistics.forms import AmountField


@pytest.mark.parametrize(
    ("language", "typed", "says"),
    [
        ("de", "1.234", "1234.00"), ("de", "1.234,5 €", "1234.50"), ("de", "0", "0.00"), ("de", "", "None"),
        ("en", "1,234", "1234.00"), ("en", "€1,234.56", "1234.56"), ("en", "1.234,56", "1234.56"),
        ("de", "1,234", "„1,234“ ist kein Betrag. Schreiben Sie ihn so: 1.234,56"),
        ("en", "1.234", "“1.234” is not an amount. Please write it like this: 1,234.56"),
        ("de", "-5", "„-5“ ist kein Betrag. Schreiben Sie ihn so: 1.234,56"),
        ("de", "2.000,01", "So viel kann hier nicht stehen, höchstens 2.000."),
    ],
)  # fmt: skip
def test_a_sum_is_read_as_the_language_writes_it_or_refused_in_words(language, typed, says):
    field = AmountField(required=False, most=Decimal(2000))
    with override(language):
        try:
            assert str(field.clean(typed)) == says
        except forms.ValidationError as error:
            assert error.messages == [says]
        shown = field.prepare_value(Decimal("1234.50"))
        assert field.clean(shown) == Decimal("1234.50")
    with pytest.raises(forms.ValidationError, match="über null"):
        AmountField(zero=False).clean("0,00")


def test_forms_of_all_stages_ask_for_sums_by_this_field():
    for form, name in (
        (ItemForm, "fund"), (PartForm, "cost"), (CostForm, "price"), (BookingForm, "amount"),
        (CostsReported, "actual"), (FundSpent, "amount"),
    ):  # fmt: skip
        assert isinstance(form.base_fields[name], AmountField), form
