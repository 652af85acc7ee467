"""Which columns of evaluations hold something about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.messages.personal import Column, Purpose, name_columns, name_erasures


def name_all() -> None:
    """Make them known."""
    asking, here = Purpose.EFFECTS, "effects"
    until_wish = _("so lange wie der Bedarf; auf Wunsch der Person kürzer")
    once_shown = _("wer den Meldecode hat; wer auswertet; alle, wenn es freigegeben ist")
    counted = _("wer den Meldecode hat; wer auswertet; gezählt alle, ab drei gleichen")
    name_columns(
        [
            Column(f"{here}.Reply.helped", _("Ob es jemandem geholfen hat"), asking, until_wish, counted),
            Column(f"{here}.Reply.better", _("Was für jemanden besser wurde"), asking, until_wish, once_shown, True),
            Column(f"{here}.Reply.missing", _("Was jemandem noch fehlt"), asking, until_wish, once_shown, True),
            Column(
                f"{here}.Evaluation.reason", _("Wie die Konferenz die Wirkung begründet"), asking,
                _("dauerhaft, als Teil der Planung"), _("alle"),
            ),
        ]
    )  # fmt: skip
    name_erasures(
        {"effects.words_erased": _("Worte einer Antwort auf die Frage, ob es geholfen hat")},
        wished=("effects.words_erased",),
    )
