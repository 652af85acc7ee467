"""When and where a conference said something, where no session resolved it here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.rules import Elsewhere


class ElsewhereForm(forms.Form):
    """Two fields of a form in which somebody writes down for a conference what it said."""

    said_on = forms.DateField(
        label=_("Wann hat die Konferenz es gesagt?"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    said_where = forms.CharField(
        label=_("Wo hat sie es gesagt?"), max_length=200,
        help_text=_(
            "Das Gremium und die Sitzung oder der Anlass, etwa „Sozialraumkonferenz Anger, Rundgang“; keine Namen. "
            "Es steht für alle am Weg des Bedarfs."
        ),
    )  # fmt: skip

    @staticmethod
    def elsewhere(given: dict[str, Any]) -> Elsewhere:
        """What was filled in, taken out of what is left for the act itself."""
        return Elsewhere(given.pop("said_on"), given.pop("said_where"))
