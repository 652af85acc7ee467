"""The tables of requests, answers and negotiations: what can follow, and that the docs show them."""

from __future__ import annotations

import re

import pytest

from architecture import ROOT
from sozialraum.planning.answers.states import (
    ANSWER,
    NEGOTIATION,
    REQUEST,
    AnswerState,
    NegotiationState,
    RequestState,
    diagrams,
    require_step,
)
from sozialraum.planning.people.rules import Refused

TABLES = [(RequestState, REQUEST), (AnswerState, ANSWER), (NegotiationState, NEGOTIATION)]


@pytest.mark.parametrize(("states", "table"), TABLES)
def test_what_the_table_does_not_know_is_refused_in_words(states, table):
    assert set(table) == set(states)
    for before in states:
        for after in states:
            if after in table[before]:
                require_step(before.value, after)
            else:
                with pytest.raises(Refused, match=str(after.label)):
                    require_step(before.value, after)


def test_the_diagrams_in_the_docs_are_the_tables():
    text = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
    section = text.partition("<!-- answers -->")[2].partition("<!-- /answers -->")[0]
    assert re.findall(r"```mermaid\n(.*?)\n```", section, re.S) == list(diagrams().values())
