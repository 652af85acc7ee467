"""What the model runs by: rules and texts, messages that arrive, money, and a first round."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sozialraum.planning.answers.models import SectorPlan
from sozialraum.planning.conferences.models import Minutes, Session
from sozialraum.planning.conferences.states import MinutesState, SessionState
from sozialraum.planning.desk import queries
from sozialraum.planning.desk.introduction.steps import Link, Point, Step, point
from sozialraum.planning.desk.models import CityText
from sozialraum.planning.journal import clock
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.models import Contribution, ListeningStep
from sozialraum.planning.needs.queries.silent import burdened_and_silent
from sozialraum.planning.programme.models import Competence
from sozialraum.planning.reports.queries.introduction_costs import costs_by_year
from sozialraum.planning.statistics.words import euros
from sozialraum.warehouse.version import Version

TEXTS, OUTBOX, RECORD, FOLLOW = "texts.edit", "outbox.read", "decisions.record", "introduction.follow"
LATE = timedelta(days=1)
A_YEAR = timedelta(days=365)


# -- rules and texts --


def rules_step(who: str) -> Step:
    """Who decides what, the plans of the departments, the texts of the city; three statements."""
    competent = list(Competence.objects.values_list("dimension", "up_to"))
    plans = SectorPlan.objects.filter(during__contains=clock.today()).count()
    number = {"n": len(competent)}
    points = [
        point(_("Wer was beschließt"), ("", None) in competent,
              ngettext("%(n)d Zuständigkeit, für jede Summe ist jemand zuständig.",
                       "%(n)d Zuständigkeiten, für jede Summe ist jemand zuständig.", len(competent)) % number,
              _("Noch steht nicht fest, wer in allen übrigen Sachen ohne Obergrenze beschließt."),
              links=(Link(_("Zuständigkeiten"), "/beschluesse/zustaendigkeiten/", RECORD),)),
        *_texts(),
        point(_("Fachpläne"), bool(plans),
              ngettext("%(n)d Fachplan gilt.", "%(n)d Fachpläne gelten.", plans) % {"n": plans},
              _("Noch kein Fachplan ist eingetragen. Die Ämter tragen selbst ein, worauf sie sich stützen."),
              waits=True, links=(Link(_("Antworten der Ämter"), "/antworten/"),)),
    ]  # fmt: skip
    says = _("Was gilt, steht fest, bevor der erste Bedarf auf den Tisch kommt.")
    return Step("regeln", _("Regeln und Texte"), says, who, tuple(points))


def _texts() -> list[Point]:
    languages = {"de": _("deutsch"), "en": _("englisch")}
    found = queries.texts()
    link = (Link(_("Texte der Stadt"), "/verwaltung/texte/", TEXTS),)
    accessible = CityText.Key.ACCESSIBILITY.value

    def gaps(keys: set[str]) -> tuple[str, ...]:
        return tuple(
            _("%(text)s (%(language)s): %(n)d Lücken")
            % {"text": one.title, "language": languages[one.language], "n": len(one.blanks)}
            for one in found
            if one.key in keys and one.blanks
        )

    law = gaps({CityText.Key.IMPRINT.value, CityText.Key.PRIVACY.value})
    barrier, easy = gaps({accessible}), gaps({CityText.Key.EASY_LANGUAGE.value})
    return [
        point(_("Impressum und Datenschutz"), not law, _("Beide sind ausgefüllt, deutsch und englisch."),
              _("In diesen Texten sind noch Lücken zu füllen:"), names=law, links=link),
        point(_("Erklärung zur Barrierefreiheit"), not barrier, _("Sie ist ausgefüllt."),
              _("In diesen Texten sind noch Lücken zu füllen:"), names=barrier, links=link),
        point(_("Leichte Sprache"), not easy, _("Die Seite in Leichter Sprache ist ausgefüllt."),
              _("In diesen Texten sind noch Lücken zu füllen:"), names=easy, links=link, waits=True),
    ]  # fmt: skip


# -- messages --


def messages_step(who: str) -> Step:
    """Whether letters can leave, come back, and whether they do; one statement."""
    says = _("Wer etwas meldet, bekommt Antwort. Dafür muss Post das Haus verlassen und auch zurückfinden.")
    return Step("nachrichten", _("Nachrichten"), says, who, (*_mail_server(), *_mail_that_went()))


def _mail_server() -> list[Point]:
    site = settings.SITE
    if settings.CITY.demonstration and not site.mail_host:
        said = _("In einer Vorführung nicht nötig: Nachrichten liegen im Postausgang.")
        link = (Link(_("Postausgang"), "/verwaltung/postausgang/", OUTBOX),)
        return [point(_("Mailserver"), True, said, links=link)]
    return [
        point(_("Mailserver"), bool(site.mail_host), f"{site.mail_host}:{site.mail_port}",
              _("Ohne Mailserver bleiben alle Nachrichten im Postausgang liegen."),
              lines='[site]\nmail_host = "mail.example.org"\nmail_user = "sozialraum"\n'
                    'mail_password_file = "/etc/sozialraum/mail_password"',
              links=(Link(_("Postausgang"), "/verwaltung/postausgang/", OUTBOX),)),
        point(_("Absender"), bool(site.mail_from), site.mail_from,
              _("Nachrichten brauchen einen Absender, dem man antworten kann."),
              lines='[site]\nmail_from = "sozialraum@example.org"'),
        point(_("Was nicht ankam"), bool(settings.BOUNCES), _("Das Postfach für Unzustellbares wird gelesen."),
              _("Niemand erfährt, wenn eine Nachricht nicht ankam. Nennen Sie das Postfach beim Start."), waits=True,
              lines="SOZIALRAUM_BOUNCES=imaps://NUTZER:PASSWORT@mail.example.org/INBOX"),
    ]  # fmt: skip


def _mail_that_went() -> list[Point]:
    states, now = Message.State, clock.now()
    count = Message.objects.aggregate(
        sent=Count("pk", Q(state=states.SENT)), last=Max("done", filter=Q(state=states.SENT)),
        late=Count("pk", Q(state=states.READY, made__lt=now - LATE)),
        failed=Count("pk", Q(state=states.FAILED, done__gte=now - A_YEAR) | Q(state=states.FAILED, done=None)),
    )  # fmt: skip
    link = (Link(_("Nachrichten"), "/verwaltung/nachrichten/", OUTBOX),)
    found = []
    if count["late"]:
        late = ngettext("%(n)d Nachricht wartet seit über einem Tag.",
                        "%(n)d Nachrichten warten seit über einem Tag.", count["late"])  # fmt: skip
        found.append(point(_("Nachrichten gehen hinaus"), False, "", late % {"n": count["late"]}, links=link))
    elif count["sent"]:
        sent = ngettext("%(n)d ist verschickt, die letzte am %(day)s.",
                        "%(n)d sind verschickt, die letzte am %(day)s.", count["sent"])  # fmt: skip
        day = date_format(timezone.localtime(count["last"]), "DATE_FORMAT") if count["last"] else "–"
        found.append(
            point(_("Nachrichten gehen hinaus"), True, sent % {"n": count["sent"], "day": day}, links=link)
        )
    if count["failed"]:
        failed = ngettext(
            "%(n)d Nachricht kam nicht an.", "%(n)d Nachrichten kamen nicht an.", count["failed"]
        )
        found.append(
            point(_("Zurückgekommen"), False, "", failed % {"n": count["failed"]}, links=link, waits=True)
        )
    return found


# -- money --


def costs_step(who: str) -> Step:
    """Whether the introduction is planned; two statements."""
    years, this_year = costs_by_year(), clock.today().year
    planned = sum((one.total.planned for one in years), Decimal(0))
    ahead = any(one.total.planned and one.year >= this_year for one in years)
    spent = sum((one.total.spent for one in years), Decimal(0))
    says = _("Geplant sind %(planned)s, ausgegeben %(spent)s.") % {
        "planned": euros(planned), "spent": euros(spent)
    }  # fmt: skip
    missing = _(
        "Für dieses Jahr und später ist noch nichts geplant. Ein Vorschlag rechnet aus der Zahl der Räume."
    )
    link = (Link(_("Kosten der Einführung"), "/einfuehrung/kosten/", FOLLOW),)
    points = (point(_("Plan der Kosten"), ahead, says, missing, links=link),)
    about = _("Ein Modell ohne Stellen und ohne Geld für Sitzungen bleibt Papier.")
    return Step("kosten", pgettext("Schritt", "Kosten"), about, who, points)


# -- the first round --


def round_step(who: str, version: Version | None) -> Step:
    """First voices, a first session, its minutes; whether somebody goes where it is silent."""
    voices = Contribution.objects.filter(withdrawn__isnull=True).count()
    sessions = Session.objects.exclude(state=SessionState.CANCELLED).count()
    approved = (MinutesState.APPROVED, MinutesState.PUBLISHED)
    minutes = Minutes.objects.filter(state__in=approved).count()
    points = [
        point(_("Erste Stimmen"), bool(voices),
              ngettext("%(n)d Meldung ist da.", "%(n)d Meldungen sind da.", voices) % {"n": voices},
              _("Noch hat niemand etwas gemeldet. Machen Sie die Adresse bekannt, und hören Sie vor Ort zu."),
              links=(Link(_("Bedarf melden"), "/melden/"),)),
        point(_("Erste Sitzung"), bool(sessions),
              ngettext("%(n)d Sitzung ist geplant oder war schon.",
                       "%(n)d Sitzungen sind geplant oder waren schon.", sessions) % {"n": sessions},
              _("Noch ist keine Sitzung geplant."), links=(Link(_("Konferenzen"), "/konferenzen/"),)),
        point(_("Erstes Protokoll"), bool(minutes),
              ngettext("%(n)d Protokoll ist genehmigt.", "%(n)d Protokolle sind genehmigt.", minutes) % {"n": minutes},
              _("Das erste genehmigte Protokoll schließt die erste Runde ab."), waits=True),
    ]  # fmt: skip
    if version is not None and voices:
        points.append(_silent())
    says = _(
        "Jetzt spricht die Stadt mit sich selbst: Stimmen, eine Sitzung, und ein Weg dorthin, wo es still ist."
    )
    return Step("erste-runde", _("Die erste Runde"), says, who, tuple(points))


def _silent() -> Point:
    silent = burdened_and_silent()
    since = clock.today() - A_YEAR
    steps = ListeningStep.objects.filter(social_space__in=[one.key for one in silent], planned_for__gte=since)
    visited = set(steps.values_list("social_space", flat=True))
    left = tuple(one.name for one in silent if one.key not in visited)
    says = ngettext("In den einen geht jemand.", "In alle %(n)d geht jemand.", len(silent)) % {
        "n": len(silent)
    }
    if not silent:
        says = _("Kein Sozialraum ist zugleich stärker belastet und auffällig still.")
    return point(_("Stille Räume besuchen"), not left, says,
                 _("Belastet und still, und noch ist kein Besuch geplant:"), names=left,
                 links=(Link(_("Wo es still ist"), "/bedarfe/stille/"),))  # fmt: skip
