"""How the journal is searched."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.journal.actions import act_titles


class Filter(forms.Form):
    """Who or what, which act, which days (both included)."""

    suche = forms.CharField(label=_("Wer oder woran"), required=False)
    was = forms.ChoiceField(label=_("Was"), required=False)
    von = forms.DateField(
        label=_("Vom"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    bis = forms.DateField(
        label=_("Bis zum"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        titles = sorted((str(title), key) for key, title in act_titles().items())
        self.fields["was"].choices = [("", _("alles")), *((key, title) for title, key in titles)]
