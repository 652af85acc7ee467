"""Organisations and people of all four banks, in roles that the product knows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from musterstadt.delivered import areas, rows
from sozialraum.musterstadt.actors import actors
from sozialraum.planning.people.roles import ROLES, Bank


def test_all_banks_and_roles_are_cast(city: Path) -> None:
    people = rows(city / "personen.csv").values()
    assert {p["bank"] for p in people} == set(Bank.values)
    assert {p["rolle"] for p in people} == set(ROLES)
    for person in people:
        role = ROLES[person["rolle"]]
        assert person["bank"] == role.bank
        assert person["geltung"] in role.scopes
        assert person["von"] < person["bis"]


def test_each_has_one_name_one_address_and_a_known_organisation(city: Path) -> None:
    people = rows(city / "personen.csv")
    organisations = rows(city / "organisationen.csv")
    assert len({p["name"] for p in people.values()}) == len(people)
    assert all(p["email"] == f"{user}@musterstadt.example" for user, p in people.items())
    assert {p["organisation"] for p in people.values()} <= set(organisations)
    assert {o["bank"] for o in organisations.values()} == set(Bank.values)


def test_nobody_shares_an_address_in_a_large_city() -> None:
    codes = [f"{n:02d}" for n in range(1, 41)]
    after = SimpleNamespace(codes=[c + s for c in codes for s in ("01", "02")], names=["Raum"] * 80)
    people = actors(SimpleNamespace(area_codes=codes, area_names=["Gebiet"] * 40, after=after), 1)[1]
    assert not [post for post, times in Counter(p.post for p in people).items() if times > 1]


def test_each_space_has_its_people(city: Path) -> None:
    people = rows(city / "personen.csv").values()
    by = Counter((p["rolle"], p["geltung"], p["geltung_schluessel"]) for p in people)
    for area in areas(city, "planungsraeume")[0]:
        for role in ("planning_area_manager", "provider", "council_member"):
            assert by[role, "planning_area", area["planungsraum"]] == 1
    for space in areas(city, "sozialraeume_2019")[0]:
        assert by["resident", "social_space", space["sozialraum"]] == 2
    departments = {o for o, row in rows(city / "organisationen.csv").items() if row["art"] == "department"}
    for department in departments:
        assert (
            by["department_head", "department", department]
            == by["department_officer", "department", department]
            == 1
        )
