"""The same number and seed give the same bytes; a larger number gives a larger city."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from musterstadt.delivered import areas, blocks, column
from sozialraum import musterstadt
from sozialraum.musterstadt.__main__ import main

SMALL = 150


def _print(folder: Path) -> dict[str, str]:
    return {
        str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in sorted(folder.rglob("*"))
        if f.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("small")
    musterstadt.generate(folder, blocks=SMALL, seed=7)
    return _print(folder)


def test_same_bytes_in_another_process_with_more_threads(small: dict[str, str], tmp_path: Path) -> None:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "4")
    command = [
        sys.executable,
        "-m",
        "sozialraum.musterstadt",
        str(tmp_path),
        "--blocks",
        str(SMALL),
        "--seed",
        "7",
    ]
    subprocess.run(
        command, check=True, env=os.environ | threads | {"PYTHONHASHSEED": "1"}, capture_output=True
    )
    assert _print(tmp_path) == small


def test_another_seed_is_another_city(small: dict[str, str], tmp_path: Path) -> None:
    musterstadt.generate(tmp_path, blocks=SMALL, seed=8)
    other = _print(tmp_path)
    same = {name for name in small if other.get(name) == small[name]}
    assert same <= {"LIESMICH.txt"}


def test_progress_is_told_from_beginning_to_end(tmp_path: Path) -> None:
    told: list[float] = []
    musterstadt.generate(tmp_path, blocks=80, progress=lambda _what, share: told.append(share))
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert all(a <= b for a, b in pairwise(told))


def test_size_of_the_city_as_it_comes(city: Path) -> None:
    assert len(areas(city, "bloecke")[0]) == musterstadt.DEFAULT_BLOCKS
    assert 40 <= len(areas(city, "sozialraeume_2019")[0]) <= 45
    assert len(areas(city, "planungsraeume")[0]) == 8
    for year in (2013, 2024):
        assert 195_000 <= column(blocks(city, "bevoelkerung", year), "Einwohner insgesamt").sum() <= 225_000


def test_it_grows_by_one_number(tmp_path: Path) -> None:
    musterstadt.generate(tmp_path, blocks=3000)
    properties, shapes = areas(tmp_path, "bloecke")
    assert len(properties) == 3000
    assert len({p["block"] for p in properties}) == 3000
    people = column(blocks(tmp_path, "bevoelkerung", 2024), "Einwohner insgesamt").sum()
    assert 160 * 3000 <= people <= 190 * 3000
    spaces, _ = areas(tmp_path, "sozialraeume_2013")
    assert 100 <= len(spaces) <= 112
    assert len({s["name"] for s in spaces}) == len(spaces)
    assert 10 <= len(areas(tmp_path, "planungsraeume")[0]) <= 15
    assert {s.geom_type for s in shapes} == {"Polygon"}


def test_too_small_a_city_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="at least 60 blocks"):
        musterstadt.generate(tmp_path / "nothing", blocks=10)
    assert main([str(tmp_path / "nothing"), "--blocks", "10"]) == 2
    assert "at least 60 blocks, not 10" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_the_room_knows_no_other_room() -> None:
    """It writes files for intake to read; it may use methods and the warehouse's values, nothing else."""
    allowed = ("sozialraum.musterstadt", "sozialraum.methods", "sozialraum.warehouse.values")
    folder = Path(musterstadt.__file__).parent
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith(("django", "sozialraum")) or name.startswith(allowed), (
                    file.name,
                    name,
                )
