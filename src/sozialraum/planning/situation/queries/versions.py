"""Which data version a page speaks of; it is asked the same way on the pages of statistics."""

from __future__ import annotations

from sozialraum.planning.statistics.queries.versions import Available, available, chosen, outlines_of

__all__ = ["Available", "available", "chosen", "outlines_of"]
