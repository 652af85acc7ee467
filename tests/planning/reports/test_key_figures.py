"""Key figures and the yearly report: lengths, flows, shares, money; a page and a PDF in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sozialraum.planning.conferences.queries.handover import open_work
from sozialraum.planning.journal import clock
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.queries.queue import load_of
from sozialraum.planning.reports.actions import plan_cost
from sozialraum.planning.reports.queries.figures import figures
from sozialraum.planning.reports.queries.keeping_back import KEPT_BACK
from sozialraum.planning.reports.queries.process import LENGTHS, Process, spread
from worlds import reported
from worlds.people import organisation, somebody_as
from worlds.voices import AREA, manager, need

D = date
WAYS = Process({
    "1": [(D(2025, 1, 1), "registered"), (D(2025, 1, 11), "deliberating"), (D(2025, 2, 1), "carried"),
          (D(2025, 3, 1), "bundled"), (D(2025, 3, 2), "handed_over"), (D(2025, 3, 22), "handed_over"),
          (D(2025, 4, 11), "answered")],
    "2": [(D(2025, 11, 1), "registered"), (D(2025, 11, 3), "deliberating"), (D(2026, 1, 3), "not_carried")],
    "3": [(D(2025, 11, 1), "registered"), (D(2025, 11, 2), "merged")],
})  # fmt: skip


def length(key: str):
    return next(one for one in LENGTHS if one.key == key)


def test_lengths_run_from_the_first_to_the_first_and_count_where_they_end():
    assert WAYS.days(length("to_answer")) == [100] and WAYS.days(length("answer")) == [40]
    assert WAYS.days(length("check")) == [10, 2]
    assert WAYS.days(length("deliberation"), 2025) == [21] and WAYS.days(length("deliberation"), 2026) == [61]
    assert spread([1, 2, 3, 4, 5]).q1 == 2.0 and spread([]).cases == 0


def test_the_flow_has_no_gap_and_counts_ends_that_held():
    flow = WAYS.flow()
    assert [(*one, flow.came[one], flow.ended[one]) for one in flow.quarters] == [
        (2025, 1, 1, 0), (2025, 2, 0, 0), (2025, 3, 0, 0), (2025, 4, 2, 1), (2026, 1, 0, 1),
    ]  # fmt: skip
    again = Process(
        {"1": [(D(2025, 1, 1), "registered"), (D(2025, 2, 1), "withdrawn"), (D(2025, 5, 1), "deliberating")]}
    )
    assert sum(again.flow().ended.values()) == 0


def test_of_a_few_ways_nobody_is_told_how_many_there_were():
    days = [D(2025, 2, 1)] * 5 + [D(2025, 5, 1)] * 4 + [D(2025, 8, 1)]
    flow = Process({str(i): [(day, "registered"), (day, "returned")] for i, day in enumerate(days)}).flow()
    assert flow.hidden == {(2025, 2), (2025, 3)}  # the third alone would follow from the year


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
class TestPages:
    def test_feedback_money_and_verdicts_by_year(self):
        year, mara = clock.today().year, manager()
        first, second = need(), need("Der Weg ist dunkel.")
        for _i in range(2):
            need()
        checking.accept(by=mara, need=first)  # which is told to whoever registered it
        reported.decided(first, D(year, 1, 5), cost="1200.50")
        reported.decided(second, D(year, 1, 6), outcome="rejected", cost="99.00")
        reported.judged(first, D(year, 1, 7), "partly")
        reported.judged(second, D(year, 1, 7), "not", successor=first)
        found = figures()
        assert found.value("with_feedback", year) == 25.0 and found.value("letters_due", year) == 0
        assert found.value("money_decided", year) == Decimal("1200.50")
        assert found.value("effective", year) == 50.0 and found.value("came_in", year) is KEPT_BACK
        Message.objects.exclude(letter="registered").update(state="ready")
        found = figures()
        assert found.value("with_feedback", year) == 0.0 and found.value("letters_due", year) == 1

    def test_overdue_needs_are_counted_where_they_stand(self, client):
        late = need()
        assert figures().value("with_feedback", clock.today().year) is KEPT_BACK
        type(late).objects.filter(pk=late.pk).update(
            state="handed_over", due=clock.today() - timedelta(days=1)
        )
        found = figures()
        assert found.now["answer"] == (1, 1)
        mara, unchecked = manager(), [need(f"Es fehlt Nummer {i}.") for i in range(3)]
        type(late).objects.filter(pk__in=[one.pk for one in unchecked[:2]]).update(
            registered=clock.now() - timedelta(days=settings.CITY.needs.check_days + 1)
        )
        assert (
            figures().now["register"] == (3, load_of(mara).overdue) == (3, 2)
        )  # as the manager's desk has it
        assert (open_work(AREA)["queue_overdue"], open_work(AREA)["overdue"]) == (2, 1)
        assert "3 Bedarfe sind überfällig." in client.get("/uebersicht/kennzahlen/").content.decode()
        type(late).objects.filter(pk=unchecked[0].pk).update(
            state="withdrawn"
        )  # of two nobody is told anything
        assert "Ein Bedarf ist überfällig." in client.get("/uebersicht/kennzahlen/").content.decode()
        rows = client.get("/uebersicht/kennzahlen/tabelle.csv").content.decode()
        assert "stand,answer" in rows and "dauer,to_answer" in rows

    def test_the_yearly_report_tells_decisions_against_their_order(self, client):
        year, office = clock.today().year, organisation()
        bench = need("Am Anger fehlt eine Bank.")
        checking.accept(by=manager(), need=bench)
        reported.decided(bench, D(year, 1, 5), passed_over=[7], deviation="Das Land zahlt nur heuer.")
        reported.judged(bench, D(year, 1, 6))
        reported.answered(
            reported.request(bench, office, D(year, 1, 1), due=D(year, 1, 9)), D(year, 1, 4), "partly"
        )
        reported.measure(
            office, "sozialraeume/A", {year: ("500.25", "100.00")}, provider=organisation("Haus", "providers")
        )
        page = client.get(f"/uebersicht/jahresbericht/{year}/").content.decode()
        for words in ("vor B-7 beschlossen", "Das Land zahlt nur heuer.", "Die Wege sind jetzt sicher.", "500,25",
                      "Jugendamt", "vorläufig: das Jahr läuft noch", "keine Kosten des Modells"):  # fmt: skip
            assert words in page, words
        plan_cost(
            by=somebody_as("social_planner"),
            kind="moderation",
            title="Abende",
            price=Decimal("10.10"),
            year=year,
        )
        english = client.get(f"/en/uebersicht/jahresbericht/{year}/").content.decode()
        assert "Yearly report" in english and "Moderation" in english and "€10.10" in english

    def test_the_report_is_a_pdf_and_only_of_years_that_there_were(self, client):
        year = clock.today().year
        need()
        answer = client.get(f"/uebersicht/jahresbericht/{year}/bericht.pdf")
        assert answer.content[:5] == b"%PDF-" and answer["Content-Type"] == "application/pdf"
        assert client.get(f"/uebersicht/jahresbericht/{year - 30}/").status_code == 404
        assert client.get("/uebersicht/jahresbericht/").status_code == 302

    def test_the_report_asks_as_often_for_much_as_for_little(self, client):
        year, office = clock.today().year, organisation()

        def more(n: int) -> int:
            for i in range(n):
                one = need(f"Es fehlt Nummer {i}.")
                reported.decided(one, D(year, 1, 5))
                reported.judged(one, D(year, 1, 6))
                reported.answered(
                    reported.request(one, office, D(year, 1, 1), due=D(year, 1, 9)), D(year, 1, 4)
                )
                reported.measure(office, "sozialraeume/A", {year: ("5.00", None)})
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/uebersicht/jahresbericht/{year}/").status_code == 200
            return len(asked)

        assert more(1) == more(6) <= 30

    def test_the_start_page_leads_everywhere(self, client):
        checking.accept(by=manager(), need=need())
        page = client.get("/uebersicht/").content.decode()
        for path in ("aemter/", "raeume/", "baenke/", "kennzahlen/", f"jahresbericht/{clock.today().year}/"):
            assert f'href="/uebersicht/{path}"' in page
        assert "/weg/" in page
