"""Who may do what. Each question has two forms: one answers, one raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.people.models import Account, Appointment, Scope
from sozialraum.planning.people.roles import (
    PERMISSIONS,
    ROLES,
    ScopeKind,
    known_permission,
    role,
    roles_with,
)


class NotAllowed(PermissionDenied):
    """Somebody asked for what none of their roles allows; shown as a page with status 403."""


class Refused(Exception):
    """Something is not done for a reason that the person can be told; the message is that reason.

    code: names the reason, for pages that say it in other words.
    """

    def __init__(self, message: str = "", code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Program:
    """The program itself, as `by=` of an action: it starts the city and loads its demonstration."""

    pk = None
    name = "sozialraum"
    is_active = True

    def __repr__(self) -> str:
        return "PROGRAM"


PROGRAM = Program()
Agent = Account | Program


def acting(by: Agent, permission: str, *scopes: Scope, on: date | None = None) -> Actor:
    """The person in the role that allows it, for the journal line; raises NotAllowed where no role does.

    `scopes`: where the thing lies (its social space, its planning area, …); an appointment for one of them or
    for the whole city counts. Without scopes any appointment with the permission does.
    """
    if isinstance(by, Program):
        known_permission(permission)
        return Actor(None, by.name, "program")
    held = _roles_held(by, roles_with(permission), scopes, on)
    for key in ROLES:
        if key in held:
            return Actor(by.pk, by.name, key)
    what = PERMISSIONS[permission]
    raise NotAllowed(_("Dafür braucht es eine Berufung, die das erlaubt: %(what)s.") % {"what": what})


def may(by: Agent | AnonymousUser | None, permission: str, *scopes: Scope, on: date | None = None) -> bool:
    """Whether somebody may do it; the same question as `acting`."""
    known_permission(permission)
    if by is None or isinstance(by, AnonymousUser):
        return False
    try:
        acting(by, permission, *scopes, on=on)
    except NotAllowed:
        return False
    return True


def permissions_of(account: Any, on: date | None = None) -> frozenset[str]:
    """Everything that somebody may do anywhere, by appointments in force; nothing for the anonymous."""
    if getattr(account, "pk", None) is None:
        return frozenset()
    held = _roles_held(account, tuple(ROLES), (), on)
    return frozenset().union(*(role(key).permissions for key in held))


def required(permission: str) -> Callable[..., Callable[..., HttpResponse]]:
    """Guard a view: who is not signed in is asked to, who may not is told so (403)."""
    known_permission(permission)

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            acting(request.user, permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _roles_held(account: Account, keys: Iterable[str], scopes: Iterable[Scope], on: date | None) -> set[str]:
    if not account.is_active:
        return set()
    held = Appointment.objects.filter(
        account_id=account.pk, role__in=list(keys), during__contains=on or timezone.localdate()
    ).values_list("role", "scope_kind", "scope_key")
    wanted = {tuple(scope) for scope in scopes}
    return {
        key
        for key, kind, scope_key in held
        if not wanted or kind == ScopeKind.CITY or (kind, scope_key) in wanted
    }


def is_only_administrator(account: Account, on: date | None = None) -> bool:
    """Whether nobody else with an active account administers the city on a day."""
    administrators = Appointment.objects.filter(
        role="city_administrator", during__contains=on or timezone.localdate(), account__is_active=True
    )
    held_by = set(administrators.values_list("account_id", flat=True))
    return account.pk in held_by and len(held_by) == 1


def require_other_administrator(account: Account, on: date | None = None) -> None:
    """Refuse to leave the city without anybody who can make accounts."""
    if is_only_administrator(account, on):
        raise Refused(_("Das ist die letzte Administration. Berufen Sie erst jemand anderen."))


# Any of these says that a proxy stands between, whatever it tells.
PROXY_HEADERS = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Real-IP", "CF-Connecting-IP", "Forwarded", "Via",
)  # fmt: skip


def may_enter_by_one_click(city_is_demonstration: bool, peer: str, host: str) -> bool:
    """Whether a demonstration role may be taken without a password.

    Only in a city marked as demonstration, and only on the machine itself: `peer` is the address that the
    connection comes from (no header says so), `host` what the browser asked for.
    """
    return city_is_demonstration and _is_loopback(peer) and _is_loopback(_without_port(host))


def require_may_enter_by_one_click(city_is_demonstration: bool, peer: str, host: str) -> None:
    """The same; raises NotAllowed."""
    if not may_enter_by_one_click(city_is_demonstration, peer, host):
        raise NotAllowed(_("Vorführrollen gibt es nur in einer Vorführung auf diesem Rechner selbst."))


def connection(request: HttpRequest) -> tuple[str, str]:
    """The address that the connection comes from, and the host that was asked for.

    No address behind a proxy: it would be the proxy's, not the visitor's.
    """
    forwarded = any(name in request.headers for name in PROXY_HEADERS)
    peer = "" if forwarded else request.META.get("REMOTE_ADDR", "")
    return peer, request.META.get("HTTP_HOST", "")


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(address: str) -> bool:
    if address.lower() == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
