"""What is asked of somebody who writes a paper, brings it in, takes it back, or records what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.forms.measures import LineField, written
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries.drafting import indicators
from sozialraum.planning.programme.queries.order import named
from sozialraum.planning.programme.states import Level
from sozialraum.planning.statistics.forms import AmountField
from sozialraum.planning.statistics.words import said

LAST_YEAR = 2200
DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
HELP = {
    "title": gettext_lazy("Worum es geht, in einem Satz, den alle verstehen."),
    "proposal": gettext_lazy(
        "Was das Gremium beschließen soll. Vorgeschlagen ist, worauf Konferenz und Fachamt sich geeinigt haben, oder "
        "wozwischen zu entscheiden ist."
    ),
    "alternatives": gettext_lazy(
        "Die Angebote der Aushandlung und die Passivlösung stehen von selbst in der Vorlage. Hier steht, was sonst "
        "noch erwogen wurde."
    ),
    "cost": gettext_lazy(
        "Auf den Cent genau, einmalig oder für die ganze Laufzeit. Nach der Summe richtet sich, wer entscheidet."
    ),
    "expected": gettext_lazy(
        "In welche Richtung und um wie viel, zum Beispiel: „Der Anteil soll unter 20 Prozent sinken.“"
    ),
    "level": gettext_lazy(
        "Vorgeschlagen ist, wer nach den Regeln der Stadt zuständig ist. Ein höheres Gremium darf es immer."
    ),
    "meets_on": gettext_lazy(
        "Der Tag, an dem das Gremium darüber entscheidet. Sie können ihn auch beim Einbringen nennen."
    ),
}


ORDER = (
    "title", "proposal", "alternatives", "cost", "budget_line", "department", "indicator", "expected", "expected_by",
    "level", "body_name", "meets_on",
)  # fmt: skip


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of a draft. `version`: which one was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    needed_when = {"cost": gettext_lazy("zum Einbringen nötig")}

    class Meta:
        model = DecisionPaper
        fields = (
            "title", "proposal", "alternatives", "cost", "department", "indicator", "expected", "expected_by", "level",
            "body_name", "meets_on",
        )  # fmt: skip
        widgets = {
            "proposal": forms.Textarea({"rows": 8}), "alternatives": forms.Textarea({"rows": 5}), "meets_on": DAY,
            "expected": forms.TextInput(),
        }  # fmt: skip
        help_texts = HELP

    def __init__(self, *arguments: Any, instance: DecisionPaper, **options: Any) -> None:
        super().__init__(*arguments, instance=instance, **options)
        self.initial["version"] = instance.version
        found = indicators(instance.need.dimensions)
        known = [("", _("noch keine")), *((one.key, said(one.title)) for one in found)]
        if instance.indicator and instance.indicator not in dict(known):
            known.append((instance.indicator, instance.indicator))
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Woran man es sehen soll"), choices=known, required=False,
            help_text=_("Vorgeschlagen sind Kennzahlen der Lebenslagen, um die es geht."),
        )  # fmt: skip
        self.fields["cost"] = AmountField(label=_("Kosten in Euro"), required=False, help_text=HELP["cost"])
        self.fields["level"].choices = Level.choices  # type: ignore[attr-defined]
        self.fields["expected_by"] = forms.IntegerField(
            label=_("Bis zum Jahr"), required=False, min_value=clock.today().year, max_value=LAST_YEAR
        )
        self.fields["department"] = forms.ModelChoiceField(
            Organisation.objects.filter(bank=Bank.ADMINISTRATION, is_closed=False), required=False,
            label=_("Federführendes Amt"), empty_label=_("noch keines"),
        )  # fmt: skip
        self.fields["budget_line"] = LineField(
            label=_("Haushaltsstelle"), required=False, max_length=60,
            help_text=_("Wie auf der Seite des Haushalts: Produkt, Punkt, Zeile, zum Beispiel 0601.13; bei der Zeile "
                        "eines Stadtbezirks steht der Bezirk dahinter. Leer, wenn es noch niemand sagen kann."),
        )  # fmt: skip
        self.initial["budget_line"] = written(instance.budget_line)
        self.order_fields(["version", *ORDER])

    def _post_clean(self) -> None:
        """The action writes, and nobody else: nothing is put into the row here."""

    @property
    def values(self) -> dict[str, Any]:
        """As the action takes it."""
        return dict(self.cleaned_data)


class SubmitForm(forms.Form):
    """When the body meets."""

    meets_on = forms.DateField(
        label=gettext_lazy("Sitzung am"), required=False, widget=DAY,
        help_text=gettext_lazy("Wenn der Tag schon feststeht. Danach fragt das Programm, was beschlossen wurde."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Warum?"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("In einfacher Sprache. War die Vorlage schon eingebracht, bekommen alle, die es "
                               "gemeldet haben, diesen Grund."),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """What was decided, where its record is, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Was hat das Gremium beschlossen?"), choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("Am"), widget=DAY)
    number = forms.CharField(
        label=gettext_lazy("Nummer des Beschlusses"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Wie sie in der Niederschrift steht. Nur eine Verschiebung darf ohne Nummer sein."
        ),
    )
    oparl = forms.URLField(
        label=gettext_lazy("Adresse im Ratsinformationssystem (OParl)"), max_length=500, required=False,
        assume_scheme="https", help_text=gettext_lazy("Damit alle den Beschluss dort nachlesen können."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Wortlaut, wenn er vom Vorschlag abweicht"),
        max_length=6000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Begründung"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("In einfacher Sprache; nötig, wenn abgelehnt oder verschoben wurde. Wer es gemeldet "
                               "hat, bekommt sie."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, over: Sequence[Need] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        if over:
            told = _(
                "Auf der Liste des Planungsraums stehen davor noch: %(needs)s. Der Grund wird veröffentlicht."
            )
            self.fields["deviation"] = forms.CharField(
                label=_("Warum außer der Reihe?"), max_length=2000, required=False,
                widget=forms.Textarea({"rows": 3}), help_text=told % {"needs": named(over)},
            )  # fmt: skip


class CompetenceForm(forms.Form):
    """Who decides up to which sum, in which matter."""

    level = forms.ChoiceField(label=gettext_lazy("Wer entscheidet"), choices=Level.choices)
    name = forms.CharField(
        label=gettext_lazy("Name des Gremiums"), max_length=200,
        help_text=gettext_lazy("Zum Beispiel „Jugendhilfeausschuss“. Konferenz und Fachamt nennt die Vorlage bei "
                               "ihrem eigenen Namen."),
    )  # fmt: skip
    dimension = forms.ChoiceField(
        label=gettext_lazy("In welchen Sachen"),
        required=False,
        help_text=gettext_lazy("Eine Regel für eine Lebenslage geht der Regel für alle Sachen vor."),
    )
    up_to = AmountField(
        label=gettext_lazy("Bis zu (Euro)"), required=False,
        help_text=gettext_lazy("Die Summe selbst gehört noch dazu. Leer heißt: ohne Obergrenze."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, matters: dict[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["dimension"].choices = [("", _("alle Sachen")), *matters.items()]  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """Who decides about something that costs so much?"""

    sache = forms.ChoiceField(label=gettext_lazy("Worum geht es?"), required=False)
    kosten = AmountField(label=gettext_lazy("Was kostet es (Euro)?"), required=False)

    def __init__(self, *arguments: Any, matters: dict[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["sache"].choices = [("", _("etwas anderes")), *matters.items()]  # type: ignore[attr-defined]
