"""No page carries a script, a style or an address of somebody else; every word is there in both languages."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from architecture import SOURCES

TEMPLATES = sorted(SOURCES.rglob("templates/**/*.html"))
CATALOGUES = sorted(SOURCES.rglob("locale/en/LC_MESSAGES/django.po"))
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "a handler in the page": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "an address of somebody else": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
    "an address that runs": re.compile(r"javascript:", re.I),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_template_keeps_the_policy(path):
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert [what for what, sign in FORBIDDEN.items() if sign.search(text)] == []


def test_the_signs_find_what_they_are_for():
    bad = {
        "a script in the page": "<script>x</script>",
        "a style in the page": '<p style="color:red">',
        "a handler in the page": '<p onclick="x()">',
        "an address of somebody else": '<img src="https://x.example/y">',
        "an address that runs": '<a href="javascript:x">',
    }
    assert all(FORBIDDEN[what].search(text) for what, text in bad.items())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_form_that_posts_carries_its_key(path):
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.I | re.S):
        assert "{% csrf_token %}" in form


def test_no_page_has_a_name_of_the_header_once_more():
    def names(path: Path) -> set[str]:
        return set(re.findall(r'\sid="([\w-]+)"', path.read_text(encoding="utf-8")))

    header = next(path for path in TEMPLATES if path.parts[-2:] == ("site", "header.html"))
    assert "suche" in names(header)
    assert [str(path) for path in TEMPLATES if path != header and names(path) & names(header)] == []


def english() -> dict[str, str]:
    """All that is translated, by any app."""
    found: dict[str, str] = {}
    for path in CATALOGUES:
        if not path.with_suffix(".mo").exists():
            continue  # the next test says so
        with path.with_suffix(".mo").open("rb") as file:
            for key, value in gettext.GNUTranslations(file)._catalog.items():
                found.setdefault(key[0] if isinstance(key, tuple) else key, value)
    return found


def said() -> Iterator[tuple[Path, str]]:
    """Every German text that is marked for translation, in templates and in code."""
    for path in TEMPLATES + sorted(SOURCES.rglob("templates/**/*.txt")):
        text = path.read_text(encoding="utf-8")
        for quote, words in re.findall(r"\{% (?:translate|trans) ([\"'])(.*?)\1", text):
            yield path, words.replace(f"\\{quote}", quote)
        for words in re.findall(r"_\(\"(.*?)\"\)", text):
            yield path, words
    for path in sorted([*(SOURCES / "planning").rglob("*.py"), *(SOURCES / "site").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS
            if called and node.args and isinstance(node.args[0], ast.Constant):
                yield path, str(node.args[0].value)


def test_every_word_is_there_in_english():
    known = english()
    assert (
        sorted({f"{path.relative_to(SOURCES)}: {words}" for path, words in said() if words not in known})
        == []
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_what_is_compiled_is_what_is_written(path):
    """No gettext is needed where the program runs, so the compiled catalogue is kept beside the written one."""
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    written = written_messages(path.read_text(encoding="utf-8"))
    assert written
    assert {key for key, value in written.items() if not value} == set(), "left empty"
    assert {key: compiled.get(key) for key in written} == written


def written_messages(text: str) -> dict[str, str]:
    """Messages without plural of a .po file."""
    found = {}
    for block in text.split("\n\n"):
        if "msgid_plural" in block or "#~" in block or "#, fuzzy" in block:
            continue
        parts = re.search(
            r"^msgid ((?:\"(?:[^\"\\]|\\.)*\"\s*)+)msgstr ((?:\"(?:[^\"\\]|\\.)*\"\s*)+)", block, re.M
        )
        if parts and "msgctxt" not in block:
            key, value = (
                "".join(ast.literal_eval(line) for line in part.split("\n") if line.strip())
                for part in parts.groups()
            )
            if key:
                found[key] = value
    return found
