"""Money of a measure from a fund: asked for, promised, spent, free again; and two who want the last of it at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.programme.actions import from_funds, fundings, funds, measures, milestones, papers
from sozialraum.planning.programme.models import Decision, Funding, Measure
from sozialraum.planning.programme.plans import Money
from sozialraum.planning.programme.queries.accounts import open_reservations, standing, statement
from worlds.carrying_out import (
    a_measure,
    a_need,
    a_plan,
    a_provider,
    agreed,
    department,
    in_days,
    of_provider,
    officer,
)
from worlds.conferring import conference
from worlds.deciding import drafted, planner
from worlds.money import fund, keeper
from worlds.people import today
from worlds.together import at_once
from worlds.voices import AREA, SPACE, manager

pytestmark = pytest.mark.django_db


def euro(text: str) -> Decimal:
    return Decimal(text)


def own(mara, holds: str = "1000.00", **values):
    return fund(
        "Verfügungsfonds Anger", holds=holds, body=conference(mara), space=SPACE, planning_area=AREA, **values
    )


def from_(one, amount: str, confirmed=None) -> Money:
    return Money("fund", one.year, euro(amount), fund=one, confirmed=confirmed)


def held(one) -> tuple[Decimal, Decimal]:
    """On the account, and promised to measures; the account's lines say the same."""
    found, lines = standing(one), statement(list(one.bookings.all()))
    assert (lines[-1].balance, lines[-1].free) == (found.balance, found.free)
    assert all(line.balance >= line.free >= 0 for line in lines)
    return found.balance, found.reserved


def test_asked_for_promised_spent_and_free_again_when_it_ends(published, karla):
    mara, office = manager(), department()
    otto, one, need = officer(office), own(mara), a_need()
    made = measures.begin_measure(by=otto, plan=a_plan(office, fundings=(from_(one, "600.00"),)), need=need)
    hoped = made.fundings.get()
    assert held(one) == (euro("1000.00"), 0)  # what is only hoped for holds nothing
    with pytest.raises(NotAllowed, match="wer den Fonds führt"):
        fundings.confirm_funding(by=otto, funding=hoped, on=today())
    fundings.confirm_funding(by=mara, funding=hoped, on=today())
    with pytest.raises(Refused, match="schon zugesagt"):
        fundings.confirm_funding(by=mara, funding=hoped, on=today())
    promised = open_reservations(one.bookings.all()).get()
    assert (promised.measure, promised.amount, held(one)) == (made, euro("-600.00"), (1000, 600))
    with pytest.raises(Refused, match=f"Maßnahme {made.number} zugesagt"):
        funds.release(by=mara, reservation=promised, on=today(), text="doch nicht")
    with pytest.raises(Refused, match="Reserviert sind noch 600"):
        from_funds.spend(by=otto, funding=hoped, amount=euro("600.01"), on=today(), text="Holz")
    with pytest.raises(NotAllowed):
        from_funds.spend(by=mara, funding=hoped, amount=euro("1.00"), on=today(), text="Holz")
    from_funds.spend(by=otto, funding=hoped, amount=euro("199.99"), on=today(), text="Holz")
    assert held(one) == (euro("800.01"), euro("400.01"))
    with pytest.raises(Refused, match="schneller"):  # the old reservation has ended
        funds.pay(by=karla, fund=one, amount=euro("1.00"), on=today(), text="x", reservation=promised)
    rest = open_reservations(one.bookings.all()).get()
    funds.pay(by=karla, fund=one, amount=euro("100.01"), on=today(), text="Farbe", reservation=rest)
    assert held(one) == (euro("700.00"), euro("300.00"))
    milestones.report_milestone(by=otto, milestone=made.milestones.get(), done=today())
    measures.finish(by=otto, measure=made, on=today(), text="Zwei Bänke stehen.")
    hoped.refresh_from_db()
    assert (held(one), hoped.reservation) == ((euro("700.00"), 0), None)
    assert all(line.measure == made for line in one.bookings.exclude(kind="deposit"))
    way = Entry.objects.filter(
        subject_kind="need", subject_key=str(need.pk), act__startswith="programme.money"
    )
    assert way.filter(act="programme.money_paid").count() == 2
    assert sum(euro(line.details["amount"]) for line in way) == euro("-300.00")


def test_what_falls_away_or_is_broken_off_is_free_and_what_is_paid_stays(client, published):
    mara = manager()
    one = own(mara)
    made = a_measure(fundings=(from_(one, "300.00", today()), from_(one, "200.00", today())))
    first, second = made.fundings.order_by("pk")
    assert held(one) == (1000, 500)
    from_funds.spend(by=PROGRAM, funding=first, amount=euro("120.50"), on=today(), text="Pflanzen")
    fundings.drop_funding(by=PROGRAM, funding=first, reason="Der Rest kommt vom Verein.")
    first.refresh_from_db()
    assert (first.amount, first.reservation, held(one)) == (euro("120.50"), None, (euro("879.50"), 200))
    with pytest.raises(Refused, match="ist ausgegeben"):
        fundings.drop_funding(by=PROGRAM, funding=first, reason="Weg.")
    other = fund("Spenden", planning_area=AREA)
    funds.reserve(by=PROGRAM, fund=other, amount=euro("50.00"), on=today(), text="von Hand", measure=made)
    assert f'href="/geld/fonds/{other.pk}/"' in client.get(f"/massnahmen/{made.pk}/").content.decode()
    measures.abandon(by=PROGRAM, measure=made, reason="Kein Partner.")
    assert held(other) == (1000, 0)
    assert (held(one), made.fundings.count()) == ((euro("879.50"), 0), 2)
    second.refresh_from_db()
    assert second.reservation is None and second.confirmed == today()


def test_a_fund_pays_only_in_its_place_and_year_and_never_more_than_it_holds(published):
    mara = manager()
    one = own(mara)
    elsewhere = fund("Fonds B", space="sozialraeume/B", planning_area=AREA)
    area, city = fund("Fonds Mitte", planning_area=AREA), fund("Fonds der Stadt")
    late, over = fund("Alt", year=today().year - 3), fund("Zu", holds="0")
    funds.close_fund(by=PROGRAM, fund=over)
    over.refresh_from_db()
    for wrong in (elsewhere, late, over):
        with pytest.raises(Refused, match="anderen Raum"):
            a_measure(fundings=(from_(wrong, "1.00"),))
    made = a_measure(fundings=tuple(from_(right, "1.00", today()) for right in (city, one, area)))
    with pytest.raises(Refused, match=r"Im „Verfügungsfonds Anger .*Frei sind 999"):
        fundings.add_funding(by=PROGRAM, measure=made, money=from_(one, "999.01", today()))
    fundings.add_funding(by=PROGRAM, measure=made, money=from_(one, "999.00", today()))
    assert (held(one), made.fundings.count()) == ((1000, 1000), 4)


def test_what_the_conference_decided_for_a_need_is_held_and_taken_over_by_its_measure(published):
    petra, mara, provider = planner(), manager(), a_provider()
    one = own(mara)
    office = department()
    paper = drafted(petra)
    paper = papers.save_paper(
        by=petra, paper=paper, version=0, level="conference", title="Bank", proposal="Eine Bank.", body_name="SRK",
        department=office, cost=euro("1200.00"),
    )  # fmt: skip
    paper = papers.submit_paper(by=petra, paper=paper)
    yes = {"paper": paper, "outcome": "decided", "on": today(), "number": "4/26"}
    with pytest.raises(Refused, match=r"Frei sind 1\.000"):
        papers.record_decision(by=mara, **yes)
    assert not Decision.objects.exists() and held(one) == (1000, 0)
    funds.deposit(by=PROGRAM, fund=one, amount=euro("500.00"), on=today(), text="Nachschlag")
    papers.record_decision(by=mara, **yes)
    need = Need.objects.get(pk=paper.need_id)
    promised = open_reservations(one.bookings.all()).get()
    assert (promised.need, promised.measure, held(one)) == (need, None, (1500, 1200))
    paula = of_provider(provider)
    plan = {"provider": provider, "budget_line": None, "space": need.social_space, "edition": need.edition}
    with pytest.raises(NotAllowed, match="wer den Fonds führt"):  # more than was decided
        measures.begin_measure(
            by=paula, need=need, plan=a_plan(office, fundings=(from_(one, "1200.01", today()),), **plan)
        )
    made = measures.begin_measure(
        by=paula, need=need, plan=a_plan(office, fundings=(from_(one, "1100.00", today()),), **plan)
    )
    made = agreed(made)
    assert made.fundings.get().reservation.measure == made and held(one) == (1500, 1100)


def test_the_pages_offer_the_fund_promise_from_it_and_name_each_other(client, published):
    mara, office = manager(), department()
    otto, one, need = officer(office), own(mara), a_need()
    client.force_login(otto)
    address = f"/massnahmen/neu/?bedarf={need.pk}"
    assert f'value="fund:{one.pk}"' in client.get(address).content.decode()
    plan = {
        "title": "Bank", "text": "Eine Bank.", "place": f"{need.edition}|{need.social_space}",
        "responsible": office.pk, "begins": today().isoformat(), "ends": in_days(60).isoformat(), "line": "0601.13",
        "step_1": "Bestellen", "due_1": in_days(9).isoformat(), f"cost_{today().year}": "1.250,50",
        "source_1": f"fund:{one.pk}", "amount_1": "1.234", "year_1": today().year, "seen": "0",
    }  # fmt: skip
    a_plan(office)  # a line of the budget
    far = fund("Fern", space="sozialraeume/B")
    assert client.post(address, plan | {"source_1": f"fund:{far.pk}"}).status_code == 422
    answer = client.post(address, plan)
    made = Measure.objects.get()
    assert (answer.status_code, made.fundings.get().amount, made.fundings.get().fund) == (302, 1234, one)
    again = client.post(address, plan)  # a second tab
    text = again.content.decode()
    assert (again.status_code, Measure.objects.count()) == (422, 1)
    assert f"/massnahmen/{made.pk}/" in text and "inzwischen schon eine Maßnahme begonnen" in text
    assert f'name="seen" value="{made.pk}"' in text  # sent once more it is meant so
    statement_page = f"/geld/fonds/{one.pk}/"
    second = fundings.add_funding(by=otto, measure=made, money=from_(one, "5.00"))
    declined = {"funding": second.pk, "reason": "Dafür reicht es nicht."}
    assert client.post(f"{statement_page}absagen/", declined | {"bestaetigt": "1"}).status_code == 403
    client.force_login(mara)
    assert "Dafür reicht es nicht." in client.post(f"{statement_page}absagen/", declined).content.decode()
    assert client.post(f"{statement_page}absagen/", declined | {"bestaetigt": "1"}).status_code == 302
    assert Entry.objects.get(act="programme.funding_dropped").reason == "Dafür reicht es nicht."
    client.force_login(mara)
    assert "Eine Maßnahme bittet um Geld" in client.get("/schreibtisch/").content.decode()
    assert f"zusagen/?finanzierung={made.fundings.get().pk}" in client.get(statement_page).content.decode()
    funds.deposit(by=PROGRAM, fund=one, amount=euro("234.00"), on=today(), text="Nachschlag")
    sent = {"funding": made.fundings.get().pk, "on": today().isoformat(), "seen": one.bookings.last().pk}
    asked = client.post(f"{statement_page}zusagen/", sent)
    assert "1.234\u00a0€" in asked.content.decode()
    assert client.post(f"{statement_page}zusagen/", sent | {"bestaetigt": "1"}).status_code == 302
    assert held(one) == (1234, 1234)
    client.force_login(otto)
    spent = {"act": "fonds", "funding": made.fundings.get().pk, "amount": "34,50", "on": today().isoformat()}
    report = f"/massnahmen/{made.pk}/melden/"
    assert f"noch 1.234\u00a0€: {one}" in client.get(report).content.decode()
    assert client.post(report, spent | {"text": "Holz"}).status_code == 302
    client.logout()
    told = client.get(statement_page).content.decode()
    assert f'href="/massnahmen/{made.pk}/"' in told and "1.199,50\u00a0€" in told
    told = client.get(f"/en/massnahmen/{made.pk}/").content.decode()
    assert f'href="/en{statement_page}"' in told and "€1,199.50" in told and "€34.50" in told


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_last_money_or_begin_at_once(published):
    mara = manager()
    one = own(mara)
    asked = [a_measure(a_need(), fundings=(from_(one, "600.00"),)).fundings.get() for _n in range(3)]
    said = at_once(
        *(lambda each=each: fundings.confirm_funding(by=mara, funding=each, on=today()) for each in asked)
    )
    assert sorted(said) == ["done", "not_free", "not_free"] and held(one) == (1000, 600)
    promised = Funding.objects.get(confirmed__isnull=False)
    otto, karla, reserved = officer(department()), keeper(), promised.reservation
    more = {"amount": euro("400.00"), "on": today(), "text": "Rechnung"}
    said = at_once(
        lambda: from_funds.spend(by=otto, funding=promised, **more),
        lambda: funds.pay(by=karla, fund=one, reservation=reserved, **more),
        lambda: measures.abandon(by=otto, measure=promised.measure, reason="Doch nicht."),
    )
    assert said.count("done") >= 1 and set(said) <= {"done", "quicker", "not_free"}
    paid = one.bookings.filter(kind="payment").count()
    assert paid <= 1 and held(one) == (1000 - 400 * paid, 0 if said[2] == "done" else 600 - 400 * paid)
    need = a_need()
    begin = lambda: measures.begin_measure(by=otto, plan=a_plan(department()), need=need, seen=0)  # noqa: E731
    assert sorted(at_once(begin, begin, begin)) == ["done", "quicker", "quicker"]
    first = need.measures.get()
    measures.begin_measure(by=otto, plan=a_plan(department()), need=need, seen=first.pk)  # meant so
    assert need.measures.count() == 2
