"""Phase three: rows become voices, or lines of the issue log. A bad value is told, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.needs.actions.contributing import Heard, Place, Voice
from sozialraum.planning.needs.batch import columns as c
from sozialraum.planning.needs.batch.findings import Finding, Log, Severity
from sozialraum.planning.needs.batch.parsing import CELL, Table
from sozialraum.planning.needs.batch.places import of_rows
from sozialraum.planning.needs.batch.words import Words
from sozialraum.planning.needs.models import Channel, Kind
from sozialraum.planning.needs.queries import personal_data
from sozialraum.planning.needs.queries.proposals import dimensions_of
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.words import language

TOKENS = UUID("6f0c8f4e-5a53-4f0b-9b5e-2f4f1d9a7c11")  # a table and a row of it name a contribution
LONGEST, LONGEST_TITLE, LONGEST_BEHALF, MOST_PERSONS = 6000, 160, 200, 10_000
_FAILED = re.compile(r"#(REF|NAME|VALUE|WERT|BEZUG|NV|N/A|DIV/0|NUM|ZAHL|NULL)[!?]?", re.IGNORECASE)
_FORMULA = re.compile(r"[=+@-]\s*[A-Za-z]+\s*\(")
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")


@dataclass(frozen=True)
class Choices:
    """What holds for the whole table: columns, and what is taken where a row says nothing."""

    columns: c.Columns
    on_behalf_of: str = ""
    channel: str = Channel.TABLE
    bank: str = Bank.RESIDENTS
    dimension: str = ""
    propose: bool = True  # take the Lebenslagen that a text speaks of where none is named


@dataclass(frozen=True)
class Line:
    """A row that can be registered. token: the same row of the same file has it always."""

    row: int
    token: UUID
    said: Voice  # as it stands in the table
    heard: Heard
    propose: bool = False

    @property
    def voice(self) -> Voice:
        """With the Lebenslagen that its text speaks of, where that was wished. Slow: asked for when it is needed."""
        if not self.propose or self.said.dimensions:
            return self.said
        return replace(self.said, dimensions=dimensions_of(self.said.text, self.said.language))


@dataclass(frozen=True)
class Checked:
    """What a table comes to."""

    digest: str
    rows: int
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @property
    def left_out(self) -> int:
        return self.rows - len(self.lines)

    @property
    def to_look_at(self) -> int:
        """How many rows are taken though something in them is to be looked at: no later table changes them."""
        warned = {one.row for one in self.findings if one.severity == Severity.WARNING}
        return sum(line.row in warned for line in self.lines)


def check(
    table: Table, choices: Choices, words: Words, by: Account, said: frozenset[tuple[object, ...]]
) -> Checked:
    """Hold every row against what the city knows. said: what `by` brought by other tables, as `same_as` names it."""
    log = Log()
    log.extend(table.findings)
    for at, head in enumerate(table.heads):
        if at not in choices.columns.values() and head:
            log.add("column_not_taken", column=head)
    where = of_rows(table, choices.columns, words.spaces, log)
    lines = []
    for row, number, place in zip(table.rows, table.numbers, where, strict=True):
        made = _line(_Row(table, row, number, choices.columns, log), place, choices, words, by)
        if made is not None and same_as(made.said) in said:
            log.add("said_before", number, found=made.said.text)
            made = None
        if made is not None:
            lines.append(made)
    _tell_doubled(lines, log)
    broken = sum(f.kind == "broken_row" for f in table.findings)
    return Checked(table.digest, len(table.rows) + broken, tuple(lines), log.findings())


def same_as(voice: Voice) -> tuple[object, ...]:
    """Two voices with these values alike say the same at the same place."""
    return voice.text, voice.place.social_space, voice.place.longitude, voice.place.latitude


@dataclass(frozen=True)
class _Row:
    """One row, asked by meaning."""

    table: Table
    cells: tuple[str, ...]
    number: int
    columns: Mapping[str, int]
    log: Log

    def get(self, meaning: str) -> str:
        """The cell, or nothing where there is no such column."""
        at = self.columns.get(meaning)
        return "" if at is None else self.cells[at]

    def tell(self, kind: str, meaning: str, found: str = "") -> None:
        """Note a finding in the column of this meaning."""
        at = self.columns.get(meaning)
        self.log.add(
            kind, self.number, "" if at is None else self.table.heads[at], found or self.get(meaning)
        )


def _line(row: _Row, place: Place | None, choices: Choices, words: Words, by: Account) -> Line | None:
    """All that is wrong with a row is told at once, so that it needs mending but once."""
    text = _text(row)
    title, spoken = _cut(row, c.TITLE, LONGEST_TITLE, "title_cut"), _language(row, words)
    named = tuple(_known(row, c.DIMENSION, words.dimensions, "unknown_dimension"))
    groups = tuple(_known(row, c.GROUP, words.groups, "unknown_group"))
    persons = _persons(row)
    heard = Heard(
        on_behalf_of=_cut(row, c.BEHALF, LONGEST_BEHALF, "behalf_cut") or choices.on_behalf_of,
        channel=_one(row, c.CHANNEL, words.channels, "unknown_channel") or choices.channel,
        persons=persons or 1, by=by, bank=choices.bank, on=_day(row),
    )  # fmt: skip
    kind = _one(row, c.KIND, words.kinds, "unknown_kind") or Kind.MISSING
    if not heard.on_behalf_of:
        row.tell("no_behalf", c.BEHALF)
    _tell_persons_named(row)
    if not text or place is None or persons is None or not heard.on_behalf_of:
        return None
    dimensions = named or ((choices.dimension,) if choices.dimension else ())
    voice = Voice(text, place, kind, title, dimensions, groups, spoken)
    return Line(row.number, token_of(row.table.digest, row.number), voice, heard, choices.propose)


def token_of(digest: str, row: int) -> UUID:
    """The token of a row: brought twice, the same file registers nothing twice."""
    return uuid5(TOKENS, f"{digest}/{row}")


def _text(row: _Row) -> str:
    text = row.get(c.TEXT)
    if not text:
        row.tell("no_text", c.TEXT)
    elif len(text) > LONGEST:
        row.tell("too_long", c.TEXT, _letters(text))
        return ""
    elif _FAILED.fullmatch(text):
        row.tell("formula_failed", c.TEXT)
        return ""
    elif _FORMULA.match(text):
        row.tell("looks_like_formula", c.TEXT)
    elif "\ufffd" in text:
        row.tell("lost_letters", c.TEXT)
    return text


def _letters(text: str) -> str:
    """How many there are; of a cell that was cut off only that there are more."""
    if len(text) > CELL:
        return _("mehr als %(most)s Zeichen") % {"most": numbers.number(CELL, 0, language())}
    return _("%(found)s Zeichen") % {"found": numbers.number(len(text), 0, language())}


def _tell_persons_named(row: _Row) -> None:
    """What may tell who somebody is, in each column that is taken over word by word."""
    for meaning in (c.TEXT, c.TITLE, c.BEHALF):
        words = row.get(meaning)[:LONGEST]
        spans = personal_data.found(words)
        if spans:
            row.tell("names_somebody", meaning, ", ".join(words[one.begin : one.end] for one in spans))


def _cut(row: _Row, meaning: str, longest: int, kind: str) -> str:
    text = row.get(meaning)
    if len(text) > longest:
        row.tell(kind, meaning)
    return text[:longest]


def _language(row: _Row, words: Words) -> str:
    return _one(row, c.LANGUAGE, words.languages, "unknown_language") or "de"


def _one(row: _Row, meaning: str, known: Mapping[str, str], kind: str) -> str:
    """The key that a word stands for; nothing, and a finding, where it is none."""
    word = row.get(meaning)
    key = known.get(c.folded(word), "")
    if word and not key:
        row.tell(kind, meaning)
    return key


def _known(row: _Row, meaning: str, known: Mapping[str, str], kind: str) -> Iterator[str]:
    """Several words with commas between them; each once."""
    given = row.get(meaning)
    if c.folded(given) in known:  # a title may hold a comma itself
        yield known[c.folded(given)]
        return
    found: dict[str, None] = {}
    for word in filter(None, map(str.strip, re.split(r"[;,/|]", given))):
        if c.folded(word) in known:
            found[known[c.folded(word)]] = None
        else:
            row.tell(kind, meaning, word)
    yield from found


def _persons(row: _Row) -> int | None:
    """How many said it; None where that can't be read, for nobody is made of a slip of the pen."""
    given = row.get(c.PERSONS)
    if not given:
        return 1
    if given.isascii() and given.isdecimal() and 1 <= int(given) <= MOST_PERSONS:
        return int(given)
    row.tell("bad_persons", c.PERSONS)
    return None


def _day(row: _Row) -> date | None:
    given = row.get(c.DATE)
    if not given:
        return None
    for form in _DAYS:
        try:
            day = datetime.strptime(given[:10], form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
        if day > timezone.localdate():
            row.tell("future_date", c.DATE)
            return None
        if day.year < 1900:
            break
        return day
    row.tell("bad_date", c.DATE)
    return None


def _tell_doubled(lines: list[Line], log: Log) -> None:
    first: dict[tuple[object, ...], int] = {}
    counts = Counter(same_as(line.said) for line in lines)
    for line in lines:
        key = same_as(line.said)
        if counts[key] > 1 and first.setdefault(key, line.row) != line.row:
            log.add("same_twice", line.row, found=line.said.text)
