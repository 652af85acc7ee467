"""What minutes tell stands: nothing is put on record after the session, and only the body approves in its name."""

from __future__ import annotations

import pytest

from sozialraum.planning.conferences.actions import (
    agenda,
    attending,
    balloting,
    minuting,
    resolving,
    speaking,
)
from sozialraum.planning.conferences.models import Conflict, Minutes, Session
from sozialraum.planning.conferences.states import MinutesState, Outcome
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Refused
from worlds.conferring import conference
from worlds.evening import earlier, evening, minutes_of
from worlds.meeting import opened
from worlds.voices import manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(published):
    return manager()


# -- nothing after the end --


def test_once_a_session_is_closed_its_chair_adds_nothing_either(mara):
    session = evening(mara)
    item = session.items.get(need__isnull=False)
    one = session.attendees.filter(bank="politics").first()
    conflict = Conflict.objects.get(item=item)
    for act in (
        lambda: speaking.dissent(by=mara, item=item, bank="politics", text="Nachgereicht."),
        lambda: speaking.take_position(by=mara, item=item, bank="politics", text="Nachgereicht."),
        lambda: speaking.declare_conflict(by=mara, attendee=one, item=item, reason="Nachgereicht."),
        lambda: speaking.lift_conflict(by=mara, conflict=conflict, reason="Nachgereicht."),
    ):
        with pytest.raises(Refused, match="läuft nicht"):
            act()


def test_who_waits_at_the_door_has_no_interest_to_declare_and_holds_up_no_end(mara):
    session = evening(mara, closed=False)
    item = session.items.get(need__isnull=False)
    stranger = attending.knock(session=Session.objects.get(pk=session.pk), name="Wer Auch Immer")
    with pytest.raises(Refused):
        speaking.declare_conflict(attendee=stranger, item=item, reason="Mir gehört alles.")
    with pytest.raises(Refused):
        speaking.declare_conflict(by=mara, attendee=stranger, item=item, reason="Ihm gehört alles.")
    assert resolving.close_session(by=mara, session=session).state == "closed"
