"""The whole way of a need on one page: in sentences, from the journal alone, without people and private reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, act_titles, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.queries import telling
from sozialraum.planning.needs.queries import way as way_query
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
            "Bauamt hat geantwortet: „gibt es schon“.",
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


ELSEWHERE = {  # acts of these apps that are about no need
    "answers.plan_kept", "answers.substitute_named", "answers.substitute_ended", "programme.budget_loaded",
    "programme.competence_set", "programme.competence_removed", "programme.key_drafted", "programme.key_discarded",
    "programme.key_published", "programme.money_allotted", "programme.fund_opened", "programme.money_deposited",
    "programme.money_transferred", "programme.fund_closed", "programme.measure_proposed", "programme.measure_agreed",
    "programme.measure_declined",
}  # fmt: skip


def test_every_act_after_the_conference_has_words_or_stays_inside():
    later = {act for act in act_titles() if act.split(".")[0] in ("answers", "programme", "effects")}
    told = {act for act in later - ELSEWHERE if act in telling._words or act in telling._inside}
    assert later - ELSEWHERE - told == set()


@pytest.mark.parametrize(
    ("name", "details", "said"),
    [
        ("answers.offered", {"side": "department", "cost": "1000.10", "by_when": "2027-05-01", "conditions": "Ja."},
         "Das Fachamt macht ein Angebot. Kosten: 1.000,10\u00a0€. Fertig bis: 1. Mai 2027. Bedingung: „Ja.“"),
        ("answers.wording_confirmed", {"side": "conference"}, "Die Konferenz bestätigt den Wortlaut."),
        ("answers.date_set", {"side": "conference", "until": "2026-02-01"}, "neue Zeit: bis zum 1. Februar"),
        ("answers.asked", {"asked_by": "department", "department": "Bauamt"}, "Bauamt fragt nach"),
        ("needs.stepped", {"to": "negotiating", "rounds": 1}, "Die Konferenz nimmt die Stellungnahme an."),
        ("needs.stepped", {"to": "negotiating"}, "Die Konferenz möchte etwas anderes als die Antwort."),
        ("needs.stepped", {"to": "postponed", "withdrawn": True}, "Die Vorlage ist zurückgezogen."),
        ("programme.measure_begun", {"title": "Bank", "responsible": "Bauamt", "costs": {"1": "0.10", "2": "0.20"}},
         "Verantwortlich: Bauamt. Kosten nach Plan: 0,30\u00a0€."),
        ("programme.costs_reported", {"year": 2026, "planned": "5.00", "actual": "4.99"},
         "Ausgegeben sind 4,99\u00a0€, geplant waren 5\u00a0€."),
        ("programme.milestone_moved", {"title": "Bau", "from": "2026-01-01", "to": "2026-02-01"},
         "Bau, vom 1. Januar 2026 auf den 1. Februar 2026."),
        ("programme.money_paid", {"amount": "-20.50", "fund_title": "Fonds 2026"}, "20,50\u00a0€ aus „Fonds 2026“."),
        ("effects.inquiry_closed", {"asked": 2, "replies": 1}, "Gefragt: 2. Geantwortet: 1."),
        ("needs.stepped", {"to": "evaluated", "verdict": "not", "replies": {"asked": 5, "replies": 0}, "successor": 7},
         "es kam keine Antwort. Daraus ist ein neuer Bedarf entstanden: B-7."),
        # What isn't known is told by the title of the act, and never fails.
        ("answers.offered", {}, "Angebot in der Aushandlung gemacht."),
        ("programme.costs_reported", {"planned": "viel"}, "Kosten einer Maßnahme gemeldet."),
    ],
)  # fmt: skip
def test_acts_of_later_apps_are_told_in_sentences(name, details, said):
    assert said in sentence(name, details)


def test_what_a_step_says_already_is_not_told_again(bench):
    for key, details in (
        ("programme.paper_withdrawn", {"before": "submitted"}), ("programme.decision_recorded", {"deviation": ""}),
    ):  # fmt: skip
        assert sentence(key, details) == ""
        act(bench, key, **details)
    assert [
        line for _a, one in whole_way(bench).stretches for line in one.lines if line.reason == "Intern."
    ] == []
    said = sentence("programme.decision_recorded", {"deviation": "Es eilt.", "passed_over": [3, 5]})
    assert (
        said
        == "Auf der Liste standen andere davor: B-3, B-5. Warum dieser zuerst beschlossen wurde: „Es eilt.“"
    )


def test_the_banks_are_told_together_each_with_its_words(bench):
    for bank, value in (("residents", "1.5"), ("politics", "7.0")):
        act(bench, "answers.position_taken", bank=bank, resistance=value, offer="Fachamt: Zwei Nachmittage.")
    (line,) = [x for _a, one in whole_way(bench).stretches for x in one.lines if "Bänke" in x.words]
    assert line.words.endswith("„Fachamt: Zwei Nachmittage.“ – Bewohnerschaft 1,5, Politik 7,0.")
    assert line.reason == "Bewohnerschaft: Intern.\nPolitik: Intern."
    act(bench, "answers.position_taken", bank="politics", resistance="9.0", offer="Es bleibt, wie es ist.")
    with override("en"):
        (line,) = [x for _a, one in whole_way(bench).stretches for x in one.lines if "Department:" in x.words]
    assert "“Department: Zwei Nachmittage.” – Residents 1.5, Politics 7.0." in line.words
    assert "“It stays as it is.” – Politics 9.0." in line.words


def test_who_decided_is_named_and_the_way_leads_to_what_was_made(to_the_end):
    act(to_the_end, "programme.measure_finished", measure=4)
    act(to_the_end, "answers.round_opened", negotiation=3, closed=1, round=2)
    leads = dict(link for _a, one in whole_way(to_the_end).stretches for link in one.links)
    assert leads == {"Die Maßnahme MN-4": "/massnahmen/4/", "Die Aushandlung": "/aushandlungen/3/"}
    line = to_the_end_line(to_the_end, "decided")
    line.details["body"] = "Bauausschuss"
    assert way_query.who_took(line, to_the_end, "decided") == "Bauausschuss"
    brought_in = to_the_end_line(to_the_end, "up_for_decision")
    assert str(way_query.who_took(brought_in, to_the_end, "up_for_decision")) != "Rat oder Ausschuss"


def to_the_end_line(need, state: str) -> Entry:
    return Entry.objects.get(subject_kind="need", subject_key=str(need.pk), details__to=state)


def test_the_sums_stand_side_by_side_where_they_changed(client, bench):
    costs = {"2026": "30000", "2027": "10000.50"}
    act(bench, "answers.released", department="Grünamt", kind="needs_decision", cost="20000")
    assert whole_way(bench).sums is None  # one alone is nothing to compare
    act(bench, "answers.offered", side="conference", cost="")
    act(bench, "answers.offered", side="department", cost="35000.00")
    act(bench, "programme.paper_submitted", paper_number="V-1", cost="35000", again=False)
    act(bench, "programme.decision_recorded", outcome="decided", body="Rat", cost="35000")
    act(bench, "programme.measure_begun", measure=1, responsible="Grünamt", costs=costs)
    act(bench, "programme.costs_reported", measure=1, year=2026, planned="30000", actual="29000")
    act(bench, "programme.costs_reported", measure=1, year=2027, planned="9000.50", actual="")
    act(bench, "programme.measure_begun", measure=2, responsible="Bauamt", costs={"2027": "100"})
    act(bench, "programme.measure_abandoned", measure=2)
    found = whole_way(bench).sums
    assert [str(one.more) for one in found.rows] == [
        "None", "15000.00", "0.00", "0", "5000.50", "-1000.00", "100.00", "-100.00",
    ]  # fmt: skip
    act(bench, "programme.measure_finished", measure=1)
    page = client.get(f"/bedarfe/{bench.pk}/weg/").content.decode().replace("\xa0", " ")
    for words in ("Zuerst hieß es 20.000 € (Stellungnahme), jetzt sind es 29.000 € (tatsächlich ausgegeben).",
                  "15.000 € mehr", "gleich geblieben", "10.000,50 € weniger", "Angebot des Fachamts"):  # fmt: skip
        assert words in page, words
    english = client.get(f"/en/bedarfe/{bench.pk}/weg/").content.decode()
    assert "What it is to cost" in english and "unchanged" in english


def test_an_answer_without_a_sum_says_so(client, bench):
    act(bench, "answers.released", department="Grünamt", kind="partly", cost=None)
    act(bench, "programme.paper_submitted", paper_number="V-1", cost="35000", again=False)
    page = client.get(f"/bedarfe/{bench.pk}/weg/").content.decode().replace("\xa0", " ")
    assert "keine Summe genannt" in page and "auf dem ganzen Weg gleich geblieben: 35.000 €" in page
