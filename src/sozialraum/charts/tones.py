"""The colours of classes, by name; the style sheet says what they look like in light, dark and print."""

from __future__ import annotations

# Steps 1 to 7 of the scale, so chosen that few classes still lie far apart.
_SEQUENTIAL = {
    1: (4,), 2: (2, 6), 3: (1, 4, 7), 4: (1, 3, 5, 7), 5: (1, 2, 4, 6, 7), 6: (1, 2, 3, 5, 6, 7),
    7: (1, 2, 3, 4, 5, 6, 7),
}  # fmt: skip
_DIVERGING = {1: (3,), 2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


def tones(classes: int, diverging: bool = False) -> list[str]:
    """The CSS classes of an ascending row of map classes (at most 7, diverging at most 5)."""
    if classes == 0:
        return []
    scale, name = (_DIVERGING, "split") if diverging else (_SEQUENTIAL, "tone")
    if classes not in scale:
        raise ValueError(f"{classes} classes can't be told apart on a map; use at most {max(scale)}")
    return [f"{name}-{step}" for step in scale[classes]]
