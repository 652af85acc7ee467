"""What is filled in to put an agenda together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.actions.agenda import LONGEST
from sozialraum.planning.conferences.models import AgendaItem, Option
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.statistics.forms import AmountField

MOST = Decimal("99999999999.99")  # that a ballot counts in cents

KINDS = [
    (kind.value, kind.label)
    for kind in (AgendaItem.Kind.TOPIC, AgendaItem.Kind.FUND, AgendaItem.Kind.ELECTION)
]


class AddForm(forms.Form):
    """A point of one's own."""

    title = forms.CharField(label=gettext_lazy("Überschrift"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Worum es geht"), choices=KINDS)
    minutes = forms.IntegerField(
        label=gettext_lazy("Dauer in Minuten"), min_value=1, max_value=LONGEST, initial=10
    )


class ItemForm(forms.Form):
    """All of one point."""

    title = forms.CharField(label=gettext_lazy("Überschrift"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Erläuterung"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Steht in der Einladung und öffentlich auf der Tagesordnung."),
    )  # fmt: skip
    minutes = forms.IntegerField(label=gettext_lazy("Dauer in Minuten"), min_value=1, max_value=LONGEST)
    position = forms.IntegerField(label=gettext_lazy("An der wievielten Stelle"), min_value=1)
    method = forms.ChoiceField(label=gettext_lazy("Verfahren"), choices=Method.choices)
    fund = AmountField(
        label=gettext_lazy("Zu verteilen (Euro)"), required=False, most=MOST,
        help_text=gettext_lazy("Nur, wenn Geld verteilt wird."),
    )  # fmt: skip
    places = forms.IntegerField(
        label=gettext_lazy("Wie viele werden ausgewählt"), required=False, min_value=1, max_value=100,
        help_text=gettext_lazy(
            "Bei Wahlen die Zahl der Sitze, bei Punkten die Punkte je Person. "
            "Bei der Reihenfolge leer: Dann wird alles gereiht."
        ),
    )  # fmt: skip
    secret = forms.BooleanField(label=gettext_lazy("Die Abstimmung ist geheim"), required=False)

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> ItemForm:
        """Filled with what stands there."""
        initial = {name: getattr(item, name) for name in cls.base_fields}
        return cls(data, initial=initial | {"fund": _euros(item.fund)})

    def values(self) -> dict[str, Any]:
        """For the action, without the place on the agenda."""
        data = dict(self.cleaned_data)
        data.pop("position")
        return data | {"fund": _cents(data["fund"])}


class OptionForm(forms.Form):
    """One of the things to choose from."""

    title = forms.CharField(label=gettext_lazy("Vorschlag"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Erläuterung"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    cost = AmountField(label=gettext_lazy("Kosten (Euro)"), required=False, most=MOST)

    def __init__(self, *arguments: Any, item: AgendaItem, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if item.method == Method.FUND:
            self.fields["title"].label = _("Vorhaben")
            self.fields["cost"].required = True
        else:
            del self.fields["cost"]
        if item.method == Method.ELECTION:
            self.fields["title"].label = _("Wer kandidiert")

    @classmethod
    def of(cls, item: AgendaItem, option: Option | None, data: Any = None) -> OptionForm:
        """Empty, or filled with what one says."""
        initial = {"title": option.title, "text": option.text, "cost": _euros(option.cost)} if option else {}
        # Ids of its own: it stands on one page with the form of the point.
        return cls(data, item=item, initial=initial, auto_id="vorschlag_%s")

    def values(self) -> dict[str, Any]:
        """For the action."""
        data = dict(self.cleaned_data)
        return data | ({"cost": _cents(data["cost"])} if "cost" in data else {})


def _cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * 100)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
