"""Sector plans that an answer refers to; who stands in for whom in a department."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.people.models import Organisation


class SectorPlan(models.Model):
    """A department's own plan (Fachplanung), so that an answer can say where it stands."""

    class Kind(models.TextChoices):
        YOUTH = "youth", _("Jugendhilfeplanung")
        SCHOOLS = "schools", _("Schulentwicklungsplanung")
        HOUSING = "housing", _("Wohnraumplanung")
        TRANSPORT = "transport", _("Verkehrsplanung")
        HEALTH = "health", _("Gesundheitsplanung")
        OLD_AGE = "old_age", _("Altenhilfe- und Pflegeplanung")
        LAND_USE = "land_use", _("Flächennutzungs- und Bauleitplanung")
        OTHER = "other", _("andere Fachplanung")

    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("Titel"), max_length=200)
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="sector_plans")
    during = DateRangeField(_("gilt"))
    address = models.URLField(_("Adresse im Netz"), max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["department", "title"], name="sector_plan_once"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="sector_plan_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Substitution(models.Model):
    """Who releases in place of a head that is away. One at a time for each head and department."""

    department = models.ForeignKey(Organisation, models.PROTECT, related_name="substitutions")
    head = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stood_in_for")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in")
    during = DateRangeField(_("Zeitraum"))
    ended = models.DateTimeField(null=True)  # sooner than planned

    class Meta:
        ordering = ["-during", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(head=F("substitute")), name="substitution_by_another"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="substitution_ends",
            ),
            ExclusionConstraint(
                name="substitution_one_at_a_time",
                condition=Q(ended__isnull=True),
                expressions=[
                    (Func("head_id", "head_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func("department_id", "department_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute_id} → {self.head_id}"
