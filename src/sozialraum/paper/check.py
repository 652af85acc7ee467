"""What must hold of a document before it is shown or set; both renderings ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    Picture,
    Quote,
    Table,
    Text,
    parts,
    plain,
)

_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_WEB = re.compile(r"(https?://|mailto:|tel:)\S+", re.IGNORECASE)
_PATH = re.compile(r"/(?![/\\])\S*")


class Malformed(ValueError):
    """A document that can't be set as it is: which block, and what is the matter with it."""


def checked(document: Document) -> Document:
    """The same document. Raises Malformed for the first thing that is wrong with it."""
    if not document.title.strip():
        raise Malformed("a document needs a title")
    anchors: set[str] = set()
    level = 0
    for i, block in enumerate(document.blocks, 1):
        for message in _faults(block, level, anchors):
            raise Malformed(f"block {i}, {type(block).__name__}: {message}")
        if isinstance(block, Heading):
            level = block.level
            anchors.add(block.anchor)
    for block in document.blocks:
        for link in _links(block):
            if link.href.startswith("#") and link.href[1:] not in anchors - {""}:
                raise Malformed(f"no heading has the anchor {link.href}")
    return document


def target(link: Link, address: str | None = None) -> str:
    """Where a link leads, or "" where its words shall stand alone.

    address: where the site is, to make its paths whole; None leaves them as they are.
    """
    href = link.href
    if href.startswith("#") or _WEB.fullmatch(href):
        return href
    if not _PATH.fullmatch(href):
        return ""
    if address is None:
        return href
    return address.rstrip("/") + href if address else ""


def _faults(block: Block, level: int, anchors: set[str]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from _of_heading(block, level, anchors)
    elif isinstance(block, Table):
        yield from _of_table(block)
    elif isinstance(block, Picture):
        if not block.alt.strip():
            yield "a picture needs words for those who don't see it"
        if not 0 < block.width <= 1:
            yield f"its width is a share above 0 and up to 1, not {block.width}"
    elif isinstance(block, Columns):
        for inner in (b for column in block.columns for b in column):
            if isinstance(inner, Heading | PageBreak | Columns):
                yield f"{type(inner).__name__} can't stand in columns"
            yield from _faults(inner, level, anchors)


def _of_heading(block: Heading, level: int, anchors: set[str]) -> Iterator[str]:
    if not 1 <= block.level <= min(level + 1, 4):
        yield f"level {block.level} can't follow level {level}"
    if not plain(block.text).strip():
        yield "it is empty"
    if block.anchor and not _ANCHOR.fullmatch(block.anchor):
        yield f"{block.anchor!r} is no anchor: letters, digits, hyphens"
    if block.anchor and block.anchor in anchors:
        yield f"the anchor {block.anchor} is there already"


def _of_table(block: Table) -> Iterator[str]:
    if not block.heads:
        yield "it has no columns"
    for i, row in enumerate(block.rows, 1):
        if len(row) != len(block.heads):
            yield f"row {i} has {len(row)} cells under {len(block.heads)} heads"


def texts(block: Block) -> Iterator[Text]:
    """Every text of a block that may hold links."""
    if isinstance(block, Heading | Paragraph | Notice):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Quote):
        yield block.by
    elif isinstance(block, Picture):
        yield block.caption
    elif isinstance(block, Facts):
        yield from (value for _, value in block.pairs)
    elif isinstance(block, Table):
        yield from (cell for row in (block.heads, *block.rows) for cell in row)
    elif isinstance(block, Columns):
        yield from (text for column in block.columns for inner in column for text in texts(inner))


def _links(block: Block) -> Iterator[Link]:
    for text in texts(block):
        yield from (part for part in parts(text) if isinstance(part, Link))
