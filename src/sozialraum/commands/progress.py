"""Progress bars on a terminal; in a log one line a step."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class Bars:
    """One bar a step: `bars(what, done, of)` as often as there is something to tell."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._close()

    def __call__(self, what: str, done: int, of: int) -> None:
        if what != self._what:
            self._close()
            self._what = what
            if not sys.stderr.isatty():
                say(f"  {what}")
            else:
                self._bar = tqdm(total=of, desc=f"  {what}", unit="", leave=False, file=sys.stderr)
        if self._bar is not None:
            self._bar.total = of
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def say(text: str) -> None:
    """A line for the person at the terminal; results go to standard output, this does not."""
    print(text, file=sys.stderr, flush=True)
