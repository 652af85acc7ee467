"""The whole way of a need on one page: in sentences, from the journal alone, without people and private reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, act_titles, name_acts, record
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.queries import telling
from sozialraum.planning.needs.queries.telling import offer_words, sentence
from sozialraum.planning.needs.states import State
from sozialraum.planning.needs.steps import about
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.reports.queries.stages import Stage, stage_of_step
from sozialraum.planning.reports.queries.whole_way import whole_way
from worlds.voices import manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
OFFICE = Actor(None, "Hanna Head", "department_head")


@pytest.fixture
def mara():
    return manager()


@pytest.fixture
def bench(mara):
    """A need in deliberation."""
    found = need()
    checking.accept(by=mara, need=found)
    found.refresh_from_db()
    return found


@pytest.fixture
def to_the_end(bench):
    """The same, all the way to its evaluation, ten days a step."""
    at = timezone.now() - timedelta(days=200)
    steps = [
        (State.CARRIED, {"session": 1, "quorum": "8/9", "method": "carry", "dissents": 2}),
        (State.BUNDLED, {"session": 2, "quorum": "9/9", "method": "order", "place": 3}),
        (State.HANDED_OVER, {}), (State.ANSWERED, {}), (State.NEGOTIATING, {}), (State.AGREED, {}),
        (State.UP_FOR_DECISION, {}), (State.DECIDED, {}), (State.IMPLEMENTING, {}), (State.IMPLEMENTED, {}),
        (State.EVALUATED, {}),
    ]  # fmt: skip
    for i, (state, details) in enumerate(steps):
        token = clock._told.set(at + timedelta(days=10 * i))
        due = at.date() if state == State.HANDED_OVER else None
        way.advance(
            by=PROGRAM, actor=OFFICE, need=bench, target=state, reason=f"Grund {i}.", details=details, due=due,
            department="Grünamt" if state == State.HANDED_OVER else None,
        )  # fmt: skip
        clock._told.reset(token)
    bench.refresh_from_db()
    return bench


def test_the_way_is_told_stage_by_stage(client, to_the_end):
    found = whole_way(to_the_end)
    assert [stretch.stage for _anchor, stretch in found.stretches] == list(Stage)
    page = client.get(f"/bedarfe/{to_the_end.pk}/weg/").content.decode()
    for words in (
        "Die Sozialraumkonferenz trägt den Bedarf. 8 von 9 Stimmen waren da.", "2 abweichende Meinungen", "auf Platz 3",
        "Grünamt. Die Antwort soll bis zum", "nach 10 Tagen", "Grund 4.", "Hier endet der Weg",
    ):  # fmt: skip
        assert words in page, words
    assert "Hanna Head" not in page and "Mara Manager" not in page
    assert 'href="weg/"' in client.get(f"/bedarfe/{to_the_end.pk}/").content.decode()


def test_every_state_has_its_stage_and_its_sentence():
    for state in State:
        assert sentence("needs.stepped", {"to": state.value, "from": "registered"})
        assert stage_of_step("deliberating", state) in Stage
    assert stage_of_step("not_carried", State.DELIBERATING) == Stage.DELIBERATE
    assert stage_of_step("registered", State.DELIBERATING) == Stage.REGISTER


def test_every_act_of_needs_has_words_or_stays_inside():
    on_a_need = {act for act in act_titles() if act.startswith("needs.") and "listening" not in act}
    on_a_need -= {"needs.table_registered", "needs.demonstration_furnished", "needs.stepped"}
    assert {act for act in on_a_need if act not in telling._words and act not in telling._inside} == set()


def test_what_was_written_to_one_alone_stays_out(client, mara, bench):
    other = said("Noch eine Bank, bitte, für Erika.").contribution
    bundling.merge(by=mara, need=other.need, into=bench, reason="Nur für Sie geschrieben.")
    contributing.add(by=None, contribution=other, text="Und ein Zebrastreifen.")
    page = client.get(f"/bedarfe/{bench.pk}/weg/").content.decode()
    assert f"Die Stimmen aus B-{other.origin_id} sind dazugekommen." in page
    assert "Jemand hat seine Meldung ergänzt." in page
    assert [words for words in ("Nur für Sie", "Erika", "Zebra") if words in page] == []
    moved = client.get(f"/bedarfe/{other.origin_id}/weg/")
    assert moved.status_code == 302 and moved["Location"].endswith(f"/bedarfe/{bench.pk}/weg/")


def test_who_may_not_see_a_need_does_not_see_its_way(client, mara):
    fresh = need()
    assert client.get(f"/bedarfe/{fresh.pk}/weg/").status_code == 404
    client.force_login(mara)
    assert client.get(f"/bedarfe/{fresh.pk}/weg/").status_code == 200


@transaction.atomic
def act(need, name: str, **details: object) -> None:
    record(by=OFFICE, act=name, subject=about(need), reason="Intern.", details=details)


def test_later_apps_tell_their_own_acts(monkeypatch, client, bench):
    monkeypatch.setattr(telling, "_words", dict(telling._words))
    monkeypatch.setattr(telling, "_inside", set(telling._inside))
    monkeypatch.setattr(telling, "_without_reason", set(telling._without_reason))
    titles = {
        f"tests.{key}": gettext_lazy("Rückfrage gestellt") for key in ("asked", "plain", "quiet", "inside")
    }
    name_acts(titles)
    words = {"tests.asked": lambda details: f"Das {details['department']} fragt nach."}
    offer_words(words, without_reason=("tests.asked",), inside=("tests.inside",))
    for key in ("asked", "plain", "inside"):
        act(bench, f"tests.{key}", department="Grünamt")
    page = client.get(f"/bedarfe/{bench.pk}/weg/").content.decode()
    assert "Das Grünamt fragt nach." in page and page.count("Rückfrage gestellt.") == 1
    assert page.count("Intern.") == 1  # of the plain one
    for key in titles:
        act_titles().pop(key)


def test_a_need_that_follows_on_another_says_so():
    said = sentence("needs.succeeded", {"to": "deliberating", "follows": 7})
    assert said.startswith("Hier geht es weiter, weil B-7 nicht gelöst ist.")


def test_what_goes_on_in_a_department_stays_there_and_a_step_is_told_once(client, bench, monkeypatch):
    for key in ("answers.given_back", "answers.handed_over"):
        monkeypatch.setitem(act_titles(), key, gettext_lazy("Etwas geschah"))
        act(bench, key)
    page = client.get(f"/bedarfe/{bench.pk}/weg/").content.decode()
    assert "Etwas geschah" not in page and "Intern." not in page


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (
            {"to": "handed_over", "from_department": "Grünamt", "to_department": "Bauamt"},
            "Grünamt ist nicht zuständig",
        ),
        ({"to": "handed_over", "to_department": "Bauamt"}, "Die Steuerungsgruppe hat zugewiesen: Bauamt."),
        (
            {"to": "handed_over", "extended_from": "2026-01-01", "due": "2026-02-01"},
            "bis zum 1. Februar 2026",
        ),
        ({"to": "handed_over", "department": "Bauamt", "co_departments": ["Grünamt"]}, "Beteiligt: Grünamt."),
        (
            {"to": "answered", "department": "Bauamt", "kind": "exists"},
            "Bauamt hat geantwortet: gibt es schon.",
        ),
        ({"to": "deliberating", "from": "carried"}, "hat den Bedarf zurückgegeben"),
        ({"to": "answered"}, "Das Fachamt hat geantwortet."),
        ({"to": "up_for_decision", "body": "Rat"}, "Die Beschlussvorlage liegt vor: Rat."),
    ],
)
def test_steps_of_later_apps_are_told_with_what_they_know(details, said):
    assert said in sentence("needs.stepped", details)


def test_the_same_on_one_day_is_told_once_and_in_as_many_statements(client, bench):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/bedarfe/{bench.pk}/weg/").status_code == 200
        return len(asked)

    few = statements()
    for _i in range(5):
        act(bench, "needs.words_read")
    assert statements() == few
    lines = [line for _a, stretch in whole_way(bench).stretches for line in stretch.lines]
    assert [line.times for line in lines if "Neue Worte" in line.words] == [5]


def test_in_english(client, to_the_end):
    page = client.get(f"/en/bedarfe/{to_the_end.pk}/weg/").content.decode()
    assert "The social-space conference carries the need." in page and "after 10 days" in page
