"""What people said, and what managers and offices made of it: every step of a need that no conference takes.

Each act looks how things stand, so that nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from random import Random
from uuid import UUID, uuid5

from django.db import transaction

from sozialraum.commands.story import carrying_out, fates
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.later import BETWEEN, Turn, telling
from sozialraum.commands.story.meetings import Day
from sozialraum.commands.story.timetable import Stage, Told
from sozialraum.planning.journal import clock
from sozialraum.planning.needs import rules
from sozialraum.planning.needs.actions import bundling, checking, contributing, listening
from sozialraum.planning.needs.actions.contributing import Heard, Voice
from sozialraum.planning.needs.models import Contribution, ListeningStep, Need
from sozialraum.planning.needs.queries import places, silent
from sozialraum.planning.needs.states import State

TOKENS = UUID("0f3f6a6e-7a0b-4f1c-8d55-1b7c7a4f5e20")
GO_TO = 5
Row = Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """A need as it is to go: the rows of its voices in the order in which they came, and the row that says how far."""

    row: Row
    voices: tuple[Row, ...]

    @property
    def number(self) -> int:
        return int(self.row["bedarf"])

    @property
    def target(self) -> str:
        return self.row["stand"]

    def kept(self) -> list[tuple[Row, Contribution]]:
        """Its voices as they are kept, each with its row."""
        found = {one.token: one for one in Contribution.objects.filter(token__in=map(token_of, self.voices))}
        return [(row, found[token_of(row)]) for row in self.voices if token_of(row) in found]

    def told(self) -> Told:
        """As the timetable wants to know it."""
        return Told(self.number, self.target, _place(self.voices[0]))

    def need(self) -> Need:
        """The need of its first voice, as it stands now."""
        return Need.objects.get(origin_of__token=token_of(self.voices[0]))


def token_of(row: Row) -> UUID:
    """A voice's number names it, so that it is there once."""
    return uuid5(TOKENS, row["nummer"])


def days_of(one: Story, cast: Cast, stages: Sequence[Stage], now: datetime) -> Iterator[Day]:
    """Its voices, the manager's check, and every step that no conference takes."""
    draw = Random(one.number)  # noqa: S311  (a story, not a secret)
    if not stages:
        first = until = now - timedelta(days=draw.randint(0, 25), hours=1)
    else:
        first, until = stages[0].at - timedelta(days=draw.randint(1, 24)), stages[0].at
        yield Day(until, partial(_checked, one, cast))
    for number, row in enumerate(one.voices):
        yield Day(first + (until - first) * number / len(one.voices), partial(_contribute, row, cast))
    for before, stage, after in zip(stages, stages[1:], [*stages[2:], None], strict=False):
        if stage.meeting is None:
            following = after.state if after else None
            yield Day(stage.at, partial(_step, one, cast, before.state, stage.state, following))
    for stage, after in pairwise([*stages, None]):
        yield from _between(one, cast, stage, after, now)


def _between(one: Story, cast: Cast, stage: Stage, after: Stage | None, now: datetime) -> Iterator[Day]:
    """What happens between two steps, or since the last one: turns of a talk, reports while a measure runs."""
    turns = BETWEEN.get(stage.state, ())
    until = after.at if after else now
    for number, turn in enumerate(turns, 1):
        at = stage.at + (until - stage.at) * number / (len(turns) + 1)
        yield Day(at, partial(_turn, one, cast, turn, stage.state, after is not None))
    if stage.state == State.IMPLEMENTING:
        span = (stage.at, until)
        yield from carrying_out.days(one.number, cast, one.need, span, is_done=after is not None)


# -- what was said --


def _place(row: Row) -> contributing.Place:
    x, y = (row[axis].replace(",", ".") for axis in ("laenge", "breite"))
    return places.by_point(float(x), float(y)) if x else places.by_code(row["sozialraum"])


def _contribute(row: Row, cast: Cast) -> Contribution:
    token, place = token_of(row), _place(row)
    voice = Voice(
        row["text"], place, row["art"], dimensions=(row["lebenslage"],), groups=(row["gruppe"],),
        language=row["sprache"],
    )  # fmt: skip
    if not row["im_namen_von"]:
        own = (
            cast.resident(place.social_space) if int(row["nummer"]) % 7 == 0 else None
        )  # most have no account
        return contributing.contribute(by=own, token=token, voice=voice).contribution
    by = cast.who_hears(place.planning_area, row["bank"])
    heard = Heard(
        row["im_namen_von"], channel=row["weg"], persons=int(row["personen"]), by=by, bank=row["bank"]
    )
    return contributing.contribute(by=by, token=token, voice=voice, heard=heard).contribution


# -- what became of it --


@transaction.atomic
def _checked(one: Story, cast: Cast) -> None:
    """The manager's part: black out, bundle, put into words, and let it go on; or its author takes it back."""
    need = one.need()
    if need.state != State.REGISTERED:
        return
    if one.target == State.WITHDRAWN:
        for _row, voice in one.kept():
            contributing.withdraw(by=None, contribution=voice)
        return
    manager = cast.manager(need.planning_area)
    if one.target == State.RETURNED:
        checking.give_back(by=manager, need=need, reason=fates.reason("returned", one.number))
        _object(one, cast, need)
        return
    if one.target == State.REDIRECTED:
        checking.redirect(
            by=manager, need=need, service="Bauhof", reason=fates.reason("redirected", one.number)
        )
        return
    kept = one.kept()
    for row, voice in kept:
        begin = voice.text.find(row["ueber_andere"]) if row["ueber_andere"] else -1
        if begin >= 0:
            spans = [(begin, begin + len(row["ueber_andere"]))]
            checking.black_out(by=manager, contribution=voice, spans=spans)
    checking.accept(by=manager, need=need)
    for _row, voice in kept[1:]:
        if voice.origin.state == State.REGISTERED:
            bundling.merge(by=cast.manager(voice.origin.planning_area), need=voice.origin, into=need,
                           reason=fates.reason("merged", one.number))  # fmt: skip
    for _row, voice in one.kept():
        checking.read_words(by=manager, contribution=voice, letters=len(voice.text))
    checking.reword(by=manager, need=need, title=one.row["titel"], wording=one.row["wortlaut"])
    need.refresh_from_db()
    _support(one, need)


def _object(one: Story, cast: Cast, need: Need) -> None:
    """Most object; some have an answer already."""
    if one.number % 4 == 0:
        return
    objection = contributing.object_to(by=None, contribution=one.kept()[0][1], text=fates.OBJECTION)
    if one.number % 4 == 1:
        by = cast.manager(need.planning_area)
        checking.answer_objection(by=by, objection=objection, answer=fates.ANSWER, reopen=False)


def _support(one: Story, need: Need) -> None:
    """“This affects me too”, by people of the same space and a few from elsewhere."""
    for number in range(int(one.row["betrifft_auch"])):
        group = need.groups[0] if number % 3 == 0 and need.groups else ""
        bundling.support(
            need=need, mark=f"invented/{one.number}/{number}", group=group, social_space=need.social_space
        )


@transaction.atomic
def listen(cast: Cast) -> None:
    """Where little is heard, first of all where people are burdened, somebody went, and goes again."""
    if ListeningStep.objects.exists():
        return
    kinds = (ListeningStep.Kind.VISIT, ListeningStep.Kind.PROVIDER, ListeningStep.Kind.SESSION)
    for number, space in enumerate(silent.page("").spaces[:GO_TO]):
        by = cast.manager(rules.scopes_of_space(space.key)[-1].key)
        was, next_ = (clock.today() + timedelta(weeks=weeks) for weeks in (-12 - number, 3 + number))
        done = listening.plan(by=by, social_space=space.key, what=kinds[number % 3], when=was)
        listening.finish(by=by, step=done, on=was)
        if number % 2 == 0:
            listening.plan(by=by, social_space=space.key, what=kinds[(number + 1) % 3], when=next_)


def _step(one: Story, cast: Cast, before: State, target: State, following: State | None) -> None:
    """A step that no conference takes, where the need stands before it: taken by who may, with a reason."""
    need = one.need()
    if need.state == before:
        telling(one.number, target, following)(one.number, one.row["amt"], cast, need)


def _turn(one: Story, cast: Cast, turn: Turn, state: State, ends: bool) -> None:
    need = one.need()
    if need.state == state:
        turn(one.number, cast, need, ends)
