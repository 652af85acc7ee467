"""Backup of a running city into one file, and a restore that proves itself.

The archive is a gzipped tar: the database as `pg_dump` writes it, the files of the folder, and at the end a
manifest with the SHA-256 of each and the number of rows of each table. The order keeps it whole: the database
first (it names what the warehouse holds), then the warehouse's pointers, then what they point at.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import psycopg
from psycopg import sql

from sozialraum.site.database import binary, running
from sozialraum.site.folder import prepared
from sozialraum.warehouse.store import BEGUN

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
FILES = ("city.toml", "secret_key", "vault_key")
FOLDERS = ("warehouse", "uploads", "outbox")

Progress = Callable[[str, int], None]  # what is being done, bytes done since the last call


class BackupBroken(RuntimeError):
    """The archive is not what its manifest says, or can't be read; the message says which part."""


class RestoreRefused(RuntimeError):
    """The place is not empty: restoring would mix two cities."""


@dataclass(frozen=True)
class Contents:
    """What an archive holds: proven after a restore, written down by a backup."""

    city: str
    created: str
    data_version: str | None
    tables: Mapping[str, int]  # table -> rows
    files: int
    size: int  # bytes of all parts before compression


def _silent(_what: str, _size: int) -> None:
    return None


def backup(folder: Path | str, archive: Path | str, progress: Progress = _silent) -> Contents:
    """Write the city, running or not, into `archive`. A backup that was interrupted leaves no archive."""
    city, target = prepared(folder), Path(archive).expanduser().absolute()
    if target.is_dir():
        raise BackupBroken(f"{target} is a folder: name a file, such as {target / f'{city.name}.tar.gz'}.")
    begun = target.with_name(f".{target.name}.{os.getpid()}")
    with _telling(f"The backup {target} can't be written ({{}}): choose another place for it."):
        try:
            with (
                begun.open("wb") as file,
                running(city) as dsn,
                tarfile.open(fileobj=file, mode="w:gz") as tar,
            ):
                contents = _write(city, dsn, tar, progress)
                tar.close()
                file.flush()
                os.fsync(file.fileno())
            begun.replace(target)
        finally:
            begun.unlink(missing_ok=True)
    return contents


def restore(archive: Path | str, folder: Path | str, progress: Progress = _silent) -> Contents:
    """Make the city of an archive in an empty folder, and prove it: checksums, rows, a readable data version.

    Only a city that was proven stands in `folder` in the end.
    """
    source, target = Path(archive).expanduser(), Path(folder).expanduser().absolute()
    if not source.is_file():
        raise BackupBroken(
            f"There is no backup {source}: name the file that `sozialraum backup` has written."
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RestoreRefused(f"{target} is not empty: restore into a new folder.")
    prepared(target.parent)
    with (
        _telling(f"The folder {target} can't be made ({{}}): choose another one."),
        tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as begun,
    ):
        city = Path(begun) / "city"
        city.mkdir()
        manifest = _unpack(source, city, progress)
        progress("database", 0)
        dump = city / DUMP
        with running(city) as dsn:
            _load(dump, dsn)
            found = _rows(dsn)
        _hold_against("rows", manifest["tables"], found)
        dump.unlink()
        if _data_version(city) != manifest["data_version"]:
            raise BackupBroken(f"{source}: the data version {manifest['data_version']} can't be read.")
        city.rename(target)
    return _contents(manifest)


@contextmanager
def _telling(sentence: str) -> Iterator[None]:
    """What the machine refuses, as a sentence with its reason; the names of unfinished files are ours alone."""
    try:
        yield
    except OSError as error:
        raise BackupBroken(sentence.format(error.strerror or error)) from error


def _contents(manifest: Mapping[str, Any]) -> Contents:
    parts = manifest["parts"]
    return Contents(
        city=manifest["city"], created=manifest["created"], data_version=manifest["data_version"],
        tables=manifest["tables"], files=len(parts), size=sum(part["size"] for part in parts.values()),
    )  # fmt: skip


# -- writing --


def _write(city: Path, dsn: str, tar: tarfile.TarFile, progress: Progress) -> Contents:
    parts: dict[str, dict[str, Any]] = {}
    version = _data_version(city)
    with _dumped(dsn) as (dump, tables):
        _add(tar, DUMP, dump, parts, progress)
    for name, path in _files(city):
        try:
            _add(tar, name, path, parts, progress)
        except FileNotFoundError:
            continue  # a file that was being written when it was listed, and has its name by now
    if _data_version(city) != version:
        raise BackupBroken("A data version was published during the backup: make it again.")
    manifest = {
        "format": FORMAT,
        "city": city.name,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_version": version,
        "tables": tables,
        "parts": parts,
    }
    content = json.dumps(manifest, indent=1, sort_keys=True).encode()
    tar.addfile(_member(MANIFEST, len(content)), io.BytesIO(content))
    return _contents(manifest)


def _files(city: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths; the files of a folder come before its subfolders, which are listed at their turn."""
    for name in FILES:
        if (city / name).is_file():
            yield name, city / name
    for name in FOLDERS:
        for parent, subfolders, files in os.walk(city / name):
            subfolders.sort()
            for file in sorted(files):
                if file.startswith(BEGUN):
                    continue
                path = Path(parent) / file
                yield path.relative_to(city).as_posix(), path


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(time.time())
    return member


def _add(tar: tarfile.TarFile, name: str, path: Path, parts: dict[str, Any], progress: Progress) -> None:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        reader = _Hashing(file)
        tar.addfile(_member(name, size), reader)
    parts[name] = {"sha256": reader.digest.hexdigest(), "size": size}
    progress(name, size)


class _Hashing(io.RawIOBase):
    """Hands a file on and takes its checksum on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


@contextmanager
def _dumped(dsn: str) -> Iterator[tuple[Path, dict[str, int]]]:
    """A dump of the database, and the rows of its tables in the very same snapshot."""
    with tempfile.TemporaryDirectory() as place, psycopg.connect(dsn) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        snapshot = connection.execute("select pg_export_snapshot()").fetchone()[0]
        dump = Path(place) / DUMP
        _run("pg_dump", "-Fc", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={dump}", dsn)
        yield dump, _count(connection)


def _count(connection: psycopg.Connection[Any]) -> dict[str, int]:
    names = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' order by tablename"
    ).fetchall()
    count = sql.SQL("select count(*) from {}")
    return {
        name: connection.execute(count.format(sql.Identifier("public", name))).fetchone()[0]
        for (name,) in names
    }


def _data_version(city: Path) -> str | None:
    """The id of the data version that counts, read as pages read it; None where nothing is published."""
    if not (city / "warehouse").is_dir():
        return None
    from sozialraum.warehouse.city import NotPublishedError, open_city

    try:
        version = open_city(city).current()
    except NotPublishedError:
        return None
    for edition in version.editions():
        if not len(edition.codes):
            raise BackupBroken(f"the edition {edition.key} has no spaces")
    return str(version.id)


# -- reading --


def _unpack(source: Path, city: Path, progress: Progress) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    manifest = None
    try:
        with tarfile.open(source, "r:gz") as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is None or not _belongs(member.name):
                    raise BackupBroken(f"{source} holds {member.name!r}, which is no part of a city.")
                if member.name == MANIFEST:
                    manifest = json.load(file)
                else:
                    found[member.name] = _place(file, city / member.name)
                    progress(member.name, member.size)
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise BackupBroken(f"{source} can't be read to its end: {reason}.") from error
    if manifest is None or manifest.get("format") != FORMAT:
        raise BackupBroken(f"{source} has no manifest of format {FORMAT}.")
    _hold_against("parts", manifest["parts"], found)
    return manifest


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return name in (*FILES, DUMP, MANIFEST) or (len(path.parts) > 1 and path.parts[0] in FOLDERS)


def _place(file: IO[bytes], path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    reader = _Hashing(file)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        shutil.copyfileobj(reader, target, 1 << 20)
        return {"sha256": reader.digest.hexdigest(), "size": target.tell()}


def _load(dump: Path, dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        if _count(connection):
            raise RestoreRefused("The database is not empty: restore into a new one.")
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={dsn}", str(dump))


def _rows(dsn: str) -> dict[str, int]:
    with psycopg.connect(dsn) as connection:
        return _count(connection)


def _hold_against(what: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    differing = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
    if differing:
        named = ", ".join(differing[:5]) + (" …" if len(differing) > 5 else "")
        raise BackupBroken(f"The {what} are not those that were saved: {named}.")


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([str(binary(program)), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it gave no reason"
        raise BackupBroken(f"{program} failed: {reason}")
