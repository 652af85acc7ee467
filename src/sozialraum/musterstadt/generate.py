"""From a number of blocks and a seed to the folder of files that a city hands over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sozialraum.musterstadt import actors, facilities, geography, treasury
from sozialraum.musterstadt.blocks import lay_out
from sozialraum.musterstadt.districts import residents
from sozialraum.musterstadt.offices import REFORM, Offices
from sozialraum.musterstadt.people import FIRST_YEAR, LAST_YEAR, City
from sozialraum.musterstadt.plan import draw_plan
from sozialraum.musterstadt.spaces import divide
from sozialraum.musterstadt.voices import write_voices

DEFAULT_BLOCKS = 1200
DEFAULT_SEED = 2007
FEWEST_BLOCKS = 60

NOTICE = """Musterstadt gibt es nicht. Alle Dateien in diesem Ordner sind von einem Programm erfunden: die Stadt,
ihre Grenzen, Zahlen, Einrichtungen, Organisationen und Personen.

Musterstadt does not exist. All files in this folder are invented by a program: the city, its boundaries, figures,
facilities, organisations and people.
"""

Progress = Callable[[str, float], None]


def generate(
    folder: Path, *, blocks: int = DEFAULT_BLOCKS, seed: int = DEFAULT_SEED, progress: Progress | None = None
) -> None:
    """Write the raw files of Musterstadt into `folder`: the same bytes for the same number of blocks and seed.

    blocks: number of building blocks, at least 60; inhabitants, social spaces and planning areas grow with it.
    progress: called with what is being done and the share done, from 0 to 1.
    """
    if blocks < FEWEST_BLOCKS:
        raise ValueError(f"Musterstadt needs at least {FEWEST_BLOCKS} blocks, not {blocks}")
    tell = progress or (lambda _what, _share: None)
    tell("Streets and blocks", 0.0)
    plan = draw_plan(blocks, seed)
    ground = lay_out(plan, blocks, seed)
    capacity = residents(ground, seed)
    spaces = divide(ground, capacity, plan.size, seed)
    tell("Maps", 0.15)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LIESMICH.txt").write_text(NOTICE, encoding="utf-8", newline="\n")
    geography.write_geography(folder, ground, spaces)
    actors.write_actors(folder, spaces, seed)
    tell("People", 0.25)
    city = City(ground, plan, capacity, seed)
    places = facilities.place_all(ground, city.count, spaces, seed)
    facilities.write_all(folder, places, spaces)
    write_voices(folder, ground, spaces, city.count, city.poverty, places, seed)
    heads = np.bincount(spaces.area_of_block, weights=city.count, minlength=len(spaces.area_codes))
    shares = heads / heads.sum()
    areas = list(zip(spaces.area_codes, spaces.area_names, shares.tolist(), strict=True))
    treasury.write_budget(folder, int(heads.sum()), areas, seed)
    offices = Offices(folder, city, spaces, places, seed)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        tell(f"Figures of {year}", 0.3 + 0.7 * (year - FIRST_YEAR) / (LAST_YEAR + 1 - FIRST_YEAR))
        if year > FIRST_YEAR:
            city.step()
        if year == REFORM - 1:
            geography.write_crosswalks(folder, spaces, city.count)
        offices.publish()
    tell("Done", 1.0)
