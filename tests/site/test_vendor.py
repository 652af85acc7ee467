"""What lies under static/vendor: small, licensed, pinned; the tool refuses what isn't the pinned archive."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import re
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/sozialraum/site/static/vendor"


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools/vendor.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["vendor"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["vendor"]


def archive(folder: Path, files: dict[str, bytes]) -> str:
    path = folder / "kern-ux-native-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def lock(folder: Path, integrity: str) -> Path:
    path = folder / "vendor.lock"
    path.write_text(f"# pinned\n@kern-ux/native 1.0.0 {integrity}\n")
    return path


def test_the_tool_writes_what_is_wanted_and_knows_when_it_changed(tool, tmp_path, capsys):
    files = {name: name.encode() for name in tool.WANTED["@kern-ux/native"]} | {"dist/unwanted.css": b"x"}
    where = [
        "--from",
        str(tmp_path),
        "--lock",
        str(lock(tmp_path, archive(tmp_path, files))),
        "--to",
        str(tmp_path / "v"),
    ]
    assert tool.main(where) == 0
    assert (tmp_path / "v/kern/kern.min.css").read_bytes() == b"dist/kern.min.css"
    assert not list((tmp_path / "v").rglob("unwanted*"))
    assert tool.main([*where, "--check"]) == 0
    (tmp_path / "v/kern/LICENSE.md").write_bytes(b"changed")
    (tmp_path / "v/kern/more.js").write_bytes(b"")
    assert tool.main([*where, "--check"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["kern/LICENSE.md", "kern/more.js"]
    assert tool.main(where) == 0
    assert tool.main([*where, "--check"]) == 0


def test_the_tool_refuses_another_archive(tool, tmp_path):
    archive(tmp_path, {"LICENSE.md": b"x"})
    with pytest.raises(SystemExit, match="not the pinned one"):
        tool.main(
            [
                "--from",
                str(tmp_path),
                "--lock",
                str(lock(tmp_path, "sha512-AAAA")),
                "--to",
                str(tmp_path / "v"),
            ]
        )
    assert not (tmp_path / "v").exists()


def test_every_package_lies_there_with_its_licence():
    assert {p.parent.name for p in VENDOR.rglob("LICENSE*")} == {"kern", "fonts", "maplibre"}
    assert sum(p.stat().st_size for p in VENDOR.rglob("*") if p.is_file()) < 3_000_000


def test_styles_ask_for_nothing_that_is_not_there():
    for sheet in VENDOR.rglob("*.css"):
        for target in re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text("utf-8")):
            assert target.startswith(("data:", "#", "%23")) or (sheet.parent / target).exists(), (
                sheet,
                target,
            )
