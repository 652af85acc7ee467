"""What a measure did: asked of those who spoke, told by figures, judged by the conference."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.conferences.models import Session
from sozialraum.planning.needs.models import Contribution, Need


class Inquiry(models.Model):
    """Those who registered a need are asked three questions, until a day."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="inquiries")
    opened = models.DateTimeField(db_default=Now())
    until = models.DateField(_("bis"))
    closed = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)  # contributions

    class Meta:
        ordering = ["-opened", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need"], condition=Q(closed__isnull=True), name="inquiry_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need.number}"


class Reply(models.Model):
    """What one of them says, by the receipt link; it can be changed as long as the inquiry is open."""

    class Helped(models.TextChoices):
        YES = "yes", pgettext_lazy("Wirkung", "ja, es hat geholfen")
        PARTLY = "partly", pgettext_lazy("Wirkung", "teilweise")
        NO = "no", pgettext_lazy("Wirkung", "nein, es hat nicht geholfen")
        UNKNOWN = "unknown", pgettext_lazy("Wirkung", "das kann ich nicht sagen")

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="replies")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="replies")
    helped = models.CharField(_("Hat es geholfen?"), max_length=8, choices=Helped.choices)
    better = models.TextField(_("Was ist besser geworden?"), max_length=2000, blank=True)
    missing = models.TextField(_("Was fehlt noch?"), max_length=2000, blank=True)
    given = models.DateTimeField(db_default=Now())
    released = models.DateTimeField(null=True)  # the manager read its words: everybody may

    class Meta:
        ordering = ["inquiry_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "contribution"], name="replied_once"),
            models.CheckConstraint(
                condition=Q(helped__in=["yes", "partly", "no", "unknown"]), name="reply_helped_known"
            ),
        ]

    def __str__(self) -> str:
        return self.helped

    @property
    def has_words(self) -> bool:
        return bool(self.better or self.missing)


class Evaluation(models.Model):
    """What the conference says it did, beside what was asked and what the figures tell. One a need and turn."""

    class Verdict(models.TextChoices):
        EFFECTIVE = "effective", _("wirksam")
        PARTLY = "partly", _("teilweise wirksam")
        NOT = "not", _("nicht wirksam")

    need = models.ForeignKey(Need, models.PROTECT, related_name="evaluations")
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, null=True, related_name="evaluations")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="evaluations")
    verdict = models.CharField(_("Ergebnis"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("Begründung"), max_length=4000)
    figures = models.JSONField(default=dict)  # what the figures told on that day, with their data version
    replies = models.JSONField(default=dict)  # counts by answer
    successor = models.ForeignKey(Need, models.PROTECT, null=True, related_name="succeeds")
    made = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["effective", "partly", "not"]), name="evaluation_verdict_known"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="not") | Q(successor__isnull=False), name="no_effect_opens_a_need"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
