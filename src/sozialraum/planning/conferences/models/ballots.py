"""Ballots and votes. A secret one keeps who voted and what was voted in two tables that nothing links.

While a secret ballot is open, a vote and its slip come into the database in one transaction, so that an acknowledged
vote is never lost. When it closes all slips are written anew in random order: from then on not even the order of
rows or the number of a transaction tells whose they were.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models.room import Attendee
from sozialraum.planning.conferences.models.sessions import AgendaItem
from sozialraum.planning.conferences.states import BallotState, Method, Outcome
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.roles import Bank


class Option(models.Model):
    """One of several things between which the table chooses: a proposal, a need in a list, a project, a person."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="options")
    position = models.PositiveIntegerField()
    title = models.CharField(_("Vorschlag"), max_length=200)
    text = models.TextField(_("Erläuterung"), max_length=2000, blank=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    cost = models.PositiveBigIntegerField(_("Kosten"), null=True)  # cents
    is_passive = models.BooleanField(default=False)  # leave it as it is
    proposed_by = models.CharField(max_length=200, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["item_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="option_position_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(is_passive=True), name="one_passive_option"),
        ]

    def __str__(self) -> str:
        return self.title


class Ballot(models.Model):
    """One vote of the table on one item; a new round is a new ballot. What counted is frozen in it."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="ballots")
    number = models.PositiveIntegerField()  # within its item: the round
    method = models.CharField(max_length=12, choices=Method.choices)
    question = models.CharField(_("Frage"), max_length=300)
    motion = models.CharField(max_length=16, choices=Outcome.choices, blank=True)  # what a yes means
    secret = models.BooleanField(default=False)
    options = ArrayField(models.BigIntegerField(), default=list)  # their ids in the order shown
    rules = models.JSONField(default=dict)  # majority, banks_equal, dots, fund, places, quorum as it was
    state = models.CharField(max_length=10, choices=BallotState.choices, default=BallotState.OPEN)
    opened = models.DateTimeField(db_default=Now())
    closed = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    annulled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="ballot_number_once"),
            models.CheckConstraint(condition=Q(state__in=BallotState.values), name="ballot_state_known"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="open"), name="one_open_ballot_an_item"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Vote(models.Model):
    """That somebody voted; and what, where the ballot is open. Once each: the database says so."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="votes")
    bank = models.CharField(max_length=20, choices=Bank.choices)
    value = models.JSONField(null=True)  # None in a secret ballot

    class Meta:
        ordering = ["ballot_id", "id"]
        constraints = [models.UniqueConstraint(fields=["ballot", "attendee"], name="voted_once")]

    def __str__(self) -> str:
        return f"{self.ballot_id}"


class Slip(models.Model):
    """What was voted in a secret ballot, and on which bank; never by whom, never when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="slips")
    bank = models.CharField(max_length=20, choices=Bank.choices)
    value = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)[:8]


class PaperSlip(models.Model):
    """A slip of paper as two persons read it, each for themselves. It counts where both read the same."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="paper_slips")
    number = models.PositiveIntegerField()  # written on the slip when it is opened
    bank = models.CharField(max_length=20, choices=Bank.choices)
    first = models.JSONField(null=True)
    first_by = models.CharField(max_length=200, blank=True)
    second = models.JSONField(null=True)
    second_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["ballot_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="paper_slip_once"),
            models.CheckConstraint(
                condition=Q(first_by="") | Q(second_by="") | ~Q(first_by=models.F("second_by")),
                name="paper_slip_read_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def counts(self) -> bool:
        return self.first is not None and self.first == self.second
