"""What later stages have to say under a receipt, and what they keep of whoever spoke: each offers it at the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from sozialraum.planning.needs.models import Contribution

# What a section shows of a contribution, or None where it has nothing to say.
SectionSource = Callable[[Contribution], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Kept:
    """Something a later stage keeps: what it is, its parts in words, and the same as plain values for a file."""

    title: Promise | str
    facts: Sequence[tuple[Promise | str, str]]
    values: Mapping[str, Any]


_sections: dict[str, SectionSource] = {}
_kept: dict[str, Callable[[Contribution], Sequence[Kept]]] = {}


def offer_receipt_section(template: str, source: SectionSource) -> None:
    """Make a section of the receipt known: its template is given `shown`, `code` and `is_easy` (Leichte Sprache)."""
    _sections[template] = source


def receipt_sections(contribution: Contribution) -> list[tuple[str, Mapping[str, Any]]]:
    """The sections of a receipt: template and what it shows."""
    found = ((template, source(contribution)) for template, source in _sections.items())
    return [(template, shown) for template, shown in found if shown is not None]


def offer_kept(key: str, source: Callable[[Contribution], Sequence[Kept]]) -> None:
    """Make known what a stage keeps of somebody who spoke; key: its name in the file that they can take along."""
    _kept[key] = source


def kept_elsewhere(contribution: Contribution) -> dict[str, Sequence[Kept]]:
    """All of it by key; what is empty too, so that the file says that there is nothing."""
    return {key: source(contribution) for key, source in _kept.items()}
