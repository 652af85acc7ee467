"""What later stages have to say under a receipt, and what they keep of whoever spoke: each offers it at the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.situation.queries.offered import Sections

# Beside `shown` a template is given `code` and `is_easy` (Leichte Sprache).
_of_receipts = Sections[[Contribution]]()
offer_receipt_section, receipt_sections = _of_receipts.offer, _of_receipts.of


@dataclass(frozen=True)
class Kept:
    """Something a later stage keeps: what it is, its parts in words, and the same as plain values for a file."""

    title: Promise | str
    facts: Sequence[tuple[Promise | str, str]]
    values: Mapping[str, Any]


_kept: dict[str, Callable[[Contribution], Sequence[Kept]]] = {}


def offer_kept(key: str, source: Callable[[Contribution], Sequence[Kept]]) -> None:
    """Make known what a stage keeps of somebody who spoke; key: its name in the file that they can take along."""
    _kept[key] = source


def kept_elsewhere(contribution: Contribution) -> dict[str, Sequence[Kept]]:
    """All of it by key; what is empty too, so that the file says that there is nothing."""
    return {key: source(contribution) for key, source in _kept.items()}
