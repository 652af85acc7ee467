"""What is told of a method on its page, and of the pages that use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Text = Mapping[str, str]
Uses = Literal["shares", "rates", "counts", "mss", "wimd", "all", "none"]


@dataclass(frozen=True)
class Page:
    """A page that uses a method: its title and its German path."""

    title: Text
    path: str


@dataclass(frozen=True)
class Method:
    """key: name of its module and of its text in docs/methods. uses: which figures are made by it."""

    key: str
    title: Text
    says: Text
    proved: Text
    uses: Uses = "none"
    pages: tuple[Page, ...] = ()
