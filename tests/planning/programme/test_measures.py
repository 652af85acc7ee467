"""Measures begin, change and end, the need goes its way with them, and the journal alone tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.programme.actions import consenting, costs, fundings, measures, milestones
from sozialraum.planning.programme.models import BudgetAmount, Measure
from sozialraum.planning.programme.plans import Money
from sozialraum.planning.programme.queries.measure import get, money_of
from sozialraum.planning.programme.states import MeasureState
from worlds.carrying_out import (
    a_line,
    a_measure,
    a_need,
    a_plan,
    a_provider,
    a_row,
    delivered,
    department,
    in_days,
    of_provider,
    officer,
)
from worlds.people import somebody_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def acts(subject: str, key: object) -> list[str]:
    rows = Entry.objects.filter(subject_kind=subject, subject_key=str(key)).order_by("pk")
    return [one.act for one in rows]


def test_a_decided_need_is_implemented_by_a_measure_and_everybody_is_told():
    need, office = a_need(), department()
    by = officer(office)
    made = measures.begin_measure(by=by, plan=a_plan(office), need=need)
    need.refresh_from_db()
    assert (need.state, need.due, made.state) == (State.IMPLEMENTING, made.ends, MeasureState.RUNNING)
    voice = need.contributions.get()
    letter = messages_on("contribution", str(voice.pk)).last()
    assert letter.title == f"Es geht los: {need.number} wird umgesetzt"
    assert "Zwei Bänke am Anger" in letter.body and "Grünamt" in letter.body
    with pytest.raises(Refused, match="offene Schritte"):
        measures.finish(by=by, measure=made, on=in_days(0), text="Sie stehen.")
    milestones.report_milestone(by=by, milestone=made.milestones.get(), done=in_days(-1))
    measures.finish(by=by, measure=made, on=in_days(0), text="Zwei Bänke stehen im Schatten.")
    need.refresh_from_db()
    made.refresh_from_db()
    assert (need.state, need.due, made.ended) == (State.IMPLEMENTED, None, in_days(0))
    assert "Zwei Bänke stehen" in messages_on("contribution", str(voice.pk)).last().body
    told = acts("need", need.pk)
    assert told[-5:] == [
        "needs.stepped", "programme.measure_begun", "programme.milestone_done", "programme.measure_finished",
        "needs.stepped",
    ]  # fmt: skip
    begun = Entry.objects.get(act="programme.measure_begun")
    assert (
        begun.details["costs"] == {str(in_days(0).year): "4200.50"}
        and begun.details["responsible"] == "Grünamt"
    )


def test_who_may_begin_a_measure():
    office, provider = department(), a_provider()
    plan = a_plan(office, provider=provider)
    elsewhere = of_provider(provider, "planungsraeume/2", "Petra Ferne")
    for person in (officer(department("Bauamt"), "Olga Fremd"), elsewhere, somebody_as("resident")):
        with pytest.raises(NotAllowed):
            measures.begin_measure(by=person, plan=plan, need=a_need())
    planner = somebody_as("social_planner")
    with pytest.raises(NotAllowed):
        measures.begin_measure(by=planner, plan=plan, need=a_need())
    assert measures.begin_measure(by=of_provider(provider), plan=plan, need=a_need()).state == "proposed"
    alone = measures.begin_measure(by=planner, plan=plan)
    assert acts("measure", alone.pk) == ["programme.measure_begun"]


def _changed(name, **values):
    return pytest.param(values, name, id=name)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        _changed("Titel", title=" "), _changed("vor dem Beginn", ends=in_days(-20)),
        _changed("mindestens einen Schritt", milestones=()), _changed("außerhalb", milestones=(("x", in_days(90)),)),
        _changed("für mindestens ein Jahr", costs=()), _changed("nicht läuft", costs=((1999, Decimal(1)),)),
        _changed("zweimal", costs=((in_days(0).year, Decimal(1)),) * 2),
        _changed("kleiner", costs=((in_days(0).year, Decimal(-1)),)),
        _changed("Woher kommt", budget_line=None, fundings=(Money("state", in_days(0).year, Decimal(5)),)),
        _changed("Raumstand", space="sozialraeume/nirgends"),
    ],
)  # fmt: skip
def test_a_plan_that_lacks_something_is_refused_and_nothing_is_half_done(values, word):
    need = a_need()
    with pytest.raises(Refused, match=word):
        measures.begin_measure(by=officer(department()), plan=a_plan(**values), need=need)
    need.refresh_from_db()
    assert need.state == State.DECIDED and not Measure.objects.exists()


def test_a_sum_of_the_budget_or_a_need_elsewhere_pays_for_nothing():
    from sozialraum.planning.people.rules import PROGRAM
    from sozialraum.planning.programme.actions.budget import load_budget
    from sozialraum.planning.programme.models import BudgetLine

    load_budget(by=PROGRAM, budget=delivered(a_row(), a_row("17", "Aufwendungen", is_total=True)))
    total = BudgetLine.objects.get(line="17")
    with pytest.raises(Refused, match="Summe"):
        a_measure(budget_line=total)
    with pytest.raises(Refused, match="schneller"):
        a_measure(a_need(State.ANSWERED))
    paid = a_plan(
        budget_line=None, fundings=(Money("state", in_days(0).year, Decimal(5), confirmed=in_days(-1)),)
    )
    assert measures.begin_measure(by=PROGRAM, plan=paid).fundings.get().amount == 5


def test_it_rests_goes_on_is_changed_and_broken_off_with_reasons(client):
    need, office = a_need(), department()
    by = officer(office)
    made = measures.begin_measure(by=by, plan=a_plan(office), need=need)
    with pytest.raises(Refused, match="Grund"):
        measures.pause(by=by, measure=made, reason=" ")
    with pytest.raises(Refused, match="läuft schon"):
        measures.resume(by=by, measure=made)
    assert measures.pause(by=by, measure=made, reason="Frost.").state == MeasureState.PAUSED
    assert measures.resume(by=by, measure=made).state == MeasureState.RUNNING
    with pytest.raises(Refused, match="nichts geändert"):
        measures.change_measure(by=by, measure=made, reason="Weil.", title=made.title)
    measures.change_measure(by=by, measure=made, reason="Lieferzeit.", ends=in_days(120))
    need.refresh_from_db()
    assert need.due == in_days(120)
    assert (
        Entry.objects.get(act="programme.measure_changed").details["changes"]["ends"][1]
        == in_days(120).isoformat()
    )
    measures.abandon(by=by, measure=made, reason="Die Firma ist zahlungsunfähig.")
    need.refresh_from_db()
    assert (need.state, need.due) == (State.IMPLEMENTING, None)  # it waits for a new paper
    letter = messages_on("contribution", str(need.contributions.get().pk)).last()
    assert letter.title.startswith("Eine Maßnahme ist abgebrochen") and "zahlungsunfähig" in letter.body
    for page, word in (
        ("", "Rat oder Ausschuss"),
        ("weg/", "entscheidet neu"),
        ("", "niemand den Bedarf um"),
    ):
        shown = client.get(f"/bedarfe/{need.pk}/{page}").content.decode()
        assert word in shown and "wer es umsetzt" not in shown.partition('id="weg"')[0], page
    assert "Rat oder Ausschuss" in client.get("/bedarfe/?zustand=implementing").content.decode()
    for act in (measures.abandon, measures.pause):
        with pytest.raises(Refused, match="schneller"):
            act(by=by, measure=made, reason="Noch einmal.")
    with pytest.raises(Refused, match="neu beschlossen"):
        measures.begin_measure(by=by, plan=a_plan(office), need=need)
    with pytest.raises(Refused, match="zu Ende"):
        measures.change_measure(by=by, measure=made, reason="Weil.", title="Anders")
    way.advance(by=PROGRAM, need=need, target=State.UP_FOR_DECISION, reason="Neu zu beschließen.")
    need.refresh_from_db()
    assert not need.broken_off


@pytest.mark.parametrize("first", ["done", "abandoned"])
def test_in_whichever_order_what_was_broken_off_and_not_replaced_is_decided_anew(first):
    need = a_need()
    bench, tree = (
        a_measure(need, title=title, milestones=(("x", in_days(0)),)) for title in ("Bank", "Baum")
    )
    Measure.objects.update(made=timezone.now() - timedelta(days=9))

    def done(one):
        milestones.report_milestone(by=PROGRAM, milestone=one.milestones.get(), done=in_days(0))
        measures.finish(by=PROGRAM, measure=one, on=in_days(0), text="Steht.")

    acts = [lambda: done(tree), lambda: measures.abandon(by=PROGRAM, measure=bench, reason="Kein Platz.")]
    for act in acts if first == "done" else reversed(acts):
        act()
    need.refresh_from_db()
    assert (need.state, need.broken_off, need.due) == (State.IMPLEMENTING, True, None)
    told = messages_on("contribution", str(need.contributions.get().pk)).last()
    assert "neu entscheiden" in told.body


def test_what_took_the_place_of_a_measure_that_was_broken_off_implements_the_need():
    need = a_need()
    bench, tree = a_measure(need), a_measure(need, title="Baum", milestones=(("x", in_days(0)),))
    Measure.objects.update(made=timezone.now() - timedelta(days=9))
    measures.abandon(by=PROGRAM, measure=bench, reason="Kein Platz.")
    other = a_measure(need, title="Stuhl", milestones=(("x", in_days(0)),))
    for one in (tree, other):
        milestones.report_milestone(by=PROGRAM, milestone=one.milestones.get(), done=in_days(0))
        measures.finish(by=PROGRAM, measure=one, on=in_days(0), text="Steht.")
    need.refresh_from_db()
    assert (need.state, need.broken_off) == (State.IMPLEMENTED, False)


def test_a_need_with_two_measures_is_implemented_with_the_last():
    need = a_need()
    first, second = a_measure(need), a_measure(need, title="Ein Baum", ends=in_days(300))
    need.refresh_from_db()
    assert need.due == second.ends
    for one, state in ((second, State.IMPLEMENTING), (first, State.IMPLEMENTED)):
        by = officer(one.responsible, f"Otto {one.pk}")
        milestones.report_milestone(by=by, milestone=one.milestones.get(), done=in_days(0))
        measures.finish(by=by, measure=one, on=in_days(0), text="Steht.")
        need.refresh_from_db()
        assert need.state == state


def test_steps_are_moved_dropped_and_reported_once():
    made = a_measure()
    by, step = officer(made.responsible), made.milestones.get()
    with pytest.raises(Refused, match="letzte Schritt"):
        milestones.drop_milestone(by=by, milestone=step, reason="Unnötig.")
    more = milestones.add_milestone(by=by, measure=made, title="Aufstellen", due=in_days(30))
    with pytest.raises(Refused, match="außerhalb"):
        milestones.move_milestone(by=by, milestone=step, due=in_days(300), reason="Später.")
    milestones.move_milestone(by=by, milestone=step, due=in_days(20), reason="Lieferzeit.")
    step.refresh_from_db()
    assert (step.due - step.first_due, step.note) == (timedelta(days=15), "Lieferzeit.")
    with pytest.raises(Refused, match="bis heute"):
        milestones.report_milestone(by=by, milestone=step, done=in_days(1))
    milestones.report_milestone(by=by, milestone=step, done=in_days(0), note_="Bestellt.")
    milestones.drop_milestone(by=by, milestone=more, reason="Macht die Firma.")
    for one in (step, more):
        with pytest.raises(Refused, match="schneller"):
            milestones.report_milestone(by=by, milestone=one, done=in_days(0))
    with pytest.raises(NotAllowed):
        milestones.add_milestone(by=somebody_as("resident"), measure=made, title="x", due=in_days(3))


def test_costs_and_money_are_exact_and_refused_where_they_make_no_sense():
    made, year = a_measure(), in_days(0).year
    by = officer(made.responsible)
    costs.report_costs(by=by, measure=made, year=year, actual=Decimal("4199.99"))
    held = made.costs.get()
    assert (held.planned, held.actual) == (Decimal("4200.50"), Decimal("4199.99"))
    for wrong, word in (
        ({"year": year, "actual": Decimal("1.001")}, "Cent"), ({"year": year, "actual": Decimal(-1)}, "kleiner"),
        ({"year": year + 9, "planned": Decimal(1)}, "läuft"), ({"year": year}, "Betrag"),
        ({"year": year, "actual": Decimal("4199.99")}, "nichts geändert"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=word):
            costs.report_costs(by=by, measure=made, **wrong)
    money = fundings.add_funding(by=by, measure=made, money=Money("foundation", year, Decimal("0.10")))
    with pytest.raises(Refused, match="Verfügungsfonds"):
        fundings.add_funding(by=by, measure=made, money=Money("fund", year, Decimal(1)))
    fundings.confirm_funding(by=by, funding=money, on=in_days(-2), reference="AZ 7")
    with pytest.raises(Refused, match="schon zugesagt"):
        fundings.confirm_funding(by=by, funding=money, on=in_days(-2))
    fundings.drop_funding(by=by, funding=money, reason="Zurückgezogen.")
    with pytest.raises(Refused, match="gibt es nicht mehr"):
        fundings.drop_funding(by=by, funding=money, reason="Noch einmal.")
    assert Entry.objects.get(act="programme.funding_dropped").details["amount"] == "0.10"


def test_a_measure_that_begins_later_is_planned_until_it_starts():
    made = a_measure(begins=in_days(3))
    by = officer(made.responsible)
    assert made.state == MeasureState.PLANNED
    assert measures.start(by=by, measure=made).state == MeasureState.RUNNING
    with pytest.raises(Refused, match="schneller"):
        measures.start(by=by, measure=made)
    assert replace(a_plan(), title="x").title == "x"


def test_what_a_provider_proposes_is_no_measure_before_the_department_agrees(client):
    office, provider, need = department(), a_provider(), a_need()
    paula, otto = of_provider(provider), officer(office)
    made = measures.begin_measure(by=paula, plan=a_plan(office, provider=provider), need=need)
    need.refresh_from_db()
    assert (made.state, need.state, need.measures.count()) == (MeasureState.PROPOSED, State.DECIDED, 0)
    letter = messages_on("measure", str(made.pk)).get()
    assert letter.account == otto and letter.title == f"Stimmt Ihr Amt zu? {made.number}"
    address = f"/massnahmen/{made.pk}/"
    assert (
        client.get(address).status_code == 404
        and made.title not in client.get("/massnahmen/").content.decode()
    )
    with pytest.raises(NotAllowed):
        consenting.agree(by=paula, measure=made)
    with pytest.raises(Refused, match="erst das Amt zustimmen"):
        measures.start(by=paula, measure=made)
    for who, says in ((paula, False), (otto, True)):
        client.force_login(who)
        assert made.number in client.get("/schreibtisch/").content.decode()
        assert ("Zustimmen: Die Maßnahme beginnt" in client.get(address).content.decode()) is says
        assert client.get(f"{address}melden/").status_code == 404
    consent = f"{address}zustimmung/"
    assert client.post(consent, {"do": "agree"}).status_code == 302
    need.refresh_from_db()
    made.refresh_from_db()
    assert (made.state, need.state, need.due) == (MeasureState.RUNNING, State.IMPLEMENTING, made.ends)
    assert messages_on("measure", str(made.pk)).last().account == paula
    again = client.post(consent, {"do": "decline", "reason": "Doch nicht."}, follow=True)
    assert "Jemand war schneller" in again.content.decode()
    assert acts("need", need.pk)[-2:] == ["needs.stepped", "programme.measure_begun"]

    other, need = a_need(), a_need()
    declined = measures.begin_measure(by=paula, plan=a_plan(office, provider=provider), need=other)
    assert client.post(f"/massnahmen/{declined.pk}/zustimmung/", {"do": "decline"}).status_code == 302
    declined.refresh_from_db()
    assert declined.state == MeasureState.PROPOSED  # a reason is missing
    client.post(f"/massnahmen/{declined.pk}/zustimmung/", {"do": "decline", "reason": "Kein Personal."})
    declined.refresh_from_db()
    other.refresh_from_db()
    assert (declined.state, other.state) == (MeasureState.DECLINED, State.DECIDED)
    client.force_login(paula)
    assert "Kein Personal." in client.get(f"/massnahmen/{declined.pk}/").content.decode()


def test_the_line_is_judged_by_its_plan_and_all_that_is_charged_to_it():
    line, year = a_line(), in_days(0).year  # 1,000.50 are planned
    BudgetAmount.objects.update_or_create(
        line=line, year=year, kind="plan", defaults={"amount": Decimal("1000.50")}
    )
    first = a_measure(budget_line=line, costs=((year, Decimal("600.00")),))
    paid = (Money("state", year, Decimal("300.00"), confirmed=in_days(-1)),)
    a_measure(budget_line=line, costs=((year, Decimal("500.50")),), fundings=paid)
    money = money_of(get(first.pk))
    assert money.tone == "success" and "alle Maßnahmen zusammen brauchen 800,50 €" in told(money)
    third = a_measure(
        budget_line=line, costs=((year, Decimal("200.01")), (year + 1, Decimal(7))), ends=in_days(400)
    )
    money = money_of(get(third.pk))
    assert (
        money.tone == "warning"
        and "Es fehlen 0,01 €" in told(money)
        and "soll 207,01 € tragen" in told(money)
    )
    assert f"Für {year + 1} steht im Haushalt noch kein Plan" in told(money)


def told(money):
    return money.verdict.replace("\u00a0", " ")
