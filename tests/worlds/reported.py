"""Rows of requests, answers, decisions, measures and evaluations as their models demand, for tests of reports.

Written directly and not through actions: a report reads what stands there, and here everything can stand as it never
happens on one day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from sozialraum.planning.answers.models import Answer, Move, Negotiation, Passing, Position, Request, Round
from sozialraum.planning.effects.models import Evaluation
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.programme.models import Decision, DecisionPaper, Measure, YearCost
from worlds.people import somebody
from worlds.voices import EDITION

NOON = 12


def moment(day: date) -> datetime:
    """Noon of a day in the city."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=NOON)


def two() -> tuple[Account, Account]:
    """Who drafts and who releases."""
    found = list(Account.objects.filter(name__in=("Otto Officer", "Hanna Head")).order_by("name"))
    if not found:
        found = [somebody("Hanna Head"), somebody("Otto Officer")]
    return found[1], found[0]


def request(
    need: Need,
    lead: Organisation,
    handed_over: date,
    *,
    due: date,
    at_lead: date | None = None,
    **values: object,
) -> Request:
    """What a need asks of a department."""
    values.setdefault("first_due", due)
    return Request.objects.create(
        need=need, lead=lead, due=due, handed_over=moment(handed_over), at_lead_since=moment(at_lead or handed_over),
        **values,
    )  # fmt: skip


def answered(one: Request, released: date, kind: str = "own_means", cost: str | None = None) -> Answer:
    """Its answer, released."""
    one.state, one.answered = "answered", moment(released)
    one.save()
    drafted_by, released_by = two()
    return Answer.objects.create(
        request=one, state="released", kind=kind, text="Das tun wir.", reason="Weil es geht.", drafted_by=drafted_by,
        released_by=released_by, released=moment(released), cost=Decimal(cost) if cost else None,
    )  # fmt: skip


def passed_on(one: Request, source: Organisation, target: Organisation | None = None) -> Passing:
    """A department that was not responsible."""
    return Passing.objects.create(request=one, source=source, target=target, reason="Dafür sind andere da.")


def negotiated(answer: Answer, state: str = "agreed", resistance: int = 20) -> Negotiation:
    """One round with the passive option, an offer, and the positions of all banks on it."""
    one, now = answer.request, answer.released
    ends = {"agreed", "dissent"}
    words = {
        "agreed": {"agreement": "So ist es.", "confirmed_by_conference": now, "confirmed_by_department": now},
        "dissent": {"words_of_conference": "zu wenig", "words_of_department": "mehr geht nicht"},
    }.get(state, {"mover": "department", "until": now.date()})
    made = Negotiation.objects.create(
        need=one.need, answer=answer, department=one.lead, state=state, opened=now,
        closed=now if state in ends else None, **words,
    )  # fmt: skip
    turn = Round.objects.create(negotiation=made, number=1, opened=now)
    Move.objects.create(round=turn, kind="passive", text="Es bleibt, wie es ist.", made=now)
    offer = Move.objects.create(
        round=turn, kind="offer", side="department", text="Zwei Bänke.", cost="1000.10", made=now
    )
    for bank in Bank.values:
        Position.objects.create(move=offer, bank=bank, resistance=resistance, made=now)
    return made


def decided(
    need: Need, on: date, *, outcome: str = "decided", cost: str = "1000.00", **values: object
) -> Decision:
    """A decision on a paper."""
    drafted_by, _other = two()
    paper = DecisionPaper.objects.create(
        need=need, state=outcome, title=f"Vorlage {need.number}", proposal="So soll es sein.", cost=Decimal(cost),
        level="committee", body_name="Jugendhilfeausschuss", drafted_by=drafted_by, submitted=moment(on),
        document={"is": 1},
    )  # fmt: skip
    return Decision.objects.create(
        paper=paper, outcome=outcome, on=on, number=f"{on.year}/{paper.pk}", **values
    )


def measure(
    responsible: Organisation, space: str, costs: dict[int, tuple[str, str | None]], *, area: str = "",
    provider: Organisation | None = None, begins: date | None = None, state: str = "running",
) -> Measure:  # fmt: skip
    """A measure in a space, with what it is to cost and did cost by year."""
    begins = begins or date(min(costs), 1, 1)
    made = Measure.objects.create(
        title="Ein Treffpunkt", state=state, responsible=responsible, provider=provider, edition=EDITION, space=space,
        planning_area=area, begins=begins, ends=date(max(costs), 12, 31), ended=begins if state == "done" else None,
    )  # fmt: skip
    for year, (planned, actual) in costs.items():
        YearCost.objects.create(
            measure=made, year=year, planned=Decimal(planned), actual=Decimal(actual) if actual else None
        )
    return made


def judged(need: Need, on: date, verdict: str = "effective", successor: Need | None = None) -> Evaluation:
    """What the conference says that it did."""
    return Evaluation.objects.create(
        need=need, verdict=verdict, reason="Die Wege sind jetzt sicher.", made=moment(on), successor=successor
    )
