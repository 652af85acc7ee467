"""What a receipt says in Leichte Sprache: where the need stands, and what somebody can do. One statement a line.

Source: the rules of the Netzwerk Leichte Sprache, as DIN SPEC 33429 takes them up.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.needs.states import State

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
    State.NOT_CARRIED: (_("Die Sozial-Raum-Konferenz gibt es nicht weiter."), _WHY),
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
    "receipt_erase": Asked(
        _("Meine Daten löschen"),
        (
            _("Wir löschen Ihre Adresse und Ihren Namen."),
            _("Sie bekommen dann keine Post mehr von uns."),
            _("Ihre Worte bleiben. Aber ohne Ihren Namen."),
            _("Sie können Ihren Melde-Code weiter benutzen."),
        ),
        _("Ja, bitte löschen"),
        {"pictures": _("Auch meine Fotos löschen")},
    ),
}
