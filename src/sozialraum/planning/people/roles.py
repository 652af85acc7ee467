"""Roles and permissions: code, with a description in plain language. An unknown name raises."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Bank(models.TextChoices):
    """The four sides of the table; every seat belongs to one."""

    POLITICS = "politics", _("Politik")
    ADMINISTRATION = "administration", _("Verwaltung")
    PROVIDERS = "providers", _("Träger")
    RESIDENTS = "residents", _("Bewohnerschaft")


class ScopeKind(models.TextChoices):
    """What an appointment can be for."""

    CITY = "city", _("Ganze Stadt")
    PLANNING_AREA = "planning_area", _("Planungsraum")
    SOCIAL_SPACE = "social_space", _("Sozialraum")
    DEPARTMENT = "department", _("Fachamt")
    BODY = "body", _("Gremium")


# What may be done at all, and what that means.
PERMISSIONS: dict[str, Promise] = {
    "accounts.administer": _("Konten und Organisationen anlegen, Personen berufen, Berufungen beenden"),
    "journal.read": _("das Vorgangsjournal lesen"),
    "texts.edit": _("Impressum, Datenschutz und die anderen Texte der Stadt ändern"),
    "barriers.handle": _("gemeldete Barrieren lesen und erledigen"),
    "outbox.read": _("lesen, was das Programm verschickt hat"),
    "statistics.load": _("Lieferungen einlesen und prüfen"),
    "statistics.publish": _("Datenstände veröffentlichen"),
    "spaces.publish": _("Raumstände veröffentlichen"),
    "index.draft": _("Indizes und Kennzahlen zusammenstellen"),
    "needs.register": _("Bedarfe melden"),
    "needs.register_for_others": _("für andere Bedarfe melden, auch vom Papier"),
    "needs.carry": _("Bedarfe eines Planungsraums prüfen, weitergeben und nachhalten"),
    "conferences.minute": _(
        "Gremien einrichten, Sitzungen vorbereiten, leiten und ihre Ergebnisse festhalten"
    ),
    "answers.draft": _("Stellungnahmen entwerfen"),
    "answers.release": _("Stellungnahmen freigeben"),
    "decisions.record": _("Beschlüsse mit Nummer und Datum festhalten"),
    "measures.report": _("melden, wie weit eine Maßnahme ist"),
    "money.keep": _("Haushaltsstellen, Fonds und den Verteilungsschlüssel führen"),
    "effects.evaluate": _("Befragungen zur Wirkung führen und auswerten, was Maßnahmen bewirkt haben"),
    "introduction.follow": _("sehen, wie weit die Einführung ist und was sie kostet"),
    "messages.send": _("Nachrichten verschicken und Kontaktdaten nach ihrer Frist löschen"),
    "privacy.check": _("prüfen, welche Angaben zu Personen gespeichert sind und wann sie gelöscht werden"),
}


@dataclass(frozen=True)
class Role:
    """A role that somebody can be appointed to, and what it allows within the appointment's scope."""

    key: str
    title: Promise
    description: Promise
    bank: Bank
    scopes: tuple[ScopeKind, ...]
    permissions: frozenset[str]

    def __post_init__(self) -> None:
        unknown = self.permissions - PERMISSIONS.keys()
        if unknown:
            raise UnknownPermissionError(f"{self.key}: there is no permission {', '.join(sorted(unknown))}")


class UnknownRoleError(LookupError):
    """There is no role of this name."""


class UnknownPermissionError(LookupError):
    """There is no permission of this name."""


def role(key: str) -> Role:
    """The role of this name; an unknown one raises."""
    try:
        return ROLES[key]
    except KeyError:
        raise UnknownRoleError(f"there is no role {key!r}; there are {', '.join(ROLES)}") from None


def role_title(key: str) -> Promise | str:
    """What to call the role in which something was done, of the program and of visitors too."""
    return ROLES[key].title if key in ROLES else _NO_ROLES.get(key, key)


def known_permission(key: str) -> str:
    """The permission's own name; an unknown one raises."""
    if key not in PERMISSIONS:
        raise UnknownPermissionError(f"there is no permission {key!r}; there are {', '.join(PERMISSIONS)}")
    return key


def roles_with(permission: str) -> tuple[str, ...]:
    """Names of the roles that carry a permission."""
    known_permission(permission)
    return tuple(key for key, item in ROLES.items() if permission in item.permissions)


_NO_ROLES: dict[str, Promise] = {
    "program": _("das Programm"),
    "visitor": _("ohne Konto"),
    "self": _("in eigener Sache"),
    "seat": _("mit einem Sitz im Gremium"),
}
_EVERYWHERE = (ScopeKind.CITY,)
_IN_PLACE = (ScopeKind.SOCIAL_SPACE, ScopeKind.PLANNING_AREA, ScopeKind.CITY)

ROLES: dict[str, Role] = {
    item.key: item
    for item in (
        Role(
            "resident",
            _("Bewohnerin oder Bewohner"),
            _("Wohnt in einem Sozialraum, meldet Bedarfe und verfolgt, was daraus wird."),
            Bank.RESIDENTS,
            _IN_PLACE,
            frozenset({"needs.register"}),
        ),
        Role(
            "provider",
            pgettext_lazy("role", "Träger"),
            _(
                "Spricht für einen Verein, eine Schule, eine Einrichtung oder ein Wohnungsunternehmen:"
                " meldet Bedarfe, auch für andere, und verantwortet Maßnahmen."
            ),
            Bank.PROVIDERS,
            _IN_PLACE,
            frozenset({"needs.register", "needs.register_for_others", "measures.report"}),
        ),
        Role(
            "planning_area_manager",
            _("Planungsraummanagement"),
            _(
                "Vertritt die Sozialräume eines Planungsraums, trägt Wissen in die Verwaltung und zurück,"
                " bereitet Konferenzen vor und hält nach."
            ),
            Bank.ADMINISTRATION,
            (ScopeKind.PLANNING_AREA,),
            frozenset(
                {
                    "needs.register",
                    "needs.register_for_others",
                    "needs.carry",
                    "conferences.minute",
                    "effects.evaluate",
                }
            ),
        ),
        Role(
            "social_planner",
            _("Sozialplanung"),
            _(
                "Beobachtet die Lebenslagen, stellt Indizes zusammen und wertet aus,"
                " was Maßnahmen bewirkt haben."
            ),
            Bank.ADMINISTRATION,
            _EVERYWHERE,
            frozenset(
                {
                    "index.draft",
                    "spaces.publish",
                    "needs.register_for_others",
                    "conferences.minute",
                    "decisions.record",
                    "money.keep",
                    "effects.evaluate",
                    "introduction.follow",
                }
            ),
        ),
        Role(
            "statistics_officer",
            _("Statistikstelle"),
            _("Liest die Tabellen des Jahres ein, prüft sie und veröffentlicht den Datenstand."),
            Bank.ADMINISTRATION,
            _EVERYWHERE,
            frozenset({"statistics.load", "statistics.publish", "spaces.publish", "index.draft"}),
        ),
        Role(
            "department_officer",
            _("Sachbearbeitung im Fachamt"),
            _("Entwirft für das Fachamt Stellungnahmen zu Bedarfen."),
            Bank.ADMINISTRATION,
            (ScopeKind.DEPARTMENT,),
            frozenset({"answers.draft", "measures.report"}),
        ),
        Role(
            "department_head",
            _("Leitung im Fachamt"),
            _("Gibt Stellungnahmen frei, die jemand anderes entworfen hat."),
            Bank.ADMINISTRATION,
            (ScopeKind.DEPARTMENT,),
            frozenset({"answers.release"}),
        ),
        Role(
            "council_member",
            _("Ratsmitglied"),
            _(
                "Sieht, wo der Bedarf am größten ist, was vereinbart wurde, was es kostet und was dem Rat vorliegt."
                " Abgestimmt wird in der Sitzung; hier steht danach der Beschluss."
            ),
            Bank.POLITICS,
            (ScopeKind.CITY, ScopeKind.PLANNING_AREA, ScopeKind.BODY),
            frozenset(),
        ),
        Role(
            "city_administrator",
            _("Administration"),
            _("Legt Konten an, beruft Personen, pflegt die Texte der Stadt und sichert die Daten."),
            Bank.ADMINISTRATION,
            _EVERYWHERE,
            frozenset(
                {
                    "accounts.administer",
                    "journal.read",
                    "texts.edit",
                    "barriers.handle",
                    "outbox.read",
                    "messages.send",
                    "privacy.check",
                    "introduction.follow",
                }
            ),
        ),
        Role(
            "data_protection_officer",
            _("Datenschutz"),
            _("Prüft, wer wann was getan hat, und ändert selbst nichts."),
            Bank.ADMINISTRATION,
            _EVERYWHERE,
            frozenset({"journal.read", "privacy.check"}),
        ),
    )
}
