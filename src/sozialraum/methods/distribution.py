"""Distribution key: an amount of money is split over spaces, partly equally, partly by inhabitants, partly by need.

    qₛ = T · ( b/100 · 1/n  +  e/100 · Pₛ/ΣP  +  d/100 · BₛPₛ/ΣBP )          b + e + d = 100
    aₛ = ⌊qₛ⌋, and one unit more for the spaces with the largest remainders qₛ − ⌊qₛ⌋, until Σ aₛ = T

T: the total; P: inhabitants; B: burden per inhabitant, 0 or more; n: how many spaces; everything in units (a cent, or a
whole euro). A space whose burden is unknown is taken to be burdened as the mean of the others, so that it gets of the
third part what its inhabitants would give it: neither nothing nor a bonus.

Ties between remainders: first who has more inhabitants, then who stands first in the order given.

Source: largest remainder as in A. Hamilton (1792), see M. L. Balinski, H. P. Young (2001), Fair Representation,
2nd ed., Brookings; base, inhabitants and need as parts of a budget for social spaces: W. Hinte, G. Litges,
W. Springer (1999), Soziale Dienste: Vom Fall zum Feld, edition sigma.

Exact: rational numbers throughout. An amount lies less than one unit from its quota; who has the larger quota never
gets less. The method isn't house-monotone: with a larger total a single space can get a unit less (Alabama paradox).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WHOLE = 100  # percent
Exact = int | Fraction | Decimal


class NoKeyError(ValueError):
    """The key can't be applied to these spaces. rows: those that stand in its way; none where all of them do."""

    def __init__(self, why: str, rows: Sequence[int] = ()) -> None:
        super().__init__(f"{why}{f': rows {list(rows)}' if rows else ''}")
        self.why, self.rows = why, tuple(rows)


UNKNOWN_INHABITANTS, NO_INHABITANTS, NO_NEED = "unknown inhabitants", "no inhabitants", "no need"


@dataclass(frozen=True)
class Split:
    """What each space gets, in the order given. base, inhabitants, need: its parts, which add up to its amount.

    assumed: True where the burden was unknown and the mean of the others was taken.
    """

    amounts: tuple[int, ...]
    base: tuple[int, ...]
    inhabitants: tuple[int, ...]
    need: tuple[int, ...]
    assumed: tuple[bool, ...]


def distribute(
    total: int, inhabitants: Sequence[Exact | None], burden: Sequence[Exact | None], *,
    base: int, per_inhabitant: int, need: int, unit: int = 1,
) -> Split:  # fmt: skip
    """Split a total over spaces.

    total: in the smallest units of money (cents), 0 or more. inhabitants: a space each, 0 or more, None = unknown.
    burden: per inhabitant, 0 or more, None = unknown; any scale, only proportions count. base, per_inhabitant, need:
    whole percent of the total, together 100. unit: amounts are multiples of it (100: whole euros of cents).

    A part of 0 percent asks nothing of its figures. Raises NoKeyError where inhabitants are unknown (with the rows),
    where nobody lives in any space, and where no space has a known burden above 0; ValueError for weights that aren't
    a whole, negative values, lengths that differ, and a total that isn't a multiple of the unit.
    """
    weights = (base, per_inhabitant, need)
    _check(total, inhabitants, burden, weights, unit)
    if not inhabitants:
        return Split((), (), (), (), ())
    people = _people(inhabitants, asked=bool(per_inhabitant or need))
    assumed = tuple(bool(need) and one is None for one in burden)
    needy = _needy(people, burden) if need else [Fraction(0)] * len(people)
    units = total // unit
    parts = [
        _quotas(units, weight, keys)
        for weight, keys in zip(weights, ([Fraction(1)] * len(people), people, needy), strict=True)
    ]
    quotas = [sum(one, Fraction(0)) for one in zip(*parts, strict=True)]
    amounts = largest_remainder(quotas, units, people)
    rows = [
        largest_remainder([q * a / quota for q in mine], a) if a else [0, 0, 0]
        for mine, quota, a in zip(zip(*parts, strict=True), quotas, amounts, strict=True)
    ]
    columns = [tuple(row[at] * unit for row in rows) for at in range(3)]
    return Split(tuple(a * unit for a in amounts), columns[0], columns[1], columns[2], assumed)


def largest_remainder(quotas: Sequence[Fraction], total: int, first: Sequence[Exact] = ()) -> list[int]:
    """Whole numbers that add up to the total, each less than one from its quota. Quotas: 0 or more, together the total.

    first: who has more of it wins a tie; then the order given. Raises ValueError where the quotas aren't the total.
    """
    if sum(quotas, Fraction(0)) != total:
        raise ValueError("quotas must add up to the total")
    found = [quota.numerator // quota.denominator for quota in quotas]
    order = first or [0] * len(quotas)
    by_rest = sorted(
        range(len(quotas)), key=lambda row: (found[row] - quotas[row], -Fraction(order[row]), row)
    )
    for row in by_rest[: total - sum(found)]:
        found[row] += 1
    return found


def above_least(values: Sequence[Exact | None]) -> list[Fraction | None]:
    """Burdens from values that may lie below 0, as those of an index: how far each lies above the least. None stays."""
    least = min((Fraction(one) for one in values if one is not None), default=Fraction(0))
    return [None if one is None else Fraction(one) - least for one in values]


def _check(
    total: int, inhabitants: Sequence[Exact | None], burden: Sequence[Exact | None], weights: Sequence[int], unit: int
) -> None:  # fmt: skip
    if len(inhabitants) != len(burden):
        raise ValueError(f"{len(inhabitants)} spaces have inhabitants, {len(burden)} a burden")
    if any(weight < 0 for weight in weights) or sum(weights) != WHOLE:
        raise ValueError(f"base, per_inhabitant and need must be a whole of {WHOLE}, got {tuple(weights)}")
    if unit < 1 or total < 0 or total % unit:
        raise ValueError(f"total must be a multiple of the unit {unit}, 0 or more, got {total}")
    if not inhabitants and total:
        raise ValueError("there is no space to give to")
    if any(one is not None and one < 0 for one in (*inhabitants, *burden)):
        raise ValueError("inhabitants and burden must not be negative")


def _people(inhabitants: Sequence[Exact | None], *, asked: bool) -> list[Fraction]:
    unknown = [row for row, one in enumerate(inhabitants) if one is None]
    if asked and unknown:
        raise NoKeyError(UNKNOWN_INHABITANTS, unknown)
    found = [Fraction(one or 0) for one in inhabitants]
    if asked and not any(found):
        raise NoKeyError(NO_INHABITANTS)
    return found


def _needy(people: Sequence[Fraction], burden: Sequence[Exact | None]) -> list[Fraction]:
    """Burden × inhabitants; the mean burden of the others where it is unknown."""
    known = [(p, Fraction(b)) for p, b in zip(people, burden, strict=True) if b is not None]
    there, borne = sum((p for p, _b in known), Fraction(0)), sum((p * b for p, b in known), Fraction(0))
    if not borne:
        raise NoKeyError(NO_NEED)
    mean = borne / there
    return [p * (mean if b is None else Fraction(b)) for p, b in zip(people, burden, strict=True)]


def _quotas(units: int, weight: int, keys: Sequence[Fraction]) -> list[Fraction]:
    """A part of the total in proportion to the keys; nothing where the part is nothing."""
    if not weight:
        return [Fraction(0)] * len(keys)
    whole = sum(keys, Fraction(0))
    return [Fraction(units * weight, WHOLE) * key / whole for key in keys]
