"""What is asked of somebody who goes where it is silent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.models import ListeningStep


class ListeningForm(forms.Form):
    """What is planned, and for when."""

    kind = forms.ChoiceField(
        label=_("Was haben Sie vor?"), choices=ListeningStep.Kind.choices, widget=forms.RadioSelect
    )
    planned_for = forms.DateField(label=_("Wann?"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    note = forms.CharField(
        label=_("Notiz"),
        max_length=300,
        required=False,
        help_text=_("Treffpunkt, wer mitgeht, was Sie mitbringen. Sie erscheint nicht öffentlich."),
    )


class ListenedForm(forms.Form):
    """The day on which somebody was there."""

    on = forms.DateField(label=_("Wann war es?"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
