"""Writing SVG: escaped elements, short coordinates, and a string that templates don't escape again."""

from __future__ import annotations

from html import escape
from typing import Any


class Svg(str):
    """Markup that is safe as it stands; templates ask for it by `__html__`."""

    __slots__ = ()

    def __html__(self) -> Svg:
        return self


def n(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def attribute(value: str) -> str:
    """Text made safe for a quoted attribute."""
    return escape(value)


def element(name: str, *children: str, **attributes: Any) -> Svg:
    """One element. Children that are not Svg are escaped; class_ is class, a_b is a-b, None is left out."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        text = n(value) if isinstance(value, float) else str(value)
        parts.append(f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    content = "".join(c if isinstance(c, Svg) else escape(c) for c in children)
    return Svg("".join(parts) + (f">{content}</{name}>" if content else "/>"))


def picture(width: float, height: float, class_: str, title: str, desc: str, *children: str) -> Svg:
    """A drawing that a screen reader takes for one image with a name and a description."""
    return element(
        "svg",
        element("title", title),
        element("desc", desc),
        *children,
        class_=f"chart__svg {class_}",
        viewBox=f"0 0 {n(width)} {n(height)}",
        role="img",
    )


def text(x: float, y: float, content: str, class_: str | None = None, anchor: str | None = None) -> Svg:
    """A line of text; anchor is start, middle or end."""
    return element("text", content, x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Svg:
    """A straight line."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def path(points: list[tuple[float, float]], closed: bool = False) -> str:
    """Path data through the points."""
    return "M" + "L".join(f"{n(x)},{n(y)}" for x, y in points) + ("Z" if closed else "")
