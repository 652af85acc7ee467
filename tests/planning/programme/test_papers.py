"""The way of a decision paper: who writes, what is proposed, what is frozen, what is decided, who is told."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from sozialraum import paper as papers_of
from sozialraum.paper.kept import of_data
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.letters import written
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.programme.actions import competences, papers
from sozialraum.planning.programme.forms.papers import PaperForm
from sozialraum.planning.programme.models import BudgetLine, DecisionPaper, Measure
from sozialraum.planning.programme.queries import drafting
from sozialraum.planning.programme.states import (
    MEASURE,
    PAPER,
    MeasureState,
    PaperState,
    diagrams,
    require_step,
)
from worlds.deciding import AGREEMENT, drafted, head_of, ordered, planner, submitted, talked_out, with_talks
from worlds.deciding import carried as carried_need
from worlds.people import organisation, somebody, somebody_as
from worlds.voices import manager

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def petra(published):
    return planner()


def today():
    return timezone.localdate()


def words_of(paper: DecisionPaper, language: str = "de") -> str:
    """All words of the frozen document."""
    from sozialraum.paper.html import html

    return re.sub(r"<[^>]+>", " ", html(of_data(paper.document[language])))


def state_of(paper: DecisionPaper) -> tuple[str, str]:
    paper.refresh_from_db()
    return paper.state, Need.objects.get(pk=paper.need_id).state


def test_the_tables_are_what_is_drawn_and_asked():
    text = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    block = text.partition("<!-- programme -->")[2].partition("<!-- /programme -->")[0]
    assert re.findall(r"```mermaid\n(.*?)\n```", block, re.S) == list(diagrams().values())
    for table, kind in ((PAPER, PaperState), (MEASURE, MeasureState)):
        for before in kind:
            for after in kind:
                if after in table[before]:
                    require_step(before, after)
                else:
                    with pytest.raises(Refused, match=str(after.label)):
                        require_step(before, after)


def test_a_draft_begins_with_what_the_way_says(petra):
    competences.take_defaults(by=petra)
    need, office = talked_out(), organisation("Tiefbauamt")
    with_talks(need, somebody("Otto Amt"), head_of(office), department=office)
    made = papers.draft_paper(by=petra, need=need)
    assert (made.proposal, made.cost, made.department) == (AGREEMENT, Decimal("2500.00"), office)
    assert (made.level, made.body_name) == ("department", "Tiefbauamt")
    assert (
        made.title == "Am Anger fehlt eine Bank." and made.answer is not None and made.negotiation is not None
    )
    assert state_of(made) == ("draft", "agreed")
    with pytest.raises(Refused, match="schon eine Vorlage"):
        papers.draft_paper(by=petra, need=need)
    for who in ("council_member", "planning_area_manager", "department_officer"):
        with pytest.raises(NotAllowed):
            papers.draft_paper(by=somebody_as(who), need=need)


def test_no_paper_before_the_talks_are_over(petra):
    with pytest.raises(Refused, match="Einigung oder einen Dissens"):
        papers.draft_paper(by=petra, need=carried_need())


def test_an_abandoned_measure_takes_its_need_back_to_who_decides(petra):
    need = talked_out()
    first = submitted(petra, need)
    papers.record_decision(by=petra, paper=first, outcome="decided", on=today(), number="1/26")
    office = organisation("Tiefbauamt")
    from worlds.deciding import brought_to

    need = brought_to(need, State.IMPLEMENTING)
    values = {"title": "Bank", "need": need, "responsible": office, "edition": "x", "space": "y",
              "begins": today(), "ends": today()}  # fmt: skip
    measure = Measure.objects.create(**values, state="running")
    with pytest.raises(Refused):
        papers.draft_paper(by=petra, need=need)
    Measure.objects.filter(pk=measure.pk).update(
        state="abandoned", ended=today(), ended_because="Kein Platz."
    )
    again = submitted(petra, need)
    assert state_of(again) == ("submitted", "up_for_decision") and "Kein Platz." in words_of(again)


def test_two_who_write_at_once_are_told(petra):
    made = drafted(petra)
    values = {"title": "Neu", "proposal": "So.", "level": "council", "body_name": "Rat"}
    saved = papers.save_paper(by=petra, paper=made, version=made.version, **values)
    assert saved.version == made.version + 1
    with pytest.raises(Refused, match="Jemand hat inzwischen") as told:
        papers.save_paper(by=petra, paper=made, version=made.version, **values | {"title": "Anders"})
    assert told.value.code == "quicker"
    made.refresh_from_db()
    assert made.title == "Neu"
    last = Entry.objects.latest("id")
    assert last.act == "programme.paper_saved" and "title" in last.details["changed"]


def test_the_frozen_document_tells_everything_and_never_changes(petra):
    competences.take_defaults(by=petra)
    need, office = talked_out(State.DISSENT), organisation("Tiefbauamt")
    with_talks(need, somebody("Otto Amt"), head_of(office), department=office, agreed=False)
    made = papers.submit_paper(by=petra, paper=papers.draft_paper(by=petra, need=need), meets_on=today())
    told = words_of(made)
    for words in (
        "Am Anger fehlt eine Bank.", "1 Meldung", "Wir können eine Bank aufstellen.", "§ 8 Straßengesetz", "Gartenamt",
        "120,50\u00a0€", "Es bleibt, wie es ist.", "Angebot 2", "2,5", "Damit können wir leben.",
        "Eine Bank reicht nicht.", "Für zwei ist kein Geld da.", "2.500\u00a0€", "bis 50.000\u00a0€", "Tiefbauamt",
    ):  # fmt: skip
        assert words in told, words
    english = words_of(made, "en")
    assert "Who decides, and why" in english and "Kennzahlen" not in english and "Grenzen seit" not in english
    before = made.document
    checking.reword(
        by=manager(), need=Need.objects.get(pk=need.pk), title="Etwas anderes", wording="Ganz anders."
    )
    made.refresh_from_db()
    assert made.document == before and "Ganz anders" not in words_of(made)
    with pytest.raises(Refused, match="Text steht fest"):
        papers.save_paper(
            by=petra,
            paper=made,
            version=made.version,
            title="x",
            proposal="x",
            level="council",
            body_name="Rat",
        )
    assert isinstance(of_data(before["de"]), papers_of.Document)


def test_a_lower_body_than_the_competent_one_is_refused(petra):
    competences.take_defaults(by=petra)
    made = drafted(petra)
    values = {"title": "Neu", "proposal": "So.", "cost": Decimal("50000.01"), "body_name": "Amt"}
    made = papers.save_paper(by=petra, paper=made, version=0, level="department", **values)
    with pytest.raises(Refused, match="höheres Gremium zuständig: Ausschuss"):
        papers.submit_paper(by=petra, paper=made)
    made = papers.save_paper(by=petra, paper=made, version=1, level="council", **values)
    assert papers.submit_paper(by=petra, paper=made).state == "submitted"


def test_after_a_dissent_no_side_decides_alone(petra):
    competences.take_defaults(by=petra)
    need, office = talked_out(State.DISSENT), organisation("Tiefbauamt")
    with_talks(need, somebody("Otto Amt"), head_of(office), department=office, agreed=False)
    made = papers.draft_paper(by=petra, need=need)
    assert made.cost == Decimal("2500.00") and made.level == "steering"
    values = {"title": "x", "proposal": "x", "body_name": "y", "department": office, "cost": made.cost}
    for version, level in enumerate(("department", "conference")):
        made = papers.save_paper(by=petra, paper=made, version=version, level=level, **values)
        with pytest.raises(Refused, match="keine der beiden Seiten"):
            papers.submit_paper(by=petra, paper=made)
    made = papers.save_paper(by=petra, paper=made, version=2, level="steering", **values)
    made = papers.submit_paper(by=petra, paper=made)
    assert "Nach einem Dissens entscheidet keine der beiden Seiten allein." in words_of(made)
    DecisionPaper.objects.filter(pk=made.pk).update(state="postponed", level="department")
    made.refresh_from_db()
    with pytest.raises(Refused, match="keine der beiden Seiten"):
        papers.submit_paper(by=petra, paper=made)


def test_no_paper_says_what_can_not_be(petra):
    values = {
        "product_area": "06",
        "product_area_title": "Jugend",
        "product": "0602",
        "product_title": "Treffs",
    }
    total = BudgetLine.objects.create(**values, line="18", line_title="Ergebnis", is_total=True)
    line = BudgetLine.objects.create(**values, line="15", line_title="Transfer", district="Nord")
    made = drafted(petra)
    words = {"title": "x", "proposal": "x", "level": "council", "body_name": "Rat", "cost": Decimal(0)}
    for wrong, told in (
        ({"budget_line": total}, "Ertrag oder eine Summe"), ({"expected_by": 2001}, "ist vorbei"),
        ({"meets_on": today() - timedelta(days=1)}, "Tag der Sitzung"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=told):
            papers.save_paper(by=petra, paper=made, version=0, **words | wrong)
        DecisionPaper.objects.filter(pk=made.pk).update(**wrong)
        with pytest.raises(Refused, match=told):
            papers.submit_paper(by=petra, paper=made)
        DecisionPaper.objects.filter(pk=made.pk).update(budget_line=None, expected_by=None, meets_on=None)
    for given, found in (("0602.15 Nord", line), ("0602.15", None)):
        form = PaperForm(words | {"version": 0, "budget_line": given}, instance=made)
        assert form.is_valid() is (found is not None) and form.cleaned_data.get("budget_line") == found
    papers.save_paper(by=petra, paper=made, version=0, **words, indicator="")
    told = words_of(papers.submit_paper(by=petra, paper=made))
    assert "Welche Wirkung erwartet wird" in told and "in dieser Vorlage nicht genannt" in told


def test_a_paper_expects_what_its_own_matter_is_measured_by(petra):
    known = drafting.version_or_none().catalogue.indicators.values()
    for wanted in (("health",), ("wellbeing",), ("social_relations", "health")):
        found = drafting.indicators(wanted)
        own = [one.dimension in wanted for one in found]
        assert own == sorted(own, reverse=True)
        need = Need.objects.get(pk=talked_out().pk)
        need.dimensions = list(wanted)
        first = next(
            (one.key for key in wanted for one in known if one.dimension == key and one in found), ""
        )
        assert drafting.proposed(need)["indicator"] == first


def test_a_draft_just_goes_and_a_submitted_paper_leaves_its_need_waiting(petra):
    need = talked_out()
    first = drafted(petra, need)
    papers.withdraw_paper(by=petra, paper=first)
    assert state_of(first) == ("withdrawn", "agreed")
    second = submitted(petra, need)
    with pytest.raises(Refused, match="Grund"):
        papers.withdraw_paper(by=petra, paper=second)
    papers.withdraw_paper(by=petra, paper=second, reason="Das Amt rechnet neu.")
    assert state_of(second) == ("withdrawn", "postponed")
    assert "Das Amt rechnet neu." in Message.objects.latest("pk").body
    assert submitted(petra, need).state == "submitted"


@pytest.mark.parametrize(
    ("outcome", "missing", "letter"),
    [
        ("decided", {"number": ""}, "Es ist beschlossen"), ("rejected", {"reason": " "}, "Es wurde abgelehnt"),
        ("postponed", {"reason": ""}, "Der Beschluss ist verschoben"),
    ],
)  # fmt: skip
def test_what_a_body_decides_is_told_to_everybody_with_its_reason(petra, outcome, missing, letter):
    made = submitted(petra)
    values = {
        "outcome": outcome,
        "on": today(),
        "number": "17/26",
        "reason": "Weil das Geld für die Schule gebraucht wird.",
    }
    with pytest.raises(Refused):
        papers.record_decision(by=petra, paper=made, **values | missing)
    with pytest.raises(Refused, match="Zukunft"):
        papers.record_decision(by=petra, paper=made, **values | {"on": today() + timedelta(days=1)})
    with pytest.raises(Refused, match="nicht davor liegen"):
        papers.record_decision(by=petra, paper=made, **values | {"on": today() - timedelta(days=1)})
    taken = papers.record_decision(by=petra, paper=made, oparl="https://ris.example/1", **values)
    assert state_of(made) == (outcome, outcome)
    told = Message.objects.filter(letter=outcome).latest("pk")
    assert letter in told.title and "17/26" in told.body and "für die Schule" in told.body
    line = Entry.objects.filter(act="programme.decision_recorded").latest("id")
    assert (line.subject_kind, line.subject_key) == ("need", str(made.need_id))
    assert line.details["oparl"] == taken.oparl and line.details["number"] == "17/26"
    with pytest.raises(Refused):
        papers.record_decision(by=petra, paper=made, **values | {"outcome": "decided"})


def test_a_postponed_paper_comes_again_as_it_was(petra):
    made = submitted(petra)
    before = made.document
    papers.record_decision(
        by=petra, paper=made, outcome="postponed", on=today(), reason="Der Haushalt fehlt noch."
    )
    again = papers.submit_paper(by=petra, paper=made, meets_on=today() + timedelta(days=9))
    assert again.document == before and state_of(again) == ("submitted", "up_for_decision")
    assert again.meets_on == today() + timedelta(days=9)
    papers.record_decision(by=petra, paper=made, outcome="postponed", on=today(), reason="Noch immer.")
    papers.withdraw_paper(by=petra, paper=made, reason="Es wird neu gerechnet.")
    assert state_of(made) == ("withdrawn", "postponed")
    assert "Es wird neu gerechnet." in Message.objects.latest("pk").body  # those who spoke are told here too


def test_who_may_record_depends_on_who_decides(petra, client):
    office = organisation("Tiefbauamt")
    head, mara, stranger = head_of(office), manager(), somebody_as("council_member")
    for level, who in (("department", head), ("conference", mara), ("council", petra)):
        made = drafted(petra)
        values = {
            "title": "x",
            "proposal": "x",
            "body_name": "y",
            "department": office,
            "cost": Decimal("0.00"),
        }
        made = papers.save_paper(by=petra, paper=made, version=0, level=level, **values)
        made = papers.submit_paper(by=petra, paper=made)
        client.force_login(head)
        desk = client.get("/schreibtisch/").content.decode()
        assert (f"/beschluesse/vorlagen/{made.pk}/beschluss/" in desk) is (level == "department")
        for other in {head, mara, stranger} - {who}:
            with pytest.raises(NotAllowed):
                papers.record_decision(by=other, paper=made, outcome="decided", on=today(), number="1")
        papers.record_decision(by=who, paper=made, outcome="decided", on=today(), number="1")


def test_out_of_order_needs_a_reason_that_names_who_was_passed_over(petra):
    mara = manager()
    first, second, third = ordered(mara, [carried_need(f"Bank Nummer {n} fehlt.") for n in range(3)])
    made = submitted(petra, talked_out(listed=third))
    yes = {"outcome": "decided", "on": today(), "number": "3/26"}
    with pytest.raises(Refused, match=f"{first.number}, {second.number}") as told:
        papers.record_decision(by=petra, paper=made, **yes)
    assert told.value.code == "deviation" and state_of(made) == ("submitted", "up_for_decision")
    taken = papers.record_decision(by=petra, paper=made, deviation="Die Fördermittel verfallen.", **yes)
    assert taken.passed_over == [first.pk, second.pk]
    line = Entry.objects.filter(act="programme.decision_recorded").latest("id")
    assert (
        line.details["passed_over"] == [first.pk, second.pk] and "Fördermittel" in line.details["deviation"]
    )
    # The first of a list passes nobody over, whatever is said; and no refusal does.
    own = papers.record_decision(
        by=petra, paper=submitted(petra, talked_out(listed=first)), deviation="unnötig", **yes
    )
    assert (own.passed_over, own.deviation) == ([], "")


def test_every_letter_is_there_in_english_too(petra):
    need = talked_out()
    for name in ("up_for_decision", "decided", "rejected", "postponed"):
        german = written(name, need=need, reason="x")
        with override("en"):
            english = written(name, need=need, reason="x")
        assert german[0] != english[0] and "Ihre Meldung" not in english[1] and need.number in english[0]
