"""What a resolution tells those who registered a need, and how they can object to a no."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sozialraum.planning.conferences.actions import agenda, attending, balloting, resolving, seating
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import AgendaItem, Body, Session
from sozialraum.planning.conferences.states import Outcome
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.models import Contribution, Need, Objection
from sozialraum.planning.needs.queries import receipts
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference, seat, session
from worlds.evening import bench
from worlds.meeting import attendees, balloted, opened
from worlds.people import LONG_AGO
from worlds.voices import AREA, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(mara) -> Contribution:
    """A voice whose need was not carried."""
    found = bench(mara)
    way.advance(by=mara, need=found, target=State.NOT_CARRIED, reason="Dort stehen schon zwei Bänke.")
    return Contribution.objects.select_related("need", "origin").get(need=found)


def letter(name: str) -> Message:
    return Message.objects.filter(letter=name).latest("pk")


# -- letters --


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome.CARRIED, ("trägt ihn mit", "Planungsraumkonferenz setzt ihn auf die Liste")),
        (Outcome.NOT_CARRIED, ("trägt ihn nicht mit", "mit Ihrem Meldecode widersprechen")),
        (Outcome.DEFERRED, ("in einer späteren Sitzung", "Am Zug ist weiter die Konferenz")),
        (Outcome.SOLVED_LOCALLY, ("vor Ort eine Lösung gefunden", "melden Sie es neu")),
    ],
)
def test_who_registered_it_reads_what_was_resolved_why_and_what_is_next(mara, outcome, told):
    running = opened(conference(mara), mara)
    item = agenda.add(by=mara, session=running, kind="need", title="Bank", need=bench(mara))
    balloting.take_up(by=mara, item=item)
    resolving.resolve(by=mara, item=item, outcome=outcome, text="So ist es.", reason="Weil es so ist.")
    assert not Message.objects.filter(letter=str(outcome)).exists()
    resolving.close_session(by=mara, session=running)
    body = letter(str(outcome)).body
    for words in (*told, "Weil es so ist.", "Am Anger fehlt eine Bank"):
        assert words in body


def test_every_letter_is_there_in_english_too(mara):
    from sozialraum.planning.needs.letters import written

    need, names = bench(mara), (
        "carried", "not_carried", "deferred", "solved_locally", "bundled", "sent_back", "reopened"
    )  # fmt: skip
    for name in names:
        german = written(name, need=need, reason="x")
        with override("en"):
            english = written(name, need=need, reason="x")
        assert german[0] != english[0] and "Ihre Meldung" not in english[1] and need.number in english[0]


def test_one_that_is_sent_back_is_told_so_and_not_that_its_form_was_checked(mara):
    needs = [bench(mara, f"Bank {n}.") for n in range(2)]
    Need.objects.update(state=State.CARRIED)
    running, item = _area(mara, kind="order", title="Reihenfolge", method="order")
    options = [choosing.add_option(by=mara, item=item, title=str(n), need=n) for n in needs]
    ballot = balloted(item, mara, {one: {"choice": [str(options[0].pk)]} for one in attendees(running)})
    resolving.resolve_order(by=mara, item=item, ballot=ballot, sent_back={needs[1].pk: "Wo genau?"})
    Message.objects.all().delete()
    resolving.close_session(by=mara, session=running)
    assert "auf der Liste" not in letter("sent_back").body and "Wo genau?" in letter("sent_back").body
    assert "Platz 1 der Liste" in letter("bundled").body
    assert not Message.objects.filter(letter="deliberating").exists()


def _area(mara, **values: object) -> tuple[Session, AgendaItem]:
    """A session of the planning area's conference that runs, with one item taken up."""
    body = seating.set_up_body(
        by=mara, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name="Planungsraumkonferenz 1", since=LONG_AGO,
        scope=Scope("planning_area", AREA), edition="sozialraeume@2019-01-01",
    )  # fmt: skip
    for bank in ("politics", "residents"):
        seat(body, mara, bank=bank, name=f"Auf {bank}")
    running = attending.open_session(by=mara, session=session(body, mara))
    for holding in seating.Holding.objects.filter(seat__body=body):
        attending.arrive(by=mara, session=running, holding=holding)
    return running, balloting.take_up(by=mara, item=agenda.add(by=mara, session=running, **values))


# -- the appeal --


def test_who_registered_what_was_not_carried_can_object_once_at_a_time(refused):
    assert receipts.told(refused).may_object
    made = contributing.object_to(by=None, contribution=refused, text="Dort steht nur eine.")
    assert made.need == refused.need
    assert not receipts.told(Contribution.objects.get(pk=refused.pk)).may_object
    with pytest.raises(Refused) as twice:
        contributing.object_to(by=None, contribution=refused, text="Noch einmal.")
    assert twice.value.code == "objected_before"


def test_while_it_is_deliberated_there_is_nothing_to_object_to(mara):
    voice = Contribution.objects.get(need=bench(mara))
    assert not receipts.told(voice).may_object
    with pytest.raises(Refused, match="nicht getragen"):
        contributing.object_to(by=None, contribution=voice, text="x")


def test_the_planning_area_reopens_it_and_whoever_objected_reads_the_resolution(mara, refused):
    objection = contributing.object_to(by=None, contribution=refused, text="Dort steht nur eine.")
    running, item = _appeal(mara, objection)
    _resolved(
        mara, running, item, Outcome.REOPENED, "Der Bedarf wird neu beraten.", "Es steht dort nur eine Bank."
    )
    refused.need.refresh_from_db()
    objection.refresh_from_db()
    assert refused.need.state == State.DELIBERATING
    assert objection.answer == "Der Bedarf wird neu beraten.\n\nEs steht dort nur eine Bank."
    assert "Es steht dort nur eine Bank." in letter("objection").body
    assert "berät den Bedarf neu" in letter("reopened").body
    step = Entry.objects.filter(act="needs.stepped").latest("pk")
    assert step.reason == "Es steht dort nur eine Bank." and step.details["session"] == running.pk
    assert not receipts.told(Contribution.objects.get(pk=refused.pk)).may_object


def test_or_it_stays_a_no_and_the_answer_says_why(mara, refused):
    objection = contributing.object_to(by=None, contribution=refused, text="Doch!")
    running, item = _appeal(mara, objection)
    _resolved(mara, running, item, Outcome.REJECTED, "Es bleibt dabei.", "Zwei Bänke sind genug.")
    refused.need.refresh_from_db()
    assert refused.need.state == State.NOT_CARRIED
    assert Objection.objects.get(answered__isnull=False).answer.startswith("Es bleibt dabei.")
    assert not Message.objects.filter(letter="reopened").exists()
    told = receipts.told(Contribution.objects.get(pk=refused.pk))
    assert told.may_object  # with something new


def test_an_item_without_a_source_answers_all_that_wait_on_its_need(mara, refused):
    other = said("Ich auch.").contribution
    Need.objects.filter(pk=refused.need_id).update(state=State.DELIBERATING)
    bundling.merge(by=mara, need=other.need, into=Need.objects.get(pk=refused.need_id), reason="Dasselbe.")
    Need.objects.filter(pk=refused.need_id).update(state=State.NOT_CARRIED)
    for one in Contribution.objects.all():
        contributing.object_to(by=None, contribution=one, text="Doch!")
    running, item = _area(mara, kind="appeal", title="Widerspruch", need=Need.objects.get(pk=refused.need_id))
    _resolved(mara, running, item, Outcome.REOPENED, "Neu.", "")
    assert not Objection.objects.filter(answered__isnull=True).exists()
    assert Message.objects.filter(letter="objection").count() == 2


def test_an_objection_to_the_check_is_answered_by_its_conference_in_the_same_way(mara):
    voice = said().contribution
    checking.give_back(by=mara, need=voice.need, reason="Einzelfall.")
    objection = contributing.object_to(
        by=None, contribution=Contribution.objects.get(pk=voice.pk), text="Nein, alle."
    )
    running = opened(conference(mara), mara)
    item = agenda.add(
        by=mara, session=running, kind="appeal", title="Widerspruch", need=objection.need,
        source=f"objection:{objection.pk}",
    )  # fmt: skip
    balloting.take_up(by=mara, item=item)
    _resolved(mara, running, item, Outcome.REOPENED, "Es betrifft alle.", "")
    assert Need.objects.get(pk=voice.need_id).state == State.DELIBERATING
    assert "Es betrifft alle." in letter("objection").body


def test_a_need_that_moved_on_meanwhile_is_answered_and_not_moved(mara, refused):
    objection = contributing.object_to(by=None, contribution=refused, text="Doch!")
    running, item = _appeal(mara, objection)
    resolving.resolve(by=mara, item=item, outcome=Outcome.REOPENED, text="Neu.")
    way.advance(by=mara, need=refused.need, target=State.DELIBERATING, reason="Neue Tatsachen.")
    resolving.close_session(by=mara, session=running)
    objection.refresh_from_db()
    assert objection.answer == "Neu."
    assert Message.objects.filter(letter="reopened").count() == 0


def _appeal(mara, objection: Objection) -> tuple[Session, AgendaItem]:
    return _area(
        mara,
        kind="appeal",
        title="Widerspruch",
        need=objection.need,
        method="carry",
        source=f"objection:{objection.pk}",
    )


def _resolved(mara, running: Session, item: AgendaItem, outcome: str, text: str, reason: str) -> None:
    ballot = None
    if item.method == "carry":
        vote = "yes" if outcome == Outcome.REOPENED else "no"
        ballot = balloted(item, mara, dict.fromkeys(attendees(running), vote), motion=Outcome.REOPENED)
    resolving.resolve(by=mara, item=item, ballot=ballot, outcome=outcome, text=text, reason=reason)
    resolving.close_session(by=mara, session=running)


# -- the receipt --


def test_the_receipt_leads_to_the_objection_in_both_ways_of_speaking(refused):
    code = receipts.told(refused).code
    shown = Client().get(reverse("needs:receipt", args=[code])).content.decode()
    page = reverse("needs:receipt_object", args=[code])
    assert page in shown and "Die Planungsraumkonferenz entscheidet dann." in shown
    asked = Client().get(page).content.decode()
    assert "sieht sich die Planungsraumkonferenz ihn an" in asked and "formalen Prüfung" not in asked
    easy = Client().get(f"{page}?sprache=leicht").content.decode()
    assert "Die Gruppe heißt: Planungs-Raum-Konferenz." in easy
    done = Client().post(page, {"text": "Dort steht nur eine."})
    assert done.status_code == 302 and "widersprochen" in done["Location"]
    assert Objection.objects.get().text == "Dort steht nur eine."
