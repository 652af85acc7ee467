"""A city drawn on squared paper: 4 × 4 blocks, four social spaces, two planning areas, one reform in 2019.

before 2019          from 2019
A A B B              A A B B
A A B B              A A D B     the block at row 1, column 2 moves from B to D
C C D D              C C D D
C C D D              C C D D     planning areas: 1 = A, C (west) and 2 = B, D (east)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import shapely

from sozialraum.warehouse.draft import (
    CrosswalkDraft,
    Delivery,
    EditionDraft,
    FacilitiesDraft,
    ReleaseDraft,
    SourceFile,
)  # fmt: skip
from sozialraum.warehouse.values import Column, State

OLD, NEW = "sozialraeume@2013-01-01", "sozialraeume@2019-01-01"
BLOCKS, AREAS = "bloecke@2013-01-01", "planungsraeume@2013-01-01"
PLAN_OLD = ["AABB", "AABB", "CCDD", "CCDD"]
PLAN_NEW = ["AABB", "AADB", "CCDD", "CCDD"]
MOVED = 6  # position of the block that changes its social space
BOTH = {"de": "Text", "en": "text"}
INHABITANTS = [100.0] * 15 + [300.0]  # the last block holds more people

CITY: Mapping[str, object] = {
    "key": "grid", "name": "Karostadt", "demonstration": True, "crs": "EPSG:25832", "threshold": 3,
    "social_spaces": "sozialraeume", "planning_areas": "planungsraeume", "about": BOTH,
    "space_system": [
        {"key": "bloecke", "role": "building_block", "title": BOTH, "unit": BOTH, "parent": None},
        {"key": "sozialraeume", "role": "social_space", "title": BOTH, "unit": BOTH, "parent": "planungsraeume"},
        {"key": "planungsraeume", "role": "planning_area", "title": BOTH, "unit": BOTH, "parent": None},
    ],
}  # fmt: skip


def square(column: int, row: int) -> shapely.Polygon:
    """One block of about 100 m, counted from the north-west."""
    x, y = 10.0 + column * 0.0014, 50.0 - row * 0.0009
    return shapely.box(x, y - 0.0009, x + 0.0014, y)


def _edition(system: str, begin: str, end: str | None, plan: list[str], parent: str | None) -> EditionDraft:
    codes = sorted({letter for row in plan for letter in row})
    cells = {c: [square(x, y) for y in range(4) for x in range(4) if plan[y][x] == c] for c in codes}
    return EditionDraft(
        space_system=system, valid_from=begin, valid_until=end, basis=BOTH, codes=tuple(codes),
        names=tuple(f"Raum {c}" for c in codes), parents=tuple("1" if c in "AC" else "2" for c in codes),
        parent_system=parent, geometry=tuple(shapely.to_wkb(shapely.union_all(cells[c])) for c in codes),
    )  # fmt: skip


def editions() -> tuple[EditionDraft, ...]:
    """Blocks, both editions of the social spaces, planning areas."""
    blocks = EditionDraft(
        space_system="bloecke", valid_from="2013-01-01", valid_until=None, basis=BOTH,
        codes=tuple(f"{i:02}" for i in range(16)), names=tuple(f"Block {i:02}" for i in range(16)),
        parents=("",) * 16, parent_system=None,
        geometry=tuple(shapely.to_wkb(square(i % 4, i // 4)) for i in range(16)),
    )  # fmt: skip
    areas = EditionDraft(
        space_system="planungsraeume", valid_from="2013-01-01", valid_until=None, basis=BOTH, codes=("1", "2"),
        names=("West", "Ost"), parents=("", ""), parent_system=None,
        geometry=tuple(
            shapely.to_wkb(shapely.union_all([square(x, y) for y in range(4) for x in columns]))
            for columns in ((0, 1), (2, 3))
        ),
    )  # fmt: skip
    return (
        blocks, _edition("sozialraeume", "2013-01-01", "2019-01-01", PLAN_OLD, "planungsraeume"),
        _edition("sozialraeume", "2019-01-01", None, PLAN_NEW, "planungsraeume"), areas,
    )  # fmt: skip


def crosswalks() -> tuple[CrosswalkDraft, ...]:
    """Which block lies in which social space, before and after."""
    codes = tuple(f"{i:02}" for i in range(16))
    return tuple(
        CrosswalkDraft(BLOCKS, key, codes, tuple("".join(plan)), (1.0,) * 16, BOTH)
        for key, plan in ((OLD, PLAN_OLD), (NEW, PLAN_NEW))
    )


def release(
    key: str, edition: str, periods: Mapping[str, Mapping[str, Column]], **more: object
) -> ReleaseDraft:
    """A delivery of these columns."""
    return ReleaseDraft(
        key=key, title=BOTH, publisher="Karostadt", licence="dl-de/by-2-0", url="", edition=edition,
        files=(SourceFile(f"{key}.csv", "0" * 64, 1),), periods=periods, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def people(year: int, factor: float = 1.0) -> dict[str, Column]:
    """Inhabitants of the blocks; every tenth is foreign in the west, every fifth in the east."""
    total = [n * factor + (year - 2013) * 10 for n in INHABITANTS]
    foreign = [n // (10 if i % 4 < 2 else 5) for i, n in enumerate(total)]
    working = [n * 0.6 // 1 for n in total]
    return {
        "inhabitants@total": Column.of(total),
        "inhabitants@foreign": Column.of(foreign),
        "inhabitants@german": Column.of([a - b for a, b in zip(total, foreign, strict=True)]),
        "inhabitants@age_15_64": Column.of(working),
    }


def unemployed(year: int, secret: bool = False) -> dict[str, Column]:
    """Unemployed of the four social spaces of the edition in force."""
    values = [12.0, 30.0, 20.0, 44.0 + (year - 2013)]
    if not secret:
        return {"unemployed@total": Column.of(values)}
    return {"unemployed@total": Column.of([float("nan"), *values[1:]], [State.SECRET, 0, 0, 0])}


def delivery(*, factor: float = 1.0, secret: bool = False) -> Delivery:
    """All of it: 2013 to 2022, people on blocks, unemployed on the social spaces of the day."""
    years = range(2013, 2023)
    before = {str(y): unemployed(y, secret) for y in years if y < 2019}
    after = {str(y): unemployed(y, secret) for y in years if y >= 2019}
    return Delivery(
        city=CITY,
        editions=editions(),
        releases=(
            release("people", BLOCKS, {str(y): people(y, factor) for y in years}),
            release("work_before", OLD, before, hidden_range=(1, 2)),
            release("work_after", NEW, after, hidden_range=(1, 2)),
        ),
        crosswalks=crosswalks(),
        facilities=(
            FacilitiesDraft(
                key="kitas", kind="kita", dimension="education", title=BOTH, publisher="Karostadt",
                licence="", url="", as_of="2020-06-01", names=("Kita Eins", "Kita Zwei", "Draußen"),
                longitudes=(10.0007, 10.0050, 11.0), latitudes=(49.9996, 49.9968, 50.0),
            ),
        ),
    )  # fmt: skip


def silent_in_2022() -> Delivery:
    """The same, where nothing is known of the unemployed in the last year, although the source has the year."""
    made = delivery()
    work = made.releases[-1]
    nothing = {"unemployed@total": Column.of([float("nan")] * 4)}
    releases = (*made.releases[:-1], replace(work, periods={**work.periods, "2022": nothing}))
    return replace(made, releases=releases)
