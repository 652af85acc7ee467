"""Segregation indices D and H with 500 random placements at 5,000 spaces, beside the package `segregation`.

Both draw the same null: every group keeps its size and is spread by the spaces' shares of all people (what
the package calls "systematic" and takes by default). The figures are the index and its 500 values.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from scipy.stats import ks_2samp

from benchmarks.side_by_side import Case, Contender, Figures, main

SPACES, DRAWS = 5_000, 500
BARE = " (the package fed with a table without geometry; no target)"


def city(groups: int) -> np.ndarray:
    """Counts (groups, spaces) of an unevenly mixed city of about 1,000 people a space."""
    rng = np.random.default_rng(11)
    people = rng.integers(200, 2_000, SPACES)
    shares = rng.dirichlet(np.linspace(2, 8, groups), SPACES)
    return np.array([rng.multinomial(n, p) for n, p in zip(people, shares, strict=True)]).T


def load_ours() -> None:
    import sozialraum.methods.segregation  # noqa: F401


def ours_d(counts: np.ndarray) -> Figures:
    from sozialraum.methods.segregation import dissimilarity, random_placements

    value = dissimilarity(counts[0], counts.sum(axis=0))
    return {"value": np.array(value), "draws": random_placements(counts, "dissimilarity", draws=DRAWS)}


def ours_h(counts: np.ndarray) -> Figures:
    from sozialraum.methods.segregation import information, random_placements

    return {
        "value": np.array(information(counts)),
        "draws": random_placements(counts, "information", draws=DRAWS),
    }


def load_segregation() -> None:
    import segregation.inference
    import segregation.multigroup
    import segregation.singlegroup  # noqa: F401


def plain_table(counts: np.ndarray) -> Any:
    import pandas as pd

    table = pd.DataFrame(counts.T, columns=[f"group_{k}" for k in range(len(counts))])
    return table.assign(total=table.sum(axis=1))


def table_with_geometry(counts: np.ndarray) -> Any:
    """What the package's documentation hands in: a GeoDataFrame; here of plain squares."""
    import geopandas as gpd
    import shapely

    x, y = np.arange(SPACES) % 100 * 100.0, np.arange(SPACES) // 100 * 100.0
    return gpd.GeoDataFrame(
        plain_table(counts), geometry=shapely.box(x, y, x + 100, y + 100), crs="EPSG:25833"
    )


def single(name: str, table: Any) -> Figures:
    import segregation.singlegroup as measures
    from segregation.inference import SingleValueTest

    index = getattr(measures, name)(table, "group_0", "total")
    test = SingleValueTest(index, iterations_under_null=DRAWS, null_approach="systematic")
    return {"value": np.array(index.statistic), "draws": np.asarray(test.est_sim)}


def multi(table: Any) -> Figures:
    from segregation.inference import SingleValueTest
    from segregation.multigroup import MultiInfoTheory

    index = MultiInfoTheory(table, [c for c in table.columns if c.startswith("group_")])
    test = SingleValueTest(index, iterations_under_null=DRAWS, null_approach="systematic")
    return {"value": np.array(index.statistic), "draws": np.asarray(test.est_sim)}


def agree(ours: Figures, theirs: Figures) -> None:
    np.testing.assert_allclose(ours["value"], theirs["value"], rtol=1e-9)
    assert ours["draws"].shape == theirs["draws"].shape == (DRAWS,)
    p = ks_2samp(ours["draws"], theirs["draws"]).pvalue
    assert p > 1e-4, f"the random placements are distributed otherwise (Kolmogorov-Smirnov p = {p:.1g})"
    np.testing.assert_allclose(ours["draws"].mean(), theirs["draws"].mean(), rtol=0.01)


def case(title: str, groups: int, ours: Any, name: str, theirs: Any, table: Any, target: float) -> Case:
    peer = Contender(f"segregation, {name}", load_segregation, table, theirs)
    return Case(
        f"{title}, {SPACES:,} spaces, {DRAWS} draws{'' if target else BARE}",
        partial(city, groups),
        (Contender("ours", load_ours, lambda counts: counts, ours), peer),
        agree,
        warm_target=target,
    )


D, H = partial(single, "Dissim"), partial(single, "Entropy")
D_TITLE, H_TITLE = "Dissimilarity D", "Information theory H"
CASES = {
    "D": case(D_TITLE, 2, ours_d, "Dissim", D, table_with_geometry, 10),
    "H": case(f"{H_TITLE} of two groups", 2, ours_h, "Entropy", H, table_with_geometry, 3),
    "H5": case(f"{H_TITLE} of five groups", 5, ours_h, "MultiInfoTheory", multi, table_with_geometry, 3),
    "D-bare": case(D_TITLE, 2, ours_d, "Dissim", D, plain_table, 0),
    "H5-bare": case(f"{H_TITLE} of five groups", 5, ours_h, "MultiInfoTheory", multi, plain_table, 0),
}

if __name__ == "__main__":
    main("benchmarks.segregation_index", CASES)
