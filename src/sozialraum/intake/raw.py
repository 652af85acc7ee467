"""What phase one hands on: the cells of a file as delivered, with where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sozialraum.warehouse.draft import SourceFile

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cells:
    """One column of cells. A cell is a number where `codes` is −1, else the text `texts[code]`.

    numbers: float64 of shape (n,), NaN for an empty cell and for a text.
    codes: int64 of shape (n,). texts: the distinct texts.
    """

    numbers: npt.NDArray[np.float64]
    codes: Ints
    texts: pa.Array

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: Any) -> Cells:
        """The cells of these rows (indices or a mask)."""
        return Cells(self.numbers[rows], self.codes[rows], self.texts)

    def as_texts(self) -> tuple[Ints, list[str]]:
        """Codes into distinct texts; numbers are written without needless decimals, empty cells as ""."""
        distinct = [t or "" for t in self.texts.to_pylist()]
        plain = self.codes < 0
        if not plain.any():
            return self.codes, distinct
        numbers, inverse = np.unique(self.numbers[plain], return_inverse=True)
        codes = self.codes.copy()
        codes[plain] = inverse + len(distinct)
        return codes, distinct + [written(number) for number in numbers]

    def shown(self, row: int) -> str:
        """A cell as a person would see it."""
        code = int(self.codes[row])
        return written(float(self.numbers[row])) if code < 0 else str(self.texts[code])


def written(number: float) -> str:
    """A number as text: 3.0 is "3", NaN is ""."""
    if np.isnan(number):
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def of_dictionary(column: pa.ChunkedArray) -> Cells:
    """Cells of an Arrow column of dictionary-encoded texts."""
    one = column.unify_dictionaries().combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if isinstance(one, pa.ChunkedArray):
        one = one.chunk(0) if one.num_chunks else pa.array([], pa.string()).dictionary_encode()
    codes = np.asarray(one.indices, dtype=np.int64)
    return Cells(np.full(len(codes), np.nan), codes, one.dictionary)


def of_values(values: Iterable[Any]) -> Cells:
    """Cells of Python values: numbers, texts, None. Anything else is taken as its text."""
    given = list(values)
    kinds = {type(v) for v in given}
    if kinds <= {int, float, type(None)} and not any(map(_too_large, given)):
        numbers = np.array([np.nan if v is None else v for v in given], dtype=np.float64)
        return Cells(numbers, np.full(len(given), -1, dtype=np.int64), pa.array([], pa.string()))
    is_number = [
        (isinstance(v, int | float) and not isinstance(v, bool) and not _too_large(v)) or v is None
        for v in given
    ]
    numbers = np.array(
        [v if n and v is not None else np.nan for v, n in zip(given, is_number, strict=True)], np.float64
    )
    encoded = pa.array(
        [None if n else str(v) for v, n in zip(given, is_number, strict=True)], pa.string()
    ).dictionary_encode()
    codes = np.asarray(encoded.indices.fill_null(-1), dtype=np.int64)
    return Cells(numbers, codes, encoded.dictionary)


def _too_large(value: Any) -> bool:
    """Whole numbers of hundreds of digits are no figures: they are kept as text, and reported with their row."""
    return type(value) is int and value.bit_length() > 1000


@dataclass(frozen=True, eq=False)
class RawTable:
    """A table as read: columns by their header or field, all of `length` rows.

    headers: all columns of the file, also those not read. first_row: number of the first row as a spreadsheet
    shows it. period: what the file's or the sheet's name says, or "".
    """

    file: SourceFile
    columns: Mapping[str, Cells]
    headers: tuple[str, ...]
    length: int
    first_row: int = 1
    sheet: str = ""
    period: str = ""
