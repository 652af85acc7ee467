"""What is done: by whom, where, for whom, until when, with which money."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.models import KEYS, Need
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.programme.models.decisions import Decision
from sozialraum.planning.programme.models.money import Booking, BudgetLine, Fund
from sozialraum.planning.programme.states import NO_MEASURES, MeasureState

ENDED = ["done", "abandoned", "declined"]


class MeasureManager(models.Manager["Measure"]):
    """Measures of the city: what a provider only proposes is none, whoever asks."""

    def get_queryset(self) -> models.QuerySet[Measure]:
        return super().get_queryset().exclude(state__in=NO_MEASURES)


class Measure(models.Model):
    """One measure (Maßnahme). It answers a need, or none where it began otherwise.

    Begun by a provider it is a proposal, until the department that is to answer for it agrees.
    """

    objects = MeasureManager()
    with_proposals = models.Manager["Measure"]()

    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Was getan wird"), max_length=6000, blank=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="measures")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="measures")
    state = models.CharField(
        _("Stand"), max_length=10, choices=MeasureState.choices, default=MeasureState.PLANNED
    )
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="measures", verbose_name=_("verantwortliches Amt")
    )
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="provided", verbose_name=_("Träger")
    )
    # Where, in any edition of any system; the keys are scopes of appointments.
    edition = models.CharField(max_length=80)
    space = models.CharField(_("Raum"), max_length=120)
    planning_area = models.CharField(_("Planungsraum"), max_length=120, blank=True)  # empty: the whole city
    dimensions = ArrayField(verbose_name=_("Lebenslagen"), **KEYS)
    groups = ArrayField(verbose_name=_("Für wen"), **KEYS)
    indicators = ArrayField(models.CharField(max_length=120), default=list, blank=True)  # that it should move
    begins = models.DateField(_("Beginn"))
    ends = models.DateField(_("Ende"))
    budget_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("Haushaltsstelle"),
    )
    ended = models.DateField(null=True)  # done, abandoned or declined
    ended_because = models.TextField(max_length=2000, blank=True)
    made = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-begins", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeasureState.values), name="measure_state_known"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="measure_ends_later"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended__isnull=False)
                | ~Q(state__in=ENDED) & Q(ended__isnull=True),
                name="measure_ended_when",
            ),
        ]
        indexes = [
            models.Index(fields=["planning_area", "state"], name="measure_area"),
            models.Index(fields=["space", "state"], name="measure_space"),
            GinIndex(fields=["dimensions"], name="measure_dimensions"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How it is called: MN-17."""
        return f"MN-{self.pk}"


class Milestone(models.Model):
    """A step of a measure, by a day."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="milestones")
    title = models.CharField(_("Schritt"), max_length=200)
    due = models.DateField(_("bis"))
    first_due = models.DateField()
    done = models.DateField(_("erledigt am"), null=True)
    note = models.CharField(_("Was dazu zu sagen ist"), max_length=500, blank=True)
    dropped = models.DateField(null=True)  # not needed any more; the note says why

    class Meta:
        ordering = ["measure_id", "due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped__isnull=True) | Q(done__isnull=True), name="milestone_done_or_dropped"
            )
        ]

    def __str__(self) -> str:
        return self.title


class YearCost(models.Model):
    """What a measure is to cost in a year, and what it did. Exact: cents."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="costs")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    planned = models.DecimalField(_("geplant, Euro"), max_digits=14, decimal_places=2)
    actual = models.DecimalField(
        _("ausgegeben, Euro"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["measure_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year"], name="year_cost_once"),
            models.CheckConstraint(condition=Q(planned__gte=0), name="planned_is_a_cost"),
            models.CheckConstraint(
                condition=Q(actual__isnull=True) | Q(actual__gte=0), name="actual_is_a_cost"
            ),
            models.CheckConstraint(condition=Q(year__range=(1990, 2200)), name="year_cost_in_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.planned}"


class Funding(models.Model):
    """Where the money comes from."""

    class Source(models.TextChoices):
        CITY = "city", _("Haushalt der Stadt")
        FUND = "fund", _("Verfügungsfonds")
        STATE = "state", _("Land")
        FEDERAL = "federal", _("Bund")
        EU = "eu", _("Europäische Union")
        FOUNDATION = "foundation", _("Stiftung oder Spende")
        PROVIDER = "provider", _("Eigenmittel des Trägers")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="fundings")
    source = models.CharField(_("Quelle"), max_length=12, choices=Source.choices)
    name = models.CharField(_("Programm oder Geber"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"))
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=14, decimal_places=2)
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="fundings")
    confirmed = models.DateField(_("zugesagt am"), null=True, blank=True)
    reference = models.CharField(_("Bescheid"), max_length=100, blank=True)
    # What of it is still held in the fund's account; none where all is spent or free again.
    reservation = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="funding")

    class Meta:
        ordering = ["measure_id", "year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funding_is_money"),
            models.CheckConstraint(
                condition=Q(source="fund", fund__isnull=False) | ~Q(source="fund") & Q(fund__isnull=True),
                name="funding_by_a_fund",
            ),
            models.CheckConstraint(
                condition=Q(reservation__isnull=True) | Q(fund__isnull=False, confirmed__isnull=False),
                name="funding_reserved_in_a_fund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.year}: {self.amount}"
