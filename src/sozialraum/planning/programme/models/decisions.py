"""Which body decides what, the paper that lies before it, and what it decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.models import Answer, Negotiation
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.programme.models.money import BudgetLine
from sozialraum.planning.programme.states import Level, PaperState


class Competence(models.Model):
    """Up to which sum somebody decides, in one matter (a dimension) or in all others. A setting of the city."""

    level = models.CharField(_("Wer entscheidet"), max_length=12, choices=Level.choices)
    name = models.CharField(_("Name des Gremiums"), max_length=200)  # "Jugendhilfeausschuss"
    dimension = models.CharField(
        _("in Sachen"), max_length=60, blank=True
    )  # empty: in all that nobody else has
    up_to = models.DecimalField(_("bis zu Euro"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["dimension", models.F("up_to").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "up_to"], nulls_distinct=False, name="competence_one_a_sum"
            ),
            models.CheckConstraint(
                condition=Q(up_to__isnull=True) | Q(up_to__gte=0), name="competence_is_a_sum"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="competence_level_known"),
        ]

    def __str__(self) -> str:
        return self.name


class DecisionPaper(models.Model):
    """A Beschlussvorlage on one need, composed from its way. `document`: as it was submitted, frozen."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="papers")
    state = models.CharField(_("Stand"), max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="papers")
    negotiation = models.ForeignKey(Negotiation, models.PROTECT, null=True, related_name="papers")
    title = models.CharField(_("Titel"), max_length=200)
    proposal = models.TextField(_("Beschlussvorschlag"), max_length=6000)
    alternatives = models.TextField(_("Was sonst erwogen wurde"), max_length=4000, blank=True)
    cost = models.DecimalField(_("Kosten in Euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("Haushaltsstelle"),
    )
    # The effect that is expected: which indicator moves where to, until when.
    indicator = models.CharField(_("Woran man es sehen soll"), max_length=120, blank=True)
    expected = models.CharField(_("Was sich ändern soll"), max_length=300, blank=True)
    expected_by = models.PositiveSmallIntegerField(_("bis zum Jahr"), null=True, blank=True)
    level = models.CharField(_("Wer entscheidet"), max_length=12, choices=Level.choices)
    body_name = models.CharField(_("Gremium"), max_length=200)
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="papers"
    )  # that leads
    meets_on = models.DateField(_("Sitzung am"), null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(db_default=Now())
    submitted = models.DateTimeField(null=True)
    document = models.JSONField(null=True)  # blocks of a paper.Document
    version = models.PositiveIntegerField(default=0)  # counts what was saved: two who write at once are told

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
            models.UniqueConstraint(
                fields=["need"], condition=Q(state__in=["draft", "submitted", "postponed"]),
                name="paper_one_open_a_need",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="paper_cost_is_a_cost"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted__isnull=False, document__isnull=False),
                name="paper_submitted_is_frozen",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How it is called: V-17."""
        return f"V-{self.pk}"


class Decision(models.Model):
    """What a body decided on a paper; where its records have it (OParl). A postponement is one of them."""

    class Outcome(models.TextChoices):
        DECIDED = "decided", _("beschlossen")
        REJECTED = "rejected", _("abgelehnt")
        POSTPONED = "postponed", _("verschoben")

    paper = models.ForeignKey(DecisionPaper, models.PROTECT, related_name="decisions")
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, related_name="decisions"
    )  # by which a session of the product decided; none: it was recorded by hand
    outcome = models.CharField(_("Ergebnis"), max_length=10, choices=Outcome.choices)
    on = models.DateField(_("am"))
    number = models.CharField(_("Nummer des Beschlusses"), max_length=100)
    oparl = models.URLField(_("Adresse im Ratsinformationssystem (OParl)"), max_length=500, blank=True)
    text = models.TextField(_("Wortlaut des Beschlusses"), max_length=6000, blank=True)  # where it differs
    reason = models.TextField(_("Begründung"), max_length=4000, blank=True)
    # Where something further down the list was decided first.
    passed_over = models.JSONField(default=list)  # numbers of the needs that stood before it
    deviation = models.TextField(_("Warum außer der Reihe"), max_length=2000, blank=True)
    recorded = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=Q(outcome__in=["decided", "rejected"]), name="decided_once"
            ),
            models.CheckConstraint(
                condition=Q(passed_over=[]) | ~Q(outcome="decided") | ~Q(deviation=""),
                name="deviation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.on}"
