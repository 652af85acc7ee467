"""A session that took place on paper is entered with the same effect as one in the room."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sozialraum.paper.html import html
from sozialraum.planning.conferences.actions import agenda, balloting, papering, seating
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.actions.papering import Held, OnItem
from sozialraum.planning.conferences.models import Ballot, Body, Holding, Minutes, PaperSlip, Session, Vote
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.queries.record import record
from sozialraum.planning.conferences.states import SessionState
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.conferring import conference, seat, session
from worlds.evening import bench
from worlds.people import LONG_AGO, somebody, somebody_as
from worlds.voices import AREA, manager

pytestmark = pytest.mark.django_db
YES, NO = {"vote": "yes"}, {"vote": "no"}


@pytest.fixture
def planned(mara) -> Session:
    """A session that was yesterday, with a need on its agenda."""
    made = session(conference(mara), mara, begins=timezone.now() - timedelta(days=1))
    agenda.add(by=mara, session=made, kind="need", title="Bank", need=bench(mara), method="carry")
    return Session.objects.select_related("body").get(pk=made.pk)


def everybody(of: Session) -> tuple[int, ...]:
    return tuple(Holding.objects.filter(seat__body=of.body).values_list("pk", flat=True))


def held(of: Session, **on: object) -> Held:
    """Everybody was there; the first item was voted on."""
    item = of.items.order_by("position").first()
    banks = ("politics", "administration", "providers", "residents")
    slips = tuple((bank, YES) for bank in banks for _n in range(2))
    values = {"slips": slips, "text": "Wir tragen die Bank."} | on
    return Held(
        of.begins, of.begins + timedelta(hours=2), holdings=everybody(of), items={item.pk: OnItem(**values)}
    )


def test_what_was_resolved_on_paper_takes_the_same_effect(mara, planned):
    closed = papering.enter(by=mara, session=planned, held=held(planned))
    assert closed.state == SessionState.CLOSED and closed.on_paper
    assert Need.objects.get(agenda_items__session=closed).state == State.CARRIED
    assert closed.resolutions.get().number == 1
    assert Message.objects.filter(letter="carried").count() == 1
    acts = list(Entry.objects.filter(subject_kind="session").values_list("act", flat=True))
    assert "conferences.entered" in acts and "conferences.closed" in acts


def test_votes_are_kept_by_bank_without_names_and_count_again(mara, planned):
    slips = held(planned).items[planned.items.get().pk].slips[:-1]
    entered = papering.enter(by=mara, session=planned, held=held(planned, slips=(*slips, ("residents", NO))))
    ballot = Ballot.objects.get()
    assert not Vote.objects.exists() and PaperSlip.objects.filter(ballot=ballot).count() == 8
    assert (ballot.result["yes"], ballot.result["no"]) == (7, 1)
    assert balloting.recount(by=mara, ballot=ballot) == ballot.result
    assert record(entered.minutes).agrees == {ballot.pk: True}


def test_more_votes_than_were_there_on_a_bank_are_refused_with_the_item(mara, planned):
    slips = (*held(planned).items[planned.items.get().pk].slips, ("residents", YES))
    with pytest.raises(Refused, match=r"Punkt 1, „Bank“: .*mehr Stimmzettel"):
        papering.enter(by=mara, session=planned, held=held(planned, slips=slips))
    planned.refresh_from_db()
    assert planned.state == SessionState.PLANNED and not Ballot.objects.exists()


def test_what_was_not_voted_so_cant_be_stated(mara, planned):
    with pytest.raises(Refused, match="nicht, was die Abstimmung ergeben hat"):
        papering.enter(by=mara, session=planned, held=held(planned, outcome="not_carried"))
    with pytest.raises(Refused, match="was das Ergebnis ist"):
        papering.enter(by=mara, session=planned, held=held(planned, slips=()))


def test_without_a_quorum_nothing_can_be_resolved_on_paper_either(mara, planned):
    few = Held(planned.begins, planned.begins + timedelta(hours=1), holdings=everybody(planned)[:1],
               items={planned.items.get().pk: OnItem(text="Trotzdem.", outcome="carried")})  # fmt: skip
    with pytest.raises(Refused, match="Nicht beschlussfähig"):
        papering.enter(by=mara, session=planned, held=few)


def test_who_had_a_seat_on_that_day_counts_and_not_who_has_one_now(mara, planned):
    former = Holding.objects.filter(seat__body=planned.body).first()
    seating.seat_somebody(by=mara, seat=former.seat, name="Neu Heute", since=timezone.localdate())
    chosen = held(planned)
    closed = papering.enter(by=mara, session=planned, held=chosen_without_today(chosen))
    assert former.name in closed.attendees.values_list("name", flat=True)
    other = session(planned.body, mara, begins=timezone.now() - timedelta(days=2))
    today = Holding.objects.get(name="Neu Heute")
    with pytest.raises(Refused, match="keinen Sitz"):
        papering.enter(
            by=mara,
            session=other,
            held=Held(other.begins, other.begins + timedelta(hours=1), holdings=(today.pk,)),
        )


def chosen_without_today(chosen: Held) -> Held:
    from dataclasses import replace

    today = Holding.objects.filter(name="Neu Heute").values_list("pk", flat=True)
    return replace(chosen, holdings=tuple(pk for pk in chosen.holdings if pk not in today))


def test_the_deputy_votes_only_where_the_member_was_away(mara, planned):
    member = Holding.objects.filter(seat__body=planned.body, seat__bank="residents").first()
    deputy = seating.seat_somebody(by=mara, seat=member.seat, name="Dora", part="deputy", since=LONG_AGO)
    closed = papering.enter(by=mara, session=planned, held=held(planned))
    assert not closed.attendees.get(holding=deputy).voting and closed.attendees.get(holding=member).voting


def test_conflicts_dissent_course_and_what_was_left_stand_in_the_minutes(mara, planned):
    agenda.add(by=mara, session=planned, kind="topic", title="Wo tagen wir?")
    name = Holding.objects.filter(seat__body=planned.body, seat__bank="politics").first().name
    slips = held(planned).items[planned.items.first().pk].slips[1:]
    entered = papering.enter(
        by=mara, session=planned,
        held=held(
            planned, slips=slips, conflicts=((name.upper(), "Sein Haus."),), course="Es wurde laut.",
            dissents=(("residents", "Ich sehe das anders."),),
        ),
    )  # fmt: skip
    told = html(composed(record(Minutes.objects.get(session=entered))))
    for words in (
        "Sein Haus.",
        "Es wurde laut.",
        "Ich sehe das anders.",
        "Wo tagen wir?",
        "fand auf Papier statt",
    ):
        assert words in told
    assert "ganze Sitzung" in told and "ab " not in told.partition("Anwesende")[2].partition("</table>")[0]


def test_somebody_unknown_cant_be_biased(mara, planned):
    with pytest.raises(Refused, match="steht nicht unter denen"):
        papering.enter(by=mara, session=planned, held=held(planned, conflicts=(("Nie Da", "Grund."),)))


def test_only_a_session_that_was_and_was_not_held_here_can_be_entered(mara, planned):
    coming = session(planned.body, mara, begins=timezone.now() + timedelta(days=3))
    with pytest.raises(Refused, match="schon war"):
        papering.enter(by=mara, session=coming, held=Held(coming.begins, coming.begins + timedelta(hours=1)))
    with pytest.raises(NotAllowed):
        papering.enter(by=somebody_as("council_member"), session=planned, held=held(planned))
    papering.enter(by=mara, session=planned, held=held(planned))
    with pytest.raises(Refused, match="Das geht nicht mehr"):
        papering.enter(by=mara, session=planned, held=held(planned))


def test_the_list_of_a_planning_area_on_paper(mara):
    needs = [bench(mara, f"Bank {n}.") for n in range(3)]
    Need.objects.update(state=State.CARRIED)
    body = seating.set_up_body(
        by=mara, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name="Planungsraumkonferenz", since=LONG_AGO,
        scope=Scope("planning_area", AREA), edition="sozialraeume@2019-01-01",
    )  # fmt: skip
    seat(body, mara, bank="politics", name="Paula")
    seat(body, mara, bank="residents", name="Rita")
    planned = session(body, mara, begins=timezone.now() - timedelta(days=1))
    item = agenda.add(by=mara, session=planned, kind="order", title="Reihenfolge", method="order")
    options = [choosing.add_option(by=mara, item=item, title=str(n), need=n) for n in needs]
    slips = (
        ("politics", {"choice": [str(options[2].pk)]}),
        ("residents", {"choice": [str(options[2].pk), str(options[0].pk)]}),
    )
    on = OnItem(slips=slips, sent_back=((needs[1].number, "Wo genau?"),))
    ends = planned.begins + timedelta(hours=1)
    entry = Held(planned.begins, ends, holdings=everybody(planned), items={item.pk: on})
    papering.enter(by=mara, session=planned, held=entry)
    states = {need.number: need.state for need in Need.objects.all()}
    assert [states[need.number] for need in needs] == [State.BUNDLED, State.DELIBERATING, State.BUNDLED]
    assert planned.resolutions.get(need=needs[2]).details["place"] == 1


# -- the page --


def given(of: Session, **more: object) -> dict[str, object]:
    """The form as a browser sends it."""
    item, local = of.items.order_by("position").first(), timezone.localtime(of.begins)
    data: dict[str, object] = {
        "begins": local.strftime("%Y-%m-%dT%H:%M"), "ends": (local + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        "guests": "Gustav Gast\n", "opening": "", "act": "preview", f"{item.pk}-taken": "on",
        f"{item.pk}-motion": "carried", f"{item.pk}-text": "Wir tragen die Bank.",
    }  # fmt: skip
    for holding in Holding.objects.filter(seat__body=of.body).select_related("seat"):
        data.setdefault(f"here-{holding.seat.bank}", []).append(holding.pk)
    for bank in ("politics", "administration", "providers"):
        data[f"{item.pk}-votes-{bank}-yes"] = "2"
    data[f"{item.pk}-votes-residents-no"] = "2"
    return data | more


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_page_shows_what_takes_effect_before_it_does_and_then_does_it(mara, planned):
    page, client = reverse("conferences:paper", args=[planned.pk]), client_of(mara)
    assert client.get(page).status_code == 200
    before = Entry.objects.count()
    seen = client.post(page, given(planned))
    told = seen.content.decode()
    assert seen.status_code == 200
    assert "Angenommen mit 6 Ja, 2 Nein" in told and "Überstimmt: Bewohnerschaft" in told
    assert "eine Stimme bekommt Nachricht" in told
    assert Entry.objects.count() == before and not Ballot.objects.exists()
    done = client.post(page, given(planned, act="enter"))
    assert done["Location"] == reverse("conferences:minutes_edit", args=[planned.pk])
    planned.refresh_from_db()
    assert planned.state == SessionState.CLOSED and planned.attendees.count() == 9
    assert "nichts einzutragen" in client.get(page).content.decode()


def test_what_cant_be_read_is_said_at_its_field(mara, planned):
    page, client = reverse("conferences:paper", args=[planned.pk]), client_of(mara)
    item = planned.items.get()
    answer = client.post(page, given(planned, **{f"{item.pk}-conflicts": "Erika ohne Grund"}))
    assert answer.status_code == 422 and "mit einem Doppelpunkt" in answer.content.decode()
    answer = client.post(page, given(planned, **{f"{item.pk}-votes-residents-yes": "7"}))
    assert answer.status_code == 422 and "mehr Stimmzettel" in answer.content.decode()
    assert client.post(page, {"act": "enter"}).status_code == 422


def test_slips_of_other_methods_are_typed_a_line_each(mara, planned):
    item = agenda.add(by=mara, session=planned, kind="topic", title="Wo?", method="consensing")
    choosing.add_option(by=mara, item=item, title="Am Markt")
    page, client = reverse("conferences:paper", args=[planned.pk]), client_of(mara)
    assert "Alles bleibt" in client.get(page).content.decode()
    wrong = client.post(page, given(planned, **{f"{item.pk}-taken": "on", f"{item.pk}-votes-politics": "3"}))
    assert wrong.status_code == 422 and "lässt sich nicht lesen" in wrong.content.decode()
    lines = {
        f"{item.pk}-taken": "on",
        f"{item.pk}-votes-politics": "9 2\n10 3",
        f"{item.pk}-text": "Am Markt.",
    }
    assert client.post(page, given(planned, act="enter") | lines).status_code == 302
    ballot = Ballot.objects.get(item=item)
    assert [slip.first["resistance"] for slip in ballot.paper_slips.order_by("number")] == [
        {str(ballot.options[0]): 9, str(ballot.options[1]): 2}, {str(ballot.options[0]): 10, str(ballot.options[1]): 3},
    ]  # fmt: skip
    assert item.resolutions.get().outcome == "chosen"


def test_only_who_runs_the_body_enters(mara, planned):
    page = reverse("conferences:paper", args=[planned.pk])
    assert Client().get(page).status_code == 302
    assert client_of(somebody("Frieda Fremd")).get(page).status_code == 403
    assert client_of(manager("planungsraeume/2", "Nora Nebenan")).get(page).status_code == 403


def test_only_where_something_was_entered_or_ticked_was_it_taken_up(mara, planned):
    titles = ("Ohne alles", "Angekreuzt", "Mit Verlauf", "Wahl ohne Stimmen")
    methods = ("none", "none", "carry", "carry")
    for title, method in zip(titles, methods, strict=True):
        agenda.add(by=mara, session=planned, kind="topic", title=title, method=method)
    _bare, ticked, told, voted = planned.items.order_by("position")[1:]
    page, client = reverse("conferences:paper", args=[planned.pk]), client_of(mara)
    assert "checked" not in client.get(page).content.decode().partition("paper__point")[2]
    sent = given(planned, **{
        f"{ticked.pk}-taken": "on", f"{told.pk}-course": "Lange beraten.", f"{voted.pk}-motion": "adopted",
        f"{voted.pk}-question": "Wahl ohne Stimmen", f"{voted.pk}-votes-residents-yes": "0",
    })  # fmt: skip
    shown = client.post(page, sent).content.decode()
    without, _line, postponed = shown.partition("Das gilt dann")[2].partition(
        "Nicht beraten, also verschoben"
    )
    without, postponed = without.partition("ohne Ergebnis</h3>")[2], postponed.partition("</ul>")[0]
    assert [title for title in titles if title in without] == ["Angekreuzt", "Mit Verlauf"]
    assert [title for title in titles if title in postponed] == ["Ohne alles", "Wahl ohne Stimmen"]
    boxes = re.findall(r'name="(\d+)-taken"[^>]*checked', shown)
    assert {int(pk) for pk in boxes} == {planned.items.order_by("position").first().pk, ticked.pk, told.pk}
    assert client.post(page, sent | {"act": "enter"}).status_code == 302
    states = dict(planned.items.values_list("title", "state"))
    # What wants a result and has none stays open for the next session, though it was talked about.
    assert states == {
        "Bank": "done", "Ohne alles": "postponed", "Angekreuzt": "done", "Mit Verlauf": "postponed",
        "Wahl ohne Stimmen": "postponed",
    }  # fmt: skip


def test_votes_without_words_are_resolved_as_voted(mara, planned):
    """Who writes nothing beside the numbers has entered them all the same."""
    papering.enter(by=mara, session=planned, held=held(planned, text=""))
    made = planned.resolutions.get()
    assert (made.outcome, made.text) == ("carried", "Bank")
    assert Need.objects.get(pk=made.need_id).state == State.CARRIED


def test_the_page_is_called_by_its_session_in_the_language_that_is_read(mara, planned, desk):
    at = reverse("conferences:paper", args=[planned.pk])
    assert f"{planned.body.name}, 1. Sitzung" in desk.get(at).content.decode()
    english = desk.get(f"/en{at}").content.decode()
    assert f"{planned.body.name}, Session 1" in english and "1. Sitzung" not in english
