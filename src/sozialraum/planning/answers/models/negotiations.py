"""Numbered rounds between a conference and a department, and the words in which they end."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.models.requests import Answer
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.roles import Bank


class Negotiation(models.Model):
    """About one answer. `mover` has to move until `until`; when they don't, it goes to the steering group."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="negotiations")
    answer = models.OneToOneField(Answer, models.PROTECT, related_name="negotiation")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="negotiations")
    state = models.CharField(
        _("Stand"), max_length=10, choices=NegotiationState.choices, default=NegotiationState.OPEN
    )
    mover = models.CharField(_("am Zug"), max_length=12, choices=Side.choices, blank=True)
    until = models.DateField(_("bis"), null=True)
    opened = models.DateTimeField(db_default=Now())
    closed = models.DateTimeField(null=True)
    # An agreement is one wording that both confirm; a dissent has the wording of each.
    agreement = models.TextField(_("Wortlaut der Einigung"), max_length=6000, blank=True)
    confirmed_by_conference = models.DateTimeField(null=True)
    confirmed_by_department = models.DateTimeField(null=True)
    words_of_conference = models.TextField(_("Sicht der Konferenz"), max_length=6000, blank=True)
    words_of_department = models.TextField(_("Sicht des Fachamts"), max_length=6000, blank=True)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, related_name="negotiations"
    )  # that resolved it

    class Meta:
        ordering = ["-opened", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=NegotiationState.values), name="negotiation_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | ~Q(agreement="")
                & Q(confirmed_by_conference__isnull=False, confirmed_by_department__isnull=False),
                name="agreed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(state="dissent") | ~Q(words_of_conference="") & ~Q(words_of_department=""),
                name="dissent_in_words_of_both",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["agreed", "dissent"], closed__isnull=False, mover="", until__isnull=True
                )
                | ~Q(state__in=["agreed", "dissent"])
                & Q(closed__isnull=True, until__isnull=False)
                & ~Q(mover=""),
                name="negotiation_somebody_moves",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=~Q(state__in=["agreed", "dissent"]), name="negotiation_one_open"
            ),
        ]
        indexes = [models.Index(fields=["mover", "until"], name="negotiation_mover")]

    def __str__(self) -> str:
        return f"{self.need.number}: {self.get_state_display()}"


class Round(models.Model):
    """One turn: offers, positions, and what came of it."""

    negotiation = models.ForeignKey(Negotiation, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened = models.DateTimeField(db_default=Now())
    closed = models.DateTimeField(null=True)
    outcome = models.TextField(_("Was dabei herauskam"), max_length=2000, blank=True)

    class Meta:
        ordering = ["negotiation_id", "number"]
        constraints = [models.UniqueConstraint(fields=["negotiation", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. Runde"


class Move(models.Model):
    """An offer on the table, with its conditions. The passive option is one of them, in every round."""

    class Kind(models.TextChoices):
        PASSIVE = "passive", _("Passivlösung: Es bleibt, wie es ist")
        OFFER = "offer", _("Angebot")
        COUNTER = "counter", _("Gegenvorschlag")
        MEDIATION = "mediation", _("Vermittlungsvorschlag")

    round = models.ForeignKey(Round, models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    side = models.CharField(max_length=12, choices=Side.choices, blank=True)  # nobody's: the passive option
    text = models.TextField(_("Angebot"), max_length=4000)
    conditions = models.TextField(_("unter welcher Bedingung"), max_length=2000, blank=True)
    cost = models.DecimalField(_("Kosten in Euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    by_when = models.DateField(_("bis wann"), null=True, blank=True)
    made = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(kind="passive"), name="passive_option_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="passive", side="") | ~Q(kind="passive") & ~Q(side=""), name="move_by_a_side"
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="move_cost_is_a_cost"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Position(models.Model):
    """How a bank stands to an offer: its mean resistance 0 to 10 in tenths, and its words."""

    move = models.ForeignKey(Move, models.PROTECT, related_name="positions")
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices)
    resistance = models.PositiveSmallIntegerField(_("Widerstand"), null=True)  # tenths: 0 to 100
    text = models.TextField(_("Haltung"), max_length=2000, blank=True)
    made = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["move_id", "bank"]
        constraints = [
            models.UniqueConstraint(fields=["move", "bank"], name="position_once_a_bank"),
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="position_bank_known"),
            models.CheckConstraint(
                condition=Q(resistance__isnull=True) | Q(resistance__lte=100), name="resistance_0_to_10"
            ),
        ]

    def __str__(self) -> str:
        return self.bank
