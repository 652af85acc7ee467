"""What is reported on a measure: one small form an act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.programme.forms.measures import (
    LineField,
    add_indicators,
    chosen_indicators,
    day,
    written,
)
from sozialraum.planning.programme.forms.sources import SourceField
from sozialraum.planning.programme.models import Funding, Measure, Milestone
from sozialraum.planning.programme.plans import Money, years_of
from sozialraum.planning.programme.queries.accounts import offered
from sozialraum.planning.programme.queries.amounts import in_euros
from sozialraum.planning.programme.queries.wanted import open_steps
from sozialraum.planning.statistics.forms import AmountField
from sozialraum.planning.statistics.queries import current


def reason() -> forms.CharField:
    """Why, for everybody to read."""
    return forms.CharField(label=gettext_lazy("Warum?"), max_length=500, widget=forms.Textarea({"rows": 2}))


class ActForm(forms.Form):
    """An act on a measure; fields of several acts on one page have different ids."""

    def __init__(self, data: Any, *, measure: Measure, act: str) -> None:
        super().__init__(data, auto_id=f"{act}-%s")
        self.measure = measure
        self.of(measure)

    def of(self, measure: Measure) -> None:
        """Fill in what depends on the measure."""

    def values(self) -> Any:
        """For the action, once it is valid."""
        return self.cleaned_data


class _OfStep(ActForm):
    milestone = forms.ModelChoiceField(
        Milestone.objects.none(), label=gettext_lazy("Schritt"), empty_label=None
    )

    def of(self, measure: Measure) -> None:
        self.fields["milestone"].queryset = open_steps().filter(measure=measure)


class StepDone(_OfStep):
    done = day(gettext_lazy("Erledigt am"))
    note_ = forms.CharField(
        label=gettext_lazy("Was dazu zu sagen ist"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )  # fmt: skip

    def of(self, measure: Measure) -> None:
        super().of(measure)
        self.fields["done"].initial = clock.today()


class StepMoved(_OfStep):
    due = day(gettext_lazy("Neuer Tag"))
    reason = reason()


class StepDropped(_OfStep):
    reason = reason()


class StepAdded(ActForm):
    title = forms.CharField(label=gettext_lazy("Schritt"), max_length=200)
    due = day(gettext_lazy("bis"))


class CostsReported(ActForm):
    year = forms.TypedChoiceField(label=gettext_lazy("Jahr"), coerce=int)
    planned = AmountField(label=gettext_lazy("Geplant, Euro"), required=False)
    actual = AmountField(label=gettext_lazy("Ausgegeben, Euro"), required=False)

    def of(self, measure: Measure) -> None:
        years = years_of(measure)
        self.fields["year"].choices = [(one, one) for one in years]
        self.fields["year"].initial = min(clock.today().year, years[-1])
        self.fields["planned"].help_text = _("Leer lassen, was so bleibt.")


class FundingAdded(ActForm):
    source = SourceField(
        label=gettext_lazy("Geld aus"),
        help_text=gettext_lazy(
            "Aus einem Fonds sagt zu, wer ihn führt oder seine Konferenz leitet: auf seiner Seite."
        ),
    )
    name = forms.CharField(label=gettext_lazy("Programm oder Geber"), max_length=200, required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Jahr"), coerce=int)
    amount = AmountField(label=gettext_lazy("Betrag in Euro"))
    confirmed = day(gettext_lazy("Zugesagt am, wenn es das schon ist"), required=False)

    def of(self, measure: Measure) -> None:
        years = years_of(measure)
        self.fields["year"].choices = [(one, one) for one in years]
        self.fields["source"].offer(offered((measure.space, measure.planning_area), years))

    def values(self) -> Money:
        """For the action; money of a fund is of the fund's year."""
        data = dict(self.cleaned_data)
        data["source"], fund = data["source"]
        return Money(**data | {"fund": fund, "year": fund.year if fund is not None else data["year"]})


class _Fundings(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        source = str(obj.fund or obj.get_source_display())
        named = f"{source}: {obj.name}" if obj.name else source
        return f"{named}, {obj.year}, {in_euros(obj.amount)}"


class _OfFunding(ActForm):
    funding = _Fundings(Funding.objects.none(), label=gettext_lazy("Finanzierung"), empty_label=None)


class FundingConfirmed(_OfFunding):
    on = day(gettext_lazy("Zugesagt am"))
    reference = forms.CharField(label=gettext_lazy("Bescheid"), max_length=100, required=False)

    def of(self, measure: Measure) -> None:
        self.fields["funding"].queryset = measure.fundings.filter(confirmed__isnull=True).select_related(
            "fund"
        )


class _Held(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return _("noch %(sum)s: %(fund)s") % {"sum": in_euros(-obj.reservation.amount), "fund": obj.fund}


class FundSpent(ActForm):
    """Part of what a fund holds for the measure was spent."""

    funding = _Held(Funding.objects.none(), label=gettext_lazy("Aus welcher Zusage?"), empty_label=None)
    amount = AmountField(label=gettext_lazy("Ausgegeben, Euro"), zero=False)
    on = day(gettext_lazy("Am"))
    text = forms.CharField(
        label=gettext_lazy("Wofür?"), max_length=300,
        help_text=gettext_lazy("Steht öffentlich im Kontoauszug. Bitte keine Namen von Menschen."),
    )  # fmt: skip

    def of(self, measure: Measure) -> None:
        self.fields["funding"].queryset = measure.fundings.filter(reservation__isnull=False).select_related(
            "fund", "reservation"
        )
        self.fields["on"].initial = clock.today()


class FundingDropped(_OfFunding):
    reason = reason()

    def of(self, measure: Measure) -> None:
        self.fields["funding"].queryset = measure.fundings.select_related("fund")


class Changed(ActForm):
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Was getan wird"),
        max_length=6000,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    ends = day(gettext_lazy("Ende"))
    budget_line = LineField(label=gettext_lazy("Haushaltsstelle"), required=False, max_length=40)
    reason = reason()

    def of(self, measure: Measure) -> None:
        self.initial = {name: getattr(measure, name) for name in ("title", "text", "ends")}
        self.initial["budget_line"] = written(measure.budget_line)
        add_indicators(self, current(), measure.indicators)
        self.order_fields([name for name in self.fields if name != "reason"])

    def values(self) -> dict[str, Any]:
        """For the action: the figures as one."""
        data = self.cleaned_data
        plain = {name: value for name, value in data.items() if not name.startswith("indicator_")}
        return plain | {"indicators": chosen_indicators(data)}


class Reasoned(ActForm):
    reason = reason()


class Plain(ActForm):
    """Nothing to fill in."""


class Finished(ActForm):
    on = day(gettext_lazy("Fertig seit"))
    text = forms.CharField(
        label=gettext_lazy("Was ist jetzt da?"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Zwei, drei Sätze. Sie werden denen geschickt, die es gemeldet haben."),
    )  # fmt: skip

    def of(self, measure: Measure) -> None:
        self.fields["on"].initial = clock.today()


class DeclineForm(forms.Form):
    """Why a department doesn't answer for what is proposed to it."""

    reason = forms.CharField(
        label=gettext_lazy("Warum nicht?"), max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Ihn liest, wer die Maßnahme vorgeschlagen hat."),
    )  # fmt: skip
