"""Invented names of districts, as German cities have them; none stands for a real place."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from sozialraum.musterstadt.plan import Floats

COMPASS = ("Nord", "Nordost", "Ost", "Südost", "Süd", "Südwest", "West", "Nordwest")

# A name may carry the direction from the market square in which it makes sense.
POOLS: dict[str, tuple[tuple[str, str], ...]] = {
    "old_town": (("Altstadt", ""), ("Klosterviertel", ""), ("Marktviertel", ""), ("Kornhausviertel", "")),
    "gruenderzeit": (
        ("Gründerviertel", "West"), ("Weststadt", "West"), ("Oststadt", "Ost"), ("Südvorstadt", "Süd"),
        ("Nordvorstadt", "Nord"), ("Bahnhofsviertel", "Südost"), ("Dichterviertel", ""), ("Musikerviertel", ""),
        ("Gerberviertel", ""), ("Mühlenvorstadt", "Nordwest"), ("Laurentiusvorstadt", "Nordost"),
        ("Kaiserviertel", ""), ("Theaterviertel", ""), ("Schlachthofviertel", "Ost"), ("Brückenvorstadt", "Südwest"),
        ("Steintorviertel", ""), ("Malerviertel", ""), ("Gasanstalt", "Nordost"),
    ),
    "large_estate_north": (
        ("Nordpark", "Nord"), ("Siedlung Am Anger", ""), ("Sonnenhang", ""), ("Am Nordring", "Nord"),
        ("Lindenhöhe", ""), ("Am Wasserturm", ""), ("Am Kranichteich", ""), ("Am Roten Hang", ""),
    ),
    "large_estate_southeast": (
        ("Werksiedlung", ""), ("Kastanienhof", ""), ("Am Kiesgrund", ""), ("Drachenwiesen", ""),
        ("Am Buchenhang", ""), ("Wohnstadt Südost", "Südost"), ("Sternsiedlung", ""), ("Am Sandtor", ""),
    ),
    "single_family": (
        ("Waldsiedlung", "Südwest"), ("Gartenstadt", "Süd"), ("Am Weinberg", "Nordwest"), ("Vogelweide", ""),
        ("Ziegelhöhe", ""), ("Sonnenfeld", "Ost"), ("Rosenhügel", ""), ("Am Mühlgraben", "Süd"),
        ("Fuchsgrund", "Südwest"), ("Birkenhain", "Nordost"), ("Hasenwinkel", ""), ("Schäferhof", "West"),
        ("Am Nordpark", "Nord"), ("Obstgärten", "West"), ("Sandberg", ""), ("Am Hohen Kreuz", ""),
    ),
    "village": (
        ("Großellern", ""), ("Kleinellern", ""), ("Niederfelde", ""), ("Wendelsdorf", ""), ("Birkenrode", ""),
        ("Altenbrück", ""), ("Seehagen", "Ost"), ("Hollerbeck", ""), ("Eschenhain", ""), ("Tiefengrund", ""),
        ("Krähwinkel", ""), ("Marienau", ""),
    ),
    "industrial": (
        ("Gewerbepark Ost", "Ost"), ("Hafen", "Südwest"), ("Industriepark Nordwest", "Nordwest"),
        ("Gewerbegebiet Süd", "Süd"),
    ),
}  # fmt: skip
VILLAGE_STEMS = (
    "Ahorn", "Buchen", "Dachs", "Eichen", "Erlen", "Falken", "Gersten", "Hasel", "Ilmen", "Kiefern", "Lauter",
    "Mühlen", "Nuss", "Otter", "Rehm", "Schwarz", "Tannen", "Ulmen", "Weiden", "Ziegel",
)  # fmt: skip
VILLAGE_ENDS = ("dorf", "hausen", "rode", "feld", "bach", "stedt", "heim", "walde", "au", "berg")
VILLAGE_FRONTS = ("", "Groß ", "Klein ", "Ober", "Nieder", "Alt ", "Neu ")


def compass(x: float, y: float) -> str:
    """The direction of a place from the market square."""
    return COMPASS[round((np.pi / 2 - np.arctan2(y, x)) / (np.pi / 4)) % 8]


def name_spaces(kinds: tuple[str, ...], x: Floats, y: Floats, seed: int) -> tuple[str, ...]:
    """A different name for each social space, fitting its kind and where it lies."""
    rng = np.random.default_rng([seed, 11])
    names = [""] * len(kinds)
    for kind in POOLS:
        mine = [i for i, k in enumerate(kinds) if k == kind]
        pool = _pool(kind, len(mine))
        angle = np.arctan2(y[mine], x[mine])
        cost = rng.uniform(0, 0.3, (len(mine), len(pool)))
        for j, (_, direction) in enumerate(pool):
            if direction:
                goal = np.pi / 2 - COMPASS.index(direction) * np.pi / 4
                cost[:, j] += np.abs(np.angle(np.exp(1j * (angle - goal)))) ** 2 - 0.6
            cost[:, j] += 0.04 * j
        for i, j in zip(*linear_sum_assignment(cost), strict=True):
            names[mine[i]] = pool[j][0]
    return tuple(names)


def _pool(kind: str, wanted: int) -> list[tuple[str, str]]:
    """At least as many names as wanted: first those of the small city, then compounds of them."""
    pool = list(POOLS[kind])
    if kind == "village":
        more = [f"{f}{s if f[-1:] in ('', ' ') else s.lower()}{e}" for e in VILLAGE_ENDS for s in VILLAGE_STEMS
                for f in VILLAGE_FRONTS]  # fmt: skip
        return pool + [(name, "") for name in more[: max(0, wanted - len(pool))]]
    number = 1
    while len(pool) < wanted:
        number += 1
        pool += [(f"{name} {_roman(number)}", direction) for name, direction in POOLS[kind]]
    return pool[: max(wanted, len(POOLS[kind]))]


def _roman(number: int) -> str:
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text
