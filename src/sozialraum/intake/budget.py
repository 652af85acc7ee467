"""A municipal budget as it is published: product areas, products, lines, with years as columns. Exact: cents.

What the numbers mean stands in the recipe (`[[budget]]`): which lines are income, which are sums of which, and whose
sign is turned round. Amounts come out in one sense everywhere: income and expenses are positive, a result is income
less expenses.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sozialraum.intake.dialects import Dialect
from sozialraum.intake.errors import ColumnMissing, reason_of
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Recipe, tidy
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.issues import Issue

PLAN, RESULT = "plan", "result"
NEEDED = ("area", "area_title", "product", "product_title", "line")
_LINE = re.compile(r"(?P<line>\d{1,4})\s*(?P<sign>[-–=])\s*(?P<title>\S.*)")

Year = tuple[int, str]  # a year and PLAN or RESULT


@dataclass(frozen=True)
class BudgetRow:
    """One line of a product, of the whole city (district "") or of one district ("stadtbezirke/1")."""

    product_area: str
    product_area_title: str
    product: str
    product_title: str
    line: str
    line_title: str
    is_income: bool
    is_total: bool
    district: str
    amounts: Mapping[Year, Decimal]
    row: int  # of the file, as a spreadsheet counts


@dataclass(frozen=True)
class Budget:
    """A delivered budget as it was understood, and what was found wrong with it."""

    key: str
    file: str
    digest: str  # SHA-256 of the file
    rows: tuple[BudgetRow, ...]
    issues: tuple[Issue, ...]

    @property
    def years(self) -> tuple[Year, ...]:
        """All years that it speaks of, in order."""
        return tuple(sorted({year for row in self.rows for year in row.amounts}))

    @property
    def is_sound(self) -> bool:
        """Whether nothing keeps it from being loaded."""
        return not any(one.severity == "error" for one in self.issues)


def entry_of(recipe: Recipe, name: str) -> Mapping[str, Any] | None:
    """Which budget of the recipe a file of this name is; None where it is none."""
    return next((one for one in recipe.budgets if Path(one["file"]).name == name), None)


def districts_of(editions: Iterable[Edition], entry: Mapping[str, Any]) -> dict[str, str]:
    """Codes and names of the spaces that the districts of a budget are, in all editions; the newest name counts."""
    found: dict[str, str] = {}
    for edition in sorted(editions, key=lambda one: one.valid_from):
        if edition.space_system == entry.get("districts"):
            found |= dict(zip(edition.codes, edition.names, strict=True))
    return found


def read_entry(
    recipe: Recipe, entry: Mapping[str, Any], name: str, content: bytes, editions: Iterable[Edition]
) -> Budget:
    """Read a file as this budget of the recipe; editions: the city's, in which the districts are found."""
    dialect = recipe.dialects[entry.get("dialect", "plain")]
    return read_budget(name, content, entry, dialect, districts_of(editions, entry))


def read_budget(
    name: str, content: bytes, entry: Mapping[str, Any], dialect: Dialect, districts: Mapping[str, str]
) -> Budget:
    """Read, recognise and check one file. districts: code → name of the spaces that its districts are."""
    log = Log()
    rows: tuple[BudgetRow, ...] = ()
    try:
        text = content.decode("utf-8-sig" if dialect.encoding == "utf-8" else dialect.encoding)
        rows = tuple(_Reading(name, entry, dialect, districts, log).rows(text))
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02X} at {error.start}"
        log.add("wrong_encoding", "read", "error", file=name, found=found, expected=dialect.encoding)
    except ColumnMissing as error:
        log.add("budget_column_missing", "read", "error", file=name, found=error.name)
    except (ValueError, csv.Error) as error:
        log.add("budget_unreadable", "read", "error", file=name, details={"cause": reason_of(error)})
    _check_sums(name, entry, rows, log)
    return Budget(entry["key"], name, hashlib.sha256(content).hexdigest(), rows, log.issues())


class _Reading:
    """One file, row by row."""

    def __init__(
        self,
        name: str,
        entry: Mapping[str, Any],
        dialect: Dialect,
        districts: Mapping[str, str],
        log: Log,
    ) -> None:
        self.name, self.entry, self.dialect, self.districts, self.log = name, entry, dialect, districts, log
        self.fields: Mapping[str, str] = entry["fields"]
        self.income = frozenset(entry.get("income", ()))
        self.turned = frozenset(entry.get("turned", ()))
        self.number = _number_form(dialect)

    def rows(self, text: str) -> Iterator[BudgetRow]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.dialect.delimiter, strict=True)
        heads = [tidy(head) for head in next(reader, [])]
        places = {
            role: self._place(heads, head)
            for role, head in self.fields.items()
            if role in NEEDED or head in heads
        }
        years = dict(sorted(self._years(heads)))
        if not years:
            raise ColumnMissing(", ".join(self.entry["amounts"].values()))
        seen: dict[tuple[str, str, str], int] = {}
        turned = 0
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(heads):
                self.log.add(
                    "broken_row", "read", "error", file=self.name, row=reader.line_num, found=str(len(cells)),
                    expected=str(len(heads)),
                )  # fmt: skip
                continue
            row = self._row(reader.line_num, cells, places, years)
            if row is None:
                continue
            key = (row.product, row.line, row.district)
            if key in seen:
                self.log.add(
                    "budget_line_twice", "recognise", "error", file=self.name, row=row.row,
                    found=" ".join(filter(None, key)), expected=str(seen[key]),
                )  # fmt: skip
                continue
            seen[key] = row.row
            turned += row.line in self.turned
            yield row
        if turned:
            self.log.add(
                "budget_turned", "recognise", "note", file=self.name, found=", ".join(sorted(self.turned)),
                count=turned, details={"reason": self.entry["turned_because"]},
            )  # fmt: skip

    def _place(self, heads: Sequence[str], head: str) -> int:
        if head not in heads:
            raise ColumnMissing(head)
        return heads.index(head)

    def _years(self, heads: Sequence[str]) -> Iterator[tuple[int, Year]]:
        for kind, form in self.entry["amounts"].items():
            before, _year, after = form.partition("{year}")
            pattern = re.compile(re.escape(before) + r"(?P<year>\d{4})" + re.escape(after))
            for place, head in enumerate(heads):
                if found := pattern.fullmatch(head):
                    yield place, (int(found["year"]), kind)

    def _row(
        self, number: int, cells: Sequence[str], places: Mapping[str, int], years: Mapping[int, Year]
    ) -> BudgetRow | None:
        given = {role: tidy(cells[place]) for role, place in places.items()}
        line = _LINE.fullmatch(given["line"])
        if line is None:
            self.log.add(
                "budget_line_unknown", "recognise", "error", file=self.name, row=number, column=self.fields["line"],
                found=given["line"], expected="10 = …",
            )  # fmt: skip
            return None
        district = self._district(number, given)
        if district is None:
            return None
        factor = -1 if line["line"] in self.turned else 1
        amounts = {year: factor * value + 0 for year, value in self._amounts(number, cells, years)}
        return BudgetRow(
            given["area"], given["area_title"], given["product"], given["product_title"], line["line"],
            line["title"], line["line"] in self.income, line["sign"] == "=", district, amounts, number,
        )  # fmt: skip

    def _district(self, number: int, given: Mapping[str, str]) -> str | None:
        """The key of the district as a scope; "" for the whole city, None where nobody knows it."""
        if "district" not in given:
            return ""
        code, called, system = (
            given["district"], given.get("district_name", ""), self.entry["districts"]
        )  # fmt: skip
        if code not in self.districts:
            self.log.add(
                "unknown_space", "recognise", "warning", file=self.name, row=number, column=self.fields["district"],
                found=code, expected=system,
            )  # fmt: skip
            return None
        if called and called != self.districts[code]:
            self.log.add(
                "budget_district_named", "recognise", "note", file=self.name, row=number,
                column=self.fields["district_name"], found=called, expected=self.districts[code],
            )  # fmt: skip
        return f"{system}/{code}"

    def _amounts(
        self, number: int, cells: Sequence[str], years: Mapping[int, Year]
    ) -> Iterator[tuple[Year, Decimal]]:
        for place, (year, kind) in years.items():
            text = cells[place].strip()
            where = {
                "file": self.name, "row": number, "column": self.entry["amounts"][kind].format(year=year), "found": text
            }  # fmt: skip
            if not text:
                self.log.add("budget_amount_missing", "recognise", "warning", **where)
            elif not self.number.fullmatch(text):
                self.log.add("budget_amount_bad", "recognise", "error", expected="1234.56", **where)
            else:
                yield (year, kind), self._value(text)

    def _value(self, text: str) -> Decimal:
        for separator in self.dialect.separators:
            text = text.replace(separator, "")
        return Decimal(text.replace(self.dialect.decimal, ".").replace("−", "-"))


def _number_form(dialect: Dialect) -> re.Pattern[str]:
    """Whole euros or cents, with or without separators at every third digit."""
    separators = re.escape(dialect.separators)
    grouped = rf"|\d{{1,3}}(?:[{separators}]\d{{3}})+" if separators else ""
    return re.compile(rf"[+\-−]?(?:\d{{1,13}}{grouped})(?:{re.escape(dialect.decimal)}\d{{1,2}})?")


# -- every total against the sum of its parts --


def _check_sums(name: str, entry: Mapping[str, Any], rows: Sequence[BudgetRow], log: Log) -> None:
    """A line that isn't there counts nothing: cities leave out lines without amounts."""
    groups: dict[tuple[str, str], dict[str, BudgetRow]] = {}
    for row in rows:
        groups.setdefault((row.product, row.district), {})[row.line] = row
    unproved = {row.line for row in rows if row.is_total} - {one["line"] for one in entry["sums"]}
    for line in sorted(unproved):
        log.add("budget_sum_unproved", "check", "warning", file=name, found=line)
    for lines in groups.values():
        for rule in entry["sums"]:
            if total := lines.get(rule["line"]):
                _check_sum(name, entry, total, rule, lines, log)


def _check_sum(
    name: str, entry: Mapping[str, Any], total: BudgetRow, rule: Mapping[str, Any], lines: Mapping[str, BudgetRow],
    log: Log,
) -> None:  # fmt: skip
    tolerance = Decimal(entry.get("tolerance", 0))
    for (year, kind), amount in total.amounts.items():
        expected = sum(
            (
                sign * lines[part].amounts.get((year, kind), Decimal(0))
                for sign, parts in ((1, rule["of"]), (-1, rule.get("less", ())))
                for part in parts
                if part in lines
            ),
            Decimal(0),
        )
        difference = amount - expected
        if not difference:
            continue
        if abs(difference) <= tolerance:
            log.add(
                "budget_sum_rounded", "check", "note", file=name, row=total.row,
                column=f"{total.line} = {total.line_title}", found=f"{difference:+}",
                details={"reason": entry["rounded"]},
            )  # fmt: skip
        else:
            log.add(
                "budget_sum_differs", "check", "warning", file=name, row=total.row,
                column=entry["amounts"][kind].format(year=year), found=str(amount), expected=str(expected),
                details={"whole": f"{total.product} {total.line}", "space": total.district},
            )  # fmt: skip
