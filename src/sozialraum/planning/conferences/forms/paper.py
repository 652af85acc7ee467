"""A session that took place on paper, as one form: who was there, and what the minutes say of each item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.actions.papering import Held, OnItem, Slip
from sozialraum.planning.conferences.models import AgendaItem, Option, Session
from sozialraum.planning.conferences.queries.chairing import MOTIONS
from sozialraum.planning.conferences.queries.matters import Matter
from sozialraum.planning.conferences.queries.results import usual_question, without_ballot
from sozialraum.planning.conferences.queries.seats import Seated
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.needs.forms.contribute import Words
from sozialraum.planning.people.roles import Bank

MOST_VOTES = 999  # of one kind on one bank
VOTES = (("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nein")), ("abstain", gettext_lazy("Enthaltung")))
APPROVING = (Method.ORDER, Method.FUND, Method.ELECTION)
MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Row:
    """One bank's votes: yes, no, abstentions; or its slips, one a line."""

    title: str
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True)
class PointFields:
    """The fields of an item as the page shows them."""

    item: AgendaItem
    options: tuple[Option, ...]
    taken: forms.BoundField
    ballot: tuple[forms.BoundField, ...]
    votes: tuple[Row, ...]
    result: tuple[forms.BoundField, ...]
    beside: tuple[forms.BoundField, ...]  # what most items have nothing of
    matter: Matter | None  # what a later stage lays before the table, as an answer

    @property
    def is_more(self) -> bool:
        """Whether something stands in what is folded."""
        return any(field.errors or (field.value() and field.form.is_bound) for field in self.beside)

    @property
    def counts(self) -> bool:
        """Whether votes are numbers by bank; else each slip is a line."""
        return bool(self.item.method == Method.CARRY)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"])


class PaperForm(forms.Form):
    """The whole session. seats: of the body on that day; items: with their options at `offered`; matters: by item."""

    begins = _moment(gettext_lazy("Beginn"))
    ends = _moment(gettext_lazy("Ende"))
    place = forms.CharField(label=gettext_lazy("Ort"), max_length=300, required=False)
    chair = forms.CharField(label=gettext_lazy("Leitung"), max_length=200, required=False)
    minute_taker = forms.CharField(label=gettext_lazy("Protokoll"), max_length=200, required=False)
    guests = Words(
        label=gettext_lazy("Gäste"), longest=4000, rows=3, required=False,
        help_text=gettext_lazy("Je Zeile ein Name. Im Protokoll steht nur, wie viele es waren."),
    )  # fmt: skip
    opening = Words(label=gettext_lazy("Zu Beginn"), longest=8000, rows=3, required=False)

    def __init__(
        self,
        *given: Any,
        session: Session,
        seats: Sequence[Seated],
        items: Sequence[AgendaItem],
        matters: Mapping[int, Matter],
        **more: Any,
    ) -> None:
        local = {name: _local(getattr(session, name)) for name in ("begins", "ends")}
        plain = {name: getattr(session, name) for name in ("place", "chair", "minute_taker")}
        super().__init__(*given, initial=local | plain, **more)
        self.items, self.matters = list(items), matters
        self.here = [bank for bank in Bank if any(one.seat.bank == bank for one in seats)]
        for bank in self.here:
            self.fields[f"here-{bank.value}"] = forms.TypedMultipleChoiceField(
                label=bank.label, required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
                choices=list(_holdings(one for one in seats if one.seat.bank == bank)),
            )  # fmt: skip
        for item in self.items:
            self.fields |= {f"{item.pk}-{name}": made for name, made in _fields(item)}

    # -- what the page shows --

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("begins", "ends", "place", "chair", "minute_taker")]

    @property
    def presence(self) -> list[forms.BoundField]:
        return [self[f"here-{bank.value}"] for bank in self.here]

    @property
    def points(self) -> list[PointFields]:
        return [self._point(item) for item in self.items]

    def _point(self, item: AgendaItem) -> PointFields:
        def some(*names: str) -> tuple[forms.BoundField, ...]:
            return tuple(self[f"{item.pk}-{name}"] for name in names if f"{item.pk}-{name}" in self.fields)

        kinds = [f"-{key}" for key, _title in VOTES] if item.method == Method.CARRY else [""]
        rows = [Row(str(bank.label), some(*(f"votes-{bank.value}{kind}" for kind in kinds))) for bank in Bank]
        return PointFields(
            item, tuple(offered(item)), self[f"{item.pk}-taken"], some("question", "motion"),
            tuple(row for row in rows if row.fields), some("sent_back", "outcome", "text", "reason"),
            some("conflicts", "dissent", "dissent_bank", "course"), self.matters.get(item.pk),
        )  # fmt: skip

    # -- what was filled in --

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for item in self.items:
            for name, read in (("conflicts", _pairs), ("sent_back", _pairs)):
                self._try(given, f"{item.pk}-{name}", read)
            if item.method != Method.CARRY:
                for bank in Bank:
                    self._try(
                        given, f"{item.pk}-votes-{bank.value}", lambda text, item=item: _lines(item, text)
                    )
        self._tick([item for item in self.items if self._is_filled(item, given)], given)
        return given

    def _is_filled(self, item: AgendaItem, given: Mapping[str, Any]) -> bool:
        """Whether something was entered on it; what stands there from the beginning doesn't count."""
        names = [name for name in self.fields if name.startswith(f"{item.pk}-")]
        own = (
            name
            for name in names
            if name.partition("-")[2] not in ("taken", "question", "motion", "dissent_bank")
        )
        return any(given.get(name) or self.data.get(name, "").strip() not in ("", "0") for name in own)

    def _tick(self, filled: Sequence[AgendaItem], given: dict[str, Any]) -> None:
        """Whoever enters something on an item says that it was taken up; the page shows it so."""
        self.data = self.data.copy()
        for item in filled:
            given[f"{item.pk}-taken"] = True
            self.data[f"{item.pk}-taken"] = "on"

    def _try(self, given: dict[str, Any], name: str, read: Any) -> None:
        if name in given:
            try:
                given[name] = read(given[name])
            except ValidationError as error:
                self.add_error(name, error)

    def held(self) -> Held:
        """The session as the action wants it."""
        data = self.cleaned_data
        holdings = [pk for bank in self.here for pk in data[f"here-{bank.value}"]]
        return Held(
            data["begins"], data["ends"], data["place"], data["chair"], data["minute_taker"], data["opening"],
            tuple(holdings), tuple(filter(None, map(str.strip, data["guests"].splitlines()))),
            {item.pk: self._on(item) for item in self.items if data[f"{item.pk}-taken"]},
        )  # fmt: skip

    def _on(self, item: AgendaItem) -> OnItem:
        def said(name: str, empty: Any = "") -> Any:
            return self.cleaned_data.get(f"{item.pk}-{name}") or empty

        dissent = said("dissent").strip()
        return OnItem(
            tuple(self._slips(item)), said("question"), said("motion"), said("outcome"), said("text"), said("reason"),
            said("conflicts", ()), ((said("dissent_bank"), dissent),) if dissent else (), said("sent_back", ()),
            said("course"),
        )  # fmt: skip

    def _slips(self, item: AgendaItem) -> Iterator[Slip]:
        for bank in Bank:
            name = f"{item.pk}-votes-{bank.value}"
            if item.method == Method.CARRY:
                for key, _title in VOTES:
                    count = self.cleaned_data.get(f"{name}-{key}") or 0
                    yield from ((bank.value, {"vote": key}) for _n in range(count))
            else:
                yield from ((bank.value, given) for given in self.cleaned_data.get(name) or ())


def offered(item: AgendaItem) -> list[Option]:
    """What stood to the vote, in the order in which it is numbered on the page."""
    return [one for one in item.options.all() if not one.withdrawn]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def _holdings(seats: Iterator[Seated]) -> Iterator[tuple[int, str]]:
    for one in seats:
        for holding in filter(None, (one.member, one.deputy)):
            deputy = holding.part == holding.Part.DEPUTY
            label = _("%(seat)s: %(name)s (Stellvertretung)") if deputy else _("%(seat)s: %(name)s")
            yield holding.pk, label % {"seat": one.seat.on_behalf_of, "name": holding.name}


# What is put to the vote unless it says otherwise.
USUALLY: dict[AgendaItem.Kind, str] = {
    AgendaItem.Kind.NEED: Outcome.CARRIED, AgendaItem.Kind.ANSWER: Outcome.ACCEPTED,
    AgendaItem.Kind.EFFECT: Outcome.EFFECTIVE, AgendaItem.Kind.PAPER: Outcome.ADOPTED,
}  # fmt: skip


def _fields(item: AgendaItem) -> Iterator[tuple[str, forms.Field]]:
    yield "taken", forms.BooleanField(label=_("wurde beraten"), required=False)
    if item.method != Method.NONE and (item.method == Method.CARRY or offered(item)):
        yield (
            "question",
            forms.CharField(label=_("Frage"), max_length=300, required=False, initial=_question(item)),
        )
        yield from _votes(item)
    if item.is_list:
        yield "sent_back", Words(
            label=_("Zurück an die Sozialraumkonferenz"), longest=4000, rows=2, required=False,
            help_text=_("Je Zeile ein Bedarf mit dem Grund, etwa „B-17: Es fehlt, wo es sein soll.“"),
        )  # fmt: skip
    else:
        yield "outcome", forms.ChoiceField(label=_("Ergebnis"), choices=_outcomes(item), required=False)
        yield "text", Words(label=_("Beschluss"), longest=4000, rows=2, required=False)
        yield "reason", Words(label=_("Begründung"), longest=2000, rows=2, required=False)
    yield "conflicts", Words(
        label=_("Befangen"), longest=4000, rows=1, required=False,
        help_text=_("Je Zeile ein Name mit dem Grund, etwa „Erika Beispiel: Ihr gehört das Haus.“"),
    )  # fmt: skip
    banks = [("", _("nicht genannt")), *Bank.choices]
    yield (
        "dissent",
        Words(label=_("Abweichende Meinung, in ihren Worten"), longest=4000, rows=2, required=False),
    )
    yield (
        "dissent_bank",
        forms.ChoiceField(label=_("Von welcher Bank kam sie?"), choices=banks, required=False),
    )
    yield "course", Words(label=_("Verlauf"), longest=8000, rows=2, required=False)


def _question(item: AgendaItem) -> str:
    usual = USUALLY.get(AgendaItem.Kind(item.kind), "") if item.method == Method.CARRY else ""
    return usual_question(item, usual)


def _votes(item: AgendaItem) -> Iterator[tuple[str, forms.Field]]:
    if item.method == Method.CARRY:
        motions = [(one.value, one.label) for one in MOTIONS.get(item.kind, (Outcome.ADOPTED,))]
        yield "motion", forms.ChoiceField(label=_("Ein Ja heißt"), choices=motions, required=False)
    for bank in Bank:
        if item.method == Method.CARRY:
            for key, title in VOTES:
                label = _("%(bank)s: %(vote)s") % {"bank": bank.label, "vote": title}
                yield f"votes-{bank.value}-{key}", forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_VOTES, required=False,
                    widget=forms.NumberInput({"inputmode": "numeric", "class": "kern-form-input__input"}),
                )  # fmt: skip
        else:
            label = _("Stimmzettel: %(bank)s") % {"bank": bank.label}
            yield f"votes-{bank.value}", Words(label=label, longest=20_000, rows=2, required=False)


def _outcomes(item: AgendaItem) -> list[tuple[str, Any]]:
    """What the ballot came to, or what is stated of it; where there are no votes, it was agreed."""
    may = list(without_ballot(item))
    if item.method in (Method.CONSENSING, Method.DOTS) and item.need_id is None:
        may += [Outcome.CHOSEN, Outcome.REJECTED]
    may += {Method.FUND: [Outcome.FUNDED], Method.ELECTION: [Outcome.ELECTED]}.get(Method(item.method), [])
    return [("", _("wie abgestimmt")), *((one.value, one.label) for one in dict.fromkeys(may))]


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Name: reason, one a line."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, colon, reason = line.partition(":")
        if not (colon and name.strip() and reason.strip()):
            raise ValidationError(
                _("Bitte schreiben Sie „%(line)s“ mit einem Doppelpunkt und dem Grund.") % {"line": line}
            )
        found.append((name.strip(), reason.strip()))
    return tuple(found)


def _lines(item: AgendaItem, text: str) -> list[dict[str, Any]]:
    """Slips as they were typed: a line each, in the numbers of the options or one number for each of them."""
    options = [one.pk for one in offered(item)]
    return [_slip(item, options, line.strip()) for line in text.splitlines() if line.strip()]


def _slip(item: AgendaItem, options: list[int], line: str) -> dict[str, Any]:
    parts = [part for part in re.split(r"[\s,;]+", line) if part]
    wrong = ValidationError(_("Das lässt sich nicht lesen: „%(line)s“.") % {"line": line})
    if item.method in APPROVING:
        numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 5]
        if len(numbers) != len(parts) or any(number > len(options) for number in numbers):
            raise wrong
        return {"choice": [str(options[number - 1]) for number in numbers if number]}
    is_read = (part in "-–" or (part.isascii() and part.isdigit()) for part in parts)
    if len(parts) != len(options) or not all(is_read):
        raise wrong
    return {f"o-{pk}": part for pk, part in zip(options, parts, strict=True) if part not in "-–"}
