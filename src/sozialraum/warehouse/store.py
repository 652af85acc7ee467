"""Objects at rest: immutable files named after their content, and the few pointers that say which ones count.

    warehouse/objects/ab/ab12….parquet    never changed, written once, shared by all who name it
    warehouse/staged, built, current      one line each: the name of a manifest object

An object is complete or absent: it is written beside its place, flushed to disk and renamed. A pointer moves by the
same rename, so a reader sees the old manifest or the new one, never half of either.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

BEGUN = ".new-"  # how a file is called until it is whole
_ONE_THREAD_BYTES = 2**20  # below, handing the work out costs more than the work
_WITHOUT_DICTIONARY = 1000  # rows; below, a dictionary of a column's values is larger than what it saves

Pointer = Literal["staged", "built", "current"]


class StoreError(Exception):
    """An object that a manifest names is missing or damaged."""


def canonical(value: Any) -> bytes:
    """JSON whose bytes depend on the content alone: the same value has the same name everywhere."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def fingerprint(*parts: bytes | str) -> str:
    """Short name of some content: 128 bits of BLAKE2b, in hex."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()


class Store:
    """The objects and pointers of one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = folder / "objects"

    def create(self) -> None:
        """Make the folders; harmless where they exist. What a killed program left half written is swept out."""
        self.objects.mkdir(parents=True, exist_ok=True)
        day_ago = time.time() - 86_400  # younger ones may be somebody else's, being written now
        for left in self.folder.rglob(f"{BEGUN}*"):
            if left.stat().st_mtime < day_ago:
                left.unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where the object lies."""
        return self.objects / name[:2] / name

    # Writing ---------------------------------------------------------------------------------------------------

    def put_bytes(self, content: bytes, suffix: str) -> str:
        """Keep `content`; returns its name. Keeping it twice writes it once."""
        name = hashlib.sha256(content).hexdigest() + suffix
        if not self.path(name).exists():
            self._place(name, lambda file: file.write(content))
        return name

    def put_json(self, value: Any) -> str:
        """Keep plain values as canonical JSON."""
        return self.put_bytes(canonical(value), ".json")

    def put_table(self, table: pa.Table) -> str:
        """Keep an Arrow table as Parquet."""
        sink = pa.BufferOutputStream()
        pq.write_table(
            table, sink, compression="zstd", compression_level=1, write_statistics=False,
            use_dictionary=table.num_rows > _WITHOUT_DICTIONARY,
        )  # fmt: skip
        return self.put_bytes(sink.getvalue().to_pybytes(), ".parquet")

    def _place(self, name: str, write: Callable[[IO[bytes]], Any]) -> None:
        target = self.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, write)

    # Reading ---------------------------------------------------------------------------------------------------

    def get_bytes(self, name: str) -> bytes:
        """The object's content; its name is proved against it."""
        content = self._existing(name).read_bytes()
        if hashlib.sha256(content).hexdigest() != name.split(".")[0]:
            raise StoreError(
                f"The object {name} is damaged: its content no longer matches its name. Restore a backup."
            )
        return content

    def get_json(self, name: str) -> Any:
        """Plain values of a JSON object."""
        return json.loads(self.get_bytes(name))

    def size(self, name: str) -> int:
        """Bytes of the object at rest."""
        return self._existing(name).stat().st_size

    def get_table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """An Arrow table, or some of its columns; Parquet's own checks apply."""
        path = self._existing(name)
        # Half the time of read_table where files are small.
        with pq.ParquetFile(path, memory_map=True) as file:
            return file.read(columns, use_threads=path.stat().st_size > _ONE_THREAD_BYTES)

    def _existing(self, name: str) -> Path:
        path = self.path(name)
        if not path.exists():
            raise StoreError(
                f"The object {name} is missing in {self.objects}. Restore a backup or build again."
            )
        return path

    # Pointers --------------------------------------------------------------------------------------------------

    def point(self, pointer: Pointer, name: str) -> None:
        """Let `pointer` name this manifest from now on, atomically."""
        self._existing(name)
        replace_file(self.folder / pointer, lambda file: file.write(name.encode() + b"\n"))

    def pointed(self, pointer: Pointer) -> str | None:
        """The name of the manifest that counts, or None where there is none yet."""
        try:
            return (self.folder / pointer).read_text().strip() or None
        except FileNotFoundError:
            return None

    def manifest(self, pointer: Pointer) -> Mapping[str, Any] | None:
        """The manifest behind a pointer, or None."""
        name = self.pointed(pointer)
        return None if name is None else self.get_json(name)


def replace_file(target: Path, write: Callable[[IO[bytes]], Any]) -> None:
    """Write beside the target, flush to disk, rename over it: complete or not there at all."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=BEGUN)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
