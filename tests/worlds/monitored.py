"""Nine social spaces in three planning areas, 2013 to 2022, with all that the index of social monitoring needs.

One space has too few inhabitants for an index, one has so few unemployed that the door hides their number.
"""

from __future__ import annotations

import shapely

from sozialraum.warehouse.draft import Delivery, EditionDraft
from sozialraum.warehouse.values import Column
from worlds.grid import CITY, release, square

SPACES = "sozialraeume@2013-01-01"
CODES = tuple(f"{i}" for i in range(1, 10))
SMALL, HIDDEN = "9", "8"
YEARS = range(2013, 2023)
PEOPLE = (1000, 1200, 1500, 900, 2000, 1800, 1100, 700, 240)
UNEMPLOYED = (90, 60, 150, 30, 80, 190, 40, 2, 12)
LONG_TERM = (40, 20, 70, 10, 50, 60, 12, 9, 4)
SUPPORT = (180, 200, 320, 60, 300, 500, 90, 60, 40)
CHILDREN = (30, 20, 60, 5, 40, 45, 22, 9, 6)


def title(de: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"de": de, "en": en}


def editions() -> tuple[EditionDraft, ...]:
    """Nine squares in three rows; each row is a planning area."""
    rows = [[square(x, y) for x in range(3)] for y in range(3)]
    spaces = EditionDraft(
        space_system="sozialraeume", valid_from="2013-01-01", valid_until=None,
        basis=title("Beschluss 1/2012", "Resolution 1/2012"), codes=CODES,
        names=tuple(f"Viertel {c}" for c in CODES), parents=tuple(str((int(c) - 1) // 3 + 1) for c in CODES),
        parent_system="planungsraeume", geometry=tuple(shapely.to_wkb(s) for row in rows for s in row),
    )  # fmt: skip
    areas = EditionDraft(
        space_system="planungsraeume", valid_from="2013-01-01", valid_until=None,
        basis=title("Hauptsatzung", "Main statute"), codes=("1", "2", "3"), names=("Nord", "Mitte", "Süd"),
        parents=("", "", ""), parent_system=None,
        geometry=tuple(shapely.to_wkb(shapely.union_all(row)) for row in rows),
    )  # fmt: skip
    return spaces, areas


def columns(year: int) -> dict[str, Column]:
    """All columns of one year: burdens fall a little everywhere, and in the third space they rise."""
    since = year - YEARS[0]
    people = [float(n + 5 * since) for n in PEOPLE]
    moved = [1 + (0.03 if i == 2 else -0.01 * (i % 3)) * since for i in range(len(CODES))]

    def counted(base: tuple[int, ...]) -> list[float]:
        return [float(round(n * m)) for n, m in zip(base, moved, strict=True)]

    unemployed = counted(UNEMPLOYED)
    unemployed[CODES.index(HIDDEN)] = 2.0
    return {
        "inhabitants@total": Column.of(people),
        "inhabitants@age_15_64": Column.of([float(round(n * 0.6)) for n in people]),
        "inhabitants@age_0_14": Column.of([float(round(n * 0.14)) for n in people]),
        "unemployed@total": Column.of(unemployed),
        "unemployed_long_term@total": Column.of(counted(LONG_TERM)),
        "unemployed_sgb2@total": Column.of(counted(LONG_TERM)),
        "sgb2_entitled@total": Column.of(counted(SUPPORT)),
        "sgb2_not_employable@age_0_14": Column.of(counted(CHILDREN)),
    }


def delivery(*, without: int = 0, note: dict[str, str] | None = None) -> Delivery:
    """The whole city. without: how many of the index's indicators a recipe leaves out, from the first."""
    status = [
        "unemployment_share", "long_term_unemployment_share", "transfer_without_unemployment_share",
        "children_income_support_share",
    ]  # fmt: skip
    catalogue = {
        "index": [{"key": "social_monitoring", "status": status[without:]}],
        "indicator": {"unemployment_share": {"note": note}} if note else {},
    }
    systems = [
        {
            "key": "sozialraeume", "role": "social_space", "parent": "planungsraeume",
            "title": title("Sozialräume", "Social spaces"), "unit": title("Sozialraum", "Social space"),
        },
        {
            "key": "planungsraeume", "role": "planning_area", "parent": None,
            "title": title("Planungsräume", "Planning areas"), "unit": title("Planungsraum", "Planning area"),
        },
    ]  # fmt: skip
    return Delivery(
        city={**CITY, "key": "neunstadt", "name": "Neunstadt", "invented": True, "space_system": systems},
        editions=editions(),
        releases=(release("everything", SPACES, {str(y): columns(y) for y in YEARS}, hidden_range=(1, 2)),),
        catalogue=catalogue,
    )  # fmt: skip
