"""People of a small city, made through actions alone."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from sozialraum.planning.people import actions
from sozialraum.planning.people.models import WHOLE_CITY, Account, Appointment, Organisation, Scope
from sozialraum.planning.people.roles import ROLES, ScopeKind
from sozialraum.planning.people.rules import PROGRAM

LONG_AGO = date(2020, 1, 1)
SOMEWHERE = {
    ScopeKind.CITY: WHOLE_CITY,
    ScopeKind.PLANNING_AREA: Scope("planning_area", "planungsraeume/1"),
    ScopeKind.SOCIAL_SPACE: Scope("social_space", "sozialraeume/11"),
    ScopeKind.DEPARTMENT: Scope("department", "1"),
    ScopeKind.BODY: Scope("body", "1"),
}


def somebody(name: str = "Erika Beispiel", **values: object) -> Account:
    """An account without any role."""
    email = values.pop("email", f"{slugify(name)}@example.org")
    return actions.create_account(by=PROGRAM, name=name, email=email, **values)


def appointed(account: Account, role: str, scope: Scope | None = None, **values: object) -> Appointment:
    """Somebody in a role since long ago."""
    scope = scope or SOMEWHERE[ROLES[role].scopes[0]]
    values.setdefault("since", LONG_AGO)
    return actions.appoint(by=PROGRAM, account=account, role_key=role, scope=scope, **values)


def somebody_as(role: str, name: str | None = None) -> Account:
    """An account that holds one role."""
    account = somebody(name or f"Person {role}")
    appointed(account, role)
    return account


def administrator() -> Account:
    return somebody_as("city_administrator", "Ada Admin")


def everybody() -> dict[str, Account]:
    """One account for each role."""
    return {role: somebody_as(role) for role in ROLES}


def organisation(name: str = "Jugendamt", bank: str = "administration") -> Organisation:
    return actions.register_organisation(by=PROGRAM, name=name, bank=bank)


def today() -> date:
    return timezone.localdate()
