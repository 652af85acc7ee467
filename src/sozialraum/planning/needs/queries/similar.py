"""Needs that may mean the same: by words, place and dimensions, each with its reasons. Formula: methods/similarity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import numbers
from sozialraum.methods import similarity
from sozialraum.methods.arrays import Floats
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.labels import dimension_titles
from sozialraum.planning.needs.queries.spelling import words_of
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.city import NotPublishedError

OPEN_TO_ALL = sorted(PUBLIC - END)
MOST_WORDS = 40  # by which others are looked for: the rarest and most often repeated ones
MOST_VOICES = 2000  # that are held against the need; rare words come first until so many hold one of them
FEWEST_WORDS = 4  # are looked for in any case
NEAR, MOST_NEAR = 250.0, 100  # metres in which needs are looked at without a word in common, and how many
LEAST = 0.12  # of similarity; below it is chance
FAR = 1500.0  # metres from which the distance is no reason any more
NAMED = 5  # words in a reason

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
WITH own AS MATERIALIZED (SELECT * FROM unnest(%(lexemes)s::text[], %(weights)s::float8[]) AS own(lexeme, weight)),
found AS MATERIALIZED (
    SELECT row_number() OVER () AS row, need, tsvector_to_array(sought) AS lexemes FROM (
        (SELECT c.need_id AS need, c.sought FROM needs_contribution c JOIN needs_need n ON n.id = c.need_id
         WHERE c.sought @@ %(asked)s::tsquery AND c.withdrawn IS NULL AND {shown} LIMIT %(most)s)
        UNION ALL
        (SELECT n.id, n.sought FROM needs_need n WHERE n.sought @@ %(asked)s::tsquery AND {shown} LIMIT %(most)s)
    ) AS either
), scored AS (
    SELECT row, sum(weight) AS weight, array_agg(lexeme) AS shared
    FROM (SELECT row, unnest(lexemes) AS lexeme FROM found) AS said JOIN own USING (lexeme) GROUP BY row
)
SELECT need, weight, shared, cardinality(lexemes) FROM scored JOIN found USING (row)
ORDER BY weight / sqrt(cardinality(lexemes)) DESC LIMIT 300
"""
_SHOWN = """n.id <> %(need)s AND (n.state = ANY(%(open)s) OR n.state = %(registered)s AND n.planning_area = %(area)s)"""


@dataclass(frozen=True)
class Similar:
    """Another need, how alike it is (0 to 1), and why, in sentences for the eye."""

    need: Need
    score: float
    reasons: tuple[str, ...]


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
    words = _words(need)
    shared = _by_words(need, words, public_only)
    rows = _others(need, list(shared), public_only)
    if not rows:
        return []
    scores = _scores(need, rows, shared, words)
    best = [i for i in np.argsort(-scores, kind="stable")[:limit].tolist() if scores[i] >= LEAST]
    needs = Need.objects.in_bulk([rows[i].pk for i in best])
    made = []
    for i in best:
        one = needs.get(rows[i].pk)
        if one is not None:  # it was there a moment ago
            both_say = set(shared.get(one.pk, _NOTHING)[1])
            in_common = [word.typed for word in words if word.lexeme in both_say]
            made.append(Similar(one, float(scores[i]), _reasons(need, one, in_common, public_only)))
    return made


_NOTHING: tuple[float, Sequence[str]] = (0.0, ())


def _words(need: Need) -> list[_Word]:
    """The words that say most of the need, the rarest first; each as it was typed first."""
    typed = re.findall(r"[^\W\d_]+", f"{need.title} {need.wording} {need.said}")
    often = Counter(word.lower() for word in typed)
    written = {word.lower(): word for word in reversed(typed)}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [words_of(" ".join(typed))])
        found = cursor.fetchall()
        seen = {lexeme: number for _word, lexeme, number, _voices in found}
        new = [lexeme for lexeme, number in seen.items() if not number][:MOST_WORDS]
        if new:
            cursor.execute(_COUNT, [new, [f"'{lexeme}'" for lexeme in new]])
            seen.update(cursor.fetchall())
    first: dict[str, str] = {}
    repeated: Counter[str] = Counter()
    for word, lexeme, _seen, _voices in found:
        first.setdefault(lexeme, written.get(word, word))
        repeated[lexeme] += often[word]
    lexemes = list(first)
    weights = similarity.word_weights([seen[lexeme] for lexeme in lexemes], found[0][3] if found else 0)
    made = [_Word(first[x], x, seen[x], float(w)) for x, w in zip(lexemes, weights, strict=True)]
    # Of many voices those words count that come again and again.
    chosen = sorted(made, key=lambda word: -word.weight * repeated[word.lexeme])[:MOST_WORDS]
    return sorted(chosen, key=lambda word: word.seen)


def _shown(need: Need, public_only: bool) -> Q:
    shown = Q(state__in=OPEN_TO_ALL)
    return shown if public_only else shown | Q(state=State.REGISTERED, planning_area=need.planning_area)


def _by_words(
    need: Need, words: Sequence[_Word], public_only: bool
) -> dict[int, tuple[float, Sequence[str]]]:
    """How alike other needs are in their words, and which they share: the best of each need's voices."""
    asked, held = [], 0
    for word in words:  # the rarest first
        held += word.seen
        if len(asked) >= FEWEST_WORDS and held > MOST_VOICES:
            break
        asked.append(f"'{word.lexeme}'")
    if not asked:
        return {}
    values = {
        "lexemes": [w.lexeme for w in words], "weights": [w.weight for w in words], "asked": " | ".join(asked),
        "most": MOST_VOICES, "need": need.pk, "open": [str(s) for s in OPEN_TO_ALL],
        "registered": "" if public_only else str(State.REGISTERED), "area": need.planning_area,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(shown=_SHOWN), values)
        found = cursor.fetchall()
    if not found:
        return {}
    own = sum(w.weight for w in words)
    mean = own / len(words)
    both = np.array([row[1] for row in found])
    # What the other says besides is not looked up: it is taken to weigh as much a word as here on average.
    other = both + mean * np.array([row[3] - len(row[2]) for row in found])
    alike = similarity.words_in_common(both, own, other)
    best: dict[int, tuple[float, Sequence[str]]] = {}
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


def _others(need: Need, keys: Iterable[int], public_only: bool) -> list[_Other]:
    """Those with words in common, and those near by."""
    rows = Need.objects.order_by("-pk").values_list(*_Other._fields)
    found = [_Other(*row) for row in rows.filter(pk__in=keys)]
    if need.longitude is None or need.latitude is None:
        return found
    high = float(np.degrees(NEAR / similarity.EARTH_RADIUS))
    wide = high / max(float(np.cos(np.radians(need.latitude))), 0.01)
    box = Q(latitude__range=(need.latitude - high, need.latitude + high)) & Q(
        longitude__range=(need.longitude - wide, need.longitude + wide)
    )
    near = rows.filter(box & _shown(need, public_only)).exclude(pk__in=[need.pk, *keys])
    return found + [_Other(*row) for row in near[:MOST_NEAR]]


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


def _titles(keys: Sequence[str]) -> list[str]:
    if not keys:
        return []
    try:
        return dimension_titles(current(), keys)
    except NotPublishedError:
        return []
