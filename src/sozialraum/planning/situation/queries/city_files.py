"""Disparity and segregation over the years as a table to take along."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.situation.queries.city import CityPage, separations, spreads_of
from sozialraum.planning.statistics.files import Table
from sozialraum.planning.statistics.words import said

COLUMNS = (
    "measure",
    "subject",
    "title",
    "period",
    "value",
    "lower",
    "upper",
    "mean",
    "sd",
    "spaces",
    "edition",
)


def table(page: CityPage) -> Table:
    """One row a measure, indicator or group, and year."""
    rows: list[tuple[Any, ...]] = []
    if page.edition is not None:
        key = page.edition.key
        for spread in spreads_of(page.version, page.edition):
            title = said(spread.indicator.title)
            for period, m in spread.measures.items():
                for measure in ("cv", "gini"):
                    rows.append((
                        measure, spread.indicator.key, title, period, m.get(measure), None, None, m.get("mean"),
                        m.get("sd"), m.get("spaces"), key,
                    ))  # fmt: skip
        for one in separations(page.version, page.edition):
            s = one.series
            parts = zip(s.periods, s.values.tolist(), s.lower.tolist(), s.upper.tolist(), strict=True)
            rows += [
                ("dissimilarity", one.column, one.title, p, v / 100, a / 100, b / 100, None, None, None, key)
                for p, v, a, b in parts
            ]
    about = [
        (_("Räume"), page.edition_title),
        (
            "cv",
            _(
                "Abstand der Räume vom Durchschnitt, gewichtet nach Einwohnern, geteilt durch den Durchschnitt"
            ),
        ),
        ("gini", _("Gini-Koeffizient: 0 = alle Räume gleich, 1 = alles in einem Raum")),
        ("dissimilarity", _("Index der Ungleichverteilung (D), für Zufall berichtigt, mit 95-%-Bereich")),
    ]
    return Table(_("Unterschiede zwischen den Räumen"), COLUMNS, rows, about)
