"""What could not run is said loudly, and is a failure where CI=true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from architecture import ROOT

LACKING = """
import pytest

def test_that_runs():
    pass

def test_that_lacks_something(lacking):
    pass

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail():
    assert False
"""
FIXTURE = """

@pytest.fixture
def lacking():
    pytest.skip("no gold: dig for it")
"""


def run(folder: Path, ci: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the small tests above with this repository's own conftest."""
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(conftest + FIXTURE, encoding="utf-8")
    (folder / "test_lacking.py").write_text(LACKING, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name not in ("SOZIALRAUM_TEST_CITY", "CI")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(folder)],
        cwd=folder, env=kept | {"CI": ci, "PYTHONPATH": str(ROOT / "tests")}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "with workers"])
def test_a_skip_is_said_loudly_with_how_to_get_what_is_lacking(tmp_path, options):
    done = run(tmp_path, "", *options)
    assert done.returncode == 0, done.stdout
    assert "!!! 1 NOT RUN !!! no gold: dig for it" in done.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "with workers"])
def test_with_ci_a_skip_is_a_failure_and_an_expected_failure_is_none(tmp_path, options):
    done = run(tmp_path, "true", *options)
    assert done.returncode == 1
    assert "1 passed, 1 xfailed, 1 error" in done.stdout
    assert "With CI=true a skip is a failure: no gold: dig for it" in done.stdout


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    run(tmp_path, "")
    assert list(scratch.glob("sozialraum-*")) == []
