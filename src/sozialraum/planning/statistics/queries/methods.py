"""The methods' pages: their texts, and which indicators of this city each one makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from sozialraum import documents, markdown
from sozialraum.planning.statistics.addresses import indicator_path
from sozialraum.planning.statistics.method_list import BY_KEY, Method, Uses
from sozialraum.planning.statistics.queries.choice import editions_with
from sozialraum.planning.statistics.words import language, said, title_of
from sozialraum.warehouse.catalogue import IndexDefinition, Indicator
from sozialraum.warehouse.version import Version

# A link from one text to another: [words](other.de.md)
_TO_TEXT = re.compile(r"\]\((?:\./)?([a-z][a-z0-9_]*)(?:\.(?:de|en))?\.md(?:#[^)\s]*)?\)")


@dataclass(frozen=True)
class MethodWords:
    """A method as its page shows it. text: the document, empty where none is written yet."""

    key: str
    title: str
    says: str
    proved: str
    text: SafeString
    pages: tuple[tuple[str, str], ...]


def all_methods() -> list[MethodWords]:
    """All methods in their order; then those that only have a text."""
    more = [k for k in documents.method_keys() if k not in BY_KEY]
    return [method(key) for key in (*BY_KEY, *more)]


def method(key: str) -> MethodWords:
    """One method; raises KeyError for one that has neither an entry nor a text."""
    return _method(key, language())


@lru_cache(maxsize=128)
def _method(key: str, spoken: str) -> MethodWords:
    text = documents.method_text(key, spoken)
    if key not in BY_KEY and not text:
        raise KeyError(key)
    known = BY_KEY.get(key, Method(key, {}, {}, {}))
    prefix = "/en" if spoken == "en" else ""
    linked = _TO_TEXT.sub(rf"]({prefix}/methoden/\1/)", markdown.without_title(text))
    return MethodWords(
        key, said(known.title) or markdown.title(text) or key, said(known.says), said(known.proved),
        # What the renderer gives is escaped by it.
        mark_safe(markdown.to_html(linked)) if text else SafeString(""),  # noqa: S308
        tuple((said(p.title), p.path) for p in known.pages),
    )  # fmt: skip


_MADE_BY: Mapping[Uses, Callable[[Indicator | IndexDefinition], bool]] = {
    "rates": lambda d: isinstance(d, Indicator) and d.denominator is not None,
    "shares": lambda d: isinstance(d, Indicator) and d.interval == "wilson",
    "counts": lambda d: isinstance(d, Indicator),
    "mss": lambda d: isinstance(d, IndexDefinition) and d.method == "mss",
    "wimd": lambda d: isinstance(d, IndexDefinition) and d.method == "wimd",
    "all": lambda d: True,
    "none": lambda d: False,
}


def made_by(version: Version, key: str) -> list[tuple[str, str]]:
    """Title and page of what this city has that is made by a method."""
    uses: Uses = BY_KEY[key].uses if key in BY_KEY else "none"
    return [
        (title_of(version, name), indicator_path(name))
        for name, definition in version.names.items()
        if _MADE_BY[uses](definition) and editions_with(version, name)
    ]
