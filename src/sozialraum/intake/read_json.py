"""JSON: a list of records, or nested objects whose keys are periods, labels or spaces."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sozialraum.intake.dialects import Dialect
from sozialraum.intake.files import Files
from sozialraum.intake.log import Log
from sozialraum.intake.raw import RawTable, of_values
from sozialraum.intake.recipe import Source
from sozialraum.warehouse.draft import SourceFile


def read_tables(
    path: Path, file: SourceFile, period: str, source: Source, dialect: Dialect, log: Log, files: Files
) -> Iterator[RawTable]:
    """One table a file: a row a record, fields of records and keys of levels side by side."""
    document = read_document(path, dialect.encoding, files)
    keys, records = gather(descend(document, source.path), source.levels)
    columns = {name: of_values(_field(records, name)) for name in _fields(source, records)}
    columns |= {level_name(level): of_values(keys[i]) for i, level in enumerate(source.levels)}
    yield RawTable(file, columns, tuple(columns), len(records), 1, period=period)


def read_document(path: Path, encoding: str, files: Files) -> Any:
    """The parsed file; the same file of several sources is parsed once."""
    if path not in files.documents:
        files.documents[path] = json.loads(
            path.read_bytes().decode("utf-8-sig" if encoding == "utf-8" else encoding)
        )
    return files.documents[path]


def level_name(level: str) -> str:
    """Name of the column that holds the keys of a level; no field of a record can be called so."""
    return f"{{{level}}}"


def descend(document: Any, path: str) -> Any:
    """Follow a dotted path; raises ValueError where it ends."""
    for step in path.split(".") if path else ():
        if not isinstance(document, Mapping) or step not in document:
            raise ValueError(f"the path “{path}” is not in the file")
        document = document[step]
    return document


def gather(document: Any, levels: Sequence[str]) -> tuple[list[list[str]], list[Any]]:
    """All records, and beside them the keys of each level above."""
    keys: list[list[str]] = [[] for _ in levels]
    records: list[Any] = []
    for path, members in _lists(document, levels, ()):
        records += members
        for held, key in zip(keys, path, strict=True):
            held += [key] * len(members)
    return keys, records


def _lists(
    node: Any, levels: Sequence[str], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    if not levels:
        yield path, node if isinstance(node, list) else [node]
        return
    if not isinstance(node, Mapping):
        raise ValueError(f"level “{levels[0]}” should be an object with keys, it is a {type(node).__name__}")
    for key, member in node.items():
        yield from _lists(member, levels[1:], (*path, str(key)))


def _field(records: Sequence[Any], name: str) -> list[Any]:
    """One field of all records; quick where every record has it."""
    try:
        return [record[name] for record in records]
    except (KeyError, TypeError, IndexError):
        return [pick(record, name) for record in records]


def pick(record: Any, field: str) -> Any:
    """A field of a record, dotted for nested ones, None where absent. A bare value is its own `value`."""
    if not isinstance(record, Mapping):
        return record if field == "value" else None
    if field in record:
        return record[field]
    for step in field.split("."):
        record = record.get(step) if isinstance(record, Mapping) else None
    return record


def _fields(source: Source, records: Sequence[Any]) -> list[str]:
    named = dict.fromkeys([*source.fields.values(), *(line["field"] for line in source.where)])
    if source.layout == "wide" and records and isinstance(records[0], Mapping):
        named |= dict.fromkeys(records[0])
    return list(named)
