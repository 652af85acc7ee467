"""All figures of a load side by side, as the checks look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sozialraum.intake.harmonise import Dense, Figures, Floats
from sozialraum.intake.recipe import Check
from sozialraum.warehouse.draft import EditionDraft
from sozialraum.warehouse.values import State


class Delivered:
    """Figures by source, and by edition where the first source named in the recipe wins."""

    def __init__(
        self, figures: Sequence[Figures], editions: Mapping[str, EditionDraft], edition_of: Mapping[str, str]
    ):
        self._sources = {f.source.key: f for f in figures}
        self.editions = editions
        self._edition_of = edition_of

    def edition(self, source: str) -> str:
        """Key of the edition that a source speaks of."""
        return self._edition_of[source]

    def names(self, edition: str) -> Sequence[str]:
        """Names of the spaces of an edition."""
        return self.editions[edition].names

    def codes(self, edition: str) -> Sequence[str]:
        """Codes of the spaces of an edition."""
        return self.editions[edition].codes

    def periods_of(self, source: str, column: str) -> set[str]:
        """Periods for which a source delivers a column."""
        return set(self._sources[source].columns.get(column, {})) if source in self._sources else set()

    def of(self, source: str, column: str, period: str) -> Floats:
        """Values of one source."""
        return self._sources[source].columns[column][period][0]

    def label(self, source: str, label: str) -> Mapping[str, Dense]:
        """Period → what stands under a label that is read for checks only."""
        return self._sources[source].delivered.get(label, {}) if source in self._sources else {}

    def where(self, check: Check, *columns: str) -> Iterator[tuple[str, str]]:
        """Edition and period of every place in which all these columns are delivered and the check holds."""
        for edition in self.editions:
            held = [self._periods(check, edition, column) for column in columns]
            for period in sorted(set.intersection(*held)) if held else ():
                if check.when.holds(period):
                    yield edition, period

    def values(self, check: Check, edition: str, column: str, period: str) -> Floats:
        """Values of the first source that delivers the column for this edition and period."""
        return self._first(check, edition, column, period)[0]

    def secret(self, check: Check, edition: str, column: str, period: str) -> npt.NDArray[np.bool_]:
        """Where that source keeps a figure secret."""
        return self._first(check, edition, column, period)[1] == State.SECRET

    def _candidates(self, check: Check, edition: str) -> Iterator[Figures]:
        for key, figures in self._sources.items():
            if self._edition_of[key] == edition and check.source in ("", key):
                yield figures

    def _periods(self, check: Check, edition: str, column: str) -> set[str]:
        return {period for f in self._candidates(check, edition) for period in f.columns.get(column, {})}

    def _first(self, check: Check, edition: str, column: str, period: str) -> Dense:
        found = (f.column(column, period) for f in self._candidates(check, edition))
        return next(dense for dense in found if dense is not None)
