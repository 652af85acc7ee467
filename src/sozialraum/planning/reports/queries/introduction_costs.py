"""What the introduction costs by year and kind, planned beside spent; and a proposal by a rule that can be read.

The proposal is arithmetic on assumptions and on nothing measured: full posts for each planning area, sessions a year
times what a session takes. Whoever takes it over sees each assumption, may change it before, and each position after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.journal import clock
from sozialraum.planning.reports.models import CENT, CostItem, CostSpent
from sozialraum.planning.statistics.files import Table

ZERO = Decimal(0)
Kind, Unit = CostItem.Kind, CostItem.Unit


class Size(NamedTuple):
    """How big the model is in a city: what the proposal counts."""

    planning_areas: int
    social_spaces: int


@dataclass(frozen=True)
class Assumptions:
    """What the proposal assumes. Prices are rough and by nobody measured: a city puts in its own."""

    first_year: int
    years: int = 3
    posts_per_area: Decimal = Decimal("1.00")  # managers
    posts_city: Decimal = Decimal("1.00")  # social planning, for the whole city
    price_post: Decimal = Decimal("78000.00")  # a year, with the employer's costs and the place to work
    sessions_space: int = 2  # of each Sozialraumkonferenz a year
    sessions_area: int = 2  # of each Planungsraumkonferenz a year
    sessions_city: int = 4  # of the steering group a year
    price_moderation: Decimal = Decimal(
        "400.00"
    )  # a session of a Sozialraumkonferenz, by somebody from outside
    residents: int = 4  # who get an allowance for a session
    price_allowance: Decimal = Decimal("25.00")
    price_room: Decimal = Decimal("120.00")  # a session: room, drinks, child care
    price_translation: Decimal = Decimal("80.00")  # a session of a Sozialraumkonferenz
    price_software: Decimal = Decimal("6000.00")  # a year: server, mail, backup, care
    trained: int = 6  # people for each planning area
    price_training: Decimal = Decimal("250.00")

    def plain(self) -> dict[str, Any]:
        """As plain values for the journal."""
        return {
            key: str(value) if isinstance(value, Decimal) else value for key, value in asdict(self).items()
        }

    def sessions(self, size: Size) -> int:
        """Sessions of all bodies in a year."""
        return (
            self.sessions_space * size.social_spaces
            + self.sessions_area * size.planning_areas
            + self.sessions_city
        )


@dataclass(frozen=True)
class Proposed:
    """A position as it would be planned; `because` says how it was reckoned, in German, since it is kept."""

    key: str
    kind: str
    title: str
    quantity: Decimal
    unit: str
    price: Decimal
    year: int
    last_year: int | None
    because: str

    @property
    def amount(self) -> Decimal:
        """A year."""
        return (self.quantity * self.price).quantize(CENT, ROUND_HALF_UP)

    def values(self) -> dict[str, Any]:
        """What `plan_cost` takes."""
        names = ("kind", "title", "quantity", "unit", "price", "year", "last_year")
        return {name: getattr(self, name) for name in names}


def proposal(size: Size, of: Assumptions) -> list[Proposed]:
    """Positions by the rule; those of which there would be none are left out."""
    with override("de"):
        found = [*_posts(size, of), *_sessions(size, of), *_rest(size, of)]
    return [one for one in found if one.quantity > 0 and one.price > 0]


def _posts(size: Size, of: Assumptions) -> list[Proposed]:
    areas = _("volle Stellen je Planungsraum: %(n)s, Planungsräume: %(areas)d") % {
        "n": _number(of.posts_per_area), "areas": size.planning_areas
    }  # fmt: skip
    city = _("volle Stellen für die ganze Stadt: %(n)s") % {"n": _number(of.posts_city)}
    managers = of.posts_per_area * size.planning_areas
    return [
        _yearly(
            of, "managers", Kind.STAFF, _("Planungsraummanagement"), managers, Unit.POST, of.price_post, areas
        ),
        _yearly(
            of, "planning", Kind.STAFF, _("Sozialplanung"), of.posts_city, Unit.POST, of.price_post, city
        ),
    ]


def _sessions(size: Size, of: Assumptions) -> list[Proposed]:
    in_spaces = Decimal(of.sessions_space * size.social_spaces)
    everywhere = Decimal(of.sessions(size))
    spaces = _("Sitzungen im Jahr je Sozialraum: %(n)d, Sozialräume: %(spaces)d") % {
        "n": of.sessions_space, "spaces": size.social_spaces
    }  # fmt: skip
    every = _("%(spaces)s; je Planungsraum: %(n)d, Planungsräume: %(areas)d; Steuerungsgruppe: %(city)d") % {
        "spaces": spaces, "n": of.sessions_area, "areas": size.planning_areas, "city": of.sessions_city
    }  # fmt: skip
    paid = _("%(spaces)s; Menschen je Sitzung: %(n)d") % {"spaces": spaces, "n": of.residents}
    return [
        _yearly(of, "moderation", Kind.MODERATION, _("Moderation der Sozialraumkonferenzen"), in_spaces,
                Unit.SESSION, of.price_moderation, spaces),
        _yearly(of, "allowances", Kind.ALLOWANCES, _("Aufwandsentschädigung für Bewohnerinnen und Bewohner"),
                in_spaces * of.residents, Unit.PERSON, of.price_allowance, paid),
        _yearly(of, "rooms", Kind.ROOMS, _("Räume, Bewirtung, Kinderbetreuung"), everywhere, Unit.SESSION,
                of.price_room, every),
        _yearly(of, "translation", Kind.TRANSLATION, _("Übersetzung und Dolmetschen"), in_spaces,
                Unit.SESSION, of.price_translation, spaces),
    ]  # fmt: skip


def _rest(size: Size, of: Assumptions) -> list[Proposed]:
    trained = _("einmal, Menschen je Planungsraum: %(n)d, Planungsräume: %(areas)d") % {
        "n": of.trained, "areas": size.planning_areas
    }  # fmt: skip
    return [
        _yearly(of, "software", Kind.SOFTWARE, _("Betrieb des Programms"), Decimal(1), Unit.LUMP,
                of.price_software, _("Server, E-Mail, Sicherung und Pflege, pauschal im Jahr")),
        Proposed("training", Kind.TRAINING, _("Schulung zu Beginn"), Decimal(of.trained * size.planning_areas),
                 Unit.PERSON, of.price_training, of.first_year, None, trained),
    ]  # fmt: skip


def _yearly(
    of: Assumptions,
    key: str,
    kind: str,
    title: str,
    quantity: Decimal,
    unit: str,
    price: Decimal,
    because: str,
) -> Proposed:
    last = of.first_year + of.years - 1
    return Proposed(key, kind, title, quantity.quantize(CENT), unit, price, of.first_year,
                    last if of.years > 1 else None, because)  # fmt: skip


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


# -- what is planned and spent --


def open_items() -> QuerySet[CostItem]:
    """Positions that are planned."""
    return CostItem.objects.filter(ended__isnull=True)


class Sum(NamedTuple):
    """Planned and spent, in euros and cents."""

    planned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What of the plan is not spent; below zero: more was spent than planned."""
        return self.planned - self.spent


@dataclass(frozen=True)
class YearSum:
    """A year: all in all, and by kind in the order of the kinds (only those there are)."""

    year: int
    total: Sum
    kinds: Mapping[str, Sum]


def costs_by_year() -> list[YearSum]:
    """Planned and spent by year and kind, for the plan and for the yearly report; two statements."""
    planned: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    spent: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for item in open_items():
        for year in item.years:
            planned[year, item.kind] += item.amount
    for year, kind, amount in CostSpent.objects.values_list("year", "item__kind", "amount"):
        spent[year, kind] += amount
    years = sorted({year for year, _kind in (*planned, *spent)})
    return [_year(year, planned, spent) for year in years]


def _year(
    year: int, planned: Mapping[tuple[int, str], Decimal], spent: Mapping[tuple[int, str], Decimal]
) -> YearSum:
    kinds = {
        kind: Sum(planned.get((year, kind), ZERO), spent.get((year, kind), ZERO))
        for kind in Kind.values
        if (year, kind) in planned or (year, kind) in spent
    }
    return YearSum(year, summed(kinds.values()), kinds)


def summed(sums: Iterable[Sum]) -> Sum:
    """All of them together."""
    each = list(sums)
    return Sum(sum((one.planned for one in each), ZERO), sum((one.spent for one in each), ZERO))


@dataclass(frozen=True)
class Row:
    """A position with what was spent of it, all in all and by year."""

    item: CostItem
    spent: Mapping[int, Decimal]

    @property
    def spent_in_all(self) -> Decimal:
        return sum(self.spent.values(), ZERO)

    @property
    def now(self) -> int | None:
        """The year for which something can be written down: this one, else its last."""
        year = min(clock.today().year, self.item.years[-1])
        return year if year in self.item.years else None


def rows() -> list[Row]:
    """All positions of the plan, and those taken out of which something was spent; two statements."""
    found = CostItem.objects.prefetch_related("spent").order_by("year", "id")
    order = list(Kind.values)
    every = [Row(item, {one.year: one.amount for one in item.spent.all()}) for item in found]
    kept = [one for one in every if one.item.ended is None or one.spent]
    return sorted(kept, key=lambda one: (one.item.ended is not None, order.index(one.item.kind)))


def table() -> Table:
    """Each position in each of its years, to take along. Money as exact text with a point."""
    lines = []
    for one in rows():
        for year in sorted({*(one.item.years if one.item.ended is None else ()), *one.spent}):
            planned = one.item.amount if one.item.ended is None and year in one.item.years else ZERO
            lines.append([
                year, one.item.kind, str(one.item.get_kind_display()), one.item.title, str(one.item.quantity),
                str(one.item.get_unit_display()), str(one.item.price), str(planned),
                str(one.spent[year]) if year in one.spent else "",
                "true" if one.item.assumption else "false", one.item.assumption,
            ])  # fmt: skip
    columns = [
        "year", "kind", _("Wofür"), _("Bezeichnung"), "quantity", _("Einheit"), "price_euros", "planned_euros",
        "spent_euros", "is_assumption", _("Wie gerechnet"),
    ]  # fmt: skip
    about = [
        (_("Annahmen"), _("Was als Annahme gekennzeichnet ist, hat niemand gemessen: Es ist gerechnet."))
    ]
    return Table(_("Kosten der Einführung"), columns, sorted(lines, key=lambda row: row[0]), about)
