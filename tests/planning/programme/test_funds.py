"""Accounts that balance to the cent: by single acts, by random sequences of them, and by two acts at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.programme.actions import funds
from sozialraum.planning.programme.models import Booking, Fund
from sozialraum.planning.programme.queries.accounts import open_reservations, standing, statement
from worlds.conferring import conference
from worlds.money import fund, keeper
from worlds.people import somebody, today
from worlds.together import at_once
from worlds.voices import manager

pytestmark = pytest.mark.django_db
Kind = Booking.Kind


def euro(text: str) -> Decimal:
    return Decimal(text)


def held(one: Fund) -> tuple[Decimal, Decimal]:
    found = standing(one)
    return found.balance, found.free


def test_a_payment_from_a_reservation_ends_it_and_frees_what_it_did_not_need(karla, thousand):
    promised = funds.reserve(by=karla, fund=thousand, amount=euro("300.00"), on=today(), text="Hochbeete")
    assert held(thousand) == (euro("1000.00"), euro("700.00"))
    funds.pay(
        by=karla, fund=thousand, amount=euro("249.99"), on=today(), text="Rechnung", reservation=promised
    )
    assert held(thousand) == (euro("750.01"), euro("750.01"))
    with pytest.raises(Refused, match="schon ausgezahlt oder freigegeben"):
        funds.release(by=karla, reservation=promised, on=today(), text="doch nicht")
    funds.refund(by=karla, fund=thousand, amount=euro("49.99"), on=today(), text="Pfand")
    with pytest.raises(Refused, match="So viel wurde nicht ausgezahlt"):
        funds.refund(by=karla, fund=thousand, amount=euro("200.01"), on=today(), text="zu viel")
    found = standing(thousand)
    assert (found.balance, found.reserved, found.received, found.spent) == (
        euro("800.00"), 0, euro("1000.00"), euro("200.00"),
    )  # fmt: skip
    acts = Entry.objects.filter(subject_kind="fund", subject_key=str(thousand.pk)).order_by("pk")
    assert [one.act.partition(".")[2] for one in acts] == [
        "fund_opened", "money_deposited", "money_reserved", "money_released", "money_paid", "money_refunded",
    ]  # fmt: skip


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "1e13", "NaN"])
def test_what_is_no_amount_is_refused(thousand, amount):
    with pytest.raises(Refused, match="Betrag über null"):
        funds.deposit(by=PROGRAM, fund=thousand, amount=Decimal(amount), on=today(), text="x")
    assert thousand.bookings.count() == 1


def test_nothing_goes_below_zero_nor_into_the_future_nor_without_a_reason(karla, thousand):
    funds.reserve(by=karla, fund=thousand, amount=euro("600.00"), on=today(), text="Fest")
    other = fund("Anderer", holds="0")
    for act, more in (
        (funds.reserve, {"fund": thousand}), (funds.pay, {"fund": thousand}),
        (funds.transfer, {"source": thousand, "target": other}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="Frei sind 400\u00a0€"):
            act(by=karla, amount=euro("400.01"), on=today(), text="zu viel", **more)
    with pytest.raises(Refused, match="zu weit zurück"):
        funds.pay(by=karla, fund=thousand, amount=euro("1.00"), on=date(1066, 1, 1), text="Hastings")
    with pytest.raises(Refused, match="Zukunft"):
        funds.pay(by=karla, fund=thousand, amount=euro("1"), on=today() + timedelta(days=1), text="x")
    with pytest.raises(Refused, match="wofür"):
        funds.pay(by=karla, fund=thousand, amount=euro("1"), on=today(), text="  ")
    assert held(thousand) == (euro("1000.00"), euro("400.00"))


def test_who_keeps_the_money_and_who_runs_the_conference(published, thousand):
    mara, nobody = manager(), somebody("Niemand Besonderes")
    own = fund("Fonds der Konferenz", body=conference(mara))
    promised = funds.reserve(by=mara, fund=own, amount=euro("10.00"), on=today(), text="Bank")
    with pytest.raises(NotAllowed):
        funds.pay(by=mara, fund=own, amount=euro("10.00"), on=today(), text="Bank", reservation=promised)
    funds.release(by=mara, reservation=promised, on=today(), text="später")
    for by, one in ((mara, thousand), (nobody, own)):
        with pytest.raises(NotAllowed):
            funds.reserve(by=by, fund=one, amount=euro("10.00"), on=today(), text="Bank")
    elsewhere = manager("planungsraeume/2", "Nora Nebenan")
    with pytest.raises(NotAllowed):
        funds.reserve(by=elsewhere, fund=own, amount=euro("10.00"), on=today(), text="Bank")


def test_an_account_is_closed_when_nothing_is_promised_and_the_rest_moves_on(karla, thousand):
    promised = funds.reserve(by=karla, fund=thousand, amount=euro("10.00"), on=today(), text="Bank")
    with pytest.raises(Refused, match="Reserviert sind noch 10\u00a0€"):
        funds.close_fund(by=karla, fund=thousand)
    funds.release(by=karla, reservation=promised, on=today(), text="fällt aus")
    funds.close_fund(by=karla, fund=thousand)
    following = Fund.objects.get(year=thousand.year + 1)
    assert (following.title, held(following), held(thousand)) == (
        thousand.title, (euro("1000.00"),) * 2, (0, 0),
    )  # fmt: skip
    ended, begun = standing(thousand), standing(following)
    assert (ended.deposited, ended.transferred) == (euro("1000.00"), euro("-1000.00"))
    assert (begun.deposited, begun.transferred) == (0, euro("1000.00"))
    with pytest.raises(Refused, match="abgeschlossen"):
        funds.deposit(by=karla, fund=thousand, amount=euro("1.00"), on=today(), text="zu spät")
    with pytest.raises(Refused, match="gibt es"):
        funds.open_fund(by=karla, title=thousand.title, year=thousand.year)


def test_who_saw_an_older_statement_is_told_so(karla, thousand):
    seen = thousand.bookings.get().pk
    paid = {
        "by": karla,
        "fund": thousand,
        "amount": euro("5.00"),
        "on": today(),
        "text": "Kuchen",
        "seen": seen,
    }
    funds.pay(**paid)
    with pytest.raises(Refused, match="inzwischen gebucht"):
        funds.pay(**paid)
    assert held(thousand)[0] == euro("995.00")


def test_the_database_itself_changes_no_booking(thousand):
    line = thousand.bookings.get()
    for act in (lambda: Booking.objects.update(amount=5), lambda: line.delete(), lambda: line.save()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    assert thousand.bookings.get().amount == euro("1000.00")


ACTS = st.tuples(
    st.sampled_from(["deposit", "reserve", "release", "pay", "pay_reserved", "transfer", "refund", "close"]),
    st.integers(0, 2), st.integers(0, 2), st.integers(1, 60_000),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(ACTS, max_size=25))
def test_whatever_is_done_in_whatever_order_the_sums_are_right(published, acts):
    with transaction.atomic():
        some = [fund(f"Fonds {n}", holds="100.00") for n in range(3)]
        for name, at, other, cents in acts:
            _as_far_as_it_goes(name, some[at], some[other], Decimal(cents) / 100)
        everything = list(Fund.objects.filter(title__startswith="Fonds "))
        paid_in = paid_out = Decimal(0)
        for one in everything:
            lines = statement(list(one.bookings.all()))
            found = standing(one)
            promised = sum((r.amount for r in open_reservations(one.bookings.all())), Decimal(0))
            assert lines == [] or (lines[-1].balance, lines[-1].free) == (found.balance, found.free)
            assert all(line.balance >= line.free >= 0 for line in lines)
            assert found.free == found.balance + promised and found.reserved == -promised
            paid_in += sum(b.amount for b in one.bookings.filter(kind=Kind.DEPOSIT))
            paid_out += found.spent
        moved = Booking.objects.filter(kind=Kind.TRANSFER, fund__in=everything)
        assert sum((one.amount for one in moved), Decimal(0)) == 0
        assert all(one.transfer.amount == -one.amount for one in moved.exclude(transfer=None))
        assert sum((standing(one).balance for one in everything), Decimal(0)) == paid_in - paid_out
        transaction.set_rollback(True)


def _as_far_as_it_goes(name: str, one: Fund, other: Fund, amount: Decimal) -> None:
    promised = open_reservations(one.bookings.all()).first()
    given_ = {"by": PROGRAM, "on": today(), "text": name}
    try:
        if name == "transfer":
            funds.transfer(source=one, target=other, amount=amount, **given_)
        elif name == "close":
            funds.close_fund(by=PROGRAM, fund=one)
        elif name == "release" and promised:
            funds.release(reservation=promised, **given_)
        elif name == "pay_reserved":
            funds.pay(fund=one, amount=amount, reservation=promised, **given_)
        elif name != "release":
            getattr(funds, name)(fund=one, amount=amount, **given_)
    except Refused:
        pass


@pytest.mark.django_db(transaction=True)
def test_two_who_act_at_once_never_spend_the_same_euro(published):
    karla, one, other = keeper(), fund(), fund("Zweiter", holds="500.00")
    more = {"by": karla, "on": today(), "text": "gleichzeitig"}
    paid = at_once(*[lambda: funds.pay(fund=one, amount=euro("400.00"), **more)] * 4)
    assert sorted(paid) == ["done", "done", "not_free", "not_free"] and held(one) == (euro("200.00"),) * 2
    promised = funds.reserve(fund=one, amount=euro("150.00"), **more)
    ended = at_once(
        lambda: funds.release(reservation=promised, **more),
        lambda: funds.pay(fund=one, amount=euro("150.00"), reservation=promised, **more),
    )
    assert sorted(ended) == ["done", "quicker"]
    there = lambda: funds.transfer(source=one, target=other, amount=euro("10.00"), **more)  # noqa: E731
    back = lambda: funds.transfer(source=other, target=one, amount=euro("10.00"), **more)  # noqa: E731
    assert set(at_once(there, back, there, back, there, back)) <= {"done", "not_free"}
    closed = at_once(*[lambda: funds.close_fund(by=karla, fund=other)] * 3, back)
    assert closed[:3].count("done") == 1 and held(other) == (0, 0)
    total = sum(
        (b.amount for b in Booking.objects.filter(kind__in=["deposit", "transfer", "payment"])), Decimal(0)
    )
    assert total == sum((standing(f).balance for f in Fund.objects.all()), Decimal(0))
