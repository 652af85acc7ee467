"""A body, its seats by bank, and who holds a seat from when until when."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.conferences.states import Majority
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.people.models import WHOLE_CITY, Organisation, Scope
from sozialraum.planning.people.roles import Bank, ScopeKind


class Body(models.Model):
    """A table at which all four banks sit, or another body of the model. Its rules are settings of its own."""

    class Kind(models.TextChoices):
        SOCIAL_SPACE_CONFERENCE = "social_space_conference", _("Sozialraumkonferenz")
        PLANNING_AREA_CONFERENCE = "planning_area_conference", _("Planungsraumkonferenz")
        STEERING_GROUP = "steering_group", _("Steuerungsgruppe")
        OTHER = "other", _("anderes Gremium")

    class Reach(models.TextChoices):
        CITY = ScopeKind.CITY.value, _("Ganze Stadt")
        PLANNING_AREA = ScopeKind.PLANNING_AREA.value, _("Planungsraum")
        SOCIAL_SPACE = ScopeKind.SOCIAL_SPACE.value, _("Sozialraum")

    kind = models.CharField(_("Art"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=200, unique=True)
    purpose = models.TextField(_("Wozu es da ist"), max_length=2000, blank=True)
    # Where: a key as in appointments ("sozialraeume/11"), and the edition in which it was set up.
    scope_kind = models.CharField(
        _("Zuständig für"), max_length=20, choices=Reach.choices, default=Reach.CITY
    )
    scope_key = models.CharField(max_length=120, blank=True)
    planning_area = models.CharField(max_length=120, blank=True)  # that holds it; empty for the whole city
    edition = models.CharField(max_length=80, blank=True)
    during = DateRangeField(_("Zeitraum"))  # a temporary body has an end

    quorum_percent = models.PositiveSmallIntegerField(
        _("Beschlussfähig ab (Prozent der Stimmen)"), default=50
    )
    quorum_per_bank = models.PositiveSmallIntegerField(_("und je Bank mindestens"), default=0)
    majority = models.CharField(
        _("Mehrheit"), max_length=12, choices=Majority.choices, default=Majority.SIMPLE
    )
    banks_equal = models.BooleanField(_("Jede Bank wiegt gleich viel"), default=True)
    secret = models.BooleanField(_("Abstimmungen sind geheim"), default=False)
    is_public = models.BooleanField(_("Sitzungen sind öffentlich"), default=True)
    invitation_days = models.PositiveSmallIntegerField(_("Einladung mindestens (Tage vorher)"), default=14)
    silence_days = models.PositiveSmallIntegerField(
        _("Protokoll gilt als genehmigt nach (Tagen ohne Einwand)"), default=14
    )
    gains_after = models.PositiveSmallIntegerField(_("Stimmrecht ab der wievielten Teilnahme"), default=1)
    rests_after = models.PositiveSmallIntegerField(_("Stimmrecht ruht nach Fehlen in Folge"), default=0)

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope_kind="city", scope_key="") | ~Q(scope_kind="city") & ~Q(scope_key=""),
                name="body_scope_whole",
            ),
            models.CheckConstraint(condition=Q(quorum_percent__lte=100), name="body_quorum_is_a_share"),
            models.CheckConstraint(
                condition=Q(majority__in=["simple", "absolute", "two_thirds"]), name="body_majority_known"
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="body_time_begins"
            ),
        ]
        indexes = [models.Index(fields=["scope_kind", "scope_key"], name="body_scope")]

    def __str__(self) -> str:
        return self.name

    @property
    def asks_attendance(self) -> bool:
        """Whether a right to vote hangs on who came to earlier sessions."""
        return self.gains_after > 1 or bool(self.rests_after)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where it lies, for the question who may."""
        if self.scope_kind == ScopeKind.CITY:
            return (WHOLE_CITY,)
        area = (Scope(ScopeKind.PLANNING_AREA.value, self.planning_area),) if self.planning_area else ()
        return tuple(dict.fromkeys((Scope(self.scope_kind, self.scope_key), *area)))


class Seat(models.Model):
    """A chair at the table: its bank, on behalf of whom, whether it votes."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices)
    on_behalf_of = models.CharField(_("Für wen"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("Organisation")
    )
    voting = models.BooleanField(_("stimmberechtigt"), default=True)
    during = DateRangeField(_("Zeitraum"))

    class Meta:
        ordering = ["body_id", "bank", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="seat_bank_known"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="seat_time_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.on_behalf_of


class Holding(models.Model):
    """Who holds a seat, or stands in for who does, for a term."""

    class Part(models.TextChoices):
        MEMBER = "member", pgettext_lazy("Sitz", "Mitglied")
        DEPUTY = "deputy", _("Stellvertretung")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)
    name = models.CharField(_("Name"), max_length=200)
    name_is_public = models.BooleanField(_("Der Name darf öffentlich stehen"), default=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="holdings"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="holdings")
    during = DateRangeField(_("Amtszeit"))
    appointed_by = models.CharField(_("Berufen durch"), max_length=200, blank=True)

    class Meta:
        ordering = ["seat_id", "-part", "-during", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="holding_time_begins"
            ),
            ExclusionConstraint(
                name="holding_one_at_a_time",
                expressions=[
                    (
                        Func("seat_id", "seat_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("part", "part", Value("[]"), function="textrange"), RangeOperators.OVERLAPS),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name
