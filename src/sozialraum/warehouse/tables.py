"""Columns at rest: one Parquet file a period, one row a space in its edition's order, a value and a state a column."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock

import numpy as np
import pyarrow as pa

from sozialraum.warehouse.store import Store, fingerprint
from sozialraum.warehouse.values import Column

_STATE = "/state"
# To open a file costs more than to read one as small as this: it is read whole, once.
_WHOLE_BYTES = 2**20


def to_table(columns: Mapping[str, Column]) -> pa.Table:
    """Arrow table of the columns in the order of their names; shape (spaces, 2 × columns)."""
    names: list[str] = []
    arrays: list[pa.Array] = []
    for name in sorted(columns):
        names += [name, name + _STATE]
        arrays += [pa.array(columns[name].values), pa.array(columns[name].states)]
    return pa.table(arrays, names=names)


def fingerprint_of(column: Column) -> str:
    """Names a column by its content."""
    return fingerprint(column.values.tobytes(), column.states.tobytes())


class Shelf:
    """Reads columns of stored tables and keeps those lately used in memory: objects never change."""

    def __init__(self, store: Store, limit_bytes: int = 512 * 2**20) -> None:
        self.store = store
        self.limit = limit_bytes
        self._kept: OrderedDict[tuple[str, str], Column] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def column(self, name: str, column: str) -> Column:
        """One column of one object."""
        return self.columns(name, [column])[column]

    def columns(self, name: str, wanted: Iterable[str]) -> dict[str, Column]:
        """Several columns of one object; those not yet in memory are read in one pass."""
        wanted = list(wanted)
        with self._lock:
            found = {c: self._kept[name, c] for c in wanted if (name, c) in self._kept}
            for c in found:
                self._kept.move_to_end((name, c))
        missing = [c for c in wanted if c not in found]
        if missing:
            read = self._read(name, missing)
            found |= {c: read[c] for c in missing}
            self._keep(name, read)
        return found

    def _read(self, name: str, wanted: list[str]) -> dict[str, Column]:
        small = self.store.size(name) <= _WHOLE_BYTES
        table = self.store.get_table(name, None if small else [p for c in wanted for p in (c, c + _STATE)])
        if small:
            wanted = [c for c in table.column_names if not c.endswith(_STATE)]
        return {
            c: Column(
                np.array(table[c].to_numpy(), dtype=np.float64),
                np.array(table[c + _STATE].to_numpy(), dtype=np.uint8),
            )
            for c in wanted
        }

    def _keep(self, name: str, columns: Mapping[str, Column]) -> None:
        with self._lock:
            for c, column in columns.items():
                if (name, c) not in self._kept:
                    self._kept[name, c] = column
                    self._size += 9 * len(column)
            while self._size > self.limit and self._kept:
                _, dropped = self._kept.popitem(last=False)
                self._size -= 9 * len(dropped)
