"""Titles in the visitor's language; they are the same on the pages of statistics."""

from __future__ import annotations

from sozialraum.planning.statistics.words import edition_title, group_title, language, said, title_of

__all__ = ["edition_title", "group_title", "language", "said", "title_of"]
