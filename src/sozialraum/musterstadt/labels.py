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
    "employees_marginal": "Ausschließlich geringfügig Beschäftigte", "employees_part_time": "Beschäftigte in Teilzeit",
    "unemployed_without_vocational": "Arbeitslose ohne Berufsausbildung", "naturalisations": "Einbürgerungen",
    "sgb2_households": "Bedarfsgemeinschaften", "sgb2_household_members": "Personen in Bedarfsgemeinschaften",
    "sgb2_entitled": "Regelleistungsberechtigte", "sgb2_employable": "Erwerbsfähige Leistungsberechtigte",
    "sgb2_not_employable": "Nicht erwerbsfähige Leistungsberechtigte", "basic_security": "Grundsicherung SGB XII",
    "minimum_income": "Empfänger von Mindestsicherung", "eviction_suits": "Räumungsklagen",
    "housing_benefit_households": "Haushalte mit Wohngeld",
    "children_in_daycare": "Betreute Kinder", "daycare_places": "Plätze in Kindertagesstätten",
    "youth_welfare_cases": "Hilfen zur Erziehung", "child_protection_cases": "Kindeswohlgefährdungen",
    "pupils_after_primary": "Übergänge nach Klasse 4", "pupils_after_primary_gymnasium": "Übergänge auf das Gymnasium",
    "school_leavers": "Schulabgänger", "school_leavers_without_certificate": "Schulabgänger ohne Abschluss",
    "school_leavers_abitur": "Schulabgänger mit Hochschulreife",
    "school_entry_examined": "Eingangsuntersuchte", "school_entry_language_support": "Sprachförderbedarf",
    "school_entry_daycare_two_years": "Mindestens zwei Jahre Kita", "school_entry_motor_support": "Motorikförderbedarf",
    "school_entry_checkups_complete": "Früherkennung vollständig",
    "school_entry_measles_vaccinated": "Masernimpfung vollständig",
    "dental_examined": "Zahnärztlich Untersuchte", "dental_healthy": "Naturgesundes Gebiss",
    "doctors": "Ärzte", "general_practitioners": "Hausärzte", "care_recipients": "Pflegebedürftige",
    "cars": "Pkw", "cars_private": "Private Pkw", "cars_electric": "Elektro-Pkw",
    "car_sharing_vehicles": "Carsharing-Fahrzeuge", "inhabitants_near_stop": "Einwohner im Umkreis einer Haltestelle",
    "traffic_casualties": "Verunglückte",
    "offences": "Straftaten", "offences_theft": "Diebstähle", "offences_assault": "Körperverletzungen",
    "offences_property": "Sachbeschädigungen", "offences_burglary": "Wohnungseinbrüche",
    "sports_club_members": "Mitglieder in Sportvereinen", "library_users": "Nutzer der Bibliothek",
    "music_school_pupils": "Musikschüler", "playground_area": "Spielplatzfläche in m²",
    "inhabitants_near_green": "Einwohner im Umkreis einer Grünfläche", "inhabitants_noise": "Einwohner über 65 dB(A)",
    "electorate_local": "Wahlberechtigte Stadtratswahl", "votes_local": "Wählende Stadtratswahl",
    "electorate_federal": "Wahlberechtigte Bundestagswahl", "votes_federal": "Wählende Bundestagswahl",
    "rent_offer_median": "Angebotsmiete kalt, Median in Euro je m²",
    "personal_income_median": "Persönliches Nettoeinkommen, Median in Euro",
    "household_income_median": "Haushaltsnettoeinkommen, Median in Euro", "average_age": "Durchschnittsalter in Jahren",
    "area": "Bodenfläche in ha", "area_residential": "Wohnbaufläche in ha",
    "area_industry": "Industrie und Gewerbe in ha",
    "area_traffic": "Verkehrsfläche in ha", "area_recreation": "Sport, Freizeit, Erholung in ha",
    "area_agriculture": "Landwirtschaft in ha", "area_forest": "Wald in ha", "area_water": "Gewässer in ha",
    "survey_life_satisfied": "Zufrieden mit dem Leben", "survey_area_satisfied": "Zufrieden mit der Wohngegend",
    "survey_dwelling_satisfied": "Zufrieden mit der Wohnung", "survey_safe_at_night": "Nachts sicher",
    "survey_future_confident": "Zuversichtlich", "survey_health_good": "Gesundheit gut",
    "survey_neighbour_help": "Hilfe in der Nachbarschaft", "survey_lonely": "Einsam",
    "survey_community_good": "Zusammenhalt gut", "survey_volunteering": "Ehrenamtlich tätig",
    "survey_can_have_a_say": "Kann mitreden", "survey_association_member": "Mitglied in einem Verein",
    "survey_culture_visit": "Kulturbesuch im letzten Jahr", "survey_bicycle_daily": "Täglich mit dem Rad",
    "survey_noise_disturbed": "Durch Lärm gestört",
}  # fmt: skip
# Variables that have no groups: their heading stands alone.
ONE_FIGURE = (
    "area", "average_age", "dwellings_", "residential_", "living_", "rent_", "personal_income", "household_income",
    "inhabitants_near", "inhabitants_noise", "playground_area", "electorate_", "votes_", "dental_healthy",
)  # fmt: skip
GROUPS = {
    "total": "insgesamt", "men": "männlich", "women": "weiblich", "german": "Deutsche", "foreign": "Ausländer",
    "migration_background": "mit Migrationshintergrund",
    "german_migration_background": "Deutsche mit Migrationshintergrund",
    "eu_foreign": "EU-Ausländer",
    "age_0_2": "0 bis unter 3 Jahre", "age_3_5": "3 bis unter 6 Jahre", "age_6_9": "6 bis unter 10 Jahre",
    "age_10_14": "10 bis unter 15 Jahre", "age_15_17": "15 bis unter 18 Jahre", "age_18_24": "18 bis unter 25 Jahre",
    "age_25_44": "25 bis unter 45 Jahre", "age_45_64": "45 bis unter 65 Jahre", "age_65_79": "65 bis unter 80 Jahre",
    "age_80_plus": "80 Jahre und älter", "age_0_5": "unter 6 Jahren", "age_0_14": "unter 15 Jahren",
    "age_0_17": "unter 18 Jahren", "age_6_17": "6 bis unter 18 Jahre", "age_15_64": "15 bis unter 65 Jahre",
    "age_18_plus": "18 Jahre und älter", "age_65_plus": "65 Jahre und älter", "age_18_64": "18 bis unter 65 Jahre",
    "under_25": "unter 25 Jahren", "over_55": "55 Jahre und älter",
    "age_18_29": "18 bis unter 30 Jahre", "age_25_54": "25 bis unter 55 Jahre",
    "age_30_44": "30 bis unter 45 Jahre", "age_0_20": "unter 21 Jahren", "age_10_17": "10 bis unter 18 Jahre",
    "age_15_24": "15 bis unter 25 Jahre", "age_55_64": "55 bis unter 65 Jahre", "under_65": "unter 65 Jahren",
    "one_person": "mit einer Person", "two_persons": "mit zwei Personen", "with_children": "mit Kindern",
    "single_parent": "Alleinerziehende", "couple_with_children": "Paare mit Kindern",
}  # fmt: skip


def heading(column: str) -> str:
    """`unemployed@women` → `Arbeitslose weiblich`; `survey_lonely_asked@men` → `Einsam, Befragte männlich`."""
    variable, group = column.split("@")
    asked = variable.startswith("survey_") and variable.endswith("_asked")
    title = VARIABLES[variable.removesuffix("_asked")] + (", Befragte" if asked else "")
    if group != "total":
        return f"{title} " + ", ".join(GROUPS[g] for g in group.split("_and_"))
    return title if variable.startswith(ONE_FIGURE) else f"{title} insgesamt"


def headed(columns: Mapping[str, T]) -> dict[str, T]:
    """The same columns under their headings."""
    return {heading(name): values for name, values in columns.items()}
