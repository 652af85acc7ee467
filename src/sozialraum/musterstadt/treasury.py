"""The budget that the treasury of the invented city publishes: products, lines, years; once for each planning area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np

from sozialraum.musterstadt.people import LAST_YEAR

YEARS = ((LAST_YEAR, "Ergebnis"), *((LAST_YEAR + ahead, "Ansatz") for ahead in range(1, 6)))
CENT = Decimal("0.01")
# Number and name of the area, then of its products with what is spent in a year for each inhabitant.
AREAS = (
    ("01", "Innere Verwaltung", (("0101", "Rat und Verwaltungsführung", 61), ("0107", "Bürgerbeteiligung", 4))),
    ("03", "Schulträgeraufgaben", (("0301", "Grundschulen", 148), ("0302", "Weiterführende Schulen", 131),
                                   ("0305", "Schulsozialarbeit", 12))),
    ("04", "Kultur", (("0401", "Stadtbibliothek", 22), ("0403", "Stadtteilkultur", 9))),
    ("05", "Soziale Leistungen", (("0501", "Hilfen in besonderen Lebenslagen", 212), ("0504", "Seniorenarbeit", 14),
                                  ("0506", "Stadtteilbüros", 8))),
    ("06", "Kinder-, Jugend- und Familienhilfe", (("0601", "Tageseinrichtungen für Kinder", 402),
                                                  ("0602", "Offene Kinder- und Jugendarbeit", 27),
                                                  ("0604", "Spielplätze", 9))),
    ("07", "Gesundheit", (("0702", "Gesundheitsförderung", 7),)),
    ("09", "Räumliche Planung", (("0901", "Stadtentwicklung", 19), ("0903", "Wohnraumversorgung", 11))),
    ("12", "Verkehrsflächen", (("1201", "Straßen, Wege, Plätze", 118), ("1204", "Öffentlicher Nahverkehr", 74))),
    ("13", "Natur und Landschaft", (("1301", "Grünanlagen", 38),)),
)  # fmt: skip
# Line, title, share of what is spent (negative: of what is earned); a total has none.
LINES = (
    ("02", "Zuwendungen und allgemeine Umlagen", Decimal("0.17")), ("04", "Gebühren", Decimal("0.06")),
    ("07", "Sonstige Erträge", Decimal("0.02")), ("10", "Ordentliche Erträge", None),
    ("11", "Personalaufwendungen", Decimal("0.46")), ("13", "Sach- und Dienstleistungen", Decimal("0.22")),
    ("14", "Abschreibungen", Decimal("0.08")), ("15", "Transferaufwendungen", Decimal("0.19")),
    ("16", "Sonstige Aufwendungen", Decimal("0.05")), ("17", "Ordentliche Aufwendungen", None),
    ("28", "Ergebnis", None),
)  # fmt: skip
INCOME, EXPENSES = ("02", "04", "07"), ("11", "13", "14", "15", "16")
BY_AREA = ("0602", "0506", "1301", "0604")  # products that are told apart by planning area
Amounts = dict[str, list[Decimal]]


def write_budget(folder: Path, inhabitants: int, areas: Sequence[tuple[str, str, float]], seed: int) -> None:
    """Two tables with amounts in cents. areas: code, name and share of the inhabitants of each planning area."""
    draw = np.random.default_rng([seed, 7])
    whole = {key: _product(each, inhabitants, draw) for _a, _t, some in AREAS for key, _title, each in some}
    head = ["Produktbereich", "Bezeichnung", "Produkt", "Produktbezeichnung"]
    years = [f"{kind} {year}" for year, kind in YEARS]
    rows = [
        [*product, f"{line} {sign} {title}", *map(_german, whole[product[2]][line])]
        for product in _products()
        for line, sign, title in _lines()
    ]
    target = folder / "haushalt"
    target.mkdir(parents=True, exist_ok=True)
    _write(target / "teilergebnisplan.csv", [[*head, "Zeile", *years], *rows])
    rows = [
        [*product, code, name, f"{line} {sign} {title}", *map(_german, part[line])]
        for product in _products()
        if product[2] in BY_AREA
        for code, name, part in _parted(whole[product[2]], areas)
        for line, sign, title in _lines()
    ]
    _write(
        target / "teilergebnisplan_planungsraeume.csv",
        [[*head, "Planungsraum", "Name des Planungsraums", "Zeile", *years], *rows],
    )


def _products() -> Iterator[tuple[str, str, str, str]]:
    for area, title, some in AREAS:
        for key, name, _each in some:
            yield area, title, key, name


def _lines() -> Iterator[tuple[str, str, str]]:
    for line, title, share in LINES:
        yield line, "-" if share is not None else "=", title


def _product(each: int, inhabitants: int, draw: np.random.Generator) -> Amounts:
    """Plain lines grow by some percent a year; totals are the sums of what stands above them."""
    found: Amounts = {}
    grows = Decimal(int(draw.integers(15, 35))) / 1000
    for line, _title, share in LINES:
        if share is not None:
            bent = share * Decimal(int(draw.integers(800, 1200))) / 1000
            base = bent * each * inhabitants
            found[line] = [(base * (1 + grows) ** n).quantize(CENT, ROUND_HALF_UP) for n in range(len(YEARS))]
    return _with_totals(found)


def _with_totals(plain: Amounts) -> Amounts:
    def added(keys: Sequence[str]) -> list[Decimal]:
        return [sum((plain[key][n] for key in keys), Decimal(0)) for n in range(len(YEARS))]

    income, spent = added(INCOME), added(EXPENSES)
    result = [one - other for one, other in zip(income, spent, strict=True)]
    return plain | {"10": income, "17": spent, "28": result}


def _parted(whole: Amounts, areas: Sequence[tuple[str, str, float]]) -> Iterator[tuple[str, str, Amounts]]:
    """Each area's part of the plain lines, the last takes what is left: together they are the whole to the cent."""
    left = {line: list(whole[line]) for line in (*INCOME, *EXPENSES)}
    for place, (code, name, share) in enumerate(areas):
        part: Amounts = {}
        for line, rest in left.items():
            is_last = place == len(areas) - 1
            own = [
                rest[n] if is_last else (amount * Decimal(str(round(share, 6)))).quantize(CENT, ROUND_HALF_UP)
                for n, amount in enumerate(whole[line])
            ]
            left[line] = [one - taken for one, taken in zip(rest, own, strict=True)]
            part[line] = own
        yield code, name, _with_totals(part)


def _german(amount: Decimal) -> str:
    """1.234.567,89"""
    return f"{amount:,.2f}".translate({ord(","): ".", ord("."): ","})


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """As the treasury's program writes: semicolons, quotes where they must be, an old encoding."""
    text = "\r\n".join(";".join(row) for row in rows) + "\r\n"
    path.write_bytes(text.encode("cp1252"))
