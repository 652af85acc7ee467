"""A session and its agenda."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.conferences.models.bodies import Body
from sozialraum.planning.conferences.states import UPCOMING, ItemState, Method, SessionState
from sozialraum.planning.needs.models import Need


def room_key() -> str:
    """What opens a room to whoever looks on: not to be guessed."""
    return secrets.token_urlsafe(16)


class Session(models.Model):
    """One meeting of a body. `version` counts what changed in the room, so that screens know when to look again."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField(_("Nummer"))
    state = models.CharField(_("Stand"), max_length=12, choices=SessionState.choices)
    begins = models.DateTimeField(_("Beginn"), null=True, blank=True)  # none while a date is being found
    ends = models.DateTimeField(_("Ende"), null=True, blank=True)
    place = models.CharField(_("Ort"), max_length=300, blank=True)
    access = models.TextField(_("Zugang und Hilfen"), max_length=2000, blank=True)
    note = models.TextField(_("Nachricht zur Einladung"), max_length=4000, blank=True)
    chair = models.CharField(_("Leitung"), max_length=200, blank=True)
    minute_taker = models.CharField(_("Protokoll"), max_length=200, blank=True)
    is_public = models.BooleanField(_("öffentlich"), default=True)
    on_paper = models.BooleanField(
        default=False
    )  # it took place without the room, and was entered afterwards
    # Called again over the same matters because too few had come: what the body's rules say of that is noted there.
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")

    uid = models.UUIDField(default=uuid.uuid4, unique=True)  # of the event in calendars
    sequence = models.PositiveIntegerField(default=0)  # of its changes there
    invited = models.DateTimeField(null=True)
    opened = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    made = models.DateTimeField(db_default=Now())

    room_key = models.CharField(max_length=40, unique=True, default=room_key)
    door_code = models.CharField(
        max_length=8, blank=True
    )  # read aloud and shown in the room; only while it runs
    version = models.PositiveIntegerField(default=0)
    current = models.ForeignKey("AgendaItem", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-begins", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="session_number_once"),
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_known"),
            models.CheckConstraint(
                condition=Q(begins__isnull=False) | Q(state__in=["finding", "cancelled"]),
                name="session_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=models.F("begins")), name="session_ends_later"
            ),
        ]
        indexes = [
            models.Index(fields=["begins"], name="session_begins"),
            models.Index(fields=["door_code"], condition=~Q(door_code=""), name="session_door"),
        ]

    @property
    def as_invited(self) -> str:
        """Changes with every invitation: a form that was made before it is told from one made after."""
        return f"{self.state}.{self.sequence}"

    def __str__(self) -> str:
        return f"{self.body.name}, {self.number}. Sitzung"

    @property
    def is_open(self) -> bool:
        """Whether it is still to come, or under way."""
        return self.state in (*UPCOMING, SessionState.FINDING)

    @property
    def is_running(self) -> bool:
        return self.state == SessionState.RUNNING


class AgendaItem(models.Model):
    """A point of the agenda: what it is about, by which method the table answers, and what came of it."""

    class Kind(models.TextChoices):
        NEED = "need", pgettext_lazy("Tagesordnung", "Bedarf")
        ORDER = "order", _("Reihenfolge der Bedarfe")
        FUND = "fund", _("Verfügungsfonds")
        ANSWER = "answer", _("Antwort eines Fachamts")
        OVERDUE = "overdue", _("Überfällige Antwort")
        SIGNAL = "signal", _("Veränderung in den Zahlen")
        BOUNDARY = "boundary", _("Grenze des Sozialraums")
        ELECTION = "election", _("Wahl oder Berufung")
        APPEAL = "appeal", _("Widerspruch")
        EFFECT = "effect", _("Was es bewirkt hat")
        PAPER = "paper", _("Beschlussvorlage")
        MINUTES = "minutes", _("Protokoll der letzten Sitzung")
        TOPIC = "topic", _("Thema")

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("Worum es geht"), max_length=10, choices=Kind.choices, default=Kind.TOPIC)
    title = models.CharField(_("Überschrift"), max_length=200)
    text = models.TextField(_("Erläuterung"), max_length=4000, blank=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    source = models.CharField(max_length=120, blank=True)  # what proposed it, so that it isn't proposed twice
    method = models.CharField(_("Verfahren"), max_length=12, choices=Method.choices, default=Method.NONE)
    secret = models.BooleanField(_("geheim"), default=False)
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=10)
    fund = models.PositiveBigIntegerField(null=True)  # cents to distribute, where the method is a fund
    places = models.PositiveSmallIntegerField(null=True)  # how many are chosen: dots each, or seats
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["session_id", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="item_method_known"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.UniqueConstraint(
                fields=["session", "position"], name="item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["session", "source"], condition=~Q(source=""), name="item_proposed_once"
            ),
        ]  # fmt: skip

    @property
    def as_invited(self) -> str:
        """Changes with every invitation: a form that was made before it is told from one made after."""
        return f"{self.state}.{self.sequence}"

    @property
    def is_list(self) -> bool:
        """Whether the needs of a planning area are put in order: each of them gets a resolution of its own."""
        return self.kind == self.Kind.ORDER and self.method == Method.ORDER

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"
