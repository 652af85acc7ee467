"""What is asked at the door and in the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.states import SessionState


class DoorForm(forms.Form):
    """The code that is shown in the room; `session` is what it opens."""

    code = forms.CharField(
        label=_("Code der Sitzung"), max_length=12, help_text=_("Sechs Ziffern. Sie stehen auf der Leinwand."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    session: Session | None = None

    def clean_code(self) -> str:
        code = "".join(filter(str.isdigit, self.cleaned_data["code"]))
        running = Session.objects.select_related("body").filter(state=SessionState.RUNNING)
        self.session = running.filter(door_code=code).first() if code else None
        if self.session is None:
            raise forms.ValidationError(
                _("Zu diesem Code läuft keine Sitzung. Bitte lesen Sie ihn noch einmal ab.")
            )
        return code


class KnockForm(forms.Form):
    """Who is at the door."""

    name = forms.CharField(
        label=_("Ihr Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    on_behalf_of = forms.CharField(
        label=_("Für wen sind Sie da?"), max_length=200, required=False,
        help_text=_("Etwa ein Verein, eine Schule, ein Amt, oder als Nachbarin oder Nachbar."),
    )  # fmt: skip


class SaidForm(forms.Form):
    """A text for the record: a position, a reason, a dissent."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *arguments: Any, label: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["text"].label = label
