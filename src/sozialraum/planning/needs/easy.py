"""What pages in Leichte Sprache say: where the need stands, what can be done, what was done, what is wrong.

Source: the rules of the Netzwerk Leichte Sprache, as DIN SPEC 33429 takes them up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Refused

Lines = tuple[Promise, ...]
_WHY = _("In einer Nachricht an Sie steht: Warum?")
_COUNCIL = (_("Der Stadt-Rat ist eine Gruppe."), _("Die Menschen in der Stadt haben die Gruppe gewählt."))

STANDS: dict[str, Lines] = {
    State.REGISTERED: (_("Ihre Meldung ist da."), _("Eine Person von der Stadt liest sie.")),
    State.RETURNED: (_("Ihre Meldung kommt zu Ihnen zurück."), _WHY),
    State.MERGED: (
        _("Andere Menschen haben das Gleiche gesagt."),
        _("Alle Meldungen stehen jetzt zusammen."),
        _("Ihre Worte bleiben."),
    ),
    State.REDIRECTED: (_("Ein anderes Amt kümmert sich darum."), _("In einer Nachricht an Sie steht: Welches Amt?")),
    State.DELIBERATING: (
        _("Bald spricht eine Gruppe über Ihre Meldung."),
        _("Die Gruppe heißt: Sozial-Raum-Konferenz."),
        _("In der Gruppe sind auch Menschen aus Ihrem Stadt-Teil."),
    ),
    State.CARRIED: (
        _("Die Sozial-Raum-Konferenz sagt: Das ist wichtig."),
        _("Die Konferenz gibt es weiter."),
    ),
    State.DEFERRED: (_("Die Sozial-Raum-Konferenz spricht später darüber."),),
    State.NOT_CARRIED: (
        _("Die Sozial-Raum-Konferenz gibt es nicht weiter."),
        _WHY,
        _("Sie finden das falsch? Dann können Sie uns schreiben."),
    ),
    State.SOLVED_LOCALLY: (_("Menschen im Stadt-Teil haben das Problem gelöst."),),
    State.BUNDLED: (
        _("Es steht jetzt auf einer Liste."),
        _("Auf der Liste steht: Was braucht dieser Teil von der Stadt?"),
    ),
    State.HANDED_OVER: (_("Jetzt muss ein Amt antworten."),),
    State.ANSWERED: (_("Das Amt hat geantwortet."), _("Die Konferenz spricht über die Antwort.")),
    State.NEGOTIATING: (_("Die Konferenz und das Amt suchen zusammen eine Lösung."),),
    State.AGREED: (
        _("Die Konferenz und das Amt sind sich einig."),
        _("Jetzt muss der Stadt-Rat entscheiden."),
        *_COUNCIL,
    ),
    State.DISSENT: (
        _("Die Konferenz und das Amt sind sich nicht einig."),
        _("Die Konferenz hat beide Meinungen aufgeschrieben."),
        _("Jetzt muss der Stadt-Rat entscheiden."),
        *_COUNCIL,
    ),
    State.UP_FOR_DECISION: (_("Jetzt entscheidet der Stadt-Rat."), *_COUNCIL),
    State.DECIDED: (_("Der Stadt-Rat hat Ja gesagt."), _("Bald geht es los.")),
    State.REJECTED: (_("Der Stadt-Rat hat Nein gesagt."), _WHY),
    State.POSTPONED: (_("Der Stadt-Rat entscheidet später."),),
    State.IMPLEMENTING: (_("Die Stadt arbeitet daran."),),
    State.IMPLEMENTED: (_("Es ist fertig."), _("Wir möchten wissen: Hat es geholfen?")),
    State.EVALUATED: (_("Es ist fertig."), _("Wir haben geprüft: Hat es geholfen?")),
    State.WITHDRAWN: (_("Sie haben Ihre Meldung zurückgenommen."), _("Niemand spricht mehr darüber.")),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A page that asks once more before something is done."""

    title: Promise
    lines: Lines
    button: Promise
    fields: dict[str, Promise]  # what the fields are called


ASKED: dict[str, Asked] = {
    "receipt_add": Asked(
        _("Noch etwas dazu sagen"),
        (_("Ihre ersten Worte bleiben."), _("Die neuen Worte stehen darunter.")),
        _("Dazu schreiben"),
        {
            "text": _("Was möchten Sie noch sagen?"),
            "pictures": _("Haben Sie ein Foto?"),
            "description": _("Was ist auf dem Foto?"),
        },
    ),
    "receipt_withdraw": Asked(
        _("Meldung zurücknehmen"),
        (
            _("Dann spricht niemand mehr über Ihre Meldung."),
            _("Sie können das später nicht ändern."),
            _("Aber Sie können eine neue Meldung schreiben."),
        ),
        _("Ja, ich nehme die Meldung zurück"),
        {},
    ),
    "receipt_object": Asked(
        _("Das finde ich falsch"),
        (
            _("Finden Sie das falsch?"),
            _("Dann schreiben Sie uns."),
            _("Die Sozial-Raum-Konferenz liest es."),
            _("Hier steht dann die Antwort."),
        ),
        _("Absenden"),
        {"text": _("Was ist falsch?")},
    ),
    "receipt_appeal": Asked(
        _("Das finde ich falsch"),
        (
            _("Die Sozial-Raum-Konferenz hat Nein gesagt."),
            _("Finden Sie das falsch?"),
            _("Dann schreiben Sie uns."),
            _("Eine andere Gruppe liest es."),
            _("Die Gruppe heißt: Planungs-Raum-Konferenz."),
            _("Hier steht dann die Antwort."),
        ),
        _("Absenden"),
        {"text": _("Was ist falsch?")},
    ),
    "receipt_erase": Asked(
        _("Meine Daten löschen"),
        (
            _("Wir löschen Ihre Adresse und Ihren Namen."),
            _("Sie bekommen dann keine Post mehr von uns."),
            _("Ihre Worte bleiben. Aber ohne Ihren Namen."),
            _("Sie können Ihren Melde-Code weiter benutzen."),
        ),
        _("Ja, bitte löschen"),
        {
            "pictures": _("Auch meine Fotos löschen"),
            "blacken": _("In meinem Text steht mein Name. Bitte machen Sie ihn schwarz."),
        },
    ),
}

# What the receipt says after something was done.
DONE: dict[str, Promise] = {
    "ergaenzt": _("Danke. Ihre neuen Worte sind da."),
    "zurueckgezogen": _("Sie haben Ihre Meldung zurückgenommen."),
    "widersprochen": _("Danke. Die Konferenz liest Ihren Text."),
    "geloescht": _("Wir haben Ihre Daten gelöscht."),
}

_SHORTER = _("Ihr Text ist zu lang. Bitte machen Sie den Text kürzer.")
_FEWER = _("Das sind zu viele Fotos. Sie können bis zu 5 Fotos schicken.")
# What is wrong in a form: by field and code of the error, or by the code alone.
ERRORS: dict[str, Promise] = {
    "kind.required": _("Bitte machen Sie hier ein Kreuz."),
    "kind.invalid_choice": _("Bitte machen Sie hier ein Kreuz."),
    "text.nothing": _("Bitte schreiben Sie etwas. Oder wählen Sie ein Foto aus."),
    "space.invalid_choice": _("Bitte wählen Sie einen Stadt-Teil aus der Liste."),
    "space.nowhere": _(
        "Wo ist das? Bitte wählen Sie einen Stadt-Teil aus der Liste. Oder zeigen Sie den Ort auf der Karte."
    ),
    "space.too large": _("Das Stück auf der Karte ist zu groß. Bitte zeichnen Sie ein kleineres Stück."),
    "space.outside of the city": _(
        "Der Ort ist nicht in der Stadt. Bitte zeigen Sie einen Ort in der Stadt."
    ),
    "space.unreadable": _("Wir haben den Ort nicht verstanden. Bitte zeigen Sie den Ort noch einmal."),
    "pictures.too_many": _FEWER,
    "pictures.no_room": _("Das sind zu viele Fotos. So viele Fotos gehen noch: %(room)d"),
    "pictures.empty": _("In dieser Datei ist kein Foto: %(file)s"),
    "pictures.too_large": _("Dieses Foto ist zu groß: %(file)s"),
    "pictures.unreadable": _("Dieses Foto können wir nicht öffnen: %(file)s"),
    "pictures.again": _("Bitte wählen Sie Ihre Fotos noch einmal aus."),
    "email.invalid": _(
        "Bitte prüfen Sie Ihre E-Mail-Adresse. So sieht eine E-Mail-Adresse aus: name@beispiel.de"
    ),
    "email.max_length": _("Bitte prüfen Sie Ihre E-Mail-Adresse. Die Adresse ist zu lang."),
    "phone.invalid": _("Bitte prüfen Sie Ihre Telefon-Nummer. Schreiben Sie nur Zahlen."),
    "required": _("Bitte schreiben Sie hier etwas."),
    "too_long": _SHORTER,
    "max_length": _SHORTER,
    "invalid_choice": _("Bitte wählen Sie etwas aus der Liste."),
    "null_characters_not_allowed": _(
        "In Ihrem Text ist ein falsches Zeichen. Bitte schreiben Sie den Text noch einmal."
    ),
}
# Why something is not done.
REFUSED: dict[str, Promise] = {
    "withdrawn": _("Sie haben diese Meldung zurückgenommen. Sie können eine neue Meldung schreiben."),
    "too_long": _("Alles zusammen ist zu lang. Bitte schreiben Sie weniger."),
    "too_many_pictures": _FEWER,
    "ended": _("Diese Meldung ist zu Ende. Bitte schreiben Sie eine neue Meldung."),
    "quicker": _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
    "moved_on": _(
        "Die Konferenz arbeitet schon mit Ihrer Meldung. Darum bleibt die Meldung. "
        "Aber wir können Ihre Daten löschen."
    ),
    "nothing_to_object": _("Ihre Meldung ist noch auf dem Weg. Es gibt noch keine Antwort."),
    "objected_before": _("Sie haben uns das schon geschrieben. Die Konferenz liest es noch."),
}
# Why a contribution is not taken yet.
TROUBLES: dict[str, Promise] = {
    "hidden": _("Das Senden hat nicht geklappt. Bitte senden Sie noch einmal."),
    "quick": _("Das war sehr schnell. Bitte warten Sie kurz. Dann senden Sie noch einmal."),
    "old": _("Die Seite war lange offen. Bitte lesen Sie alles noch einmal. Dann senden Sie noch einmal."),
    "many": _(
        "Hier kamen gerade sehr viele Meldungen an. Bitte warten Sie 1 Stunde. Dann senden Sie noch einmal. "
        "Ihr Text ist noch da."
    ),
}


def error(name: str, code: str, params: Mapping[str, Any] | None) -> str:
    """What is wrong in a field; nothing where there are no easy words for it."""
    told = str(ERRORS.get(f"{name}.{code}") or ERRORS.get(code, ""))
    return told % params if params and "%(" in told else told


def refused(refusal: Refused) -> str:
    """Why something is not done, in easy words where there are some."""
    return str(REFUSED.get(refusal.code, refusal))
