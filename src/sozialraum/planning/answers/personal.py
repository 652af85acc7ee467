"""Which columns of answers hold something about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.messages.personal import Column, Purpose, name_columns


def name_all() -> None:
    """Make them known."""
    here, answers, for_good = "answers", Purpose.ANSWERS, _("dauerhaft, als Teil der Stellungnahme")
    department = _("nur das Fachamt")
    released = _("nur das Fachamt; alle, wenn die Stellungnahme freigegeben ist")
    name_columns(
        [
            Column(f"{here}.Answer.text", _("Was ein Fachamt antwortet"), answers, for_good, released),
            Column(f"{here}.Answer.reason", _("Begründung eines Fachamts"), answers, for_good, released),
            Column(
                f"{here}.Answer.remark",
                _("Anmerkung der Leitung zu einem Entwurf"),
                answers,
                for_good,
                department,
            ),
            Column(
                f"{here}.SetAside.said",
                _("Beiseitegelegter Entwurf eines Fachamts"),
                answers,
                for_good,
                _("niemand"),
            ),
        ]
    )
    _name_negotiations()


def _name_negotiations() -> None:
    talks, for_good, everybody = Purpose.ANSWERS, _("dauerhaft, als Teil der Planung"), _("alle")
    names = (
        ("Negotiation.agreement", _("Wortlaut einer Einigung")),
        ("Negotiation.words_of_conference", _("Sicht der Konferenz bei einem Dissens")),
        ("Negotiation.words_of_department", _("Sicht des Fachamts bei einem Dissens")),
        ("Round.outcome", _("Was in einer Runde herauskam")), ("Move.text", _("Angebot in einer Aushandlung")),
        ("Move.conditions", _("Bedingung eines Angebots")), ("Position.text", _("Haltung einer Bank zu einem Angebot")),
    )  # fmt: skip
    name_columns([Column(f"answers.{field}", title, talks, for_good, everybody) for field, title in names])
