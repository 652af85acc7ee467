#!/usr/bin/env python3
"""Take what the pages need from pinned front-end packages into the static files, with its licences.

    python tools/vendor.py                 fetch the packages of vendor.lock with npm and write the files
    python tools/vendor.py --from DIR      use archives already there (as `npm pack` names them)
    python tools/vendor.py --check         write nothing; fail when what is committed differs

Only this command talks to a package registry, through the ordinary npm client; the city's server never does.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "sozialraum" / "site" / "static" / "vendor"

# package -> {file in the package: file under static/vendor}
WANTED = {
    "@kern-ux/native": {
        "dist/kern.min.css": "kern/kern.min.css",
        "dist/fonts/fira-sans/FiraSans-Regular.woff2": "kern/fonts/FiraSans-Regular.woff2",
        "dist/fonts/fira-sans/FiraSans-SemiBold.woff2": "kern/fonts/FiraSans-SemiBold.woff2",
        "LICENSE.md": "kern/LICENSE.md",
    },
    "maplibre-gl": {
        "dist/maplibre-gl.mjs": "maplibre/maplibre-gl.mjs",
        "dist/maplibre-gl-worker.mjs": "maplibre/maplibre-gl-worker.mjs",
        "dist/maplibre-gl.css": "maplibre/maplibre-gl.css",
        "LICENSE.txt": "maplibre/LICENSE.txt",
    },
}

# KERN draws with weights 400, 500 and 600; two faces serve them all.
FACES = """\
@font-face {
  font-family: "Fira Sans";
  src: url("fonts/FiraSans-Regular.woff2") format("woff2");
  font-weight: 100 450;
  font-style: normal;
  font-display: swap;
}

@font-face {
  font-family: "Fira Sans";
  src: url("fonts/FiraSans-SemiBold.woff2") format("woff2");
  font-weight: 451 900;
  font-style: normal;
  font-display: swap;
}
"""

FONT_LICENCE = """\
Fira Sans: digitized data copyright (c) 2012-2015, The Mozilla Foundation and Telefonica S.A.
Licensed under the SIL Open Font License, version 1.1 or later, as the font files themselves say.
The files are unchanged.

"""

# What no package has as we need it.
MADE = {
    "kern/fonts.css": FACES.encode(),
    "kern/fonts/LICENSE.txt": FONT_LICENCE.encode() + (HERE / "OFL-1.1.txt").read_bytes(),
}


@dataclass(frozen=True)
class Package:
    """One line of the lock: what to fetch and what its archive must hash to."""

    name: str
    version: str
    integrity: str

    @property
    def archive(self) -> str:
        """The name npm gives to the packed archive."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"


def read_lock(path: Path) -> list[Package]:
    """The packages of the lock; a comment starts with #."""
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    return [Package(*line) for line in lines if line and not line[0].startswith("#")]


def fetch(package: Package, folder: Path) -> Path:
    """Pack the pinned version into the folder with npm."""
    wanted = f"{package.name}@{package.version}"
    print(f"fetching {wanted}", flush=True)
    subprocess.run(
        ["npm", "pack", wanted, "--silent", "--pack-destination", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / package.archive


def verify(package: Package, archive: Path) -> None:
    """Refuse an archive whose content is not the one that was pinned."""
    algorithm, _, expected = package.integrity.partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    if found != expected:
        sys.exit(
            f"{archive.name} is not the pinned one: its {algorithm} is {found}, vendor.lock says {expected}"
        )


def extract(package: Package, archive: Path) -> dict[str, bytes]:
    """The wanted files of an archive, by their name under static/vendor."""
    with tarfile.open(archive) as tar:
        found = {}
        for source, target in WANTED[package.name].items():
            try:
                member = tar.getmember(f"package/{source}")
            except KeyError:
                sys.exit(f"{package.archive} has no file {source}; correct WANTED in tools/vendor.py")
            content = tar.extractfile(member)
            found[target] = without_source_map(content.read() if content else b"")
        return found


def without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map that isn't delivered; a browser would ask for it in vain."""
    return re.sub(rb"\n?(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", b"\n", content)


def collect(lock: Path, archives: Path | None) -> dict[str, bytes]:
    """All files to be written, by their name under static/vendor."""
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for package in read_lock(lock):
            archive = archives / package.archive if archives else fetch(package, Path(scratch))
            verify(package, archive)
            files |= extract(package, archive)
    return files | MADE


def differences(files: dict[str, bytes], target: Path) -> list[str]:
    """What in the target is missing, other or too much."""
    there = {p.relative_to(target).as_posix(): p for p in target.rglob("*") if p.is_file()}
    other = [n for n, content in files.items() if n not in there or there[n].read_bytes() != content]
    return sorted(other + [n for n in there if n not in files])


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all is as pinned."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--from", dest="archives", type=Path, help="folder with the packages' archives")
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("--lock", type=Path, default=HERE / "vendor.lock")
    parser.add_argument("--to", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    files = collect(options.lock, options.archives)
    changed = differences(files, options.to)
    if options.check:
        print("\n".join(changed) or "everything is as pinned")
        return 1 if changed else 0
    for name, content in files.items():
        path = options.to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in set(changed) - set(files):
        (options.to / name).unlink()
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB in {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
