"""Finding needs by words: German stems, parts of compounds, numbers like B-17, and in spite of typing errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Case, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from sozialraum.planning.needs.models import Need, Word
from sozialraum.planning.needs.queries import compounds
from sozialraum.planning.needs.queries.spelling import edits, folded, inner_trigrams, trigrams

LONGEST_QUERY = 200
MOST_WORDS = 8  # that are looked up in the vocabulary; further ones are taken as they stand
MOST_FOUND = 300  # words of the vocabulary that have to do with those of the query
MOST_TERMS = 40  # of one word: the search index is asked for each of them
MOST_CORRECTED, MOST_TRIED = 3, 5  # words of a query, and words tried in place of one
SHORTEST_CORRECTED, SHORTEST_TWICE = 4, 6  # letters from which one error and two errors are taken back
# What is mistyped was perhaps mistyped before: a long word with few hits is held against one that is far more common.
FEW, SHORTEST_DOUBTED, FAR_MORE_COMMON = 5, 7, 20
_NUMBER = re.compile(r"(B\s*[-–]?\s*)?([0-9]{1,12})", re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("„“”»«‟", '"'))
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Piece:
    """A part of what was typed: a word, or a phrase in quotation marks; whether it must not occur."""

    words: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False
    is_last: bool = False  # perhaps still being typed


class Found(NamedTuple):
    """What was found, the best match first, and what was made of the words."""

    needs: QuerySet[Need]
    corrected: str = ""  # the words as they were taken; nothing where they were right
    is_any: bool = False  # no need holds all of the words: these hold one at least


def narrowed(needs: QuerySet[Need], text: str) -> Found:
    """The needs in which the words are found.

    All words must occur, or where they never do together, any; "oder" between two is either; quotation marks keep words
    together; a minus excludes. The last word may be a beginning. B-17 is the need of this number, 17 also what says 17.

    A query without any word narrows nothing. First come those that hold the words as they were typed, then those that
    hold all parts of a compound.
    """
    text = " ".join(text[:LONGEST_QUERY].replace("\0", " ").translate(_QUOTES).split())
    number = _NUMBER.fullmatch(text)
    if number:
        return Found(_numbered(needs, int(number[2]), is_word=not number[1]))
    stems = _stems(_LETTERS.findall(text.lower()))
    asked = _asked(text, stems)
    if asked is None:
        return Found(needs)
    hits = len(needs.filter(sought=asked.query).order_by().values_list("pk")[: FEW + 1])
    replaced = _replaced(needs, text, stems, nothing=not hits) if hits <= FEW else {}
    if not replaced:
        return Found(asked.best_first(needs)) if hits else _any(needs, asked, "")
    corrected = _LETTERS.sub(lambda m: _as_typed(m[0], replaced), text)
    better = _asked(corrected, stems | {one.word: one.lexeme for one in replaced.values()})
    if better is None:
        return Found(asked.best_first(needs))
    if hits:
        return Found(better.best_first(needs, asked.query | better.query), corrected)
    if better.any_word is not None and not needs.filter(sought=better.query).order_by().exists():
        return _any(needs, better, corrected)
    return Found(better.best_first(needs), corrected)


def _numbered(needs: QuerySet[Need], number: int, *, is_word: bool) -> QuerySet[Need]:
    """The need of a number, and where it was typed alone those that speak of it."""
    if not is_word:
        return needs.filter(pk=number)
    found = needs.filter(Q(pk=number) | Q(sought=_raw(f"'{number}'")))
    return found.order_by(Case(When(pk=number, then=0), default=1), "-pk")


def _any(needs: QuerySet[Need], asked: _Asked, corrected: str) -> Found:
    """What holds one of the words at least; who holds more of them comes first."""
    if asked.any_word is None:
        return Found(asked.best_first(needs), corrected)
    held = [Case(When(_among(one), then=1), default=0) for one in asked.words]
    found = needs.filter(sought=asked.any_word).order_by((-sum(held[1:], start=held[0])).asc(), "-pk")
    return Found(found, corrected, is_any=True)


def _among(query: SearchQuery, *also: Q) -> Q:
    """A condition on the order: which they are is looked up once, in the index."""
    return Q(pk__in=Need.objects.filter(*also, sought=query).order_by().values("pk"))


@dataclass(frozen=True)
class _Asked:
    """What was typed, as queries of the index."""

    query: SearchQuery  # all that counts as found
    typed: SearchQuery | None  # the words themselves
    together: SearchQuery | None  # the words, or all parts of a compound
    unindexed: tuple[str, ...]  # parts of `together` that only the text itself shows
    words: tuple[SearchQuery, ...]  # what each word finds
    any_word: SearchQuery | None  # one of several words

    def best_first(self, needs: QuerySet[Need], query: SearchQuery | None = None) -> QuerySet[Need]:
        """Those that are found; as typed, then with all parts, then the others."""
        ranks = [When(_among(self.typed), then=0)] if self.typed is not None else []
        if self.together is not None:
            spoken = [_speaks_of(part) for part in self.unindexed]
            ranks.append(When(_among(self.together, *spoken), then=1))
        found = needs.filter(sought=self.query if query is None else query)
        return found.order_by(Case(*ranks, default=2), "-pk") if ranks else found.order_by("-pk")


def _speaks_of(part: str) -> Q:
    noun = compounds.UNINDEXED[part]
    return Q(title__regex=noun) | Q(wording__regex=noun) | Q(said__regex=noun)


def _asked(text: str, stems: Mapping[str, str]) -> _Asked | None:
    """What finds those that hold what was typed; None where nothing of it is a word to look for."""
    choices = _choices(text)
    pieces = [piece for choice in choices for piece in choice]
    looked_up = [w for p in pieces if not (p.is_phrase or p.is_excluded) for w in p.words if stems[w]]
    last = next((piece.words[-1] for piece in pieces if piece.is_last), "")
    vocabulary = _vocabulary({w: stems[w] for w in looked_up[:MOST_WORDS]}, last)
    wide, typed, together = (
        _either([_all_of([_query(piece, stems, vocabulary, width) for piece in one]) for one in choices])
        for width in (WIDE, TYPED, TOGETHER)
    )
    if wide is None:
        return None
    parts = {part for word in looked_up for part in _parts(stems[word], vocabulary)}
    words = [_query(p, stems, vocabulary, WIDE) for p in pieces if not p.is_excluded]
    known = tuple(query for query in words if query is not None)
    excluded = _all_of([_query(p, stems, vocabulary, WIDE) for p in pieces if p.is_excluded])
    any_word = _either(known) if len(known) > 1 else None
    if any_word is not None and excluded is not None:
        any_word = any_word & excluded
    return _Asked(
        wide, typed if vocabulary else None, together if parts else None,
        tuple(sorted(parts & compounds.UNINDEXED.keys())),
        known, any_word,
    )  # fmt: skip


def _choices(text: str) -> list[list[_Piece]]:
    """What was typed, as choices (between "oder") of pieces that must all occur."""
    choices: list[list[_Piece]] = [[]]
    for found in _PIECE.finditer(text):
        if found["word"] and found["word"].lower() in ("oder", "or") and not found["minus"]:
            choices.append([])
            continue
        phrase = found["phrase"] is not None
        words = tuple(_LETTERS.findall((found["phrase"] if phrase else found["word"]).lower()))
        if words:
            is_last = not phrase and not found["minus"] and found.end() == len(text)
            choices[-1].append(_Piece(words, phrase, bool(found["minus"]), is_last))
    return [pieces for pieces in choices if pieces]


def _stems(words: Sequence[str]) -> dict[str, str]:
    """The German stem of each word; "" where it says nothing (der, die, das) or isn't there."""
    with connection.cursor() as cursor:
        lexize = (
            "SELECT word, coalesce((ts_lexize('german_stem', word))[1], '') FROM unnest(%s::text[]) AS word"
        )
        cursor.execute(lexize, [list(words)])
        return defaultdict(str, cursor.fetchall())


def _vocabulary(stems: Mapping[str, str], last: str) -> list[Word]:
    """The known words that have to do with those typed, the more common first: one statement for all."""
    wanted = Q(pk__in=[])
    lexemes: set[str] = set()
    for stem in stems.values():
        lexemes.update(compounds.possible_parts(stem))
        if len(stem) >= compounds.SHORTEST:
            wanted |= Q(trigrams__contains=inner_trigrams(folded(stem)), lexeme__contains=stem)
    if lexemes:
        wanted |= Q(lexeme__in=sorted(lexemes))
    if len(last) >= 2:
        wanted |= Q(word__startswith=last)
    return list(Word.objects.filter(wanted).exclude(lexeme="").order_by("-seen", "word")[:MOST_FOUND])


WIDE, TYPED, TOGETHER = "wide", "typed", "together"  # how far what is found may lie from what was typed


def _query(
    piece: _Piece, stems: Mapping[str, str], vocabulary: Sequence[Word], width: str
) -> SearchQuery | None:
    """What finds one piece; None where it holds nothing to look for."""
    if not any(stems[word] for word in piece.words):
        # Even "der" may be the beginning of a word.
        query = _raw(_term(piece.words[-1], "", vocabulary, True, width)) if piece.is_last else None
    elif piece.is_phrase and len(piece.words) > 1:
        query = SearchQuery(" ".join(piece.words), config="german", search_type="phrase")
    else:
        known = () if piece.is_phrase or piece.is_excluded else vocabulary
        terms = [
            _term(w, stems[w], known, piece.is_last and w == piece.words[-1], width) for w in piece.words
        ]
        query = _raw(" & ".join(f"({term})" for term in terms if term))
    return ~query if query is not None and piece.is_excluded else query


def _term(word: str, stem: str, vocabulary: Sequence[Word], is_last: bool, width: str) -> str:
    """One word: itself, all of its parts together; wide also words that contain it, what it is a kind of."""
    terms = [f"'{stem}'{':*' * is_last}"] if stem else []
    together = [part for part in _parts(stem, vocabulary) if part not in compounds.UNINDEXED]
    if width == WIDE:
        for one in vocabulary:  # the more common ones first
            contains = len(stem) >= compounds.SHORTEST and stem in one.lexeme
            is_meant_already = is_last and stem and one.lexeme.startswith(stem)
            if (contains or (is_last and one.word.startswith(word))) and not is_meant_already:
                terms.append(f"'{one.lexeme}'")
        terms = list(dict.fromkeys(terms))[:MOST_TERMS]
        kind = compounds.last_part(stem, {one.lexeme for one in vocabulary})
        if kind:
            terms.append(f"'{kind}'")
    if together and width != TYPED:
        terms.append(f"({' & '.join(repr(part) for part in together)})")
    return " | ".join(terms)


def _parts(stem: str, vocabulary: Sequence[Word]) -> tuple[str, ...]:
    return compounds.parts(stem, {one.lexeme for one in vocabulary} | compounds.UNINDEXED.keys())


def _raw(terms: str) -> SearchQuery | None:
    # The terms are stems already, made of letters and digits only.
    return SearchQuery(terms, config="simple", search_type="raw") if terms else None


def _either(queries: Sequence[SearchQuery | None]) -> SearchQuery | None:
    made = None
    for query in queries:
        if query is not None:
            made = query if made is None else made | query
    return made


def _all_of(queries: Sequence[SearchQuery | None]) -> SearchQuery | None:
    made = None
    for query in queries:
        if query is not None:
            made = query if made is None else made & query
    return made


# -- typing errors --


class _Shared(Func):
    """How many elements two arrays have in common."""

    template = "cardinality(ARRAY(SELECT unnest(%(expressions)s)))"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = IntegerField()


@dataclass(frozen=True)
class _Better:
    """A known word that may be meant by a mistyped one."""

    word: str
    lexeme: str
    edits: int
    seen: int


def _replaced(
    needs: QuerySet[Need], text: str, stems: Mapping[str, str], *, nothing: bool
) -> dict[str, _Better]:
    """For words that find (almost) nothing near ones that find something. nothing: all words together find nothing."""
    typed = [w for choice in _choices(text) for p in choice if not p.is_excluded for w in p.words]
    words = [w for w in dict.fromkeys(typed) if len(w) >= SHORTEST_CORRECTED and w.isalpha() and stems[w]]
    hits = dict(zip(words, _hits(needs, [f"'{stems[word]}':*" for word in words]), strict=True))
    doubted = [w for w, n in hits.items() if not n or (n <= FEW and len(w) >= SHORTEST_DOUBTED)]
    tried = [
        (word, one)
        for word in doubted[:MOST_CORRECTED]
        for one in _near(word)
        if (
            # Where all words together find something, this one may be a beginning, or be found by its last part.
            (nothing or (one.edits == 1 and not one.word.startswith(word)))
            if not hits[word]
            else one.edits == 1 and one.seen >= FAR_MORE_COMMON * hits[word]
        )
    ]
    replaced: dict[str, _Better] = {}
    for (word, one), n in zip(tried, _hits(needs, [f"'{one.lexeme}'" for _word, one in tried]), strict=True):
        if n:
            replaced.setdefault(word, one)
    return replaced


def _hits(needs: QuerySet[Need], terms: Sequence[str]) -> list[int]:
    """How many of these needs each term finds, counted to a few more than few: one statement for all."""
    if not terms:
        return []
    each = [
        needs.filter(sought=_raw(term)).order_by().annotate(which=Value(i)).values_list("which")[: FEW + 1]
        for i, term in enumerate(terms)
    ]
    counts = [0] * len(terms)
    for (which,) in each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]:
        counts[which] += 1
    return counts


def _near(word: str) -> list[_Better]:
    """The known words with the fewest letters changed, the more common first."""
    most = 2 if len(word) >= SHORTEST_TWICE else 1
    looked_for = trigrams(word)
    shared = _Shared("trigrams", Value(looked_for, output_field=Word._meta.get_field("trigrams")))
    known = Word.objects.filter(trigrams__overlap=looked_for).annotate(length=Length("word"), shared=shared)
    known = (
        known.filter(length__range=(len(word) - most, len(word) + most)).exclude(lexeme="").exclude(word=word)
    )
    found = [
        _Better(one.word, one.lexeme, edits(word, one.word, most), one.seen)
        for one in known.order_by("-shared", "-seen", "word")[:60]
    ]
    near = [one for one in found if one.edits <= most]
    return sorted(near, key=lambda one: (one.edits, -one.seen, one.word))[:MOST_TRIED]


def _as_typed(typed: str, replaced: Mapping[str, _Better]) -> str:
    better = replaced.get(typed.lower())
    if better is None:
        return typed
    return better.word.capitalize() if typed[:1].isupper() else better.word
