"""Which columns of conferences hold something about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.messages.personal import Column, Purpose, name_columns


def name_all() -> None:
    """Make them known."""
    sitting, here = Purpose.CONFERENCES, "conferences"
    for_good, everybody = _("dauerhaft, als Teil des Protokolls"), _("alle, wenn die Sitzung öffentlich ist")
    runs, nobody = _("wer das Gremium leitet"), _("niemand")
    until_asked = _("dauerhaft; der Name öffentlich nur mit Erlaubnis")
    in_the_room, themselves = _("wer im Raum ist"), _("die Person selbst")
    if_allowed = _("alle, wenn die Person es erlaubt; sonst, wer das Gremium leitet")
    name_columns(
        [
            Column(f"{here}.Seat.on_behalf_of", _("Für wen jemand am Tisch sitzt"), sitting, for_good, _("alle")),
            Column(
                f"{here}.Holding.name", _("Wer einen Sitz hat"), sitting, until_asked,
                if_allowed,
            ),
            Column(f"{here}.Holding.appointed_by", _("Wer jemanden berufen hat"), sitting, for_good, _("alle")),
            Column(f"{here}.Session.chair", _("Wer eine Sitzung leitet"), sitting, for_good, everybody),
            Column(f"{here}.Session.minute_taker", _("Wer das Protokoll führt"), sitting, for_good, everybody),
            Column(f"{here}.Session.note", _("Nachricht zur Einladung"), sitting, for_good, _("wer eingeladen ist")),
            Column(f"{here}.Session.cancelled_because", _("Warum eine Sitzung ausfiel"), sitting, for_good, everybody),
            Column(
                f"{here}.AgendaItem.title", _("Überschrift eines Tagesordnungspunkts"), sitting, for_good, everybody
            ),
            Column(f"{here}.AgendaItem.text", _("Erläuterung eines Tagesordnungspunkts"), sitting, for_good, everybody),
            Column(f"{here}.Invitation.nonce", _("Teil eines persönlichen Links"), sitting, for_good, nobody),
            Column(f"{here}.Invitation.note", _("Was jemand zur Einladung schrieb"), sitting, for_good, runs, True),
            Column(f"{here}.Invitation.answer", _("Ob jemand zu einer Sitzung kommt"), sitting, for_good, runs),
            Column(f"{here}.DateAnswer.answer", _("Wann jemand zu einer Sitzung könnte"), sitting, for_good, runs),
            Column(f"{here}.Attendee.name", _("Wer in einer Sitzung war"), sitting, for_good, if_allowed),
            Column(
                f"{here}.Attendee.on_behalf_of", _("Für wen jemand in der Sitzung war"), sitting, for_good,
                _("wer das Gremium leitet; alle im Protokoll, wenn die Person einen Sitz hat"),
            ),
            Column(f"{here}.Attendee.nonce", _("Teil eines persönlichen Links"), sitting, for_good, nobody),
            Column(f"{here}.Position.text", _("Haltung einer Bank"), sitting, for_good, everybody),
            Column(f"{here}.Position.said_by", _("Wer die Haltung einer Bank vortrug"), sitting, for_good, in_the_room),
            Column(f"{here}.Conflict.reason", _("Warum jemand befangen ist"), sitting, for_good, everybody),
            Column(f"{here}.Dissent.text", _("Abweichende Meinung"), sitting, for_good, everybody),
            Column(f"{here}.Dissent.name", _("Wer anderer Meinung war, wenn genannt"), sitting, for_good, everybody),
            Column(f"{here}.Option.title", _("Vorschlag, bei Wahlen ein Name"), sitting, for_good, everybody),
            Column(f"{here}.Option.text", _("Erläuterung eines Vorschlags"), sitting, for_good, everybody),
            Column(f"{here}.Option.proposed_by", _("Wer einen Vorschlag machte"), sitting, for_good, everybody),
            Column(f"{here}.Ballot.question", _("Worüber abgestimmt wurde"), sitting, for_good, everybody),
            Column(
                f"{here}.Ballot.result", _("Ergebnis einer Abstimmung, auch je Bank"), sitting, for_good, everybody
            ),
            Column(
                f"{here}.Ballot.annulled_because", _("Warum eine Abstimmung aufgehoben wurde"), sitting, for_good,
                everybody,
            ),
            Column(f"{here}.Vote.value", _("Offen abgegebene Stimme"), sitting, for_good, themselves, True),
            Column(f"{here}.Slip.value", _("Geheime Stimme, ohne Person"), sitting, for_good, nobody),
            Column(f"{here}.PaperSlip.first", _("Stimmzettel, wie ihn jemand las"), sitting, for_good, runs, True),
            Column(
                f"{here}.PaperSlip.second", _("Stimmzettel, zum zweiten Mal gelesen"), sitting, for_good, runs, True
            ),
            Column(f"{here}.PaperSlip.first_by", _("Wer einen Stimmzettel las"), sitting, for_good, runs),
            Column(f"{here}.PaperSlip.second_by", _("Wer ihn als Zweites las"), sitting, for_good, runs),
            Column(f"{here}.Resolution.text", _("Beschluss"), sitting, for_good, everybody),
            Column(f"{here}.Resolution.reason", _("Begründung eines Beschlusses"), sitting, for_good, everybody),
            Column(
                f"{here}.Resolution.details", _("Beschluss im Einzelnen, bei Wahlen wer gewählt ist"), sitting,
                for_good, everybody,
            ),
            Column(f"{here}.Minutes.opening", _("Protokoll: zu Beginn"), sitting, for_good, everybody),
            Column(f"{here}.Minutes.closing", _("Protokoll: zum Schluss"), sitting, for_good, everybody),
            Column(
                f"{here}.Minutes.document", _("Protokoll, wie es veröffentlicht wurde"), sitting, for_good, everybody
            ),
            Column(f"{here}.Remark.text", _("Verlauf oder Einwand im Protokoll"), sitting, for_good, everybody),
            Column(f"{here}.Remark.name", _("Wer einen Einwand erhob"), sitting, for_good, runs),
            Column(
                f"{here}.Remark.answer", _("Was auf einen Einwand geantwortet wurde"), sitting, for_good, everybody
            ),
            Column(
                f"{here}.HandOver.note", _("Was ein Planungsraummanagement dem nächsten schrieb"), sitting, for_good,
                _("das Planungsraummanagement am Ort"),
            ),
        ]
    )  # fmt: skip
