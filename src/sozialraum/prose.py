"""Plain text with a few marks, as HTML: headings, lists, bold, emphasis, links, and blanks still to be filled in.

A small subset of Markdown, so that a city can write its own texts. Everything else is text and is escaped; a link
leads to http, https, mailto, tel or a page of this site, or it stays text.

    ## Heading, ### smaller      - item, 1. item      **bold**      *emphasis*      `code`
    [words](address)      [[blank]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_BLOCK = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"(#{2,4}) +(.+)")
_ITEM = re.compile(r"(?:[-*] +|\d+\. +)(.+)")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\[\[(?P<blank>[^\[\]]+)\]\]"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]+)\)"
    r"|\*\*(?P<bold>[^*]+)\*\*"
    r"|\*(?P<emphasis>[^*\s][^*]*)\*"
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def to_html(text: str) -> str:
    """The text as HTML that may stand in a page as it is."""
    blocks = _BLOCK.split(text.replace("\r\n", "\n").strip())
    return "\n".join(part for block in blocks for part in _block(block))


def blanks(text: str) -> list[str]:
    """What the text still leaves to be filled in."""
    return re.findall(r"\[\[([^\[\]]+)\]\]", text)


def _block(block: str) -> Iterator[str]:
    """A block begins anew with each heading and each change between list and text."""
    kind, lines = "", []
    for line in block.splitlines():
        now = _kind(line, kind)
        if lines and (now != kind or now == "heading"):
            yield _write(kind, lines)
            lines = []
        kind = now
        lines.append(line.strip())
    if lines:
        yield _write(kind, lines)


def _kind(line: str, before: str) -> str:
    if _HEADING.fullmatch(line.strip()):
        return "heading"
    item = _ITEM.fullmatch(line.strip())
    if item:
        return "ol" if line.strip()[0].isdigit() else "ul"
    # An indented line goes on with the item above it.
    return before if before in ("ol", "ul") and line.startswith((" ", "\t")) else "p"


def _write(kind: str, lines: list[str]) -> str:
    if kind == "heading":
        marks, words = _HEADING.fullmatch(lines[0]).groups()  # type: ignore[union-attr]
        return f"<h{len(marks)}>{inline(words)}</h{len(marks)}>"
    if kind in ("ol", "ul"):
        items: list[str] = []
        for line in lines:
            item = _ITEM.fullmatch(line)
            if item:
                items.append(inline(item[1]))
            else:
                items[-1] += f" {inline(line)}"
        return f"<{kind}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{kind}>"
    return "<p>" + "<br>".join(inline(line) for line in lines) + "</p>"


def inline(text: str) -> str:
    """One line with its marks as HTML."""
    parts, position = [], 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[position : found.start()]))
        parts.append(_mark(found))
        position = found.end()
    parts.append(escape(text[position:]))
    return "".join(parts)


def _mark(found: re.Match[str]) -> str:
    if found["code"]:
        return f"<code>{escape(found['code'])}</code>"
    if found["blank"]:
        return f"<mark>{escape(found['blank'])}</mark>"
    if found["words"]:
        if not _ADDRESS.match(found["address"]):
            return escape(found[0])
        return f'<a href="{escape(found["address"])}">{inline(found["words"])}</a>'
    if found["bold"]:
        return f"<strong>{inline(found['bold'])}</strong>"
    return f"<em>{escape(found['emphasis'])}</em>"
