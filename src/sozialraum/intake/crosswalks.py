"""Weights from the spaces of one edition to those of another, as a table delivers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sozialraum.intake import read_csv
from sozialraum.intake.dialects import Dialect
from sozialraum.intake.errors import IntakeError, reason_of
from sozialraum.intake.files import Files
from sozialraum.intake.log import Log
from sozialraum.intake.numbers import Reading
from sozialraum.intake.raw import of_dictionary
from sozialraum.intake.recipe import tidy
from sozialraum.warehouse.draft import CrosswalkDraft, EditionDraft


def read_crosswalk(
    entry: Mapping[str, Any], files: Files, dialect: Dialect, editions: Mapping[str, EditionDraft], log: Log
) -> CrosswalkDraft:
    """Read one. Raises IntakeError without the file; weights that don't sum to 1 are errors in the log."""
    found = files.find(entry["file"])
    if not found:
        raise IntakeError(
            f"The crosswalk from {entry['from']} to {entry['to']} is missing: "
            f"there is no file “{entry['file']}” in {files.folder}. Put it there."
        )
    path = found[0][0]
    names = [tidy(entry[k]) for k in ("source", "target", "weight") if k in entry]
    try:
        headers = read_csv.read_headers(path, dialect, 1)
    except (OSError, ValueError) as error:
        raise IntakeError(
            f"{files.name(path)} can't be read: {reason_of(error)}. Have the file delivered again."
        ) from error
    for name in names:
        if name not in headers:
            raise IntakeError(f"{files.name(path)} has no column “{name}”. It has: {', '.join(headers)}.")
    table, _ = read_csv.read_columns(path, dialect, 1, headers, names)
    source, target = (_codes(of_dictionary(table[name])) for name in names[:2])
    weight = np.ones(len(source))
    if "weight" in entry:
        weight, _ = Reading(dialect).read(of_dictionary(table[names[2]]))
    for side, codes, edition in (("from", source, entry["from"]), ("to", target, entry["to"])):
        _report_unknown(codes, editions[edition], files.name(path), entry[side], log)
    _report_sums(source, weight, files.name(path), log)
    return CrosswalkDraft(
        entry["from"],
        entry["to"],
        tuple(source),
        tuple(target),
        tuple(float(w) for w in weight),
        entry["made_from"],
    )


def _codes(cells: Any) -> list[str]:
    codes, texts = cells.as_texts()
    tidied = [tidy(text) for text in texts]
    return [tidied[code] for code in codes]


def _report_unknown(codes: list[str], edition: EditionDraft, file: str, expected: str, log: Log) -> None:
    known = set(edition.codes)
    for row, code in enumerate(codes, 2):
        if code not in known:
            log.add("unknown_space", "recognise", "error", file=file, row=row, found=code, expected=expected)


def _report_sums(source: list[str], weight: Any, file: str, log: Log) -> None:
    codes, inverse = np.unique(source, return_inverse=True)
    sums = np.bincount(inverse, weights=weight, minlength=len(codes))
    for i in np.flatnonzero(~(np.abs(sums - 1) < 1e-6)):  # also where a weight is no number
        log.add(
            "weights_not_one",
            "check",
            "error",
            file=file,
            space=str(codes[i]),
            found=f"{sums[i]:g}",
            expected="1",
        )
