"""When each need of the story takes its steps, and when the conferences meet: told backwards from the last step.

Each conference has slots; a step that a conference takes falls on one of them, and only slots with something to do,
and a few more, become meetings. What is open moved lately; a need waits for the next meeting of its conference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from sozialraum.commands.story import fates
from sozialraum.commands.story.holidays import is_working
from sozialraum.commands.story.meetings import AGAIN_AFTER, Matter, Meeting
from sozialraum.commands.story.occasions import arrange, call_again
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.states import END, State

SPACE_EVERY, SPACE_SINCE = 105, 690  # days between slots of a Sozialraumkonferenz; since when it meets
AREA_SLOTS = (655, 470, 290, 95)  # days ago, of a Planungsraumkonferenz
CITY_SLOTS = (600, 390, 200)
TO_PREPARE = 24  # days from a Sozialraumkonferenz to the list that it is on
ODD = 2  # of so many lists one is not quite in the order in which is decided later
FULL_AREAS = 2  # planning areas whose conference meets whether needs ask for it or not
SCREENS = 200  # days since when rooms have screens; sessions before were on paper
TO_SETTLE = 24  # days by which a meeting may be earlier than its slot, though half of that mostly does
HOURS = {"space": 18, "area": 17, "city": 16}
NOON = 13  # where two meet on one day, the second one begins here and is over before the other
MOST_AGO = {State.NOT_CARRIED: 560, State.SOLVED_LOCALLY: 560, State.REJECTED: 90, State.EVALUATED: 90}
# What came to its end at the table may have done so at any session that there is anyway.
LATER = (State.NOT_CARRIED, State.SOLVED_LOCALLY)


@dataclass(frozen=True)
class Stage:
    """A state that a need comes to, and when; `meeting`: where a conference took the step."""

    state: State
    at: datetime
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Told:
    """A need of the story: its number, what it comes to, where it is."""

    number: int
    target: str
    place: Place


class Draft(list[tuple[State, Meeting | timedelta]]):
    """The stages of a need in order, each with its meeting, or the time from it to the next one."""


class Timetable:
    """All meetings, and the stages of every need."""

    def __init__(self, needs: Iterable[Told], areas: Iterable[str], now: datetime) -> None:
        self.now = now
        self._areas = {key: number for number, key in enumerate(areas)}
        self._slots: dict[str, list[Meeting]] = {}
        self._spaces: dict[str, str] = {}  # social space → planning area
        needs = sorted(needs, key=lambda one: one.number)
        drafts: dict[int, Draft] = {}
        for one in sorted(needs, key=lambda one: one.target in LATER):
            drafts[one.number] = self._draft(one)
        for slot, days in enumerate(CITY_SLOTS):
            self._slots.setdefault("", []).append(Meeting("city", "", slot, self._ago(days)))
        for area in [key for key, number in self._areas.items() if number < FULL_AREAS]:
            self._of_area(area)
        self.meetings = self._settled()
        self.stages = {one.number: self._moments(one, drafts[one.number]) for one in needs}
        for meeting in self.meetings:
            for matter in meeting.matters:
                matter.urgent = _decided(self.stages[matter.number])
                matter.far = len(self.stages[matter.number])
        for place, meeting in enumerate(filter(_is_list, self.meetings)):
            meeting.is_odd = place % ODD == 0

    @property
    def spaces(self) -> Mapping[str, str]:
        """Social spaces whose conference needs reach, each with its planning area."""
        return self._spaces

    # -- slots --

    def _ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def _of_space(self, place: Place) -> list[Meeting]:
        key = place.social_space
        self._spaces[key] = place.planning_area
        if key not in self._slots:
            first = 5 + Random(key).randrange(56)  # noqa: S311  (a story, not a secret)
            days = range(first, SPACE_SINCE, SPACE_EVERY)
            self._slots[key] = [
                Meeting("space", key, slot, self._ago(ago)) for slot, ago in enumerate(reversed(days))
            ]
        return self._slots[key]

    def _of_area(self, key: str) -> list[Meeting]:
        if key not in self._slots:
            later = 3 * (self._areas.get(key, 0) % 5)
            self._slots[key] = [
                Meeting("area", key, slot, self._ago(ago + later)) for slot, ago in enumerate(AREA_SLOTS)
            ]
        return self._slots[key]

    # -- which slot a step falls on --

    def _draft(self, one: Told) -> Draft:
        """What belongs to each stage: its meeting, or the time from it to the next one."""
        found = self._fitted(one, fates.path_of(one.number, one.target))
        if found is None:
            found = self._fitted(one, fates.straight_to(one.target))
        if found is None:
            raise ValueError(f"need {one.number} doesn't fit into the time that is told")
        for state, meeting in found:
            if isinstance(meeting, Meeting):
                meeting.matters.append(Matter(one.number, state))
        return found

    def _fitted(self, one: Told, path: tuple[State, ...]) -> Draft | None:
        """Backwards from the last stage; None where a detour doesn't fit into the time."""
        draw, found = _draw(one), Draft()
        at, above = self._last(one), None
        for before, state in reversed(list(zip((State.REGISTERED, *path), path, strict=False))):
            by = fates.taken_by(before, state)
            if by is None:
                found.insert(0, (state, timedelta(days=draw.randint(12, 24))))
                at -= timedelta(days=24)
                continue
            fitting = (
                self._of_area(one.place.planning_area) if by == "area" else self._in_space(one, state, above)
            )
            meeting = _chosen([m for m in fitting if m.begins <= at], one.target in LATER)
            if meeting is None and not found and fitting:  # the last step so far: as early as it can be
                meeting = fitting[0]
            if meeting is None:
                return None
            found.insert(0, (state, meeting))
            at = meeting.begins - timedelta(days=TO_PREPARE)
            above = meeting if by == "area" else None
        return found

    def _last(self, one: Told) -> datetime:
        """When it moved last: what is open lately."""
        state = State(one.target)
        most = MOST_AGO.get(state, 200 if state in END else 60)
        least = TO_PREPARE if state == State.DELIBERATING else 2  # in time for the agenda of the next session
        days = Random(f"last/{one.number}").randint(least, most)  # noqa: S311
        return self._ago(days) - timedelta(hours=days % 7, minutes=days % 47)

    def _in_space(self, one: Told, state: State, above: Meeting | None) -> list[Meeting]:
        """Slots for a step of a Sozialraumkonferenz: what is carried for a list comes after the list before it."""
        slots, lists = self._of_space(one.place), self._of_area(one.place.planning_area)
        if above is not None and above.slot:
            return _after(slots, lists[above.slot - 1])
        if above is None and state == one.target == State.CARRIED:  # waits for the next list
            return _after(slots, lists[-1])
        return slots

    # -- which of them take place, and when --

    def _settled(self) -> list[Meeting]:
        """Only slots that needs ask for, and regular ones; no two on one day, so that all is told in order."""
        wanted = [
            one for slots in self._slots.values() for one in slots if one.matters or self._is_regular(one)
        ]
        wanted.sort(key=lambda one: (one.begins, one.key))
        arrange(wanted, self._ago(SCREENS))
        taken: set[date] = set()
        for one in reversed(wanted):
            one.begins = _evening(one.begins, HOURS[one.table], taken)
        call_again(wanted, lambda at: at.date() not in taken)
        return wanted

    def _is_regular(self, one: Meeting) -> bool:
        return one.table == "city" or self._areas.get(one.body, FULL_AREAS) < FULL_AREAS

    def _moments(self, one: Told, draft: Draft) -> list[Stage]:
        """Every stage with its moment, told backwards; before a meeting there is time to invite."""
        draw, found = _draw(one), list[Stage]()
        for place in reversed(range(len(draft))):
            state, given = draft[place]
            if isinstance(given, Meeting):
                found.append(Stage(state, given.begins, given))
                continue
            if not found:
                at = self._last(one)
            elif found[-1].meeting is None:
                at = found[-1].at - given
            else:
                at = found[-1].at - timedelta(
                    days=draw.randint(19, 44) + AGAIN_AFTER * found[-1].meeting.is_again
                )
            found.append(Stage(state, at))
        return found[::-1]


def _decided(stages: Iterable[Stage]) -> datetime | None:
    return next((one.at for one in stages if one.state in (State.DECIDED, State.REJECTED)), None)


def _is_list(one: Meeting) -> bool:
    """Whether it votes on a list of which some are decided on and some wait still."""
    listed = [matter.urgent for matter in one.matters if matter.outcome == State.BUNDLED]
    return len(listed) > 2 and None in listed and any(listed)


def _draw(one: Told) -> Random:
    return Random(one.number)  # noqa: S311  (a story, not a secret)


def _chosen(slots: list[Meeting], any_time: bool) -> Meeting | None:
    """The latest one; rather one before it at which there is something to do already: few sessions, much in each."""
    latest = max(slots, key=lambda one: one.begins, default=None)
    if latest is None or latest.table == "area":
        return latest
    since = latest.begins - timedelta(days=SPACE_SINCE if any_time else 2 * SPACE_EVERY)
    return max(slots, key=lambda one: (bool(one.matters) and one.begins >= since, one.begins))


def _after(slots: list[Meeting], other: Meeting) -> list[Meeting]:
    return [one for one in slots if one.begins > other.begins + timedelta(days=TO_SETTLE)]


def _evening(at: datetime, hour: int, taken: set[date]) -> datetime:
    """The evening of a working day near it, not later, on which nobody else meets if that can be."""
    day = timezone.localdate(at)
    tried = [day - timedelta(days=back) for back in range(TO_SETTLE)]
    near = set(tried[: TO_SETTLE // 2])
    # On a Friday only where nothing else is left.
    order = sorted(tried, key=lambda one: (one in taken, one not in near, one.weekday() == 4))
    chosen = next(one for one in order if is_working(one))
    hour = NOON if chosen in taken else hour
    taken.add(chosen)
    return datetime.combine(chosen, time(hour), timezone.get_current_timezone())
