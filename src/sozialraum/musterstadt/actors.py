"""Organisations and people of all four banks, for the accounts of a demonstration. All names are invented."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from sozialraum.musterstadt import write
from sozialraum.musterstadt.spaces import Spaces

FIRST_NAMES = (
    "Aylin", "Bernd", "Carla", "Daniel", "Elif", "Frank", "Greta", "Hamid", "Ines", "Jan", "Katrin", "Lukas", "Maria",
    "Nadia", "Olaf", "Petra", "Quirin", "Renate", "Sami", "Tanja", "Ulrich", "Vera", "Wiebke", "Yusuf", "Zofia",
)  # fmt: skip
LAST_NAMES = (
    "Abel", "Bachmann", "Çelik", "Dreyer", "Engel", "Fink", "Gärtner", "Haddad", "Ivanov", "Jahn", "Kaminski", "Lenz",
    "Mertens", "Nowak", "Oswald", "Pohl", "Reimann", "Schuster", "Thiele", "Unger", "Voss", "Wendt", "Yılmaz", "Zander",
    "Özdemir", "Bergner", "Hartwig", "Kühne", "Lorenz",
)  # fmt: skip
DEPARTMENTS = (
    ("amt-soziales", "Amt für Soziales und Gesundheit"), ("amt-jugend", "Jugendamt"), ("amt-schule", "Amt für Bildung"),
    ("amt-stadtentwicklung", "Amt für Stadtentwicklung und Wohnen"), ("amt-verkehr", "Tiefbau- und Verkehrsamt"),
    ("amt-gruen", "Garten- und Friedhofsamt"), ("amt-statistik", "Amt für Statistik und Wahlen"),
)  # fmt: skip
PARTIES = (
    "Fraktion Neue Stadt",
    "Fraktion Soziale Mitte",
    "Fraktion Bürgerliste",
    "Fraktion Freie Stadt",
)
CITYWIDE_PROVIDERS = (
    ("traeger-wohlfahrt", "Wohlfahrtsverband Musterstadt e. V."),
    ("traeger-jugend", "Jugendwerk Brücke gGmbH"),
    ("traeger-diakonie", "Stadtmission Musterstadt"),
    ("traeger-wohnen", "Wohnungsgenossenschaft Gute Nachbarn eG"),
    ("traeger-migration", "Haus der Kulturen e. V."),
)
FROM, UNTIL = "2024-01-01", "2029-01-01"  # until: the first day on which it no longer holds
POST = "musterstadt.example"  # a domain that can't exist


PERSON_HEADS = (
    "benutzername", "email", "name", "organisation", "rolle", "bank", "geltung", "geltung_schluessel", "von", "bis",
    "stimmrecht",
)  # fmt: skip


class Organisation(NamedTuple):
    key: str
    name: str
    bank: str  # politics, administration, providers, residents
    sort: str  # department, faction, provider, association, council, administration
    space: str  # code of the planning area or social space it works in; empty: the whole city


class Person(NamedTuple):
    user: str
    post: str
    name: str
    organisation: str
    role: str
    bank: str
    scope: str  # city, department, planning_area, social_space
    scope_code: str
    since: str
    until: str
    votes: str  # ja / nein: votes in the body of the scope


def actors(spaces: Spaces, seed: int) -> tuple[list[Organisation], list[Person]]:
    """Everybody whom a demonstration needs; the first planning areas and spaces get a full cast."""
    rng = np.random.default_rng([seed, 70])
    organisations = [
        Organisation("stadt", "Stadtverwaltung Musterstadt", "administration", "administration", "")
    ]
    organisations += [Organisation(k, n, "administration", "department", "") for k, n in DEPARTMENTS]
    organisations += [
        Organisation(f"fraktion-{i}", n, "politics", "faction", "") for i, n in enumerate(PARTIES, 1)
    ]
    organisations += [Organisation(k, n, "providers", "provider", "") for k, n in CITYWIDE_PROVIDERS]
    cast = _Cast(rng)
    cast.add("stadt", "city_administrator", "administration", "city", "", "nein", user="verwaltung")
    cast.add("stadt", "data_protection_officer", "administration", "city", "", "nein", user="datenschutz")
    cast.add("amt-soziales", "social_planner", "administration", "city", "", "nein", user="sozialplanung")
    cast.add("amt-statistik", "statistics_officer", "administration", "city", "", "nein", user="statistik")
    for key, _ in DEPARTMENTS:
        short = key.removeprefix("amt-")
        cast.add(key, "department_head", "administration", "department", key, "nein", user=f"leitung-{short}")
        cast.add(
            key,
            "department_officer",
            "administration",
            "department",
            key,
            "nein",
            user=f"sachbearbeitung-{short}",
        )
    for i, _ in enumerate(PARTIES, 1):
        for n in range(1, 4):
            cast.add(f"fraktion-{i}", "council_member", "politics", "city", "", "ja", user=f"rat-{i}{n}")
    for key, _ in CITYWIDE_PROVIDERS:
        user = key.replace("traeger-", "traeger-stadt-")
        cast.add(key, "provider", "providers", "city", "", "ja", user=user)
    for code, name in zip(spaces.area_codes, spaces.area_names, strict=True):
        _area(code, name, organisations, cast)
    for code, name in zip(spaces.after.codes, spaces.after.names, strict=True):
        _space(code, name, organisations, cast)
    return organisations, cast.people


def _area(code: str, name: str, organisations: list[Organisation], cast: _Cast) -> None:
    """A manager, an association that runs the meeting place, and the area's council member."""
    key = f"stadtteilbuero-{code}"
    organisations.append(Organisation(key, f"Stadtteilbüro {name}", "providers", "provider", code))
    cast.add(
        key,
        "planning_area_manager",
        "administration",
        "planning_area",
        code,
        "nein",
        user=f"management-{code}",
    )
    cast.add(key, "provider", "providers", "planning_area", code, "ja", user=f"traeger-{code}")
    cast.add("fraktion-1", "council_member", "politics", "planning_area", code, "ja", user=f"rat-raum-{code}")


def _space(code: str, name: str, organisations: list[Organisation], cast: _Cast) -> None:
    """A residents' association and two residents who sit in the conference."""
    key = f"buergerverein-{code}"
    organisations.append(Organisation(key, f"Bürgerverein {name}", "residents", "association", code))
    for n in (1, 2):
        cast.add(key, "resident", "residents", "social_space", code, "ja", user=f"bewohner-{code}-{n}")


class _Cast:
    """Draws invented names, no full name twice before all are used."""

    def __init__(self, rng: np.random.Generator):
        self.people: list[Person] = []
        names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
        self.names = [names[i] for i in rng.permutation(len(names))]

    def add(
        self, organisation: str, role: str, bank: str, scope: str, scope_code: str, votes: str, *, user: str
    ) -> None:
        round_, number = divmod(len(self.people), len(self.names))
        name = self.names[number] + (f" {'I' * (round_ + 1)}" if round_ else "")
        self.people.append(
            Person(
                user, f"{user}@{POST}", name, organisation, role, bank, scope, scope_code, FROM, UNTIL, votes
            )
        )


def write_actors(folder: Path, spaces: Spaces, seed: int) -> None:
    """Write `organisationen.csv` and `personen.csv`."""
    organisations, people = actors(spaces, seed)
    heads = ("schluessel", "name", "bank", "art", "raum")
    write.table(folder / "organisationen.csv", _columns(heads, organisations), {})
    write.table(folder / "personen.csv", _columns(PERSON_HEADS, people), {})


def _columns(heads: tuple[str, ...], rows: list[Organisation] | list[Person]) -> dict[str, list[str]]:
    return {head: [row[i] for row in rows] for i, head in enumerate(heads)}
