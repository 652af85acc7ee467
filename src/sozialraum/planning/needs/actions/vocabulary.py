"""The words that are in use: learned from every voice, counted and forgotten by housekeeping."""

from __future__ import annotations

import time

from django.db import connection, transaction
from django.db.models import CharField, Func, Value

from sozialraum.planning.needs.models import Contribution, Word
from sozialraum.planning.needs.queries.spelling import trigrams, words_of
from sozialraum.planning.people.rules import PROGRAM, Agent, acting

HOUSEKEEPER = "messages.send"
GROWTH = 1.05  # counted anew when there are so many times the voices of the last time
LONGEST_PAUSE = 3600.0  # seconds; what was blacked out or withdrawn is forgotten after that
_counted: dict[
    str, tuple[int, float]
] = {}  # by database: number of the last voice that was counted, and when

# One statement, so that it forgets no word that was learned while it counted.
_COUNT = """
WITH said AS MATERIALIZED (
    SELECT word AS lexeme, ndoc FROM ts_stat('SELECT sought FROM needs_contribution WHERE withdrawn IS NULL')
), known AS MATERIALIZED (
    SELECT lexeme FROM said UNION SELECT word FROM ts_stat('SELECT sought FROM needs_need')
), counted AS (
    UPDATE needs_word SET seen = said.ndoc FROM said
    WHERE needs_word.lexeme = said.lexeme AND needs_word.seen <> said.ndoc
)
DELETE FROM needs_word WHERE lexeme NOT IN (SELECT lexeme FROM known) AND lexeme <> ''
"""


class Stem(Func):
    """The German stem of a word, "" of one that says nothing (der, die, das)."""

    template = "coalesce((ts_lexize('german_stem', %(expressions)s))[1], '')"
    output_field = CharField()


def learn_words(text: str) -> None:
    """Keep the words of a text once it stands; nobody waits for a row that somebody else writes at the same time.

    After the transaction and in one order: two who learn the same words can't wait for each other for ever. What is
    lost by a crash in between is only that these words are not proposed in place of mistyped ones.
    """
    words = words_of(text)
    if words:
        transaction.on_commit(lambda: _learn(words), robust=True)


def _learn(words: list[str]) -> None:
    known = set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    new = sorted(set(words) - known)
    Word.objects.bulk_create(
        [Word(word=word, lexeme=Stem(Value(word)), trigrams=trigrams(word)) for word in new],
        ignore_conflicts=True,
    )


def count_words(*, by: Agent = PROGRAM) -> None:
    """Count how many voices hold each word; forget those that no text holds any more (blacked out, withdrawn)."""
    acting(by, HOUSEKEEPER)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT)


def count_words_when_grown(*, by: Agent = PROGRAM) -> bool:
    """Count again when the voices have grown by a twentieth, or after an hour; whether it was done."""
    name = str(connection.settings_dict["NAME"])
    last = Contribution.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    before, at = _counted.get(name, (-1, 0.0))
    if last <= GROWTH * before and time.monotonic() < at + LONGEST_PAUSE:
        return False
    count_words(by=by)
    _counted[name] = last, time.monotonic()
    return True
