"""The figures of the process by year: gathered once for the page of key figures and for the yearly report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from sozialraum.planning.effects.models import Evaluation
from sozialraum.planning.journal import clock
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.late import late
from sozialraum.planning.needs.states import END, State
from sozialraum.planning.programme.models import Decision, Measure, YearCost
from sozialraum.planning.reports.queries import banks
from sozialraum.planning.reports.queries.grid import percent
from sozialraum.planning.reports.queries.keeping_back import FEWEST, KEPT_BACK
from sozialraum.planning.reports.queries.process import WHOLE, Flow, Part, Process, process
from sozialraum.planning.reports.queries.stages import STANDS, Stage
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.version import Version

MOST_YEARS = 5
GIVEN = (Message.State.SENT, Message.State.SHOWN)
RECEIPT = "registered"  # the letter that says that something arrived: no feedback yet
Years = Mapping[int, Any]


@dataclass(frozen=True)
class Figure:
    """One key figure: what it is, its unit, its value in each year."""

    key: str
    title: str
    says: str
    unit: str
    values: Years


@dataclass(frozen=True)
class Figures:
    """All of them, by heading, with the years that are compared."""

    version: Version
    years: tuple[int, ...]
    process: Process
    flow: tuple[Figure, ...]
    outcomes: tuple[Figure, ...]
    feedback: tuple[Figure, ...]
    money: tuple[Figure, ...]
    voices: banks.Voices
    now: Mapping[Stage, tuple[int, int]]  # open needs, of them overdue

    def value(self, key: str, year: int) -> Any:
        """A figure in a year; None where it is not known."""
        every = (*self.flow, *self.outcomes, *self.feedback, *self.money)
        return next(one.values.get(year) for one in every if one.key == key)


def figures() -> Figures:
    """Gather them: a dozen statements, however much there is. Raises NotPublishedError."""
    ways = process()
    voices = banks.voices()
    money, money_years = _money()
    years = tuple(sorted({*ways.years, *voices.years, *money_years, clock.today().year}))
    years = tuple(year for year in years if year <= clock.today().year)[-MOST_YEARS:]
    return Figures(
        current(),
        years,
        ways,
        tuple(_flow(ways, voices, years)),
        tuple(_outcomes(ways, years)),
        tuple(_feedback(voices, years)),
        money,
        voices,
        _now(),
    )


def _flow(ways: Process, voices: banks.Voices, years: Sequence[int]) -> Iterable[Figure]:
    told = {year: voices.told(banks.TOGETHER, year) for year in years}
    yield Figure("voices", _("Meldungen"), _("Meldungen des Jahres, ohne zurückgezogene."), "count", told)
    flow = ways.flow()
    yield Figure(
        "came_in",
        _("Bedarfe begonnen"),
        _("Jede Meldung beginnt einen Bedarf; gleiche werden später zusammengelegt."),
        "count",
        {year: _told(flow, flow.came, year) for year in years},
    )
    yield Figure(
        "came_out",
        _("Wege zu Ende"),
        _("Bedarfe, deren Weg in diesem Jahr endete und die seither niemand wieder aufgenommen hat."),
        "count",
        {year: _told(flow, flow.ended, year) for year in years},
    )
    until = {year: [one for one in flow.quarters if one[0] <= year] for year in years}
    stock = {year: sum(flow.came[one] - flow.ended[one] for one in until[year]) for year in years}
    yield Figure(
        "under_way",
        _("noch unterwegs am Jahresende"),
        _("Begonnen und nicht zu Ende; im laufenden Jahr: heute."),
        "count",
        {year: n if n >= FEWEST else KEPT_BACK for year, n in stock.items()},
    )


def _told(flow: Flow, counts: Mapping[Part, int], year: int) -> Any:
    return KEPT_BACK if (year, WHOLE) in flow.hidden else counts.get((year, WHOLE), 0)


def _each(counted: Mapping[int, int], years: Sequence[int]) -> Years:
    return {year: counted.get(year, 0) for year in years}


def _share(part: Mapping[int, int], other: Mapping[int, int], years: Sequence[int]) -> Years:
    return {year: percent(part.get(year, 0), part.get(year, 0) + other.get(year, 0)) for year in years}


def _outcomes(ways: Process, years: Sequence[int]) -> Iterable[Figure]:
    S = State
    carried, against = ways.reached(S.CARRIED, S.SOLVED_LOCALLY), ways.reached(S.NOT_CARRIED)
    yield Figure(
        "carried",
        _("von der Konferenz getragen"),
        _(
            "Anteil der getragenen oder vor Ort gelösten an allen, über die Sozialraumkonferenzen entschieden haben."
        ),
        "percent",
        _share(carried, against, years),
    )
    yield Figure(
        "answered",
        _("von Ämtern beantwortet"),
        _("Bedarfe, die in diesem Jahr zum ersten Mal beantwortet wurden."),
        "count",
        _each(ways.reached(S.ANSWERED), years),
    )
    yield Figure(
        "agreed",
        _("Aushandlungen mit Einigung"),
        _("Anteil der Einigungen an allen Aushandlungen, die in diesem Jahr endeten."),
        "percent",
        _share(ways.reached(S.AGREED), ways.reached(S.DISSENT), years),
    )
    yield Figure(
        "decided",
        _("beschlossen"),
        _("Anteil der beschlossenen an allen, über die beschlossen wurde."),
        "percent",
        _share(ways.reached(S.DECIDED), ways.reached(S.REJECTED), years),
    )
    yield Figure(
        "implemented",
        _("umgesetzt"),
        _("Bedarfe, deren Maßnahme in diesem Jahr fertig wurde."),
        "count",
        _each(ways.reached(S.IMPLEMENTED), years),
    )
    judged: Counter[int] = Counter()
    good: Counter[int] = Counter()
    for year, verdict, n in (
        Evaluation.objects.order_by().values_list("made__year", "verdict").annotate(n=Count("pk"))
    ):
        judged[year] += n
        good[year] += n if verdict != Evaluation.Verdict.NOT else 0
    yield Figure(
        "effective",
        _("wirksam oder teilweise wirksam"),
        _("Anteil an allen Auswertungen des Jahres."),
        "percent",
        {year: percent(good[year], judged[year]) for year in years},
    )


def _feedback(voices: banks.Voices, years: Sequence[int]) -> Iterable[Figure]:
    letters = Message.objects.filter(subject_kind="contribution").exclude(letter=RECEIPT)
    mine = letters.filter(subject_key=OuterRef("key"), state__in=GIVEN)
    standing = Contribution.objects.filter(withdrawn__isnull=True).annotate(key=Cast("pk", CharField()))
    counted = standing.annotate(told=Exists(mine)).order_by().values_list("registered__year", "told")
    heard: dict[int, Counter[bool]] = defaultdict(Counter)
    for year, told, n in counted.annotate(n=Count("pk")):
        heard[year][told] = n
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for year, state, n in letters.order_by().values_list("made__year", "state").annotate(n=Count("pk")):
        states[year][state] = n
    few = {year for year in years if voices.told(banks.TOGETHER, year) is KEPT_BACK}
    given = {year: sum(states[year][state] for state in GIVEN) for year in years}
    yield Figure(
        "with_feedback",
        _("Meldungen mit Rückmeldung"),
        _(
            "Anteil der Meldungen des Jahres, zu denen nach der Empfangsbestätigung mindestens eine "
            "Rückmeldung gegeben ist."
        ),
        "percent",
        {y: percent(heard[y][True], sum(heard[y].values())) if y not in few else KEPT_BACK for y in years},
    )
    yield Figure(
        "letters",
        _("Rückmeldungen gegeben"),
        _("Verschickt, oder mit dem Meldecode zu lesen; ohne Empfangsbestätigungen."),
        "count",
        given,
    )
    yield Figure(
        "letters_due",
        _("Rückmeldungen geschuldet"),
        _(
            "In diesem Jahr geschrieben und noch nicht gegeben: Sie werden gelesen, warten auf den Versand "
            "oder kamen nicht an."
        ),
        "count",
        {y: sum(states[y].values()) - given[y] for y in years},
    )


def _money() -> tuple[tuple[Figure, ...], set[int]]:
    decided: dict[int, Decimal] = defaultdict(Decimal)
    costs = Decision.objects.filter(outcome=Decision.Outcome.DECIDED).order_by()
    for year, total in costs.values_list("on__year").annotate(total=Sum("paper__cost")):
        decided[year] = total or Decimal(0)
    planned: dict[int, Decimal] = defaultdict(Decimal)
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for year, plan, actual in (
        YearCost.objects.filter(measure__in=Measure.objects.all())
        .order_by()
        .values_list("year")
        .annotate(p=Sum("planned"), a=Sum("actual"))
    ):
        planned[year], spent[year] = plan, actual or Decimal(0)
    made = (
        Figure(
            "money_decided",
            _("Geld beschlossen"),
            _("Kosten in den Vorlagen, die in diesem Jahr beschlossen wurden."),
            "euros",
            decided,
        ),
        Figure(
            "money_planned",
            _("Geld geplant"),
            _("Was Maßnahmen in diesem Jahr kosten sollen."),
            "euros",
            planned,
        ),
        Figure(
            "money_spent",
            _("Geld ausgegeben"),
            _("Was Maßnahmen in diesem Jahr gekostet haben, soweit gemeldet."),
            "euros",
            spent,
        ),
    )
    return made, {*decided, *planned}


def _now() -> Mapping[Stage, tuple[int, int]]:
    found: dict[Stage, tuple[int, int]] = dict.fromkeys(Stage, (0, 0))
    open_needs = Need.objects.exclude(state__in=sorted(END)).order_by()
    counted = open_needs.values_list("state").annotate(n=Count("pk"), late=Count("pk", filter=late()))
    for state, n, overdue in counted:
        before = found[STANDS[state]]
        found[STANDS[state]] = (before[0] + n, before[1] + overdue)
    return found
