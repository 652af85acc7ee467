"""What is asked to set up a body, to give it rules, to make seats and to fill them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.conferences.queries import people
from sozialraum.planning.conferences.queries.places import PLACES, Place, all_places, name_for
from sozialraum.planning.conferences.states import Majority
from sozialraum.planning.journal import clock
from sozialraum.planning.people.forms import Day
from sozialraum.planning.people.queries import organisations
from sozialraum.planning.people.roles import Bank, ScopeKind

MOST_SEATS = 12
FIRST_DAY_AFTER = gettext_lazy("Der erste Tag, an dem es nicht mehr gilt. Leer: bis auf Weiteres.")
SEATS_HINT = gettext_lazy("Auf jeder der vier Bänke. Sie benennen und besetzen sie danach; 0 legt keine an.")


def seats_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Sitze je Bank"),
        min_value=0,
        max_value=MOST_SEATS,
        initial=2,
        help_text=SEATS_HINT,
    )


class BodyForm(forms.Form):
    """Which kind of body, where, from when until when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Art"), choices=Body.Kind.choices, widget=forms.RadioSelect,
        initial=Body.Kind.SOCIAL_SPACE_CONFERENCE,
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("Zuständig für"))
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, required=False,
        help_text=gettext_lazy("Leer: aus Art und Ort, etwa „Sozialraumkonferenz Nordstadt“."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("Wozu es da ist"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("In ein, zwei Sätzen, für alle zu lesen."),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("Ab"), widget=Day())
    until = forms.DateField(
        label=gettext_lazy("Bis"), widget=Day(), required=False,
        help_text=gettext_lazy("Nur wenn es auf Zeit ist: der erste Tag, an dem es das Gremium nicht mehr gibt."),
    )  # fmt: skip
    seats_per_bank = seats_field()

    def __init__(self, *arguments: Any, may_at: Callable[[Place], bool], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.places = {one.key: one for one in all_places() if may_at(one)}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, one in self.places.items():
            groups.setdefault(str(ScopeKind(one.scope.kind).label), []).append((key, one.name))
        self.fields["place"].choices = [("", _("Bitte wählen")), *groups.items()]
        self.fields["since"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, place = data.get("kind"), self.places.get(data.get("place", ""))
        wanted = PLACES.get(kind) if kind else None
        if place and wanted and place.scope.kind != wanted:
            said = _("Eine %(kind)s gibt es nur für einen %(place)s. Bitte wählen Sie einen.")
            self.add_error("place", said % {"kind": Body.Kind(kind).label, "place": ScopeKind(wanted).label})
        elif place and kind and not data.get("name", "").strip():
            data["name"] = name_for(kind, place)
        if data.get("since") and data.get("until") and data["until"] <= data["since"]:
            self.add_error("until", _("Das Ende liegt nicht nach dem Anfang."))
        return data


class AreaForm(forms.Form):
    """All conferences of a planning area at once."""

    seats_per_bank = seats_field()
    since = forms.DateField(label=gettext_lazy("Ab"), widget=Day())

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["since"].initial = clock.today


class RulesForm(forms.Form):
    """The rules of a body, each with what it means."""

    purpose = forms.CharField(
        label=gettext_lazy("Wozu es da ist"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    quorum_percent = forms.IntegerField(
        label=gettext_lazy("Beschlussfähig ab (Prozent der Stimmen)"), min_value=0, max_value=100,
        help_text=gettext_lazy("Gezählt werden besetzte Sitze mit Stimme. 0: immer beschlussfähig."),
    )  # fmt: skip
    quorum_per_bank = forms.IntegerField(
        label=gettext_lazy("und von jeder Bank mindestens"), min_value=0, max_value=MOST_SEATS,
        help_text=gettext_lazy("So viele Menschen mit Stimme. 0: keine Bedingung."),
    )  # fmt: skip
    majority = forms.ChoiceField(
        label=gettext_lazy("Mehrheit"), choices=Majority.choices, widget=forms.RadioSelect
    )
    banks_equal = forms.BooleanField(
        label=gettext_lazy("Jede Bank wiegt gleich viel"), required=False,
        help_text=gettext_lazy("So gewinnt nicht die Bank mit den meisten Stühlen. Sonst zählt jede Stimme gleich."),
    )  # fmt: skip
    secret = forms.BooleanField(
        label=gettext_lazy("Abstimmungen sind geheim"), required=False,
        help_text=gettext_lazy("Für einzelne Punkte lässt es sich anders festlegen."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=gettext_lazy("Sitzungen sind öffentlich"), required=False,
        help_text=gettext_lazy("Alle können kommen und zuhören."),
    )  # fmt: skip
    invitation_days = forms.IntegerField(
        label=gettext_lazy("Einladung mindestens (Tage vorher)"), min_value=0, max_value=90
    )
    silence_days = forms.IntegerField(
        label=gettext_lazy("Protokoll gilt als genehmigt nach (Tagen ohne Einwand)"), min_value=0, max_value=90,
        help_text=gettext_lazy("0: Die nächste Sitzung genehmigt es."),
    )  # fmt: skip
    gains_after = forms.IntegerField(
        label=gettext_lazy("Stimmrecht ab der wievielten Teilnahme"), min_value=1, max_value=12,
        help_text=gettext_lazy("1: von Anfang an. Eine Stellvertretung zählt als Teilnahme."),
    )  # fmt: skip
    rests_after = forms.IntegerField(
        label=gettext_lazy("Stimmrecht ruht nach Fehlen in Folge"), min_value=0, max_value=12,
        help_text=gettext_lazy("So viele Sitzungen nacheinander. 0: nie."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Warum sich etwas ändert"), max_length=300, required=False,
        help_text=gettext_lazy("Steht im Vorgangsjournal."),
    )  # fmt: skip


class EndForm(forms.Form):
    """From which day on something is no more, and why."""

    on = forms.DateField(
        label=gettext_lazy("Ab wann nicht mehr"), widget=Day(),
        help_text=gettext_lazy("Der erste Tag, an dem es nicht mehr gilt."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=300)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].initial = clock.today


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=gettext_lazy("Grund"), max_length=300)


class SeatForm(forms.Form):
    """A chair at the table."""

    bank = forms.ChoiceField(label=gettext_lazy("Bank"), choices=Bank.choices, widget=forms.RadioSelect)
    on_behalf_of = forms.CharField(
        label=gettext_lazy("Für wen"), max_length=200,
        help_text=gettext_lazy("Eine Fraktion, ein Amt, ein Verein, „Eltern der Grundschule“. Das lesen alle."),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=None, required=False, empty_label=gettext_lazy("keine")
    )
    voting = forms.BooleanField(label=gettext_lazy("stimmberechtigt"), required=False, initial=True)
    since = forms.DateField(label=gettext_lazy("Ab"), widget=Day())
    until = forms.DateField(
        label=gettext_lazy("Bis"), widget=Day(), required=False, help_text=FIRST_DAY_AFTER
    )

    def __init__(self, *arguments: Any, seat: Seat | None = None, **options: Any) -> None:
        if seat is not None:
            keys = ("on_behalf_of", "organisation", "voting")
            options["initial"] = {key: getattr(seat, key) for key in keys}
        super().__init__(*arguments, **options)
        self.fields["organisation"].queryset = organisations().filter(is_closed=False)
        if seat is None:
            self.fields["since"].initial = clock.today
            return
        for name in ("bank", "since", "until"):
            del self.fields[name]
        self.fields["reason"] = forms.CharField(
            label=_("Grund"),
            max_length=300,
            required=False,
            help_text=_("Nötig, wenn sich das Stimmrecht ändert."),
        )


class SeatingForm(forms.Form):
    """Who is to hold a seat, for which term."""

    part = forms.ChoiceField(
        label=gettext_lazy("Als"), choices=Holding.Part.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"), required=False,
        help_text=gettext_lazy(
            "Für Einladungen; verschlüsselt, bis die Amtszeit endet. Gehört sie zu einem Konto, steht der Sitz auch "
            "auf dessen Schreibtisch."
        ),
    )  # fmt: skip
    name_is_public = forms.BooleanField(
        label=gettext_lazy("Der Name darf öffentlich stehen"), required=False,
        help_text=gettext_lazy("Nur mit Erlaubnis der Person. Sonst steht dort: besetzt, Name nicht öffentlich."),
    )  # fmt: skip
    appointed_by = forms.CharField(
        label=gettext_lazy("Berufen durch"), max_length=200, required=False,
        help_text=gettext_lazy("Wahl, Fraktion, Amt, Vorstand …"),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("Ab"), widget=Day())
    until = forms.DateField(
        label=gettext_lazy("Bis"), widget=Day(), required=False, help_text=FIRST_DAY_AFTER
    )

    def __init__(self, *arguments: Any, seat: Seat, number: str = "", **options: Any) -> None:
        self.account = people.by_number(number)
        # Nobody is replaced by a click too fast: where somebody sits, it is asked whether as deputy or as successor.
        is_taken = seat.holdings.filter(part=Holding.Part.MEMBER, during__contains=clock.today()).exists()
        options["initial"] = {
            "part": "" if is_taken else Holding.Part.MEMBER, "since": max(clock.today(), seat.during.lower),
            "name": self.account.name if self.account else "",
        } | options.get("initial", {})  # fmt: skip
        super().__init__(*arguments, **options)
        if self.account is not None:
            del self.fields["email"]

    @property
    def values(self) -> dict[str, Any]:
        """For the action: an address that belongs to an account stands for it."""
        data = dict(self.cleaned_data)
        account = self.account or people.by_email(data.get("email", ""))
        return data | {"account": account, "email": "" if account else data.get("email", "")}


class HoldingForm(forms.Form):
    """What is said of somebody who holds a seat."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    name_is_public = forms.BooleanField(label=gettext_lazy("Der Name darf öffentlich stehen"), required=False)
    appointed_by = forms.CharField(label=gettext_lazy("Berufen durch"), max_length=200, required=False)

    def __init__(self, *arguments: Any, holding: Holding, **options: Any) -> None:
        keys = ("name", "name_is_public", "appointed_by")
        options["initial"] = {key: getattr(holding, key) for key in keys}
        super().__init__(*arguments, **options)
