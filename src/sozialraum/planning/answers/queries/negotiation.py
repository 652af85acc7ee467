"""One negotiation as everybody may read it: rounds, offers side by side, how the banks stand, what can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum import charts, numbers
from sozialraum.charts import Chart
from sozialraum.planning.answers import talks
from sozialraum.planning.answers.models import Move, Negotiation, Position, Round
from sozialraum.planning.answers.queries.negotiations import is_overdue
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.words import euros, language

N = NegotiationState
LABEL = 60  # letters of an offer in a table
NEXT: dict[str, Promise] = {
    N.OPEN: gettext_lazy(
        "Wer am Zug ist, macht ein Angebot, schlägt einen Wortlaut für die Einigung vor oder schreibt auf, "
        "was die eigene Seite anders sieht."
    ),
    N.AGREEING: gettext_lazy(
        "Bestätigen beide Seiten den Wortlaut, ist er vereinbart. Stimmt eine nicht zu, geht die Aushandlung weiter."
    ),
    N.PARTING: gettext_lazy(
        "Schreibt auch die andere Seite ihre Sicht auf, steht der Dissens fest. Ein neues Angebot ist noch möglich."
    ),
    N.MEDIATING: gettext_lazy(
        "Die Steuerungsgruppe macht einen Vorschlag, setzt einen neuen Termin oder stellt den Dissens fest."
    ),
    N.AGREED: gettext_lazy("Der Wortlaut geht in die Vorlage für den Beschluss."),
    N.DISSENT: gettext_lazy("Beide Sichten gehen in die Vorlage für den Beschluss."),
}


@dataclass(frozen=True)
class Offer:
    """What lies on the table: who made it, what it costs, how the banks stand to it."""

    move: Move
    title: str
    side: str
    cost: str
    resistance: tuple[tuple[str, str], ...]  # title of the bank, 0 to 10 as text or a dash
    words: tuple[tuple[str, str], ...]
    mean: str

    @property
    def is_passive(self) -> bool:
        return self.move.kind == Move.Kind.PASSIVE


@dataclass(frozen=True)
class OfRound:
    """One round, its offers in the order in which they were made; the passive option last."""

    round: Round
    offers: tuple[Offer, ...]
    has_positions: bool
    chart: Chart | None


@dataclass(frozen=True)
class Page:
    """Everything on the page of a negotiation."""

    rounds: tuple[OfRound, ...]
    banks: tuple[str, ...]
    opened_because: str
    mover: str
    is_overdue: bool
    next: Promise


def page(one: Negotiation) -> Page:
    """Gather it; as many statements for one round as for ten. one: with need and department."""
    positions = Prefetch("moves__positions", Position.objects.all())
    rounds = list(one.rounds.prefetch_related("moves", positions).order_by("number"))
    return Page(
        tuple(_round(one, each) for each in reversed(rounds)),
        tuple(str(bank.label) for bank in Bank), talks.why_opened(one),
        side_name(one, one.mover), is_overdue(one), NEXT[one.state],
    )  # fmt: skip


def side_name(one: Negotiation, side: str) -> str:
    """A side by its name: the department by its own."""
    if side == Side.DEPARTMENT:
        return one.department.name
    return str(Side(side).label) if side else ""


def mover_of(need: Need) -> tuple[str, date | None] | None:
    """Who has the move in what is negotiated on a need, and until when; one statement."""
    found = Negotiation.objects.filter(need=need, closed__isnull=True).select_related("department").first()
    return (side_name(found, found.mover), found.until) if found else None


def _round(one: Negotiation, each: Round) -> OfRound:
    moves = sorted(each.moves.all(), key=lambda move: (move.kind == Move.Kind.PASSIVE, move.pk))
    offers = tuple(_offer(one, move, number) for number, move in enumerate(moves, 1))
    has = any(move.positions.all() for move in moves)
    measured = [(offer, mean) for offer in offers if (mean := _mean(offer.move)) is not None]
    return OfRound(each, offers, has, _chart(measured) if measured else None)


def _offer(one: Negotiation, move: Move, number: int) -> Offer:
    by_bank = {position.bank: position for position in move.positions.all()}
    resistance = tuple(
        (str(bank.label), tenths(by_bank[bank].resistance) if bank in by_bank else "–") for bank in Bank
    )
    words = tuple(
        (str(bank.label), by_bank[bank].text) for bank in Bank if bank in by_bank and by_bank[bank].text
    )
    mean = _mean(move)
    kind = _("Passivlösung") if move.kind == Move.Kind.PASSIVE else str(move.get_kind_display())
    title = kind if move.kind == Move.Kind.PASSIVE else f"{number}. {kind}"
    return Offer(
        move, title, side_name(one, move.side), euros(move.cost), resistance, words,
        tenths(mean),
    )  # fmt: skip


def _mean(move: Move) -> float | None:
    """Tenths, each bank weighing the same."""
    known = [one.resistance for one in move.positions.all() if one.resistance is not None]
    return sum(known) / len(known) if known else None


def _chart(measured: Sequence[tuple[Offer, float]]) -> Chart:
    labels = [f"{offer.title}, {offer.side}" if offer.side else offer.title for offer, _mean_of in measured]
    values = [mean / 10 for _offer_of, mean in measured]
    return charts.bars(
        labels, values, title=_("Mittlerer Widerstand, 0 bis 10"), unit="", decimals=1, language=language(),
        highlight=values.index(min(values)),
    )  # fmt: skip


def tenths(value: float | None) -> str:
    """Resistance as it is read: 3,4; a dash where there is none."""
    return "–" if value is None else numbers.number(value / 10, 1, language())


def short(text: str) -> str:
    """The beginning of an offer."""
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"
