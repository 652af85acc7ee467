"""What is filled in while negotiating: one small form for each act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import talks
from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions
from sozialraum.planning.answers.models import Move, Negotiation
from sozialraum.planning.answers.queries.negotiation import short, side_name
from sozialraum.planning.answers.states import PARTIES, Side
from sozialraum.planning.conferences.models import Ballot
from sozialraum.planning.conferences.states import BallotState, Method
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.forms.elsewhere import ElsewhereForm
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.forms import AmountField

AREA = {"rows": 6}


def _day(**values: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **values)


def _words(label: Any, length: int, **values: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(AREA), **values)


class Acting(forms.Form):
    """A form of one act; for whom it is done is asked only of somebody who speaks for more than one side.

    The words that lay there when it was opened go along, so that nobody confirms, declines or puts away others.
    """

    seen = forms.CharField(
        widget=forms.HiddenInput, max_length=4 * concluding.LONGEST, strip=False, required=False
    )

    def __init__(self, *args: Any, one: Negotiation, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one, self.sides = one, list(sides)
        self.fields["seen"].initial = talks.laid_down(one)
        self.prepare()
        if len(self.sides) > 1:
            choices = [(side.value, side_name(one, side)) for side in self.sides]
            asked = forms.ChoiceField(
                label=_("Für wen sprechen Sie?"), choices=choices, widget=forms.RadioSelect
            )
            self.fields = {"seite": asked, **self.fields}

    def prepare(self) -> None:
        """Put in what depends on the negotiation."""

    @property
    def side(self) -> str:
        """For whom it is done."""
        return str(self.cleaned_data.get("seite") or self.sides[0])

    def read_again(self, one: Negotiation) -> None:
        """After a refusal the page shows what lies there now: that is what has been read the next time."""
        self.data = self.data.copy()
        self.data["seen"] = talks.laid_down(one)

    def act(self, by: Account) -> str:
        """Do it; returns what to tell. Raises Refused."""
        raise NotImplementedError


class OfferForm(Acting):
    """An offer, with its conditions."""

    text = _words(gettext_lazy("Was bieten Sie an?"), negotiating.LONGEST_OFFER)
    conditions = _words(gettext_lazy("Unter welcher Bedingung?"), 2000, required=False)
    cost = AmountField(label=gettext_lazy("Was kostet es, in Euro?"), required=False)
    by_when = _day(label=gettext_lazy("Bis wann ist es getan?"), required=False)

    def act(self, by: Account) -> str:
        data = self.cleaned_data
        negotiating.offer(
            by=by, negotiation=self.one, side=self.side, text=data["text"], conditions=data["conditions"],
            cost=data["cost"], by_when=data["by_when"], seen=data["seen"],
        )  # fmt: skip
        return _("Ihr Angebot liegt auf dem Tisch.")


class PositionForm(Acting):
    """How a bank stands to an offer of the round that is open."""

    move = forms.ChoiceField(label=gettext_lazy("Zu welchem Angebot?"), widget=forms.RadioSelect)
    bank = forms.ChoiceField(
        label=gettext_lazy("Welche Bank?"), choices=Bank.choices, widget=forms.RadioSelect
    )
    resistance = forms.DecimalField(
        label=gettext_lazy("Widerstand"), min_value=Decimal(0), max_value=Decimal(10), max_digits=3, decimal_places=1,
        required=False, localize=True,
        help_text=gettext_lazy("0: nichts dagegen. 10: auf keinen Fall. Eine Stelle nach dem Komma ist möglich."),
    )  # fmt: skip
    text = _words(gettext_lazy("Haltung in Worten"), 2000, required=False)

    def prepare(self) -> None:
        found = sorted(
            talks.this_round(self.one).moves.all(), key=lambda one: (one.kind == Move.Kind.PASSIVE, one.pk)
        )
        self.moves = {str(one.pk): one for one in found}
        choices = []
        for key, one in self.moves.items():
            label = one.get_kind_display() if one.kind == Move.Kind.PASSIVE else short(one.text)
            choices.append((key, f"{side_name(self.one, one.side)}: {label}" if one.side else label))
        self.fields["move"].choices = choices

    def act(self, by: Account) -> str:
        data = self.cleaned_data
        tenths = None if data["resistance"] is None else int(data["resistance"] * 10)
        positions.take_position(
            by=by, move=self.moves[data["move"]], bank=data["bank"], resistance=tenths, text=data["text"]
        )
        return _("Die Haltung ist festgehalten.")


class BallotForm(Acting):
    """Which ballot of a session is taken over."""

    ballot = forms.ChoiceField(
        label=gettext_lazy("Welche Abstimmung?"), widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Übernommen wird der mittlere Widerstand jeder Bank. Vorschläge finden ihr Angebot am Titel."
        ),
    )  # fmt: skip

    def prepare(self) -> None:
        self.ballots = {str(one.pk): one for one in ballots_of(self.one)}
        self.fields["ballot"].choices = [
            (key, f"{one.item.session}: {one.item.title}, {one.question}")
            for key, one in self.ballots.items()
        ]

    def act(self, by: Account) -> str:
        ballot = self.ballots[self.cleaned_data["ballot"]]
        count = positions.take_over_ballot(by=by, negotiation=self.one, ballot=ballot)
        return _("Übernommen: %(n)d Haltungen.") % {"n": count}


def ballots_of(one: Negotiation) -> list[Ballot]:
    """Counted ballots by consensing on the need, the latest first."""
    found = Ballot.objects.filter(item__need=one.need_id, method=Method.CONSENSING, state=BallotState.CLOSED)
    return list(found.select_related("item__session__body").order_by("-closed", "-pk")[:20])


class RoundForm(Acting):
    """What came of the round."""

    outcome = _words(gettext_lazy("Was kam in dieser Runde heraus?"), 2000)

    def act(self, by: Account) -> str:
        made = negotiating.next_round(by=by, negotiation=self.one, outcome=self.cleaned_data["outcome"])
        return _("Die %(number)d. Runde läuft.") % {"number": made.number}


class WordingForm(Acting):
    """The wording of an agreement."""

    text = _words(
        gettext_lazy("Wortlaut der Einigung"), concluding.LONGEST,
        help_text=gettext_lazy("In einfachen Worten: wer was tut, bis wann, mit welchem Geld. Er wird veröffentlicht."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["text"].initial = self.one.agreement

    def act(self, by: Account) -> str:
        data = self.cleaned_data
        concluding.propose_agreement(
            by=by, negotiation=self.one, side=self.side, text=data["text"], seen=data["seen"]
        )
        return _("Der Wortlaut liegt vor. Er gilt, wenn beide Seiten ihn bestätigt haben.")


class ConfirmForm(Acting):
    """Nothing more than the wording that was read."""

    def act(self, by: Account) -> str:
        seen = self.cleaned_data["seen"]
        kept = concluding.confirm(by=by, negotiation=self.one, side=self.side, seen=seen)
        return (
            _("Vereinbart.") if kept.closed else _("Ihre Seite hat bestätigt. Am Zug ist jetzt die andere.")
        )


class ReasonForm(Acting):
    """One field of words, for acts that need no more."""

    label: Any = ""
    done: Any = ""
    length = 2000

    words = _words("", 2000)

    def prepare(self) -> None:
        self.fields["words"].label = self.label
        self.fields["words"].max_length = self.length

    def act(self, by: Account) -> str:
        self.take(by, self.cleaned_data["words"])
        return str(self.done)

    def take(self, by: Account, words: str) -> None:
        """The act itself."""
        raise NotImplementedError


class DeclineForm(ReasonForm):
    """Why not."""

    label = gettext_lazy("Warum stimmen Sie dem Wortlaut nicht zu?")
    done = gettext_lazy("Die andere Seite ist jetzt am Zug.")

    def take(self, by: Account, words: str) -> None:
        seen = self.cleaned_data["seen"]
        concluding.decline(by=by, negotiation=self.one, side=self.side, reason=words, seen=seen)


class DissentForm(ReasonForm):
    """What one's side sees otherwise."""

    label = gettext_lazy("Was sieht Ihre Seite anders? Bitte in eigenen Worten.")
    done = gettext_lazy("Die Sicht Ihrer Seite steht fest.")

    def take(self, by: Account, words: str) -> None:
        concluding.record_dissent(by=by, negotiation=self.one, side=self.side, words=words)


class SteeringForm(ReasonForm):
    """Where it is stuck."""

    label = gettext_lazy("Woran hängt es?")
    done = gettext_lazy("Die Steuerungsgruppe ist jetzt am Zug.")

    def prepare(self) -> None:
        super().prepare()
        self.sides = self.sides[:1]

    def take(self, by: Account, words: str) -> None:
        mediating.to_steering(by=by, negotiation=self.one, reason=words)


class StateDissentForm(ReasonForm):
    """Why no way is found."""

    label = gettext_lazy("Warum kommt keine Einigung zustande?")
    done = gettext_lazy("Der Dissens ist festgestellt, mit den letzten Worten beider Seiten.")

    def take(self, by: Account, words: str) -> None:
        mediating.state_dissent(by=by, negotiation=self.one, reason=words)


class DateForm(Acting):
    """Who moves again, and until when."""

    mover = forms.ChoiceField(label=gettext_lazy("Wer ist am Zug?"), widget=forms.RadioSelect)
    until = _day(label=gettext_lazy("Bis wann?"))
    reason = _words(gettext_lazy("Worum geht es bis dahin?"), 2000)

    def prepare(self) -> None:
        self.fields["mover"].choices = [(side.value, side_name(self.one, side)) for side in PARTIES]
        self.fields["until"].initial = clock.today() + timedelta(days=14)

    def act(self, by: Account) -> str:
        data = self.cleaned_data
        mediating.set_date(
            by=by, negotiation=self.one, side=data["mover"], until=data["until"], reason=data["reason"]
        )
        return _("Der Termin steht.")


FORMS: dict[str, Callable[..., Acting]] = {
    "angebot": OfferForm,
    "haltung": PositionForm,
    "abstimmung": BallotForm,
    "runde": RoundForm,
    "einigung": WordingForm,
    "bestaetigen": ConfirmForm,
    "ablehnen": DeclineForm,
    "dissens": DissentForm,
    "steuerung": SteeringForm,
    "termin": DateForm,
    "feststellen": StateDissentForm,
}


class RespondForm(ElsewhereForm):
    """What the conference says to an answer."""

    field_order = ("what", "said_on", "said_where", "text")

    ACCEPT, NEGOTIATE = "annehmen", "verhandeln"
    what = forms.ChoiceField(
        label=gettext_lazy("Was sagt die Konferenz dazu?"), widget=forms.RadioSelect,
        choices=(
            (ACCEPT, gettext_lazy("Sie nimmt die Stellungnahme an")),
            (NEGOTIATE, gettext_lazy("Sie möchte etwas anderes: Die Aushandlung beginnt")),
        ),
    )  # fmt: skip
    text = _words(
        gettext_lazy("Wortlaut oder Grund"), 4000, required=False,
        help_text=gettext_lazy(
            "Angenommen: leer, wenn die Stellungnahme gilt, wie sie ist. Ein anderer Wortlaut ist ein Vorschlag: "
            "Vereinbart ist er, wenn das Fachamt ihn bestätigt. Verhandelt: was der Konferenz fehlt."
        ),
    )  # fmt: skip
