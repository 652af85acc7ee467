"""What is filled in to propose moments, to choose one, and to say which suit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.actions.finding import MOST
from sozialraum.planning.conferences.forms.prepare import DAY, HOUR, moment
from sozialraum.planning.conferences.models import DateAnswer, DateProposal
from sozialraum.planning.conferences.queries.inviting import Guest
from sozialraum.planning.conferences.queries.preparation import when

FOLDED_FROM = 4  # so many stand open at first


class ProposeForm(forms.Form):
    """Up to eight days with an hour; a line without a day counts for nothing."""

    def __init__(
        self, *arguments: Any, proposed: Sequence[datetime] = (), hour: str = "18:00", **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for number in range(1, MOST + 1):
            at = timezone.localtime(proposed[number - 1]) if number <= len(proposed) else None
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("%(number)d. Termin: Tag") % {"number": number}, required=False, widget=DAY,
                initial=at.date() if at else None,
            )  # fmt: skip
            self.fields[f"at_{number}"] = forms.TimeField(
                label=_("%(number)d. Termin: Beginn") % {"number": number}, required=False,
                widget=forms.TimeInput(HOUR, "%H:%M"), initial=at.time() if at else hour,
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[Any, Any]]:
        """Day and hour, as fields."""
        return ((self[f"day_{n}"], self[f"at_{n}"]) for n in range(1, MOST + 1))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, MOST + 1):
            if data.get(f"day_{number}") and not data.get(f"at_{number}"):
                self.add_error(f"at_{number}", _("Bitte sagen Sie, wann es beginnt."))
        return data

    @property
    def moments(self) -> list[datetime]:
        """All that were filled in."""
        data = self.cleaned_data
        found = (moment(data.get(f"day_{n}"), data.get(f"at_{n}")) for n in range(1, MOST + 1))
        return [one for one in found if one]


class ChooseForm(forms.Form):
    """One of them, and how long the session will be."""

    proposal = forms.TypedChoiceField(
        label=gettext_lazy("Welcher Termin?"), coerce=int, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Dauer in Minuten"), min_value=15, max_value=720, initial=120
    )

    def __init__(self, *arguments: Any, proposals: Sequence[DateProposal], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["proposal"].choices = [(one.pk, when(one.begins)) for one in proposals]


class HeardFrom(forms.Form):
    """From whom an answer was heard."""

    who = forms.TypedChoiceField(label=gettext_lazy("Wer hat es gesagt?"), coerce=int)

    def __init__(self, *arguments: Any, guests: Sequence[Guest], **options: Any) -> None:
        super().__init__(*arguments, **options)
        named = [(one.invitation.pk, _named(one)) for one in guests if one.invitation]
        self.fields["who"].choices = [("", _("– bitte wählen –")), *named]
        self.order_fields(["who"])


def _named(one: Guest) -> str:
    return f"{one.holding.name} ({one.holding.seat.get_bank_display()}: {one.holding.seat.on_behalf_of})"


class DateAnswersForm(forms.Form):
    """For each moment: yes, if need be, no."""

    def __init__(
        self, *arguments: Any, proposals: Sequence[DateProposal], said: dict[int, str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for one in proposals:
            self.fields[f"date_{one.pk}"] = forms.ChoiceField(
                label=when(one.begins), choices=DateAnswer.Answer.choices, widget=forms.RadioSelect,
                initial=said.get(one.pk),
            )  # fmt: skip

    @property
    def answers(self) -> dict[int, str]:
        """Number of the proposal to what was said."""
        said = self.cleaned_data.items()
        return {int(name.removeprefix("date_")): one for name, one in said if name.startswith("date_")}


class HeardDatesForm(HeardFrom, DateAnswersForm):
    """What somebody said by telephone."""
