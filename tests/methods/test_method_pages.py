"""Every method has a page in both languages, and both say the same things in the same order."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "methods"
NO_METHOD = {
    "__init__",
    "arrays",
    "classes",
}  # the classes of a map are explained in a page of their own form
METHODS = sorted({p.stem for p in (ROOT / "src" / "sozialraum" / "methods").glob("*.py")} - NO_METHOD)
SECTIONS = {
    "de": ["Welche Frage es beantwortet", "Rechnung", "So liest man es", "Schwächen", "Quelle", "Geprüft"],
    "en": ["What it answers", "Calculation", "How to read it", "Weaknesses", "Source", "How it was verified"],
}


def page(key: str, language: str) -> str:
    return (PAGES / f"{key}.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", METHODS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_is_there_and_complete(key: str, language: str) -> None:
    text = page(key, language)
    assert re.match(r"# \S.*\n\n## ", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS[language]
    bodies = re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]
    assert all(len(body.strip()) > 60 for body in bodies)


@pytest.mark.parametrize("key", METHODS)
def test_both_languages_have_the_same_parts(key: str) -> None:
    parts = [
        [len(re.findall(mark, page(key, language), re.MULTILINE)) for mark in (r"^- ", r"^```", r"\n\n")]
        for language in ("de", "en")
    ]
    assert parts[0] == parts[1]


def test_there_are_methods_to_look_at() -> None:
    assert len(METHODS) >= 14
