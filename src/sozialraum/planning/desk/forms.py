"""What is asked of somebody who reports a barrier, and of those who write the city's texts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class BarrierForm(forms.Form):
    """A barrier that somebody met."""

    what = forms.CharField(
        label=_("Was hat nicht funktioniert?"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
    page = forms.CharField(
        label=_("Auf welcher Seite?"),
        max_length=300,
        required=False,
        help_text=_("Adresse oder Überschrift der Seite"),
    )
    contact = forms.CharField(
        label=_("Wie erreichen wir Sie?"),
        max_length=200,
        required=False,
        help_text=_("E-Mail-Adresse oder Telefon, wenn Sie eine Antwort möchten. Wir löschen sie danach."),
    )


class AnswerForm(forms.Form):
    """What was done about a barrier."""

    answer = forms.CharField(label=_("Was wurde getan?"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class TextForm(forms.Form):
    """The city's own text."""

    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 30}),
        help_text=_("Leer: der mitgelieferte Text erscheint wieder."),
    )
