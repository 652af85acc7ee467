"""A document on paper: accessible, the same bytes every time, and whatever residents wrote doesn't break it."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import unicodedata

import pytest
from pypdf import PdfReader

from sozialraum.paper import (
    Bullets,
    Columns,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Said,
    Strong,
    Table,
    of_map,
)  # fmt: skip
from sozialraum.paper.check import Malformed
from sozialraum.paper.data import widths
from sozialraum.paper.glyphs import coverage
from sozialraum.paper.pdf import pdf, pictures
from worlds.pdf_ua import elements, faults, languages, words
from worlds.printed import document

HOSTILE = {
    "typst": '#import "@preview/x:1.0.0" #read("/etc/passwd") $x$ *a* _b_ `c` <d> @e = f \\ #{1+1} // /* ~ --',
    "markup": "</script><script>alert(1)</script> & &amp; \" '",
    "json": '"}], "kind": "heading" \\u0000 \\',
    "controls": "a\0b\x01c\x1bd\x7fe\u2028f\ufefeg\ufffeh\U000e0041i",
    "directions": "\u202eabc\u202d \u2067שלום\u2069 مرحبا \u200f(1)\u200e",
    "marks": "Z" + "\u0301\u0489\u065f" * 200 + "algo",
    "emoji": "😀👨‍👩‍👧‍👦👍🏽🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿1️⃣ ❤️ ☺︎",
    "scripts": "Žluťoučký Ğığış Łódź Đặng Їжак Ελλάδα Հայ ქართ አማርኛ हिन्दी עברית فارسی 中文 日本語 한국어 ไทย தமிழ்",
    "private": "\ue000 \U0010ffff \u0378",
    "spaces": " \t\u00a0\u202f\u3000\u200b\u2003 x \n\n\n\r\n y ",
    "empty": "",
}  # fmt: skip


def everywhere(text: str):
    """One text in every place that a text can have."""
    texts = (text, Strong(text), Link(text, 'https://x.example/#a"b'), Said(text, "ar"))
    return document(
        Heading(1, ("Kopf ", *texts)), Paragraph(texts), Paragraph(text, "lead"), Bullets((texts, text), True),
        Quote(text, texts, "fa"), Quote(text, "", text), Table(text, texts, (texts, texts)), Facts(((text, texts),)),
        Notice(texts, text, text), Columns(((Paragraph(texts), Bullets((text,))),)),
        Picture('<svg viewBox="0 0 9 9"><text x="1" y="5">x</text></svg>', f"Bild {text}", texts, 0.5, text),
        title=f"Titel {text}", author=text, subtitle=text, marks=text, reference=text,
    )  # fmt: skip


def pages(made: bytes) -> int:
    return len(PdfReader(io.BytesIO(made)).pages)


def test_every_block_is_set_and_nothing_is_the_matter():
    made = pdf(document())
    assert faults(made) == []
    assert {"de", "en", "ar", "tr", "pl"} <= languages(made)
    read = words(made)
    for said in ("Protokoll der Konferenz Nord", "3. Sitzung", "12. November 2026", "Musterstadt", "Seite 1 von",
                 "Vorführung: erfundene Stadt", "Konferenz Nord · 3. Sitzung", "Stadtteilhaus Saal 2",
                 "Bedarf B-2026-0042",
                 "Çocukların oynayacak yeri yok", "Dzieci nie mają gdzie się bawić", "Дітям ніде гратися",
                 "48.000 Euro", "Fachkräfte 5 1", "Angenommen", "Kinder in Armut", "Nachtrag"):  # fmt: skip
        assert said in read, said
    assert "▯" not in read


def test_the_file_says_who_made_it_when_and_where_its_links_lead():
    reader = PdfReader(io.BytesIO(pdf(document())))
    assert reader.metadata.title == "Protokoll der Konferenz Nord"
    assert reader.metadata.author == "Musterstadt"
    assert reader.metadata.creation_date.date() == datetime.date(2026, 11, 12)
    leads = {
        str(a.get_object()["/A"]["/URI"])
        for p in reader.pages
        for a in p.get("/Annots", ())
        if "/A" in a.get_object()
    }
    assert leads == {"https://stadt.example/bedarfe/42", "https://example.org/satzung?a=1&b=2"}
    assert [str(e["/S"]) for e in elements(reader, "/H1", "/H2", "/H3", "/H4")] == [
        "/H1", "/H1", "/H2", "/H3", "/H4", "/H1",
    ]  # fmt: skip
    assert [e["/Alt"][:14] for e in elements(reader, "/Figure")] == [
        "Kinder in Armu",
        "Ohne Abschluss",
        "Lage unter all",
    ]


def test_a_document_speaks_its_language():
    made = pdf(document(language="en-GB"))
    assert "Page 1 of" in words(made)
    assert "Contents" in words(made)
    assert "12 November 2026" in words(made)
    assert PdfReader(io.BytesIO(made)).root_object["/Lang"] == "en-GB"


def test_the_same_document_gives_the_same_bytes_in_another_process_too():
    made = pdf(document())
    assert made == pdf(document())
    assert made != pdf(document(date=datetime.date(2026, 11, 13)))
    code = (
        "import sys; from worlds.printed import document; from sozialraum.paper.pdf import pdf; "
        "sys.stdout.buffer.write(pdf(document()))"
    )
    again = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Tokyo"},
                           capture_output=True, check=True)  # fmt: skip
    assert again.stdout == made


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_markup_or_breaks_the_setting(name):
    made = pdf(everywhere(HOSTILE[name]))
    assert faults(made) == []
    if name == "typst":
        shown = words(made).replace(" ", "")
        assert shown.count(HOSTILE[name].replace(" ", "")) > 15
        assert "root:" not in shown


def test_what_has_no_form_is_marked_and_explained():
    made = words(pdf(document(Paragraph("vor 中文 nach"), language="en")))
    assert "vor ▯▯ nach" in made
    assert "▯ stands for a character" in made
    assert "stands for" not in words(pdf(document(Paragraph("vor nach"), language="en")))


def test_every_character_can_be_set():
    """Each that has a form stands, each that has none is replaced; setting never fails."""
    known = frozenset().union(*coverage())
    every = [
        chr(i)
        for i in range(1, 0x11_0000)
        if not 0xD800 <= i < 0xE000 and (i in known or i < 0x3000 or i % 97 == 0)
    ]
    text = " ".join(c if unicodedata.category(c) != "Mn" else f"a{c}" for c in every)
    assert faults(pdf(document(Paragraph(text), Paragraph("\ud800 halb")))) == []


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("x" * 100_000),
        Paragraph("Wort " * 20_000),
        Quote("شارعنا " * 14_000, "", "ar"),
        Table("", ("a", "b"), (("x" * 100_000, "kurz"),)),
        Bullets(("Wort " * 20_000,)),
        Notice("Wort " * 20_000),
    ],
    ids=["one word", "words", "arabic", "cell", "bullet", "notice"],
)
def test_a_hundred_thousand_letters_go_over_pages(block):
    made = pdf(document(block))
    assert pages(made) > 10
    assert faults(made) == []


def test_a_long_table_repeats_its_heads_and_keeps_its_rows_together():
    rows = tuple(
        (f"Raum {i}", "Ein Satz, der in einer schmalen Spalte über zwei Zeilen geht. " * 3, str(i))
        for i in range(300)
    )
    made = pdf(document(Table("Alle Räume", ("Raum", "Worte", "Zahl"), rows, right=(2,)), outline=False))
    assert faults(made) == []
    read = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert len(read) > 10
    for i, page in enumerate(read):
        assert page.count("Worte") == 1, f"page {i + 1} has no heads"
        assert page.count("Ein Satz") % 3 == 0, f"page {i + 1} cuts a row"
    assert sum(len(re.findall(r"Raum \d", page)) for page in read) == 300


@pytest.mark.parametrize("rows", [(), (("", ""),), (("", ""), ("", ""))], ids=["none", "empty", "two empty"])
def test_tables_without_words(rows):
    assert faults(pdf(document(Table("", ("a", ""), rows, right=(1,))))) == []


def test_a_document_of_nothing_is_a_page():
    assert faults(pdf(document(Columns(()), Facts(()), Bullets(()), Quote(""), Paragraph("")))) == []


def test_a_map_is_drawn_with_its_colours_and_its_hatches(squared_map):
    made = pdf(document(of_map(squared_map)))
    assert faults(made) == []
    page = PdfReader(io.BytesIO(pdf(document(of_map(squared_map), outline=False)))).pages[0]
    assert "0 bis" in words(made) or "bis" in words(made)
    assert page.get_contents() is not None


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(ValueError, match="SVG"):
        pdf(document(Picture("kein Bild", "x")))
    with pytest.raises(Malformed):
        pdf(document(Picture("<svg", "")))


def test_pages_can_be_looked_at():
    shown = pictures(document(), ppi=20)
    assert len(shown) == pages(pdf(document()))
    assert all(page.startswith(b"\x89PNG") for page in shown)


def test_no_column_tears_a_sum_or_a_word_apart_where_there_is_room():
    long = "Ein Ort, an dem man sich kennenlernt, im Gemeinschaftsraum der Siedlung am Fluss"
    row = (long, "Garten- und Friedhofsamt, Siedlung Am Anger West", "abgeschlossen, 3 von 3", "214.000\xa0€",
           "203.300,01\xa0€")  # fmt: skip
    found = widths(
        Table("", ("Maßnahme", "Wo und wer", "Stand", "geplant", "ausgegeben"), (row,), right=(3, 4))
    )
    for width, letters in zip(found, (14, 9, 14, 9, 12), strict=True):
        assert width >= letters + 2, found
    assert sum(found) == pytest.approx(88)
    crowded = Table("", ("Verwaltungsgericht",) * 9, (("Verwaltungsgericht",) * 9,))
    assert len(set(widths(crowded))) == 1  # nothing helps: they share what there is
