"""Accounts, organisations and appointments. Who may do what follows from appointments alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower, Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.people.roles import ROLES, Bank, ScopeKind


class Scope(NamedTuple):
    """What an appointment is for, or where a thing lies: `Scope("planning_area", "stadtbezirke/3")`."""

    kind: str
    key: str = ""


WHOLE_CITY = Scope(ScopeKind.CITY)


class Organisation(models.Model):
    """A provider, association, department, parliamentary group: whom somebody speaks for."""

    name = models.CharField(_("Name"), max_length=200)
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices)
    is_closed = models.BooleanField(_("besteht nicht mehr"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="organisation_bank_known"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their e-mail address; makes none (see actions)."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """A person who can sign in. An account without an appointment may only look."""

    class Language(models.TextChoices):
        GERMAN = "de", _("Deutsch")
        ENGLISH = "en", _("Englisch")

    email = models.EmailField(
        _("E-Mail-Adresse"),
        unique=True,
        error_messages={"unique": _("Mit dieser E-Mail-Adresse gibt es schon ein Konto.")},
    )
    name = models.CharField(_("Name"), max_length=200)
    language = models.CharField(_("Sprache"), max_length=2, choices=Language.choices, default=Language.GERMAN)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("Organisation")
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_demonstration = models.BooleanField(_("Vorführkonto"), default=False)
    created = models.DateTimeField(_("angelegt"), db_default=Now())

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Appointment(models.Model):
    """Person × role × scope × bank × voting right, half-open in time: [from, until)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    role = models.CharField(
        _("Rolle"), max_length=40, choices=[(key, item.title) for key, item in ROLES.items()]
    )
    scope_kind = models.CharField(
        _("Zuständig für"), max_length=20, choices=ScopeKind.choices, default=ScopeKind.CITY
    )
    scope_key = models.CharField(_("Schlüssel"), max_length=120, blank=True)
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices)
    voting = models.BooleanField(_("stimmberechtigt"), default=False)
    during = DateRangeField(_("Zeitraum"))
    appointed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("berufen von")
    )

    class Meta:
        ordering = ["-during", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="appointment_role_known"),
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="appointment_bank_known"),
            models.CheckConstraint(
                condition=Q(scope_kind__in=ScopeKind.values)
                & (
                    Q(scope_kind=ScopeKind.CITY, scope_key="")
                    | ~Q(scope_kind=ScopeKind.CITY) & ~Q(scope_key="")
                ),
                name="appointment_scope_whole",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False),
                name="appointment_time_begins",
            ),
            # Nobody holds the same role for the same scope twice at a time. Equality is an overlap of ranges
            # of one element here: plain equality would need an extension that the embedded server lacks.
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    (
                        Func("account_id", "account_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            Concat("role", Value(" "), "scope_kind", Value(" "), "scope_key"),
                            Concat("role", Value(" "), "scope_kind", Value(" "), "scope_key"),
                            Value("[]"),
                            function="textrange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.scope_kind} {self.scope_key})".replace(" )", ")")

    @property
    def scope(self) -> Scope:
        return Scope(self.scope_kind, self.scope_key)

    @property
    def title(self) -> Any:
        """The role's name in the visitor's language."""
        return ROLES[self.role].title


class Sending(models.Model):
    """A form that was sent and took effect: sent twice, it takes effect once (see people/once.py)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    token = models.UUIDField()  # the page gave it out with the form
    print = models.CharField(max_length=64)  # of what was sent; nothing of it can be read from it
    led_to = models.CharField(max_length=300, blank=True)  # the page of the result
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "token"], name="sent_once")]
        indexes = [models.Index(fields=["at"], name="sent_at")]

    def __str__(self) -> str:
        return str(self.token)
