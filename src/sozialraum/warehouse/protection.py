"""Which cells of a data version are hidden: the same answer for every page, file and command.

Hidden is, of the counts of persons, households and cases of a space:

- what is small, and what leaves a small rest of its whole (women = all − men);
- all groups of one kind together where one of them is small: else the others give it back;
- a second space of the same planning area, and one below a hidden planning area, so that no sum gives it back;
- what is hidden in another edition of the same system for a space that did not change.

Building blocks of a city with a threshold never leave: they are delivered as they are, to be summed up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse import disclosure
from sozialraum.warehouse.catalogue import Catalogue, Indicator, Terms
from sozialraum.warehouse.editions import CITY, Edition, parent_edition
from sozialraum.warehouse.facts import Facts
from sozialraum.warehouse.tables import Shelf
from sozialraum.warehouse.values import Column, Mask

INTERNAL = "building_block"


class Protection:
    """The masks of one data version, made when they are asked for and kept."""

    def __init__(
        self, threshold: int, editions: Mapping[str, Edition], facts: Callable[[], Facts],
        catalogue: Callable[[], Catalogue], shelf: Shelf,
    ) -> None:  # fmt: skip
        self.threshold = threshold
        self._editions = editions
        self._facts = facts
        self._catalogue = catalogue
        self._shelf = shelf
        self.hidden = lru_cache(65_536)(self._find_hidden)
        self._own = lru_cache(65_536)(self._find_own)
        self._groups = lru_cache(1_024)(self._find_groups)
        self._parents = lru_cache(64)(self._find_parents)
        self._unchanged = lru_cache(64)(self._find_unchanged)

    def internal(self, edition: Edition) -> bool:
        """Whether figures of this edition never leave the house."""
        return self.threshold > 1 and edition.role == INTERNAL

    def concerns(self, terms: Terms) -> bool:
        """Whether one of the columns could tell something of a single person."""
        variables = self._catalogue().variables
        return self.threshold > 1 and any(variables[c.split("@")[0]].protected for _, c in terms)

    def of_figures(
        self,
        edition: Edition,
        definition: Indicator,
        group: str,
        period: str,
        above: Column,
        below: Column | None,
    ) -> tuple[Mask, Mask]:
        """Where an indicator's numerator must not be shown, and where not even its denominator; (n,) each."""
        numerator, denominator = definition.operands(group)
        hidden, few = self._any(edition.key, period, numerator), self._any(edition.key, period, denominator)
        if self.concerns(numerator):
            exposed = disclosure.small(
                above.values, self.threshold
            )  # a difference may be small when its terms are not
            if below is not None and definition.interval == "wilson":
                exposed |= disclosure.other_side(below.values, above.values, self.threshold)
            if exposed.any():
                hidden = self._partners(hidden | exposed, edition.key, above)
        return hidden, few

    def _any(self, edition: str, period: str, terms: Terms) -> Mask:
        mask = np.zeros(len(self._editions[edition]), dtype=np.bool_)
        for _, column in terms:
            if self.concerns(((1, column),)):
                mask = mask | self.hidden(edition, period, column)
        return mask

    def _find_hidden(self, edition: str, period: str, column: str) -> Mask:
        """A protected column's hidden cells, (n,); with those of the system's other editions."""
        mask = self._own(edition, period, column)
        system = self._editions[edition].space_system
        others = [e.key for e in self._editions.values() if e.space_system == system and e.key != edition]
        for other in others:
            if column in self._facts().at(other, period):
                here, there = self._unchanged(edition, other)
                mask = mask.copy()
                mask[here] |= self._own(other, period, column)[there]
        return self._partners(mask, edition, self._column(edition, period, column))

    def _find_own(self, edition: str, period: str, name: str) -> Mask:
        column = self._column(edition, period, name)
        mask = self._small(edition, period, name, column)
        above = parent_edition(self._editions[edition], self._editions)
        if above is not None and above.space_system != CITY and name in self._facts().at(above.key, period):
            hidden_above = self._own(above.key, period, name)
            parents = self._parents(edition)
            mask = disclosure.below_hidden_parents(hidden_above, mask, column, parents, self.threshold)
        return self._partners(mask, edition, column)

    def _small(self, edition: str, period: str, name: str, column: Column) -> Mask:
        """Small itself, or one of a kind of groups of which one is small or leaves a small rest."""
        mask = disclosure.small(column.values, self.threshold)
        variable, _, group = name.partition("@")
        if group == "total":
            return mask
        siblings = self._groups(edition, period).get((variable, self._axis(group)), (name,))
        for sibling in siblings:
            values = self._column(edition, period, sibling).values
            mask = mask | disclosure.small(values, self.threshold)
            for whole in self._wholes(edition, period, sibling):
                mask = mask | disclosure.other_side(whole.values, values, self.threshold)
        return mask

    def _wholes(self, edition: str, period: str, name: str) -> list[Column]:
        """What the group is a part of: everybody, and for women of an age also women and that age."""
        variable, _, group = name.partition("@")
        parts = group.split("_and_")
        names = [f"{variable}@total", *(f"{variable}@{p}" for p in parts if len(parts) > 1)]
        present = self._facts().at(edition, period)
        return [self._column(edition, period, n) for n in names if n in present]

    def _find_groups(self, edition: str, period: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(variable, kind of group) → its columns, everybody left out."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for name in self._facts().at(edition, period):
            variable, _, group = name.partition("@")
            if group != "total":
                key = (variable, self._axis(group))
                found[key] = (*found.get(key, ()), name)
        return found

    def _axis(self, group: str) -> str:
        return self._catalogue().group(group).axis

    def _partners(self, mask: Mask, edition: str, column: Column) -> Mask:
        return disclosure.with_partners(mask, column, self._parents(edition), self.threshold)

    def _find_parents(self, edition: str) -> npt.NDArray[np.int64]:
        e = self._editions[edition]
        above = parent_edition(e, self._editions)
        if above is None:
            return np.full(len(e), -1, dtype=np.int64)
        return np.zeros(len(e), np.int64) if len(above) == 1 else above.positions(e.parents)

    def _find_unchanged(
        self, edition: str, other: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Rows of the spaces that both editions share with the same boundary, here and there."""
        here, there = self._editions[edition], self._editions[other]
        same = [
            (i, j)
            for i, (code, outline) in enumerate(zip(here.codes, here.outlines, strict=True))
            if (j := int(there.positions([code])[0])) >= 0 and there.outlines[j] == outline
        ]
        pairs = np.array(same, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _column(self, edition: str, period: str, name: str) -> Column:
        return self._shelf.column(self._facts().at(edition, period)[name].object, name)
