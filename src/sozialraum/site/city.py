"""What a city's `city.toml` says about its site: read once at the start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sozialraum.site.folder import FolderUnusable


@dataclass(frozen=True)
class Site:
    """The table `[site]` of `city.toml`; docs/settings.md explains each key."""

    hosts: tuple[str, ...] = ()
    https: bool = False
    trusted_proxies: int = 0
    self_registration: bool = False
    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password_file: str = ""
    mail_from: str = ""


@dataclass(frozen=True)
class Service:
    """Who repairs a plain defect or helps in a single case: an entry of `[[needs.services]]`."""

    name: str
    email: str = ""
    open311: str = ""  # address of its Open311 endpoint (GeoReport v2), to which plain defects are sent
    open311_jurisdiction: str = ""
    open311_key_file: str = ""


@dataclass(frozen=True)
class Needs:
    """The table `[needs]` of `city.toml`: how contributions are checked."""

    check_days: int = 14
    services: tuple[Service, ...] = ()


@dataclass(frozen=True)
class Answers:
    """The table `[answers]` of `city.toml`: how long departments and negotiations have."""

    answer_days: int = 42
    move_days: int = 28


@dataclass(frozen=True)
class Waiting:
    """The table `[waiting]` of `city.toml`: so many days a need may stand in a state in which nobody has set a day."""

    carried: int = 120
    bundled: int = 28
    answered: int = 60
    agreed: int = 60
    dissent: int = 60


# Letters that somebody may want to read before they go out: by the state they tell of, or by what happened.
LETTERS = (
    "registered", "returned", "merged", "redirected", "deliberating", "carried", "deferred", "not_carried",
    "solved_locally", "bundled", "handed_over", "answered", "negotiating", "agreed", "dissent", "up_for_decision",
    "decided", "rejected", "postponed", "implementing", "implemented", "evaluated", "withdrawn",
    "objection", "repaired", "split", "blackened", "sent_back", "reopened", "conference", "measure_abandoned",
    "measure_done",
    "inquiry", "succeeding", "withdrawn_from",
    "invitation", "invited_again", "changed", "cancelled", "dates", "reminder", "deputy", "seat_lost",
    "minutes", "passed_on", "assigned", "reassigned", "extended",
)  # fmt: skip


@dataclass(frozen=True)
class Messages:
    """The table `[messages]` of `city.toml`: which letters somebody reads before they go out."""

    reviewed: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitySettings:
    """The city as the site knows it: `[city]` (who), `[site]` (how it is served), `[needs]` (how needs are checked),
    `[messages]` (what is read before it goes out), `[answers]` (how long departments and negotiations have),
    `[waiting]` (how long a need may stand where nobody set a day).
    """

    folder: Path
    key: str = ""
    name: str = ""
    demonstration: bool = False  # invented, which every page says; its roles may be entered by one click
    about: Mapping[str, str] = field(default_factory=dict)
    site: Site = Site()
    needs: Needs = Needs()
    messages: Messages = Messages()
    answers: Answers = Answers()
    waiting: Waiting = Waiting()


def read_city(folder: Path) -> CitySettings:
    """Read `city.toml`; a folder without one is a city that has nothing in it yet."""
    path = folder / "city.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        document = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FolderUnusable(f"{path} can't be read ({error}): correct it.") from error
    city = document.get("city", {})
    return CitySettings(
        folder=folder,
        key=str(city.get("key", "")),
        name=str(city.get("name", "")),
        demonstration=city.get("demonstration") is True,
        about=city.get("about", {}),
        site=_site(document.get("site", {}), path),
        needs=_needs(document.get("needs", {}), path),
        messages=_messages(document.get("messages", {}), path),
        answers=Answers(**_days("answers", Answers, document.get("answers", {}), path)),
        waiting=Waiting(**_days("waiting", Waiting, document.get("waiting", {}), path)),
    )


def _site(given: Mapping[str, Any], path: Path) -> Site:
    known = {item.name: item for item in fields(Site)}
    for name, value in given.items():
        if name not in known:
            raise FolderUnusable(f"{path}: [site] knows no `{name}`; it knows {', '.join(known)}.")
        expected = list if name == "hosts" else type(known[name].default)
        if type(value) is not expected:
            raise FolderUnusable(f"{path}: `{name}` in [site] must be a {expected.__name__}.")
    values = dict(given)
    if "hosts" in values:
        values["hosts"] = tuple(str(host) for host in values["hosts"])
    return Site(**values)


def _messages(given: Mapping[str, Any], path: Path) -> Messages:
    for name in given:
        if name != "reviewed":
            raise FolderUnusable(f"{path}: [messages] knows no `{name}`; it knows reviewed.")
    reviewed = given.get("reviewed", [])
    if type(reviewed) is not list:
        raise FolderUnusable(f"{path}: `reviewed` in [messages] must be a list of letters.")
    for letter in reviewed:
        if letter not in (*LETTERS, "all"):
            raise FolderUnusable(
                f"{path}: `reviewed` in [messages] knows no letter `{letter}`; it knows all, {', '.join(LETTERS)}."
            )
    return Messages(LETTERS if "all" in reviewed else tuple(reviewed))


def _days(
    table: str, kind: type[Answers | Waiting], given: Mapping[str, Any], path: Path
) -> Mapping[str, int]:
    """A table that holds nothing but numbers of days."""
    known = [item.name for item in fields(kind)]
    for name, days in given.items():
        if name not in known:
            raise FolderUnusable(f"{path}: [{table}] knows no `{name}`; it knows {', '.join(known)}.")
        if type(days) is not int or not 1 <= days <= 365:
            raise FolderUnusable(f"{path}: `{name}` in [{table}] must be a number of days, 1 to 365.")
    return given


def _needs(given: Mapping[str, Any], path: Path) -> Needs:
    known = {item.name for item in fields(Needs)}
    for name in given:
        if name not in known:
            raise FolderUnusable(f"{path}: [needs] knows no `{name}`; it knows {', '.join(sorted(known))}.")
    days = given.get("check_days", Needs.check_days)
    if type(days) is not int or days < 1:
        raise FolderUnusable(f"{path}: `check_days` in [needs] must be a number of days, 1 or more.")
    services = given.get("services", [])
    if type(services) is not list:
        raise FolderUnusable(f"{path}: `services` in [needs] must be a list; write [[needs.services]].")
    return Needs(days, tuple(_service(one, path) for one in services))


def _service(given: Any, path: Path) -> Service:
    known = [item.name for item in fields(Service)]
    if not isinstance(given, Mapping) or not given.get("name"):
        raise FolderUnusable(f"{path}: each of [[needs.services]] must have a `name`.")
    for name, value in given.items():
        if name not in known:
            raise FolderUnusable(
                f"{path}: [[needs.services]] knows no `{name}`; it knows {', '.join(known)}."
            )
        if type(value) is not str:
            raise FolderUnusable(f"{path}: `{name}` in [[needs.services]] must be a str.")
    made = Service(**given)
    if made.open311 and not _is_safe(made.open311):
        raise FolderUnusable(
            f"{path}: `open311` of {made.name} must be an address like https://open311.example.org/v2 – "
            "with https, and without user, question mark or #."
        )
    return made


def _is_safe(address: str) -> bool:
    """Whether reports may be sent there: encrypted, or this machine itself."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment) and address.isascii()
    here = host in ("127.0.0.1", "::1", "localhost")
    return bool(host) and plain and (parts.scheme == "https" or (parts.scheme == "http" and here))
