"""What is asked of somebody who introduces the model: seats of the missing bodies, positions of the costs."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.reports.models import CostItem
from sozialraum.planning.reports.queries.introduction_costs import Assumptions
from sozialraum.planning.statistics.forms import AmountField

MOST_SEATS = 12
MOST = Decimal("9999999999.99")
NUMBER = {"unreadable": gettext_lazy("„%(text)s“ ist keine Zahl. Schreiben Sie sie so: 0,5 oder 1.250,50")}
REASON = {"max_length": 1000, "widget": forms.Textarea({"rows": 2})}


class MissingForm(forms.Form):
    """All bodies that are missing, at once."""

    seats_per_bank = forms.IntegerField(
        label=gettext_lazy("Sitze je Bank"), min_value=1, max_value=MOST_SEATS, initial=2,
        help_text=gettext_lazy("Auf jeder der vier Bänke. Sie benennen und besetzen sie danach."),
    )  # fmt: skip


class CostForm(forms.Form):
    """A planned position."""

    kind = forms.ChoiceField(label=gettext_lazy("Wofür"), choices=CostItem.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Bezeichnung"), max_length=200)
    quantity = AmountField(
        label=gettext_lazy("Menge"), most=Decimal("99999999.99"), initial=Decimal(1), error_messages=NUMBER,
        help_text=gettext_lazy("Zum Beispiel 0,5 für eine halbe Stelle."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=gettext_lazy("Einheit"), choices=CostItem.Unit.choices)
    price = AmountField(label=gettext_lazy("Preis je Einheit, Euro"), most=MOST,
                        help_text=gettext_lazy("Bei jährlichen Kosten der Preis für ein Jahr."))  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("Jahr, bei jährlichen Kosten das erste"), min_value=1990,
                              max_value=2200)  # fmt: skip
    last_year = forms.IntegerField(
        label=gettext_lazy("Jährlich bis"), min_value=1990, max_value=2200, required=False,
        help_text=gettext_lazy("Leer: einmalig in diesem Jahr."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["year"].initial = clock.today().year

    @staticmethod
    def of(item: CostItem) -> dict[str, Any]:
        """What stands in the form of a position that is there."""
        names = ("kind", "title", "quantity", "unit", "price", "year", "last_year")
        return {name: getattr(item, name) for name in names}


class ChangeForm(CostForm):
    """Another plan for a position."""

    reason = forms.CharField(label=gettext_lazy("Warum"), required=False, **REASON)


class SpentForm(forms.Form):
    """What was spent for a position in a year."""

    year = forms.TypedChoiceField(label=gettext_lazy("Jahr"), coerce=int)
    amount = AmountField(
        label=gettext_lazy("Ausgegeben, Euro"),
        most=MOST,
        help_text=gettext_lazy("Im ganzen Jahr zusammen. 0 nimmt den Eintrag zurück."),
    )

    def __init__(self, *arguments: Any, item: CostItem, **options: Any) -> None:
        super().__init__(*arguments, **options)
        years = [year for year in item.years if year <= clock.today().year]
        self.fields["year"].choices = [(year, str(year)) for year in years]
        if years:
            self.fields["year"].initial = years[-1]


class EndForm(forms.Form):
    """A position leaves the plan."""

    reason = forms.CharField(label=gettext_lazy("Warum sie nicht mehr geplant ist"), **REASON)


ASKED = {
    "first_year": gettext_lazy("Erstes Jahr"),
    "years": gettext_lazy("So viele Jahre"),
    "posts_per_area": gettext_lazy("Volle Stellen Planungsraummanagement je Planungsraum"),
    "posts_city": gettext_lazy("Volle Stellen Sozialplanung für die ganze Stadt"),
    "price_post": gettext_lazy("Eine volle Stelle im Jahr mit Arbeitsplatz, Euro"),
    "sessions_space": gettext_lazy("Sitzungen jeder Sozialraumkonferenz im Jahr"),
    "sessions_area": gettext_lazy("Sitzungen jeder Planungsraumkonferenz im Jahr"),
    "sessions_city": gettext_lazy("Sitzungen der Steuerungsgruppe im Jahr"),
    "price_moderation": gettext_lazy("Moderation einer Sozialraumkonferenz, Euro"),
    "residents": gettext_lazy("Menschen mit Aufwandsentschädigung je Sozialraumkonferenz"),
    "price_allowance": gettext_lazy("Aufwandsentschädigung je Mensch und Sitzung, Euro"),
    "price_room": gettext_lazy("Raum, Bewirtung, Kinderbetreuung je Sitzung, Euro"),
    "price_translation": gettext_lazy("Übersetzung und Dolmetschen je Sozialraumkonferenz, Euro"),
    "price_software": gettext_lazy("Betrieb des Programms im Jahr, Euro"),
    "trained": gettext_lazy("Menschen in der Schulung je Planungsraum"),
    "price_training": gettext_lazy("Schulung je Mensch, Euro"),
}


class AssumptionsForm(forms.Form):
    """What the proposal assumes; each assumption can be another one."""

    def __init__(self, *arguments: Any, start: Assumptions, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for one in fields(Assumptions):
            value = getattr(start, one.name)
            if isinstance(value, Decimal):
                made: forms.Field = AmountField(label=ASKED[one.name], most=MOST, error_messages=NUMBER)
            else:
                low, high = {"first_year": (1990, 2185), "years": (1, 15)}.get(one.name, (0, 1000))
                made = forms.IntegerField(label=ASKED[one.name], min_value=low, max_value=high)
            made.initial = value
            self.fields[one.name] = made

    def assumptions(self) -> Assumptions:
        """Once it is valid."""
        return Assumptions(**self.cleaned_data)
