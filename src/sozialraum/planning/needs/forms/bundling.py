"""What the manager fills in to put needs together that mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.needs.forms.checking import LONGEST_REASON, ONE_OF_BOTH
from sozialraum.planning.needs.models import Need


class MergeForm(forms.Form):
    """Into which other need the voices of this one go."""

    needed_when: dict[str, Any] = dict.fromkeys(("chosen", "number"), ONE_OF_BOTH)

    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Mit welchem?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=gettext_lazy("Oder nach Nummer"), max_length=20, required=False,
        help_text=gettext_lazy("Zum Beispiel B-17."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Warum gehört es zusammen?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Wird denen geschickt, deren Meldung umzieht."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, similar: Sequence[Need], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.similar = {one.pk: one for one in similar}
        self.fields["chosen"].choices = [
            (pk, f"{one.number} · {one.title}") for pk, one in self.similar.items()
        ]
        if not similar:
            del self.fields["chosen"]
            self.fields["number"].label, self.needed_when = _("Mit welchem? Seine Nummer"), {}
            self.fields["number"].required = True
            self.fields["number"].error_messages["required"] = _("Bitte nennen Sie die Nummer des Bedarfs.")

    def clean_number(self) -> Need | None:
        number = self.cleaned_data["number"].strip()
        return _need(number) if number else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and self.into is None:
            self.add_error("number", _("Bitte wählen Sie einen Bedarf, oder nennen Sie seine Nummer."))
        return data

    @property
    def into(self) -> Need | None:
        """The need that was meant; a number that was typed goes before what was ticked."""
        return self.cleaned_data.get("number") or self.similar.get(self.cleaned_data.get("chosen") or 0)


class BundleForm(forms.Form):
    """Which needs go into this one, chosen from what is alike or by number."""

    needed_when = dict.fromkeys(("chosen", "numbers"), ONE_OF_BOTH)

    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Diese Bedarfe gehören dazu"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    numbers = forms.CharField(
        label=gettext_lazy("Weitere, nach Nummer"), required=False, max_length=300,
        help_text=gettext_lazy("Mehrere mit Komma: B-17, B-23"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Warum gehört es zusammen?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wird denen geschickt, deren Meldung umzieht."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, similar: Sequence[Need], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.similar = {one.pk: one for one in similar}
        self.fields["chosen"].choices = [(pk, str(one)) for pk, one in self.similar.items()]

    def clean_numbers(self) -> list[Need]:
        return [
            _need(part) for part in self.cleaned_data["numbers"].replace(";", ",").split(",") if part.strip()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.needs:
            self.add_error("chosen", _("Bitte wählen Sie mindestens einen Bedarf, der dazugehört."))
        return data

    @property
    def needs(self) -> list[Need]:
        """All that were chosen, each once."""
        data = self.cleaned_data
        found = [self.similar[pk] for pk in data.get("chosen", [])] + data.get("numbers", [])
        return list({one.pk: one for one in found}.values())


def _need(text: str) -> Need:
    digits = text.strip().upper().removeprefix("B").lstrip("- ")
    need = (
        Need.objects.filter(pk=int(digits)).first()
        if digits.isascii() and digits.isdigit() and len(digits) < 15
        else None
    )
    if need is None:
        raise forms.ValidationError(
            _("Einen Bedarf „%(number)s“ gibt es nicht. Bitte prüfen Sie die Nummer.")
            % {"number": text.strip()}
        )
    return need
