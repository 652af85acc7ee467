"""Texts → typed values, by dialect. Distinct texts only, so that fifty thousand equal cells cost one."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sozialraum.intake.dialects import BLANKS, Dialect
from sozialraum.intake.raw import Cells
from sozialraum.warehouse.values import WITHOUT_NUMBER, State

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

REMEMBERED = 5_000  # longest list of distinct texts that is looked up text by text
BAD = 255  # stands in `states` for a text that the dialect doesn't know
NUMBERLESS = np.zeros(256, dtype=bool)
NUMBERLESS[[int(s) for s in WITHOUT_NUMBER]] = True
NUMBERLESS[BAD] = True


class Reading:
    """Reads cells of one dialect. Texts that were read before, in any column, are not read again."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._known: dict[str, tuple[float, int]] = {}
        self._texts: pa.Array | None = None
        self._read: tuple[Floats, Bytes] = (np.zeros(0), np.zeros(0, np.uint8))

    def read(self, cells: Cells) -> tuple[Floats, Bytes]:
        """Values and states of shape (n,): NaN where there is no number, BAD where it is unreadable."""
        if cells.texts is not self._texts:
            self._texts, self._read = cells.texts, self._distinct(cells.texts)
        values, states = self._read
        plain = cells.codes < 0
        if not plain.any():
            return values[cells.codes], states[cells.codes]
        out, marks = _plain_numbers(cells.numbers, self.dialect)
        texts = ~plain
        out[texts], marks[texts] = values[cells.codes[texts]], states[cells.codes[texts]]
        return out, marks

    def _distinct(self, texts: pa.Array) -> tuple[Floats, Bytes]:
        """Short lists by memory (small whole numbers come again and again), long ones at once."""
        if len(texts) > REMEMBERED:
            return read_texts(texts, self.dialect)
        given = texts.to_pylist()
        new = [text for text in given if text not in self._known]
        if new:
            values, states = read_texts(pa.array(new, pa.string()), self.dialect)
            self._known |= zip(new, zip(values.tolist(), states.tolist(), strict=True), strict=True)
        pairs = [self._known[text] for text in given]
        return np.array([v for v, _ in pairs], np.float64), np.array([s for _, s in pairs], np.uint8)


def _plain_numbers(numbers: Floats, dialect: Dialect) -> tuple[Floats, Bytes]:
    """Cells that are numbers already, as JSON and spreadsheets have them; NaN is an empty cell."""
    out = numbers.copy()
    marks = np.full(len(out), State.OBSERVED, dtype=np.uint8)
    marks[out == 0] = dialect.zero
    marks[np.isnan(out)] = dialect.signs.get("", State.UNKNOWN)
    marks[np.isinf(out)] = BAD
    out[NUMBERLESS[marks]] = np.nan
    return out, marks


def read_texts(texts: pa.Array, dialect: Dialect) -> tuple[Floats, Bytes]:
    """Values and states of distinct texts, shape (k,)."""
    if not len(texts):
        return np.zeros(0), np.zeros(0, np.uint8)
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(texts, ""))
    values = np.full(len(trimmed), np.nan)
    states = np.full(len(trimmed), BAD, dtype=np.uint8)
    numeric = np.asarray(pc.match_substring_regex(trimmed, _pattern(dialect)))
    values[numeric] = _numbers(trimmed.filter(pa.array(numeric)), dialect)
    states[numeric] = np.where(values[numeric] == 0, dialect.zero, State.OBSERVED)
    for i in np.flatnonzero(~numeric):
        values[i], states[i] = _read_other(trimmed[i].as_py(), dialect)
    for sign, state in dialect.signs.items():  # "0" may be a sign, too
        hit = np.asarray(pc.equal(trimmed, sign))
        if hit.any():
            states[hit] = state
            values[hit] = np.nan if state in WITHOUT_NUMBER else 0.0
    return values, states


def _pattern(dialect: Dialect) -> str:
    """Numbers with or without thousands separators, which must stand at every third digit."""
    grouped = rf"|\d{{1,3}}(?:[{re.escape(dialect.separators)}]\d{{3}})+" if dialect.separators else ""
    blanks = "[" + BLANKS + "]*"
    exponent = r"(?:[eE][+-]?\d+)?" if dialect.decimal == "." else ""
    return rf"^[+\-−]?{blanks}(?:\d+{grouped})(?:{re.escape(dialect.decimal)}\d+)?{exponent}$"


def _numbers(texts: pa.Array, dialect: Dialect) -> Floats:
    if dialect.separators:
        texts = pc.replace_substring_regex(texts, f"[{re.escape(dialect.separators)}]", "")
    if dialect.decimal != ".":
        texts = pc.replace_substring(texts, dialect.decimal, ".")
    texts = pc.replace_substring_regex(texts, f"^\\+|[{BLANKS}]", "")
    return np.asarray(pc.cast(pc.replace_substring(texts, "−", "-"), pa.float64()))


def _read_other(text: str, dialect: Dialect) -> tuple[float, int]:
    """What is neither a plain number nor a sign: `(12)`, `12 p`."""
    inner, state = text, None
    if text.startswith("(") and text.endswith(")"):
        inner, state = text[1:-1].strip(), State.LIMITED
    elif text[-1:] in dialect.marks:
        inner, state = text[:-1].strip(), dialect.marks[text[-1]]
    if state is None or not re.match(_pattern(dialect), inner):
        return float("nan"), BAD
    if state in WITHOUT_NUMBER:
        return float("nan"), int(state)
    return float(_numbers(pa.array([inner]), dialect)[0]), int(state)
