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
