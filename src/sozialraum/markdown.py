"""The product's own documents as HTML: what `prose` knows, and tables, code, quotations and nested lists.

Lines of a paragraph flow together, as Markdown has it. Nothing passes as HTML; what isn't known stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from sozialraum.prose import inline

_HEADING = re.compile(r"(#{1,5}) +(.+?) *#*")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)]) +(.+)")
_RULE = re.compile(r"(?:\s*[-*_]){3,}\s*")
_DIVIDER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")


def to_html(text: str, level: int = 1) -> str:
    """The document as HTML that may stand in a page as it is. level: of its highest heading (# becomes <h1>)."""
    return "\n".join(_blocks(text.replace("\r\n", "\n").expandtabs(4).split("\n"), level - 1))


def title(text: str) -> str:
    """The document's first heading as plain text; nothing where it has none."""
    found = re.search(r"^# +(.+?) *#*$", text, re.MULTILINE)
    return found[1].replace("`", "") if found else ""


def without_title(text: str) -> str:
    """The document without its first heading, for a page that shows it elsewhere."""
    return re.sub(r"\A\s*# +.+\n?", "", text, count=1)


def _blocks(lines: list[str], deeper: int) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if not line.strip():
            pass
        elif line.lstrip().startswith("```"):
            end = _until(lines, end, lambda x: x.strip() == "```")
            yield _code(lines[at + 1 : end])
            end += 1
        elif found := _HEADING.fullmatch(line):
            yield _heading(found, deeper)
        elif _RULE.fullmatch(line):
            yield "<hr>"
        elif line.startswith("    "):
            end = _until(lines, at, lambda x: bool(x.strip()) and not x.startswith("    "))
            yield _code([x[4:] for x in lines[at:end]])
        elif line.startswith(">"):
            end = _until(lines, at, lambda x: not x.startswith(">"))
            inside = [x[1:].removeprefix(" ") for x in lines[at:end]]
            yield "<blockquote>" + "".join(_blocks(inside, deeper)) + "</blockquote>"
        elif _is_table(lines, at):
            end = _until(lines, at, lambda x: "|" not in x)
            yield _table(lines[at:end])
        elif _ITEM.fullmatch(line):
            end = _end_of_list(lines, at)
            yield _list(lines[at:end])
        else:
            end = _end_of_paragraph(lines, at)
            yield f"<p>{_flowing(lines[at:end])}</p>"
        at = end


def _until(lines: list[str], start: int, stop: Callable[[str], bool]) -> int:
    """Where the first line stands for which `stop` holds, or the end."""
    return next((i for i in range(start, len(lines)) if stop(lines[i])), len(lines))


def _flowing(lines: list[str]) -> str:
    return inline(_AUTOLINK.sub(r"[\1](\1)", " ".join(x.strip() for x in lines)))


def _heading(found: re.Match[str], deeper: int) -> str:
    rank = min(len(found[1]) + deeper, 6)
    return f"<h{rank}>{inline(found[2])}</h{rank}>"


def _code(lines: list[str]) -> str:
    return f'<pre tabindex="0"><code>{escape(chr(10).join(lines).rstrip())}</code></pre>'


def _end_of_paragraph(lines: list[str], start: int) -> int:
    for i in range(start + 1, len(lines)):
        x = lines[i]
        new = not x.strip() or x.startswith((">", "```")) or _HEADING.fullmatch(x) or _ITEM.fullmatch(x)
        if new or _is_table(lines, i):
            return i
    return len(lines)


def _is_table(lines: list[str], at: int) -> bool:
    return "|" in lines[at] and at + 1 < len(lines) and bool(_DIVIDER.fullmatch(lines[at + 1].strip()))


def _table(lines: list[str]) -> str:
    head, rows = _cells(lines[0]), [_cells(x) for x in lines[2:]]
    heads = "".join(f'<th scope="col">{inline(c)}</th>' for c in head)
    body = "".join("<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="table-scroll" tabindex="0">{table}</div>'


def _cells(line: str) -> list[str]:
    return [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _end_of_list(lines: list[str], start: int) -> int:
    """A list goes on over its items, over lines that are indented, and over a blank line before either."""
    end = start
    for i in range(start, len(lines)):
        x = lines[i]
        if _ITEM.fullmatch(x) or (x.strip() and (x.startswith("  ") or (i and lines[i - 1].strip()))):
            end = i + 1
        elif x.strip():
            break
    return end


def _list(lines: list[str]) -> str:
    """Items by their indent; deeper ones become a list within the item above."""
    first = _ITEM.fullmatch(lines[0])
    assert first is not None  # noqa: S101  (a list begins with an item)
    indent, tag = len(first[1]), "ol" if first[2][0].isdigit() else "ul"
    items: list[list[str]] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found and len(found[1]) <= indent:
            items.append([found[3]])
        elif line.strip():
            items[-1].append(line)
    return f"<{tag}>" + "".join(f"<li>{_item(item)}</li>" for item in items) + f"</{tag}>"


def _item(lines: list[str]) -> str:
    nested = next((i for i, x in enumerate(lines) if i and _ITEM.fullmatch(x)), len(lines))
    return _flowing(lines[:nested]) + (_list(lines[nested:]) if nested < len(lines) else "")
