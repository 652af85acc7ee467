"""The three questions, and what whoever evaluates fills in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.effects.models import Evaluation, Reply
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.forms.elsewhere import ElsewhereForm
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.titles import first_words

ANSWER_WITHIN = 28  # days, unless somebody says otherwise
LONGEST = 2000


class ReplyForm(forms.Form):
    """Did it help? What got better? What is missing?"""

    helped = forms.ChoiceField(
        label=_("Hat es geholfen?"), choices=Reply.Helped.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Antwort auf die erste Frage.")},
    )  # fmt: skip
    better = forms.CharField(
        label=_("Was ist besser geworden?"), required=False, max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}), help_text=_("Wenn Sie mögen: ein Satz genügt."),
    )  # fmt: skip
    missing = forms.CharField(
        label=_("Was fehlt noch?"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        help_text=_("Schreiben Sie bitte nichts, woran man andere Menschen erkennt."),
    )  # fmt: skip


class EasyReplyForm(ReplyForm):
    """The same in Leichte Sprache."""

    EASY = {
        Reply.Helped.YES: _("Ja. Es hat geholfen."), Reply.Helped.PARTLY: _("Ein bisschen."),
        Reply.Helped.NO: _("Nein. Es hat nicht geholfen."), Reply.Helped.UNKNOWN: _("Ich weiß es nicht."),
    }  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["helped"].choices = list(self.EASY.items())
        self.fields["helped"].error_messages["required"] = _("Bitte machen Sie hier ein Kreuz.")
        self.fields["better"].label, self.fields["better"].help_text = _("Was ist jetzt besser?"), ""
        self.fields["missing"].help_text = _("Bitte schreiben Sie keine Namen von anderen Menschen.")


class OnBehalfForm(ReplyForm):
    """What somebody told the manager, by which contribution."""

    contribution = forms.ChoiceField(label=_("Zu welcher Meldung?"))
    field_order = ("contribution", "helped", "better", "missing")

    def __init__(self, *args: Any, voices: Iterable[Contribution], **more: Any) -> None:
        super().__init__(*args, **more)
        self.voices = {str(one.pk): one for one in voices}
        self.fields["contribution"].choices = [
            (key, f"{one}: {first_words(one.text)}") for key, one in self.voices.items()
        ]


class InquiryForm(forms.Form):
    """Until when those who registered it can answer."""

    until = forms.DateField(
        label=_("Antworten bis"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Vier Wochen sind üblich. Sie können später verlängern."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        more.setdefault("initial", {"until": clock.today() + timedelta(days=ANSWER_WITHIN)})
        super().__init__(*args, **more)


class EvaluationForm(ElsewhereForm):
    """What the conference says of it; where it did not help, what a new need asks for."""

    field_order = ("verdict", "said_on", "said_where", "reason", "successor_wording")

    verdict = forms.ChoiceField(
        label=_("Was sagt die Konferenz?"), choices=Evaluation.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Begründung"), max_length=4000, widget=forms.Textarea({"rows": 5}),
        help_text=_("In einfacher Sprache. Sie wird denen geschickt, die es gemeldet haben."),
    )  # fmt: skip
    successor_wording = forms.CharField(
        label=_("Was noch fehlt"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Nur wenn es nicht wirksam war: Damit beginnt ein neuer Bedarf, der gleich beraten wird."),
    )  # fmt: skip
