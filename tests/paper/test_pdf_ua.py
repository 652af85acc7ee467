"""Each check of worlds/pdf_ua.py is seen failing: a good file is broken in one way, and that check says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from sozialraum.paper.pdf import pdf
from worlds.pdf_ua import CHECKS, elements, faults, languages
from worlds.printed import document


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf(document())


def first(writer: PdfWriter, *types: str) -> DictionaryObject:
    return next(elements(writer, *types))  # type: ignore[arg-type]


def rename(old: str, new: str) -> Callable[[PdfWriter], None]:
    return lambda w: first(w, old).update({NameObject("/S"): NameObject(new)})


def without(find: Callable[[PdfWriter], Any], key: str) -> Callable[[PdfWriter], None]:
    return lambda w: find(w).pop(key)


def with_(find: Callable[[PdfWriter], Any], key: str, value: Any) -> Callable[[PdfWriter], None]:
    return lambda w: find(w).update({NameObject(key): value})


def root(w: PdfWriter) -> Any:
    return w.root_object


def link(w: PdfWriter) -> Any:
    return next(a.get_object() for p in w.pages for a in p.get("/Annots", ()))


def font(w: PdfWriter) -> Any:
    return next(iter(w.pages[0]["/Resources"]["/Font"].values())).get_object()


def descendant(w: PdfWriter) -> Any:
    return font(w)["/DescendantFonts"][0].get_object()


def metadata(w: PdfWriter) -> None:
    found = StreamObject()
    found.set_data(b"<x/>")
    w.root_object[NameObject("/Metadata")] = w._add_object(found)


def paint(more: bytes) -> Callable[[PdfWriter], None]:
    def change(w: PdfWriter) -> None:
        held = StreamObject()
        held.set_data(w.pages[0].get_contents().get_data() + more)
        w.pages[0][NameObject("/Contents")] = w._add_object(held)

    return change


def narrower(w: PdfWriter) -> None:
    row = next(e for e in elements(w, "/TR"))  # type: ignore[arg-type]
    row[NameObject("/K")] = ArrayObject(row["/K"][:-1])


def attribute(type_: str, key: str, value: Any = None) -> Callable[[PdfWriter], None]:
    def change(w: PdfWriter) -> None:
        held = next(a.get_object() for a in first(w, type_)["/A"] if key in a.get_object())
        held.pop(key)
        if value is not None:
            held[NameObject(key)] = value

    return change


BREAKS: list[tuple[str, str, Callable[[PdfWriter], None]]] = [
    ("says_what_it_is", "isn't marked", without(root, "/MarkInfo")),
    ("says_what_it_is", "suspect", with_(lambda w: root(w)["/MarkInfo"], "/Suspects", BooleanObject(True))),
    ("says_what_it_is", "no language", without(root, "/Lang")),
    ("says_what_it_is", "name of the file", without(root, "/ViewerPreferences")),
    ("declares_the_standard", "pdfuaid", metadata),
    ("declares_the_standard", "no title", metadata),
    ("declares_the_standard", "pdfuaid", without(root, "/Metadata")),
    ("has_a_structure", "no structure tree", without(root, "/StructTreeRoot")),
    ("has_a_structure", "no ParentTree", without(lambda w: root(w)["/StructTreeRoot"], "/ParentTree")),
    ("has_a_structure", "nobody knows the type /Foo", rename("/P", "/Foo")),
    ("all_content_is_tagged", "f paints outside", paint(b" 0 0 9 9 re f")),
    ("all_content_is_tagged", "f paints outside", paint(b" /Span <</Lang (de)>> BDC 0 0 9 9 re f EMC")),
    ("all_content_is_tagged", "content 9999 belongs to no element", paint(b" /P <</MCID 9999>> BDC 0 0 9 9 re f EMC")),
    ("fonts_are_inside", "doesn't say its characters", without(font, "/ToUnicode")),
    ("fonts_are_inside", "isn't embedded", without(descendant, "/FontDescriptor")),
    ("figures_have_words", "without words", without(lambda w: first(w, "/Figure"), "/Alt")),
    ("headings_descend", "H3 after H1", rename("/H2", "/H3")),
    ("headings_descend", "H2 after nothing", rename("/H1", "/H2")),
    ("tables_are_tables", "different widths", narrower),
    ("tables_are_tables", "no cell", rename("/TD", "/P")),
    ("tables_are_tables", "whose head", attribute("/TH", "/Scope")),
    ("tables_are_tables", "without a head", attribute("/TD", "/Headers", ArrayObject([TextStringObject("none")]))),
    ("lists_are_lists", "no item", rename("/LI", "/P")),
    ("lists_are_lists", "neither label nor body", rename("/LBody", "/P")),
    ("links_are_links", "where it leads", without(link, "/Contents")),
    ("links_are_links", "outside of the structure", with_(link, "/StructParent", NumberObject(9999))),
    ("links_are_links", "keyboard", lambda w: [p.pop("/Tabs", None) for p in w.pages]),
]  # fmt: skip


@pytest.mark.parametrize(("check", "message", "change"), BREAKS, ids=[f"{c}: {m}" for c, m, _ in BREAKS])
def test_each_check_is_seen_failing(good, check, message, change):
    writer = PdfWriter(clone_from=io.BytesIO(good))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    found = faults(held.getvalue())
    assert [fault for fault in found if fault.startswith(f"{check}: ") and message in fault], found


def test_a_file_that_was_only_copied_passes(good):
    held = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(good)).write(held)
    assert faults(held.getvalue()) == faults(good) == []


def test_every_check_has_a_file_that_fails_it():
    assert {check for check, _, _ in BREAKS} == {check.__name__ for check in CHECKS}


def test_a_file_without_tags_fails():
    made = typst.compile(
        b'#set document(title: "x")\n= Kopf\n#link("https://x.example")[Wort]', pdf_tags=False
    )
    found = {fault.partition(":")[0] for fault in faults(made)}
    assert {
        "says_what_it_is",
        "declares_the_standard",
        "has_a_structure",
        "all_content_is_tagged",
        "links_are_links",
    } <= found
    assert languages(made) == set()


def test_headings_that_begin_too_deep_are_seen_in_a_file_of_typst_too():
    made = typst.compile(b'#set document(title: "x")\n== Kopf\n==== Tiefer')
    assert [f for f in faults(made) if "H4 after H2" in f]
    assert len(PdfReader(io.BytesIO(made)).pages) == 1
