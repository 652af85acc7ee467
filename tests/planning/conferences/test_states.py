"""The tables of sessions, ballots and minutes: what can follow, and that the docs show them."""

from __future__ import annotations

import re

import pytest

from architecture import ROOT
from sozialraum.planning.conferences.states import (
    BALLOT,
    MINUTES,
    SESSION,
    BallotState,
    MinutesState,
    SessionState,
    diagrams,
    require_step,
)
from sozialraum.planning.people.rules import Refused


@pytest.mark.parametrize(
    ("states", "table"), [(SessionState, SESSION), (BallotState, BALLOT), (MinutesState, MINUTES)]
)
def test_every_state_stands_in_its_table_and_can_be_reached(states, table):
    assert set(table) == set(states)
    reached = {after for found in table.values() for after in found}
    begins = {SessionState.FINDING, SessionState.PLANNED, BallotState.OPEN, MinutesState.DRAFT}
    assert set(states) - reached <= begins


@pytest.mark.parametrize(
    ("states", "table"), [(SessionState, SESSION), (BallotState, BALLOT), (MinutesState, MINUTES)]
)
def test_what_the_table_does_not_know_is_refused_in_words(states, table):
    for before in states:
        for after in states:
            if after in table[before]:
                require_step(before.value, after)
            else:
                with pytest.raises(Refused, match=str(after.label)):
                    require_step(before.value, after)


def test_the_diagrams_in_the_docs_are_the_tables():
    text = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    drawn = re.findall(r"```mermaid\n(.*?)\n```", text, re.S)
    assert drawn[1:4] == list(diagrams().values())
