"""Places of social infrastructure: where they stand, what they are called. Fewer doctors in estates and villages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from sozialraum.musterstadt import write
from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.plan import KINDS, Floats, Ints
from sozialraum.musterstadt.spaces import Spaces


class Sort(NamedTuple):
    """One kind of place: file name, how many inhabitants there are to one, and how each kind of district draws it."""

    file: str
    people: float
    draw: tuple[
        float, ...
    ]  # old town, Gründerzeit, estates (north, south-east), single family, village, industrial
    apart: (
        float  # how strongly they spread out: inhabitants already served count less within this many metres
    )
    names: tuple[str, ...]


SORTS = {
    "kita": Sort("kitas", 1900, (0.9, 1.0, 1.1, 1.1, 1.0, 1.2, 0.0), 350,
                 ("Kita Regenbogen", "Kita Spatzennest", "Kita Pusteblume", "Kinderhaus Wirbelwind", "Kita Löwenzahn",
                  "Evangelische Kita Arche", "Kita Zwergenland", "Waldkita Eichhörnchen", "Kita Sonnenkäfer",
                  "Integrative Kita Brückenschlag", "Kita Kastanienbaum", "Kinderladen Krümel")),
    "school_primary": Sort("grundschulen", 5600, (0.8, 1.0, 1.1, 1.1, 1.0, 1.3, 0.0), 800,
                           ("Grundschule {r}",)),
    "school_secondary": Sort("weiterfuehrende_schulen", 10500, (1.4, 1.2, 0.9, 0.9, 0.8, 0.1, 0.0), 1300,
                             ("Gymnasium {r}", "Gesamtschule {r}", "Gemeinschaftsschule {r}")),
    "playground": Sort("spielplaetze", 1300, (0.7, 0.8, 1.3, 1.2, 1.1, 1.5, 0.0), 260, ("Spielplatz {r} {n}",)),
    "doctor": Sort("arztpraxen", 900, (3.2, 1.35, 0.50, 0.45, 0.55, 0.25, 0.0), 120,
                   ("Hausarztpraxis {p}", "Praxis für Allgemeinmedizin {p}", "Facharztpraxis {p}",
                    "Kinderarztpraxis {p}", "Frauenarztpraxis {p}", "Gemeinschaftspraxis {p}")),
    "pharmacy": Sort("apotheken", 4300, (2.6, 1.2, 0.7, 0.7, 0.6, 0.5, 0.0), 500,
                     ("Löwen-Apotheke", "Stern-Apotheke", "Linden-Apotheke", "Apotheke am Markt", "Rosen-Apotheke",
                      "Hirsch-Apotheke", "Sonnen-Apotheke", "Brunnen-Apotheke")),
    "youth_centre": Sort("jugendeinrichtungen", 12500, (0.9, 1.0, 1.5, 1.3, 0.6, 0.8, 0.0), 1200,
                         ("Jugendhaus {r}", "Jugendclub {r}", "Offener Treff {r}")),
    "library": Sort("bibliotheken", 26000, (2.0, 0.9, 1.1, 1.1, 0.6, 0.3, 0.0), 2000,
                    ("Stadtbibliothek {r}", "Stadtteilbibliothek {r}")),
    "senior_meeting": Sort("seniorentreffs", 11000, (1.2, 0.9, 1.4, 1.2, 0.8, 1.3, 0.0), 1200,
                           ("Seniorentreff {r}", "Begegnungsstätte {r}", "Nachbarschaftstreff {r}")),
    "sports_ground": Sort("sportanlagen", 6000, (0.3, 0.6, 1.1, 1.0, 1.4, 2.4, 0.5), 900,
                          ("Sportplatz {r}", "Sporthalle {r}", "Sportanlage {r}")),
    "supermarket": Sort("supermaerkte", 3300, (1.1, 1.1, 1.0, 1.0, 0.85, 0.45, 4.0), 450,
                        ("Frischemarkt {r}", "Nahkauf {r}", "Supermarkt {r}", "Discounter {r}")),
    "tram_stop": Sort("strassenbahn_haltestellen", 2100, (1.4, 1.1, 1.2, 1.0, 0.35, 0.0, 1.5), 330, ("{r} {n}",)),
    "bus_stop": Sort("bus_haltestellen", 1350, (0.4, 0.5, 0.8, 0.9, 1.5, 2.6, 3.0), 330, ("{r} {n}",)),
}  # fmt: skip
SURNAMES = (
    "Abendroth", "Birkholz", "Clausnitzer", "Dornbusch", "Ehrlich", "Fährmann", "Grünewald", "Hollstein", "Imhof",
    "Jankowski", "Kesselring", "Lindqvist", "Morgenroth", "Nussbaumer", "Osterloh", "Petrović", "Quandt", "Rosenthal",
    "Sommerfeld", "Tiedemann", "Uhlig", "Vollbrecht", "Wiesner", "Yıldız", "Zabel",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Places of one kind: block, position in metres around the market square, name; all of length n."""

    block: Ints
    x: Floats
    y: Floats
    name: tuple[str, ...]


def place_all(blocks: Blocks, people: Ints, spaces: Spaces, seed: int) -> dict[str, Places]:
    """All places by kind, for as many people as live in each block."""
    return {
        kind: _place(sort, blocks, people, spaces, np.random.default_rng([seed, 50, number]))
        for number, (kind, sort) in enumerate(SORTS.items())
    }


def _place(sort: Sort, blocks: Blocks, people: Ints, spaces: Spaces, rng: np.random.Generator) -> Places:
    """Draw blocks one share after the other, each time preferring those that no place is near to yet."""
    by_kind = np.array([*sort.draw, *([0.0] * (len(KINDS) - len(sort.draw)))])
    weight = (people + 8.0 * (by_kind[blocks.kind] >= 3)) * by_kind[blocks.kind]
    wanted = max(1, round(people.sum() / sort.people))
    xy = np.stack([blocks.x, blocks.y], axis=1)
    chosen: list[int] = []
    tree = shapely.STRtree(shapely.points(xy))
    left = weight.copy()
    for _ in range(wanted):
        if len(chosen) % 64 == 0:
            total = np.cumsum(left)
        block = int(min(np.searchsorted(total, rng.random() * total[-1], side="right"), len(left) - 1))
        if left[block] < 0.3 * weight[block] and rng.random() < 0.8:  # near another one: look once more
            block = int(min(np.searchsorted(total, rng.random() * total[-1], side="right"), len(left) - 1))
        chosen.append(block)
        left[tree.query(shapely.points(xy[block]), "dwithin", sort.apart)] *= 0.35
    block = np.array(chosen, dtype=np.int64)
    x, y = _inside(blocks, block, rng)
    order = np.argsort(np.array(spaces.block_codes)[block], kind="stable")
    return Places(block[order], x[order], y[order], _names(sort, block[order], spaces, rng))


def _inside(blocks: Blocks, block: Ints, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A place within each block: somewhere around its middle, at the middle where that would be outside."""
    reach = 0.30 * np.sqrt(blocks.area[block])
    x = blocks.x[block] + rng.uniform(-1, 1, len(block)) * reach
    y = blocks.y[block] + rng.uniform(-1, 1, len(block)) * reach
    out = ~shapely.contains_xy(blocks.shape[block], x, y)
    return np.where(out, blocks.x[block], x), np.where(out, blocks.y[block], y)


def _names(sort: Sort, block: Ints, spaces: Spaces, rng: np.random.Generator) -> tuple[str, ...]:
    """Names from the pattern: {r} the social space, {p} a surname, {n} a number within the space."""
    seen: dict[str, int] = {}
    names = []
    for b in block:
        space = spaces.after.names[spaces.after.of_block[b]]
        pattern = sort.names[int(rng.integers(len(sort.names)))]
        surname = SURNAMES[int(rng.integers(len(SURNAMES)))]
        plain = pattern.format(r=space, p=f"Dr. {surname}", n="").strip()
        seen[plain] = seen.get(plain, 0) + 1
        if "{n}" in pattern or seen[plain] > 1:
            plain = f"{plain} {seen[plain]}"
        names.append(plain)
    return tuple(names)


def write_all(folder: Path, places: dict[str, Places], spaces: Spaces) -> None:
    """Write `orte/*.geojson`, marked as invented."""
    for kind, some in places.items():
        spots = write.to_degrees(shapely.points(some.x, some.y))
        write.points(
            folder / "orte" / f"{SORTS[kind].file}.geojson",
            spots,
            {
                "name": some.name,
                "sozialraum": [spaces.after.codes[spaces.after.of_block[b]] for b in some.block],
                "hinweis": ["erfunden"] * len(some.block),
            },
        )


def doctors(places: dict[str, Places], blocks: int, year: int) -> tuple[Ints, Ints]:
    """Doctors and general practitioners by block: one to three a practice; some practices open or close over time."""
    practices = places["doctor"]
    n = len(practices.block)
    number = 1 + (np.arange(n) * 7919 % 10 >= 6) + (np.arange(n) * 104729 % 10 >= 9)
    opened = 2013 + (np.arange(n) * 31 % 40) - 26
    here = number * (opened <= year)
    general = np.array([s.startswith(("Hausarzt", "Praxis für Allg")) for s in practices.name])
    counts = [np.bincount(practices.block, w, blocks).astype(np.int64) for w in (here, here * general)]
    return counts[0], counts[1]


def capacity(places: Places, blocks: int, size: Callable[[Ints], Floats]) -> Ints:
    """Sum of something that every place has (beds, square metres), by block; `size` takes the number of each."""
    return np.bincount(places.block, size(np.arange(len(places.block))), blocks).astype(np.int64)
