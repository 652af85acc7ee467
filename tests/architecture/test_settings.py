"""Every setting is explained in docs/settings.md, by discovery."""

from __future__ import annotations

import ast
import re
from dataclasses import fields

from architecture import ROOT, SOURCES
from sozialraum.planning.needs.states import State
from sozialraum.site.city import LETTERS, Answers, CitySettings, Messages, Needs, Service, Site, Waiting

EXPLAINED = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
CALLS = ("environ.get", "environ.setdefault", "environ.pop", "getenv")
FOREIGN = {"DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED"}  # not ours: their owners explain them


def environment_names() -> set[str]:
    """Names that the sources read from or write to the environment."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "environ" not in text and "getenv" not in text and "_given(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
                if isinstance(node.slice, ast.Constant):
                    found.add(node.slice.value)
            elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = ast.unparse(node.func)
                if called == "_given" or called.endswith(CALLS):
                    found.add(node.args[0].value)
    return found


def test_every_name_in_the_environment_is_explained():
    assert {"SOZIALRAUM_CITY", "DATABASE_URL"} <= environment_names()
    assert [name for name in environment_names() - FOREIGN if f"`{name}`" not in EXPLAINED] == []


def test_every_key_of_the_citys_file_is_explained_and_no_other():
    keys = {item.name for item in fields(Site)}
    section = EXPLAINED.partition("## [site]")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.M)) == keys
    city = {item.name for item in fields(CitySettings)} - {"folder", "site"}
    assert [name for name in city if f"`{name}`" not in EXPLAINED] == []


def test_how_often_one_address_may_do_something_is_explained(settings):
    section = EXPLAINED.partition("## How often one address")[2].partition("\n## ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section, re.M)) == settings.ACCOUNT_RATE_LIMITS


def test_how_needs_are_checked_is_explained_in_its_own_table():
    section = EXPLAINED.partition("## [needs]")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.M)) == {item.name for item in fields(Needs)}
    assert f"| `check_days` | `{Needs().check_days}` |" in section
    assert [item.name for item in fields(Service) if f"`{item.name}`" not in section] == []


def test_which_letters_are_read_before_they_go_out_is_explained_in_its_own_table():
    section = EXPLAINED.partition("## [messages]")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.M)) == {item.name for item in fields(Messages)}
    assert [letter for letter in LETTERS if f"`{letter}`" not in section] == []


def test_how_long_departments_and_needs_may_take_is_explained_in_tables_of_their_own():
    for table, kind in (("answers", Answers), ("waiting", Waiting)):
        section = EXPLAINED.partition(f"## [{table}]")[2].partition("\n## ")[0]
        told = dict(re.findall(r"^\| `(\w+)` \| `(\d+)` \|", section, re.M))
        assert told == {item.name: str(item.default) for item in fields(kind)}


def test_every_letter_of_a_step_can_be_read_before():
    """The settings are read before the apps are there, so they name the letters themselves."""
    written = {path.stem for path in (SOURCES / "planning/needs/templates/needs/letters").glob("*.txt")}
    called = {
        path.stem for path in (SOURCES / "planning/conferences/templates/conferences/letters").glob("*.txt")
    }
    assert set(LETTERS) == {*State, *written, *called} - {"step", "news", "when", "points"}


def test_defaults_are_told_as_they_are():
    for item in fields(Site):
        told = re.search(rf"^\| `{item.name}` \| ([^|]*)\|", EXPLAINED, re.M)[1].strip()
        default = {"True": "true", "False": "false"}.get(str(item.default), str(item.default))
        assert told.strip("`") == {"()": "[]", "": '""'}.get(default, default), item.name
