"""A document as DOCX: every kind of block, what a screen reader asks for, and what no text can do."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx as word
import pytest
from docx.oxml.ns import qn

from sozialraum import paper
from sozialraum.paper.check import Malformed
from sozialraum.paper.document import Block
from sozialraum.paper.docx import docx
from sozialraum.paper.kept import as_data, of_data


@pytest.fixture
def whole(squared_map) -> paper.Document:
    """One of each kind of block."""
    blocks: tuple[Block, ...] = (
        paper.Heading(1, "Worum es geht", "worum"),
        paper.Paragraph(
            ("Ein ", paper.Strong("starkes"), " Wort,\nund ", paper.Said("a chair", "en"), "."), "lead"
        ),
        paper.Paragraph((paper.Link("der Bedarf", "/bedarfe/7"), " ", paper.Link("nach oben", "#worum"))),
        paper.Heading(2, "Listen"),
        paper.Bullets(("eins", "zwei")),
        paper.Bullets(("erstens", "zweitens"), numbered=True),
        paper.Bullets(("wieder erstens",), numbered=True),
        paper.Quote("Çok uzak.\n\nHer gün.", "gemeldet am 3. Mai", "tr"),
        paper.Quote("المكان بعيد", "", "ar"),
        paper.Table("Kosten", ("Jahr", "Euro"), (("2026", "1.000"), ("2027", "<b>")), right=(1,)),
        paper.Facts((("Wer", "Rat"), ("Wann", "heute"))),
        paper.of_map(squared_map, 0.5),
        paper.Notice("Es ist ein Entwurf.", "warning", "Achtung"),
        paper.Columns(((paper.Paragraph("links"),), (paper.Paragraph("rechts"),))),
        paper.PageBreak(),
        paper.Paragraph("danach \x00\x0b\ud800.", "muted"),
    )
    return paper.Document(
        "Vorlage & Beschluss", "de", blocks, "Musterstadt", date(2026, 11, 12), subtitle="V-7", marks="Entwurf",
        reference="V-7", address="https://stadt.example",
    )  # fmt: skip


def opened(document: paper.Document):
    return word.Document(io.BytesIO(docx(document)))


def test_every_kind_of_block_is_set_and_said_once(whole):
    made = opened(whole)
    words = [(p.style.name, p.text) for p in made.paragraphs]
    assert words[0] == ("Title", "Vorlage & Beschluss") and words[1] == ("Subtitle", "V-7")
    assert [one for one in words if one[0].startswith("Heading")] == [
        ("Heading 1", "Worum es geht"), ("Heading 2", "Listen"),
    ]  # fmt: skip
    for told in (("List Bullet", "eins"), ("List Number", "zweitens"), ("Quote", "Çok uzak."), ("Quote", "Her gün."),
                 ("Normal", "Wer: Rat"), ("Normal", "Achtung\nEs ist ein Entwurf."), ("Normal", "links"),
                 ("Normal", "rechts"), ("Normal", "danach ."), ("Caption", "Kosten"),
                 ("Normal", "Ein starkes Wort,\nund a chair.")):  # fmt: skip
        assert words.count(told) == 1, told
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Jahr", "Euro"], ["2026", "1.000"], ["2027", "<b>"],
    ]  # fmt: skip


def test_what_a_screen_reader_asks_for_is_there(whole):
    made = opened(whole)
    tags = [one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))]
    assert tags[0] == "de-DE" and made.core_properties.language == "de"
    spoken = {
        r.text: r._r.rPr.find(qn("w:lang")) for p in made.paragraphs for r in p.runs if r._r.rPr is not None
    }
    assert spoken["a chair"].get(qn("w:val")) == "en-GB" and spoken["Çok uzak."].get(qn("w:val")) == "tr"
    assert spoken["المكان بعيد"].get(qn("w:bidi")) == "ar"
    (table,) = made.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Kosten"
    (picture,) = made.inline_shapes
    assert "Kinder in Armut" in picture._inline.docPr.get("descr")
    links = [one for p in made.paragraphs for one in p.hyperlinks]
    assert {one.address for one in links} == {"https://stadt.example/bedarfe/7", ""}
    marks = {one.get(qn("w:name")) for one in made.element.iter(qn("w:bookmarkStart"))}
    assert {one.fragment for one in links if one.fragment} == marks == {"a_worum"}


def test_numbers_of_a_list_begin_anew(whole):
    numbers = [p._p.pPr.numPr.numId.val for p in opened(whole).paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_the_same_document_gives_the_same_bytes_also_when_it_was_kept(whole):
    tidy = replace(whole, blocks=whole.blocks[:-1])
    assert docx(tidy) == docx(of_data(as_data(tidy)))


def test_what_cannot_be_set_is_refused(whole):
    with pytest.raises(Malformed):
        docx(replace(whole, blocks=(paper.Heading(2, "zu tief"),)))
