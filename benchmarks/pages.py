"""How long a warm server takes for a profile and a map, at 63 and at 5,000 spaces, and what a map loads.

    python -m benchmarks.pages [--requests 40]

Leipzig has 63 spaces (needs ../shared). Musterstadt is grown until it has 5,000 building blocks, which a copy of its
recipe makes the social spaces of the city. One server (granian, two workers, as `sozialraum serve` starts it) answers
one request after the other over loopback.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sozialraum.recipes import recipe_folder
from sozialraum.warehouse.city import open_city

ROOT = Path(__file__).resolve().parent.parent
LEIPZIG = ROOT.parent / "shared" / "cities" / "leipzig"
WARM = 12  # requests not counted: each worker has to read its columns once


def sozialraum(*words: str | Path) -> None:
    """Run a command to its end."""
    subprocess.run(
        [sys.executable, "-m", "sozialraum.cli", *map(str, words)], check=True, stderr=subprocess.DEVNULL
    )


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The city's pages on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "sozialraum.cli", "serve", "--city", str(folder), "--port", str(port)]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(300):
            try:
                fetch(port, "/")
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        os.kill(process.pid, signal.SIGINT)
        process.wait()


def fetch(port: int, path: str) -> bytes:
    """One page, as a browser asks for it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return body


def timed(port: int, name: str, paths: list[str], requests: int) -> None:
    """Print the median and the slowest twentieth of the requests."""
    for i in range(WARM):
        fetch(port, paths[i % len(paths)])
    taken, size = [], 0
    for i in range(requests):
        start = time.perf_counter()
        size = len(fetch(port, paths[i % len(paths)]))
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    print(
        f"  {name:<34} median {statistics.median(taken):6.1f} ms   95 % {taken[int(0.95 * len(taken)) - 1]:6.1f} ms   "
        f"{size / 1000:6.1f} kB",
        flush=True,
    )


def payload(port: int, path: str) -> None:
    """Print what the map page loads of geometry and figures, compressed."""
    page = fetch(port, path)
    page = gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page
    attributes = re.findall(rb'(?:outlines|figures)(?:-url)?="([^"]+)"', page)
    links = dict.fromkeys(a.decode().replace("&amp;", "&") for a in attributes if a.startswith(b"/"))
    sizes = {link: len(fetch(port, link)) for link in links}
    print(f"  map loads geometry and figures     {sum(sizes.values()) / 1000:.1f} kB compressed")
    for link, size in sizes.items():
        print(f"    {size / 1000:7.1f} kB  {link[:90]}")


def blocks_as_social_spaces(folder: Path) -> Path:
    """Musterstadt's recipe with the roles of blocks and social spaces exchanged."""
    shutil.copytree(recipe_folder("musterstadt"), folder)
    spaces, city = folder / "spaces.toml", folder / "city.toml"
    roles = {"building_block": "social_space", "social_space": "other"}
    exchanged = re.sub(r'role = "(\w+)"', lambda m: f'role = "{roles.get(m[1], m[1])}"', spaces.read_text())
    spaces.write_text(exchanged)
    city.write_text(city.read_text().replace('social_spaces = "sozialraeume"', 'social_spaces = "bloecke"'))
    return folder


def measure(folder: Path, system: str, requests: int) -> None:
    """All figures of one city and space system."""
    with serving(folder) as port:
        edition = open_city(folder).current().edition(system)
        step = max(1, len(edition) // 20)
        print(f"{open_city(folder).settings['name']}, {system}: {len(edition):,} spaces", flush=True)
        timed(port, "profile", [f"/raeume/{system}/{c}/" for c in edition.codes[::step]], requests)
        timed(port, "map", [f"/karte/?stand={edition.key}"], requests)
        payload(port, f"/karte/?stand={edition.key}")


def main() -> None:
    """Measure both cities."""
    words = argparse.ArgumentParser()
    words.add_argument("--requests", type=int, default=40)
    words.add_argument("--blocks", type=int, default=5000)
    given = words.parse_args()
    work = Path(tempfile.mkdtemp(prefix="sozialraum-bench-"))
    try:
        if LEIPZIG.exists():
            sozialraum("load", "leipzig", "--data", LEIPZIG, "--city", work / "leipzig")
            sozialraum("build", "--city", work / "leipzig")
            measure(work / "leipzig", "ortsteile", given.requests)
        else:
            print("Leipzig: ../shared/cities/leipzig is missing, left out")
        files = work / "files"
        words = [sys.executable, "-m", "sozialraum.musterstadt", files, "--blocks", str(given.blocks)]
        subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
        recipe = blocks_as_social_spaces(work / "recipe")
        sozialraum("load", recipe, "--data", files, "--city", work / "musterstadt")
        sozialraum("build", "--city", work / "musterstadt")
        measure(work / "musterstadt", "bloecke", given.requests)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
