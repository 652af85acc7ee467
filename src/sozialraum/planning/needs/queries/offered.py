"""What later stages of planning have to say of a need: each offers a section when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sozialraum.planning.needs.models import Need

# What a section shows of a need to somebody, or None where it has nothing to say.
SectionSource = Callable[[Need, Any], Mapping[str, Any] | None]
_sections: dict[str, SectionSource] = {}


def offer_section(template: str, source: SectionSource) -> None:
    """Make a section for pages of needs known: its template, which is given `shown` (called by its app in `ready`)."""
    _sections[template] = source


def sections_of(need: Need, user: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """The sections of a need: template and what it shows."""
    found = ((template, source(need, user)) for template, source in _sections.items())
    return [(template, shown) for template, shown in found if shown is not None]
