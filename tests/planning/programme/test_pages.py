"""Pages of measures, budget and programme: what they show, sums to the cent, and no more statements for more rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import fundings, measures, milestones
from sozialraum.planning.programme.actions.budget import load_budget
from sozialraum.planning.programme.models import Funding, Measure, YearCost
from sozialraum.planning.programme.plans import Money
from sozialraum.planning.programme.queries.amounts import whole
from sozialraum.planning.programme.queries.measure import get, money_of
from sozialraum.planning.programme.queries.measures import by_area, by_year
from sozialraum.planning.programme.queries.programme import programme
from sozialraum.planning.statistics.queries import current
from worlds.carrying_out import (
    a_measure,
    a_need,
    a_plan,
    a_provider,
    a_row,
    agreed,
    amounts,
    delivered,
    department,
    in_days,
    of_provider,
    officer,
)
from worlds.people import somebody_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode().replace("\u00a0", " ")


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        page(client, address)
    return len(found)


def late(measure):
    measure.milestones.update(due=in_days(-3))


def test_the_list_narrows_adds_up_and_names_what_is_late(client):
    first = a_measure(a_need())
    second = a_measure(title="Ein Baum", dimensions=("health",), costs=((in_days(0).year, Decimal("0.05")),))
    late(first)
    shown = page(client, "/massnahmen/")
    assert "2 Maßnahmen" in shown and "4.200,55 €" in shown and "überfällig seit" in shown
    assert "Ein Baum" not in page(client, "/massnahmen/?stand=spaet")
    only = page(client, f"/massnahmen/?q=MN-{second.pk}&lebenslage=health&sortierung=kosten")
    assert "Ein Baum" in only and "0,05 €" in only and "Zwei Bänke" not in only
    assert "Dazu gibt es keine Maßnahme" in page(client, "/massnahmen/?jahr=1999&stand=x&amt=x")
    told = page(client, "/massnahmen/tabelle.csv?stand=spaet")
    assert "4200.50" in told and "Ein Baum" not in told
    assert client.get("/massnahmen/tabelle.xlsx").status_code == 200
    assert client.get("/massnahmen/tabelle.pdf").status_code == 404


def test_as_many_statements_for_many_as_for_few(client):
    a_measure(a_need())
    addresses = ("/massnahmen/", "/massnahmen/programm/", "/massnahmen/programm/1/")
    few = [statements(client, one) for one in addresses]
    for number in range(8):
        made = a_measure(
            a_need() if number % 2 else None, title=f"Bank {number}", dimensions=("health", "housing")
        )
        late(made)
    assert [statements(client, one) for one in addresses] == few


def test_one_measure_says_why_where_until_when_and_who_pays(client):
    need = a_need()
    made = a_measure(need, provider=a_provider(), indicators=("unemployment_share",))
    shown = page(client, f"/massnahmen/{made.pk}/")
    for part in ("Zwei Bänke am Anger", need.number, "Nachbarschaft e. V.", "4.200,50 €", "0601.13", "Bänke bestellen",
                 "Die Haushaltsstelle soll 4.200,50 € tragen", "1.000,50 €", "Es fehlen 3.200 €", "als Nächstes",
                 "/werte/unempl"):  # fmt: skip
        assert part in shown, part
    assert "Was dafür getan wird" in page(client, f"/bedarfe/{need.pk}/")
    assert "Was hier getan wird" in page(client, "/raeume/sozialraeume/A/")
    by = officer(made.responsible)
    milestones.move_milestone(by=by, milestone=made.milestones.get(), due=in_days(30), reason="Lieferzeit.")
    measures.pause(by=by, measure=made, reason="Frost.")
    shown = page(client, f"/massnahmen/{made.pk}/")
    assert "Lieferzeit." in shown and "zuerst geplant bis" in shown and "Frost." in shown and "ruht" in shown
    page(client, "/massnahmen/99999/", 404)


@pytest.mark.parametrize(
    ("confirmed", "hoped", "line", "says"),
    [("4200.50", "", False, "genau"), ("4200.51", "", True, "0,01 € mehr"),
     ("4000", "200.50", False, "Es fehlen 200,50 €"),     ("3500.50", "", True, "Den Rest von 700 €")],
)  # fmt: skip
def test_a_gap_and_a_surplus_are_named_to_the_cent(confirmed, hoped, line, says):
    year = in_days(0).year
    money = [Money("state", year, Decimal(confirmed), confirmed=in_days(-1))]
    money += [Money("eu", year, Decimal(hoped))] if hoped else []
    values = {} if line else {"budget_line": None}
    made = a_measure(fundings=tuple(money), **values)
    assert says in money_of(get(made.pk)).verdict.replace("\u00a0", " ")


def filled(**values):
    today, year = in_days(0), in_days(0).year
    return {
        "title": "Lesepatinnen", "text": "Vorlesen am Nachmittag.", "place": "sozialraeume@2019-01-01|sozialraeume/A",
        "begins": today.isoformat(), "ends": in_days(60).isoformat(), "step_1": "Räume finden",
        "due_1": in_days(20).isoformat(), f"cost_{year}": "1.200,40", "line": "0601.13", "year_1": year,
    } | values  # fmt: skip


def test_a_provider_begins_a_measure_for_a_decided_need(client):
    a_plan()  # a line of the budget is there
    need, provider, office = a_need(), a_provider(), department()
    client.force_login(of_provider(provider))
    assert "Maßnahme beginnen" in page(client, f"/bedarfe/{need.pk}/")
    address = f"/massnahmen/neu/?bedarf={need.pk}"
    assert 'name="step_1"' in page(client, address)
    whose = {"responsible": office.pk, "provider": provider.pk}
    for wrong, word in (
        ({"line": "9999.1"}, "gibt es nicht"), ({"step_2": "Und?"}, "Bis wann?"), ({"amount_1": "5"}, "Woher kommt"),
        ({"line": ""}, "Woher kommt das Geld"), ({"provider": ""}, "aria-invalid"),
    ):  # fmt: skip
        answer = client.post(address, filled(**(whose | wrong)))
        assert answer.status_code == 422 and word in answer.content.decode(), word
    assert client.post(address, filled(**whose)).status_code == 302
    assert not Measure.objects.exists()  # it waits for the department
    made = agreed(Measure.with_proposals.get())
    assert (made.costs.get().planned, made.planning_area, made.need) == (
        Decimal("1200.40"),
        "planungsraeume/1",
        need,
    )
    need.refresh_from_db()
    assert need.state == State.IMPLEMENTING
    answer = client.post(address, filled(**whose))  # a further measure for the same need
    assert answer.status_code == 302 and Measure.with_proposals.filter(need=need).count() == 2
    page(client, "/massnahmen/neu/?bedarf=99999", 404)


def test_reports_by_a_form_each_and_what_is_refused_is_said(client):
    made = a_measure()
    client.force_login(officer(made.responsible))
    address, step = f"/massnahmen/{made.pk}/melden/", made.milestones.get()

    def post(act, **values):
        return client.post(address, {"act": act} | values)

    assert post("fertig", on=in_days(0).isoformat(), text="Steht.").status_code == 422
    answer = post("verschoben", milestone=step.pk, due=in_days(70).isoformat(), reason="")
    assert answer.status_code == 422
    for act, values in (
        ("verschoben", {"milestone": step.pk, "due": in_days(70).isoformat(), "reason": "Frost."}),
        ("erledigt", {"milestone": step.pk, "done": in_days(0).isoformat()}),
        ("kosten", {"year": in_days(0).year, "actual": "12,34"}),
        ("geld", {"source": "eu", "year": in_days(0).year, "amount": "1000"}),
        ("ruhen", {"reason": "Frost."}), ("weiter", {"reason": "Tauwetter."}),
        ("aendern", {"title": "Drei Bänke", "text": "x", "ends": made.ends.isoformat(), "budget_line": "0601.13",
                     "reason": "Mehr."}),
        ("fertig", {"on": in_days(0).isoformat(), "text": "Sie stehen."}),
    ):  # fmt: skip
        answer = post(act, **values)
        assert answer.status_code == 302, (act, answer.content.decode()[-3000:])
    made.refresh_from_db()
    assert (made.state, made.title, made.costs.get().actual) == ("done", "Drei Bänke", Decimal("12.34"))
    page(client, address)  # with what was just saved
    shown = page(client, address)
    assert "Alles ist fertig" not in shown and "Kosten" in shown
    client.force_login(somebody_as("resident"))
    page(client, address, 403)


def test_the_programme_as_page_and_pdf_with_needs_that_wait(client):
    late(a_measure(a_need()))
    waits = a_need()
    shown = page(client, "/massnahmen/programm/")
    assert waits.number in shown and "4.200,50 €" in shown and "Was überfällig ist" in shown
    assert "Zwei Bänke" in page(client, "/massnahmen/programm/1/")
    assert "Noch gibt es hier keine Maßnahme" in page(client, "/massnahmen/programm/2/")
    page(client, "/massnahmen/programm/nirgends/", 404)
    for address in ("/massnahmen/programm/programm.pdf", "/en/massnahmen/programm/1/programm.pdf"):
        assert client.get(address).content.startswith(b"%PDF")


def test_the_programme_is_drawn_where_its_measures_are_today(client):
    a_measure(a_need())
    a_measure(
        edition="sozialraeume@2013-01-01", costs=((in_days(0).year, Decimal("0.05")),)
    )  # in former boundaries
    a_measure(
        space="sozialraeume/B", planning_area="planungsraeume/2", costs=((in_days(0).year, Decimal("7.00")),)
    )
    a_measure(space="planungsraeume/1", edition="planungsraeume@2013-01-01")
    found = programme(current()).places
    assert [(one.code, one.count, one.planned) for one in found.rows] == [
        ("A", 2, Decimal("4200.55")), ("B", 1, Decimal("7.00")), ("", 1, Decimal("4200.50")),
    ]  # fmt: skip
    assert found.without == 2 and "Raum A" in found.map.sentence
    own = programme(current(), "1").places  # its map shows its own spaces alone
    assert (
        [one.code for one in own.rows] == ["A", ""]
        and "Raum B" not in own.map.svg
        and "Raum C" in own.map.svg
    )
    shown = page(client, "/massnahmen/programm/")
    assert "Wo die Maßnahmen sind" in shown and 'data-code="B"' in shown and "4.200,55" in shown
    assert "kein Geld geplant" in shown and "In 2 weiteren Sozialräumen" in shown


def test_the_budget_to_look_through(client):
    assert "Noch ist kein Haushalt" in page(client, "/massnahmen/haushalt/")
    rows = [
        a_row(), a_row("28", "Jahresergebnis", is_total=True, amounts=amounts(y2026="-1000.50", y2027="-7")),
        a_row("28", "Jahresergebnis", "0701", is_total=True, amounts=amounts(y2026="0.25"), product_title="Sport"),
        a_row("28", "Jahresergebnis", is_total=True, amounts=amounts(y2026="-5"), district="planungsraeume/1"),
    ]  # fmt: skip
    load_budget(by=PROGRAM, budget=delivered(*rows))
    shown = page(client, "/massnahmen/haushalt/")
    assert "−1.000,25 €" in shown and "Plan 2027" in shown
    assert "Sport" not in page(client, "/massnahmen/haushalt/?q=0601")
    assert "−5 €" in page(client, "/massnahmen/haushalt/?bezirk=planungsraeume/1")
    product = page(client, "/massnahmen/haushalt/0601/")
    assert "Sachkosten" in product and "1.000,50 €" in product and "daraus bezahlen" not in product
    assert "0601" in page(client, "/massnahmen/haushalt/tabelle.csv?produkt=0601")
    page(client, "/massnahmen/haushalt/9999/", 404)


def test_who_keeps_the_money_reads_the_budget_in(client):
    client.force_login(somebody_as("social_planner"))
    file = SimpleUploadedFile("anderswo.csv", b"a,b\n")
    answer = client.post("/massnahmen/haushalt/einlesen/", {"file": file})
    assert answer.status_code == 422 and "Rezeptur" in answer.content.decode()


# -- every sum is the whole, to the cent --

CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
COST = st.tuples(st.integers(2020, 2030), CENTS, st.none() | CENTS)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(["", "planungsraeume/1", "planungsraeume/2"]), st.lists(COST, max_size=5),
                       st.lists(st.tuples(st.sampled_from(["eu", "state", "city"]), CENTS.filter(bool)), max_size=4)),
             min_size=1, max_size=5)
)  # fmt: skip
def test_sums_by_year_source_and_area_are_the_whole_to_the_cent(given_):
    Funding.objects.all().delete()
    YearCost.objects.all().delete()
    base = a_measure()
    base.costs.all().delete()
    planned = actual = Decimal(0)
    keys = [base.pk]
    for area, costs, money in given_:
        made = a_measure(planning_area=area)
        made.costs.all().delete()
        for year, plan, spent in {cost[0]: cost for cost in costs}.values():
            YearCost.objects.create(measure=made, year=year, planned=plan, actual=spent)
            planned, actual = planned + plan, actual + (spent or 0)
        for number, (source, amount) in enumerate(money):
            confirmed = in_days(-1) if number % 2 else None
            fundings.add_funding(
                by=PROGRAM, measure=made, money=Money(source, in_days(0).year, amount, confirmed=confirmed)
            )
        keys.append(made.pk)
        shown = money_of(get(made.pk))
        assert shown.confirmed + shown.hoped == sum((amount for _s, amount in money), Decimal(0))
        assert shown.whole.planned == sum((one.planned for one in shown.years), Decimal(0))
    found = Measure.objects.filter(pk__in=keys)
    for rows in (by_year(found), by_area(found, current())):
        together = whole(rows, "")
        assert (together.planned, together.actual) == (planned, actual)
