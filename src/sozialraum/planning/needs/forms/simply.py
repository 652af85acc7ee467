"""What is wrong in a form, in Leichte Sprache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from sozialraum.planning.needs import easy

_Form = forms.Form if TYPE_CHECKING else object


class Simply(_Form):
    """Says what is wrong in Leichte Sprache; mixed into a form, before it."""

    def full_clean(self) -> None:
        super().full_clean()
        tell_simply(self)


def tell_simply(form: forms.Form) -> None:
    """Put what is wrong into Leichte Sprache, by the field and the code of the error."""
    for name, wrong in list(form.errors.as_data().items()):
        told = [message for one in wrong for message in _simple(name, one)]
        # What several files have in common is said once.
        kind = "nonfield" if name == NON_FIELD_ERRORS else None
        form.errors[name] = form.error_class(dict.fromkeys(told), error_class=kind, renderer=form.renderer)


def _simple(name: str, error: ValidationError) -> list[str]:
    text = easy.error(name, str(error.code or ""), error.params)
    return [text] if text else list(error.messages)
