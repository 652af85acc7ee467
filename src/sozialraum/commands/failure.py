"""How a command ends badly: one sentence and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

NOT_THERE, WRONG_DELIVERY, MACHINE = 3, 4, 5


class Failure(Exception):
    """Ends the program with this sentence and code; no traceback."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


@contextmanager
def failing(code: int, *kinds: type[BaseException]) -> Iterator[None]:
    """Turn errors of these kinds, whose text is a sentence for people, into a Failure."""
    try:
        yield
    except kinds as error:
        raise Failure(str(error), code) from error
