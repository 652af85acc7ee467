"""The German headings under which the offices of the invented city publish their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

VARIABLES = {
    "inhabitants": "Einwohner", "inhabitants_5_years_here": "Wohndauer 5 Jahre und länger",
    "births": "Geborene", "deaths": "Gestorbene", "deaths_under_65": "Gestorbene unter 65 Jahren",
    "moves_in": "Zuzüge über die Stadtgrenze", "moves_out": "Fortzüge über die Stadtgrenze",
    "households": "Haushalte",
    "dwellings": "Wohnungen", "dwellings_one_two_family": "Wohnungen in Ein- und Zweifamilienhäusern",
    "dwellings_subsidised": "Belegungsgebundene Wohnungen", "dwellings_vacant": "Leer stehende Wohnungen",
    "living_area": "Wohnfläche in m²", "residential_buildings": "Wohngebäude",
    "residential_buildings_one_two_dwellings": "Wohngebäude mit ein oder zwei Wohnungen",
    "residential_buildings_until_1918": "Wohngebäude, Baujahr bis 1918",
    "residential_buildings_1919_1948": "Wohngebäude, Baujahr 1919 bis 1948",
    "residential_buildings_1949_1990": "Wohngebäude, Baujahr 1949 bis 1990",
    "residential_buildings_from_1991": "Wohngebäude, Baujahr ab 1991",
    "unemployed": "Arbeitslose", "unemployed_long_term": "Langzeitarbeitslose",
    "unemployed_sgb2": "Arbeitslose SGB II", "unemployed_sgb3": "Arbeitslose SGB III",
    "employees": "Sozialversicherungspflichtig Beschäftigte",
    "employees_marginal": "Ausschließlich geringfügig Beschäftigte",
}  # fmt: skip
GROUPS = {
    "total": "insgesamt", "men": "männlich", "women": "weiblich", "german": "Deutsche", "foreign": "Ausländer",
    "migration_background": "mit Migrationshintergrund", "german_migration_background": "Deutsche mit Migrationshintergrund",
    "eu_foreign": "EU-Ausländer",
    "age_0_2": "0 bis unter 3 Jahre", "age_3_5": "3 bis unter 6 Jahre", "age_6_9": "6 bis unter 10 Jahre",
    "age_10_14": "10 bis unter 15 Jahre", "age_15_17": "15 bis unter 18 Jahre", "age_18_24": "18 bis unter 25 Jahre",
    "age_25_44": "25 bis unter 45 Jahre", "age_45_64": "45 bis unter 65 Jahre", "age_65_79": "65 bis unter 80 Jahre",
    "age_80_plus": "80 Jahre und älter", "age_0_5": "unter 6 Jahren", "age_0_14": "unter 15 Jahren",
    "age_0_17": "unter 18 Jahren", "age_6_17": "6 bis unter 18 Jahre", "age_15_64": "15 bis unter 65 Jahre",
    "age_18_plus": "18 Jahre und älter", "age_65_plus": "65 Jahre und älter", "age_18_64": "18 bis unter 65 Jahre",
    "under_25": "unter 25 Jahren", "over_55": "55 Jahre und älter",
    "age_18_29": "18 bis unter 30 Jahre", "age_25_54": "25 bis unter 55 Jahre",
    "age_30_44": "30 bis unter 45 Jahre",
    "one_person": "mit einer Person", "two_persons": "mit zwei Personen", "with_children": "mit Kindern",
    "single_parent": "Alleinerziehende", "couple_with_children": "Paare mit Kindern",
}  # fmt: skip


def heading(column: str) -> str:
    """`unemployed@women` → `Arbeitslose weiblich`."""
    variable, group = column.split("@")
    title = VARIABLES[variable]
    if group == "total":
        return (
            title if variable.startswith(("dwellings_", "residential_", "living_")) else f"{title} insgesamt"
        )
    return f"{title} " + ", ".join(GROUPS[g] for g in group.split("_and_"))


def headed(columns: Mapping[str, T]) -> dict[str, T]:
    """The same columns under their headings."""
    return {heading(name): values for name, values in columns.items()}
