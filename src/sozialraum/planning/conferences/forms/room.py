"""What is asked at the door, and what is written in the room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.people.rules import Refused

TURNING = re.compile("[\0\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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
        help_text=_("Zum Beispiel für einen Verein, eine Schule, ein Amt oder die Nachbarschaft."),
    )  # fmt: skip

    def clean_name(self) -> str:
        return _plain(self.cleaned_data["name"])

    def clean_on_behalf_of(self) -> str:
        return _plain(self.cleaned_data["on_behalf_of"])


def _plain(text: str) -> str:
    """Without signs that nobody sees and that turn what stands around them."""
    return TURNING.sub("", text).strip()


def said(given: Mapping[str, Any], name: str, most: int = 200) -> str:
    """What somebody wrote into one field; raises Refused where it is longer than so many letters."""
    text = _plain(str(given.get(name, "")))
    if len(text) > most:
        raise Refused(
            gettext("Bitte kürzen Sie auf höchstens %(most)d Zeichen.") % {"most": most}, "too_long"
        )
    return text
