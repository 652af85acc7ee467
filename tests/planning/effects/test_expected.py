"""What a decision expects goes with its measure, stands beside the verdict, and is due in the year that it names."""

from __future__ import annotations

from datetime import date

import pytest

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import measures, milestones, papers
from sozialraum.planning.programme.models import DecisionPaper, Measure
from sozialraum.planning.statistics.queries import current
from worlds.carrying_out import a_plan, department, in_days, officer
from worlds.deciding import drafted, planner, talked_out

pytestmark = pytest.mark.django_db
WORDS = "Der Anteil soll sinken."
KEY = "unemployment_share"


@pytest.fixture
def decided(mara) -> Need:
    """A need that is decided, with a figure that should move by the end of 2031, and a line of the budget."""
    petra, line = planner(), a_plan().budget_line
    made = drafted(petra, talked_out())
    DecisionPaper.objects.filter(pk=made.pk).update(
        indicator=KEY, expected=WORDS, expected_by=2031, budget_line=line
    )
    made = papers.submit_paper(by=petra, paper=made)
    papers.record_decision(by=petra, paper=made, outcome="decided", on=in_days(0), number="1/26")
    return Need.objects.get(pk=made.need_id)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_goes_with_the_measure_to_the_verdict(client, desk, mara, decided):
    office = department()
    otto = officer(office)
    client.force_login(otto)
    form = page(client, f"/massnahmen/neu/?bedarf={decided.pk}")
    assert WORDS in form and "Bis Ende 2031." in form and 'value="0601.13"' in form
    made = measures.begin_measure(by=otto, plan=a_plan(office, indicators=()), need=decided)
    assert made.indicators == [KEY]
    assert WORDS in page(client, f"/massnahmen/{made.pk}/")
    milestones.report_milestone(by=otto, milestone=made.milestones.get(), done=in_days(0))
    measures.finish(by=otto, measure=made, on=in_days(0), text="Sie stehen.")
    need = Need.objects.get(pk=decided.pk)
    assert (need.state, need.due) == (State.IMPLEMENTED, date(2031, 12, 31))
    for shown in (page(client, f"/wirkung/{need.pk}/"), page(desk, f"/wirkung/{need.pk}/ergebnis/")):
        assert WORDS in shown and "Das Jahr ist noch nicht um" in shown
    assert ", bis Ende 2031" in page(client, "/wirkung/")
    done = {"verdict": "effective", "reason": "Man sieht es.", "said_on": in_days(0).isoformat(),
            "said_where": "Planungsraumkonferenz, Rundgang"}  # fmt: skip
    assert desk.post(f"/wirkung/{need.pk}/ergebnis/", done).status_code == 302
    step = Entry.objects.filter(act="needs.stepped").latest("pk")
    assert (step.details["expected_indicator"], step.details["expected_by"]) == (KEY, 2031)
    way = page(client, f"/bedarfe/{need.pk}/weg/")
    assert way.count("soll man es bis Ende 2031 hieran sehen") == 2
    assert "By the decision it is to be seen by this" in page(client, f"/en/bedarfe/{need.pk}/weg/")


def test_it_is_changed_with_a_reason_by_whoever_runs_the_measure(client, decided):
    office = department()
    made = measures.begin_measure(by=PROGRAM, plan=a_plan(office), need=decided)
    client.force_login(officer(office))
    address = f"/massnahmen/{made.pk}/melden/"
    assert f'value="{KEY}" selected' in page(client, address)
    other = next(key for key in current().catalogue.indicators if key != KEY)
    told = {"act": "aendern", "title": made.title, "text": made.text, "ends": made.ends.isoformat(),
            "budget_line": "0601.13", "indicator_1": "", "indicator_2": other}  # fmt: skip
    assert client.post(address, told).status_code == 422
    assert client.post(address, told | {"reason": "Daran sieht man es besser."}).status_code == 302
    assert Measure.objects.get().indicators == [other]
    line = Entry.objects.get(act="programme.measure_changed")
    assert line.details["changes"] == {"indicators": [KEY, other]}
    assert line.reason == "Daran sieht man es besser."
