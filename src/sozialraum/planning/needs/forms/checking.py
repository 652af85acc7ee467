"""What the manager fills in while checking and rewording, and what the conference answers to an objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries.check import services
from sozialraum.planning.needs.queries.repairs import kinds_of
from sozialraum.planning.needs.rules import print_of

LONGEST_REASON = 2000
# Sentences for those who registered it: what is missing, and what they can do. Never a no on the merits.
RETURNED_BECAUSE = {
    "no_place": gettext_lazy(
        "Wir wissen nicht, welchen Ort Sie meinen. Bitte melden Sie es noch einmal und "
        "zeigen Sie uns die Stelle auf der Karte."
    ),
    "single_case": gettext_lazy(
        "Ihre Meldung betrifft einen einzelnen Menschen oder Haushalt. Dabei hilft Ihnen eine Beratungsstelle. "
        "Die Konferenz berät, was viele betrifft."
    ),
    "not_understood": gettext_lazy(
        "Wir haben noch nicht verstanden, worum es Ihnen geht. Bitte schreiben Sie es mit anderen Worten noch einmal."
    ),
    "about_somebody": gettext_lazy(
        "Ihre Meldung handelt von einer bestimmten Person. Bitte schreiben Sie, was im "
        "Quartier fehlt, ohne jemanden zu nennen."
    ),
    "other_city": gettext_lazy(
        "Der Ort liegt nicht in unserer Stadt. Bitte wenden Sie sich an die Gemeinde dort."
    ),
    "empty": gettext_lazy(
        "Wir haben in Ihrer Meldung nichts gefunden, was wir weitergeben können. Bitte schreiben Sie noch "
        "einmal, was fehlt oder gut ist."
    ),
}
REDIRECTED_BECAUSE = {
    "defect": gettext_lazy(
        "Das ist ein Schaden, den eine Stelle der Stadt ohne Beratung beheben kann. So geht es schneller."
    ),
    "individual_aid": gettext_lazy(
        "Ihnen kann eine Stelle unmittelbar helfen. Sie müssen nicht warten, bis die Konferenz tagt."
    ),
    "dangerous": gettext_lazy("Das kann gefährlich werden. Deshalb haben wir es sofort weitergegeben."),
}
OTHER, BY_HAND = "other", "by_hand"
# Behind a label, in place of “optional”: fields of which one is needed, or needed by what another one says.
ONE_OF_BOTH = gettext_lazy("eins von beiden ist nötig")


class _Reasoned(forms.Form):
    """A reason from sentences to tick and words of one's own; at least one of them."""

    sentences: dict[str, Any] = {}
    needed_when: dict[str, Any] = dict.fromkeys(("blocks", "own"), ONE_OF_BOTH)
    blocks = forms.MultipleChoiceField(
        label=gettext_lazy("Warum? Diese Sätze werden geschickt."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.CharField(
        label=gettext_lazy("In eigenen Worten"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In einfacher Sprache. Was Sie hier schreiben, wird auch geschickt."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["blocks"].choices = list(self.sentences.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("blocks") and not data.get("own", "").strip():
            self.add_error("blocks", _("Bitte wählen Sie einen Satz oder schreiben Sie selbst einen Grund."))
        return data

    def reason(self, language: str) -> str:
        """The sentences in the language of those who read them, then one's own words."""
        with override(language):
            sentences = [str(self.sentences[key]) for key in self.cleaned_data["blocks"]]
        return " ".join([*sentences, self.cleaned_data["own"].strip()]).strip()


class AcceptForm(forms.Form):
    """What the formal check asks; the place is looked up and not asked."""

    no_single_case = forms.BooleanField(
        label=gettext_lazy("Es ist kein Einzelfall: Es geht um mehr als einen Menschen oder Haushalt."),
        error_messages={
            "required": gettext_lazy(
                "Ist es ein Einzelfall? Dann geben Sie die Meldung zurück, oder leiten Sie sie an eine Stelle "
                "weiter, die hilft."
            )
        },
    )
    nobody_named = forms.BooleanField(
        label=gettext_lazy("Andere Menschen sind darin nicht zu erkennen."),
        error_messages={"required": gettext_lazy("Schwärzen Sie zuerst, was andere erkennen lässt.")},
    )
    no_defect = forms.BooleanField(
        label=gettext_lazy("Es geht um mehr als einen Schaden, den eine Stelle ohne Beratung behebt."),
        error_messages={
            "required": gettext_lazy("Einen bloßen Schaden leiten Sie an die Stelle weiter, die ihn behebt.")
        },
    )


class GiveBackForm(_Reasoned):
    """Why a contribution goes back."""

    sentences = RETURNED_BECAUSE


class RedirectForm(_Reasoned):
    """To whom a contribution is redirected, and why."""

    sentences = REDIRECTED_BECAUSE
    needed_when = _Reasoned.needed_when | {
        "other": gettext_lazy("nötig, wenn Sie oben „eine andere“ wählen"),
        "defect": gettext_lazy("nötig, wenn Sie oben eine dieser Stellen wählen"),
    }
    service = forms.ChoiceField(label=gettext_lazy("An welche Stelle?"))
    defect = forms.ChoiceField(
        label=gettext_lazy("Was ist kaputt?"),
        error_messages={
            "required": gettext_lazy(
                "Bitte wählen Sie, was kaputt ist, oder dass Sie es von Hand weitergeben."
            )
        },
    )
    other = forms.CharField(label=gettext_lazy("Andere Stelle"), required=False, max_length=200)
    reference = forms.CharField(
        label=gettext_lazy("Aktenzeichen dort"), required=False, max_length=100,
        help_text=gettext_lazy("Wenn die Stelle Ihnen eines genannt hat."),
    )  # fmt: skip
    field_order = ["service", "defect", "other", "reference", "blocks", "own"]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [(one.name, f"{one.name} ({one.email})" if one.email else one.name) for one in services()]
        self.fields["service"].choices = [*known, (OTHER, _("eine andere, unten genannt"))]
        self._reached = [one for one in services() if one.open311]
        if not self._reached:
            del self.fields["defect"]
        else:
            self._offer_defects()

    def _offer_defects(self) -> None:
        """One list a service, by its place among them: two services may have the same code."""
        groups, away = [], []
        for at, service in enumerate(self._reached):
            found = kinds_of(service)
            if found is None:
                away.append(service.name)
            else:
                groups.append((service.name, [(f"{at}/{one.code}", one.title) for one in found]))
        by_hand = (BY_HAND, _("Nichts übermitteln: Ich gebe es von Hand weiter"))
        field = self.fields["defect"]
        field.choices = [("", _("Bitte wählen")), *groups, by_hand]
        said = _("Nur für: %(services)s. Übermittelt werden der Wortlaut ohne Namen und Kontaktdaten und der Ort, nie, "
                 "wer es gemeldet hat.")  # fmt: skip
        field.help_text = said % {"services": ", ".join(one.name for one in self._reached)}
        if away:
            said = _("Diese Liste ist gerade nicht zu bekommen: %(services)s. Versuchen Sie es in einigen Minuten "
                     "wieder, oder geben Sie es von Hand weiter.")  # fmt: skip
            field.help_text = said % {"services": ", ".join(away)}
        if self.is_bound:
            chosen = self.data.get(self.add_prefix("service"))
            field.required = any(one.name == chosen for one in self._reached)

    def _defect(self, data: dict[str, Any]) -> str:
        """The code of the service that was chosen; nothing where it goes by hand."""
        service, chosen = data.get("service"), data.get("defect", "")
        place = next((at for at, one in enumerate(self._reached) if one.name == service), None)
        if place is None or chosen == BY_HAND:
            return ""
        at, _slash, code = chosen.partition("/")
        if at != str(place) or not code:
            self.add_error(
                "defect", _("Bitte wählen Sie, was kaputt ist, oder dass Sie es von Hand weitergeben.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["defect"] = "" if "defect" in self.errors else self._defect(data)
        if data.get("service") == OTHER and not data.get("other", "").strip():
            self.add_error("other", _("Bitte nennen Sie die Stelle, die sich darum kümmert."))
        return data

    @property
    def named(self) -> str:
        """The service as it is told."""
        service: str = self.cleaned_data["service"]
        return self.cleaned_data["other"].strip() if service == OTHER else service


class RepairForm(forms.Form):
    """The file number, where a defect was passed on by hand."""

    reference = forms.CharField(
        label=gettext_lazy("Aktenzeichen dort"), required=False, max_length=100,
        help_text=gettext_lazy("Wenn die Stelle Ihnen eines genannt hat."),
    )  # fmt: skip


class BlackOutForm(forms.Form):
    """What is blacked out in one contribution: ticked spans, and words that nothing found."""

    spans = forms.MultipleChoiceField(required=False)
    words = forms.CharField(
        label=gettext_lazy("Außerdem schwärzen"), required=False, max_length=300,
        help_text=gettext_lazy("Genau so, wie es im Text steht; mehrere mit Semikolon."),
    )  # fmt: skip
    seen = forms.CharField()

    def __init__(
        self, *arguments: Any, contribution: Contribution, found: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*arguments, prefix=f"m{contribution.pk}", **options)
        self.contribution = contribution
        self.fields["spans"].choices = [(one, one) for one in found]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("seen") != print_of(self.contribution.text):
            raise forms.ValidationError(
                _("Der Text hat sich gerade geändert. Bitte sehen Sie ihn noch einmal an.")
            )
        text, missing = self.contribution.text, []
        for word in self._words():
            if word not in text:
                missing.append(word)
        if missing:
            self.add_error(
                "words",
                _("Das steht so nicht im Text: %(words)s. Bitte schreiben Sie es genau wie dort.")
                % {"words": "; ".join(missing)},
            )
        elif not self.errors and not self.places:
            self.add_error("words", _("Bitte wählen Sie, was geschwärzt wird."))
        return data

    def _words(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data.get("words", "").split(";") if part.strip()]

    @property
    def places(self) -> list[tuple[int, int]]:
        """From and until, in characters."""
        text = self.contribution.text
        made = [tuple(int(part) for part in one.split("-")) for one in self.cleaned_data.get("spans", [])]
        for word in self._words():
            at = text.find(word)
            while at >= 0:
                made.append((at, at + len(word)))
                at = text.find(word, at + len(word))
        return [(begin, end) for begin, end in made]


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=gettext_lazy("Grund"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class RewordForm(forms.Form):
    """A need in words for the deliberation."""

    title = forms.CharField(label=gettext_lazy("Kurz gesagt"), max_length=160)
    wording = forms.CharField(
        label=gettext_lazy("Wortlaut für die Beratung"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Was gesagt wurde, bleibt daneben stehen, frühere Fassungen auch."
        ),
    )  # fmt: skip


class ObjectionForm(forms.Form):
    """What the conference says to an objection."""

    reopen = forms.ChoiceField(
        label=gettext_lazy("Was hat die Konferenz beschlossen?"), widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Der Widerspruch ist berechtigt: Es geht weiter.")),
            ("no", gettext_lazy("Es bleibt, wie es ist.")),
        ],
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Antwort an die Person"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("In einfacher Sprache, mit dem Grund. Wer widersprochen hat, bekommt sie."),
    )  # fmt: skip
