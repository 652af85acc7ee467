"""Documents that can't be set are refused with the block that is wrong, by both renderings."""

from __future__ import annotations

import pytest

from sozialraum.paper import Columns, Heading, Link, PageBreak, Paragraph, Picture, Quote, Table
from sozialraum.paper.check import Malformed, target
from sozialraum.paper.html import html
from sozialraum.paper.pdf import pdf
from worlds.printed import document

TOP = Heading(1, "Eins", "eins")
WRONG = {
    "block 1, Heading: level 2 can't follow level 0": [Heading(2, "Zwei")],
    "block 2, Heading: level 3 can't follow level 1": [TOP, Heading(3, "Drei")],
    "block 1, Heading: level 0": [Heading(0, "Null")],
    "block 1, Heading: it is empty": [Heading(1, " ")],
    "block 1, Heading: 'ein s' is no anchor": [Heading(1, "Eins", "ein s")],
    "block 2, Heading: the anchor eins is there already": [TOP, TOP],
    "block 1, Table: row 2 has 1 cells under 2 heads": [Table("", ("a", "b"), (("1", "2"), ("1",)))],
    "block 1, Table: it has no columns": [Table("", (), ())],
    "block 1, Picture: a picture needs words": [Picture("<svg></svg>", " ")],
    "block 1, Picture: its width": [Picture("<svg></svg>", "x", width=1.5)],
    "block 1, Columns: Heading can't stand in columns": [Columns(((TOP,),))],
    "block 1, Columns: PageBreak can't stand in columns": [Columns(((PageBreak(),),))],
    "block 1, Columns: a picture needs words": [Columns(((Picture("<svg></svg>", ""),),))],
    "no heading has the anchor #zwei": [TOP, Paragraph((Link("dort", "#zwei"),))],
    "no heading has the anchor #drei": [Quote("Wort", (Link("dort", "#drei"),))],
}


@pytest.mark.parametrize("message", WRONG)
@pytest.mark.parametrize("rendering", [html, pdf])
def test_what_can_not_be_set_is_refused_with_its_place(rendering, message):
    with pytest.raises(Malformed) as raised:
        rendering(document(*WRONG[message]))
    assert message in str(raised.value)


def test_a_document_needs_a_title():
    with pytest.raises(Malformed, match="title"):
        html(document(title=" "))


@pytest.mark.parametrize(
    ("href", "on_paper"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#eins", "#eins"),
        ("/bedarfe/12", "https://stadt.example/bedarfe/12"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("/\\a.example", ""),
        (" https://a.example", ""),
        ("", ""),
    ],
)
def test_only_links_that_lead_somewhere_harmless_are_links(href, on_paper):
    assert target(Link("x", href), "https://stadt.example/") == on_paper
    assert bool(target(Link("x", href))) == bool(on_paper)
    assert not target(Link("x", "/bedarfe/12"), "")
