"""Sums of variables, as an indicator writes its numerator and denominator.

    expression  =  term { ("+" | "-") term }
    term        =  variable                       for the group asked for
                |  variable "@" group             for this group, whatever is asked for
                |  variable "@group_and_" group   for those of the group asked for who are also in this one

`inhabitants@group_and_age_15_64` is `inhabitants@age_15_64` for everybody and
`inhabitants@women_and_age_15_64` for women.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

Terms = tuple[tuple[int, str], ...]  # (sign, column): ((1, "moves_in@total"), (-1, "moves_out@total"))

TOTAL = "total"
_ASKED_AND = "group_and_"
_NAME = r"[a-z][a-z0-9_]*"
_TERM = re.compile(rf"({_NAME})(?:@({_NAME}))?")


class ExpressionError(ValueError):
    """An expression that does not follow the grammar; the message shows what was found."""


@dataclass(frozen=True)
class Term:
    """One summand: its sign (1 or -1), its variable and, where one is written, its group."""

    sign: int
    variable: str
    group: str | None

    def column(self, asked: str) -> str:
        """The column that this summand stands for when a group is asked for."""
        if self.group is None:
            return f"{self.variable}@{asked}"
        if not self.group.startswith(_ASKED_AND):
            return f"{self.variable}@{self.group}"
        own = self.group.removeprefix(_ASKED_AND)
        return f"{self.variable}@{own if asked == TOTAL else f'{asked}_and_{own}'}"


@lru_cache(4096)
def parse(expression: str) -> tuple[Term, ...]:
    """Read an expression; raises ExpressionError."""
    words = re.split(r"([+-])", expression)
    signs = ["+", *words[1::2]]
    return tuple(_term(sign, word.strip(), expression) for sign, word in zip(signs, words[::2], strict=True))


def _term(sign: str, word: str, expression: str) -> Term:
    found = _TERM.fullmatch(word)
    if not found:
        what = f"{word!r} is not a variable or variable@group" if word else "a variable is missing"
        raise ExpressionError(f"{what} in {expression!r}; expected e.g. 'moves_in - moves_out@total'")
    return Term(1 if sign == "+" else -1, found[1], found[2])


def terms(expression: str, group: str) -> Terms:
    """The columns of an expression, with their signs, for the group asked for."""
    return tuple((term.sign, term.column(group)) for term in parse(expression))
