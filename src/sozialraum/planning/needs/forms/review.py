"""What the manager may change in a letter before it goes out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class LetterForm(forms.Form):
    """Subject and words of a letter."""

    title = forms.CharField(label=gettext_lazy("Betreff"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "In einfacher Sprache. Was die Vorlage schrieb, bleibt daneben aufgehoben."
        ),
    )  # fmt: skip

    def __init__(self, *arguments: Any, language: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean_body(self) -> str:
        """Browsers send line ends of their own; only what somebody changed counts as changed."""
        return "\n".join(self.cleaned_data["body"].splitlines()).strip()
