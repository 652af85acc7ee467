"""What is asked of whoever writes minutes, and of whoever objects to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import AgendaItem, Minutes, Session
from sozialraum.planning.conferences.queries.written import fingerprint
from sozialraum.planning.conferences.states import MinutesState
from sozialraum.planning.needs.forms.contribute import Words

LONGEST = 8000


@dataclass(frozen=True)
class Part:
    """A field, under which name its fingerprint is sent; other: what somebody else wrote there meanwhile."""

    field: forms.BoundField
    name: str
    seen: str
    other: str


class MinutesForm(forms.Form):
    """What people add to what the room recorded: at the beginning, on each item, at the end."""

    opening = Words(label=gettext_lazy("Zu Beginn"), longest=LONGEST, rows=4, required=False)
    closing = Words(label=gettext_lazy("Zum Schluss"), longest=LONGEST, rows=4, required=False)

    def __init__(
        self,
        *given: Any,
        minutes: Minutes,
        items: Sequence[AgendaItem],
        courses: Mapping[int, str],
        **more: Any,
    ) -> None:
        texts = {f"course-{item.pk}": courses.get(item.pk, "") for item in items}
        self.stands = {"opening": minutes.opening, "closing": minutes.closing} | texts
        super().__init__(*given, initial=self.stands, **more)
        self.items = items
        for item in items:
            label = _("Verlauf zu Punkt %(n)d") % {"n": item.position}
            self.fields[f"course-{item.pk}"] = Words(label=label, longest=LONGEST, rows=5, required=False)
        for field in self.fields.values():
            # What somebody typed while somebody else presented the minutes stays to be read and copied.
            field.disabled = minutes.state != MinutesState.DRAFT and not self.is_bound
        if self.is_bound:
            self._keep_others()

    def _keep_others(self) -> None:
        """What somebody left alone is shown as it stands now; what they changed stays as they typed it."""
        self.given, self.data = self.data, self.data.copy()
        for name, stands in self.stands.items():
            if fingerprint(self.given.get(name, "")) == self._seen(name):
                self.data[name] = stands

    def _seen(self, name: str) -> str:
        """The fingerprint of what stood there when the page was opened."""
        return str(self.given.get(f"seen-{name}", "")) or fingerprint("")

    def part(self, name: str) -> Part:
        """A field with what stands there now, so that two who write at once notice each other."""
        stands, other = self.stands[name], ""
        typed = fingerprint(self.given.get(name, "")) if self.is_bound else ""
        now = fingerprint(stands)
        is_other = bool(typed) and now not in (typed, self._seen(name)) and typed != self._seen(name)
        if is_other:
            other = stands or _("(Der Text ist herausgenommen.)")
        return Part(self[name], f"seen-{name}", now, other)

    @property
    def first(self) -> Part:
        return self.part("opening")

    @property
    def last(self) -> Part:
        return self.part("closing")

    def course_of(self, item: AgendaItem) -> Part:
        """The field of one item."""
        return self.part(f"course-{item.pk}")

    @property
    def courses(self) -> dict[int, str]:
        """What was written to each item."""
        return {item.pk: self.cleaned_data[f"course-{item.pk}"] for item in self.items}

    @property
    def seen(self) -> dict[str | int, str]:
        """What stood there when the page was opened, as fingerprints."""
        items = {item.pk: self._seen(f"course-{item.pk}") for item in self.items}
        return {"opening": self._seen("opening"), "closing": self._seen("closing"), **items}

    def values(self) -> Iterator[tuple[str, Any]]:
        """What the action wants."""
        yield "opening", self.cleaned_data["opening"]
        yield "closing", self.cleaned_data["closing"]
        yield "courses", self.courses
        yield "seen", self.seen


class ObjectionForm(forms.Form):
    """What was different from what the minutes say."""

    text = Words(
        label=gettext_lazy("Was war anders?"), longest=4000, rows=4,
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was anders war.")},
    )  # fmt: skip


class HeardObjectionForm(ObjectionForm):
    """The same as the chair heard it."""

    name = forms.CharField(label=gettext_lazy("Wer hat es gesagt?"), max_length=200, required=False)
    field_order = ("name", "text")


class AnswerForm(forms.Form):
    """What is changed because of an objection, or why nothing is."""

    answer = Words(
        label=gettext_lazy("Ihre Antwort"), longest=2000, rows=3,
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was Sie ändern oder warum nicht.")},
    )  # fmt: skip


class ApprovalForm(forms.Form):
    """In which session the body approved the minutes."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("In welcher Sitzung wurde es genehmigt?"), empty_label=None
    )

    def __init__(self, *given: Any, later: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["session"].queryset = later
