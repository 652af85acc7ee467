"""A document as the data that the template `document.typ` reads: JSON, in which no text is markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sozialraum.paper.check import target
from sozialraum.paper.document import (  # fmt: skip
    Block,
    Bullets,
    Columns,
    Document,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    Part,
    Picture,
    Quote,
    Strong,
    Table,
    Text,
    parts,
    plain,
)
from sozialraum.paper.drawings import coloured, swatch
from sozialraum.paper.glyphs import printable
from sozialraum.paper.words import say, written

Data = dict[str, Any]
# A row of so many letters may go over the end of a page; a shorter one stays together.
LONG_ROW = 1500
# A table of no more rows and letters stays together: one row alone on the next page looks forgotten.
SHORT_TABLE = 15
# Letters in a line of a table, those of a word that is kept whole, and the room between columns in letters.
A_LINE, WHOLE_WORD, GUTTER = 88.0, 14, 2.5
BREAKS = re.compile(r"[ \t\n]+")  # a line may break here; not at a space that holds together
# A drawing that gets a smaller share of the width needs larger letters.
NARROW = 0.6
# A table of contents with more entries has the first page to itself.
SHORT_CONTENTS = 12


class Setting:
    """What one run of setting knows everywhere: where the site is, whether it is within columns, and how many
    characters had no form so far.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.narrow = False
        self.missing = 0

    def printable(self, text: str) -> str:
        text, missing = printable(text)
        self.missing += missing
        return text

    def text(self, text: Text) -> list[Data]:
        """A list of {"kind": "" | "strong" | "link" | "said", "text": …} with "to" or "language" where it has one."""
        return [self._part(part) for part in parts(text)]

    def _part(self, part: Part) -> Data:
        if isinstance(part, str):
            return {"kind": "", "text": self.printable(part)}
        words = self.printable(part.text)
        if isinstance(part, Strong):
            return {"kind": "strong", "text": words}
        if isinstance(part, Link):
            to = target(part, self.address)
            return {"kind": "link" if to else "", "text": words, "to": to}
        return {"kind": "said", "text": words, **tongue(part.language)}


def data(document: Document) -> Data:
    """All that the template asks for; its blocks are in "blocks"."""
    to = Setting(document.address)
    blocks = [_block(to, block) for block in document.blocks]
    head = {
        name: to.printable(getattr(document, name))
        for name in ("title", "author", "subtitle", "marks", "reference")
    }
    entries = sum(isinstance(block, Heading) and block.level < 3 for block in document.blocks)
    if to.missing:
        blocks.append(_block(to, Paragraph(say("missing", document.language), "muted")))
    return {
        **head,
        **tongue(document.language),
        "date": [document.date.year, document.date.month, document.date.day],
        "written": written(document.date, document.language),
        "contents": say("contents", document.language),
        "page": say("page", document.language, page="{page}", pages="{pages}"),
        "outline": document.outline and entries > 0,
        "long": entries > SHORT_CONTENTS,
        "blocks": blocks,
    }


def tongue(tag: str) -> Data:
    """A language tag as the template wants it: language and region; "und" (not known) where it is none."""
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?", tag)
    if not found:
        return {"language": "und", "region": None}
    return {"language": found[1].lower(), "region": found[2].upper() if found[2] else None}


def _block(to: Setting, block: Block) -> Data:
    make: Callable[[Setting, Any], Data] = _MAKERS.get(type(block), lambda to, block: {})
    return {"kind": type(block).__name__.lower(), **make(to, block)}


def _heading(to: Setting, block: Heading) -> Data:
    return {"level": block.level, "text": to.text(block.text), "anchor": block.anchor}


def _paragraph(to: Setting, block: Paragraph) -> Data:
    return {"text": to.text(block.text), "tone": block.tone}


def _bullets(to: Setting, block: Bullets) -> Data:
    return {"items": [to.text(item) for item in block.items], "numbered": block.numbered}


def _quote(to: Setting, block: Quote) -> Data:
    words = [to.printable(words) for words in paragraphs(block.text)]
    return {"paragraphs": words, "by": to.text(block.by) if plain(block.by) else [], **tongue(block.language)}


def paragraphs(text: str) -> list[str]:
    """Somebody's words at their empty lines."""
    return [part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())]


def _table(to: Setting, block: Table) -> Data:
    return {
        "caption": to.printable(block.caption),
        "heads": [to.text(head) for head in block.heads],
        "rows": [
            {
                "cells": [to.text(cell) for cell in row],
                "whole": sum(len(plain(cell)) for cell in row) < LONG_ROW,
            }
            for row in block.rows
        ],
        "whole": len(block.rows) <= SHORT_TABLE and _letters(block) < LONG_ROW,
        "right": list(block.right),
        "strong": block.row_heads,
        "widths": widths(block),
        "heads_break": _heads_break(block),
    }


def _letters(table: Table) -> int:
    return sum(len(plain(cell)) for row in table.rows for cell in row)


def widths(table: Table) -> list[float]:
    """How the columns share the width: as long as what they hold, but for the longest; columns of figures are
    alike, and none tears its words or its sums apart where there is room for them."""
    shares = []
    for i, words in enumerate(_longest_words(table)):
        cells = [plain(row[i]) for row in table.rows]
        mean = sum(map(len, cells)) / len(cells) if cells else 1
        longest = max(map(len, cells), default=1)
        shares.append(max(3.0, min(words, 24), min(longest, 14), min(mean, 60)))
    figures = max((shares[i] for i in table.right), default=0.0)
    return _with_room(
        [figures if i in table.right else share for i, share in enumerate(shares)], _least(table)
    )


def _longest_words(table: Table) -> list[int]:
    """Of each column, in letters; a space that holds together is none between words."""
    columns = [(plain(head), *(plain(row[i]) for row in table.rows)) for i, head in enumerate(table.heads)]
    return [
        max((len(word) for text in column for word in BREAKS.split(text)), default=1) for column in columns
    ]


def _least(table: Table) -> list[float]:
    return [min(words, WHOLE_WORD) + GUTTER for words in _longest_words(table)]


def _heads_break(table: Table) -> bool:
    """Whether words of the heads may be torn apart: where some are too long, or all together are."""
    longest = max(len(word) for head in table.heads for word in BREAKS.split(plain(head)))
    return longest > WHOLE_WORD or sum(_least(table)) > A_LINE


def _with_room(shares: list[float], least: list[float]) -> list[float]:
    """Shares in letters of a line: none below its least, at the cost of the others; as they are without room."""
    if sum(least) > A_LINE:
        return shares
    held: dict[int, float] = {}
    while True:
        free = {i: share for i, share in enumerate(shares) if i not in held}
        scale = (A_LINE - sum(held.values())) / sum(free.values()) if free else 0.0
        found = [held.get(i, share * scale) for i, share in enumerate(shares)]
        short = {i: least[i] for i in free if found[i] < least[i]}
        if not short:
            return found
        held |= short


def _facts(to: Setting, block: Facts) -> Data:
    return {"pairs": [{"label": to.printable(label), "text": to.text(value)} for label, value in block.pairs]}


def _picture(to: Setting, block: Picture) -> Data:
    keys = [{"svg": swatch(key.look), "label": to.printable(key.label)} for key in block.keys]
    words = {name: to.printable(getattr(block, name)) for name in ("title", "alt")}
    caption = to.text(block.caption) if plain(block.caption) else []
    width = 1.0 if to.narrow else block.width
    drawn = coloured(block.svg, narrow=to.narrow or width < NARROW)
    return {**words, "svg": drawn, "caption": caption, "width": width, "keys": keys}


def _notice(to: Setting, block: Notice) -> Data:
    return {"text": to.text(block.text), "tone": block.tone, "title": to.printable(block.title)}


def _columns(to: Setting, block: Columns) -> Data:
    to.narrow = True
    columns = [[_block(to, inner) for inner in column] for column in block.columns]
    to.narrow = False
    return {"columns": columns}


_MAKERS: dict[type, Callable[[Setting, Any], Data]] = {
    Heading: _heading, Paragraph: _paragraph, Bullets: _bullets, Quote: _quote, Table: _table, Facts: _facts,
    Picture: _picture, Notice: _notice, Columns: _columns,
}  # fmt: skip
