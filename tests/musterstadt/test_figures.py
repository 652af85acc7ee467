"""Whatever is counted twice agrees: groups with totals, years with what happened between them, levels with levels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from musterstadt.delivered import YEARS, areas, blocks, column, rows, social

AGES = (
    "0 bis unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 10 Jahre", "10 bis unter 15 Jahre",
    "15 bis unter 18 Jahre", "18 bis unter 25 Jahre", "25 bis unter 45 Jahre", "45 bis unter 65 Jahre",
    "65 bis unter 80 Jahre", "80 Jahre und älter",
)  # fmt: skip


def _sum(table: dict[str, dict[str, str]], *headings: str) -> np.ndarray:
    return np.sum([column(table, h) for h in headings], axis=0)


@pytest.mark.parametrize("year", YEARS)
def test_groups_add_up_to_the_inhabitants(city: Path, year: int) -> None:
    table = blocks(city, "bevoelkerung", year)
    total = column(table, "Einwohner insgesamt")
    assert np.array_equal(total, np.round(total))
    assert np.array_equal(total, _sum(table, "Einwohner männlich", "Einwohner weiblich"))
    assert np.array_equal(total, _sum(table, "Einwohner Deutsche", "Einwohner Ausländer"))
    assert np.array_equal(total, _sum(table, *(f"Einwohner {age}" for age in AGES)))
    for age in AGES:
        both = _sum(table, f"Einwohner männlich, {age}", f"Einwohner weiblich, {age}")
        assert np.array_equal(column(table, f"Einwohner {age}"), both)
    minors = ("unter 6 Jahren", "6 bis unter 18 Jahre")
    assert np.array_equal(
        column(table, "Einwohner unter 18 Jahren"), _sum(table, *(f"Einwohner {a}" for a in minors))
    )
    migrants = _sum(table, "Einwohner Ausländer", "Einwohner Deutsche mit Migrationshintergrund")
    assert np.array_equal(column(table, "Einwohner mit Migrationshintergrund"), migrants)
    assert (column(table, "Einwohner EU-Ausländer") <= column(table, "Einwohner Ausländer")).all()


def test_years_follow_from_what_happened(city: Path) -> None:
    """Moves within the city cancel out; the rest is births, deaths and moves across its limits."""
    people = {y: column(blocks(city, "bevoelkerung", y), "Einwohner insgesamt").sum() for y in YEARS}
    for year in YEARS[1:]:
        table = blocks(city, "bewegung", year)
        births, deaths, came, left = (
            column(table, h).sum()
            for h in (
                "Geborene insgesamt", "Gestorbene insgesamt", "Zuzüge über die Stadtgrenze insgesamt",
                "Fortzüge über die Stadtgrenze insgesamt",
            )
        )  # fmt: skip
        assert people[year] == people[year - 1] + births - deaths + came - left


@pytest.mark.parametrize("year", (2013, 2018, 2024))
def test_households_and_dwellings_fit_the_people(city: Path, year: int) -> None:
    people = column(blocks(city, "bevoelkerung", year), "Einwohner insgesamt")
    table = blocks(city, "haushalte", year)
    total, alone = column(table, "Haushalte insgesamt"), column(table, "Haushalte mit einer Person")
    families = column(table, "Haushalte mit Kindern")
    assert np.array_equal(families, _sum(table, "Haushalte Alleinerziehende", "Haushalte Paare mit Kindern"))
    assert (alone + families <= total).all()
    assert (column(table, "Haushalte mit einer Person, 65 Jahre und älter") <= alone).all()
    assert (total <= people).all()
    assert ((total > 0) == (people > 0)).all()
    assert 1.6 < people.sum() / total.sum() < 2.2
    homes = blocks(city, "wohnen", year)
    dwellings = column(homes, "Wohnungen insgesamt")
    assert (dwellings >= total).all()
    assert np.array_equal(column(homes, "Leer stehende Wohnungen"), dwellings - total)
    buildings = column(homes, "Wohngebäude")
    eras = ("bis 1918", "1919 bis 1948", "1949 bis 1990", "ab 1991")
    assert np.array_equal(buildings, _sum(homes, *(f"Wohngebäude, Baujahr {era}" for era in eras)))
    assert (column(homes, "Wohngebäude mit ein oder zwei Wohnungen") <= buildings).all()


def test_uses_of_land_stay_within_the_land(city: Path) -> None:
    table = blocks(city, "flaechen", 2024)
    uses = [h for h in next(iter(table.values())) if h not in ("Block", "Bodenfläche in ha")]
    assert len(uses) == 7
    assert (_sum(table, *uses) <= column(table, "Bodenfläche in ha") + 1e-9).all()


@pytest.mark.parametrize("year", YEARS)
def test_the_agencys_totals_agree_on_all_levels(city: Path, year: int) -> None:
    whole = rows(city / "stadt" / f"arbeitsmarkt_{year}.csv", "cp1252")
    above = rows(city / "planungsraeume" / f"arbeitsmarkt_{year}.csv", "cp1252")
    total = column(whole, "Arbeitslose insgesamt")
    assert total == _sum(whole, "Arbeitslose männlich", "Arbeitslose weiblich")
    assert total == _sum(whole, "Arbeitslose SGB II insgesamt", "Arbeitslose SGB III insgesamt")
    assert total == column(above, "Arbeitslose insgesamt").sum()
    assert column(whole, "Langzeitarbeitslose insgesamt") < 0.6 * total
    lived_in = column(blocks(city, "bevoelkerung", year), "Einwohner 15 bis unter 65 Jahre").sum()
    assert 0.03 < total[0] / lived_in < 0.10


def _share(city: Path, year: int, kind: str) -> float:
    """Unemployed per inhabitant of working age in the social spaces of one kind."""
    edition, key = (
        ("sozialraeume_2013", "Sozialraum bis 2018")
        if year < 2019
        else ("sozialraeume_2019", "Sozialraum ab 2019")
    )
    mine = {p["sozialraum"] for p in areas(city, edition)[0] if p["gebietstyp"] == kind}
    out = sum(
        column({c: row}, "Arbeitslose insgesamt")[0]
        for c, row in social(city, "arbeitsmarkt", year).items()
        if c in mine
    )
    home = rows(city / "umschluesselung" / "bloecke.csv")
    people = blocks(city, "bevoelkerung", year)
    working = sum(
        column({c: row}, "Einwohner 15 bis unter 65 Jahre")[0]
        for c, row in people.items()
        if home[c][key] in mine
    )
    return float(out / working)


def test_districts_differ_and_shocks_show(city: Path) -> None:
    assert _share(city, 2016, "large_estate_southeast") > 3 * _share(city, 2016, "single_family")
    assert _share(city, 2017, "large_estate_southeast") > 1.15 * _share(
        city, 2016, "large_estate_southeast"
    )  # closure
    assert _share(city, 2017, "gruenderzeit") < _share(city, 2016, "gruenderzeit")
    assert _share(city, 2020, "old_town") > 1.15 * _share(city, 2019, "old_town")  # pandemic

    def of_city(theme: str, heading: str, year: int) -> float:
        return float(column(blocks(city, theme, year), heading).sum())

    came = "Zuzüge über die Stadtgrenze insgesamt"
    assert of_city("bewegung", came, 2015) > 1.15 * of_city("bewegung", came, 2014)
    assert of_city("bewegung", came, 2020) < 0.9 * of_city("bewegung", came, 2019)
    deaths = "Gestorbene insgesamt"
    assert of_city("bewegung", deaths, 2021) > of_city("bewegung", deaths, 2019)
    foreign = "Einwohner Ausländer"
    assert of_city("bevoelkerung", foreign, 2024) > 1.5 * of_city("bevoelkerung", foreign, 2013)


def test_doctors_sit_in_the_middle(city: Path) -> None:
    table = social(city, "aerzte", 2024)
    kinds = {p["sozialraum"]: p["gebietstyp"] for p in areas(city, "sozialraeume_2019")[0]}
    home = rows(city / "umschluesselung" / "bloecke.csv")
    people: dict[str, float] = {}
    for code, row in blocks(city, "bevoelkerung", 2024).items():
        kind = kinds[home[code]["Sozialraum ab 2019"]]
        people[kind] = people.get(kind, 0) + column({code: row}, "Einwohner insgesamt")[0]
    doctors: dict[str, float] = {}
    for code, row in table.items():
        doctors[kinds[code]] = doctors.get(kinds[code], 0) + column({code: row}, "Ärzte insgesamt")[0]
    rate = {kind: doctors[kind] / people[kind] for kind in people}
    assert rate["old_town"] > 2 * rate["gruenderzeit"]
    assert rate["gruenderzeit"] > 1.5 * max(
        rate["large_estate_north"], rate["large_estate_southeast"], rate["village"]
    )
