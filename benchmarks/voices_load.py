"""50 contributions a second for a minute, program and database killed in the middle: nothing is lost or doubled.

    python -m benchmarks.voices_load [--rate 50] [--seconds 60] [--city FOLDER]

Musterstadt is served as `sozialraum serve` does it. Its forms are open already, as on the telephones of those who think
about what they write; each is sent at its moment over loopback, at most --clients at a time, and again with the same
token until it is acknowledged (the redirect to its receipt). Half-way all processes of server and database are killed,
and the server is started again. Afterwards the database is asked: every acknowledged receipt must be there once, with
its need, its line in the journal and its message, and nothing may be half there. Ends with exit code 1 otherwise, or
when sending did not keep up. --city: a folder that is loaded and built already.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from benchmarks import voices
from sozialraum.site.database import address

CSRF = "a" * 32
# Seconds that a client waits for an answer before it sends again; were it short, a slow server would drown.
ANSWER = 90.0
AGAIN = (0.3, 1.5)  # seconds between two tries, at random
AFTERWARDS = 120.0  # seconds after the last moment and the outage until all must be acknowledged


@dataclass
class Sending:
    """One form, from its moment to its acknowledgement."""

    number: int
    body: bytes
    moment: float
    acknowledged: float = 0.0
    code: str = ""
    tries: int = 0
    answers: list[int] = field(default_factory=list)


def forms(folder: Path, count: int) -> list[bytes]:
    """Second steps of as many contributions, each with a token of its own, given out a while ago by the city's key."""
    os.environ |= {
        "SOZIALRAUM_CITY": str(folder), "DJANGO_SETTINGS_MODULE": "sozialraum.site.settings",
        "DATABASE_URL": "postgresql://nobody@/nothing?host=/nowhere",  # nothing is asked of it here
    }  # fmt: skip
    import django

    django.setup()
    del os.environ["DATABASE_URL"]
    from sozialraum.planning.needs.queries.places import choices
    from sozialraum.planning.needs.spam import Stamp
    from sozialraum.planning.needs.views.contribute import MODES, First

    begun = time.time()  # the same words within an hour are held back
    draw, spaces = random.Random(11), [code for code, _name in choices()]
    made = []
    for number in range(count):
        subject = draw.choice(voices.SUBJECTS)
        text = voices.sentence(draw, subject, draw.choice(subject.things), draw.choice(voices.STREETS))
        given = {
            "kind": ["missing"],
            "text": [f"{text} (Nummer {number}, {begun:.0f})"],
            "space": [draw.choice(spaces)],
        }
        first = First(MODES["plain"], Stamp.new().refreshed(), given)
        fields = {
            "csrfmiddlewaretoken": CSRF,
            "first": first.signed,
            "step": "send",
            "dimensions": subject.dimension,
        }
        if number % 4 == 0:
            fields["email"] = f"wer-{number}@beispiel.example"
        made.append(urlencode(fields).encode())
    return made


# -- the server --


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """`sozialraum serve` in a process group of its own."""
    words = [sys.executable, "-m", "sozialraum.cli", "serve", "--city", str(folder), "--port", str(port)]
    return subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kill_all(server: subprocess.Popen[bytes], folder: Path) -> int:
    """SIGKILL for every process of this server and of this folder's database; how many."""
    database = int((folder / "database" / "postmaster.pid").read_text().split()[0])
    killed: set[int] = set()
    # The two that start others first; who was born in between is found by looking again.
    while found := [server.pid, database] if not killed else _left_over(server.pid, database):
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:  # it ended by itself
                continue
            finally:
                killed.add(pid)
    server.wait()
    return len(killed)


def _left_over(group: int, database: int) -> list[int]:
    """Processes of the server's group, and those that work in the folder of its database, which are not dead yet."""
    return [
        pid
        for pid, (state, parent, of_group) in _processes().items()
        if state not in "ZX" and (of_group in (group, database) or parent == database)
    ]


def _processes() -> dict[int, tuple[str, int, int]]:
    """State, parent and group of every process of this machine."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent, group, *_rest = (entry / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            found[int(entry.name)] = state, int(parent), int(group)
    return found


async def until_it_answers(port: int, seconds: float = 300.0) -> float:
    """Wait for the form; how long it took."""
    begun, last = time.perf_counter(), "no answer"
    request = b"GET /melden/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    while time.perf_counter() - begun < seconds:
        try:
            status, _answer = await _ask(port, request)
            if status == 200:
                return time.perf_counter() - begun
            last = f"status {status}"
        except (OSError, TimeoutError, ValueError) as error:
            last = repr(error)
        await asyncio.sleep(0.2)
    raise SystemExit(f"the server did not answer within {seconds:.0f} s: {last}")


# -- the clients --


async def _ask(port: int, request: bytes) -> tuple[int, bytes]:
    async with asyncio.timeout(ANSWER):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            await writer.drain()
            answer = await reader.read()
        finally:
            writer.close()
    return int(answer.split(b" ", 2)[1]) if answer.count(b" ") else 0, answer


async def send(one: Sending, port: int, begun: float, at_once: asyncio.Semaphore, until: float) -> None:
    """Send a form at its moment, and again until it is acknowledged."""
    await asyncio.sleep(max(begun + one.moment - time.perf_counter(), 0))
    # A reverse proxy in front says for whom it asks: everybody has an address of their own, as the limits want it.
    client = f"10.{one.number >> 16 & 255}.{one.number >> 8 & 255}.{one.number & 255}"
    head = (
        f"POST /melden/angaben/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: csrftoken={CSRF}\r\n"
        f"X-Forwarded-For: {client}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(one.body)}\r\n\r\n"
    )
    while time.perf_counter() < until and not one.code:
        async with at_once:
            one.tries += 1
            try:
                status, answer = await _ask(port, head.encode() + one.body)
            except (OSError, TimeoutError, ValueError, IndexError):
                status, answer = 0, b""
            one.answers.append(status)
            receipt = re.search(rb"(?i)location: /meldung/([0-9A-Z-]+)/", answer) if status == 302 else None
            if receipt:
                one.code, one.acknowledged = receipt[1].decode(), time.perf_counter()
                return
        await asyncio.sleep(random.uniform(*AGAIN))


async def load(given: argparse.Namespace, folder: Path, sendings: list[Sending], port: int) -> float:
    """The minute; the outage in seconds."""
    server = start(folder, port)
    try:
        await until_it_answers(port)
        begun, at_once = time.perf_counter(), asyncio.Semaphore(given.clients)
        until = begun + given.seconds + AFTERWARDS
        clients = [asyncio.create_task(send(one, port, begun, at_once, until)) for one in sendings]
        await asyncio.sleep(given.seconds / 2)
        killed, before = kill_all(server, folder), sum(bool(one.code) for one in sendings)
        server = start(folder, port)
        outage = await until_it_answers(port)
        print(
            f"  after {before} acknowledged {killed} processes were killed; answered again after {outage:.1f} s",
            flush=True,
        )
        await asyncio.gather(*clients)
        for one in sendings:
            one.moment += begun
        return outage
    finally:
        os.kill(server.pid, signal.SIGINT)
        server.wait()


# -- what is there afterwards --

_LINES = "e.act = 'needs.registered' AND e.subject_kind = 'need' AND e.subject_key = c.origin_id::text"
_MESSAGES = "m.subject_kind = 'contribution' AND m.subject_key = c.id::text"
_ALL = "SELECT count(*) FROM needs_contribution c"
CHECKS = {
    "contributions": _ALL,
    "needs without a voice": "SELECT count(*) FROM needs_need n WHERE NOT EXISTS "
    "(SELECT FROM needs_contribution c WHERE c.origin_id = n.id)",
    "voices kept twice": "SELECT count(*) - count(DISTINCT text) FROM needs_contribution",
    "without one line in the journal": f"{_ALL} WHERE 1 <> (SELECT count(*) FROM journal_entry e WHERE {_LINES})",
    "without one message": f"{_ALL} WHERE 1 <> (SELECT count(*) FROM owed_message m WHERE {_MESSAGES})",
}


def held_against(folder: Path, sendings: list[Sending]) -> dict[str, int]:
    """What the database says, asked by nothing but SQL."""
    from sozialraum.planning.needs.receipts import print_of
    from sozialraum.site.database import running

    with running(folder), psycopg.connect(address(folder) or "") as connection:
        told = {name: connection.execute(query).fetchone()[0] for name, query in CHECKS.items()}
        kept = {row[0] for row in connection.execute("SELECT code_print FROM needs_contribution")}
    acknowledged = [print_of(one.code) for one in sendings if one.code]
    told["acknowledged"] = len(acknowledged)
    told["acknowledged and lost"] = sum(one not in kept for one in acknowledged)
    told["receipts given twice"] = len(acknowledged) - len(set(acknowledged))
    told["never acknowledged"] = len(sendings) - len(acknowledged)
    return told


def main() -> int:
    """Load, kill, look."""
    words = argparse.ArgumentParser()
    words.add_argument("--rate", type=int, default=50)
    words.add_argument("--seconds", type=int, default=60)
    words.add_argument("--clients", type=int, default=50)
    words.add_argument("--city", type=Path)
    given = words.parse_args()
    work = Path(tempfile.mkdtemp(prefix="sozialraum-bench-"))
    try:
        folder = (given.city or voices.city(work)).absolute()
        settings = folder / "city.toml"
        if "trusted_proxies" not in settings.read_text(encoding="utf-8"):
            with settings.open("a", encoding="utf-8") as file:
                file.write("\n[site]\ntrusted_proxies = 1\n")
        bodies = forms(folder, given.rate * given.seconds)
        sendings = [Sending(i, body, i / given.rate) for i, body in enumerate(bodies)]
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        print(
            f"{given.rate} contributions a second for {given.seconds} s, at most {given.clients} at a time",
            flush=True,
        )
        outage = asyncio.run(load(given, folder, sendings, port))
        return told(given, sendings, outage, held_against(folder, sendings))
    finally:
        shutil.rmtree(work)


def told(given: argparse.Namespace, sendings: list[Sending], outage: float, found: dict[str, int]) -> int:
    """Print what came out; 1 where something is missing, double or late."""
    waited = sorted(1000 * (one.acknowledged - one.moment) for one in sendings if one.code)
    smooth = sorted(1000 * (one.acknowledged - one.moment) for one in sendings if one.code and one.tries == 1)
    for name, taken in (("acknowledged after", waited), ("… at the first try", smooth)):
        if taken:
            p99 = taken[int(0.99 * len(taken)) - 1]
            print(
                f"  {name:<22} median {statistics.median(taken):8.1f} ms   99 % {p99:8.1f} ms   ({len(taken)})"
            )
    answers = [status for one in sendings for status in one.answers]
    print(
        "  answers: "
        + ", ".join(f"{status or 'none'} × {answers.count(status)}" for status in sorted(set(answers)))
    )
    for name, count in found.items():
        print(f"  {name:<40} {count}")
    last = max((one.acknowledged for one in sendings if one.code), default=0.0) - min(
        one.moment for one in sendings
    )
    late = last - given.seconds - outage
    print(f"  the last one was acknowledged {last:.1f} s after the first was sent", flush=True)
    wrong = [name for name in found if name not in ("contributions", "acknowledged") and found[name]]
    if late > 10:
        wrong.append(f"{late:.0f} s behind")
    if wrong:
        print(f"missed: {', '.join(wrong)}", file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
