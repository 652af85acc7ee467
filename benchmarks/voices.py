"""Invented voices for the benchmarks: German sentences with places, and a city's database filled with them by COPY.

Few needs have many voices, most have some. One word in fifty is mistyped, so that the vocabulary gets as untidy as a
real one. Each voice has begun a need of its own, as in life: those that were put together stay as needs that ended.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_GIVEN = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))
GROUPS = ("total", "age_0_14", "age_65_plus", "with_children", "disabled", "newcomers")
STREETS = [first + second for first in _GIVEN["first"] for second in _GIVEN["second"]]


@dataclass(frozen=True)
class Subject:
    """What people speak of: things, what is the matter, what they wish."""

    dimension: str
    things: list[str]
    matters: list[str]
    wishes: list[str]


SUBJECTS = tuple(Subject(**given) for given in _GIVEN["subjects"])


def sentence(draw: random.Random, subject: Subject, thing: str, street: str) -> str:
    """One voice on a thing in a street, two to four sentences."""
    where = draw.choice(("in der Nähe von {0}", "an der Ecke {0} und {1}", "bei {0}", "zwischen {0} und {1}"))
    where = where.format(street, draw.choice(STREETS))
    said = [f"{thing[:1].upper()}{thing[1:]} {where} {draw.choice(subject.matters)}."]
    said += [f"{draw.choice(subject.wishes)}." for _ in range(draw.randint(1, 2))]
    if draw.random() < 0.3:
        said.append(
            f"{draw.choice(_GIVEN['when'])} ärgern sich in Haus {draw.randint(1, 120)} viele darüber."
        )
    return " ".join(
        _mistyped(draw, word) if draw.random() < 0.02 else word for word in " ".join(said).split(" ")
    )


def _mistyped(draw: random.Random, word: str) -> str:
    if len(word) < 6:
        return word
    at = draw.randrange(1, len(word) - 2)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return draw.choice((before + after[0] + letter + after[1:], before + after, before + 2 * letter + after))


def fill(needs: int, contributions: int, seed: int = 7) -> None:
    """Fill the database of the running city; call inside `ready`. What is there already stays."""
    from django.db import connection
    from django.db.models import Value

    from sozialraum.planning.needs.actions.vocabulary import Stem, count_words
    from sozialraum.planning.needs.models import Contribution, Need, Word
    from sozialraum.planning.needs.queries.spelling import trigrams, words_of

    made_needs, made_voices = _made(needs, contributions, seed)
    _copy(Need, made_needs)
    _copy(Contribution, made_voices)
    words = sorted({word for one in made_voices for word in words_of(one.text)})
    rows = (Word(word=word, lexeme=Stem(Value(word)), trigrams=trigrams(word)) for word in words)
    Word.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    with connection.cursor() as cursor:
        for table in (Need, Contribution):
            name = table._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            )
        cursor.execute("VACUUM ANALYZE needs_need, needs_contribution, needs_word")
    count_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE needs_word")


def _made(needs: int, contributions: int, seed: int) -> tuple[list[object], list[object]]:
    from django.db.models import Max

    from sozialraum.planning.needs.models import Contribution, Kind, Need
    from sozialraum.planning.needs.states import PUBLIC, State

    draw = random.Random(seed)
    first_need, first_voice = (
        model.objects.aggregate(most=Max("pk"))["most"] or 0 for model in (Need, Contribution)
    )
    places = _places(needs, seed)
    voices = _voices_each(draw, needs, contributions)
    open_to_all = sorted(PUBLIC)
    made_needs, made_voices = [], []
    for number, (count, place) in enumerate(zip(voices, places, strict=True), first_need + 1):
        subject, street = draw.choice(SUBJECTS), draw.choice(STREETS)
        thing = draw.choice(subject.things)
        begun = NOW - timedelta(minutes=draw.randint(0, 3 * 365 * 1440))
        texts = [sentence(draw, subject, thing, street) for _ in range(count)]
        edition, space, area, longitude, latitude = place
        shared = {
            "edition": edition,
            "social_space": space,
            "dimensions": [subject.dimension],
            "groups": [draw.choice(GROUPS)],
        }
        state = State.REGISTERED if draw.random() < 0.05 else draw.choice(open_to_all)
        made_needs.append(
            Need(
                pk=number, state=state, since=begun + timedelta(days=9), registered=begun, kind=Kind.MISSING,
                title=texts[0][:80], planning_area=area, longitude=longitude, latitude=latitude, voices=count,
                said="\n\n".join(texts), **shared,
            )
        )  # fmt: skip
        for text in texts:
            key = first_voice + len(made_voices) + 1
            made_voices.append(
                Contribution(
                    pk=key, need_id=number, origin_id=number, token=UUID(int=draw.getrandbits(128)),
                    code_print=f"{key:064x}", text=text, read_to=len(text), place_kind="point",
                    longitude=longitude + draw.gauss(0, 4e-4), latitude=latitude + draw.gauss(0, 3e-4),
                    registered=begun, **shared,
                )
            )  # fmt: skip
    _own_origins(made_needs, made_voices)
    return made_needs, made_voices


def _own_origins(needs: list[object], voices: list[object]) -> None:
    """Each voice has begun a need of its own; those that were put together with another one have ended so."""
    from sozialraum.planning.needs.models import Need
    from sozialraum.planning.needs.states import State

    begun = set()
    homes = {one.pk: one for one in needs}
    for one in voices:
        if one.need_id in begun:
            home = homes[one.need_id]
            own = Need(
                pk=needs[0].pk + len(needs), state=State.MERGED, since=home.since, registered=home.registered,
                kind=home.kind, title=one.text[:80], edition=home.edition, social_space=home.social_space,
                planning_area=home.planning_area, longitude=one.longitude, latitude=one.latitude,
                dimensions=home.dimensions, groups=home.groups, merged_into_id=home.pk, voices=0, said="",
            )  # fmt: skip
            needs.append(own)
            one.origin_id = own.pk
        begun.add(one.need_id)


def _voices_each(draw: random.Random, needs: int, contributions: int) -> Sequence[int]:
    weights = np.array([draw.paretovariate(1.3) for _ in range(needs)])
    each = 1 + np.floor(
        np.minimum(weights / weights.sum(), 300 / contributions) * (contributions - needs)
    ).astype(int)
    while each.sum() < contributions:
        each[draw.randrange(needs)] += 1
    return each.tolist()


def _places(count: int, seed: int) -> Iterator[tuple[str, str, str, float, float]]:
    """Points of the city with edition, space and planning area."""
    import shapely

    from sozialraum.planning.needs.queries.places import social_spaces
    from sozialraum.planning.statistics.queries import current
    from sozialraum.warehouse.places import located

    edition = social_spaces()
    areas = str(current().settings["planning_areas"])
    west, south, east, north = shapely.total_bounds(edition.geometry)
    rng = np.random.default_rng(seed)
    points = rng.uniform((west, south), (east, north), (20 * count + 1000, 2))
    rows = located(points, edition)
    inside = np.flatnonzero(rows >= 0)[:count]
    for (longitude, latitude), row in zip(points[inside].tolist(), rows[inside].tolist(), strict=True):
        space = f"{edition.space_system}/{edition.codes[row]}"
        yield edition.key, space, f"{areas}/{edition.parents[row]}", round(longitude, 6), round(latitude, 6)


def city(work: Path) -> Path:
    """Musterstadt, loaded, built and published in a folder of its own."""
    files, folder = work / "files", work / "musterstadt"
    for words in (
        ["sozialraum.musterstadt", files],
        ["sozialraum.cli", "load", "musterstadt", "--data", files, "--city", folder],
        ["sozialraum.cli", "build", "--city", folder],
        ["sozialraum.cli", "publish", "--city", folder],
    ):
        subprocess.run([sys.executable, "-m", *map(str, words)], check=True, stderr=subprocess.DEVNULL)
    return folder


def _copy(model: type, rows: Iterable[object]) -> None:
    """Write rows as PostgreSQL reads them fastest."""
    from django.db import connection
    from django.db.models import JSONField

    fields = [f for f in model._meta.concrete_fields if not f.generated and not isinstance(f, JSONField)]
    names = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy,
    ):
        for one in rows:
            copy.write_row([getattr(one, f.attname) for f in fields])
