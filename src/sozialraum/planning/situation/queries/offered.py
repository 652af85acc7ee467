"""What later stages of planning have to say of a space: each offers a section when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, ParamSpec

from sozialraum.planning.situation.queries.spaces import Where

About = ParamSpec("About")


class Sections(Generic[About]):
    """The sections of one kind of page, in the order in which they were offered."""

    def __init__(self) -> None:
        self._sources: dict[str, Callable[About, Mapping[str, Any] | None]] = {}

    def offer(self, template: str, source: Callable[About, Mapping[str, Any] | None]) -> None:
        """Make a section known: its template, which is given `shown` (called by its app in `ready`).

        source: what it shows, or None where it has nothing to say.
        """
        self._sources[template] = source

    def of(self, *about: About.args, **more: About.kwargs) -> list[tuple[str, Mapping[str, Any]]]:
        """Template and what it shows of each section that has something to say."""
        found = ((template, source(*about, **more)) for template, source in self._sources.items())
        return [(template, shown) for template, shown in found if shown is not None]


_of_spaces = Sections[[Where]]()
offer_section, sections_of = _of_spaces.offer, _of_spaces.of
