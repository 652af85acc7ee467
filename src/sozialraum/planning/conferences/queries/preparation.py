"""How far the preparation of a session is: its steps, what is missing in each, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries.agenda import agenda
from sozialraum.planning.conferences.queries.inviting import Answers, guests, invite_by, late_days
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.models import Entry

DONE, NOW, LATER = "done", "now", "later"
AT, UNTIL = 18, 20  # the usual hours of a first session
# What the letter told and was changed since has to be told again.
OF_AGENDA = (
    "conferences.item_added", "conferences.item_changed", "conferences.item_moved", "conferences.item_removed",
    "conferences.agenda_taken",
)  # fmt: skip
INVITING = ("conferences.invited", "conferences.invited_again", "conferences.session_changed")


@dataclass(frozen=True)
class Step:
    """A step: done, to be done now, or later. says: how it stands; missing: what is to be done."""

    title: str
    state: str
    says: str
    missing: str = ""
    address: str = ""
    action: str = ""


def steps(session: Session) -> list[Step]:
    """Date, agenda, dossier, invitation, in this order."""
    return [_date(session), *_of_agenda(session), _invitation(session)]


def page_of(name: str, pk: int) -> str:
    """The address of a page of this app, or nothing where it has none of this name."""
    try:
        return reverse(f"conferences:{name}", args=[pk])
    except NoReverseMatch:
        return ""


def when(moment: datetime) -> str:
    """Dienstag, 3. März 2026, 18:00."""
    local = timezone.localtime(moment)
    return (
        f"{date_format(local, 'l')}, {date_format(local, 'DATE_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"
    )


def _date(session: Session) -> Step:
    title, address = _("Termin und Ort"), reverse("conferences:dates", args=[session.pk])
    if session.begins is None:
        proposed = session.date_proposals.count()
        if not proposed:
            missing = _("Schlagen Sie Termine vor. Wer einen Sitz hat, sagt dann, wann es passt.")
            return Step(title, NOW, _("Der Termin wird gesucht."), missing, address, _("Termine vorschlagen"))
        says = ngettext("Ein Termin ist vorgeschlagen.", "%(n)d Termine sind vorgeschlagen.", proposed)
        missing = _("Sehen Sie, wann wer kann, und wählen Sie.")
        return Step(title, NOW, says % {"n": proposed}, missing, address, _("Antworten ansehen und wählen"))
    says = f"{when(session.begins)}. {session.place}".strip()
    missing = "" if session.place.strip() else _("Der Ort fehlt noch. Tragen Sie ihn unten ein.")
    return Step(title, NOW if missing else DONE, says, missing)


def _of_agenda(session: Session) -> list[Step]:
    here = agenda(session)
    address = reverse("conferences:agenda", args=[session.pk])
    if here.lines:
        missing = ""
        if here.too_long:
            missing = _("%(minutes)d Minuten mehr, als die Sitzung dauert.") % {"minutes": here.too_long}
        first = Step(_("Tagesordnung"), DONE, here.sentence, missing, address, _("Tagesordnung ändern"))
        says = _("Entsteht von selbst aus der Tagesordnung und den Zahlen des Raums.")
        second = Step(_("Mappe"), DONE, says, "", page_of("dossier", session.pk), _("Mappe ansehen"))
        return [first, second]
    missing = _("Sehen Sie, was sich vorschlägt, und übernehmen Sie es.")
    first = Step(
        _("Tagesordnung"), NOW, _("Noch steht nichts darauf."), missing, address, _("Tagesordnung aufstellen")
    )
    return [first, Step(_("Mappe"), LATER, _("Entsteht von selbst, sobald die Tagesordnung steht."))]


def _invitation(session: Session) -> Step:
    title, address = _("Einladung"), reverse("conferences:invitations", args=[session.pk])
    if session.state == SessionState.INVITED:
        return _invited(session, title, address)
    last = invite_by(session)
    if last is None:
        return Step(title, LATER, _("Sobald der Termin steht."))
    if late := late_days(session):
        says = ngettext(
            "Die Frist ist seit einem Tag vorbei (%(day)s).", "Die Frist ist seit %(n)d Tagen vorbei (%(day)s).", late
        ) % {"n": late, "day": date_format(last, "DATE_FORMAT")}  # fmt: skip
        missing = _("Verlegen Sie die Sitzung, oder laden Sie mit einer Begründung ein.")
    else:
        says = _("Spätestens am %(day)s, %(days)d Tage vorher.") % {
            "day": date_format(last, "DATE_FORMAT"), "days": session.body.invitation_days,
        }  # fmt: skip
        missing = ""
    return Step(title, NOW, says, missing, address, _("Einladung ansehen und verschicken"))


def _invited(session: Session, title: str, address: str) -> Step:
    said = Answers.of(guests(session))
    says = _("Verschickt am %(day)s. Es kommen %(yes)d, Vertretung %(deputy)d, nicht %(no)d, offen %(none)d.")
    says %= {
        "day": date_format(timezone.localtime(session.invited), "DATE_FORMAT") if session.invited else "",
        "yes": said.yes, "deputy": said.deputy, "no": said.no, "none": said.none,
    }  # fmt: skip
    if agenda_changed(session):
        missing = _("Die Tagesordnung hat sich seitdem geändert. Verschicken Sie die Einladung neu.")
        return Step(title, NOW, says, missing, address, _("Änderung mitteilen"))
    return Step(title, DONE, says, "", address, _("Antworten ansehen"))


def agenda_changed(session: Session) -> bool:
    """Whether the agenda is another than the one that was sent."""
    lines = Entry.objects.filter(subject_kind="session", subject_key=str(session.pk))
    last = lines.filter(act__in=[*OF_AGENDA, *INVITING]).order_by("-pk").values_list("act", flat=True).first()
    return last in OF_AGENDA


@dataclass(frozen=True)
class Usual:
    """What a new session of a body begins with: from the last one, else as is usual."""

    begins: datetime
    ends: datetime
    place: str
    access: str
    note: str
    chair: str
    minute_taker: str


def usual(body: Body, chair: str) -> Usual:
    """A proposal: on the weekday and at the hour of the last session, as soon as the invitation allows."""
    last = body.sessions.filter(begins__isnull=False).order_by("-begins", "-pk").first()
    first = clock.today() + timedelta(days=body.invitation_days + 2)
    if last is None or last.begins is None:
        return Usual(_at(_next(first, 1), AT), _at(_next(first, 1), UNTIL), "", "", "", chair, "")
    begins = timezone.localtime(last.begins)
    day = _next(max(first, begins.date() + timedelta(days=7)), begins.weekday())
    long = last.ends - last.begins if last.ends else timedelta(hours=UNTIL - AT)
    start = _at(day, begins.hour, begins.minute)
    return Usual(start, start + long, last.place, last.access, "", last.chair or chair, last.minute_taker)


def _next(first: date, weekday: int) -> date:
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
