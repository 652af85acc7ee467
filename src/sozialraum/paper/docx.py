"""A document as DOCX, for those who work on in it: real headings, heads of tables, languages, words for pictures.

What a screen reader asks a word processor for is set: the language of the document and of every foreign word, levels
of headings, lists as lists, the head row of a table (repeated on each page) and its first column as heads of rows.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx as word
import typst
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from sozialraum.paper.check import checked, target
from sozialraum.paper.data import paragraphs, tongue
from sozialraum.paper.document import (  # fmt: skip
    Block,
    Bullets,
    Columns,
    Document,
    Facts,
    Heading,
    Link,
    Notice,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    Quote,
    Said,
    Strong,
    Table,
    Text,
    parts,
    plain,
)
from sozialraum.paper.drawings import coloured
from sozialraum.paper.pdf import drawing_fonts
from sozialraum.paper.words import say, written

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTH = Cm(16.5)  # of the text, on A4
PPI = 200.0
_FONT, _INK, _MUTED = "Arial", RGBColor(0x17, 0x1A, 0x2B), RGBColor(0x53, 0x59, 0x75)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FROM_THE_RIGHT = ("ar", "fa", "he", "ur")
_DRAWN = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 16cm)'


def docx(document: Document) -> bytes:
    """Set a document: A4; the same bytes for the same document.

    Columns stand below one another. Raises check.Malformed (a ValueError) for a document that can't be set.
    """
    return _Setting(checked(document)).bytes()


class _Setting:
    """One run of setting: the file that is made, where the site is, what is numbered."""

    def __init__(self, document: Document) -> None:
        self.of, self.made = document, word.Document()
        self.bookmarks = 0
        self._page()
        self._head()
        for block in document.blocks:
            self.block(block)

    def bytes(self) -> bytes:
        kept = io.BytesIO()
        self.made.save(kept)
        return _dated(kept, self.of.date)

    # -- the frame --

    def _page(self) -> None:
        made, of = self.made, self.of
        section = made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2.5)
        _letters(made)
        _language(made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"), of.language)
        about = made.core_properties
        about.title, about.author, about.language = (
            _clean(of.title)[:255],
            _clean(of.author)[:255],
            of.language,
        )
        about.subject, about.comments = _clean(of.subtitle)[:255], ""
        about.created = about.modified = datetime.datetime.combine(of.date, datetime.time())
        section.header.paragraphs[0].text = _clean(" · ".join(filter(None, (of.author, of.marks))))
        foot = section.footer.paragraphs[0]
        foot.text = _clean(f"{of.reference} · ") if of.reference else ""
        before, _page, rest = say("page", of.language, page="\0", pages="\1").partition("\0")
        between, _pages, after = rest.partition("\1")
        for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            foot.add_run(words)
            if field:
                _field(foot, field)
        for line in (section.header.paragraphs[0], foot):
            for run in line.runs:
                run.font.size, run.font.color.rgb = Pt(9), _MUTED

    def _head(self) -> None:
        of = self.of
        self.made.add_paragraph(_clean(of.title), style="Title")
        if of.subtitle:
            self.made.add_paragraph(_clean(of.subtitle), style="Subtitle")
        self.muted(self.made.add_paragraph(written(of.date, of.language)))
        headings = [b for b in of.blocks if isinstance(b, Heading) and b.level < 3 and b.anchor]
        if of.outline and headings:
            self.made.add_paragraph(style="Normal").add_run(say("contents", of.language)).bold = True
            for one in headings:
                line = self.made.add_paragraph()
                line.paragraph_format.left_indent = Cm(0.8 * (one.level - 1))
                line.paragraph_format.space_after = Pt(2)
                self._link(line, plain(one.text), f"#{one.anchor}")

    # -- texts --

    def text(self, line: Line, text: Text) -> Line:
        for part in parts(text):
            self._part(line, part)
        return line

    def _part(self, line: Line, part: Part) -> None:
        if isinstance(part, Link):
            if to := target(part, self.of.address):
                self._link(line, part.text, to)
            else:
                line.add_run(_clean(part.text))
        elif isinstance(part, Said):
            _spoken(line.add_run(_clean(part.text)), part.language)
        elif isinstance(part, Strong):
            line.add_run(_clean(part.text)).bold = True
        else:
            line.add_run(_clean(part))

    def _link(self, line: Line, words: str, to: str) -> None:
        link = OxmlElement("w:hyperlink")
        if to.startswith("#"):
            link.set(qn("w:anchor"), _bookmark(to[1:]))
        else:
            link.set(qn("r:id"), line.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = line.add_run(_clean(words))
        run.font.underline, run.font.color.rgb = True, RGBColor(0x1A, 0x3B, 0x8C)
        link.append(run._r)
        line._p.append(link)

    def muted(self, line: Line) -> Line:
        for run in line.runs:
            run.font.size, run.font.color.rgb = Pt(9.5), _MUTED
        return line

    # -- blocks --

    def block(self, block: Block) -> None:
        _MAKERS[type(block)](self, block)

    def heading(self, block: Heading) -> None:
        line = self.text(self.made.add_paragraph(style=f"Heading {block.level}"), block.text)
        if block.anchor:
            self.bookmarks += 1
            begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            begin.set(qn("w:name"), _bookmark(block.anchor))
            for one in (begin, end):
                one.set(qn("w:id"), str(self.bookmarks))
            line._p.insert(1, begin)
            line._p.append(end)

    def paragraph(self, block: Paragraph) -> None:
        line = self.text(self.made.add_paragraph(), block.text)
        if block.tone == "muted":
            self.muted(line)
        elif block.tone == "lead":
            for run in line.runs:
                run.font.size = Pt(12.5)

    def bullets(self, block: Bullets) -> None:
        number = _new_list(self.made) if block.numbered and block.items else None
        for item in block.items:
            line = self.text(
                self.made.add_paragraph(style="List Number" if block.numbered else "List Bullet"), item
            )
            if number is not None:
                line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number

    def quote(self, block: Quote) -> None:
        for words in paragraphs(block.text):
            line = self.made.add_paragraph(style="Quote")
            _spoken(line.add_run(_clean(words)), block.language)
            if tongue(block.language)["language"] in _FROM_THE_RIGHT:
                line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        if plain(block.by):
            self.muted(self.text(self.made.add_paragraph(), block.by)).paragraph_format.left_indent = Cm(0.8)

    def table(self, block: Table) -> None:
        if block.caption:
            self.made.add_paragraph(
                _clean(block.caption), style="Caption"
            ).paragraph_format.keep_with_next = True
        table = self.made.add_table(rows=1, cols=len(block.heads), style="Table Grid")
        _named(table, block)
        for cells, row in zip([table.rows[0], *(table.add_row() for _row in block.rows)],
                              [block.heads, *block.rows], strict=True):  # fmt: skip
            for at, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
                line = self.text(cell.paragraphs[0], text)
                line.paragraph_format.space_after = Pt(2)
                if at in block.right:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if row is block.heads or (at == 0 and block.row_heads):
                    for run in line.runs:
                        run.bold = True
            cells._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.made.add_paragraph().paragraph_format.space_after = Pt(4)

    def facts(self, block: Facts) -> None:
        for label, text in block.pairs:
            line = self.made.add_paragraph()
            line.paragraph_format.space_after = Pt(3)
            line.add_run(_clean(f"{label}: ")).bold = True
            self.text(line, text)

    def picture(self, block: Picture) -> None:
        if block.title:
            line = self.made.add_paragraph()
            line.add_run(_clean(block.title)).bold = True
            line.paragraph_format.keep_with_next = True
        drawn = self.made.add_picture(io.BytesIO(_png(str(block.svg))), width=int(WIDTH * block.width))
        drawn._inline.docPr.set("descr", _clean(block.alt))
        for key in block.keys:
            self.muted(self.made.add_paragraph(_clean(key.label), style="List Bullet"))
        if plain(block.caption):
            self.muted(self.text(self.made.add_paragraph(), block.caption))

    def notice(self, block: Notice) -> None:
        line = self.made.add_paragraph()
        line.paragraph_format.left_indent = Cm(0.4)
        edges, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
        for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", "535975")):
            left.set(qn(f"w:{name}"), value)
        edges.append(left)
        line._p.get_or_add_pPr().insert_element_before(edges, "w:spacing", "w:ind", "w:jc", "w:rPr")
        if block.title:
            line.add_run(_clean(block.title)).bold = True
            line.add_run("\n")
        self.text(line, block.text)

    def columns(self, block: Columns) -> None:
        for inner in (one for column in block.columns for one in column):
            self.block(inner)

    def page_break(self, _block: PageBreak) -> None:
        self.made.add_page_break()  # type: ignore[no-untyped-call]


_MAKERS: dict[type, Callable[[_Setting, Any], None]] = {
    Heading: _Setting.heading, Paragraph: _Setting.paragraph, Bullets: _Setting.bullets, Quote: _Setting.quote,
    Table: _Setting.table, Facts: _Setting.facts, Picture: _Setting.picture, Notice: _Setting.notice,
    Columns: _Setting.columns, PageBreak: _Setting.page_break,
}  # fmt: skip


def _clean(text: str) -> str:
    """Without what no XML may hold; a new line is one break."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n"))


def _bookmark(anchor: str) -> str:
    """Names of bookmarks begin with a letter, hold no hyphen and are 40 letters at most."""
    return f"a_{anchor.replace('-', '_')}"[:40]


def _letters(made: Word) -> None:
    """One font of every machine instead of the theme's; headings in the colour of ink."""
    for name in ("Normal", "Title", "Subtitle", "Caption", "Quote", *(f"Heading {n}" for n in range(1, 5))):
        style: Any = made.styles[name]
        style.font.name, style.font.color.rgb, style.font.italic = _FONT, _INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
    sizes = {
        "Normal": 10.5,
        "Title": 22,
        "Subtitle": 12.5,
        "Heading 1": 16,
        "Heading 2": 13,
        "Heading 3": 11.5,
    }
    for name, size in sizes.items():
        style = made.styles[name]
        style.font.size = Pt(size)
    quote: Any = made.styles["Quote"]
    quote.paragraph_format.left_indent = Cm(0.8)


def _language(properties: Any, tag: str) -> None:
    """Say in which language text is, for who reads it out."""
    found = tongue(tag)
    name = {"de": "de-DE", "en": "en-GB"}.get(tag) or "-".join(
        filter(None, (found["language"], found["region"]))
    )
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    kind = "w:bidi" if found["language"] in _FROM_THE_RIGHT else "w:val"
    lang.set(qn(kind), name)


def _spoken(run: Any, tag: str) -> None:
    properties = run._r.get_or_add_rPr()
    if tongue(tag)["language"] in _FROM_THE_RIGHT:
        properties.append(OxmlElement("w:rtl"))
    _language(properties, tag)


def _named(table: Any, block: Table) -> None:
    """What a table is called, and that its first row, and column where it is so, are heads."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for name in list(look.attrib):
        del look.attrib[name]
    look.set(qn("w:val"), "04A0" if block.row_heads else "0420")
    for name, on in (("firstRow", True), ("firstColumn", block.row_heads), ("noVBand", True)):
        look.set(qn(f"w:{name}"), "1" if on else "0")
    called = OxmlElement("w:tblCaption")
    called.set(qn("w:val"), _clean(block.caption or ", ".join(map(plain, block.heads))))
    properties.append(called)


def _new_list(made: Word) -> int:
    """A list of its own, which begins at 1."""
    style: Any = made.styles["List Number"]
    numbering: Any = made.part.numbering_part.element
    of = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(of)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _field(line: Line, name: str) -> None:
    """A number that the word processor fills in."""
    run: Any = line.add_run()
    for kind in ("begin", "", "end"):
        one = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            one.set(qn("w:fldCharType"), kind)
        else:
            one.text = name
        run._r.append(one)


def _png(svg: str) -> bytes:
    """A drawing as an image of points, with the fonts of this package."""
    made = typst.compile(
        _DRAWN, font_paths=drawing_fonts(), sys_inputs={"svg": coloured(svg)}, format="png", ppi=PPI
    )
    image: bytes = made[0] if isinstance(made, list) else made
    return image


def _dated(kept: io.BytesIO, on: datetime.date) -> bytes:
    """The same file with the document's own date in it instead of the hour at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for one in source.infolist():
            name = zipfile.ZipInfo(one.filename, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            name.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(name, source.read(one))
    return made.getvalue()
