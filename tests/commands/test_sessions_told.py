"""Musterstadt's two years of sessions: bodies, methods, minutes; each need's step is a resolution of its day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from sozialraum.commands import demonstration
from sozialraum.commands.story.assembly import Assembly
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.fates import path_of, straight_to, taken_by
from sozialraum.commands.story.holidays import easter, is_working
from sozialraum.commands.story.meetings import Day, Matter, Meeting, in_order
from sozialraum.commands.story.timetable import Timetable, Told
from sozialraum.commands.story.votes import approvals, dots, much_alike, persons, resistance, yes_or_no
from sozialraum.methods.carrying import Side, carried
from sozialraum.planning.conferences.counting import BANKS
from sozialraum.planning.conferences.models import (
    Attendee,
    Ballot,
    Body,
    Conflict,
    DateAnswer,
    Dissent,
    HandOver,
    Holding,
    Invitation,
    Minutes,
    PaperSlip,
    Position,
    Resolution,
    Session,
)
from sozialraum.planning.conferences.states import BallotState, Method, MinutesState, Outcome, SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from worlds.told import walked_by_the_table

BY_A_CONFERENCE = (
    State.CARRIED, State.DEFERRED, State.NOT_CARRIED, State.SOLVED_LOCALLY, State.BUNDLED,
)  # fmt: skip


def picture() -> tuple[object, ...]:
    """All that a visitor could notice."""
    models = (Attendee, Ballot, Body, Dissent, Holding, Invitation, Position, Resolution)
    sessions = Session.objects.order_by("pk").values_list("body", "number", "begins", "state", "sequence")
    minutes = Minutes.objects.order_by("pk").values_list("session", "state", "presented", "published")
    needs = Need.objects.order_by("pk").values_list("pk", "state", "since")
    counts = [model.objects.count() for model in (*models, Entry)]
    return list(sessions), list(minutes), list(needs), counts


@pytest.mark.django_db
def test_two_years_of_sessions_and_only_once(muster):
    demonstration.furnish(muster)
    _bodies_are_seated_and_change()
    _steps_are_resolutions_of_their_day()
    _all_methods_and_what_goes_wrong()
    _minutes_of_all()
    _sessions_to_come()
    _journal_in_order_of_time()
    before = picture()
    demonstration.furnish(muster)
    assert picture() == before


def _bodies_are_seated_and_change() -> None:
    kinds = Counter(Body.objects.values_list("kind", flat=True))
    assert kinds[Body.Kind.STEERING_GROUP] == 1
    spaces = {need.social_space for need in Need.objects.filter(state__in=BY_A_CONFERENCE)}
    assert spaces <= set(
        Body.objects.filter(kind=Body.Kind.SOCIAL_SPACE_CONFERENCE).values_list("scope_key", flat=True)
    )
    areas = {need.planning_area for need in Need.objects.filter(state=State.BUNDLED)}
    assert areas <= set(
        Body.objects.filter(kind=Body.Kind.PLANNING_AREA_CONFERENCE).values_list("scope_key", flat=True)
    )
    for body in Body.objects.all():
        assert set(body.seats.values_list("bank", flat=True)) == set(BANKS)
        assert body.seats.filter(voting=False).exists()
    held = Holding.objects.all()
    today = timezone.localdate()
    assert held.filter(name_is_public=False).exists() and held.filter(part=Holding.Part.DEPUTY).exists()
    assert held.exclude(account=None).exists() and held.filter(account=None).exists()
    ended = held.filter(during__endswith__lte=today, part=Holding.Part.MEMBER)
    assert any(one.seat.holdings.filter(part=one.part, during__contains=today).exists() for one in ended)
    assert any(not one.seat.holdings.filter(part=one.part, during__contains=today).exists() for one in ended)
    assert Entry.objects.filter(act="conferences.rules_changed").exists()
    assert HandOver.objects.get().read_by not in (None, HandOver.objects.get().written_by)


def _steps_are_resolutions_of_their_day() -> None:
    """Every step that is a conference's was resolved in a session of that evening, and counted where it was voted."""
    lines = Entry.objects.filter(act="needs.stepped", details__to__in=[str(one) for one in BY_A_CONFERENCE])
    assert lines.count() > 20
    for line in lines:
        resolution = Resolution.objects.get(pk=line.details["resolution"])
        assert str(resolution.need_id) == line.subject_key
        assert resolution.session.state == SessionState.CLOSED
        begins, at = (timezone.localtime(one) for one in (resolution.session.begins, line.at))
        assert begins.date() == at.date() and begins < at
        if resolution.outcome != Outcome.BUNDLED and resolution.ballot is not None:
            assert resolution.ballot.state == BallotState.CLOSED
    assert not Resolution.objects.filter(details__has_key="not_taken").exists()
    twice = Counter(Resolution.objects.filter(need__isnull=False).values_list("need", flat=True))
    assert max(twice.values()) > 1  # put off or sent back once, and carried later
    assert Resolution.objects.filter(outcome=Outcome.SENT_BACK).exclude(reason="").exists()


def _all_methods_and_what_goes_wrong() -> None:
    held = Session.objects.filter(state=SessionState.CLOSED)
    assert set(held.values_list("on_paper", flat=True)) == {True, False}
    ballots = Ballot.objects.all()
    assert set(ballots.values_list("method", flat=True)) == set(Method.values) - {Method.NONE}
    assert ballots.filter(secret=True, method=Method.CARRY).exists()
    assert ballots.filter(result__tie=True, method=Method.CARRY).exists()
    annulled = ballots.get(state=BallotState.ANNULLED)
    assert annulled.annulled_because and annulled.item.ballots.filter(number=annulled.number + 1).exists()
    in_the_room = PaperSlip.objects.filter(ballot__item__session__on_paper=False, ballot__secret=False)
    assert in_the_room.exists() and all(one.counts and one.first_by != one.second_by for one in in_the_room)
    again = Session.objects.get(repeats__isnull=False, state=SessionState.CLOSED)
    assert not again.repeats.resolutions.exists() and again.resolutions.exists()
    assert Conflict.objects.exists() and Position.objects.exists()
    assert Dissent.objects.exclude(name="").exists() and Dissent.objects.filter(name="").exists()
    came = Attendee.objects.filter(session__in=held)
    assert came.filter(holding=None).exists() and came.filter(holding__part=Holding.Part.DEPUTY).exists()
    assert any(one.presences.first().arrived > one.session.opened + timedelta(minutes=2) for one in came)
    texts = Resolution.objects.exclude(reason="").values_list("reason", flat=True)
    assert "14 Ja, 2 Nein" not in " ".join(texts)


def _minutes_of_all() -> None:
    held = Session.objects.filter(state=SessionState.CLOSED)
    assert held.filter(minutes__isnull=True).count() == 0
    states = Counter(Minutes.objects.values_list("state", flat=True))
    assert states[MinutesState.PUBLISHED] > 10 and states[MinutesState.PRESENTED]
    for one in Minutes.objects.filter(state=MinutesState.PUBLISHED):
        assert set(one.document) == {"de", "en"}
        assert one.published > one.session.closed
    approved = set(Minutes.objects.filter(approved__isnull=False).values_list("approved_in", flat=True))
    assert None in approved and len(approved) > 1


def _sessions_to_come() -> None:
    coming = Session.objects.exclude(state=SessionState.CLOSED)
    assert set(coming.values_list("state", flat=True)) == {
        SessionState.FINDING, SessionState.PLANNED, SessionState.INVITED, SessionState.CANCELLED,
    }  # fmt: skip
    now = timezone.now()
    first = coming.filter(state=SessionState.INVITED).order_by("begins").first()
    assert now < first.begins < now + timedelta(days=2)
    assert first.items.filter(need__isnull=False).exists()
    answers = set(Invitation.objects.filter(session__in=coming).values_list("answer", flat=True))
    assert {Invitation.Answer.YES, Invitation.Answer.NONE} < answers
    assert DateAnswer.objects.exists()


def _journal_in_order_of_time() -> None:
    lines = Entry.objects.filter(act__startswith="conferences.").order_by("pk") | Entry.objects.filter(
        act__startswith="needs."
    ).exclude(act__endswith="furnished").order_by("pk")
    for (before, act), (after, next_) in pairwise(lines.values_list("at", "act")):
        assert before <= after, (act, before, next_, after)


@pytest.mark.django_db
def test_killed_in_a_session_the_next_start_goes_on(muster, monkeypatch):
    plain, left = Entry.objects.create, [10**9]

    def create(**values: object) -> Entry:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return plain(**values)

    monkeypatch.setattr(Entry.objects, "create", create)
    for lines in (30, 120, 400, 7, 13, 250):
        left[0] = lines
        with pytest.raises(KeyboardInterrupt):
            demonstration.furnish(muster)
        assert Session.objects.filter(state=SessionState.RUNNING).count() == 0
    left[0] = 10**9
    demonstration.furnish(muster)
    walked_by_the_table()
    _steps_are_resolutions_of_their_day()
    _journal_in_order_of_time()
    assert set(Need.objects.values_list("state", flat=True)) == set(State)
    for acts in (
        "conferences.opened",
        "conferences.closed",
        "conferences.planned",
        "conferences.body_set_up",
    ):
        said = Entry.objects.filter(act=acts).values_list("subject_kind", "subject_key")
        assert len(said) == len(set(said))


# -- the parts --


def test_every_story_has_a_way_whose_steps_are_somebodys():
    for number in range(30):
        for state in set(State) - {State.REGISTERED, State.WITHDRAWN}:
            path = path_of(number, state)
            assert path[-1] == state and path[0] == straight_to(state)[0]
            if State.BUNDLED in path:
                assert taken_by(State.CARRIED, State.BUNDLED) == "area"
    assert any(len(path_of(number, State.CARRIED)) == 3 for number in range(30))


@pytest.mark.parametrize("end", ["passes", "fails", "tie"])
def test_votes_come_to_what_is_told(end):
    from random import Random

    for seed in range(40):
        banks = Random(seed).choices(BANKS, k=9)
        said = [one["vote"] for one in yes_or_no(Random(seed), banks, end)]
        votes = Counter(zip(banks, said, strict=True))
        found = carried(
            [Side(votes[b, "yes"], votes[b, "no"], votes[b, "abstain"], banks.count(b)) for b in BANKS]
        )
        assert {"passes": found.passes, "fails": not (found.passes or found.tie), "tie": found.tie}[end]


def test_the_first_one_wins():
    from random import Random

    for seed in range(30):
        draw = Random(seed)
        elected = Counter(one["choice"][0] for one in persons(draw, 6, [7, 8, 9])).most_common(2)
        assert elected[0][0] == 7
        sums = Counter[str]()
        for one in dots(draw, 6, [7, 8, 9], 5):
            assert sum(one.values()) == 5
            sums.update(one)
        assert sums.most_common(1)[0][0] == "o-7"
        felt = resistance(draw, 6, [7, 8, 9], 8)
        means = {option: sum(one[f"o-{option}"] for one in felt) for option in (7, 8, 9)}
        assert min(means, key=means.get) == 8
        assert all(one["choice"] for one in approvals(draw, 6, [7, 8, 9]))


def test_lists_mostly_stand_in_the_order_in_which_is_decided_later():
    from random import Random

    from sozialraum.methods.phragmen import phragmen

    now = timezone.now()
    meeting = Meeting("area", "a/1", 0, now)
    for number in (4, 2, 9, 5, 7):  # the needs 5 and 7 wait still
        at = None if number in (5, 7) else now + timedelta(days=number)
        meeting.matters.append(Matter(number, State.BUNDLED, urgent=at, far=number))
    for is_odd, wanted in ((False, [12, 14, 19, 17, 15]), (True, [12, 14, 15, 19, 17])):
        meeting.is_odd = is_odd
        first = meeting.first_urgent([(10 + number, number) for number in (4, 2, 9, 5, 7)])
        assert first == wanted
        wrong = 0
        for seed in range(40):
            given = [one["choice"] for one in much_alike(Random(seed), 11, first)]
            found = phragmen([[option in some for some in given] for option in first])
            wrong += [first[one.candidate] for one in found.places][: len(wanted)] != wanted
        assert wrong < 8


def test_nothing_else_happens_while_a_session_lasts():
    at = datetime(2025, 5, 6, 18, tzinfo=timezone.get_current_timezone())
    said: list[str] = []

    def day(minutes: int, name: str, lasts: int = 0) -> Day:
        begins = at + timedelta(minutes=minutes)
        return Day(begins, lambda: said.append(name), begins + timedelta(minutes=lasts) if lasts else None)

    days = in_order([day(30, "meanwhile"), day(0, "session", 120), day(-5, "before"), day(200, "after")])
    for one in days:
        one.act()
    assert said == ["before", "session", "meanwhile", "after"]
    assert [one.at for one in days] == sorted(one.at for one in days)
    assert days[2].at > at + timedelta(minutes=120)


@pytest.mark.django_db
def test_bodies_are_found_by_their_place(muster, published):
    cast = Cast.of(published / "delivery" / "organisationen.csv")
    assembly = Assembly(cast, timezone.now())
    assert assembly.areas and assembly.runs("").name == cast.planner().name
    with pytest.raises(Body.DoesNotExist):
        assembly.body("")
    assert Meeting("space", "sozialraeume/11", 3, timezone.now()).key == "sozialraeume/11/3"


@pytest.mark.parametrize("day", [date(2026, 1, 9), date(2026, 6, 15), date(2027, 4, 2), date(2026, 11, 26)])
def test_sessions_are_on_working_days_in_the_order_of_the_steps(day):
    """Whenever the city is started first; no two at the same time."""
    now = datetime.combine(day, time(12), timezone.get_current_timezone())
    targets = [one for one in State if one not in (State.REGISTERED, State.WITHDRAWN)]
    needs = [
        Told(
            number, targets[number % len(targets)], Place("point", "e", f"s/{number % 9}", f"a/{number % 3}")
        )
        for number in range(1, 120)
    ]
    table = Timetable(needs, ["a/0", "a/1", "a/2"], now)
    days = [timezone.localdate(one.begins) for one in table.meetings]
    assert len(days) > 30 and all(is_working(one) for one in days)
    assert len({one.begins for one in table.meetings}) == len(days)
    assert all(one.begins < now for one in table.meetings)
    urgent = {matter.number: matter.urgent for meeting in table.meetings for matter in meeting.matters}
    for number, stages in table.stages.items():
        decided = [one.at for one in stages if one.state in (State.DECIDED, State.REJECTED)]
        assert urgent.get(number) == next(iter(decided), None)
        assert all(before.at < after.at for before, after in pairwise(stages)), number
        assert stages[-1].state == targets[number % len(targets)]


def test_nobody_is_invited_on_a_holiday():
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25),
    ]  # fmt: skip
    free = (date(2025, 4, 18), date(2025, 5, 29), date(2025, 6, 9), date(2025, 12, 29), date(2026, 10, 3))
    assert not any(is_working(one) for one in free)
    assert is_working(date(2025, 5, 28)) and not is_working(date(2025, 5, 31))
