"""Costs of the introduction: exact sums, a proposal that says its assumptions, a journal that tells each change."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.reports import actions
from sozialraum.planning.reports.models import CostItem
from sozialraum.planning.reports.queries import introduction_costs as query
from sozialraum.planning.reports.queries.introduction_costs import Assumptions, Size
from worlds.people import administrator, somebody_as

pytestmark = pytest.mark.django_db
COSTS = "/einfuehrung/kosten/"


@pytest.fixture
def planner():
    return somebody_as("social_planner", "Petra Planung")


@pytest.fixture
def year():
    return timezone.localdate().year


def post(planner, year, **values):
    values = {"kind": "staff", "title": "Management", "quantity": Decimal("0.50"), "unit": "post",
              "price": Decimal("78000.33"), "year": year, "last_year": year + 1} | values  # fmt: skip
    return actions.plan_cost(by=planner, **values)


def test_sums_by_year_and_kind_are_exact(planner, year):
    item = post(planner, year)
    post(
        planner, year, kind="rooms", title="Saal", quantity=Decimal(3), price=Decimal("0.10"), last_year=None
    )
    assert item.amount == Decimal("39000.17")  # half a cent goes up
    actions.note_spent(by=planner, item=item, year=year, amount=Decimal("39000.20"))
    first, second = query.costs_by_year()
    assert (first.year, first.total.planned, first.total.spent) == (
        year,
        Decimal("39000.47"),
        Decimal("39000.20"),
    )
    assert first.kinds["staff"].left == Decimal("-0.03")
    assert list(first.kinds) == ["staff", "rooms"]
    assert (second.total.planned, second.total.spent) == (Decimal("39000.17"), Decimal(0))


def test_each_change_stands_in_the_journal_and_a_proposal_becomes_ones_own(planner, year):
    item = post(planner, year, assumption="volle Stellen je Planungsraum: 1")
    changed = actions.change_cost(by=planner, item=item, price=Decimal("80000.00"), reason="neuer Tarif")
    assert changed.assumption == ""
    told = Entry.objects.filter(act="reports.cost_changed").get()
    assert told.details == {"price": ["78000.33", "80000.00"]} and told.reason == "neuer Tarif"
    actions.change_cost(by=planner, item=item, price=Decimal("80000.00"))
    assert Entry.objects.filter(act="reports.cost_changed").count() == 1


def test_what_was_spent_stays_when_a_position_leaves_the_plan(planner, year):
    item = post(planner, year)
    actions.note_spent(by=planner, item=item, year=year, amount=Decimal("12.34"))
    with pytest.raises(Refused, match="Grund"):
        actions.end_cost(by=planner, item=item, reason=" ")
    actions.end_cost(by=planner, item=item, reason="Doch nicht.")
    only = query.costs_by_year()
    assert [(one.year, one.total) for one in only] == [(year, query.Sum(Decimal(0), Decimal("12.34")))]
    with pytest.raises(Refused, match="nicht mehr im Plan"):
        actions.change_cost(by=planner, item=item, price=Decimal(1))


def test_refusals_say_what_to_do(planner, year):
    item = post(planner, year)
    for values in (
        {"year": year + 5, "amount": Decimal(1)}, {"year": year + 1, "amount": Decimal(1)},
        {"year": year, "amount": Decimal("0.001")}, {"year": year, "amount": Decimal(-1)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.note_spent(by=planner, item=item, **values)
    actions.note_spent(by=planner, item=item, year=year, amount=Decimal(5))
    with pytest.raises(Refused, match=str(year)):
        actions.change_cost(by=planner, item=item, year=year + 1)
    for values in (
        {"title": " "},
        {"quantity": Decimal(0)},
        {"last_year": year - 1},
        {"price": Decimal("1.001")},
    ):
        with pytest.raises(Refused):
            post(planner, year, **values)
    assert actions.note_spent(by=planner, item=item, year=year, amount=Decimal(0)) is None
    assert query.costs_by_year()[0].total.spent == 0
    with pytest.raises(NotAllowed):
        post(administrator(), year)
    assert CostItem.objects.count() == 1


@settings(deadline=None)
@given(
    areas=st.integers(0, 30), spaces=st.integers(0, 500), years=st.integers(1, 15),
    posts=st.decimals(0, 3, places=2), price=st.decimals(0, 100_000, places=2), sessions=st.integers(0, 12),
)  # fmt: skip
def test_the_proposal_is_the_sum_of_what_it_says(areas, spaces, years, posts, price, sessions):
    size = Size(areas, spaces)
    of = Assumptions(2026, years, posts_per_area=posts, price_post=price, sessions_space=sessions)
    found = {one.key: one for one in query.proposal(size, of)}
    assert all(one.quantity > 0 and one.price > 0 and one.because for one in found.values())
    if posts and price and areas:
        assert found["managers"].quantity == posts * areas
    held = of.sessions(size)
    assert held == sessions * spaces + 2 * areas + 4
    assert found["rooms"].quantity == held
    assert ("training" in found) is bool(areas)
    last = 2026 + years - 1 if years > 1 else None
    assert {one.last_year for key, one in found.items() if key != "training"} == {last}


def test_the_proposal_is_taken_over_once_and_marked(client, planner, year, published):
    client.force_login(planner)
    page = client.get(f"{COSTS}vorschlag/").content.decode()
    assert "Annahme" in page
    asked = Assumptions(year).plain() | {"price_room": "1.234,50", "act": "uebernehmen"}
    assert client.post(f"{COSTS}vorschlag/", asked).status_code == 422  # nothing is ticked
    assert client.post(f"{COSTS}vorschlag/", asked | {"position": ["rooms", "planning"]}).status_code == 302
    assert CostItem.objects.get(kind="rooms").price == Decimal("1234.50")
    assert all(one.assumption for one in CostItem.objects.all()) and CostItem.objects.count() == 2
    assert client.post(f"{COSTS}vorschlag/", asked | {"position": ["rooms"]}).status_code == 422
    told = Entry.objects.get(act="reports.costs_proposed")
    assert (
        told.details["positions"] == ["planning", "rooms"]
        and told.details["assumptions"]["price_room"] == "1234.50"
    )


def test_pages_take_what_is_written_and_give_it_away_as_a_file(client, planner, year, published):
    client.force_login(planner)
    new = {
        "kind": "staff",
        "title": "=Stelle",
        "quantity": "0,5",
        "unit": "post",
        "price": "78.000,00",
        "year": year,
    }
    assert client.post(f"{COSTS}neu/", new).status_code == 302
    item = CostItem.objects.get()
    assert item.amount == Decimal(39000)
    one = f"{COSTS}{item.pk}/"
    given = {"act": "ausgegeben", "ausgabe-year": year, "ausgabe-amount": "1.000,01"}
    assert client.post(one, given).status_code == 302
    assert client.post(one, given | {"ausgabe-amount": "viel"}).status_code == 422
    page = client.get(COSTS).content.decode()
    assert "39.000\u00a0€" in page and "1.000,01\u00a0€" in page
    rows = client.get(f"{COSTS}datei.csv").content.decode().splitlines()
    assert rows[1].startswith(
        f"{year},staff,Personal,'=Stelle,0.50,volle Stelle,78000.00,39000.00,1000.01,false"
    )
    assert client.post(one, {"act": "beenden", "ende-reason": ""}).status_code == 422
    assert client.post(one, {"act": "beenden", "ende-reason": "Doch nicht."}).status_code == 302
    client.force_login(administrator())
    assert client.get(COSTS).status_code == 200 and client.get(f"{COSTS}neu/").status_code == 403
