"""backup and restore where the machine refuses: one sentence, code 5, nothing left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from worlds.muster import sozialraum as run


def sentence(*words: str | Path) -> str:
    said = run(*words, expect=5).stderr
    assert said.startswith("sozialraum: "), said
    assert said.count("\n") == 1, said
    assert "Errno" not in said
    return said


@pytest.fixture
def city(built, tmp_path):
    copy = tmp_path / "city"
    shutil.copytree(built, copy)
    return copy


def test_a_backup_to_where_no_file_can_be(city, tmp_path):
    for target in (Path("/proc/x.tar.gz"), tmp_path / "missing" / "x.tar.gz"):
        said = sentence("backup", target, "--city", city)
        assert f"The backup {target} can't be written (No such file or directory): choose" in said
        assert f".{target.name}." not in said


def test_a_backup_to_a_folder(city, tmp_path):
    assert f"{tmp_path} is a folder: name a file" in sentence("backup", tmp_path, "--city", city)


def test_a_backup_that_is_not_there(tmp_path):
    for source in (tmp_path / "nowhere.tar.gz", tmp_path):
        said = sentence("restore", source, "--city", tmp_path / "new" / "city")
        assert f"There is no backup {source}: name the file" in said
        assert not (tmp_path / "new").exists()


def test_a_restore_to_where_no_folder_can_be(tmp_path):
    (tmp_path / "x.tar.gz").write_text("")
    said = sentence("restore", tmp_path / "x.tar.gz", "--city", "/proc/city")
    assert "The folder /proc/city can't be made (No such file or directory): choose" in said
