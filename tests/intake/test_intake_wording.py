"""Every issue says in German and English what it is, what it means and what to do."""

from __future__ import annotations

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from sozialraum.intake import describe
from sozialraum.intake.log import LINES_A_KIND, Log
from sozialraum.intake.wording import texts
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.values import State

SOURCE = Path(__file__).parents[2] / "src" / "sozialraum" / "intake"
NUMBERLESS_OR_ROUNDED = ("unknown", "secret", "rounded_zero", "not_applicable")


def kinds_in_code() -> set[str]:
    """Kinds by discovery: the first argument of every `log.add(…)`, and those made from states and habits."""
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    literal = set(re.findall(r'log\.add\(\s*"([a-z_]+)"', code)) | set(
        re.findall(r'_report\(\s*(?:check, )?"([a-z_]+)"', code)
    )
    chosen = set(re.findall(r'kind(?:, \w+)* = (?:\(?)"([a-z_]+)"', code)) | set(
        re.findall(r'else \(?"([a-z_]+_[a-z_]+)"', code)
    )
    made = {f"share_{habit}" for habit in ("exact", "rounded", "truncated", "differs")}
    return (
        literal | {k for k in chosen if k in texts()} | made | {f"zero_is_{s}" for s in NUMBERLESS_OR_ROUNDED}
    )


def test_every_kind_has_its_texts() -> None:
    missing = {kind for kind in kinds_in_code() if kind not in texts()}
    assert not missing
    assert len(kinds_in_code()) > 40


def test_no_text_is_left_over() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    unused = {k for k in texts() if k not in code and not k.startswith(("share_", "zero_is_"))}
    assert not unused


@pytest.mark.parametrize("kind", sorted(texts()))
def test_texts_are_complete_and_use_known_placeholders(kind: str) -> None:
    known = {f.name for f in fields(Issue)} | {
        "parts", "whole", "sources", "name", "largest", "before", "spaces", "within", "state", "kind",
        "quoted_parts",
    }  # fmt: skip
    for part in ("title", "text", "what_to_do", *({"text_of_one"} & set(texts()[kind]))):
        wording = texts()[kind][part]
        assert set(wording) == {"de", "en"}
        used = [
            {name for _, name, _, _ in string.Formatter().parse(wording[lang]) if name}
            for lang in ("de", "en")
        ]
        assert used[0] == used[1] <= known
        words = re.sub(r"\{\w+\}", "", wording["de"]).strip()
        assert wording["de"] != wording["en"] or not words


def test_a_described_issue_names_what_was_found_and_why() -> None:
    issue = Issue(
        "zero_is_secret", "harmonise", "warning", column="unemployed@women", period="2018", count=12_345,
        details={"reason": {"de": "Zu klein.", "en": "Too small."}, "spaces": ["01", "02"]},
    )  # fmt: skip
    title, text, todo = describe(issue, "de")
    assert title == "Null bedeutet „geheim“: unemployed@women, 2018"
    assert "12.345" in text
    assert text.endswith("Zu klein.")
    assert todo
    assert "12,345" in describe(issue.as_dict(), "en")[1]
    named = describe(issue, "de", lambda column: {"unemployed@women": "Arbeitslose Frauen"}[column])
    assert named[0] == "Null bedeutet „geheim“: Arbeitslose Frauen, 2018"


def test_braces_in_a_delivered_value_do_no_harm() -> None:
    issue = Issue("bad_value", "harmonise", "warning", found="{x} {", file="a.csv", row=3, column="A")
    assert "{x} {" in describe(issue, "en")[0]


def test_an_unknown_kind_is_shown_rather_than_hidden() -> None:
    assert describe(Issue("something_new", "check", "note", found="5"), "de") == ("something_new", "5", "")


def test_a_state_without_number_is_named_in_words() -> None:
    for state in (s for s in State if not s.is_number):
        issue = Issue("cells_without_number", "harmonise", "note", found=state.name.lower(), count=3)
        assert "_" not in describe(issue, "de")[0]


def test_equal_findings_are_one_line_and_long_lists_are_cut() -> None:
    log = Log()
    for _ in range(5):
        log.add("bad_value", "harmonise", "warning", file="a", found="?", row=3)
    for i in range(LINES_A_KIND + 7):
        log.add("unknown_space", "recognise", "warning", found=str(i), row=i)
    lines = log.issues()
    assert lines[0].count == 5
    assert len(lines) == 1 + LINES_A_KIND + 1
    assert (lines[-1].kind, lines[-1].count, lines[-1].details["kind"]) == (
        "more_of_the_same",
        7,
        "unknown_space",
    )


def test_the_same_finding_over_the_years_is_one_line() -> None:
    log = Log()
    for year, found in (("2018", "+3"), ("2020", "-1")):
        log.add("parts_differ", "check", "warning", column="a@total", period=year, found=found, count=2)
    log.add("parts_differ", "check", "warning", column="b@total", period="2018", found="+3")
    first, second = log.issues()
    assert (first.period, first.found, first.count) == ("2018–2020", "2018: +3, 2020: -1", 4)
    assert first.details["periods"] == ["2018", "2020"]
    assert second.period == "2018"


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (1, "de", "1 Feld aus a.csv trägt keine Zahl"),
        (2, "de", "2 Felder aus a.csv tragen keine Zahl"),
        (1, "en", "1 cell of a.csv carries no number"),
        (2, "en", "2 cells of a.csv carry no number"),
    ],
)
def test_one_is_said_in_the_singular(count: int, language: str, said: str) -> None:
    issue = Issue("cells_without_number", "read", "note", file="a.csv", found="secret", count=count)
    assert describe(issue, language)[1].startswith(said)


def test_a_sum_names_each_of_its_parts_in_quotes() -> None:
    issue = Issue(
        "parts_compared", "check", "note", column="a@total", count=30, details={"parts": ["a@men", "a@women"]}
    )
    assert describe(issue, "de", {"a@total": "Menschen", "a@men": "Männer", "a@women": "Frauen"}.get)[1] == (
        "Die Summe aus „Männer“ und „Frauen“ wurde 30-mal mit „Menschen“ verglichen. "
        "Abweichungen stehen in eigenen Zeilen."
    )
