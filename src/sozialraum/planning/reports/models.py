"""What it costs to introduce the model: planned positions, and what was spent of each in a year. Exact: cents."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CENT = Decimal("0.01")


class CostItem(models.Model):
    """A planned position: so much of something at a price, in one year or in each from `year` to `last_year`."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Personal")
        SOFTWARE = "software", _("Software und Betrieb")
        MODERATION = "moderation", _("Moderation")
        ALLOWANCES = "allowances", _("Aufwandsentschädigung für Bewohnerinnen und Bewohner")
        ROOMS = "rooms", _("Räume und Bewirtung")
        TRANSLATION = "translation", _("Übersetzung und Dolmetschen")
        TRAINING = "training", _("Schulung")
        OTHER = "other", _("anderes")

    class Unit(models.TextChoices):
        LUMP = "lump", pgettext_lazy("Kosten", "pauschal")
        POST = "post", pgettext_lazy("Kosten", "volle Stelle")
        HOUR = "hour", pgettext_lazy("Kosten", "Stunde")
        SESSION = "session", pgettext_lazy("Kosten", "Sitzung")
        PERSON = "person", pgettext_lazy("Kosten", "Mensch")
        PIECE = "piece", pgettext_lazy("Kosten", "Stück")

    kind = models.CharField(_("Wofür"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("Bezeichnung"), max_length=200)
    quantity = models.DecimalField(_("Menge"), max_digits=10, decimal_places=2, default=Decimal(1))
    unit = models.CharField(_("Einheit"), max_length=8, choices=Unit.choices, default=Unit.LUMP)
    price = models.DecimalField(_("Preis je Einheit, Euro"), max_digits=12, decimal_places=2)
    year = models.PositiveSmallIntegerField(_("Jahr, bei jährlichen Kosten das erste"))
    last_year = models.PositiveSmallIntegerField(_("Jährlich bis"), null=True, blank=True)  # empty: once
    # Where the position was proposed and not put in: how it was reckoned. It is an assumption, not a figure.
    assumption = models.CharField(max_length=500, blank=True)
    made = models.DateTimeField(db_default=Now())
    ended = models.DateTimeField(null=True)  # taken out of the plan; what was spent stays

    class Meta:
        ordering = ["year", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(price__gte=0), name="introduction_cost_is_money"
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2200))
                & (Q(last_year__isnull=True) | Q(last_year__gte=F("year"), last_year__lte=2200)),
                name="introduction_cost_in_years",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Decimal:
        """What is planned for each of its years."""
        return (self.quantity * self.price).quantize(CENT, ROUND_HALF_UP)

    @property
    def years(self) -> range:
        """The years in which it is planned."""
        return range(self.year, (self.last_year or self.year) + 1)

    @property
    def total(self) -> Decimal:
        """What is planned for all its years."""
        return self.amount * len(self.years)


class CostSpent(models.Model):
    """What was spent for a position in a year."""

    item = models.ForeignKey(CostItem, models.PROTECT, related_name="spent")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    amount = models.DecimalField(_("ausgegeben, Euro"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["item_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["item", "year"], name="introduction_spent_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="introduction_spent_is_money"),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2200)), name="introduction_spent_in_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
