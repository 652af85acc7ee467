"""The only way to read accounts, organisations and appointments across."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sozialraum.planning.journal.actions import act_titles
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.models import WHOLE_CITY, Account, Appointment, Organisation, Scope
from sozialraum.planning.people.roles import ROLES, Bank, Role, ScopeKind, role, role_title


class Line(NamedTuple):
    """A line of the journal in plain language."""

    entry: Entry
    act: str
    role: str
    details: list[tuple[str, str]]


class DemonstrationPerson(NamedTuple):
    """Somebody who can be entered by one click, and for what they are responsible."""

    account: Account
    where: str


class Letter(NamedTuple):
    """A mail that the program sent."""

    to: str
    subject: str
    date: str
    body: str


# Apps that come later know further scopes and offer them when the program starts: kind -> keys and titles.
ScopeSource = Callable[[], Sequence[tuple[str, str]]]
_scope_sources: dict[str, ScopeSource] = {}

SORTS = {
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
    "e-mail": ("email",),
    "-e-mail": ("-email",),
    "zuletzt": ("last_login", "id"),
    "-zuletzt": ("-last_login", "-id"),
}


def offer_scopes(kind: str, source: ScopeSource) -> None:
    """Make the things of a kind known as scopes of appointments (called by their app in `ready`)."""
    _scope_sources[ScopeKind(kind)] = source


def scope_choices() -> list[tuple[str, list[tuple[Scope, str]]]]:
    """All scopes that an appointment can be for, by kind."""
    groups = [(str(ScopeKind.CITY.label), [(WHOLE_CITY, str(ScopeKind.CITY.label))])]
    for kind in ScopeKind:
        offered = _scope_sources[kind]() if kind in _scope_sources else ()
        if offered:
            groups.append((str(kind.label), [(Scope(kind.value, key), title) for key, title in offered]))
    return groups


def scope_titles() -> dict[Scope, str]:
    """The title of each scope; one that is no more has none."""
    return {scope: title for _kind, scopes in scope_choices() for scope, title in scopes}


def departments() -> list[tuple[str, str]]:
    """Organisations of the administration, as scopes."""
    known = Organisation.objects.filter(bank=Bank.ADMINISTRATION, is_closed=False)
    return [(str(pk), name) for pk, name in known.values_list("pk", "name")]


def accounts(
    search: str = "", role_key: str = "", state: str = "active", sort: str = "name"
) -> QuerySet[Account]:
    """Accounts with their appointments in force at `in_force`; two statements however many there are."""
    found = Account.objects.select_related("organisation").prefetch_related(
        Prefetch("appointments", _in_force(), to_attr="in_force")
    )
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(organisation__name__icontains=word)
        )
    if role_key:
        found = found.filter(pk__in=_in_force().filter(role=role(role_key).key).values("account_id"))
    if state in ("active", "closed"):
        found = found.filter(is_active=state == "active")
    return found.order_by(*SORTS.get(sort, SORTS["name"]))


def appointments_of(account: Account) -> QuerySet[Appointment]:
    """All appointments of somebody, the latest first."""
    return account.appointments.select_related("appointed_by").order_by("-during", "-id")


def in_force_of(account: Account, on: date | None = None) -> list[Appointment]:
    """The appointments that somebody holds on a day, in the order of the roles."""
    order = list(ROLES)
    held = Appointment.objects.filter(account=account, during__contains=on or timezone.localdate())
    return sorted(held, key=lambda item: (order.index(item.role), item.scope_key))


def holders(role_key: str, scopes: Iterable[Scope] = (), on: date | None = None) -> QuerySet[Account]:
    """Who holds a role on a day, for one of the scopes (for any where none is named)."""
    held = Appointment.objects.filter(role=role(role_key).key, during__contains=on or timezone.localdate())
    wanted = Q()
    for scope in scopes:
        wanted |= Q(scope_kind=scope.kind, scope_key=scope.key)
    return Account.objects.filter(is_active=True, pk__in=held.filter(wanted).values("account_id"))


def organisations(search: str = "") -> QuerySet[Organisation]:
    """Organisations, those that are no more at the end."""
    return Organisation.objects.filter(name__icontains=search).order_by("is_closed", "name")


def demonstration_roles() -> list[tuple[Role, list[DemonstrationPerson]]]:
    """The accounts that can be entered by one click, by the roles that they show."""
    held = _in_force().filter(account__is_active=True, account__is_demonstration=True)
    titles = scope_titles()
    people: dict[str, list[DemonstrationPerson]] = {key: [] for key in ROLES}
    for appointment in held.select_related("account").order_by("account__name", "pk"):
        where = "" if appointment.scope == WHOLE_CITY else titles.get(appointment.scope, "")
        people[appointment.role].append(DemonstrationPerson(appointment.account, where))
    return [(role(key), found) for key, found in people.items() if found]


def described(appointment: Appointment, titles: dict[Scope, str]) -> str:
    """An appointment in words: "Planungsraummanagement: Nord"."""
    title: str | Promise = role(appointment.role).title
    if appointment.scope == WHOLE_CITY:
        return str(title)
    where = titles.get(appointment.scope) or _("nicht mehr vorhanden (%(key)s)") % {
        "key": appointment.scope_key
    }
    return f"{title}: {where}"


def told(entries: Iterable[Entry]) -> list[Line]:
    """Lines of the journal in plain language."""
    titles = act_titles()
    return [
        Line(entry, str(titles.get(entry.act, entry.act)), str(role_title(entry.actor_role)), _details(entry))
        for entry in entries
    ]


def _details(entry: Entry) -> list[tuple[str, str]]:
    return [
        (key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for key, value in entry.details.items()
    ]


def letter_names() -> list[str]:
    """What the program put into the folder `outbox`, the latest first; none where there is a mail server."""
    folder = Path(settings.OUTBOX)
    return sorted((path.name for path in folder.glob("*.log")), reverse=True) if folder.is_dir() else []


def letters(name: str) -> list[Letter]:
    """The letters of one file of the outbox."""
    if name not in letter_names():
        return []
    content = (Path(settings.OUTBOX) / name).read_bytes()
    parts = [part.strip() for part in content.split(b"-" * 79) if part.strip()]
    return [_letter(message_from_bytes(part, policy=policy.default)) for part in parts]


def _letter(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    return Letter(message["to"], message["subject"], message["date"], body.get_content() if body else "")


def _in_force() -> QuerySet[Appointment]:
    return Appointment.objects.filter(during__contains=timezone.localdate())
