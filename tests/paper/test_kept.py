"""A document that is kept as JSON comes back as it was."""

from __future__ import annotations

import json

import pytest

from sozialraum import paper
from sozialraum.charts import Svg
from sozialraum.paper.check import Malformed
from sozialraum.paper.html import html
from sozialraum.paper.kept import as_data, of_data
from worlds.printed import document


def test_every_kind_of_block_comes_back_as_it_was():
    before = document()
    after = of_data(json.loads(json.dumps(as_data(before))))
    assert after == before
    assert html(after) == html(before)


def test_drawings_are_drawings_again_and_not_words():
    picture = next(b for b in of_data(as_data(document())).blocks if isinstance(b, paper.Columns)).columns[0][
        0
    ]
    assert isinstance(picture.svg, Svg)


def test_parts_of_a_text_stay_parts():
    text = ("a ", paper.Strong("b"), paper.Link("c", "/d"), paper.Said("e", "tr"))
    kept = of_data(as_data(document(paper.Paragraph(text))))
    assert kept.blocks == (paper.Paragraph(text),)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"is": "Table"}, {"is": "nothing"}, {"is": "Strong", "text": "x"}]
)
def test_what_is_no_document_is_refused(data):
    with pytest.raises(Malformed):
        of_data(data)


def test_a_document_that_cant_be_set_is_not_kept():
    with pytest.raises(Malformed):
        as_data(document(paper.Heading(2, "x")))
