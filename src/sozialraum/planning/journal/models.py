"""One line for every act. The database itself refuses to change one (see the first migration)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Who, in which role, when, did what to what, and why.

    Persons and things are held as plain values, not as references: a line outlives what it speaks of.
    """

    at = models.DateTimeField(_("Zeitpunkt"), db_default=Now(), editable=False)
    actor_id = models.BigIntegerField(
        null=True, editable=False
    )  # None: the program, or somebody without account
    actor_name = models.TextField(_("Wer"), editable=False)
    actor_role = models.TextField(_("In welcher Rolle"), editable=False)
    act = models.TextField(_("Was"), editable=False)  # "people.appointed"
    subject_kind = models.TextField(editable=False)  # "account"
    subject_key = models.TextField(editable=False)
    subject_title = models.TextField(_("Woran"), editable=False)
    reason = models.TextField(_("Warum"), blank=True, editable=False)
    details = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="journal_subject"),
            models.Index(fields=["actor_id", "-id"], name="journal_actor"),
            models.Index(fields=["act", "-id"], name="journal_act"),
            models.Index(fields=["at"], name="journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.act} {self.subject_title}"
