"""The budget to look through: product areas, products, lines with years as columns; of the city or of a district."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum.planning.needs.queries import labels
from sozialraum.planning.programme.models import BudgetAmount, BudgetLine
from sozialraum.planning.programme.queries.amounts import in_euros
from sozialraum.planning.statistics.files import Table
from sozialraum.warehouse.version import Version

MOST = 200  # products found by words
Column = tuple[int, str]  # year, kind


@dataclass(frozen=True)
class Line:
    """A line, or what a product comes to, with one amount a column (None: not known)."""

    key: str
    title: str
    is_total: bool
    is_income: bool
    amounts: tuple[Decimal | None, ...]
    line: BudgetLine | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(in_euros(one) for one in self.amounts)


@dataclass(frozen=True)
class Overview:
    """Product areas, or the products of one, or those found: each with its result."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    more: bool
    note: str


@dataclass(frozen=True)
class Product:
    """All lines of a product."""

    area: str
    area_title: str
    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    measures: tuple[object, ...]


def is_there() -> bool:
    """Whether a budget is loaded."""
    return BudgetLine.objects.exists()


def districts(version: Version) -> list[tuple[str, str]]:
    """Districts of which the budget tells apart, as options."""
    keys = BudgetLine.objects.exclude(district="").order_by().values_list("district", flat=True).distinct()
    named = sorted(
        ((key, labels.space_name(version, "", key)) for key in keys), key=lambda one: one[1].casefold()
    )
    return [("", _("ganze Stadt")), *named]


def areas(district: str) -> list[tuple[str, str]]:
    """Product areas by their number."""
    rows = BudgetLine.objects.filter(district=district).order_by("product_area").values_list(
        "product_area", "product_area_title"
    )  # fmt: skip
    return list(dict(rows).items())


def by_area(district: str) -> Overview:
    """The result of each product area: the sum of its products' last line."""
    return _results(BudgetLine.objects.filter(district=district), "product_area", "product_area_title")


def products(district: str, area: str = "", words: str = "") -> Overview:
    """Products of an area, or those that words are found in."""
    return _results(_found(district, area, words), "product", "product_title")


def _found(district: str, area: str, words: str) -> QuerySet[BudgetLine]:
    """All lines of these products."""
    rows = BudgetLine.objects.filter(district=district)
    if area:
        rows = rows.filter(product_area=area)
    for word in words.split():
        found = (
            Q(product_title__icontains=word)
            | Q(product__startswith=word)
            | Q(product_area_title__icontains=word)
        )
        rows = rows.filter(found | Q(line_title__icontains=word))
    keys = rows.order_by().values("product").distinct()
    return BudgetLine.objects.filter(district=district, product__in=keys)


def _results(lines: QuerySet[BudgetLine], key: str, title: str) -> Overview:
    """The line with the highest number is what a product comes to; amounts of a group are added, exact."""
    last = lines.order_by("-line").values_list("line", "line_title").first()
    if last is None:
        return Overview((), (), False, "")
    rows = BudgetAmount.objects.filter(line__in=lines.filter(line=last[0]).order_by().values("pk"))
    columns = _columns(rows)
    named = dict(lines.order_by(key).values_list(key, title))
    sums: dict[str, dict[Column, Decimal]] = {one: {} for one in named}
    for group, year, kind, amount in rows.values_list(F(f"line__{key}"), "year", "kind", "amount"):
        held = sums[group]
        held[year, kind] = held.get((year, kind), Decimal(0)) + amount
    made = [
        Line(one, named[one], True, False, tuple(sums[one].get(column) for column in columns))
        for one in sorted(sums)
    ]
    note = _("Gezeigt ist Zeile %(line)s, %(title)s: Ertrag weniger Aufwand.") % {
        "line": last[0],
        "title": last[1],
    }
    return Overview(_heads(columns), tuple(made[:MOST]), len(made) > MOST, note)


def product(key: str, district: str) -> Product | None:
    """One product; None where the budget doesn't know it."""
    lines = list(
        BudgetLine.objects.filter(product=key, district=district)
        .prefetch_related("amounts", "measures")
        .order_by("line")
    )
    if not lines:
        return None
    columns = _columns(BudgetAmount.objects.filter(line__in=lines))
    first = lines[0]
    measures = {one.pk: one for line in lines for one in line.measures.all()}
    return Product(
        first.product_area, first.product_area_title, first.product, first.product_title, _heads(columns),
        tuple(_line(one, columns) for one in lines), tuple(measures.values()),
    )  # fmt: skip


def _line(one: BudgetLine, columns: Iterable[Column]) -> Line:
    held = {(a.year, a.kind): a.amount for a in one.amounts.all()}
    return Line(
        one.line,
        one.line_title,
        one.is_total,
        one.is_income,
        tuple(held.get(column) for column in columns),
        one,
    )


def _columns(rows: QuerySet[BudgetAmount]) -> tuple[Column, ...]:
    return tuple(rows.order_by("year", "-kind").values_list("year", "kind").distinct())


def _heads(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(head_of(column) for column in columns)


def head_of(column: Column) -> str:
    """Plan 2026."""
    year, kind = column
    is_plan = kind == BudgetAmount.Kind.PLAN
    return f"{pgettext('Haushalt', 'Plan') if is_plan else pgettext('Haushalt', 'Ergebnis')} {year}"


def table(district: str, area: str = "", product_key: str = "", words: str = "") -> Table:
    """Lines to take along, amounts as text: a binary number would not be the same sum."""
    rows = _found(district, area, words).prefetch_related("amounts").order_by("product", "line")
    if product_key:
        rows = rows.filter(product=product_key)
    columns = _columns(BudgetAmount.objects.filter(line__in=rows.order_by().values("pk")))
    heads = [
        _("Produktbereich"), _("Bezeichnung"), _("Produkt"), _("Bezeichnung des Produkts"), _("Teilplanzeile"),
        _("Bezeichnung der Zeile"), _("Ertrag"), _("Summe"), _("Bezirk"), *_heads(columns),
    ]  # fmt: skip
    cells = [
        [
            one.product_area, one.product_area_title, one.product, one.product_title, one.line, one.line_title,
            _yes(one.is_income), _yes(one.is_total), one.district,
            *("" if amount is None else str(amount) for amount in _line(one, columns).amounts),
        ]
        for one in rows
    ]  # fmt: skip
    about = [
        (
            _("Enthält"),
            _(
                "Haushalt der Stadt in Euro; Erträge und Aufwendungen mit Plus, Ergebnis: Ertrag weniger Aufwand"
            ),
        )
    ]
    return Table(_("Haushalt"), heads, cells, about)


def _yes(value: bool) -> str:
    return _("ja") if value else ""
