"""Lines of the municipal budget, funds and their bookings, and the key by which money is split. Exact: cents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Organisation


class BudgetLine(models.Model):
    """One line of the budget: product area, product, line of the plan; where it is shown so, of one district."""

    product_area = models.CharField(_("Produktbereich"), max_length=20)
    product_area_title = models.CharField(max_length=300)
    product = models.CharField(_("Produkt"), max_length=20)
    product_title = models.CharField(max_length=300)
    line = models.CharField(_("Teilplanzeile"), max_length=20)
    line_title = models.CharField(max_length=300)
    is_income = models.BooleanField(default=False)
    is_total = models.BooleanField(default=False)  # a sum of other lines: never added to them
    district = models.CharField(_("Bezirk"), max_length=120, blank=True)
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )

    class Meta:
        ordering = ["product", "district", "line", "id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "line", "district"], name="budget_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product}.{self.line} {self.product_title}"


class BudgetAmount(models.Model):
    """What a line holds in a year, as planned or as it turned out, and from which delivery that is known."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan")
        RESULT = "result", _("Ergebnis")

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    source = models.CharField(max_length=64)  # digest of the file
    loaded = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["line_id", "year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["line", "year", "kind"], name="budget_amount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}: {self.amount}"


class Fund(models.Model):
    """An account from which a body, a space or the city spends. Its balance is the sum of its bookings alone."""

    title = models.CharField(_("Name"), max_length=200)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="funds"
    )  # that spends it
    edition = models.CharField(max_length=80, blank=True)
    space = models.CharField(max_length=120, blank=True)  # empty: the whole city
    planning_area = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, blank=True, related_name="funds")
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["title", "year"], name="fund_once_a_year")]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Booking(models.Model):
    """One line of a fund's account; never changed. `amount` is signed: what comes in is positive.

    A reservation takes from what is free, not from the balance; released or paid, it ends.
    """

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("Einzahlung")
        TRANSFER = "transfer", _("Umbuchung")
        RESERVATION = "reservation", _("Reservierung")
        RELEASE = "release", _("Freigabe einer Reservierung")
        PAYMENT = "payment", _("Auszahlung")
        REFUND = "refund", _("Rückzahlung")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="bookings")
    kind = models.CharField(_("Art"), max_length=12, choices=Kind.choices)
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=14, decimal_places=2)
    on = models.DateField(_("am"))
    text = models.CharField(_("wofür"), max_length=300)
    measure = models.ForeignKey("Measure", models.PROTECT, null=True, blank=True, related_name="bookings")
    reservation = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    transfer = models.OneToOneField("self", models.PROTECT, null=True, related_name="counterpart")
    resolution = models.ForeignKey(
        "conferences.Resolution", models.PROTECT, null=True, related_name="bookings"
    )  # of the conference that spent it
    distribution = models.ForeignKey("Distribution", models.PROTECT, null=True, related_name="bookings")
    # What was promised to a need before there is a measure; its measure takes the promise over.
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="fund_bookings")
    booked = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["deposit", "refund", "release"], amount__gt=0)
                | Q(kind__in=["reservation", "payment"], amount__lt=0)
                | Q(kind="transfer") & ~Q(amount=0),
                name="booking_has_its_sign",
            ),
            models.CheckConstraint(
                condition=~Q(kind="release") | Q(reservation__isnull=False), name="release_of_a_reservation"
            ),
            models.UniqueConstraint(
                fields=["reservation"], condition=Q(kind="release"), name="reservation_ends_once"
            ),
            models.UniqueConstraint(
                fields=["fund", "distribution"], condition=Q(kind="deposit"), name="allotted_once"
            ),
        ]
        indexes = [models.Index(fields=["fund", "on", "id"], name="booking_account")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"


class Distribution(models.Model):
    """Money split over the spaces by a key that everybody can follow; published, it never changes."""

    title = models.CharField(_("Name"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    total = models.DecimalField(_("zu verteilen, Euro"), max_digits=14, decimal_places=2)
    # Weights of the three parts, in percent; together 100.
    base = models.PositiveSmallIntegerField(_("zu gleichen Teilen"))
    inhabitants = models.PositiveSmallIntegerField(_("nach Einwohnerzahl"))
    need = models.PositiveSmallIntegerField(_("nach Bedarf"))
    index = models.CharField(_("Bedarf gemessen an"), max_length=120)  # an index of the catalogue
    system = models.CharField(max_length=60)  # space system that it is split over
    edition = models.CharField(max_length=80)
    data_version = models.CharField(max_length=80)
    shares = models.JSONField(
        default=list
    )  # [{space, title, base, inhabitants, need, amount, people, burden, assumed}] amounts as text
    whole_euros = models.BooleanField(_("in ganzen Euro"), default=True)
    made = models.DateTimeField(db_default=Now())
    published = models.DateTimeField(null=True)
    allotted = models.DateTimeField(null=True)  # when its shares went into the funds

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base=100 - models.F("inhabitants") - models.F("need")), name="key_adds_up"
            ),
            models.CheckConstraint(condition=Q(total__gt=0), name="distribution_is_money"),
            models.CheckConstraint(
                condition=Q(allotted__isnull=True) | Q(published__isnull=False), name="allotted_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"
