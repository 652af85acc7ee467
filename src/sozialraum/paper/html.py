"""A document as a piece of a page: the same blocks in HTML, with the classes of the site and everything escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from sozialraum.paper.check import checked, target
from sozialraum.paper.data import paragraphs
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
    Strong,
    Table,
    Text,
    parts,
    plain,
)
from sozialraum.paper.words import say

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TONES = ("success", "warning", "danger")


class Html(str):
    """Markup that is safe as it stands; templates ask for it by `__html__`."""

    __slots__ = ()

    def __html__(self) -> Html:
        return self


def html(document: Document, level: int = 2) -> Html:
    """The contents and the blocks of a document. Title, subtitle and date are the page's own to show.

    level: which level of the page a heading of level 1 has; the page's own heading is the one above. Headings of
    levels 1 and 2 can be reached by "#" and their anchor, or "#abschnitt-3" where they have none.
    Raises check.Malformed (a ValueError) for a document that can't be set.
    """
    checked(document)
    pieces = [_contents(document)] if document.outline else []
    pieces += [_block(block, anchor, level) for block, anchor in _anchored(document)]
    return Html("\n".join(('<div class="document">', *filter(None, pieces), "</div>")))


def inline(text: Text) -> str:
    """A text as escaped HTML; its line breaks are kept."""
    return "".join(map(_part, parts(text)))


def _part(part: Part) -> str:
    if isinstance(part, str):
        return _lines(part)
    words = _lines(part.text)
    if isinstance(part, Strong):
        return f"<strong>{words}</strong>"
    if isinstance(part, Link):
        to = target(part)
        return f'<a href="{escape(to)}">{words}</a>' if to else words
    return f"<span{_language(part.language)}>{words}</span>"


def _lines(text: str) -> str:
    """Escaped; what no HTML may hold, a NUL, is left out."""
    return escape(text.replace("\0", "")).replace("\r\n", "\n").replace("\n", "<br>")


def _language(tag: str) -> str:
    """The language of somebody's words; a direction of their own keeps them from turning what stands around."""
    return f' lang="{escape(tag if _TAG.fullmatch(tag) else "")}" dir="auto"'


def _anchored(document: Document) -> Iterator[tuple[Block, str]]:
    """Every block with its anchor; a heading without one is counted."""
    count = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            count += 1
            yield block, block.anchor or f"abschnitt-{count}"
        else:
            yield block, ""


def _contents(document: Document) -> str:
    found = [(b, anchor) for b, anchor in _anchored(document) if isinstance(b, Heading) and b.level <= 2]
    if not found:
        return ""
    words, items, depth = say("contents", document.language), "", 0
    for heading, anchor in found:
        # A list within the item before it, or back out of it.
        items += "<ol>" if heading.level > depth else "</li></ol></li>" if heading.level < depth else "</li>"
        items += f'<li><a href="#{escape(anchor)}">{_words(heading.text)}</a>'
        depth = heading.level
    closing = "</li></ol>" * depth
    return f'<nav class="contents" aria-label="{escape(words)}">{items}{closing}</nav>'


def _words(text: Text) -> str:
    """A text without links: it stands in a link itself."""
    return "".join(_lines(part.text) if isinstance(part, Link) else _part(part) for part in parts(text))


def _block(block: Block, anchor: str = "", level: int = 2) -> str:
    if isinstance(block, Heading):
        name = f"h{min(level + block.level - 1, 6)}"
        return f'<{name} id="{escape(anchor)}">{inline(block.text)}</{name}>'
    return _MAKERS[type(block)](block)


def _paragraph(block: Paragraph) -> str:
    tone = {"lead": ' class="lead"', "muted": ' class="small muted"'}.get(block.tone, "")
    return f"<p{tone}>{inline(block.text)}</p>"


def _bullets(block: Bullets) -> str:
    name = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{inline(item)}</li>" for item in block.items)
    return f"<{name}>{items}</{name}>" if items else ""


def _quote(block: Quote) -> str:
    words = "".join(f"<p>{_lines(part)}</p>" for part in paragraphs(block.text))
    by = f'<figcaption class="small muted">{inline(block.by)}</figcaption>' if plain(block.by) else ""
    return f'<figure class="quote"><blockquote{_language(block.language)}>{words}</blockquote>{by}</figure>'


def _table(block: Table) -> str:
    sides = ["" if i in block.right else ' class="is-text"' for i in range(len(block.heads))]
    heads = "".join(
        f'<th scope="col"{side}>{inline(head)}</th>' for head, side in zip(block.heads, sides, strict=True)
    )
    rows = "".join(f"<tr>{_row(row, sides, block.row_heads)}</tr>" for row in block.rows)
    caption = f"<caption>{_lines(block.caption)}</caption>" if block.caption else ""
    name = block.caption or ", ".join(map(plain, block.heads))
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(name)}"><table class="table">'
        f"{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: tuple[Text, ...], sides: list[str], head: bool) -> str:
    cells = [f"<td{side}>{inline(cell)}</td>" for cell, side in zip(row, sides, strict=True)]
    if head and plain(row[0]).strip():
        cells[0] = f'<th scope="row"{sides[0]}>{inline(row[0])}</th>'
    return "".join(cells)


def _facts(block: Facts) -> str:
    pairs = "".join(
        f"<div><dt>{_lines(label)}</dt><dd>{inline(value)}</dd></div>" for label, value in block.pairs
    )
    return f'<dl class="facts">{pairs}</dl>' if pairs else ""


def _picture(block: Picture) -> str:
    title = f'<p class="chart__title">{_lines(block.title)}</p>' if block.title else ""
    caption = f"<figcaption>{inline(block.caption)}</figcaption>" if plain(block.caption) else ""
    return f'<figure class="chart">{title}<div class="chart__frame">{block.svg}</div>{_keys(block)}{caption}</figure>'


def _keys(block: Picture) -> str:
    """The legend; classes of a map are swatches there, all other marks keys of a chart."""
    entries = "".join(
        f'<li><span class="{_look(key.look)}" aria-hidden="true"></span>{_lines(key.label)}</li>'
        for key in block.keys
    )
    return f'<ul class="chart__keys">{entries}</ul>' if entries else ""


def _look(look: str) -> str:
    is_class = look.startswith(("tone-", "split-")) or look in (
        "secret", "unknown", "unreliable", "later", "excluded",
    )  # fmt: skip
    return escape(f"swatch {look}" if is_class else f"key key--{look}")


def _notice(block: Notice) -> str:
    tone = block.tone if block.tone in _TONES else "info"
    title = f'<p class="notice__title">{_lines(block.title)}</p>' if block.title else ""
    icon = f'<span class="kern-icon kern-icon--{tone}" aria-hidden="true"></span>'
    body = f'<div class="notice__body">{title}<p>{inline(block.text)}</p></div>'
    return f'<div class="notice notice--{tone}">{icon}{body}</div>'


def _columns(block: Columns) -> str:
    columns = "".join(f'<div class="stack">{"".join(map(_block, column))}</div>' for column in block.columns)
    return f'<div class="grid grid--two">{columns}</div>'


_MAKERS: dict[type, Callable[[Any], str]] = {
    Paragraph: _paragraph, Bullets: _bullets, Quote: _quote, Table: _table, Facts: _facts, Picture: _picture,
    Notice: _notice, Columns: _columns, PageBreak: lambda block: "",
}  # fmt: skip
