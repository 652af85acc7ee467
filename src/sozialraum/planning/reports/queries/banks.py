"""Who takes part, by bank: voices, chairs and presence, votes, offers and positions; and what providers carry out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from sozialraum.charts import Chart
from sozialraum.planning.answers.models import Move, Position
from sozialraum.planning.answers.states import Side
from sozialraum.planning.conferences.models import Body, PaperSlip, Vote
from sozialraum.planning.conferences.queries import participation
from sozialraum.planning.conferences.queries.participation import Line
from sozialraum.planning.conferences.states import BallotState
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.models import Measure, YearCost
from sozialraum.planning.programme.states import MeasureState
from sozialraum.planning.reports.queries.columns import (
    BANK_OFFERS,
    BANK_POSITIONS,
    BANK_PROVIDERS,
    BANK_TABLE,
    BANK_VOICES,
)
from sozialraum.planning.reports.queries.drawings import bars
from sozialraum.planning.reports.queries.grid import (
    Grid,
    Overview,
    Row,
    kept_back_rule,
    percent,
)
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK, kept_back
from sozialraum.planning.reports.queries.keeping_back import Sum as SumOf

KEY = "baenke"
ALL, TOGETHER = 0, "all"
STRONG = 80  # tenths: a mean resistance of 8 and more


@dataclass(frozen=True)
class Voices:
    """Contributions by bank and year; `hidden` are not told."""

    counts: Mapping[tuple[str, int], int]
    hidden: frozenset[tuple[str, int]]
    years: tuple[int, ...]

    def told(self, bank: str, year: int) -> Any:
        """How many; KEPT_BACK where that is nobody's business."""
        return KEPT_BACK if (bank, year) in self.hidden else self.counts.get((bank, year), 0)

    def share(self, bank: str, year: int) -> Any:
        """In percent of all; kept back with the number."""
        if {(bank, year), (TOGETHER, year)} & self.hidden:
            return KEPT_BACK
        return percent(self.counts.get((bank, year), 0), self.counts.get((TOGETHER, year), 0))


def voices() -> Voices:
    """Contributions by bank in every year, one statement."""
    counts: dict[tuple[str, int], int] = defaultdict(int)
    standing = Contribution.objects.filter(withdrawn__isnull=True).order_by()
    for bank, year, n in standing.values_list("bank", "registered__year").annotate(n=Count("pk")):
        for who in (bank, TOGETHER):
            for when in (year, ALL):
                counts[who, when] += n
    years = sorted({year for _bank, year in counts} - {ALL})
    everybody = (*Bank.values, TOGETHER)
    for bank in everybody:
        for year in (*years, ALL):
            counts[bank, year] += 0
    sums = [SumOf((TOGETHER, year), tuple((bank, year) for bank in Bank.values)) for year in (*years, ALL)]
    if years:
        sums += [SumOf((bank, ALL), tuple((bank, year) for year in years)) for bank in everybody]
    return Voices(counts, kept_back(counts, sums), tuple(reversed(years)))


def page(year: int = ALL) -> Overview:
    """The page; a dozen statements however much there is. Raises NotPublishedError."""
    heard, table = voices(), participation.found(list(Body.objects.order_by("pk")), "alle", year=year)
    lines = table.whole.lines
    votes, provided = _votes(year), provider_rows(year)
    bank = _("Bank")
    grids = (
        Grid("meldungen", _("Meldungen"), bank, BANK_VOICES, voice_rows(heard, year)),
        Grid("tisch", _("Am Tisch"), bank, BANK_TABLE, tuple(_line(one, votes) for one in lines)),
        Grid("haltungen", _("Haltungen in Aushandlungen"), bank, BANK_POSITIONS, tuple(_positions(year))),
        Grid(
            "angebote", _("Angebote in Aushandlungen"), _("Wer anbietet"), BANK_OFFERS, tuple(_offers(year))
        ),
        Grid("traeger", _("Maßnahmen der Träger"), _("Träger"), BANK_PROVIDERS, provided),
    )
    return Overview(
        table.version,
        KEY,
        _("Wer beiträgt, Bank für Bank"),
        _(
            "Vier Bänke sitzen am Tisch: Politik, Verwaltung, Träger und Bewohnerschaft. Hier steht, was jede "
            "beiträgt und "
            "ob alle zu Wort kommen."
        ),
        tuple(sentences(heard, year, lines)),
        tuple(grid for grid in grids if grid.rows),
        tuple(_charts(lines)),
        heard.years,
        year,
        notes=(kept_back_rule(), (_("Sitze"), participation.rule())),
        is_empty=not heard.counts[TOGETHER, ALL] and not lines,
        teaches=_("Sobald jemand einen Bedarf meldet oder ein Gremium tagt, zählt diese Seite mit."),
    )


def voice_rows(heard: Voices, year: int) -> tuple[Row, ...]:
    """A row a bank, and all together."""
    named = [*((bank.value, str(bank.label)) for bank in Bank), (TOGETHER, _("alle Bänke"))]
    return tuple(
        Row(title, {"voices": heard.told(key, year), "share": heard.share(key, year)}, key=key)
        for key, title in named
    )


def _line(line: Line, votes: Mapping[str, int]) -> Row:
    told = {
        "chairs": line.chairs,
        "present": line.share,
        "speeches": line.speeches,
        "stands": line.positions,
        "votes": sum(votes.get(bank, 0) for bank in line.banks),
    }
    return Row(line.title, told, key=" ".join(line.banks))


def _votes(year: int) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for found in (Vote.objects.all(), PaperSlip.objects.filter(first__isnull=False)):
        given = found.filter(ballot__state=BallotState.CLOSED).order_by()
        given = given.filter(ballot__opened__year=year) if year else given
        for bank, n in given.values_list("bank").annotate(n=Count("pk")):
            counts[bank] += n
    return counts


def _positions(year: int) -> Iterable[Row]:
    made = Position.objects.order_by("pk")
    made = made.filter(made__year=year) if year else made
    found: dict[str, list[int | None]] = defaultdict(list)
    for bank, resistance in made.values_list("bank", "resistance"):
        found[bank].append(resistance)
    for bank in Bank:
        said = found.get(bank.value)
        if said:
            known = [one for one in said if one is not None]
            mean = sum(known) / len(known) / 10 if known else None
            told = {"positions": len(said), "resistance": mean, "strong": sum(one >= STRONG for one in known)}
            yield Row(str(bank.label), told, key=bank.value)


def _offers(year: int) -> Iterable[Row]:
    made = Move.objects.exclude(kind=Move.Kind.PASSIVE).order_by("pk")
    made = made.filter(made__year=year) if year else made
    found: dict[str, dict[str, Any]] = {}
    for side, conditions, cost in made.values_list("side", "conditions", "cost"):
        told = found.setdefault(side, {"offers": 0, "with_conditions": 0, "offered": Decimal(0)})
        told["offers"] += 1
        told["with_conditions"] += bool(conditions)
        told["offered"] += cost or Decimal(0)
    for side in Side:
        if side.value in found:
            yield Row(str(side.label), found[side.value], key=side.value)


# Every measure is counted in one of them: they add up to all.
BY_STATE = {
    MeasureState.PLANNED: "to_begin", MeasureState.RUNNING: "running", MeasureState.PAUSED: "paused",
    MeasureState.DONE: "ended", MeasureState.ABANDONED: "abandoned",
}  # fmt: skip


def provider_rows(year: int) -> tuple[Row, ...]:
    """A row a provider that carries something out; two statements."""
    costs = YearCost.objects.order_by().filter(**({"year": year} if year else {}))
    money = {
        pk: (planned, spent or Decimal(0))
        for pk, planned, spent in costs.values_list("measure_id").annotate(p=Sum("planned"), s=Sum("actual"))
    }
    found: dict[int, tuple[str, dict[str, Any]]] = {}
    for pk, provider, name, state, begins, ends, ended in (
        Measure.objects.filter(provider__isnull=False)
        .order_by("provider__name", "pk")
        .values_list("pk", "provider_id", "provider__name", "state", "begins", "ends", "ended")
    ):
        if year and not begins.year <= year <= (ended or ends).year and pk not in money:
            continue
        zero = {"measures": 0, "planned": Decimal(0), "spent": Decimal(0)} | dict.fromkeys(
            BY_STATE.values(), 0
        )
        told = found.setdefault(provider, (name, zero))[1]
        planned, spent = money.get(pk, (Decimal(0), Decimal(0)))
        told["measures"] += 1
        told[BY_STATE[MeasureState(state)]] += 1
        told["planned"] += planned
        told["spent"] += spent
    return tuple(Row(name, told, key=str(pk)) for pk, (name, told) in found.items())


def sentences(heard: Voices, year: int, lines: Sequence[Line]) -> Iterable[str]:
    """What is to be seen, in words."""
    residents, all_of_them = heard.share(Bank.RESIDENTS.value, year), heard.told(TOGETHER, year)
    if all_of_them is not KEPT_BACK and isinstance(residents, float):
        words = _(
            "%(share)d von 100 Meldungen kommen aus der Bewohnerschaft selbst, die anderen über die anderen Bänke."
        )
        yield words % {"share": round(residents)}
    known = [line for line in lines if line.share == line.share]
    if len(known) > 1:
        most, least = max(known, key=lambda one: one.share), min(known, key=lambda one: one.share)
        words = _(
            "Am Tisch ist am häufigsten vertreten: %(most)s (%(a)d von 100 Sitzen), am seltensten: %(least)s (%(b)d)."
        )
        yield words % {
            "most": most.title,
            "a": round(most.share),
            "least": least.title,
            "b": round(least.share),
        }


def _charts(lines: Sequence[Line]) -> Iterable[Chart]:
    known = [line for line in lines if line.share == line.share]
    if known:
        yield bars(
            _("Bank"),
            [line.title for line in known],
            [line.share for line in known],
            unit="percent",
            title=_("Vertretene Sitze je Bank"),
        )
