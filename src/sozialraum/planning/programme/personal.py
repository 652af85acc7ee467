"""Which columns of decisions and measures hold something about a person."""

from __future__ import annotations

from sozialraum.planning.messages.personal import name_columns


def name_all() -> None:
    """Make them known."""
    name_columns([])
