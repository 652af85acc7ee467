"""Before a session: dates that are proposed and answered, invitations; what one manager leaves to the next."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models.bodies import Holding
from sozialraum.planning.conferences.models.sessions import Session


def nonce() -> str:
    """Part of a personal link; another one makes the old link void."""
    return secrets.token_urlsafe(9)


class DateProposal(models.Model):
    """A moment at which a session could be."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="date_proposals")
    begins = models.DateTimeField(_("Beginn"))

    class Meta:
        ordering = ["begins", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "begins"], name="date_proposed_once")]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m-%d %H:%M}"


class Invitation(models.Model):
    """A personal link for somebody who holds a seat: answers, dossier, and later the place in the room."""

    class Answer(models.TextChoices):
        NONE = "none", _("noch keine Antwort")
        YES = "yes", _("kommt")
        NO = "no", _("kommt nicht")
        DEPUTY = "deputy", _("die Stellvertretung kommt")

    session = models.ForeignKey(Session, models.CASCADE, related_name="invitations")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="invitations")
    nonce = models.CharField(max_length=24, default=nonce)
    answer = models.CharField(_("Antwort"), max_length=10, choices=Answer.choices, default=Answer.NONE)
    note = models.CharField(_("Was wir wissen sollten"), max_length=300, blank=True)
    answered = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(
        null=True
    )  # of the session, as it was last told; none: not told yet

    class Meta:
        ordering = ["session_id", "holding_id"]
        constraints = [models.UniqueConstraint(fields=["session", "holding"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.holding}"


class DateAnswer(models.Model):
    """Whether somebody could come then."""

    class Answer(models.TextChoices):
        YES = "yes", _("passt")
        MAYBE = "maybe", _("zur Not")
        NO = "no", _("passt nicht")

    proposal = models.ForeignKey(DateProposal, models.CASCADE, related_name="answers")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="date_answers")
    answer = models.CharField(max_length=6, choices=Answer.choices)

    class Meta:
        ordering = ["proposal_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "invitation"], name="date_answered_once"),
            models.CheckConstraint(condition=Q(answer__in=["yes", "maybe", "no"]), name="date_answer_known"),
        ]

    def __str__(self) -> str:
        return self.answer


class HandOver(models.Model):
    """A planning-area manager leaves; what the next one should know, and that it was read."""

    planning_area = models.CharField(max_length=120)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(_("Was Sie wissen sollten"), max_length=8000)
    open_work = models.JSONField(default=dict)  # what was open on that day, in numbers
    made = models.DateTimeField(db_default=Now())
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made", "-id"]

    def __str__(self) -> str:
        return f"{self.planning_area} {self.made:%Y-%m-%d}"
