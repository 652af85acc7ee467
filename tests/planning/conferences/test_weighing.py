"""By every method the weighing that does not count is told beside the one that does, unless few voted in secret."""

from __future__ import annotations

import pytest

from sozialraum.planning.conferences.counting import count

A, B = 1, 2
# One bank of six wants A; three banks with one voter each want B.
LARGE, SMALL = ["residents"] * 6, ["politics", "administration", "providers"]


def votes(want: dict[int, object]) -> list[tuple[str, object]]:
    return [(bank, want[A]) for bank in LARGE] + [(bank, want[B]) for bank in SMALL]


DOTS = {A: {"dots": {str(A): 3}}, B: {"dots": {str(B): 3}}}
APPROVED = {A: {"approved": [A]}, B: {"approved": [B]}}


@pytest.mark.parametrize("equal", [True, False])
def test_dots_by_the_other_weighing(equal):
    found = count("dots", votes(DOTS), (A, B), {"banks_equal": equal})
    assert found["best"] == [B if equal else A] and found["other"]
    by_other = {line["option"]: line["by_other"] for line in found["options"]}
    assert by_other == ({A: "2/3", B: "1/3"} if equal else {A: "1/4", B: "3/4"})


@pytest.mark.parametrize("equal", [True, False])
def test_the_order_by_the_other_weighing(equal):
    found = count("order", votes(APPROVED), (A, B), {"banks_equal": equal})
    first, second = found["places"]
    assert first["option"] == (B if equal else A) and found["other"]
    assert (first["by_other"], second["by_other"]) == (2, 1)


@pytest.mark.parametrize("equal", [True, False])
def test_a_fund_by_the_other_weighing(equal):
    rules = {"banks_equal": equal, "costs": {str(A): 60_000, str(B): 60_000}, "fund": 90_000}
    found = count("fund", votes(APPROVED), (A, B), rules)
    assert [one["option"] for one in found["bought"]] == [B if equal else A] and found["other"]
    assert {one["option"]: one["by_other"] for one in found["options"]} == {A: equal, B: not equal}


def test_where_both_agree_nothing_warns():
    alike = [(bank, APPROVED[A]) for bank in LARGE + SMALL]
    assert not count("order", alike, (A,), {"banks_equal": True})["other"]
    rules = {"banks_equal": True, "costs": {str(A): 60_000}, "fund": 90_000}
    assert not count("fund", alike, (A,), rules)["other"]


@pytest.mark.parametrize(("method", "want"), [("dots", DOTS), ("order", APPROVED), ("fund", APPROVED)])
def test_few_secret_votes_are_weighed_once(method, want):
    rules = {
        "banks_equal": True, "secret": True, "costs": {str(A): 60_000, str(B): 60_000}, "fund": 90_000,
    }  # fmt: skip
    found = count(method, votes(want), (A, B), rules)
    assert found["banks_hidden"]
    assert "by_other" not in str(found) and "'other'" not in str(found)
