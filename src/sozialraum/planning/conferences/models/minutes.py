"""What was resolved, and the minutes that say so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.conferences.models.ballots import Ballot
from sozialraum.planning.conferences.models.sessions import AgendaItem, Session
from sozialraum.planning.conferences.states import MinutesState, Outcome
from sozialraum.planning.needs.models import Need


class Resolution(models.Model):
    """What the table decided. It takes effect when the session is closed; until then the chair can take it back."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    number = models.PositiveIntegerField(null=True)  # within its session, given when it takes effect
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, related_name="resolutions")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="resolutions")
    outcome = models.CharField(_("Ergebnis"), max_length=16, choices=Outcome.choices)
    text = models.TextField(_("Beschluss"), max_length=4000)
    reason = models.TextField(_("Begründung"), max_length=2000, blank=True)
    details = models.JSONField(default=dict)  # place in the list, sum of money, persons chosen
    made = models.DateTimeField(db_default=Now())
    taken_back = models.DateTimeField(null=True)
    effective = models.DateTimeField(null=True)

    class Meta:
        ordering = ["session_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "need"], condition=Q(taken_back__isnull=True), nulls_distinct=False,
                name="resolved_once",
            ),
            models.CheckConstraint(
                condition=Q(effective__isnull=True) | Q(taken_back__isnull=True), name="effective_or_taken_back"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["effective", "id"], name="resolution_effective")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def not_taken(self) -> str:
        """Why the need did not take the step; "" where it did, or there was none."""
        return str(self.details.get("not_taken", ""))

    @property
    def followed(self) -> str:
        """The German path of what a later stage made of it; "" where there is nothing to see."""
        return str(self.details.get("followed", ""))


class Minutes(models.Model):
    """The minutes of a session. What happened is read from the session itself; here stands what people added."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    opening = models.TextField(_("Zu Beginn"), max_length=8000, blank=True)
    closing = models.TextField(_("Zum Schluss"), max_length=8000, blank=True)
    presented = models.DateTimeField(null=True)
    silence_until = models.DateField(_("Einwände bis"), null=True)
    approved = models.DateTimeField(null=True)
    approved_in = models.ForeignKey(Session, models.PROTECT, null=True, related_name="+")  # none: by silence
    published = models.DateTimeField(null=True)
    # As they were published: the document's blocks, so that later changes elsewhere change nothing in them.
    document = models.JSONField(null=True)

    class Meta:
        ordering = ["session_id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MinutesState.values), name="minutes_state_known")
        ]

    def __str__(self) -> str:
        return str(self.session)


class Remark(models.Model):
    """What the minutes say of one item beside what the room recorded; or an objection to the minutes."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Verlauf")
        OBJECTION = "objection", _("Einwand gegen das Protokoll")

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COURSE)
    text = models.TextField(max_length=8000)
    name = models.CharField(max_length=200, blank=True)
    made = models.DateTimeField(db_default=Now())
    settled = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "item"],
                condition=Q(kind="course"),
                nulls_distinct=False,
                name="one_course_an_item",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def not_taken(self) -> str:
        """Why the need did not take the step; "" where it did, or there was none."""
        return str(self.details.get("not_taken", ""))
