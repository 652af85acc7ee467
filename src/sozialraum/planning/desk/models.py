"""The city's own texts, and barriers that somebody reported."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class CityText(models.Model):
    """A text that the city wrote in place of the one the program brings. Its history is in the journal."""

    class Key(models.TextChoices):
        IMPRINT = "impressum", _("Impressum")
        PRIVACY = "datenschutz", _("Datenschutzerklärung")
        ACCESSIBILITY = "barrierefreiheit", _("Erklärung zur Barrierefreiheit")
        EASY_LANGUAGE = "leichte-sprache", _("Leichte Sprache")

    key = models.CharField(_("Text"), max_length=40, choices=Key.choices)
    language = models.CharField(_("Sprache"), max_length=2)
    body = models.TextField(_("Text"))
    changed = models.DateTimeField(_("geändert"), auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="city_text_once"),
            models.CheckConstraint(condition=Q(language__in=["de", "en"]), name="city_text_language_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"


class BarrierReport(models.Model):
    """A barrier that somebody met. The contact is voluntary and is erased when the report is done."""

    page = models.CharField(_("Wo ist die Barriere?"), max_length=300, blank=True)
    what = models.TextField(_("Was hat nicht funktioniert?"), max_length=4000)
    contact = models.CharField(_("Wie erreichen wir Sie? (freiwillig)"), max_length=200, blank=True)
    reported = models.DateTimeField(_("gemeldet"), db_default=Now())
    answer = models.TextField(_("Was wurde getan?"), blank=True)
    done = models.DateTimeField(_("erledigt"), null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__isnull=True) | ~Q(answer="") & Q(contact=""),
                name="barrier_done_is_answered",
            )
        ]

    def __str__(self) -> str:
        return self.what[:60]
