"""What stops a load: a recipe that is wrong, or files without which nothing can be made."""

from __future__ import annotations


class IntakeError(Exception):
    """The delivery can't be read at all; the message says what to do."""


class ColumnMissing(ValueError):
    """A table lacks a column that the recipe names."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no column “{name}”")
        self.name = name


def reason_of(error: Exception) -> str:
    """Why a file can't be read, for people: no name of a class, no number of the machine's."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, KeyError):
        return f"it has no “{error.args[0]}”" if error.args else "a key is missing"
    if isinstance(error, OverflowError):
        return "a number is too large"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error).rstrip(".")[:300] or "its form is another one"


class RecipeError(IntakeError):
    """The recipe is wrong. Names the file, the key, what was found and what was expected."""

    def __init__(self, file: str, key: str, found: object, expected: str) -> None:
        self.file, self.key, self.found, self.expected = file, key, found, expected
        super().__init__(f"{file}: {key}: found {found!r}, expected {expected}.")
