"""What a department fills in: its answer, a part of another's, a question, to whom it passes a request on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.drafts import Said
from sozialraum.planning.answers.models import Answer, SectorPlan
from sozialraum.planning.answers.states import AnswerKind
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.statistics.forms import AmountField

DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
TO_SUBMIT = _("nötig, wenn Sie ihn vorlegen")
IF_POSSIBLE, IF_NOT_LEGAL = _("wenn es ganz oder teilweise geht"), _("wenn es rechtlich nicht geht")


class PlanChoice(forms.ModelChoiceField):
    """A sector plan by its title and its department."""

    def label_from_instance(self, obj: SectorPlan) -> str:
        return f"{obj.title} ({obj.department.name})"


class DraftForm(forms.Form):
    """The whole answer. A draft need not be whole; what its kind has to say is asked when it is submitted."""

    needed_when = {
        "text": TO_SUBMIT,
        "reason": TO_SUBMIT,
        "cost": IF_POSSIBLE,
        "by_when": IF_POSSIBLE,
        "legal_basis": IF_NOT_LEGAL,
    }
    kind = forms.ChoiceField(
        label=_("Was kann Ihr Amt tun?"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Antwort in einfachen Worten"), max_length=6000, required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("So, dass es alle verstehen, die den Bedarf gemeldet haben: Sie bekommen genau diesen Text."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Begründung"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("Warum so und nicht anders. Ohne Begründung kann die Stellungnahme nicht freigegeben werden."),
    )  # fmt: skip
    cost = AmountField(
        label=_("Kosten in Euro"), required=False,
        help_text=_("Was es insgesamt kostet, auf den Cent, wenn Sie es wissen. Kostet es nichts: 0."),
    )  # fmt: skip
    by_when = forms.DateField(label=_("Bis wann"), required=False, widget=DAY)
    legal_basis = forms.CharField(
        label=_("Rechtsgrundlage"), max_length=300, required=False, help_text=_("Zum Beispiel: § 45 StVO")
    )
    plan = PlanChoice(
        label=_("Fachplanung, in der es steht oder stehen wird"), queryset=SectorPlan.objects.none(), required=False,
        empty_label=_("keine"),
    )  # fmt: skip
    passage = forms.CharField(
        label=_("Stelle in der Fachplanung"),
        max_length=200,
        required=False,
        help_text=_("Kapitel, Seite, Nummer"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, answer: Answer | None, plans: Any) -> None:
        super().__init__(data, initial=_initial(answer))
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was filled in."""
        return Said(**{key: value for key, value in self.cleaned_data.items() if key != "version"})

    def now_at(self, version: int) -> None:
        """The next time it is saved, it is known that the other text was seen."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


def _initial(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"version": 0}
    names = ("kind", "text", "reason", "cost", "by_when", "legal_basis", "plan", "passage", "version")
    return {name: getattr(answer, name) for name in names}


class PartForm(forms.Form):
    """What a co-department adds."""

    text = forms.CharField(label=_("Ihr Beitrag"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    cost = AmountField(label=_("Kosten in Euro"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def now_at(self, version: str) -> None:
        """The next time it is sent, it is known that the other text was seen."""
        self.data = self.data.copy()
        self.data["seen"] = version


class TextForm(forms.Form):
    """A question, an answer to one, a remark; what it is called says its `label`."""

    text = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, label: Any, hint: Any = "", **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["text"].label, self.fields["text"].help_text = label, hint


class PassOnForm(forms.Form):
    """Who is responsible instead, and why."""

    needed_when = {"to": _("wenn Sie es wissen")}
    to = forms.ModelChoiceField(
        label=_("Zuständig ist"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("weiß ich nicht: die Steuerungsgruppe soll zuweisen"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Warum Ihr Amt nicht zuständig ist"), max_length=1800, widget=forms.Textarea({"rows": 3}),
        help_text=_("Das lesen alle: die Konferenz, das andere Amt und wer den Bedarf gemeldet hat."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, departments: Any) -> None:
        super().__init__(data)
        self.fields["to"].queryset = departments  # type: ignore[attr-defined]
