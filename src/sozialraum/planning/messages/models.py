"""Contact data in a vault, messages that are owed, subscriptions."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Contact(models.Model):
    """How somebody can be reached, for one purpose and a time. Erased, the row stays as proof and holds nothing."""

    class Purpose(models.TextChoices):
        FEEDBACK = "feedback", _("Rückmeldung zu einer Meldung")
        SUBSCRIPTION = "subscription", _("Benachrichtigung über Neues")
        SEAT = "seat", _("Einladungen zu Sitzungen")

    purpose = models.CharField(_("Zweck"), max_length=20, choices=Purpose.choices)
    sealed = models.BinaryField()  # e-mail, name, telephone; see vault.py
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # of the e-mail address
    language = models.CharField(_("Sprache"), max_length=2, default="de")
    kept_since = models.DateTimeField(_("gespeichert"), db_default=Now())
    keep_until = models.DateField(_("wird gelöscht am"))
    erased = models.DateTimeField(_("gelöscht"), null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased__isnull=True) | Q(sealed=b"", fingerprint=""),
                name="contact_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["feedback", "subscription", "seat"]), name="contact_purpose_known"
            ),
        ]
        indexes = [models.Index(fields=["keep_until"], condition=Q(erased__isnull=True), name="contact_due")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def context(self) -> str:
        """What the seal is bound to."""
        return f"contact/{self.purpose}"


class Message(models.Model):
    """A message in plain language that a line of the journal owes to somebody."""

    class State(models.TextChoices):
        REVIEW = "review", _("wird vor dem Versand gelesen")  # owed, and not given yet
        READY = "ready", _("wartet auf den Versand")
        SENT = "sent", _("verschickt")
        SHOWN = "shown", _("steht beim Meldecode")
        FAILED = "failed", _("kam nicht an")

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=120)
    entry_id = models.BigIntegerField()  # the line of the journal that owes it; lines never change
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="messages")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=2, default="de")
    letter = models.CharField(max_length=40, blank=True)  # what a city names that wants to read it before
    title = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"))
    # What the template wrote, where somebody changed it before it went out: here, since the journal can't forget it.
    written_title = models.CharField(max_length=200, blank=True)
    written_body = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an event that goes along, as iCalendar with its METHOD
    state = models.CharField(_("Zustand"), max_length=10, choices=State.choices)
    made = models.DateTimeField(_("geschrieben"), db_default=Now())
    released = models.DateTimeField(_("freigegeben"), null=True)
    tried = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(db_default=Now())
    done = models.DateTimeField(null=True)
    failure = models.TextField(_("Warum nicht"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["review", "ready", "sent", "shown", "failed"]),
                name="message_state_known",
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "id"], name="message_subject"),
            models.Index(fields=["next_try"], condition=Q(state="ready"), name="message_waiting"),
            models.Index(fields=["id"], condition=Q(state="failed"), name="message_failed"),
            models.Index(fields=["made", "id"], condition=Q(state="review"), name="message_in_review"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def given(self) -> datetime:
        """Since when it can be read."""
        return self.released or self.made


class Subscription(models.Model):
    """Somebody wants to hear of a space, a need or the whole city. Counts once the address was confirmed."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="subscriptions")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=120, blank=True)
    begun = models.DateTimeField(db_default=Now())
    confirmed = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_key"],
                condition=Q(confirmed__isnull=False, ended__isnull=True),
                name="subscription_live",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key}"
