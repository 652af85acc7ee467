"""What is filled in to plan a session, to move it, and to call it off."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Session
from sozialraum.planning.conferences.queries.preparation import Usual

FINDING, FIXED = "finding", "fixed"
DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
HOUR = {"type": "time"}


class SessionForm(forms.Form):
    """When, where, by whom."""

    day = forms.DateField(label=gettext_lazy("Tag"), widget=DAY)
    begins_at = forms.TimeField(label=gettext_lazy("Beginn"), widget=forms.TimeInput(HOUR, "%H:%M"))
    ends_at = forms.TimeField(label=gettext_lazy("Ende"), widget=forms.TimeInput(HOUR, "%H:%M"))
    place = forms.CharField(
        label=gettext_lazy("Ort"), max_length=300, required=False,
        help_text=gettext_lazy("Name und Anschrift; nötig, bevor Sie einladen."),
    )  # fmt: skip
    access = forms.CharField(
        label=gettext_lazy("Zugang und Hilfen"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Zum Beispiel: stufenlos, Gebärdensprache, Kinderbetreuung, Haltestelle."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Nachricht zur Einladung"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    chair = forms.CharField(label=gettext_lazy("Leitung"), max_length=200, required=False)
    minute_taker = forms.CharField(label=gettext_lazy("Protokoll"), max_length=200, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("Die Sitzung ist öffentlich"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins_at"), data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("Das Ende liegt nicht nach dem Beginn."))
        return data

    def values(self) -> dict[str, Any]:
        """For the actions: moments instead of a day and hours."""
        data = dict(self.cleaned_data)
        day, begins, ends = (data.pop(name, None) for name in ("day", "begins_at", "ends_at"))
        data |= {"begins": moment(day, begins), "ends": moment(day, ends)}
        return data

    @classmethod
    def of(cls, session: Session, data: Any = None) -> SessionForm:
        """Filled with what stands there."""
        return cls(data, initial=_filled(session) | {"note": session.note, "is_public": session.is_public})


class NewForm(SessionForm):
    """The same; or the date is still to be found."""

    how = forms.ChoiceField(
        label=gettext_lazy("Steht der Termin fest?"), widget=forms.RadioSelect, initial=FIXED,
        choices=[
            (FIXED, gettext_lazy("Ja, an diesem Tag")),
            (FINDING, gettext_lazy("Nein, wer einen Sitz hat, soll gefragt werden")),
        ],
    )  # fmt: skip
    field_order = ["how"]

    def __init__(self, *arguments: Any, again: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if again:
            del self.fields["how"]
        elif self.data.get("how") == FINDING:
            for name in ("day", "begins_at", "ends_at"):
                self.fields[name].required = False

    def values(self) -> dict[str, Any]:
        data = super().values()
        if data.pop("how", FIXED) == FINDING:
            data |= {"begins": None, "ends": None}
        return data

    @classmethod
    def new(cls, usual: Usual, *, is_public: bool, data: Any = None, again: bool = False) -> NewForm:
        """Filled with what is usual."""
        return cls(data, again=again, initial=_filled(usual) | {"note": usual.note, "is_public": is_public})


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Warum findet sie nicht statt?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wird allen geschickt, die davon wissen, und steht öffentlich dabei."),
    )  # fmt: skip


def moment(day: date | None, at: time | None) -> datetime | None:
    """A day and an hour in the city."""
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None


def _filled(what: Session | Usual) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(what, name) for name in ("place", "access", "chair", "minute_taker")
    }
    if what.begins:
        begins = timezone.localtime(what.begins)
        found |= {"day": begins.date(), "begins_at": begins.time()}
    if what.ends:
        found["ends_at"] = timezone.localtime(what.ends).time()
    return found
