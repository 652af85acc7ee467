"""Integrated social-space planning for municipalities.

In a notebook, without Django:

    import sozialraum
    city = sozialraum.open("cities/leipzig")
    city.figures("unemployment_share", period="2022").to_arrow()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sozialraum.warehouse.city import City

__all__ = ["open"]


def open(folder: str | Path) -> City:
    """Open a city's folder for reading; raises FileNotFoundError with a sentence where it is none."""
    # Here, not above: whoever imports one room of the house shall not wait for all of it.
    from sozialraum.warehouse.city import open_city

    return open_city(folder)
