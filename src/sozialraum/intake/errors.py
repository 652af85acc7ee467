"""What stops a load: a recipe that is wrong, or files without which nothing can be made."""

from __future__ import annotations


class IntakeError(Exception):
    """The delivery can't be read at all; the message says what to do."""


class RecipeError(IntakeError):
    """The recipe is wrong. Names the file, the key, what was found and what was expected."""

    def __init__(self, file: str, key: str, found: object, expected: str) -> None:
        self.file, self.key, self.found, self.expected = file, key, found, expected
        super().__init__(f"{file}: {key}: found {found!r}, expected {expected}.")
