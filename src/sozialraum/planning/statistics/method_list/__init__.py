"""The methods that have a page: what each does in a sentence, where it is used, how it is proved."""

from __future__ import annotations

from collections.abc import Mapping

from sozialraum.planning.statistics.method_list.deliberation import DELIBERATION
from sozialraum.planning.statistics.method_list.effects import EFFECTS
from sozialraum.planning.statistics.method_list.entry import Method, Page, Text, Uses
from sozialraum.planning.statistics.method_list.figures import FIGURES

__all__ = ["BY_KEY", "METHODS", "Method", "Page", "Text", "Uses"]

METHODS: tuple[Method, ...] = (*FIGURES, *DELIBERATION, *EFFECTS)
BY_KEY: Mapping[str, Method] = {method.key: method for method in METHODS}
