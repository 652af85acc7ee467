"""The agenda: what proposes itself, what is taken, arranged, changed and taken off; what there is to choose from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from sozialraum.planning.conferences.actions import agenda, options, seating
from sozialraum.planning.conferences.models import AgendaItem, Body, Holding, Minutes, Option, Session
from sozialraum.planning.conferences.queries import proposals as registry
from sozialraum.planning.conferences.queries.lists import carried
from sozialraum.planning.conferences.queries.proposals import Proposal, proposals
from sozialraum.planning.conferences.states import ItemState, Method, SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking, contributing, way
from sozialraum.planning.needs.actions.contributing import Place
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.spaces.models import Edition, SpaceSystem
from sozialraum.planning.statistics.queries import current
from worlds.conferring import conference, seat, session
from worlds.people import LONG_AGO, somebody, today
from worlds.voices import AREA, EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
Kind = AgendaItem.Kind


@pytest.fixture
def boss(client):
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def body(boss):
    return conference(boss)


@pytest.fixture
def planned(body, boss):
    return session(body, boss, begins=timezone.now() + timedelta(days=30))


def in_state(boss, state: str, text: str = "Am Anger fehlt eine Bank.", **values) -> Need:
    """A need as far on its way as that."""
    made = need(text)
    checking.accept(by=boss, need=made)
    steps = {
        State.DEFERRED: [State.DEFERRED], State.CARRIED: [State.CARRIED],
        State.HANDED_OVER: [State.CARRIED, State.BUNDLED, State.HANDED_OVER],
        State.ANSWERED: [State.CARRIED, State.BUNDLED, State.HANDED_OVER, State.ANSWERED],
    }.get(state, [])  # fmt: skip
    for step in steps:
        more = values if step == State.HANDED_OVER else {}
        way.advance(by=PROGRAM, need=made, target=step, reason="x", **more)
    made.refresh_from_db()
    return made


def found(planned, kind=None) -> dict[str, Proposal]:
    return {one.key: one for one in proposals(planned) if kind is None or one.kind == kind}


def held_before(body, boss, days: int = 40) -> Session:
    """A session of the same body that is over."""
    before = session(body, boss, begins=timezone.now() - timedelta(days=days))
    Session.objects.filter(pk=before.pk).update(state=SessionState.CLOSED)
    return before


# -- what proposes itself ------------------------------------------------------------------------------------


def test_needs_that_wait_propose_themselves_deferred_ones_first(planned, boss):
    new, again = in_state(boss, State.DELIBERATING), in_state(boss, State.DEFERRED, "Ein Dach fehlt.")
    need("Noch nicht geprüft.")
    given = found(planned, Kind.NEED)
    assert list(given) == [f"need:{again.pk}", f"need:{new.pk}"]
    assert given[f"need:{new.pk}"].method == Method.CARRY
    assert "vertagt" in given[f"need:{again.pk}"].why and again.number in given[f"need:{again.pk}"].title


def test_answers_that_came_and_those_that_are_late(planned, boss):
    there = in_state(boss, State.ANSWERED, department="Grünamt", due=today() + timedelta(days=9))
    late = in_state(boss, State.HANDED_OVER, department="Bauamt", due=today() - timedelta(days=1))
    in_state(boss, State.HANDED_OVER, department="Amt", due=today())
    given = found(planned)
    assert given[f"answer:{there.pk}"].kind == Kind.ANSWER
    assert "Bauamt" in given[f"overdue:{late.pk}"].why
    assert len(found(planned, Kind.OVERDUE)) == 1


def test_what_was_dealt_with_is_not_proposed_again_but_what_is_deferred_is(planned, body, boss):
    there, again = in_state(boss, State.ANSWERED, due=today()), in_state(boss, State.DEFERRED)
    before = held_before(body, boss)
    for key, kind in ((f"answer:{there.pk}", Kind.ANSWER), (f"need:{again.pk}", Kind.NEED)):
        AgendaItem.objects.create(
            session=before, position=before.items.count() + 1, kind=kind, title="x", source=key, state=ItemState.DONE
        )  # fmt: skip
    given = found(planned)
    assert f"answer:{there.pk}" not in given and f"need:{again.pk}" in given


def test_what_another_session_will_deliberate_is_not_proposed_twice(planned, body, boss):
    one = in_state(boss, State.DELIBERATING)
    other = session(body, boss, begins=timezone.now() + timedelta(days=60))
    agenda.take(by=boss, session=other, keys=[f"need:{one.pk}"])
    assert f"need:{one.pk}" not in found(planned)
    Session.objects.filter(pk=other.pk).update(state=SessionState.CANCELLED)
    assert f"need:{one.pk}" in found(planned)


def test_the_last_minutes_until_they_are_approved(planned, body, boss):
    assert not found(planned, Kind.MINUTES)
    before = held_before(body, boss)
    (only,) = found(planned, Kind.MINUTES).values()
    assert only.key == f"minutes:{before.pk}" and only.method == Method.CARRY
    Minutes.objects.create(session=before, state="approved")
    assert not found(planned, Kind.MINUTES)


def test_an_objection_is_proposed_without_a_word_of_what_is_not_public(planned, boss):
    receipt = said("Bei Frau Meier tropft es.")
    checking.give_back(by=boss, need=receipt.contribution.need, reason="Einzelfall.")
    receipt.contribution.refresh_from_db()
    made = contributing.object_to(by=None, contribution=receipt.contribution, text="Doch, geheim.")
    one = found(planned)[f"objection:{made.pk}"]
    told = f"{one.title} {one.text} {one.why}"
    assert made.need.number in told and "Meier" not in told and "geheim" not in told


def test_chairs_that_are_empty_or_soon_will_be(planned, body, boss):
    assert not found(planned, Kind.ELECTION)
    seating.make_seat(by=boss, body=body, bank="residents", on_behalf_of="Mieterbeirat")
    held = Holding.objects.filter(seat__body=body, seat__bank="politics").first()
    Holding.objects.filter(pk=held.pk).update(during=DateRange(LONG_AGO, today() + timedelta(days=60)))
    given = found(planned, Kind.ELECTION)
    assert set(given) == {"seats:residents", "seats:politics"}
    assert "Mieterbeirat: nicht besetzt" in given["seats:residents"].text
    assert given["seats:residents"].places == 1 and given["seats:residents"].method == Method.ELECTION


def test_a_chair_whose_successor_is_there_already_is_not_elected(planned, body, boss):
    held = Holding.objects.filter(seat__body=body, seat__bank="politics").first()
    day = today() + timedelta(days=60)
    seating.seat_somebody(by=boss, seat=held.seat, name="Nachfolge", since=day)
    assert not found(planned, Kind.ELECTION)


def left(before: Session, state: str = ItemState.POSTPONED, **values) -> AgendaItem:
    """A point of a session that is over."""
    values = {"kind": Kind.TOPIC, "title": "Anger"} | values
    return AgendaItem.objects.create(session=before, position=before.items.count() + 1, state=state, **values)


def test_what_the_last_session_left_open_is_proposed_again_as_it_stood(planned, body, boss):
    before = held_before(body, boss)
    fund = left(
        before, kind=Kind.FUND, title="Fonds", method=Method.FUND, fund=90_000, secret=True, minutes=25
    )
    Option.objects.create(item=fund, position=1, title="Hochbeete", cost=50_000)
    Option.objects.create(item=fund, position=2, title="Zurückgezogen", cost=1_000, withdrawn=True)
    left(before, ItemState.DONE, title="Erledigt")
    gone = left(before, kind=Kind.NEED, title="Fort", need=in_state(boss, State.CARRIED))
    waits = left(before, kind=Kind.NEED, title="Wartet", need=in_state(boss, State.DELIBERATING, "Am Bach."))
    again = found(planned)
    assert [one.title for key, one in again.items() if key.startswith("left:")] == ["Fonds"]
    assert gone.need_id not in {one.need.pk for one in again.values() if one.need}
    assert [key for key, one in again.items() if one.need == waits.need] == [f"need:{waits.need_id}"]
    agenda.take(by=boss, session=planned, keys=[f"left:{fund.pk}"])
    taken = planned.items.get()
    assert (taken.fund, taken.secret, taken.minutes, taken.method) == (90_000, True, 25, Method.FUND)
    assert [one.title for one in taken.options.all()] == ["Hochbeete"]
    assert f"left:{fund.pk}" not in found(planned)


def test_what_was_left_open_comes_back_until_it_was_dealt_with(planned, body, boss):
    """Left open a second time it has still the key by which it was taken."""
    item = left(held_before(body, boss, 60))
    second = held_before(body, boss, 20)
    AgendaItem.objects.create(
        session=second, position=1, kind=Kind.TOPIC, title="Anger", source=f"left:{item.pk}", state=ItemState.POSTPONED
    )  # fmt: skip
    assert list(found(planned, Kind.TOPIC)) == [f"left:{item.pk}"]
    second.items.update(state=ItemState.DONE)
    assert not found(planned, Kind.TOPIC)


def test_what_waits_where_nobody_set_a_day_comes_up_again_and_again_and_lies_on_the_managers_desk(
    planned, body, boss, client, settings
):
    from dataclasses import replace

    from sozialraum.site.city import Waiting

    settings.CITY = replace(settings.CITY, waiting=Waiting(carried=100, answered=30))
    area = session(area_conference(boss), boss, begins=timezone.now() + timedelta(days=9))
    carried_, there = in_state(boss, State.CARRIED, "Ein Dach fehlt."), in_state(boss, State.ANSWERED)

    def age(one: Need, days: int) -> None:
        Need.objects.filter(pk=one.pk).update(since=timezone.now() - timedelta(days=days))

    def shown(of: Session) -> dict[str, Proposal]:
        return {key: one for key, one in found(of).items() if key.startswith(("stalled:", "answer:"))}

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/schreibtisch/").status_code == 200
            proposals(area)
        return len(asked)

    age(carried_, 99), age(there, 29)
    assert list(shown(planned)) == [f"answer:{there.pk}"]
    age(carried_, 101), age(there, 31)
    one = shown(area)[f"stalled:{carried_.pk}:carried:1"]
    assert one.kind == Kind.TOPIC and "wartet seit 101 Tagen, vorgesehen sind 100 Tage" in one.why
    assert list(shown(planned)) == [f"stalled:{there.pk}:answered:1"]
    assert shown(planned)[f"stalled:{there.pk}:answered:1"].kind == Kind.ANSWER
    before = held_before(body, boss)
    left(before, source=f"stalled:{there.pk}:answered:1", need=there, state=ItemState.DONE, kind=Kind.ANSWER)
    assert not shown(planned)
    age(there, 61)
    assert list(shown(planned)) == [f"stalled:{there.pk}:answered:2"]
    desk = " ".join(client.get("/schreibtisch/").content.decode().split())
    assert "2 Bedarfe warten zu lange" in desk and "wartet seit 101 Tagen" in desk
    few = statements()
    for n in range(3):
        age(in_state(boss, State.CARRIED, f"Bank {n}"), 200)
    assert statements() == few


def test_minutes_of_long_ago_are_proposed_again_until_they_are_approved(planned, body, boss):
    first, second = held_before(body, boss, 60), held_before(body, boss, 20)
    left(second, kind=Kind.MINUTES, title="Protokoll der ersten", source=f"minutes:{first.pk}")
    assert set(found(planned, Kind.MINUTES)) == {f"minutes:{first.pk}", f"minutes:{second.pk}"}
    Minutes.objects.create(session=first, state="published")
    assert set(found(planned, Kind.MINUTES)) == {f"minutes:{second.pk}"}


def test_what_ended_elsewhere_is_told_once_the_point_was_taken_up(planned, body, boss):
    first, second = held_before(body, boss, 60), held_before(body, boss, 20)
    gone = need("Mein Fall.")
    checking.give_back(by=boss, need=gone, reason="Einzelfall.")
    Need.objects.filter(pk=gone.pk).update(since=timezone.now() - timedelta(days=30))
    assert f"endings:{second.pk}" not in found(planned)  # before the last session, which was told
    left(second, source=f"endings:{first.pk}")
    told = found(planned, Kind.TOPIC)
    assert list(told) == [f"endings:{second.pk}"] and gone.number in told[f"endings:{second.pk}"].text


def test_many_that_were_left_open_are_as_few_statements_as_one(planned, body, boss):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            proposals(planned)
        return len(asked)

    before = held_before(body, boss)
    Option.objects.create(item=left(before), position=1, title="Hochbeete")
    one = statements()
    for number in range(4):
        item = left(before, title=f"Thema {number}", need=in_state(boss, State.DEFERRED, f"Bank {number}."))
        Option.objects.create(item=item, position=1, title="Hochbeete", need=item.need)
    assert statements() == one


def test_new_boundaries(planned):
    system, _new = SpaceSystem.objects.get_or_create(key="sozialraeume", defaults={"role": "social_space"})
    Edition.objects.filter(system=system).delete()
    begins = today() + timedelta(days=100)
    Edition.objects.create(system=system, key="sozialraeume@neu", during=DateRange(begins, None))
    assert list(found(planned, Kind.BOUNDARY)) == ["border:sozialraeume@neu"]


def test_figures_that_moved_are_few_and_neutral(planned):
    given = found(planned, Kind.SIGNAL)
    assert len(given) <= 3
    for one in given.values():
        assert one.title.endswith(("gestiegen", "gesunken")) and one.text


def test_a_later_app_offers_its_own(planned, monkeypatch):
    mine = Proposal("fund:1", Kind.FUND, "Fonds", "Es ist Geld da.", 20, Method.FUND, fund=500_000)
    monkeypatch.setitem(registry._sources, "mine", lambda session: [mine])
    assert found(planned)["fund:1"] is mine
    agenda.take(by=PROGRAM, session=planned, keys=["fund:1"])
    assert planned.items.get().fund == 500_000 and "fund:1" not in found(planned)


def area_conference(boss) -> Body:
    return seating.set_up_body(
        by=boss, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name="Planungsraumkonferenz Mitte",
        scope=Scope("planning_area", AREA), edition=EDITION, since=LONG_AGO,
    )  # fmt: skip


def test_a_planning_area_puts_what_is_carried_in_order(boss):
    meets = session(area_conference(boss), boss, begins=timezone.now() + timedelta(days=30))
    assert "order" not in found(meets)
    one, other = in_state(boss, State.CARRIED), in_state(boss, State.CARRIED, "Ein Dach fehlt.")
    in_state(boss, State.DELIBERATING)
    assert {o.need.pk for o in found(meets)["order"].options} == {one.pk, other.pk}
    assert not found(meets, Kind.NEED)
    agenda.take(by=boss, session=meets)
    item = meets.items.get(kind=Kind.ORDER)
    assert item.method == Method.ORDER and {o.need_id for o in item.options.all()} == {one.pk, other.pk}
    way.advance(by=boss, need=one, target=State.DELIBERATING, reason="Zurück.")
    third = in_state(boss, State.CARRIED, "Ein Weg fehlt.")
    assert options.renew_list(by=boss, item=item) == (1, 1)
    assert {o.need_id for o in item.options.all()} == {other.pk, third.pk}
    assert options.renew_list(by=boss, item=item) == (0, 0)


# -- arranged by hand ------------------------------------------------------------------------------------------


def titles(planned) -> list[str]:
    return list(planned.items.order_by("position").values_list("title", flat=True))


@pytest.fixture
def three(planned, boss):
    return [agenda.add(by=boss, session=planned, kind="topic", title=title) for title in "ABC"]


def test_points_are_moved_and_stay_numbered_without_a_gap(planned, boss, three):
    agenda.move(by=boss, item=three[2], to=1)
    assert titles(planned) == ["C", "A", "B"]
    agenda.move(by=boss, item=three[2], to=99)
    assert titles(planned) == ["A", "B", "C"]
    agenda.remove(by=boss, item=three[0])
    assert list(planned.items.values_list("position", "title")) == [(1, "B"), (2, "C")]
    before = Entry.objects.count()
    agenda.move(by=boss, item=AgendaItem.objects.get(title="B"), to=1)
    assert Entry.objects.count() == before


def test_taking_puts_all_on_it_once_and_in_german(planned, boss):
    in_state(boss, State.DELIBERATING)
    with translation.override("en"):
        count = agenda.take(by=boss, session=planned)
    assert count == planned.items.count() >= 1
    assert agenda.take(by=boss, session=planned) == 0
    assert Entry.objects.filter(act="conferences.agenda_taken").count() == 1


def test_what_was_taken_off_proposes_itself_again(planned, boss):
    one = in_state(boss, State.DELIBERATING)
    agenda.take(by=boss, session=planned, keys=[f"need:{one.pk}"])
    assert f"need:{one.pk}" not in found(planned)
    agenda.remove(by=boss, item=planned.items.get())
    assert f"need:{one.pk}" in found(planned)


def test_whoever_consenses_can_always_leave_it_as_it_is(planned, boss, three):
    item = agenda.change(by=boss, item=three[0], method=Method.CONSENSING)
    passive = item.options.get()
    assert passive.is_passive
    with pytest.raises(Refused):
        options.remove_option(by=boss, option=passive)
    made = options.add_option(by=boss, item=item, title="Zwei Bänke")
    agenda.change(by=boss, item=item, method=Method.CARRY)
    assert list(item.options.all()) == [made]


def test_a_fund_needs_its_sum_and_what_each_costs(planned, boss, three):
    with pytest.raises(Refused):
        agenda.change(by=boss, item=three[0], method=Method.FUND)
    item = agenda.change(by=boss, item=three[0], method=Method.FUND, fund=100_000)
    for cost in (None, 0, 100_100, 45_050):
        with pytest.raises(Refused):
            options.add_option(by=boss, item=item, title="Hochbeet", cost=cost)
    made = options.add_option(by=boss, item=item, title="Hochbeet", cost=45_000)
    options.change_option(by=boss, option=made, title="Zwei Hochbeete", cost=90_000)
    assert Option.objects.get().cost == 90_000
    options.remove_option(by=boss, option=made)
    assert not item.options.exists()


def test_where_nothing_is_chosen_nothing_can_be_added(planned, boss, three):
    with pytest.raises(Refused):
        options.add_option(by=boss, item=three[0], title="x")


def test_while_it_runs_points_are_added_and_not_arranged(planned, boss, three):
    Session.objects.filter(pk=planned.pk).update(state=SessionState.RUNNING)
    agenda.add(by=boss, session=planned, kind="topic", title="Dringend")
    for act in (
        lambda: agenda.move(by=boss, item=three[0], to=2), lambda: agenda.remove(by=boss, item=three[0]),
        lambda: agenda.change(by=boss, item=three[0], title="x"), lambda: agenda.take(by=boss, session=planned),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()
    Session.objects.filter(pk=planned.pk).update(state=SessionState.CLOSED)
    with pytest.raises(Refused):
        agenda.add(by=boss, session=planned, kind="topic", title="Zu spät")


def test_only_who_runs_the_body_puts_the_agenda_together(planned, three):
    for by in (somebody(), manager("planungsraeume/2", "Nora Nebenan")):
        with pytest.raises(NotAllowed):
            agenda.take(by=by, session=planned)
        with pytest.raises(NotAllowed):
            agenda.remove(by=by, item=three[0])


# -- pages -----------------------------------------------------------------------------------------------------


def where(planned) -> str:
    return f"/konferenzen/sitzungen/{planned.pk}/tagesordnung/"


def test_what_fits_into_the_time_is_ticked_and_taken(client, planned, boss):
    for number in range(14):
        in_state(boss, State.DELIBERATING, f"Es fehlt Sache {number}.")
    shown = client.get(where(planned)).content.decode()
    assert shown.count('name="key"') >= 14
    assert shown.count(" checked") == 12  # 10 minutes each of 120
    key = f"need:{Need.objects.first().pk}"
    assert client.post(where(planned), {"do": "take", "key": [key]})["Location"] == where(planned)
    assert planned.items.get().source == key
    client.post(where(planned), {"do": "take", "all": "1"})
    assert planned.items.filter(kind=Kind.NEED).count() == 14
    assert "zu viel" in client.get(where(planned)).content.decode()


def test_points_are_moved_by_buttons(client, planned, three):
    shown = client.get(where(planned)).content.decode()
    assert f'value="{three[0].pk}.up"' not in shown and f'value="{three[0].pk}.down"' in shown
    answer = client.post(where(planned), {"do": "move", "item": f"{three[0].pk}.down"})
    assert answer["Location"].endswith(f"#punkt-{three[0].pk}")
    assert titles(planned) == ["B", "A", "C"]
    assert [line.item.title for line in client.get(where(planned)).context["here"].lines] == ["B", "A", "C"]
    assert client.post(where(planned), {"do": "move", "item": "x.up"}).status_code == 404


def test_a_point_of_ones_own_and_what_is_refused(client, planned):
    client.post(where(planned), {"do": "add", "title": "Sommerfest", "kind": "topic", "minutes": "15"})
    assert titles(planned) == ["Sommerfest"]
    for values in (
        {"do": "add", "title": "", "kind": "topic", "minutes": "5"},
        {"do": "take"},
        {"do": "x"},
        {},
    ):
        assert client.post(where(planned), values).status_code == 422
    client.post(where(planned), {"do": "add", "title": "Sprecherin", "kind": "election", "minutes": "15"})
    assert planned.items.get(kind=Kind.ELECTION).method == Method.ELECTION


def test_one_point_in_full(client, planned, boss, three):
    at = f"/konferenzen/punkte/{three[0].pk}/"
    values = {
        "do": "change", "title": "Fonds", "text": "Für alle.", "minutes": "20", "position": "3", "method": "fund",
        "fund": "1.234,00", "places": "", "secret": "on",
    }  # fmt: skip
    assert client.post(at, values)["Location"] == at
    kept = AgendaItem.objects.get(pk=three[0].pk)
    assert (kept.title, kept.fund, kept.position, kept.secret) == ("Fonds", 123_400, 3, True)
    assert client.post(at, values | {"fund": ""}).status_code == 422
    assert client.post(at, {"do": "option", "title": "Beet", "text": "", "cost": "500"})["Location"]
    option = kept.options.get()
    assert "500\u00a0€" in client.get(at).content.decode()
    client.post(at, {"do": "option", "option": option.pk, "title": "Beete", "text": "", "cost": "600"})
    assert kept.options.get().cost == 60_000
    assert client.post(at, {"do": "option", "title": "Teuer", "text": "", "cost": "99999"}).status_code == 422
    client.post(at, {"do": "strike", "option": option.pk})
    assert not kept.options.exists()
    assert client.post(at, {"do": "remove"})["Location"] == where(planned)
    assert titles(planned) == ["B", "C"]


def test_the_page_asks_as_often_for_many_as_for_few(client, planned, boss):
    in_state(boss, State.DELIBERATING)
    client.get(where(planned))
    with CaptureQueriesContext(connection) as few:
        client.get(where(planned))
    for number in range(6):
        in_state(boss, State.DELIBERATING, f"Es fehlt Sache {number}.")
        agenda.add(by=boss, session=planned, kind="topic", title=f"Thema {number}")
        seat(planned.body, boss, name=f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(where(planned))
    assert len(many) <= len(few)


def test_nobody_else_sees_it(client, planned, three):
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    for at in (where(planned), f"/konferenzen/punkte/{three[0].pk}/"):
        assert client.get(at).status_code == 403
        assert client.post(at, {"do": "remove"}).status_code == 403


def test_a_list_without_a_ballot_follows_the_conferences_in_proportion(boss):
    """Three carried by one space, one by another that has as many inhabitants: the other's comes second."""
    elsewhere = Place("space", EDITION, "sozialraeume/B", AREA)
    made = [need(f"Am Anger fehlt Sache {n}.") for n in range(3)] + [
        need("Am Bach fehlt etwas.", place=elsewhere)
    ]
    for one in made:
        checking.accept(by=boss, need=one)
        way.advance(by=boss, need=one, target=State.CARRIED, reason="getragen")
    body = conference(boss, seats=1)
    body.scope_kind, body.scope_key = "planning_area", AREA
    order = [one.pk for one in carried(body, current())]
    assert sorted(order) == sorted(one.pk for one in made)
    assert order.index(made[3].pk) in (0, 1)


def test_the_table_is_told_what_ended_without_it(boss):
    meets = session(conference(boss, seats=1), boss)
    gone = need("Mein Fall, nur meiner.")
    checking.give_back(by=boss, need=gone, reason="Einzelfall.")
    assert not any(
        key.startswith("endings:") for key in found(meets)
    )  # the first session hears of nothing before
    held_before(meets.body, boss)
    told = found(meets)[next(key for key in found(meets) if key.startswith("endings:"))]
    assert gone.number in told.text and "Einzelfall" not in told.text and "Mein Fall" not in told.text
