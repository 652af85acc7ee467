"""How long the stages of the way take and how many needs pass them: read from the journal, one statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.queries.telling import TELL_A_STATE
from sozialraum.planning.needs.states import END, State
from sozialraum.planning.reports.queries.keeping_back import Sum, kept_back

S = State
Steps = Sequence[tuple[date, str]]
Part = tuple[int, int]  # a year and its quarter, or 0 for all of it
WHOLE = 0


@dataclass(frozen=True)
class Length:
    """A stretch of the way whose length is told: from the first of some states to the first of others after it."""

    key: str
    title: Promise
    says: Promise
    begins: tuple[State, ...]
    ends: tuple[State, ...]


LENGTHS = (
    Length("to_answer", _("von der ersten Stimme bis zur Antwort"),
           _("Ab der Meldung, mit der der Bedarf begann, bis zur freigegebenen Stellungnahme."),
           (S.REGISTERED,), (S.ANSWERED,)),
    Length("check", _("formale Prüfung"), _("Ab der Meldung, bis der Bedarf in die Beratung kommt."),
           (S.REGISTERED,), (S.DELIBERATING,)),
    Length("deliberation", _("Beratung im Sozialraum"), _("Bis die Konferenz ihn trägt, nicht trägt oder löst."),
           (S.DELIBERATING,), (S.CARRIED, S.NOT_CARRIED, S.SOLVED_LOCALLY)),
    Length("bundling", _("bis zur Liste des Planungsraums"), _("Getragen, bis er auf der Liste steht."),
           (S.CARRIED,), (S.BUNDLED,)),
    Length("handing_over", _("bis zur Übergabe ans Fachamt"), _("Auf der Liste, bis er beim Amt liegt."),
           (S.BUNDLED,), (S.HANDED_OVER,)),
    Length("answer", _("beim Fachamt"), _("Ab der ersten Übergabe bis zur Stellungnahme."),
           (S.HANDED_OVER,), (S.ANSWERED,)),
    Length("negotiation", _("Aushandlung"), _("Bis zur Einigung oder bis der Dissens festgehalten ist."),
           (S.NEGOTIATING,), (S.AGREED, S.DISSENT)),
    Length("decision", _("bis zum Beschluss"), _("Ab der Vorlage bis zum Beschluss."),
           (S.UP_FOR_DECISION,), (S.DECIDED, S.REJECTED)),
    Length("implementation", _("Umsetzung"), _("Ab dem Beginn, bis die Maßnahme umgesetzt ist."),
           (S.IMPLEMENTING,), (S.IMPLEMENTED,)),
    Length("evaluation", _("Auswertung"), _("Umgesetzt, bis ausgewertet ist, was es bewirkt hat."),
           (S.IMPLEMENTED,), (S.EVALUATED,)),
)  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """Days: a quarter were as fast as q1, half as fast as the median, three quarters as q3. NaN without any."""

    cases: int
    q1: float
    median: float
    q3: float


def spread(days: Sequence[int]) -> Spread:
    """The quartiles of some lengths."""
    if not days:
        return Spread(0, np.nan, np.nan, np.nan)
    q1, middle, q3 = (float(one) for one in np.quantile(days, (0.25, 0.5, 0.75)))
    return Spread(len(days), q1, middle, q3)


@dataclass(frozen=True)
class Flow:
    """What came in and what came to an end, by quarter, and by year as its part 0; `hidden` is not told.

    Where one of the two is kept back the other one is as well: what is still under way would tell it.
    """

    quarters: tuple[Part, ...]  # without a gap
    came: Mapping[Part, int]
    ended: Mapping[Part, int]
    hidden: frozenset[Part]


@dataclass(frozen=True)
class Process:
    """All ways: the steps of each need in their order, with the days on which they were taken."""

    ways: Mapping[str, Steps]

    @property
    def years(self) -> tuple[int, ...]:
        """Years in which something was done, the first one first."""
        return tuple(sorted({day.year for steps in self.ways.values() for day, _state in steps}))

    def reached(self, *states: State) -> Counter[int]:
        """By year, how many needs reached one of some states for the first time."""
        return Counter(day.year for steps in self.ways.values() if (day := first(steps, states)))

    def days(self, length: Length, year: int = 0) -> list[int]:
        """How long it took, of all needs that came to its end in a year; 0 = in any."""
        return [days for ended, days in self._lasted[length.key] if year in (0, ended)]

    @cached_property
    def _lasted(self) -> Mapping[str, list[tuple[int, int]]]:
        """By length, of each need that came to its end: the year of that end, and the days."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for steps in self.ways.values():
            for length in LENGTHS:
                begins = first(steps, length.begins)
                ends = first(steps, length.ends, since=begins) if begins else None
                if begins and ends:
                    found[length.key].append((ends.year, (ends - begins).days))
        return found

    def flow(self) -> Flow:
        """How many came in and how many came to an end, by quarter and year."""
        came: Counter[Part] = Counter()
        ended: Counter[Part] = Counter()
        for steps in self.ways.values():
            came[quarter(steps[0][0])] += 1
            if steps[-1][1] in END:
                ended[quarter(steps[-1][0])] += 1
        every = sorted({*came, *ended})
        quarters = tuple(_through(every[0], every[-1])) if every else ()
        years = {year: tuple(one for one in quarters if one[0] == year) for year, _part in quarters}
        sums = [Sum((year, WHOLE), parts) for year, parts in years.items()]
        for counts in (came, ended):
            counts.update({(year, WHOLE): sum(counts[one] for one in parts) for year, parts in years.items()})
            counts.update(dict.fromkeys(quarters, 0))
        return Flow(quarters, came, ended, kept_back(came, sums) | kept_back(ended, sums))


def _through(begins: Part, ends: Part) -> Iterable[Part]:
    at = begins
    while at <= ends:
        yield at
        at = (at[0] + at[1] // 4, at[1] % 4 + 1)


def quarter(day: date) -> Part:
    """Year and quarter of a day."""
    return day.year, (day.month - 1) // 3 + 1


def first(steps: Steps, states: Sequence[State], since: date = date.min) -> date | None:
    """The day on which one of some states was reached first, from a day on."""
    return next((day for day, state in steps if state in states and day >= since), None)


def process() -> Process:
    """All steps of all needs."""
    lines = Entry.objects.filter(subject_kind="need", act__in=TELL_A_STATE).order_by("id")
    ways: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for key, at, state in lines.values_list("subject_key", "at", "details__to"):
        ways[key].append((timezone.localdate(at), str(state)))
    return Process(ways)
