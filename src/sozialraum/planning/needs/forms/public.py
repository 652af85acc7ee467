"""What is asked of somebody who reads a need: does it concern them too, and where to write when there is news."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.queries import places


class SupportForm(forms.Form):
    """“This affects me too”; both answers may stay open."""

    gruppe = forms.ChoiceField(label=_("Für wen ist das wichtig?"), required=False)
    raum = forms.ChoiceField(label=_("Wo wohnen Sie?"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        nothing = ("", _("keine Angabe"))
        self.fields["gruppe"].choices = [nothing, *GROUPS.items()]
        self.fields["raum"].choices = [nothing, *places.choices()]

    @property
    def social_space(self) -> str:
        """The scope key of the space that was chosen."""
        code = self.cleaned_data["raum"]
        return f"{places.social_spaces().space_system}/{code}" if code else ""


class SubscribeForm(forms.Form):
    """Where news go."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=254,
        help_text=_(
            "Wir speichern sie verschlüsselt und nur für diesen Zweck. Jede Nachricht enthält einen Link zum "
            "Abbestellen."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
