"""administrator, and the invented people of a demonstration city."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from sozialraum.commands import building, django
from sozialraum.commands.failure import MACHINE, Failure, failing
from sozialraum.commands.progress import say
from sozialraum.site.database import DatabaseUnavailable
from sozialraum.warehouse.city import City


def administrator(given: argparse.Namespace) -> None:
    """Make the first account of a real city: an administrator, who makes all others. Its folder may be new."""
    city = building.existing_or_new(given.city)
    with failing(MACHINE, DatabaseUnavailable), django.ready(city.folder):
        from django.core.exceptions import ValidationError
        from django.utils import timezone

        from sozialraum.planning.people import actions
        from sozialraum.planning.people.rules import PROGRAM, Refused

        try:
            account = actions.create_account(by=PROGRAM, email=given.email, name=given.name)
            actions.appoint(
                by=PROGRAM, account=account, role_key="city_administrator", since=timezone.localdate(),
                reason="sozialraum administrator",
            )  # fmt: skip
            say(f"{account.name} is an administrator. Open this link within three days to set a password:")
            print(given.site.rstrip("/") + actions.password_path(account))
        except ValidationError as error:
            raise Failure(" ".join(error.messages), MACHINE) from error
        except Refused as error:
            raise Failure(str(error), MACHINE) from error


def furnish(city: City) -> None:
    """Have the people that a demonstration city delivers; call inside `django.ready`."""
    delivery = city.folder / "delivery"
    if not city.settings.get("demonstration") or not (delivery / "personen.csv").exists():
        return
    from sozialraum.planning.people.actions import furnish_demonstration
    from sozialraum.planning.people.rules import PROGRAM

    organisations = {row["schluessel"]: row for row in _rows(delivery / "organisationen.csv")}
    titles = {key: row["name"] for key, row in organisations.items()}
    people = [_person(row, titles, city) for row in _rows(delivery / "personen.csv")]
    banks = {row["name"]: row["bank"] for row in organisations.values()}
    new = furnish_demonstration(by=PROGRAM, organisations=banks, people=people)
    if new:
        say(f"{new} invented people have an account.")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _person(row: dict[str, str], titles: dict[str, str], city: City) -> object:
    from sozialraum.planning.people.actions import DemonstrationPerson
    from sozialraum.planning.people.models import Scope

    kind, key = row["geltung"], row["geltung_schluessel"]
    systems = {"planning_area": "planning_areas", "social_space": "social_spaces"}
    if kind in systems:
        key = f"{city.settings[systems[kind]]}/{key}"
    elif kind == "department":
        key = titles[key]
    return DemonstrationPerson(
        email=row["email"], name=row["name"], organisation=titles.get(row["organisation"], ""), role=row["rolle"],
        scope=Scope(kind, key), voting=row["stimmrecht"] == "ja",
    )  # fmt: skip
