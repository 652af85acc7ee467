"""Pages that need a data version; where there is none they answer as the pages of statistics do."""

from __future__ import annotations

from sozialraum.planning.statistics.views.published import published

__all__ = ["published"]
