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
            *_of_measures(),
            Column(f"{here}.Booking.text", _("Wofür gebucht wurde"), purpose, _("dauerhaft, als Teil der Planung"),
                   _("alle")),
            Column(f"{here}.DecisionPaper.document", _("Vorlage mit Worten derer, die es gemeldet haben"), purpose,
                   for_good, everybody, True),
            Column(f"{here}.DecisionPaper.proposal", _("Beschlussvorschlag"), purpose, for_good, writers),
            Column(f"{here}.DecisionPaper.alternatives", _("Was sonst erwogen wurde"), purpose, for_good, writers),
            Column(f"{here}.Decision.text", _("Wortlaut eines Beschlusses"), purpose, for_good, _("alle")),
            Column(f"{here}.Decision.reason", _("Begründung eines Beschlusses"), purpose, for_good, _("alle")),
        ]
    )  # fmt: skip


def _of_measures() -> list[Column]:
    """Texts that a department or provider writes; they are asked to name nobody."""
    titles = {
        "Measure.title": _("Wie eine Maßnahme heißt"),
        "Measure.text": _("Was mit einer Maßnahme getan wird"),
        "Measure.ended_because": _("Was eine Maßnahme gebracht hat, oder warum sie abgebrochen wurde"),
        "Milestone.title": _("Worin ein Schritt einer Maßnahme besteht"),
        "Milestone.note": _("Was zu einem Schritt zu sagen ist"),
        "Funding.name": _("Wer Geld für eine Maßnahme gibt"),
    }
    the_plan, everybody = _("dauerhaft, als Teil der Planung"), _("alle")
    return [
        Column(f"programme.{name}", title, Purpose.PROGRAMME, the_plan, everybody)
        for name, title in titles.items()
    ]
