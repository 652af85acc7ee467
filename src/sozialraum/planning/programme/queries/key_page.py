"""What a key gives, as a page shows it: rows in an order, a sentence on who gains and loses, a chart, a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from sozialraum import charts, numbers
from sozialraum.charts import Chart
from sozialraum.planning.programme.models import Distribution
from sozialraum.planning.programme.queries.keys import Change, Share, changes
from sozialraum.planning.situation.queries.names import sort_key
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import euros, language

DRAWN = 6  # bars at each end
SORTS: dict[str, tuple[Promise, Callable[[Change], Any]]] = {
    "name": (pgettext_lazy("Reihenfolge", "nach Namen"), lambda one: sort_key(one.share.title)),
    "betrag": (gettext_lazy("größter Betrag zuerst"), lambda one: -one.share.amount),
    "je": (gettext_lazy("am meisten je Mensch zuerst"), lambda one: -(one.share.each or 0)),
    "gewinn": (gettext_lazy("wer am meisten gewinnt zuerst"), lambda one: -(one.more or 0)),
    "verlust": (gettext_lazy("wer am meisten verliert zuerst"), lambda one: one.more or 0),
}


@dataclass(frozen=True)
class Outcome:
    """What a key gives. against: the published key that it is held against, or None."""

    rows: list[Change]
    against: Distribution | None
    total: Decimal
    sort: str = "name"

    @property
    def assumed(self) -> list[str]:
        """Spaces whose need is unknown."""
        return [one.share.title for one in self.rows if one.share.assumed]

    @property
    def differs(self) -> bool:
        """Whether another sum is split than by the published key: then all gain or lose by that alone."""
        return self.against is not None and self.against.total != self.total

    @property
    def sums(self) -> tuple[Decimal, Decimal, Decimal]:
        """Of the three parts."""
        parts = [(one.share.base, one.share.inhabitants, one.share.need) for one in self.rows]
        return tuple(sum(column, Decimal(0)) for column in zip(*parts, strict=True))  # type: ignore[return-value]

    @property
    def sentence(self) -> str:
        """What is to be seen, in words."""
        if self.against is None:
            return _per_head(self.rows)
        known = [one for one in self.rows if one.more is not None]
        more, less = [one for one in known if one.more > 0], [one for one in known if one.more < 0]  # type: ignore[operator]
        if not more and not less:
            return _("Gegenüber „%(key)s“ ändert sich für niemanden etwas.") % {"key": self.against}
        gain = ngettext("Ein Raum bekommt mehr", "%(n)d Räume bekommen mehr", len(more)) % {"n": len(more)}
        loss = ngettext("einer weniger", "%(n)d weniger", len(less)) % {"n": len(less)}
        told = {"gain": gain, "loss": loss, "key": self.against}
        said = [_("%(gain)s als nach „%(key)s“, %(loss)s.") % told]
        if more:
            said.append(_("Am meisten gewinnt %(what)s.") % {"what": _moved(max(more, key=_more))})
        if less:
            said.append(_("Am meisten verliert %(what)s.") % {"what": _moved(min(less, key=_more))})
        return " ".join(said)

    @property
    def chart(self) -> Chart | None:
        """Who gains and loses most, else who gets most per person."""
        if self.against is not None and any(one.more for one in self.rows):
            ordered = sorted((one for one in self.rows if one.more is not None), key=_more, reverse=True)
            shown = ordered if len(ordered) <= 2 * DRAWN else [*ordered[:DRAWN], *ordered[-DRAWN:]]
            title = _("Wer am meisten gewinnt und verliert, in Euro")
            return _bars([(one.share.title, _more(one)) for one in shown], title, 0)
        ordered = sorted(
            (one for one in self.rows if one.share.each), key=lambda one: one.share.each or 0, reverse=True
        )
        if not ordered:
            return None
        shown = ordered if len(ordered) <= 2 * DRAWN else [*ordered[:DRAWN], *ordered[-DRAWN:]]
        title = _("Euro je Mensch: am meisten und am wenigsten")
        return _bars([(one.share.title, one.share.each or Decimal(0)) for one in shown], title, 2)


def outcome(shares: Sequence[Share], against: Distribution | None, sort: str) -> Outcome:
    """Rows in the order asked for."""
    sort = sort if sort in SORTS else "name"
    rows = sorted(changes(shares, against), key=SORTS[sort][1])
    return Outcome(rows, against, sum((one.amount for one in shares), Decimal(0)), sort)


def _more(one: Change) -> Decimal:
    return one.more or Decimal(0)


def _moved(one: Change) -> str:
    told = {"space": one.share.title, "sum": euros(abs(_more(one)))}
    if one.percent is None:
        return _("%(space)s: %(sum)s") % told
    percent = numbers.number(float(abs(one.percent)), 1, language())
    return _("%(space)s: %(sum)s, das sind %(percent)s Prozent") % (told | {"percent": percent})


def _per_head(rows: Sequence[Change]) -> str:
    known = [one.share for one in rows if one.share.each is not None]
    if not known:
        return ""
    most, least = (pick(known, key=lambda one: one.each or 0) for pick in (max, min))
    said = _("Am meisten je Mensch bekommt %(a)s (%(x)s), am wenigsten %(b)s (%(y)s).")
    return said % {
        "a": most.title, "x": euros(most.each or Decimal(0)), "b": least.title, "y": euros(least.each or Decimal(0))
    }  # fmt: skip


def _bars(rows: Sequence[tuple[str, Decimal]], title: str, decimals: int) -> Chart:
    """The only place where sums become floating-point numbers: lengths of bars."""
    return charts.bars(
        [label for label, _value in rows], [float(value) for _label, value in rows], title=title, unit="euro",
        decimals=decimals, language=language(),
    )  # fmt: skip


def table(of: Outcome, about: Sequence[tuple[str, str]]) -> Table:
    """To take along; sums in euros, exact."""
    rows = [
        [
            one.share.code, one.share.title, one.share.people, one.share.burden, _yes(one.share.assumed),
            one.share.base, one.share.inhabitants, one.share.need, one.share.amount, one.share.each,
            one.before, one.more, one.percent,
        ]
        for one in of.rows
    ]  # fmt: skip
    columns = [
        "code", "name", "inhabitants", "burden", "burden_assumed", "base_euro", "by_inhabitants_euro", "by_need_euro",
        "amount_euro", "euro_per_inhabitant", "published_euro", "difference_euro", "difference_percent",
    ]  # fmt: skip
    return Table(_("Verteilungsschlüssel"), columns, rows, list(about))


def _yes(value: bool) -> str:
    return "true" if value else "false"
