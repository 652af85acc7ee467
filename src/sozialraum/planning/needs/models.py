"""One voice is a contribution; many voices are a need. Originals stay beside every rewording."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import GeneratedField, Q
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.messages.models import Contact
from sozialraum.planning.needs.states import BEFORE_CARRIED, END, PUBLIC, State
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.roles import Bank

KEYS = {"base_field": models.CharField(max_length=60), "default": list, "blank": True}


class Kind(models.TextChoices):
    """What somebody says of their surroundings."""

    MISSING = "missing", _("Das fehlt oder stört")
    GOOD = "good", _("Das ist gut so")
    IDEA = "idea", _("Ich habe eine Idee")


# Where a kind is only named, on a badge; whoever chooses reads the sentence.
KIND_WORDS: dict[str, Promise] = {
    Kind.MISSING: _("fehlt oder stört"), Kind.GOOD: _("gut so"), Kind.IDEA: _("Idee"),
}  # fmt: skip


class Channel(models.TextChoices):
    """How a voice came in."""

    WEB = "web", _("über diese Seiten")
    PAPER = "paper", _("auf Papier")
    TALK = "talk", _("im Gespräch")
    WALK = "walk", _("beim Gang durch das Quartier")
    TABLE = "table", _("aus einer Tabelle")


class PlaceKind(models.TextChoices):
    """How exactly the place is known."""

    POINT = "point", _("Punkt auf der Karte")
    AREA = "area", _("gezeichnete Fläche")
    SPACE = "space", _("ganzer Sozialraum")


class Need(models.Model):
    """The collective planning record. It begins with one contribution and may gather many."""

    state = models.CharField(
        pgettext_lazy("Bedarf", "Stand"), max_length=20, choices=State.choices, default=State.REGISTERED
    )
    since = models.DateTimeField(_("seit"), db_default=Now())
    registered = models.DateTimeField(_("gemeldet"), db_default=Now())
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices, default=Kind.MISSING)
    title = models.CharField(_("Kurz gesagt"), max_length=160, blank=True)
    wording = models.TextField(_("Wortlaut für die Beratung"), max_length=6000, blank=True)
    # Where, in the edition in which it was registered; the keys are scopes of appointments ("sozialraeume/11").
    edition = models.CharField(max_length=80)
    social_space = models.CharField(_("Sozialraum"), max_length=120)
    planning_area = models.CharField(_("Planungsraum"), max_length=120)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    dimensions = ArrayField(verbose_name=_("Lebenslagen"), **KEYS)
    groups = ArrayField(verbose_name=_("Für wen"), **KEYS)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    # What had no effect opens another: the voices of the first stand behind the second too.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    department = models.CharField(_("Zuständig"), max_length=200, blank=True)
    due = models.DateField(_("bis"), null=True)
    broken_off = models.BooleanField(default=False)  # what was begun for it: who decided decides anew
    voices = models.PositiveIntegerField(_("Stimmen"), default=1)  # people behind its contributions
    supports = models.PositiveIntegerField(_("betrifft auch"), default=0)
    # Title, wording and what was said, as anybody may read it; kept by the actions.
    said = models.TextField(blank=True)
    sought = GeneratedField(
        expression=SearchVector("title", "wording", "said", config="german"), output_field=SearchVectorField(),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="need_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into__isnull=True),
                name="need_merged_into_another",
            ),
        ]
        indexes = [
            GinIndex(fields=["sought"], name="need_sought"),
            GinIndex(fields=["dimensions"], name="need_dimensions"),
            GinIndex(fields=["groups"], name="need_groups"),
            models.Index(fields=["state", "-id"], name="need_state"),
            models.Index(fields=["social_space", "state", "-id"], name="need_social_space"),
            models.Index(fields=["planning_area", "state", "-id"], name="need_planning_area"),
            models.Index(fields=["latitude", "longitude"], name="need_point"),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    @property
    def number(self) -> str:
        """How it is called in a conference: B-17."""
        return f"B-{self.pk}"

    @property
    def kind_word(self) -> Promise | str:
        """Its kind on a badge."""
        return KIND_WORDS.get(self.kind, self.kind)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_open(self) -> bool:
        return self.state not in END

    @property
    def may_still_be_withdrawn(self) -> bool:
        return self.state in BEFORE_CARRIED

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where it lies, for the question who may."""
        return Scope("social_space", self.social_space), Scope("planning_area", self.planning_area)


class Contribution(models.Model):
    """One voice, as it was said. `text` is what may be read; where something was blacked out, the whole is sealed."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="contributions")
    origin = models.OneToOneField(Need, models.PROTECT, related_name="origin_of")  # the need that it began
    token = models.UUIDField(unique=True)  # made by the form: sent twice, it is kept once
    code_print = models.CharField(max_length=64, unique=True)  # fingerprint of the receipt code
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MISSING)
    text = models.TextField(_("Was wurde gesagt"), max_length=6000)
    sealed_text = models.BinaryField(null=True)  # the original, where `text` is blacked out
    # So many letters of the text the manager has read: what was added since, nobody else sees.
    read_to = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2, default="de")
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    area = models.JSONField(null=True)  # GeoJSON polygon, longitude and latitude
    edition = models.CharField(max_length=80)
    social_space = models.CharField(max_length=120)
    dimensions = ArrayField(**KEYS)
    groups = ArrayField(**KEYS)
    persons = models.PositiveIntegerField(_("Für wie viele Menschen"), default=1)
    bank = models.CharField(_("Bank"), max_length=20, choices=Bank.choices, default=Bank.RESIDENTS)
    channel = models.CharField(_("Weg"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    on_behalf_of = models.CharField(_("Für wen gesprochen"), max_length=200, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("aufgenommen von"),
    )
    heard_on = models.DateField(_("gehört am"), null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="contributions"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="contributions")
    registered = models.DateTimeField(_("eingegangen"), db_default=Now())
    withdrawn = models.DateTimeField(null=True)
    # Its author asked that what tells who they are be blacked out in the text; empty again once that is done.
    to_blacken = models.DateTimeField(null=True)
    sought = GeneratedField(
        expression=SearchVector("text", config="german"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="contribution_by_somebody"),
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="contribution_bank_known"),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="contribution_point_on_earth",
            ),
        ]
        indexes = [
            GinIndex(fields=["sought"], name="contribution_sought"),
            models.Index(fields=["need", "id"], name="contribution_need"),
            models.Index(fields=["social_space", "id"], name="contribution_space"),
            models.Index(
                fields=["to_blacken"], condition=Q(to_blacken__isnull=False), name="contribution_to_blacken"
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.pk}"

    @property
    def read_text(self) -> str:
        """What everybody may read of it, once the need is public."""
        return self.text[: self.read_to].rstrip()

    @property
    def is_read(self) -> bool:
        return self.read_to >= len(self.text)


class FormerWording(models.Model):
    """What a need was called before somebody put it into other words."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="former_wordings")
    title = models.CharField(max_length=160)
    wording = models.TextField(blank=True)
    replaced = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Attachment(models.Model):
    """A picture to a contribution: decoded and written anew, so that nothing hides in it."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="attachments")
    digest = models.CharField(max_length=64)  # of the bytes as they are kept; their name in uploads/
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    description = models.CharField(_("Was ist zu sehen?"), max_length=300, blank=True)
    is_public = models.BooleanField(default=False)  # the manager looks at each before everybody may
    removed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.digest[:12]


class Support(models.Model):
    """“This affects me too”: counted by group and space, once a browser or account."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="supported_by")
    mark = models.CharField(max_length=64)  # fingerprint of a random number in a cookie, or of an account
    group = models.CharField(max_length=60, blank=True)
    social_space = models.CharField(max_length=120, blank=True)
    given = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["need", "mark"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.need_id}"


class Objection(models.Model):
    """Whoever registered it objects to its being returned, merged or redirected: the conference looks at it."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="objections")
    need = models.ForeignKey(Need, models.PROTECT, related_name="objections")
    text = models.TextField(_("Warum nicht?"), max_length=4000)
    raised = models.DateTimeField(db_default=Now())
    answered = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(answered__isnull=True), name="objection_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Repair(models.Model):
    """A plain defect that is owed to the Open311 endpoint of a service: the row is the promise to send it.

    It holds no text of its own: what goes out is made of the need when it goes, so that what was blacked out by then
    stays here.
    """

    class State(models.TextChoices):
        READY = "ready", _("wird übermittelt")
        SENDING = "sending", _("wird gerade übermittelt")
        SENT = "sent", _("übermittelt")
        CLOSED = "closed", _("von der Stelle als erledigt gemeldet")
        UNCLEAR = "unclear", _("unklar, ob es ankam")
        FAILED = "failed", _("nicht übermittelt")
        BY_HAND = "by_hand", _("von Hand weitergegeben")
        DROPPED = "dropped", _("nicht mehr nötig")

    need = models.ForeignKey(Need, models.PROTECT, related_name="repairs")
    service = models.CharField(_("Stelle"), max_length=200)
    endpoint = models.CharField(max_length=500)  # as it was set then; another one doesn't know its number
    code = models.CharField(max_length=200)  # the kind of defect, in the service's own list
    title = models.CharField(_("Art des Schadens"), max_length=200, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State.choices, default=State.READY)
    made = models.DateTimeField(db_default=Now())
    tried = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(db_default=Now())
    begun = models.DateTimeField(null=True)  # the call that is under way
    sent = models.DateTimeField(_("übermittelt am"), null=True)
    request = models.CharField(_("Nummer dort"), max_length=200, blank=True)
    token = models.CharField(max_length=200, blank=True)  # until the service gives a number
    notice = models.CharField(_("Hinweis der Stelle"), max_length=1000, blank=True)
    failure = models.CharField(_("Warum nicht"), max_length=500, blank=True)
    next_ask = models.DateTimeField(null=True)
    closed = models.DateTimeField(_("erledigt am"), null=True)
    said = models.CharField(_("Die Stelle schreibt"), max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["ready", "sending", "sent", "closed", "unclear", "failed", "by_hand", "dropped"]
                ),
                name="repair_state_known",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=Q(state__in=["ready", "sending", "unclear", "failed"]),
                name="repair_one_open",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["next_try"], condition=Q(state="ready"), name="repair_waiting"),
            models.Index(fields=["begun"], condition=Q(state="sending"), name="repair_under_way"),
            models.Index(fields=["next_ask"], condition=Q(state="sent"), name="repair_to_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.title or self.code}"


class ListeningStep(models.Model):
    """“We go there”: what is done in a space from which little is heard. `note` is for those who do it."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Gang durch das Quartier")
        PROVIDER = "provider", _("über einen Träger vor Ort")
        SESSION = "session", _("Sitzung vor Ort")

    social_space = models.CharField(max_length=120)
    kind = models.CharField(_("Was"), max_length=10, choices=Kind.choices)
    planned_for = models.DateField(_("Wann"))
    done = models.DateField(_("war am"), null=True)
    note = models.CharField(_("Notiz"), max_length=300, blank=True)

    class Meta:
        ordering = ["-planned_for", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["visit", "provider", "session"]), name="listening_kind_known"
            )
        ]
        indexes = [models.Index(fields=["social_space", "-planned_for"], name="listening_space")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.planned_for}"


class Word(models.Model):
    """A word that somebody used: how often it is said, and what it is found by in spite of typing errors.

    It is learned when a voice is gathered, counted later by housekeeping, and forgotten when nobody's text holds it.
    """

    word = models.CharField(max_length=40, primary_key=True)
    lexeme = models.CharField(
        max_length=40, db_index=True
    )  # its stem, as PostgreSQL indexes it; "" for der, die, das
    seen = models.PositiveIntegerField(default=0)  # voices that hold the lexeme; 0: not counted yet
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word
