"""What is filled in to invite, and to answer an invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.forms.dates import HeardFrom
from sozialraum.planning.conferences.models import Invitation


class InviteForm(forms.Form):
    """A reason, where it is too late for the period of the body."""

    reason = forms.CharField(
        label=_("Warum kommt die Einladung so spät?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Steht im Vorgangsjournal und im Protokoll."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, late: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not late:
            del self.fields["reason"]


class AnswerForm(forms.Form):
    """Comes, doesn't come, the deputy comes."""

    answer = forms.ChoiceField(label=_("Kommen Sie?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Was wir wissen sollten"), max_length=300, required=False,
        help_text=_("Zum Beispiel, was Sie brauchen, um dabei zu sein. Liest nur, wer die Sitzung vorbereitet."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, has_deputy: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        kinds = Invitation.Answer
        self.fields["answer"].choices = [
            (kinds.YES.value, _("Ja, ich komme")), (kinds.NO.value, _("Nein, ich komme nicht")),
        ] + ([(kinds.DEPUTY.value, _("Nein, meine Stellvertretung kommt"))] if has_deputy else [])  # fmt: skip


class HeardAnswerForm(HeardFrom, AnswerForm):
    """What somebody said by telephone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, has_deputy=False, **options)
        kinds = Invitation.Answer
        self.fields["answer"].label = _("Was wurde gesagt?")
        self.fields["answer"].choices = [
            (one.value, one.label) for one in (kinds.YES, kinds.NO, kinds.DEPUTY)
        ]
        self.fields["note"].help_text = ""
