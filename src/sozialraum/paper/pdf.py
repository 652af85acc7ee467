"""A document as a tagged, accessible PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

import datetime
import json
from functools import lru_cache
from pathlib import Path

import typst

from sozialraum.paper.check import checked
from sozialraum.paper.data import data
from sozialraum.paper.document import Document
from sozialraum.paper.glyphs import FONTS

TEMPLATE = Path(__file__).with_name("document.typ")


def pdf(document: Document) -> bytes:
    """Set a document: A4, tagged, fonts inside; the same bytes for the same document on every machine.

    No text of it is ever read as markup. Raises check.Malformed (a ValueError) for a document that can't be set.
    """
    at = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    made: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=drawing_fonts(),
        sys_inputs=_inputs(document),
        pdf_standards="ua-1",
        timestamp=at,
    )
    return made


def pictures(document: Document, ppi: float = 72.0) -> list[bytes]:
    """The pages as PNG, one each, for a look at them. Raises as `pdf` does."""
    made: bytes | list[bytes] = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=drawing_fonts(),
        sys_inputs=_inputs(document),
        format="png",
        ppi=ppi,
    )
    return made if isinstance(made, list) else [made]


def _inputs(document: Document) -> dict[str, str]:
    return {"document": json.dumps(data(checked(document)), ensure_ascii=False)}


@lru_cache(maxsize=1)
def drawing_fonts() -> typst.Fonts:
    """Those of this package alone: what a machine has installed must not change a document."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
