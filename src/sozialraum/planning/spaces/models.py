"""Space systems, their editions and spaces, as planning refers to them; shapes stay in the warehouse."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_language(text: dict[str, str]) -> str:
    """A text of the city in the visitor's language, German where there is no other."""
    return text.get(get_language() or "de") or text.get("de", "")


class SpaceSystem(models.Model):
    """One way to divide the city: blocks, social spaces, planning areas."""

    class Role(models.TextChoices):
        BUILDING_BLOCK = "building_block", _("Baustein")
        SOCIAL_SPACE = "social_space", _("Sozialraum")
        PLANNING_AREA = "planning_area", _("Planungsraum")
        CITY = "city", _("Stadt")
        OTHER = "other", _("anderes Raumsystem")

    key = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    title_in = models.JSONField(default=dict)  # plural: {"de": "Ortsteile", "en": "districts"}
    unit_in = models.JSONField(default=dict)  # singular
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["building_block", "social_space", "planning_area", "city", "other"]),
                name="space_system_role_known",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_in) or self.key

    @property
    def unit(self) -> str:
        return in_language(self.unit_in) or self.key


class Edition(models.Model):
    """A space system as it stands from a date until a date, half-open. Two of one system never overlap."""

    system = models.ForeignKey(SpaceSystem, models.PROTECT, related_name="editions")
    key = models.CharField(max_length=80, unique=True)  # "ortsteile@2000-01-01"
    during = DateRangeField()
    basis_in = models.JSONField(default=dict)

    class Meta:
        ordering = ["system_id", "during"]
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="edition_time_begins"
            ),
            ExclusionConstraint(
                name="edition_one_at_a_time",
                expressions=[
                    (
                        Func("system_id", "system_id", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def basis(self) -> str:
        return in_language(self.basis_in)


class Space(models.Model):
    """One area of an edition. `position` is its place in the order in which figures lie."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="spaces")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    sought = models.CharField(max_length=220)  # name and code as they are compared in a search
    parent_code = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="space_code_once"),
        ]
        indexes = [models.Index(fields=["edition", "parent_code"], name="space_parent")]

    def __str__(self) -> str:
        return self.name
