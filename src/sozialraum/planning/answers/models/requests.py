"""What a need asks of departments, on whose desk it lies, and what they answer."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.models.plans import SectorPlan
from sozialraum.planning.answers.states import AnswerKind, AnswerState, RequestState, Side
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Organisation


class Request(models.Model):
    """One need at one department that leads, with others beside it, until a day. One is open at a time."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="requests")
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="requests", verbose_name=_("federführendes Amt")
    )  # where it is unassigned: the last one
    state = models.CharField(
        _("Stand"), max_length=12, choices=RequestState.choices, default=RequestState.WAITING
    )
    asked = models.TextField(_("Worum wir bitten"), max_length=4000, blank=True)
    due = models.DateField(_("bis"))
    first_due = models.DateField()  # as it was asked first, whatever was extended since
    missed = models.DateField(null=True)  # the day that had passed without an answer when more time was given
    handed_over = models.DateTimeField(db_default=Now())
    at_lead_since = models.DateTimeField(db_default=Now())
    assigned = models.BooleanField(default=False)  # by the steering group: the lead can't pass it on
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.UniqueConstraint(
                fields=["need"], condition=~Q(state="answered"), name="request_one_open_a_need"
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered__isnull=False)
                | ~Q(state="answered") & Q(answered__isnull=True),
                name="request_answered_when",
            ),
        ]
        indexes = [models.Index(fields=["lead", "state", "due"], name="request_inbox")]

    def __str__(self) -> str:
        return f"{self.need.number} → {self.lead.name}"

    @property
    def measured_by(self) -> date:
        """The day by which an answer is in time: more time that came too late makes nobody punctual."""
        return self.missed or self.due


class Part(models.Model):
    """What a co-department has to say; the lead's answer names who said nothing in time."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="parts")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="parts")
    text = models.TextField(_("Unser Beitrag"), max_length=4000, blank=True)
    cost = models.DecimalField(_("Kosten in Euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    given = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["request_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "department"], name="part_once"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="part_cost_is_a_cost"
            ),
        ]

    def __str__(self) -> str:
        return self.department.name

    @property
    def version(self) -> str:
        """Tells one text from the next: when it was given."""
        return self.given.isoformat() if self.given else ""


class Passing(models.Model):
    """“Not responsible”: from whom to whom, and why. Without an addressee it went to the steering group."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="passings")
    source = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )  # none: the steering group
    target = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=2000)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=True) | Q(target__isnull=True) | ~Q(source=F("target")),
                name="passed_to_another",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(target__isnull=False), name="passed_by_or_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Question(models.Model):
    """Asked back and forth, on the record."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="questions")
    asked_by = models.CharField(max_length=12, choices=Side.choices)
    department = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+"
    )  # which one asks, or is asked
    text = models.TextField(_("Frage"), max_length=2000)
    asked = models.DateTimeField(db_default=Now())
    answer = models.TextField(_("Antwort"), max_length=4000, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__isnull=True, answer="") | Q(answered__isnull=False) & ~Q(answer=""),
                name="question_answered_in_words",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Answer(models.Model):
    """What the lead department says: drafted by one person, released by another."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="answer")
    state = models.CharField(
        _("Stand"), max_length=10, choices=AnswerState.choices, default=AnswerState.DRAFT
    )
    kind = models.CharField(_("Was das Amt tun kann"), max_length=20, choices=AnswerKind.choices)
    text = models.TextField(_("Antwort in einfachen Worten"), max_length=6000)
    reason = models.TextField(_("Begründung"), max_length=4000)
    cost = models.DecimalField(_("Kosten in Euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    by_when = models.DateField(_("bis wann"), null=True, blank=True)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=300, blank=True)
    plan = models.ForeignKey(SectorPlan, models.PROTECT, null=True, blank=True, related_name="answers")
    passage = models.CharField(_("Stelle in der Fachplanung"), max_length=200, blank=True)
    remark = models.TextField(
        max_length=2000, blank=True
    )  # of the head who gave it back; the department's own
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)  # counts what was saved: two who write at once are told

    class Meta:
        ordering = ["-released", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AnswerState.values), name="answer_state_known"),
            models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="answer_kind_known"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("drafted_by")),
                name="answer_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released__isnull=False, released_by__isnull=False)
                | ~Q(state="released") & Q(released__isnull=True, released_by__isnull=True),
                name="answer_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="answer_cost_is_a_cost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"


class SetAside(models.Model):
    """An unfinished draft of a department that passed the request on: kept for it alone, and there again if it returns.

    Never read by another department: what the next one writes begins on an empty page.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="set_aside")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    said = models.JSONField()  # the fields of an answer as plain values, sums and days as text
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "department"], name="set_aside_once_a_department")
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.department_id}"
