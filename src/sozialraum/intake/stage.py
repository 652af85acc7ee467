"""Phase five: what a source brought, as a release that the warehouse takes."""

from __future__ import annotations

from collections.abc import Sequence

from sozialraum.intake.harmonise import Figures, as_columns
from sozialraum.intake.log import Log
from sozialraum.intake.recipe import Source
from sozialraum.warehouse.draft import ReleaseDraft, SourceFile


def as_release(
    source: Source, edition: str, figures: Figures, files: Sequence[SourceFile], log: Log
) -> ReleaseDraft:
    """Freeze the figures of a source. No figure at all is an error, unless its file may be absent.

    Where the file could not even be read, that is said already.
    """
    periods = as_columns(figures)
    if not periods and not source.optional and not log.is_unread:
        log.add(
            "nothing_delivered",
            "stage",
            "error",
            file=source.file,
            expected=", ".join(s.label for s in source.series[:5]),
        )
    return ReleaseDraft(
        key=source.key,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        url=source.url,
        edition=edition,
        files=tuple(files),
        periods=periods,
        hidden_range=(source.hidden_range[0], source.hidden_range[1]) if source.hidden_range else None,
        issues=log.issues(),
    )
