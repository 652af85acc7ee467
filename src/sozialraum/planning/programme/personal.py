"""Which columns of decisions and measures hold something about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.messages.personal import Column, Purpose, name_columns


def name_all() -> None:
    """Make them known."""
    purpose, here = Purpose.PROGRAMME, "programme"
    for_good, everybody = _("dauerhaft, als Teil der Planung"), _("alle, sobald die Vorlage eingebracht ist")
    writers = _("wer Vorlagen schreibt; alle, sobald sie eingebracht sind")
    name_columns(
        [
            Column(f"{here}.DecisionPaper.document", _("Vorlage mit Worten derer, die es gemeldet haben"), purpose,
                   for_good, everybody, True),
            Column(f"{here}.DecisionPaper.proposal", _("Beschlussvorschlag"), purpose, for_good, writers),
            Column(f"{here}.DecisionPaper.alternatives", _("Was sonst erwogen wurde"), purpose, for_good, writers),
            Column(f"{here}.Decision.text", _("Wortlaut eines Beschlusses"), purpose, for_good, _("alle")),
            Column(f"{here}.Decision.reason", _("Begründung eines Beschlusses"), purpose, for_good, _("alle")),
        ]
    )  # fmt: skip
