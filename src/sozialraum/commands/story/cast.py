"""Who of the invented people may do what: found by their appointments, never made up."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Appointment, Organisation
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Refused


@dataclass(frozen=True)
class Cast:
    """Accounts by role and scope, and the offices."""

    people: Mapping[tuple[str, str], tuple[Account, ...]]  # role, key of the scope → accounts
    offices: Mapping[str, str]  # key in the delivery → title
    departments: Mapping[str, Organisation]  # key in the delivery → as the city knows it

    @classmethod
    def of(cls, organisations: Path) -> Cast:
        """The cast as it is appointed today."""
        found: dict[tuple[str, str], list[Account]] = {}
        held = Appointment.objects.filter(
            account__is_demonstration=True, during__contains=timezone.localdate()
        )
        for one in held.select_related("account").order_by("pk"):
            found.setdefault((one.role, one.scope_key), []).append(one.account)
        with organisations.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        offices = {row["schluessel"]: row["name"] for row in rows if row["schluessel"].startswith("amt-")}
        known = {one.name: one for one in Organisation.objects.filter(name__in=offices.values())}
        departments = {key: known[title] for key, title in offices.items() if title in known}
        return cls({key: tuple(accounts) for key, accounts in found.items()}, offices, departments)

    def manager(self, area: str) -> Account:
        """Who manages a planning area."""
        return self._one("planning_area_manager", area)

    def planner(self) -> Account:
        """Who does the social planning of the city."""
        return self._one("social_planner", "")

    def first(self, role: str, key: str) -> Account | None:
        """The first one of a role in a scope, if there is any."""
        return next(iter(self.people.get((role, key), ())), None)

    def resident(self, space: str) -> Account | None:
        """Somebody who lives in a social space and has an account."""
        return self.first("resident", space)

    def officer(self, office: str) -> Account:
        """Who drafts the answers of an office."""
        return self.in_department("department_officer", self.department(office).pk)

    def department(self, office: str) -> Organisation:
        """An office as the city knows it."""
        if office not in self.departments:
            raise Refused(f"there is no {self.title(office)}")
        return self.departments[office]

    def in_department(self, role: str, number: int | None) -> Account:
        """Who holds a role in a department."""
        return self._one(role, str(number))

    def who_hears(self, area: str, bank: str) -> Account:
        """Who brings what others said: providers theirs, the manager the rest."""
        provider = self.people.get(("provider", area), ())
        return provider[0] if provider and bank in (Bank.PROVIDERS, Bank.POLITICS) else self.manager(area)

    def who_does(self, need: Need, office: str) -> Account:
        """Who carries out what was decided: a provider of the place, else the office."""
        return self.first("provider", need.planning_area) or self.officer(office)

    def title(self, office: str) -> str:
        """What an office is called."""
        return self.offices[office]

    def offices_by_turn(self, turn: int) -> list[str]:
        """Offices that answer needs, each time another one first."""
        keys = [key for key in self.offices if key != "amt-statistik"]
        first = turn % len(keys)
        return keys[first:] + keys[:first]

    def other_office(self, office: str) -> str:
        """Another office, to which a need may come by mistake."""
        keys = [key for key in self.offices if key != "amt-statistik"]
        return keys[(keys.index(office) + 1) % len(keys)]

    def _one(self, role: str, key: str) -> Account:
        for account in self.people.get((role, key), ()):
            return account
        raise Refused(f"nobody is appointed as {role} of {key or 'the city'}")
