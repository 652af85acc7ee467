"""How an office writes numbers and signs; offices differ within DIN 55301, so each source names a dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sozialraum.warehouse.values import State

BLANKS = " \u00a0\u2009\u202f"  # plain, no-break, thin and narrow no-break


@dataclass(frozen=True)
class Dialect:
    """Encoding and separators; `signs`: whole cell → state; `marks`: letter behind a number → state."""

    name: str
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    thousands: tuple[str, ...] = ()
    signs: Mapping[str, State] = field(default_factory=lambda: {"": State.UNKNOWN})
    marks: Mapping[str, State] = field(default_factory=dict)

    @property
    def zero(self) -> State:
        """What a plain 0 is in this dialect."""
        return self.signs.get("0", State.EXACT_ZERO)

    @property
    def separators(self) -> str:
        """All characters that may stand between thousands."""
        return "".join(BLANKS if t == " " else t for t in self.thousands)


_PLAIN = Dialect("plain")
_DIN = Dialect(
    "din55301",
    delimiter=";",
    decimal=",",
    thousands=(" ",),
    signs={
        "": State.UNKNOWN,
        "–": State.EXACT_ZERO,
        "-": State.EXACT_ZERO,
        "—": State.EXACT_ZERO,
        "0": State.ROUNDED_ZERO,
        ".": State.SECRET,
        "·": State.SECRET,
        "…": State.LATER,
        "...": State.LATER,
        "x": State.NOT_APPLICABLE,
        "X": State.NOT_APPLICABLE,
        "/": State.UNRELIABLE,
    },
    marks={
        "p": State.PROVISIONAL,
        "r": State.REVISED,
        "s": State.ESTIMATED,
        "e": State.ESTIMATED,
        "f": State.FORECAST,
    },
)
_LOWER_SAXONY = replace(
    _DIN, name="lower_saxony", signs={**_DIN.signs, "0": State.EXACT_ZERO, "k": State.ROUNDED_ZERO}
)
BUILT_IN = {d.name: d for d in (_PLAIN, _DIN, _LOWER_SAXONY)}


def make_dialects(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Dialect]:
    """The built-in dialects and those of a recipe, which may be like an earlier one."""
    made = dict(BUILT_IN)
    for name, entry in entries.items():
        base = made.get(entry.get("like", "plain"), _PLAIN)
        made[name] = replace(
            base,
            name=name,
            encoding=entry.get("encoding", base.encoding),
            delimiter=entry.get("delimiter", base.delimiter),
            decimal=entry.get("decimal", base.decimal),
            thousands=tuple(entry.get("thousands", base.thousands)),
            signs={**base.signs, **_states(entry.get("signs", {}))},
            marks={**base.marks, **_states(entry.get("marks", {}))},
        )
    return made


def _states(names: Mapping[str, str]) -> dict[str, State]:
    return {sign: State[name.upper()] for sign, name in names.items()}
