"""What happens in the room beside the ballots: who is there, who speaks, what is held against it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models.bodies import Holding
from sozialraum.planning.conferences.models.preparation import nonce
from sozialraum.planning.conferences.models.sessions import AgendaItem, Session
from sozialraum.planning.people.roles import Bank


class Attendee(models.Model):
    """Somebody in the room: for a seat, as its member or deputy, or as a guest, who speaks and does not vote."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendees")
    holding = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="attended")
    name = models.CharField(_("Name"), max_length=200)
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices, blank=True)
    on_behalf_of = models.CharField(_("Für wen"), max_length=200, blank=True)
    voting = models.BooleanField(_("stimmt ab"), default=False)
    on_paper = models.BooleanField(_("ohne Gerät"), default=False)  # votes by slips
    admitted = models.BooleanField(default=True)  # who came through the door waits for the chair
    counts_paper = models.BooleanField(_("zählt Stimmzettel"), default=False)
    nonce = models.CharField(max_length=24, default=nonce)

    class Meta:
        ordering = ["session_id", "bank", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "holding"], condition=Q(holding__isnull=False), name="attends_once"
            ),
            models.CheckConstraint(condition=Q(voting=False) | ~Q(bank=""), name="voter_sits_on_a_bank"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_is_public(self) -> bool:
        """Whether somebody agreed that everybody reads their name. A guest was never asked."""
        return self.holding is not None and self.holding.name_is_public

    @property
    def shown_name(self) -> str:
        """How screens call them that everybody sees; the chair's desk alone shows all names."""
        if self.name_is_public:
            return self.name
        if not self.bank:
            return gettext("ein Gast")
        return gettext("ein Mitglied der Bank %(bank)s") % {"bank": self.get_bank_display()}


class Presence(models.Model):
    """From when until when somebody was in the room: who comes late has not voted before."""

    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="presences")
    arrived = models.DateTimeField(db_default=Now())
    left = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendee"], condition=Q(left__isnull=True), name="present_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendee_id}"


class Speech(models.Model):
    """A wish to speak, and when it was granted."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="speeches")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="speeches")
    asked = models.DateTimeField(db_default=Now())
    called = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)  # has spoken, or does not want to any more

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendee"], condition=Q(ended__isnull=True), name="wishes_to_speak_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendee_id}"


class Position(models.Model):
    """What a bank says to an item, in one sentence or two."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="positions")
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices)
    text = models.TextField(_("Haltung"), max_length=2000)
    said_by = models.CharField(max_length=200, blank=True)
    said = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["item_id", "bank", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Conflict(models.Model):
    """Somebody has an interest of their own in an item: they speak and don't vote (process, invariant 8)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conflicts")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="conflicts")
    reason = models.CharField(_("Warum"), max_length=300)
    declared = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["item_id", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "attendee"], name="conflict_once")]

    def __str__(self) -> str:
        return self.reason


class Dissent(models.Model):
    """Who was outvoted says so in their own words; it stands in the minutes as it was said."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="dissents")
    attendee = models.ForeignKey(Attendee, models.PROTECT, null=True, related_name="dissents")
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices, blank=True)
    name = models.CharField(_("Name"), max_length=200, blank=True)  # empty: only the bank is named
    text = models.TextField(_("Abweichende Meinung"), max_length=4000)
    said = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["item_id", "id"]

    def __str__(self) -> str:
        return self.text[:60]
