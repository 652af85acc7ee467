"""What the manager and the steering group fill in: to whom a need goes, until when, and who stands in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.forms.answering import DAY
from sozialraum.planning.answers.models import SectorPlan
from sozialraum.planning.people.models import Account


class HandOverForm(forms.Form):
    """The department that leads, those beside it, the day, what is asked."""

    lead = forms.ModelChoiceField(
        label=_("Federführendes Fachamt"), queryset=None, empty_label=_("bitte wählen")
    )
    co_departments = forms.ModelMultipleChoiceField(
        label=_("Beteiligte Fachämter"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Jedes gibt einen Beitrag, bis die Stellungnahme freigegeben ist."),
    )  # fmt: skip
    due = forms.DateField(label=_("Antwort bis"), widget=DAY)
    asked = forms.CharField(
        label=_("Worum Sie bitten"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("Was die Konferenz wissen will. Das lesen alle."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, departments: Any, **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["lead"].queryset = departments  # type: ignore[attr-defined]
        self.fields["co_departments"].queryset = departments  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Who answers; it is binding."""

    to = forms.ModelChoiceField(label=_("Antworten soll"), queryset=None, empty_label=_("bitte wählen"))
    reason = forms.CharField(
        label=_("Warum dieses Amt"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Das lesen alle. Die Zuweisung ist verbindlich: Weitergeben kann das Amt den Auftrag nicht."),
    )  # fmt: skip
    due = forms.DateField(
        label=_("Neue Frist"), required=False, widget=DAY, help_text=_("Leer heißt: Die Frist bleibt.")
    )

    def __init__(
        self, data: Any = None, *, departments: Any, is_correction: bool = False, day: date | None = None
    ) -> None:
        """day: proposed where the old one is over, so that a new one has to be named."""
        super().__init__(data, initial={"due": day})
        self.fields["to"].queryset = departments  # type: ignore[attr-defined]
        if day is not None:
            self.fields["due"].required = True
            self.fields["due"].help_text = _("Die alte Frist ist vorbei.")
        if is_correction:
            self.fields["reason"].label = _("Warum die Zuweisung falsch war")


class ExtendForm(forms.Form):
    """A later day."""

    due = forms.DateField(label=_("Neue Frist"), widget=DAY)
    reason = forms.CharField(
        label=_("Warum"), max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Das lesen alle, auch wer den Bedarf gemeldet hat."),
    )  # fmt: skip


class AskForm(forms.Form):
    """A question to one of the departments."""

    department = forms.ModelChoiceField(label=_("An"), queryset=None, empty_label=None)
    text = forms.CharField(label=_("Ihre Frage"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, departments: Any, **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class SubstituteForm(forms.Form):
    """Who stands in for whom, from a day to a day."""

    head = forms.ChoiceField(label=_("Wer ist abwesend?"))
    substitute = forms.ModelChoiceField(
        label=_("Wer gibt so lange frei?"), queryset=None, empty_label=_("bitte wählen")
    )
    since = forms.DateField(label=_("Vom"), widget=DAY)
    until = forms.DateField(label=_("Bis einschließlich"), widget=DAY)

    def __init__(self, data: Any = None, *, heads: Any, substitutes: Any, **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["head"].choices = heads  # type: ignore[attr-defined]
        self.fields["substitute"].queryset = substitutes  # type: ignore[attr-defined]
        self.fields["substitute"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(account: Account) -> str:
    return f"{account.name} ({account.organisation.name})" if account.organisation else account.name


class PlanForm(forms.Form):
    """A sector plan."""

    kind = forms.ChoiceField(label=_("Art"), choices=SectorPlan.Kind.choices)
    title = forms.CharField(label=_("Titel"), max_length=200)
    department = forms.ModelChoiceField(label=_("Fachamt"), queryset=None, empty_label=None)
    since = forms.DateField(label=_("Gilt ab"), widget=DAY)
    until = forms.DateField(label=_("Gilt bis einschließlich"), required=False, widget=DAY)
    address = forms.URLField(
        label=_("Adresse im Netz"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Wo die Fachplanung nachzulesen ist."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, departments: Any, **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
