"""The Welsh Index of Multiple Deprivation 2019, calculated again from its published domain scores.

What the published table holds: for each of 1,909 areas the score of eight domains and the overall score,
all rounded to one decimal; no ranks. What is proved with it:
- all 1,909 ranks of each domain, transformed, are the published domain scores to their last digit;
- the overall score of every area lies, to the last published digit, within the bounds that its domains'
  ranks leave (areas of equal rounded score can't be told apart, so a rank is a range of up to nine);
- the overall order: no two areas stand in another order than their published scores, as far as those
  bounds tell them apart, and each area's rank lies within the range of ranks its published score allows.
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from sozialraum.methods.deprivation import WALES_2019, deprivation, exponential, overall

COLUMNS = {
    "income": "Income",
    "employment": "Employment",
    "health": "Health",
    "education": "Education",
    "access": "Access to Services",
    "housing": "Housing",
    "safety": "Community Safety",
    "environment": "Physical Environment",
}
AREAS = 1909
HALF_DIGIT = 0.05

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def published() -> tuple[np.ndarray, np.ndarray]:
    """Domain scores (8, 1909) in the order of the weights, and overall scores (1909,)."""
    shared = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[3] / "shared"))
    table = shared / "references" / "wimd2019" / "wimd-2019-index-and-domain-scores-overall.csv"
    if not table.exists():
        reason = f"{table} is missing; set SHARED to the folder of the shared references"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    domains = np.array([[float(row[COLUMNS[key]]) for row in rows] for key in WALES_2019])
    return domains, np.array([float(row["WIMD 2019"]) for row in rows])


def rank_ranges(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last rank that a published score can stand for, rank 1 = highest."""
    ordered = np.sort(scores)
    first = 1 + len(scores) - np.searchsorted(ordered, scores, side="right")
    last = len(scores) - np.searchsorted(ordered, scores, side="left")
    return first, last


def test_the_table_is_whole(published: tuple[np.ndarray, np.ndarray]) -> None:
    domains, score = published
    assert domains.shape == (8, AREAS)
    assert score.shape == (AREAS,)
    assert not np.isnan(domains).any()


def test_all_ranks_of_all_domains_give_the_published_scores(published: tuple[np.ndarray, np.ndarray]) -> None:
    calculated = np.round(exponential(np.arange(1, AREAS + 1), AREAS), 1)
    for scores in published[0]:
        np.testing.assert_array_equal(np.sort(scores)[::-1], calculated)


def bounds(domains: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, last = zip(*(rank_ranges(scores) for scores in domains), strict=True)
    weights = list(WALES_2019.values())
    low = overall(exponential(np.array(last), AREAS), weights)
    high = overall(exponential(np.array(first), AREAS), weights)
    return low, high


def test_all_overall_scores_to_the_last_published_digit(published: tuple[np.ndarray, np.ndarray]) -> None:
    domains, score = published
    low, high = bounds(domains)
    assert (high - low).max() < 0.1
    assert (low <= score + HALF_DIGIT).all()
    assert (high >= score - HALF_DIGIT).all()


def test_no_two_areas_stand_in_another_order(published: tuple[np.ndarray, np.ndarray]) -> None:
    domains, score = published
    low, high = bounds(domains)
    apart = low[:, None] > high[None, :]
    assert apart.sum() > 0.99 * AREAS * (AREAS - 1) / 2  # the bounds do tell nearly all pairs apart
    assert not (apart & (score[:, None] < score[None, :])).any()


def test_all_overall_ranks(published: tuple[np.ndarray, np.ndarray]) -> None:
    domains, score = published
    result = deprivation(domains, list(WALES_2019.values()))
    assert np.abs(result.score - score).max() < 0.1
    # A score within half a digit of the next published one may have been rounded to that side.
    ordered = np.sort(score)
    earliest = 1 + AREAS - np.searchsorted(ordered, score + 0.15, side="right")
    latest = AREAS - np.searchsorted(ordered, score - 0.15, side="left")
    assert (earliest <= result.rank).all()
    assert (result.rank <= latest).all()
    assert np.corrcoef(result.rank, -score)[0, 1] > 0.9
    exact_first, exact_last = rank_ranges(score)
    within = (exact_first <= result.rank) & (result.rank <= exact_last)
    assert within.mean() > 0.5


def test_other_weights_would_not_do(published: tuple[np.ndarray, np.ndarray]) -> None:
    domains, score = published
    first, last = zip(*(rank_ranges(scores) for scores in domains), strict=True)
    middle = exponential((np.array(first) + np.array(last)) / 2, AREAS)
    other = list(WALES_2019.values())
    other[0], other[2] = other[0] + 0.01, other[2] - 0.01
    assert np.mean(np.abs(overall(middle, other) - score) > 0.1) > 0.1
