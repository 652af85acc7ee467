"""Needs that may mean the same: by words, place and dimensions, each with its reasons. Formula: methods/similarity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import numbers
from sozialraum.methods import similarity
from sozialraum.methods.arrays import Floats
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.labels import dimension_titles, own_title, space_name
from sozialraum.planning.needs.queries.spelling import words_of
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.city import NotPublishedError

OPEN_TO_ALL = sorted(PUBLIC - END)
MOST_WORDS = 40  # by which others are looked for: the rarest and most often repeated ones
MOST_VOICES = 2000  # that are held against the need; rare words come first until so many hold one of them
MOST_AT_ONCE, FEWEST_VOICES = 8000, 200  # the same where many needs are asked of: together, and of each
FEWEST_WORDS = 4  # are looked for in any case
NEAR, MOST_NEAR = 250.0, 100  # metres in which needs are looked at without a word in common, and how many
LEAST = 0.12  # of similarity; below it is chance
FAR = 1500.0  # metres from which the distance is no reason any more
NAMED = 5  # words in a reason
LIKELY = 0.3  # of similarity, from which two probably mean the same
# What anybody says of anything. The index holds these words, but they make nothing alike.
_EMPTY = frozenset(
    words_of(
        "seit jahr jahre jahren monat monate monaten woche wochen tag tage tagen immer schon mehr viel viele "
        "vielen wenig wenige gibt geht gehen kommt kommen komme macht machen steht stehen liegt liegen sieht "
        "sehen wird werden wurde wurden sollte sollten könnte könnten müsste müssten fehlt fehlen braucht "
        "brauchen möchte möchten wäre wären hätte hätten bitte danke gut schlecht schön schlimm ganz sehr nie "
        "niemand jemand jeder jede jedes alle allen trotzdem obwohl sogar wieder eigentlich einfach deshalb "
        "darum dabei dafür dort hier heute gerade endlich leider mal oft meist fast etwa have has need needs "
        "want would could should there here very much many more always since year years "
    )
)

_WORDS = """
SELECT typed.word, stem.lexeme, coalesce((SELECT max(w.seen) FROM needs_word w WHERE w.lexeme = stem.lexeme), 0),
       (SELECT coalesce(max(id), 0) FROM needs_contribution)
FROM unnest(%s::text[]) AS typed(word), LATERAL (SELECT (ts_lexize('german_stem', typed.word))[1] AS lexeme) AS stem
WHERE stem.lexeme IS NOT NULL
"""
# How often is counted for words that are new since housekeeping counted last: they are rare, or the city is young.
_COUNT = """
SELECT l.lexeme, (SELECT count(*) FROM (SELECT FROM needs_contribution WHERE sought @@ l.asked LIMIT 1000) AS found)
FROM unnest(%s::text[], %s::tsquery[]) AS l(lexeme, asked)
"""
# Voices one by one, since in a need of many voices any two words stand by chance; and needs with their titles.
_FOUND = """
WITH asking AS MATERIALIZED (
    SELECT * FROM unnest(%(needs)s::bigint[], %(areas)s::text[], %(asked)s::text[]) AS asking(id, area, words)
), own AS MATERIALIZED (
    SELECT * FROM unnest(%(of)s::bigint[], %(lexemes)s::text[], %(weights)s::float8[]) AS own(id, lexeme, weight)
), found AS MATERIALIZED (
    SELECT row_number() OVER () AS row, asking.id, either.need, tsvector_to_array(either.sought) AS lexemes
    FROM asking, LATERAL (
        (SELECT c.need_id AS need, c.sought FROM needs_contribution c JOIN needs_need n ON n.id = c.need_id
         WHERE c.sought @@ asking.words::tsquery AND c.withdrawn IS NULL AND {shown} AND {read} LIMIT %(most)s)
        UNION ALL
        (SELECT n.id, n.sought FROM needs_need n WHERE n.sought @@ asking.words::tsquery AND {shown} LIMIT %(most)s)
    ) AS either
), scored AS (
    SELECT row, sum(weight) AS weight, array_agg(lexeme) AS shared
    FROM (SELECT row, id, unnest(lexemes) AS lexeme FROM found) AS said JOIN own USING (id, lexeme) GROUP BY row
), ranked AS (
    SELECT id, need, weight, shared, cardinality(lexemes) AS length, row_number() OVER (
        PARTITION BY id ORDER BY weight / sqrt(cardinality(lexemes)) DESC) AS place
    FROM scored JOIN found USING (row)
)
SELECT id, need, weight, shared, length FROM ranked WHERE place <= 300 ORDER BY id, place
"""
# Nobody learns from a reason what nobody has read.
_READ = "(n.state = %(registered)s OR c.read_to >= char_length(c.text))"
_SHOWN = """
n.id <> asking.id AND (n.state = ANY(%(open)s) OR n.state = %(registered)s AND n.planning_area = asking.area)
"""


@dataclass(frozen=True)
class Similar:
    """Another need, how alike it is (0 to 1), and why, in sentences for the eye; `place`: its space by name."""

    need: Need
    score: float
    reasons: tuple[str, ...]
    place: str

    @property
    def is_likely(self) -> bool:
        """Whether it probably means the same: what the queue counts."""
        return self.score >= LIKELY


@dataclass(frozen=True)
class _Word:
    """A word of the need: as it was typed, its stem, what it says (the rarer the more)."""

    typed: str
    lexeme: str
    seen: int
    weight: float


def similar(need: Need, limit: int = 8, *, public_only: bool = False) -> list[Similar]:
    """Open needs like this one, most alike first: public ones, and those not yet checked in the same planning area.

    public_only: for pages that everybody sees: without those that only their manager may see, distances roughly.
    """
    return similar_to([need], limit, public_only=public_only)[need.pk]


def similar_to(needs: Sequence[Need], limit: int, *, public_only: bool = False) -> dict[int, list[Similar]]:
    """The same for several at once, by their keys; as many statements as for one."""
    best = _best(needs, limit, public_only)
    others = Need.objects.in_bulk({key for found in best.values() for key, _score, _words in found})
    # Who was there a moment ago and isn't any more is left out.
    return {
        need.pk: [
            Similar(one, score, _reasons(need, one, in_common, public_only), _place(one))
            for key, score, in_common in best[need.pk]
            if (one := others.get(key)) is not None
        ]
        for need in needs
    }


def likely(needs: Sequence[Need], limit: int) -> dict[int, int]:
    """How many of the needs that `similar` names probably mean the same; five statements, however many are asked of.

    By the same measure; among very many voices each is held against those that share its rarest words.
    """
    found = _best(needs, limit, public_only=False)
    return {key: sum(score >= LIKELY for _pk, score, _words in ones) for key, ones in found.items()}


_NOTHING: tuple[float, Sequence[str]] = (0.0, ())


def _best(
    needs: Sequence[Need], limit: int, public_only: bool
) -> dict[int, list[tuple[int, float, list[str]]]]:
    """For each need the keys of those most like it, how alike they are, and the words they have in common."""
    words = _words(needs)
    shared = _by_words(needs, words, public_only)
    others = _others(needs, shared, public_only)
    made: dict[int, list[tuple[int, float, list[str]]]] = {}
    for need in needs:
        rows, alike = others[need.pk], shared[need.pk]
        scores = _scores(need, rows, alike, words[need.pk]) if rows else np.zeros(0)
        best = [i for i in np.argsort(-scores, kind="stable")[:limit].tolist() if scores[i] >= LEAST]
        made[need.pk] = [
            (rows[i].pk, float(scores[i]), _in_common(words[need.pk], alike.get(rows[i].pk, _NOTHING)[1]))
            for i in best
        ]
    return made


def _in_common(words: Sequence[_Word], lexemes: Sequence[str]) -> list[str]:
    both_say = set(lexemes)
    return [word.typed for word in words if word.lexeme in both_say]


def _words(needs: Sequence[Need]) -> dict[int, list[_Word]]:
    """The words that say most of each need, the rarest first; each as it was typed first."""
    typed = {need.pk: [w for w in _LETTERS.findall(_text(need)) if w.lower() not in _EMPTY] for need in needs}
    asked = {key: words_of(" ".join(words)) for key, words in typed.items()}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [list(dict.fromkeys(word for words in asked.values() for word in words))])
        found = cursor.fetchall()
        seen = {lexeme: number for _word, lexeme, number, _voices in found}
        new = [lexeme for lexeme, number in seen.items() if not number][: MOST_WORDS * len(needs)]
        if new:
            cursor.execute(_COUNT, [new, [f"'{lexeme}'" for lexeme in new]])
            seen.update(cursor.fetchall())
    lexemes = {word: lexeme for word, lexeme, _seen, _voices in found}
    voices = found[0][3] if found else 0
    return {key: _heaviest(words, typed[key], lexemes, seen, voices) for key, words in asked.items()}


_LETTERS = re.compile(r"[^\W\d_]+")


def _text(need: Need) -> str:
    """What a need says. A title that is how the words begin says nothing more, and may end in the middle of a word."""
    return f"{own_title(need, need.said)} {need.wording} {need.said}"


def _heaviest(
    words: Sequence[str],
    typed: Sequence[str],
    lexemes: Mapping[str, str],
    seen: Mapping[str, int],
    voices: int,
) -> list[_Word]:
    often = Counter(word.lower() for word in typed)
    written = {word.lower(): word for word in reversed(typed)}
    first: dict[str, str] = {}
    repeated: Counter[str] = Counter()
    for word in words:
        if word in lexemes:
            first.setdefault(lexemes[word], written.get(word, word))
            repeated[lexemes[word]] += often[word]
    weights = similarity.word_weights([seen[lexeme] for lexeme in first], voices)
    made = [_Word(first[x], x, seen[x], float(w)) for x, w in zip(first, weights, strict=True)]
    # Of many voices those words count that come again and again.
    chosen = sorted(made, key=lambda word: -word.weight * repeated[word.lexeme])[:MOST_WORDS]
    return sorted(chosen, key=lambda word: word.seen)


def _shown(need: Need, public_only: bool) -> Q:
    shown = Q(state__in=OPEN_TO_ALL)
    return shown if public_only else shown | Q(state=State.REGISTERED, planning_area=need.planning_area)


Shared = dict[int, tuple[float, Sequence[str]]]


def _by_words(
    needs: Sequence[Need], words: Mapping[int, Sequence[_Word]], public_only: bool
) -> dict[int, Shared]:
    """How alike other needs are in their words, and which they share: the best of each need's voices."""
    best: dict[int, Shared] = {need.pk: {} for need in needs}
    most = min(MOST_VOICES, max(MOST_AT_ONCE // len(needs), FEWEST_VOICES)) if needs else 0
    asking = [(need, asked) for need in needs if (asked := _sought(words[need.pk], most))]
    if not asking:
        return best
    own = [(need.pk, word) for need, _asked in asking for word in words[need.pk]]
    values = {
        "needs": [need.pk for need, _asked in asking], "areas": [need.planning_area for need, _asked in asking],
        "asked": [asked for _need, asked in asking], "of": [key for key, _word in own],
        "lexemes": [w.lexeme for _key, w in own], "weights": [w.weight for _key, w in own], "most": most,
        "open": [str(s) for s in OPEN_TO_ALL], "registered": "" if public_only else str(State.REGISTERED),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(shown=_SHOWN, read=_READ), values)
        found = cursor.fetchall()
    for key, rows in groupby(found, itemgetter(0)):
        best[key] = _alike([row[1:] for row in rows], words[key])
    return best


def _sought(words: Sequence[_Word], most: int) -> str:
    """The words by which others are looked for, the rarest first, as a query of the index."""
    asked, held = [], 0
    for word in words:
        held += word.seen
        if len(asked) >= FEWEST_WORDS and held > most:
            break
        asked.append(f"'{word.lexeme}'")
    return " | ".join(asked)


def _alike(found: Sequence[tuple[int, float, Sequence[str], int]], words: Sequence[_Word]) -> Shared:
    own = sum(w.weight for w in words)
    mean = own / len(words)
    both = np.array([row[1] for row in found])
    # What the other says besides is not looked up: it is taken to weigh as much a word as here on average.
    other = both + mean * np.array([row[3] - len(row[2]) for row in found])
    alike = similarity.words_in_common(both, own, other)
    best: Shared = {}
    for (key, _weight, lexemes, _length), part in zip(found, alike.tolist(), strict=True):
        if part > best.get(key, _NOTHING)[0]:
            best[key] = (part, lexemes)
    return best


class _Other(NamedTuple):
    """What must be known of another need to compare it."""

    pk: int
    longitude: float | None
    latitude: float | None
    dimensions: list[str]
    social_space: str


def _others(
    needs: Sequence[Need], shared: Mapping[int, Shared], public_only: bool
) -> dict[int, list[_Other]]:
    """For each need those with words in common, and those near by."""
    rows = Need.objects.order_by("-pk").values_list(*_Other._fields)
    known = {
        one[0]: _Other(*one) for one in rows.filter(pk__in={key for of in shared.values() for key in of})
    }
    made = {
        need.pk: sorted((known[key] for key in shared[need.pk] if key in known), key=lambda one: -one.pk)
        for need in needs
    }
    boxes = [(need, _box(need)) for need in needs]
    each = [
        rows.filter(box & _shown(need, public_only)).exclude(pk__in=[need.pk, *shared[need.pk]])
        .annotate(of=Value(need.pk)).values_list("of", *_Other._fields)[:MOST_NEAR]
        for need, box in boxes if box is not None
    ]  # fmt: skip
    if each:
        for of, *one in each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]:
            made[of].append(_Other(*one))
    return made


def _box(need: Need) -> Q | None:
    if need.longitude is None or need.latitude is None:
        return None
    high = float(np.degrees(NEAR / similarity.EARTH_RADIUS))
    wide = high / max(float(np.cos(np.radians(need.latitude))), 0.01)
    return Q(latitude__range=(need.latitude - high, need.latitude + high)) & Q(
        longitude__range=(need.longitude - wide, need.longitude + wide)
    )


def _scores(
    need: Need, rows: Sequence[_Other], shared: dict[int, tuple[float, Sequence[str]]], words: Sequence[_Word]
) -> Floats:
    own = set(need.dimensions)
    missing = float("nan")
    return similarity.similarity(
        {
            "words": [shared.get(one.pk, _NOTHING)[0] if words else missing for one in rows],
            "nearness": similarity.nearness(_metres(need, rows)),
            "dimensions": similarity.shared_part(
                [len(own & set(one.dimensions)) for one in rows],
                [len(own | set(one.dimensions)) if own and one.dimensions else 0 for one in rows],
            ),
            "space": [float(one.social_space == need.social_space) for one in rows],
        }
    )


def _metres(need: Need, others: Sequence[_Other | Need]) -> Floats:
    missing = float("nan")
    if need.longitude is None or need.latitude is None:
        return np.full(len(others), missing)
    longitudes = [missing if one.longitude is None else one.longitude for one in others]
    latitudes = [missing if one.latitude is None else one.latitude for one in others]
    return similarity.distance(need.longitude, need.latitude, longitudes, latitudes)


def _reasons(need: Need, other: Need, words: Sequence[str], public_only: bool) -> tuple[str, ...]:
    said = []
    if words:
        said.append(_("gemeinsame Wörter: %(words)s") % {"words": ", ".join(words[:NAMED])})
    metres = float(_metres(need, [other])[0])
    if metres <= FAR:
        step = 100 if public_only else 10
        far = numbers.number(max(round(metres / step) * step, step), 0, language())
        said.append(
            (_("etwa %(metres)s m entfernt") if public_only else _("%(metres)s m entfernt")) % {"metres": far}
        )
    titles = _titles([key for key in need.dimensions if key in other.dimensions])
    if titles:
        sentence = ngettext("gleiche Lebenslage: %(titles)s", "gleiche Lebenslagen: %(titles)s", len(titles))
        said.append(sentence % {"titles": ", ".join(titles)})
    if other.social_space == need.social_space:
        said.append(_("derselbe Sozialraum"))
    return tuple(said)


def _place(need: Need) -> str:
    try:
        return space_name(current(), need.edition, need.social_space)
    except NotPublishedError:
        return ""


def _titles(keys: Sequence[str]) -> list[str]:
    if not keys:
        return []
    try:
        return dimension_titles(current(), keys)
    except NotPublishedError:
        return []
