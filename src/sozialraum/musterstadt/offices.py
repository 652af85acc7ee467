"""What each office delivers in a year, on which spaces, in which hand: the tables of the city's folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from sozialraum.musterstadt import childhood, daily, voice, work, write
from sozialraum.musterstadt.facilities import Places, capacity, doctors
from sozialraum.musterstadt.homes import Homes
from sozialraum.musterstadt.labels import headed
from sozialraum.musterstadt.land import land_use
from sozialraum.musterstadt.people import City
from sozialraum.musterstadt.plan import Floats
from sozialraum.musterstadt.prices import levels
from sozialraum.musterstadt.spaces import Division, Spaces
from sozialraum.musterstadt.suppress import Masks, sums_within, suppressed
from sozialraum.musterstadt.tally import Columns, Units, inhabitants, movement

REFORM = 2019  # the first year counted in the new social spaces
ALONE, FEW = 20, 50  # answers to a survey below which a figure is unreliable, or of limited reliability
AGENCY = "cp1252"


class Level(NamedTuple):
    """A level of spaces for which tables are delivered: folder, heading of the key, codes, units."""

    folder: str
    key: str
    codes: tuple[str, ...]
    units: Units


class Offices:
    """Writes the files of one year after the other into the folder."""

    def __init__(self, folder: Path, city: City, spaces: Spaces, places: dict[str, Places], seed: int):
        self.folder, self.city, self.spaces, self.places, self.seed = folder, city, spaces, places, seed
        self.homes = Homes(city, seed)
        self.order = np.argsort(np.array(spaces.block_codes), kind="stable")
        self.block_codes = [spaces.block_codes[i] for i in self.order]
        n = len(city.blocks)
        stops = [places[kind] for kind in ("tram_stop", "bus_stop")]
        x, y = (np.concatenate([getattr(s, axis) for s in stops]) for axis in "xy")
        self.near_stop = daily.near(city, x, y, 300.0)
        self.near_library = daily.near(city, places["library"].x, places["library"].y, 1200.0)
        self.near_green = daily.green(city)
        self.kita_places = capacity(places["kita"], n, lambda i: 62.0 + i * 37 % 70)
        self.playgrounds = capacity(places["playground"], n, lambda i: 450.0 + i * 131 % 1700)

    def publish(self) -> None:
        """All tables of the city's current year."""
        households = self._blocks()
        spaces, year = self.spaces, self.city.year
        division = spaces.before if year < REFORM else spaces.after
        folder = "sozialraeume_2013" if year < REFORM else "sozialraeume_2019"
        social = Level(folder, "Sozialraum", division.codes, Units(division.of_block, len(division.codes)))
        areas = Units(spaces.area_of_block, len(spaces.area_codes))
        area = Level("planungsraeume", "Planungsraum", spaces.area_codes, areas)
        city = Level("stadt", "Stadt", ("Musterstadt",), Units(np.zeros_like(division.of_block), 1))
        poverty = work.poverty_of(self.city)
        for theme, columns in self._protected(poverty, social.units, households).items():
            self._write_protected(theme, columns, division, (social, area, city))
        for theme, columns in self._open(poverty, social.units).items():
            self._write(theme, social, columns)
        self._elections(poverty, social)
        self._survey(poverty, (social, area, city))
        for level in (social, area, city):
            self._prices(level, poverty, households)

    def _rng(self, stream: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, stream, self.city.year])

    def _blocks(self) -> Columns:
        """The registers' tables, on blocks; returns the households."""
        people = inhabitants(self.city)
        households = self.homes.households(people)
        dwellings = self.homes.dwellings_of(self.city, households["households@total"])
        themes: dict[str, Columns] = {
            "bevoelkerung": people,
            "bewegung": movement(self.city),
            "haushalte": households,
            "wohnen": dwellings,
            "flaechen": land_use(self.city.blocks, self.homes.built_since),
        }
        for theme, columns in themes.items():
            cells = {
                heading: write.Cells(values[self.order], decimals=2)
                if values.dtype.kind == "f"
                else values[self.order]
                for heading, values in headed(columns).items()
            }
            write.table(
                self.folder / "bloecke" / f"{theme}_{self.city.year}.csv", {"Block": self.block_codes}, cells
            )
        return households

    def _protected(self, poverty: Floats, units: Units, households: Columns) -> dict[str, Columns]:
        """Tables with disclosure control, on social spaces, planning areas and the city."""
        city = self.city
        now = work.situation(city)
        grundsicherung = work.basic_security(city, now, units, households)
        grundsicherung |= work.housing_help(poverty, units, households, self._rng(81), city.year)
        kinder = childhood.day_care(city, poverty, units)
        kinder["daycare_places@total"] = units.total(self.kita_places)
        kinder |= childhood.welfare(city, poverty, units, self._rng(82))
        return {
            "arbeitsmarkt": work.labour_market(city, now, units),
            "grundsicherung": grundsicherung,
            "kinder": kinder,
            "schule": childhood.school(city, poverty, units),
            "gesundheit": childhood.school_entry(city, poverty, units),
        }

    def _open(self, poverty: Floats, units: Units) -> dict[str, Columns]:
        """Tables without disclosure control, on social spaces only."""
        city = self.city
        freizeit = daily.leisure(city, poverty, units, self.near_green, self.near_library)
        freizeit["playground_area@total"] = units.total(self.playgrounds)
        tables = {
            "verkehr": daily.traffic(city, poverty, units, self.near_stop, self._rng(83)),
            "sicherheit": daily.safety(city, poverty, units, self._rng(84)),
            "freizeit": freizeit,
            "aerzte": daily.practices(units, doctors(self.places, len(city.blocks), city.year)),
        }
        if city.year in daily.CARE_YEARS:
            tables["pflege"] = daily.care(city, poverty, units)
        if city.year in daily.NOISE_YEARS:
            tables["laerm"] = daily.noise(city, units)
        return tables

    def _write(self, theme: str, level: Level, columns: Columns, masks: Masks | None = None) -> None:
        secret = masks or {}
        cells = {name: write.Cells(values, secret=secret.get(name)) for name, values in columns.items()}
        path = self.folder / level.folder / f"{theme}_{self.city.year}.csv"
        write.table(path, {level.key: level.codes}, headed(cells), AGENCY)

    def _write_protected(
        self, theme: str, columns: Columns, division: Division, levels_: tuple[Level, Level, Level]
    ) -> None:
        social, area, city = levels_
        above = Units(division.planning_area, len(area.codes))
        of_areas = {name: above.total(values) for name, values in columns.items()}
        sums = sums_within(columns)
        area_masks = suppressed(of_areas, np.zeros(len(area.codes), dtype=np.int64), sums)
        self._write(theme, social, columns, suppressed(columns, division.planning_area, sums, area_masks))
        self._write(theme, area, of_areas, area_masks)
        self._write(theme, city, {name: values.sum(keepdims=True) for name, values in of_areas.items()})

    def _elections(self, poverty: Floats, social: Level) -> None:
        for kind, years, file, stream in (
            ("local", voice.LOCAL, "wahl_stadtrat", 85),
            ("federal", voice.FEDERAL, "wahl_bundestag", 86),
        ):
            if self.city.year in years:
                columns = voice.election(self.city, poverty, social.units, kind, self._rng(stream))
                cells = {name: write.Cells(values, thousands=True) for name, values in columns.items()}
                path = self.folder / social.folder / f"{file}_{self.city.year}.csv"
                write.table(path, {social.key: social.codes}, headed(cells))

    def _survey(self, poverty: Floats, levels_: tuple[Level, ...]) -> None:
        """Small samples: in parentheses below 50 answers, a slash below 20."""
        if self.city.year not in voice.SURVEY:
            return
        for level in levels_:
            columns = voice.survey(
                self.city, poverty, level.units, not level.folder.startswith("sozial"), self.seed
            )
            cells = {}
            for name, values in columns.items():
                variable, group = name.split("@")
                asked = columns[f"{variable.removesuffix('_asked')}_asked@{group}"]
                cells[name] = write.Cells(values, unreliable=asked < ALONE, limited=asked < FEW)
            path = self.folder / level.folder / f"umfrage_{self.city.year}.csv"
            write.table(path, {level.key: level.codes}, headed(cells))

    def _prices(self, level: Level, poverty: Floats, households: Columns) -> None:
        columns = levels(self.city, poverty, level.units, households, self._rng(87 + len(level.key)))
        digits = {"rent_offer_median": 2, "average_age": 1}
        cells = {
            name: write.Cells(values, decimals=digits.get(name.split("@")[0], 0), secret=np.isnan(values))
            for name, values in columns.items()
        }
        path = self.folder / level.folder / f"preise_{self.city.year}.csv"
        write.table(path, {level.key: level.codes}, headed(cells), AGENCY)
