"""Reading a drawing back: is it well formed, does it keep its frame, what does it say?"""

from __future__ import annotations

import re
from xml.etree import ElementTree

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree; raises where it is not well formed or holds a number that is none."""
    assert "nan" not in svg.lower().replace("finanz", "")
    assert "inf" not in re.sub(r"<(title|desc|text)[^>]*>[^<]*", "", svg)
    return ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)


def all_of(tree: ElementTree.Element, name: str, look: str = "") -> list[ElementTree.Element]:
    """Elements of a name whose class holds a word."""
    return [e for e in tree.iter(name) if look in (e.get("class") or "").split() or not look]


def within_frame(tree: ElementTree.Element) -> bool:
    """Whether every shape lies in the drawing's own frame."""
    _, _, width, height = (float(x) for x in tree.get("viewBox", "").split())
    for e in tree.iter():
        for key, most in (
            ("x", width),
            ("cx", width),
            ("x1", width),
            ("x2", width),
            ("y", height),
            ("cy", height),
        ):
            if key in e.attrib and not -0.1 <= float(e.attrib[key]) <= most + 0.1:
                return False
        if (
            e.tag == "rect"
            and "x" in e.attrib
            and float(e.attrib["x"]) + float(e.attrib["width"]) > width + 0.1
        ):
            return False
    return True


def words(tree: ElementTree.Element) -> str:
    """All that it says."""
    return " ".join(t.strip() for t in tree.itertext() if t.strip())
