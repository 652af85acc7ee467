"""From a number of blocks and a seed to the folder of files that a city hands over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sozialraum.musterstadt import geography, write
from sozialraum.musterstadt.blocks import lay_out
from sozialraum.musterstadt.districts import residents
from sozialraum.musterstadt.homes import Homes
from sozialraum.musterstadt.labels import headed
from sozialraum.musterstadt.people import FIRST_YEAR, LAST_YEAR, City
from sozialraum.musterstadt.plan import draw_plan
from sozialraum.musterstadt.spaces import divide
from sozialraum.musterstadt.tally import inhabitants, movement
from sozialraum.musterstadt.work import labour_market, situation

DEFAULT_BLOCKS = 1200
DEFAULT_SEED = 2007
REFORM = 2019  # the first year counted in the new social spaces

Progress = Callable[[str, float], None]


def generate(
    folder: Path, *, blocks: int = DEFAULT_BLOCKS, seed: int = DEFAULT_SEED, progress: Progress | None = None
) -> None:
    """Write the raw files of Musterstadt into `folder`: the same bytes for the same number of blocks and seed.

    blocks: number of building blocks, at least 60; inhabitants, social spaces and planning areas grow with it.
    progress: called with what is being done and the share done, from 0 to 1.
    """
    if blocks < 60:
        raise ValueError(f"Musterstadt needs at least 60 blocks, not {blocks}")
    tell = progress or (lambda _what, _share: None)
    tell("Streets and blocks", 0.0)
    plan = draw_plan(blocks, seed)
    ground = lay_out(plan, blocks, seed)
    capacity = residents(ground, seed)
    spaces = divide(ground, capacity, plan.size, seed)
    tell("Maps", 0.15)
    geography.write_geography(folder, ground, spaces)
    tell("People", 0.3)
    city = City(ground, plan, capacity, seed)
    homes = Homes(city, seed)
    order = np.argsort(np.array(spaces.block_codes), kind="stable")
    block_codes = [spaces.block_codes[i] for i in order]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        tell(f"Figures of {year}", 0.35 + 0.6 * (year - FIRST_YEAR) / (LAST_YEAR + 1 - FIRST_YEAR))
        if year > FIRST_YEAR:
            city.step()
        if year == REFORM - 1:
            geography.write_crosswalks(folder, spaces, city.count)
        people = inhabitants(city)
        households = homes.households(people)
        themes = {
            "bevoelkerung": people,
            "bewegung": movement(city),
            "haushalte": households,
            "wohnen": homes.dwellings_of(city, households["households@total"]),
        }
        for theme, columns in themes.items():
            write.table(
                folder / "bloecke" / f"{theme}_{year}.csv",
                {"Block": block_codes},
                {name: values[order] for name, values in headed(columns).items()},
            )
        division = spaces.before if year < REFORM else spaces.after
        labour = labour_market(city, situation(city), division.of_block, len(division.codes))
        write.table(
            folder / f"sozialraeume_{2013 if year < REFORM else 2019}" / f"arbeitsmarkt_{year}.csv",
            {"Sozialraum": division.codes, "Name": division.names},
            headed(labour),
            encoding="cp1252",
        )
    tell("Done", 1.0)
