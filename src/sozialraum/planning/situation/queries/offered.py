"""What later stages of planning have to say of a space: each offers a section when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sozialraum.planning.situation.queries.spaces import Where

# What a section shows of a space, or None where it has nothing to say.
SectionSource = Callable[[Where], Mapping[str, Any] | None]
_sections: dict[str, SectionSource] = {}


def offer_section(template: str, source: SectionSource) -> None:
    """Make a section for pages of spaces known: its template, which is given `shown` (called by its app in `ready`)."""
    _sections[template] = source


def sections_of(here: Where) -> list[tuple[str, Mapping[str, Any]]]:
    """The sections of a space: template and what it shows."""
    found = ((template, source(here)) for template, source in _sections.items())
    return [(template, shown) for template, shown in found if shown is not None]
