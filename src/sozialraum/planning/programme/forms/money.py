"""What is filled in to book money: sums as people write them, with the day and what for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.journal import clock
from sozialraum.planning.programme.models import Booking, BudgetLine, Fund, Funding, Measure
from sozialraum.planning.programme.queries.accounts import Line, asked_of
from sozialraum.planning.programme.queries.key_page import SORTS
from sozialraum.planning.programme.states import OPEN_MEASURES
from sozialraum.planning.statistics.forms import AmountField
from sozialraum.planning.statistics.words import euros


class BookingForm(forms.Form):
    """A sum, a day, what for. seen: the newest booking that the page showed."""

    amount = AmountField(zero=False, label=gettext_lazy("Betrag in Euro"))
    on = forms.DateField(label=gettext_lazy("Am"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    text = forms.CharField(
        label=gettext_lazy("Wofür?"), max_length=300,
        help_text=gettext_lazy("Steht öffentlich im Kontoauszug. Bitte keine Namen von Menschen."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any = None, *, fund: Fund, open_ones: list[Line], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"on": clock.today()} | initial)
        self.fund, self.open_ones = fund, open_ones

    def values(self) -> dict[str, Any]:
        """For the action."""
        return dict(self.cleaned_data)


class _WithMeasure(BookingForm):
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=gettext_lazy("Für welche Maßnahme?"), required=False,
        empty_label=gettext_lazy("keine"),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        found = Measure.objects.filter(state__in=OPEN_MEASURES)
        if self.fund.planning_area:
            found = found.filter(planning_area=self.fund.planning_area)
        if found.exists():
            field = self.fields["measure"]
            field.queryset = found.order_by("title", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["measure"]


class DepositForm(BookingForm):
    """Money comes in."""


class RefundForm(_WithMeasure):
    """Money comes back."""


class ReserveForm(_WithMeasure):
    """Money is promised."""


class PayForm(_WithMeasure):
    """Money goes out; from a reservation or from what is free."""

    reservation = forms.TypedChoiceField(
        label=gettext_lazy("Aus einer Reservierung?"), required=False, coerce=int, empty_value=None,
        help_text=gettext_lazy("Was die Zahlung davon nicht braucht, wird frei."),
    )  # fmt: skip
    field_order = ("reservation", "amount")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.open_ones:
            self.fields["reservation"].choices = [
                ("", _("nein, aus dem freien Geld")),
                *_choices(self.open_ones),
            ]  # type: ignore[attr-defined]
        else:
            del self.fields["reservation"]

    def values(self) -> dict[str, Any]:
        """For the action."""
        data = super().values()
        return data | {"reservation": _chosen(self.open_ones, data.pop("reservation", None))}


class ReleaseForm(BookingForm):
    """What was promised is free again."""

    reservation = forms.TypedChoiceField(label=gettext_lazy("Welche Reservierung?"), coerce=int)
    field_order = ("reservation",)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["amount"]
        self.fields["reservation"].choices = _choices(self.open_ones)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """For the action."""
        data = super().values()
        return data | {"reservation": _chosen(self.open_ones, data["reservation"])}


class _Asked(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.measure.number} {obj.measure.title} ({euros(obj.amount)})"


class PromiseForm(BookingForm):
    """What a measure asks for is promised to it."""

    funding = _Asked(
        Funding.objects.none(), label=gettext_lazy("Welcher Maßnahme?"), empty_label=gettext_lazy("bitte wählen")
    )  # fmt: skip
    field_order = ("funding",)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["amount"], self.fields["text"]
        self.fields["funding"].queryset = asked_of(self.fund)  # type: ignore[attr-defined]


class DeclineForm(PromiseForm):
    """What a measure asks for is not given."""

    reason = forms.CharField(
        label=gettext_lazy("Warum nicht?"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Steht öffentlich auf dem Weg des Bedarfs. Bitte keine Namen von Menschen."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["on"], self.fields["seen"]


class TransferForm(BookingForm):
    """From this fund to another."""

    target = forms.ModelChoiceField(
        Fund.objects.none(), label=gettext_lazy("In welchen Fonds?"), empty_label=gettext_lazy("bitte wählen")
    )
    field_order = ("target", "amount")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        others = Fund.objects.filter(closed__isnull=True).exclude(pk=self.fund.pk)
        self.fields["target"].queryset = others  # type: ignore[attr-defined]


class CloseForm(BookingForm):
    """The account ends; where the rest goes."""

    carry_to = forms.ModelChoiceField(
        Fund.objects.none(), label=gettext_lazy("Wohin mit dem Rest?"), required=False,
        empty_label=gettext_lazy("in den Fonds gleichen Namens im nächsten Jahr"),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("amount", "on", "text"):
            del self.fields[name]
        others = Fund.objects.filter(closed__isnull=True, year__gte=self.fund.year).exclude(pk=self.fund.pk)
        self.fields["carry_to"].queryset = others  # type: ignore[attr-defined]


def _choices(open_ones: list[Line]) -> list[tuple[str, str]]:
    return [(str(one.booking.pk), f"{one.booking.text} ({euros(-one.booking.amount)})") for one in open_ones]


def _chosen(open_ones: list[Line], pk: int | None) -> Booking | None:
    return next((one.booking for one in open_ones if one.booking.pk == pk), None)


class FundForm(forms.Form):
    """A new fund."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    year = forms.IntegerField(label=gettext_lazy("Jahr"), min_value=1990, max_value=2200)
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Wer gibt es aus?"), required=False,
        empty_label=gettext_lazy("die Stadt"),
        help_text=gettext_lazy("Wer die Konferenz leitet, kann daraus reservieren. Ausgezahlt wird von der Stadt; was "
                               "eine Maßnahme aus einer Zusage ausgibt, meldet, wer sie trägt."),
    )  # fmt: skip
    budget_line = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=gettext_lazy("Haushaltsstelle"), required=False,
        empty_label=gettext_lazy("keine"),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"year": clock.today().year})
        self.fields["body"].queryset = Body.objects.filter(during__contains=clock.today())  # type: ignore[attr-defined]
        lines = BudgetLine.objects.filter(is_income=False, is_total=False)
        if lines.exists():
            self.fields["budget_line"].queryset = lines  # type: ignore[attr-defined]
        else:
            del self.fields["budget_line"]

    def values(self) -> dict[str, Any]:
        """For the action: where the money belongs is where its body does."""
        data, body = dict(self.cleaned_data), self.cleaned_data["body"]
        if body is None:
            return data
        space = body.scope_key if body.scope_kind == Body.Reach.SOCIAL_SPACE else ""
        return data | {"edition": body.edition, "space": space, "planning_area": body.planning_area}


class KeyForm(forms.Form):
    """A key to try out: the sum, three weights that make a whole, how need is measured, over which spaces."""

    summe = AmountField(zero=False, label=gettext_lazy("Zu verteilen (Euro)"))
    sockel = forms.IntegerField(label=gettext_lazy("Sockel (Prozent)"), min_value=0, max_value=100)
    einwohner = forms.IntegerField(label=gettext_lazy("Einwohner (Prozent)"), min_value=0, max_value=100)
    bedarf = forms.IntegerField(label=gettext_lazy("Bedarf (Prozent)"), min_value=0, max_value=100)
    kennzahl = forms.ChoiceField(label=gettext_lazy("Bedarf gemessen an"))
    system = forms.ChoiceField(label=gettext_lazy("Verteilt auf"))
    rundung = forms.ChoiceField(
        label=gettext_lazy("Gerundet auf"),
        choices=[("euro", gettext_lazy("ganze Euro")), ("cent", gettext_lazy("Cent"))],
    )
    sortierung = forms.ChoiceField(
        label=gettext_lazy("Reihenfolge der Räume"),
        choices=[(key, title) for key, (title, _order) in SORTS.items()],
    )

    def __init__(self, data: Any, *, measures: list[tuple[str, str]], systems: list[tuple[str, str]]) -> None:
        super().__init__(data)
        need = self.fields["kennzahl"]
        need.choices = measures or [("", _("keine Kennzahl"))]  # type: ignore[attr-defined]
        self.fields["system"].choices = systems  # type: ignore[attr-defined]
        if not measures:
            need.required = False
            need.help_text = _(
                "Für diese Räume ist noch keine Kennzahl geladen, die eine Belastung misst. Verteilen lässt sich nach "
                "Sockel und Einwohnern."
            )

    def clean(self) -> dict[str, Any]:
        """The weights make a whole; whole euros can't hold cents."""
        data: dict[str, Any] = super().clean() or {}
        weights = [data.get(name) for name in ("sockel", "einwohner", "bedarf")]
        if all(one is not None for one in weights) and sum(weights) != 100:  # type: ignore[arg-type]
            told = _("Sockel, Einwohner und Bedarf müssen zusammen 100 Prozent ergeben. Es sind %(sum)d.")
            self.add_error(None, told % {"sum": sum(weights)})  # type: ignore[arg-type]
        if data.get("bedarf") and not data.get("kennzahl") and "kennzahl" not in self.errors:
            self.add_error("bedarf", _("Ohne eine Kennzahl, die Bedarf misst, müssen das 0 Prozent sein."))
        total: Decimal | None = data.get("summe")
        if total is not None and data.get("rundung") == "euro" and total != total.to_integral_value():
            self.add_error(
                "summe", _("Für ganze Euro muss auch die Summe ganze Euro haben. Oder runden Sie auf Cent.")
            )
        return data


class DraftForm(forms.Form):
    """What a key is called, and for which year."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    year = forms.IntegerField(label=gettext_lazy("Jahr"), min_value=1990, max_value=2200)

    def __init__(self, data: Any = None) -> None:
        today: date = clock.today()
        super().__init__(data, initial={"title": _("Verteilungsschlüssel"), "year": today.year + 1})
