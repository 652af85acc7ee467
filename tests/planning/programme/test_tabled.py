"""Papers before a table of the product: they propose themselves, are laid before it, and its session decides them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from sozialraum.planning.conferences.actions import agenda, balloting, resolving, seating
from sozialraum.planning.conferences.models import AgendaItem, Body, Session
from sozialraum.planning.conferences.queries.dossier import dossier
from sozialraum.planning.conferences.queries.proposals import proposals
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import Refused
from sozialraum.planning.programme.actions import papers
from sozialraum.planning.programme.models import Booking, Decision, DecisionPaper
from worlds.conferring import conference, seat
from worlds.deciding import carried, drafted, ordered, planner, talked_out
from worlds.meeting import attendees, balloted, opened
from worlds.money import fund
from worlds.people import LONG_AGO
from worlds.voices import AREA, SPACE, manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(published):
    return planner()


@pytest.fixture
def table(petra) -> Body:
    made = seating.set_up_body(
        by=petra, kind="steering_group", name="Steuerungsgruppe", scope=WHOLE_CITY, edition="", since=LONG_AGO
    )
    for bank in ("politics", "administration", "providers", "residents"):
        seat(made, petra, bank=bank, name=f"Person {bank}")
    return made


def lying(petra, level: str, *, need: Need | None = None, cost: str = "1500.00") -> DecisionPaper:
    made = drafted(petra, need)
    values = {"title": "Bank am Anger", "proposal": "Eine Bank wird aufgestellt.", "body_name": "Tisch"}
    made = papers.save_paper(
        by=petra, paper=made, version=made.version, level=level, cost=Decimal(cost), **values
    )
    return papers.submit_paper(by=petra, paper=made)


def keys(session: Session) -> list[str]:
    return [one.key for one in proposals(session) if one.kind == AgendaItem.Kind.PAPER]


def on_agenda(running: Session, by, paper: DecisionPaper) -> AgendaItem:
    (proposal,) = [one for one in proposals(running) if one.key == f"paper:{paper.pk}"]
    item = agenda.add(
        by=by, session=running, kind=proposal.kind, title=proposal.title, need=proposal.need,
        source=proposal.key, method=proposal.method,
    )  # fmt: skip
    return balloting.take_up(by=by, item=item)


def resolved(running: Session, by, item: AgendaItem, vote: str, outcome: str, **values: object):
    ballot = balloted(item, by, dict.fromkeys(attendees(running), vote))
    resolving.resolve(by=by, item=item, ballot=ballot, outcome=outcome, text="Die Bank kommt.", **values)
    resolving.close_session(by=by, session=running)
    return running.resolutions.get(item=item)


def state_of(paper: DecisionPaper) -> tuple[str, str]:
    paper.refresh_from_db()
    return paper.state, Need.objects.get(pk=paper.need_id).state


def test_the_steering_group_decides_in_its_session_and_nobody_beside_it(petra, table):
    paper, other = lying(petra, "steering"), lying(petra, "committee", need=talked_out(text="Mehr Licht."))
    running = opened(table, petra)
    assert keys(running) == [f"paper:{paper.pk}"]
    item = on_agenda(running, petra, paper)
    told = dossier(running).matters[item.pk]
    assert told.text == "Eine Bank wird aufgestellt." and "1.500" in dict(told.facts)["Kosten"]
    assert keys(running) == []
    browser = Client()
    browser.force_login(petra)
    shown = browser.get(f"/beschluesse/vorlagen/{paper.pk}/").content.decode()
    assert (
        f"/konferenzen/sitzungen/{running.pk}/" in shown and "beschluss/" not in shown.partition("<main")[2]
    )
    by_hand = {"outcome": "decided", "on": timezone.localdate(), "number": "1"}
    with pytest.raises(Refused, match="Tagesordnung"):
        papers.record_decision(by=petra, paper=paper, **by_hand)
    result = resolved(running, petra, item, "yes", Outcome.ADOPTED)
    taken = paper.decisions.get()
    assert (taken.outcome, taken.number, taken.on, taken.text) == (
        "decided", "1. Sitzung, Beschluss 1", timezone.localdate(), "Die Bank kommt.",
    )  # fmt: skip
    assert (
        taken.resolution == result and result.followed == f"/beschluesse/{taken.pk}/" and not result.not_taken
    )
    assert state_of(paper) == ("decided", "decided")
    line = Entry.objects.filter(act="programme.decision_recorded").latest("id")
    assert line.details["session"] == running.pk and line.subject_key == str(paper.need_id)
    assert f"/konferenzen/sitzungen/{running.pk}/" in browser.get(result.followed).content.decode()
    papers.record_decision(by=petra, paper=other, **by_hand)  # outside of the product, as ever


def test_a_no_and_a_delay_need_a_reason_and_the_delayed_paper_comes_again(petra, table):
    paper = lying(petra, "steering")
    running = opened(table, petra)
    item = on_agenda(running, petra, paper)
    with pytest.raises(Refused, match="Bitte begründen"):
        resolving.resolve(by=petra, item=item, outcome=Outcome.DEFERRED, text="Später.")
    result = resolved(running, petra, item, "no", Outcome.DEFERRED, reason="Der Haushalt fehlt.")
    assert state_of(paper) == ("postponed", "postponed") and not result.not_taken
    assert paper.decisions.get().reason == "Der Haushalt fehlt."
    papers.submit_paper(by=petra, paper=paper)
    again = opened(table, petra)
    item = on_agenda(again, petra, paper)
    papers.withdraw_paper(by=petra, paper=paper, reason="Verrechnet.")
    with pytest.raises(Refused, match="liegt dem Gremium nicht mehr vor"):
        resolving.resolve(by=petra, item=item, outcome=Outcome.ADOPTED, text="Ja.")
    resolving.resolve(by=petra, item=item, outcome=Outcome.NOTED, text="Zurückgezogen.")
    resolving.close_session(by=petra, session=again)
    assert Decision.objects.count() == 1 and keys(opened(table, petra)) == []


def test_a_conference_decides_about_its_fund_and_says_why_out_of_order(petra):
    mara = manager()
    first, second = ordered(mara, [carried(f"Bank Nummer {n} fehlt.") for n in range(2)])
    here = conference(mara, seats=1)
    own = fund("Verfügungsfonds Anger", holds="2000.00", body=here, space=SPACE, planning_area=AREA)
    paper = lying(petra, "conference", need=talked_out(listed=second))
    running = opened(here, mara)
    item = on_agenda(running, mara, paper)
    ballot = balloted(item, mara, dict.fromkeys(attendees(running), "yes"))
    said = {"by": mara, "item": item, "ballot": ballot, "outcome": Outcome.ADOPTED, "text": "Ja."}
    with pytest.raises(Refused, match=first.number):
        resolving.resolve(**said)
    resolving.resolve(**said, reason="Die Baustelle ist offen.")
    resolving.close_session(by=mara, session=running)
    taken = paper.decisions.get()
    assert (taken.passed_over, taken.deviation) == ([first.pk], "Die Baustelle ist offen.")
    assert Booking.objects.get(fund=own, kind="reservation").amount == Decimal("-1500.00")
