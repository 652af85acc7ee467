"""The invented voices of a demonstration city, and what its invented people made of them: through actions only.

Each need goes its way step by step. Killed in the middle, the next start goes on where it stopped; done once, it is
never done again, whatever visitors changed meanwhile.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone

from sozialraum.commands import story
from sozialraum.commands.cast import Cast
from sozialraum.commands.progress import Bars, say
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Heard, Voice
from sozialraum.planning.needs.actions.demonstration import FURNISHED, note_furnished
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries import places
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.warehouse.city import City

TOKENS = UUID("0f3f6a6e-7a0b-4f1c-8d55-1b7c7a4f5e20")
TOGETHER = 20  # voices between two words on how far it is
WEEKS_TO_ANSWER = 6
Row = Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """A need as it is to go: its voices in the order in which they came, and the row that says how far."""

    number: int
    row: Row
    voices: tuple[Contribution, ...]
    hidden: Mapping[int, str]  # contribution → words about others

    @property
    def target(self) -> str:
        return self.row["stand"]

    def need(self) -> Need:
        """The need of its first voice, as it stands now."""
        return Need.objects.get(pk=self.voices[0].origin_id)


def furnish(city: City) -> None:
    """Have the voices that a demonstration city delivers; call inside `django.ready`, after its people are there."""
    delivery = city.folder / "delivery"
    if not city.settings.get("demonstration") or not (delivery / "meldungen.csv").exists():
        return
    if Entry.objects.filter(act=FURNISHED).exists():
        return
    say("Musterstadt speaks up …")
    cast = Cast.of(delivery / "organisationen.csv")
    with Bars() as bars, _quick_commits():
        voices = _register(_rows(delivery / "meldungen.csv"), cast, bars)
        needs = {row["bedarf"]: row for row in _rows(delivery / "bedarfe.csv")}
        stories = _stories(voices, needs)
        _tell(stories, cast, bars)
    note_furnished(by=PROGRAM, voices=len(voices), needs=len(stories))
    say(f"{len(voices)} invented voices, {len(stories)} invented needs on their way.")


@contextmanager
def _quick_commits() -> Iterator[None]:
    """Thousands of small steps don't each wait for the disk: what a crash takes is told again at the next start."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("SET synchronous_commit TO DEFAULT")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


# -- what was said --


def _register(
    rows: Sequence[Row], cast: Cast, told: Callable[[str, int, int], None]
) -> list[tuple[Row, Contribution]]:
    """Each row by the same action as any voice; its number names it, so that it is there once."""
    found: list[tuple[Row, Contribution]] = []
    for begin in range(0, len(rows), TOGETHER):
        found += [(row, _contribute(row, cast)) for row in rows[begin : begin + TOGETHER]]
        told("voices", len(found), len(rows))
    return found


def _contribute(row: Row, cast: Cast) -> Contribution:
    token = uuid5(TOKENS, row["nummer"])
    x, y = (row[axis].replace(",", ".") for axis in ("laenge", "breite"))
    place = places.by_point(float(x), float(y)) if x else places.by_code(row["sozialraum"])
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


def _stories(voices: Iterable[tuple[Row, Contribution]], needs: Mapping[str, Row]) -> list[Story]:
    made = []
    for number, group in groupby(voices, lambda pair: pair[0]["bedarf"]):
        pairs = list(group)
        hidden = {voice.pk: row["ueber_andere"] for row, voice in pairs if row["ueber_andere"]}
        made.append(Story(int(number), needs[number], tuple(voice for _row, voice in pairs), hidden))
    return made


# -- what became of it --


def _tell(stories: Sequence[Story], cast: Cast, told: Callable[[str, int, int], None]) -> None:
    """Stage after stage, as in a real year: first every check, then every conference, and so on."""
    moving = [one for one in stories if one.target != State.REGISTERED]
    for done, one in enumerate(moving, 1):
        _as_far_as_it_goes(partial(_checked, one, cast))
        told("checks", done, len(moving))
    longest = max(
        (len(story.way_to(one.target)) for one in moving if one.target != State.WITHDRAWN), default=0
    )
    for stage in range(1, longest):
        for one in moving:
            if one.target != State.WITHDRAWN and len(story.way_to(one.target)) > stage:
                _as_far_as_it_goes(partial(_step, one, cast, stage))
        told("stages", stage, longest - 1)


def _as_far_as_it_goes(act: Callable[[], None]) -> None:
    """Where a visitor was quicker, or took somebody's role, the story ends there."""
    try:
        act()
    except (Refused, NotAllowed):
        return


@transaction.atomic
def _checked(one: Story, cast: Cast) -> None:
    """The manager's part: black out, bundle, put into words, and let it go on; or its author takes it back."""
    need = one.need()
    if need.state != State.REGISTERED:
        return
    if one.target == State.WITHDRAWN:
        for voice in one.voices:
            contributing.withdraw(by=None, contribution=voice)
        return
    manager = cast.manager(need.planning_area)
    if one.target == State.RETURNED:
        checking.give_back(by=manager, need=need, reason=story.reason("returned", one.number))
        _object(one, cast, need)
        return
    if one.target == State.REDIRECTED:
        checking.redirect(
            by=manager, need=need, service="Bauhof", reason=story.reason("redirected", one.number)
        )
        return
    for voice in one.voices:
        if voice.pk in one.hidden:
            begin = voice.text.find(one.hidden[voice.pk])
            if begin >= 0:
                spans = [(begin, begin + len(one.hidden[voice.pk]))]
                checking.black_out(by=manager, contribution=voice, spans=spans)
    checking.accept(by=manager, need=need)
    for voice in one.voices[1:]:
        if voice.origin.state == State.REGISTERED:
            bundling.merge(by=cast.manager(voice.origin.planning_area), need=voice.origin, into=need,
                           reason=story.reason("merged", one.number))  # fmt: skip
    checking.reword(by=manager, need=need, title=one.row["titel"], wording=one.row["wortlaut"])
    need.refresh_from_db()
    _support(one, need)


def _object(one: Story, cast: Cast, need: Need) -> None:
    """Most object; some have an answer already."""
    if one.number % 4 == 0:
        return
    objection = contributing.object_to(by=None, contribution=one.voices[0], text=story.OBJECTION)
    if one.number % 4 == 1:
        by = cast.manager(need.planning_area)
        checking.answer_objection(by=by, objection=objection, answer=story.ANSWER, reopen=False)


def _support(one: Story, need: Need) -> None:
    """“This affects me too”, by people of the same space and a few from elsewhere."""
    for number in range(int(one.row["betrifft_auch"])):
        group = need.groups[0] if number % 3 == 0 and need.groups else ""
        bundling.support(
            need=need, mark=f"invented/{one.number}/{number}", group=group, social_space=need.social_space
        )


def _step(one: Story, cast: Cast, stage: int) -> None:
    """The step of this stage, where the need stands before it: taken by who may, with a reason."""
    path = story.way_to(one.target)
    need, target = one.need(), path[stage]
    if need.state != path[stage - 1]:
        return
    office = one.row["amt"]
    by = cast.who_takes(need, target, office)
    given: dict[str, Any] = {}
    if target == State.HANDED_OVER:
        _hand_over(one, cast, need, office)
        return
    if target in (State.IMPLEMENTING, State.UP_FOR_DECISION):
        given["due"] = timezone.localdate() + timedelta(weeks=8 + one.number % 20)
    way.advance(by=by, need=need, target=target, reason=story.reason(target, one.number), **given)


def _hand_over(one: Story, cast: Cast, need: Need, office: str) -> None:
    """To the office that is responsible, by a day; now and then first to another one. Some answers are overdue."""
    due = timezone.localdate() + timedelta(weeks=WEEKS_TO_ANSWER - (one.number % 5) * 2)
    other = cast.other_office(office)
    first = other if one.number % 6 == 0 else office
    by = cast.manager(need.planning_area)
    reason = story.reason("handed_over", one.number)
    way.advance(
        by=by, need=need, target=State.HANDED_OVER, reason=reason, department=cast.title(first), due=due
    )
    if first != office:
        way.advance(
            by=cast.officer(first), need=need, target=State.HANDED_OVER, reason=story.reason("passed_on", one.number),
            department=cast.title(office), due=due,
        )  # fmt: skip
