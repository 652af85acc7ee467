"""What is asked of somebody with a receipt code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.needs.forms.contribute import Words
from sozialraum.planning.needs.forms.pictures import Pictures
from sozialraum.planning.needs.pictures import MOST, Picture


class CodeForm(forms.Form):
    """A receipt code, however it is typed."""

    code = forms.CharField(
        label=gettext_lazy("Ihr Meldecode"), max_length=40,
        help_text=gettext_lazy("Zwölf Buchstaben und Ziffern, etwa K7QF‑2M9D‑4XTP. Ob groß oder klein, ist egal."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Bitte geben Sie Ihren Meldecode ein.")},
    )  # fmt: skip


class AddForm(forms.Form):
    """Something more to what was said: words, pictures, or both."""

    text = Words(label=gettext_lazy("Was möchten Sie ergänzen?"), required=False)
    pictures = Pictures(
        label=gettext_lazy("Bilder"),
        help_text=gettext_lazy("JPEG, PNG oder WebP mit je höchstens 10 MB; zusammen höchstens 5 Bilder."),
    )
    description = forms.CharField(
        label=gettext_lazy("Was ist auf den Bildern zu sehen?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, room: int = MOST, **more: Any) -> None:
        super().__init__(*args, **more)
        self.room = room
        if not room:
            del self.fields["pictures"], self.fields["description"]

    def clean_pictures(self) -> list[Picture]:
        made = self.cleaned_data["pictures"]
        if len(made) > self.room:
            told = _("Zu einer Meldung gehören höchstens %(most)d Bilder; es ist noch Platz für %(room)d.")
            raise forms.ValidationError(told, "no_room", {"most": MOST, "room": self.room})
        return made

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given["text"].strip() and not given.get("pictures"):
            told = _("Bitte schreiben Sie, was Sie ergänzen möchten, oder wählen Sie ein Bild.")
            self.add_error("text", forms.ValidationError(told, "nothing"))
        return given


class ObjectForm(forms.Form):
    """Why somebody does not agree with what the formal check said."""

    text = Words(
        label=gettext_lazy("Warum sind Sie nicht einverstanden?"), longest=4000,
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, warum Sie nicht einverstanden sind.")},
    )  # fmt: skip


class EraseForm(forms.Form):
    """What is erased of a person; pictures, and what their text tells of them, only if wanted."""

    blacken = forms.BooleanField(
        label=gettext_lazy("Auch in meinem Text steht, wer ich bin: bitte schwärzen"),
        help_text=gettext_lazy(
            "Das Planungsraummanagement liest Ihren Text noch einmal und schwärzt es. Was schwarz ist, bewahren wir "
            "dann auch nicht versiegelt auf. Die Antwort steht hier, unter Ihrem Meldecode."
        ),
        required=False,
    )
    pictures = forms.BooleanField(label=gettext_lazy("Auch meine Bilder löschen"), required=False)

    def __init__(self, *args: Any, has_pictures: bool, has_asked: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if has_asked:
            del self.fields["blacken"]
        if not has_pictures:
            del self.fields["pictures"]
