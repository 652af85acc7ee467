"""What a need is to cost, as its answer, its offers, its paper, its decision and its measures said: from the journal.

Each sum stands beside the one before, so that everybody sees where it changed, and by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum.planning.answers.states import Side
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.statistics.words import euros

OFFERED = {
    Side.CONFERENCE.value: lambda: _("Angebot der Konferenz"),
    Side.DEPARTMENT.value: lambda: _("Angebot des Fachamts"),
    Side.STEERING.value: lambda: _("Vorschlag der Steuerungsgruppe"),
}
NO_BREAK = "\u00a0"
_BEGUN, _FINISHED = "programme.measure_begun", "programme.measure_finished"
_ABANDONED, _REPORTED = "programme.measure_abandoned", "programme.costs_reported"
_OF_MEASURES = (_BEGUN, _FINISHED, _ABANDONED, _REPORTED)
Costs = dict[Any, dict[str, Decimal]]  # by measure and year


@dataclass(frozen=True)
class Sum:
    """What was said: when, by whom or in what, how much (None: no sum was named), how much more than before."""

    at: datetime
    what: str
    who: str
    amount: Decimal | None
    is_offer: bool = False
    more: Decimal | None = None  # than the last sum that was named; None where there was none before

    @property
    def shown(self) -> str:
        return _euros(self.amount) if self.amount is not None else _("keine Summe genannt")

    @property
    def change(self) -> str:
        """In words."""
        if self.more is None:
            return ""
        if not self.more:
            return _("gleich geblieben")
        words = _("%(sum)s mehr") if self.more > 0 else _("%(sum)s weniger")
        return words % {"sum": _euros(abs(self.more))}


@dataclass(frozen=True)
class Sums:
    """All of them in their order, and what is to be seen in a sentence."""

    rows: tuple[Sum, ...]
    sentence: str


def sums_told(lines: Iterable[Entry]) -> Sums | None:
    """From the lines on a need, the oldest first; None where fewer than two of them speak of money."""
    rows: list[Sum] = []
    last: Decimal | None = None
    for one in _said(lines):
        more = one.amount - last if one.amount is not None and last is not None else None
        if one.is_offer and more == 0:
            continue  # the other side said yes to the sum
        rows.append(replace(one, more=more))
        last = one.amount if one.amount is not None else last
    named = [one for one in rows if one.amount is not None]
    return Sums(tuple(rows), _sentence(named)) if named and len(rows) > 1 else None


def _sentence(named: list[Sum]) -> str:
    first, last = named[0], named[-1]
    if all(one.amount == first.amount for one in named):
        return _("Die Summe ist auf dem ganzen Weg gleich geblieben: %(sum)s.") % {"sum": first.shown}
    words = _("Zuerst hieß es %(first)s (%(what)s), jetzt sind es %(last)s (%(now)s).")
    return words % {"first": first.shown, "what": first.what, "last": last.shown, "now": last.what}


def _said(lines: Iterable[Entry]) -> Iterator[Sum]:
    """What single lines say; the plans of several measures are added up, and what they cost at the end."""
    plans: Costs = {}
    spent: Costs = {}
    done: datetime | None = None
    for line in lines:
        if line.act in _TELL:
            yield from _TELL[line.act](line)
        elif line.act in _OF_MEASURES:
            before = _total(plans)
            _follow(line, plans, spent)
            if plans and (_total(plans) != before or line.act == _BEGUN):
                yield Sum(
                    line.at, _("Plan der Maßnahme"), str(line.details.get("responsible", "")), _total(plans)
                )
            done = line.at if line.act == _FINISHED or done else None
    if done and _total(spent):
        yield Sum(done, _("tatsächlich ausgegeben"), "", _total(spent))


def _follow(line: Entry, plans: Costs, spent: Costs) -> None:
    """One line more on a measure."""
    key, details = line.details.get("measure"), line.details
    if line.act == _BEGUN:
        plans[key] = {
            year: amount
            for year, one in details.get("costs", {}).items()
            if (amount := _amount(one)) is not None
        }
    elif line.act == _ABANDONED:
        plans.pop(key, None)
    elif line.act == _REPORTED:
        _report(details, plans.setdefault(key, {}), spent.setdefault(key, {}))


def _report(details: Mapping[str, Any], planned: dict[str, Decimal], spent: dict[str, Decimal]) -> None:
    year = str(details.get("year", ""))
    for kept, key in ((planned, "planned"), (spent, "actual")):
        amount = _amount(details.get(key))
        if amount is not None:
            kept[year] = amount


def _answer(line: Entry) -> Iterator[Sum]:
    who = str(line.details.get("department", ""))
    yield Sum(
        line.at, pgettext("wo eine Summe steht", "Stellungnahme"), who, _amount(line.details.get("cost"))
    )


def _offer(line: Entry) -> Iterator[Sum]:
    what, amount = OFFERED.get(str(line.details.get("side"))), _amount(line.details.get("cost"))
    if what and amount is not None:
        yield Sum(line.at, what(), "", amount, is_offer=True)


def _paper(line: Entry) -> Iterator[Sum]:
    amount = _amount(line.details.get("cost"))
    if amount is not None and not line.details.get("again"):
        yield Sum(
            line.at,
            pgettext("wo eine Summe steht", "Beschlussvorlage"),
            str(line.details.get("paper_number", "")),
            amount,
        )


def _decision(line: Entry) -> Iterator[Sum]:
    amount = _amount(line.details.get("cost"))
    if amount is not None and line.details.get("outcome") == "decided":
        yield Sum(
            line.at, pgettext("wo eine Summe steht", "Beschluss"), str(line.details.get("body", "")), amount
        )


_TELL: Mapping[str, Callable[[Entry], Iterator[Sum]]] = {
    "answers.released": _answer, "answers.offered": _offer,
    "programme.paper_submitted": _paper, "programme.decision_recorded": _decision,
}  # fmt: skip


def _total(by_measure: Mapping[Any, Mapping[str, Decimal]]) -> Decimal:
    return sum((amount for years in by_measure.values() for amount in years.values()), Decimal(0))


def _amount(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text)) if text not in (None, "") else None
    except ArithmeticError:
        return None


def _euros(amount: Decimal) -> str:
    return euros(amount).replace(" ", NO_BREAK)
