"""What the people of Musterstadt said, and what became of it: many voices where people are well off, few elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from sozialraum.musterstadt import sayings, write
from sozialraum.musterstadt.blocks import Blocks
from sozialraum.musterstadt.facilities import Places
from sozialraum.musterstadt.plan import Floats, Ints
from sozialraum.musterstadt.sayings import Theme
from sozialraum.musterstadt.spaces import Spaces

# How many needs come to stand where, of each hundred; every state is there at least twice whatever the size.
STATES = {
    "registered": 42, "deliberating": 20, "carried": 8, "bundled": 5, "handed_over": 5, "answered": 2,
    "negotiating": 1, "implementing": 1, "implemented": 1, "evaluated": 1, "decided": 1, "agreed": 0,
    "up_for_decision": 0, "deferred": 2, "not_carried": 2, "solved_locally": 3, "dissent": 0, "rejected": 0,
    "postponed": 0, "withdrawn": 1, "returned": 2, "redirected": 3,
}  # fmt: skip
FEWEST, MOST, LEAST_A_STATE = 60, 200, 2  # needs
SILENCE = 1.1  # how much less is heard where people are poorer
SORTS = {"returned": "single", "redirected": "defect"}
GOOD_ENDS = (
    "registered",
    "deliberating",
    "carried",
    "solved_locally",
)  # praise is not handed over to an office
VOICE_HEADS = (
    "nummer", "bedarf", "text", "laenge", "breite", "sozialraum", "art", "lebenslage", "gruppe", "sprache", "weg",
    "bank", "im_namen_von", "personen", "ueber_andere",
)  # fmt: skip
NEED_HEADS = ("bedarf", "stand", "titel", "wortlaut", "amt", "betrifft_auch")


class Spot(NamedTuple):
    """Where a need is: block, metres around the market square, what stands there."""

    block: int
    x: float
    y: float
    name: str
    street: str


def write_voices(
    folder: Path,
    blocks: Blocks,
    spaces: Spaces,
    people: Ints,
    poverty: Floats,
    places: dict[str, Places],
    seed: int,
) -> None:
    """Write `meldungen.csv` (one voice a row) and `bedarfe.csv` (what they are about, and how far it came)."""
    rng = np.random.default_rng([seed, 90])
    loud = people * np.exp(-SILENCE * poverty)
    voices: list[dict[str, object]] = []
    needs: list[dict[str, object]] = []
    for number, state in enumerate(_states(len(blocks), rng), 1):
        theme = _theme(state, rng)
        spot = _spot(theme, blocks, loud, places, rng)
        values = {"ort": spot.name, "raum": _space(spaces, spot.block, "names"), "str": spot.street}
        needs.append({
            "bedarf": number, "stand": state, "titel": theme.title, "wortlaut": theme.wording.format(**values),
            "amt": theme.office, "betrifft_auch": int(rng.poisson(2)) if state not in ("registered", *SORTS) else 0,
        })  # fmt: skip
        for words in _said(theme, rng):
            voices.append(_voice(len(voices) + 1, number, words, theme, spot, values, state, spaces, rng))
    _locate(voices)
    _write(folder / "meldungen.csv", VOICE_HEADS, voices)
    _write(folder / "bedarfe.csv", NEED_HEADS, needs)


def _states(blocks: int, rng: np.random.Generator) -> list[str]:
    """The state that each need comes to, in the order in which they were registered."""
    wanted = int(np.clip(blocks // 4, FEWEST, MOST))
    found = [state for state in STATES for _ in range(LEAST_A_STATE)]
    share = np.array(list(STATES.values()), dtype=np.float64)
    more = rng.choice(list(STATES), max(0, wanted - len(found)), p=share / share.sum())
    found += [str(state) for state in more]
    rng.shuffle(found)
    return found


def _theme(state: str, rng: np.random.Generator) -> Theme:
    sort = SORTS.get(state, "need")
    known = {"need": sayings.THEMES, "defect": sayings.DEFECTS, "single": sayings.SINGLES}[sort]
    if sort == "need" and state not in GOOD_ENDS:
        known = tuple(theme for theme in known if theme.kind != "good")
    return known[int(rng.integers(len(known)))]


def _spot(
    theme: Theme, blocks: Blocks, loud: Floats, places: dict[str, Places], rng: np.random.Generator
) -> Spot:
    """A block where somebody lives who speaks up, and the place of the theme's kind that is nearest to it."""
    block = int(rng.choice(len(loud), p=loud / loud.sum()))
    street = sayings.STREETS[block * 7919 % len(sayings.STREETS)]
    if not theme.near:
        return Spot(block, float(blocks.x[block]), float(blocks.y[block]), "", street)
    some = places[theme.near]
    nearest = int(np.argmin((some.x - blocks.x[block]) ** 2 + (some.y - blocks.y[block]) ** 2))
    return Spot(
        int(some.block[nearest]), float(some.x[nearest]), float(some.y[nearest]), some.name[nearest], street
    )


def _said(theme: Theme, rng: np.random.Generator) -> list[str]:
    """Who speaks of it: one or several, each in other words."""
    if theme.use != "need":
        return [theme.words[0]]
    several = min(len(theme.words), 1 + int(rng.binomial(4, 0.22)))
    return [theme.words[i] for i in rng.permutation(len(theme.words))[:several]]


def _voice(
    number: int, need: int, words: str, theme: Theme, spot: Spot, values: dict[str, str], state: str, spaces: Spaces,
    rng: np.random.Generator,
) -> dict[str, object]:  # fmt: skip
    n = int(rng.integers(2, 9))
    text, hidden = words.format(n=n, **values), ""
    if theme.use == "need" and rng.random() < 0.06:
        about, hide = sayings.ABOUT_OTHERS[int(rng.integers(len(sayings.ABOUT_OTHERS)))]
        name = sayings.OTHERS[int(rng.integers(len(sayings.OTHERS)))]
        text = f"{text} {about.format(name=name, n=n, **values)}"
        hidden = hide.format(name=name, n=n, **values)
    heard = sayings.HEARD[int(rng.integers(len(sayings.HEARD)))]
    if not _is_heard(state, theme, rng):
        heard = ("residents", "", "web")
    exact = rng.random() < 0.85
    near = rng.normal(0, 12, 2)
    return {
        "nummer": number, "bedarf": need, "text": text, "laenge": spot.x + near[0] if exact else "",
        "breite": spot.y + near[1] if exact else "", "sozialraum": _space(spaces, spot.block, "codes"),
        "art": theme.kind, "lebenslage": theme.dimension, "gruppe": theme.group,
        "sprache": "en" if _is_english(words) else "de",
        "weg": heard[2], "bank": heard[0], "im_namen_von": heard[1],
        "personen": 1 + int(rng.poisson(5)) if heard[1] else 1, "ueber_andere": hidden,
    }  # fmt: skip


def _is_heard(state: str, theme: Theme, rng: np.random.Generator) -> bool:
    """Whether somebody else brought it. Only who said it themselves can take it back."""
    return theme.use == "need" and state != "withdrawn" and bool(rng.random() < 0.35)


def _is_english(words: str) -> bool:
    return words.startswith(("There is", "We ", "I can't", "I would"))


def _space(spaces: Spaces, block: int, what: str) -> str:
    return str(getattr(spaces.after, what)[spaces.after.of_block[block]])


def _locate(voices: list[dict[str, object]]) -> None:
    """From metres around the market square to degrees."""
    exact = [voice for voice in voices if voice["laenge"] != ""]
    spots = write.to_degrees(shapely.points([[v["laenge"], v["breite"]] for v in exact]))
    for voice, (x, y) in zip(exact, shapely.get_coordinates(spots).tolist(), strict=True):
        voice["laenge"], voice["breite"] = (write.german_number(value, 6) for value in (x, y))


def _write(path: Path, heads: Sequence[str], rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
