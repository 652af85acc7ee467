"""What is wrong with the markup of a page: tags that don't close, ids that stand twice, fields without a label."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "form",
    "details",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "h4",
}
UNLABELLED = {"hidden", "submit", "button"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.fields: list[tuple[str, str]] = []
        self.refers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in BLOCKS and "p" in self.open:
            self.wrong.append(f"<{tag}> in a paragraph, line {self.getpos()[0]}")
        if tag == "form" and "form" in self.open:
            self.wrong.append(f"a form in a form, line {self.getpos()[0]}")
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "label":
            self.labels.add(given.get("for", ""))
        if tag in ("input", "select", "textarea") and given.get("type") not in UNLABELLED:
            named = given.get("aria-label") or given.get("aria-labelledby")
            self.fields += [] if named else [(given.get("id", ""), given.get("name", ""))]
        for name in ("aria-labelledby", "aria-describedby"):
            self.refers.update(given.get(name, "").split())
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> where {self.open[-1:]} is open, line {self.getpos()[0]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def faults(page: str) -> list[str]:
    """All that is wrong, in words; empty is the only good answer. page: HTML, whole or a piece."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [
        *reader.wrong,
        *(f"<{tag}> stays open" for tag in reader.open),
        *(f"id {name} stands {count} times" for name, count in reader.ids.items() if count > 1),
        *(f"field {name} has no label" for mark, name in reader.fields if mark not in reader.labels),
        *(f"nothing has the id {name}" for name in reader.refers if name not in reader.ids),
    ]
