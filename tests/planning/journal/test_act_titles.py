"""What acts are called in the journal: in one form everywhere, in both languages."""

from __future__ import annotations

from django.utils.translation import override

from sozialraum.planning.journal.actions import act_titles


def test_every_act_is_called_by_a_phrase_that_begins_with_a_capital_and_has_a_translation():
    german = {act: str(title) for act, title in act_titles().items()}
    with override("en"):
        english = {act: str(title) for act, title in act_titles().items()}
    assert len(german) > 40
    for act, title in german.items():
        assert title[0].isupper() and title[-1] not in ".!?:", title
        assert english[act][0].isupper() and english[act] != title, english[act]
