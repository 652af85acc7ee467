"""The sentences in which the acts of needs are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.needs.models import Channel
from sozialraum.planning.needs.queries.telling import STEP, SUCCEEDED, Words, offer_words
from sozialraum.planning.needs.queries.way import named
from sozialraum.planning.needs.states import State

FEWEST = 3  # of fewer people nobody is told how many there were
# What a step means, where nobody knows more of it.
STEPS: dict[str, Promise] = {
    State.REGISTERED: gettext_lazy("Die Meldung ist wieder ein eigener Bedarf und wird neu geprüft."),
    State.RETURNED: gettext_lazy("Der Bedarf ist an die zurückgegeben, die ihn gemeldet haben, mit einem Grund."),
    State.DELIBERATING: gettext_lazy("Die Form ist geprüft. Jetzt berät die Konferenz darüber."),
    State.CARRIED: gettext_lazy("Die Sozialraumkonferenz trägt den Bedarf."),
    State.DEFERRED: gettext_lazy("Die Sozialraumkonferenz hat den Bedarf vertagt."),
    State.NOT_CARRIED: gettext_lazy("Die Sozialraumkonferenz trägt den Bedarf nicht."),
    State.SOLVED_LOCALLY: gettext_lazy("Der Bedarf ist vor Ort gelöst."),
    State.BUNDLED: gettext_lazy("Die Planungsraumkonferenz hat den Bedarf auf ihre Liste gesetzt."),
    State.ANSWERED: gettext_lazy("Das Fachamt hat geantwortet."),
    State.NEGOTIATING: gettext_lazy(
        "Die Konferenz möchte etwas anderes als die Antwort. Konferenz und Fachamt verhandeln."
    ),
    State.AGREED: gettext_lazy("Konferenz und Fachamt haben sich geeinigt."),
    State.DISSENT: gettext_lazy("Konferenz und Fachamt sind sich nicht einig. Beide Sichtweisen sind festgehalten."),
    State.UP_FOR_DECISION: gettext_lazy("Die Beschlussvorlage liegt vor."),
    State.DECIDED: gettext_lazy("Der Bedarf ist beschlossen."),
    State.REJECTED: gettext_lazy("Der Beschluss ist gegen den Bedarf ausgefallen."),
    State.POSTPONED: gettext_lazy("Der Beschluss ist verschoben."),
    State.IMPLEMENTING: gettext_lazy("Die Umsetzung hat begonnen."),
    State.IMPLEMENTED: gettext_lazy("Die Maßnahme ist umgesetzt."),
    State.EVALUATED: gettext_lazy("Die Konferenz hat ausgewertet, was es bewirkt hat."),
    State.WITHDRAWN: gettext_lazy("Alle, die den Bedarf gemeldet hatten, haben ihn zurückgezogen."),
}  # fmt: skip


def plainly(said: Promise) -> Words:
    """The same sentence whatever the details."""
    return lambda _details: str(said)


def day_of(value: Any) -> str:
    """A date of a journal line in words; nothing where it is none."""
    try:
        found = parse_date(str(value or ""))
    except ValueError:
        return ""
    return date_format(found, "DATE_FORMAT") if found else ""


def _registered(details: Mapping[str, Any]) -> str:
    channel = str(details.get("channel", ""))
    how = str(Channel(channel).label) if channel in Channel.values else ""
    persons = details.get("persons") or 1
    said = _("Der Bedarf ist gemeldet: %(how)s.") % {"how": how} if how else _("Der Bedarf ist gemeldet.")
    if isinstance(persons, int) and persons >= FEWEST:
        said += " " + _("Die Meldung spricht für %(n)d Menschen.") % {"n": persons}
    return said


def _need(number: Any) -> str:
    return f"B-{number}"


def _merged(details: Mapping[str, Any]) -> str:
    words = _("Der Bedarf ist mit %(need)s zusammengelegt. Jede Stimme bleibt.")
    return words % {"need": _need(details["into"])} if "into" in details else ""


def _gathered(details: Mapping[str, Any]) -> str:
    words = _("Die Stimmen aus %(need)s sind dazugekommen.")
    return words % {"need": _need(details["from"])} if "from" in details else ""


def _split(details: Mapping[str, Any]) -> str:
    words = _("Eine Meldung meint doch etwas anderes. Sie geht als %(need)s ihren eigenen Weg.")
    return words % {"need": _need(details["to"])} if "to" in details else ""


def _succeeded(details: Mapping[str, Any]) -> str:
    words = _("Hier geht es weiter, weil %(need)s nicht gelöst ist. Die Konferenz berät neu.")
    return words % {"need": _need(details["follows"])} if "follows" in details else ""


def _redirected(details: Mapping[str, Any]) -> str:
    words = _("Zuständig ist eine andere Stelle: %(service)s. Der Bedarf ist dorthin weitergeleitet.")
    if not details.get("service"):
        return _("Der Bedarf ist an die zuständige Stelle weitergeleitet.")
    return words % {"service": details["service"]}


def handed_over(details: Mapping[str, Any]) -> str:
    """With which department it is from now on, and until when."""
    department, due = named(str(details.get("department") or "")), day_of(details.get("due"))
    if department and due:
        words = _("Der Bedarf liegt jetzt hier: %(department)s. Die Antwort soll bis zum %(day)s da sein.")
        return words % {"department": department, "day": due}
    if department:
        return _("Der Bedarf liegt jetzt hier: %(department)s.") % {"department": department}
    return _("Der Bedarf liegt jetzt beim Fachamt.")


def _service(words: Promise) -> Words:
    return lambda details: str(words) % {"service": details.get("service", "")}


def offer_all() -> None:
    """What the app says when the program starts."""
    offer_words({f"{STEP}/{state}": plainly(said) for state, said in STEPS.items()})
    offer_words(
        {
            f"{STEP}/{State.MERGED}": _merged,
            f"{STEP}/{State.REDIRECTED}": _redirected,
            f"{STEP}/{State.HANDED_OVER}": handed_over,
            "needs.registered": _registered,
            "needs.added_to": plainly(gettext_lazy("Jemand hat seine Meldung ergänzt.")),
            "needs.contribution_withdrawn": plainly(gettext_lazy("Jemand hat seine Meldung zurückgezogen.")),
            "needs.objected": plainly(
                gettext_lazy("Jemand, von dem eine Meldung ist, ist nicht einverstanden und hat widersprochen.")
            ),
            "needs.objection_answered": plainly(gettext_lazy("Der Widerspruch ist beantwortet.")),
            "needs.gathered": _gathered,
            "needs.split": _split,
            SUCCEEDED: _succeeded,
            "needs.reworded": plainly(
                gettext_lazy("Titel und Wortlaut für die Beratung sind neu gefasst. Das Original bleibt daneben.")
            ),
            "needs.words_read": plainly(gettext_lazy("Neue Worte sind gelesen und für alle freigegeben.")),
            "needs.blacked_out": plainly(
                gettext_lazy("Was andere Menschen erkennen ließ, ist im Text geschwärzt.")
            ),
            "needs.attached": plainly(gettext_lazy("Zu einer Meldung sind Bilder dazugekommen.")),
            "needs.picture_shown": plainly(gettext_lazy("Ein Bild ist geprüft und für alle zu sehen.")),
            "needs.picture_removed": plainly(gettext_lazy("Ein Bild ist entfernt.")),
            "needs.repair_sent": _service(gettext_lazy("Der Schaden ist gemeldet: %(service)s.")),
            "needs.repair_again": _service(gettext_lazy("Der Schaden ist noch einmal gemeldet: %(service)s.")),
            "needs.repair_by_hand": _service(gettext_lazy("Der Schaden ist von Hand weitergegeben: %(service)s.")),
            "needs.repair_stuck": _service(gettext_lazy("Der Schaden kam dort noch nicht an: %(service)s.")),
            "needs.repaired": _service(gettext_lazy("Die Stelle meldet den Schaden als erledigt: %(service)s.")),
        },
        # Who asked for what in a text of their own, and who looked at sealed words, is between those two.
        inside=(
            "needs.original_read", "needs.blackout_asked", "needs.blackout_done", "needs.blackout_needless",
            "needs.author_erased",
        ),
    )  # fmt: skip
