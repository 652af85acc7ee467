"""What all tests stand on: a temporary city, one embedded server a session, and no network but loopback."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

CITY_TOML = """\
[city]
key = "teststadt"
name = "Teststadt"
"""


class NetworkBlocked(OSError):
    """A test reached for a host that is not this machine."""


def city_folder() -> Path:
    """One folder a test session; the workers of one session share it, and with it the server."""
    shared_by_workers = os.environ.get("SOZIALRAUM_TEST_CITY")
    if shared_by_workers:
        return Path(shared_by_workers)
    folder = Path(tempfile.mkdtemp(prefix="sozialraum-tests-"))
    (folder / "city.toml").write_text(CITY_TOML, encoding="utf-8")
    os.environ["SOZIALRAUM_TEST_CITY"] = str(folder)
    return folder


def prepare_environment(folder: Path) -> None:
    """Before Django reads its settings; the address of the database follows when a test asks for it."""
    os.environ["SOZIALRAUM_CITY"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sozialraum.site.settings"
    given = os.environ.get("SOZIALRAUM_TEST_DATABASE_URL")
    os.environ["DATABASE_URL"] = given or "postgresql://sozialraum@/sozialraum?host=/nowhere"


def publish_squared_city() -> Any:
    """The session's city gets the figures of the city on squared paper, once for all workers; its data version."""
    from datetime import date

    from sozialraum.recipes import catalogue_folder
    from sozialraum.warehouse.catalogue import load
    from sozialraum.warehouse.city import City
    from worlds import grid

    city = City(city_folder())
    with (city_folder() / "squared.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if city.store.pointed("current") is None:
            city.stage(grid.delivery())
            city.build(load(catalogue_folder()))
            city.publish(date(2026, 1, 1))
    return city.current()


def remove(folder: Path) -> None:
    """Clear the session's city away, and what other worlds have put beside it under its name."""
    for path in folder.parent.glob(f"{folder.name}*"):
        shutil.rmtree(path, ignore_errors=True)


def block_network() -> None:
    """Refuse every connection of this process but Unix sockets and loopback; can't be undone."""
    sys.addaudithook(_refuse_foreign_hosts)


def _refuse_foreign_hosts(event: str, arguments: Sequence[Any]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise NetworkBlocked(f"a test may not talk to {address[0]}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not _is_here(arguments[0]):
        raise NetworkBlocked(f"a test may not look up {arguments[0]}")


def _is_here(host: Any) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        address = ip_address(host.decode() if isinstance(host, bytes) else host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
