"""Local Moran's I with 999 conditional permutations, beside esda, at 5,000 and 50,000 spaces."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import shapely
from scipy import sparse

from benchmarks.side_by_side import Case, Contender, Figures, main

PERMUTATIONS = 999


def city(n: int) -> tuple[np.ndarray, sparse.csr_array]:
    """A patterned indicator and the contiguity of n irregular spaces (Voronoi cells)."""
    from sozialraum.methods.contiguity import queen

    rng = np.random.default_rng(7)
    points = shapely.MultiPoint(rng.random((n, 2)) * 10_000)
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 10_000, 10_000)))
    near = queen(cells)
    x = rng.normal(size=n)
    for _ in range(2):
        x = x + near.standardised() @ x
    return x, near.matrix


def load_ours() -> None:
    import sozialraum.methods.local_moran  # noqa: F401


def ours(data: tuple[np.ndarray, sparse.csr_array]) -> Figures:
    from sozialraum.methods.local_moran import local_moran

    m = local_moran(*data, permutations=PERMUTATIONS)
    # Two-sided here, of the nearer tail in esda: half as much.
    return {"statistic": m.statistic, "p": m.p / 2, "quadrant": m.quadrant}


def load_esda() -> None:
    import libpysal.graph  # noqa: F401


def weights_of_esda(data: tuple[np.ndarray, sparse.csr_array]) -> tuple[np.ndarray, Any]:
    from libpysal.graph import Graph

    return data[0], Graph.from_sparse(data[1]).transform("r")


def with_esda(data: tuple[np.ndarray, Any]) -> Figures:
    import esda

    m = esda.Moran_Local(*data, permutations=PERMUTATIONS, seed=1)  # one job: two are slower
    return {"statistic": m.Is, "p": m.p_sim, "quadrant": m.q}


def agree(ours: Figures, theirs: Figures) -> None:
    np.testing.assert_allclose(ours["statistic"], theirs["statistic"], atol=1e-9)
    np.testing.assert_array_equal(ours["quadrant"], theirs["quadrant"])
    middle = np.clip((ours["p"] + theirs["p"]) / 2, 1 / PERMUTATIONS, 0.5)
    error = np.sqrt(2 * middle * (1 - middle) / PERMUTATIONS)
    gap = np.abs(ours["p"] - theirs["p"]) / error
    assert gap.max() < 6, f"pseudo p-values are up to {gap.max():.1f} sampling errors apart"
    assert np.corrcoef(ours["p"], theirs["p"])[0, 1] > 0.99


CONTENDERS = (
    Contender("ours", load_ours, lambda data: data, ours),
    Contender("esda", load_esda, weights_of_esda, with_esda),
)
CASES = {
    str(n): Case(
        f"Local Moran, {n:,} spaces, {PERMUTATIONS} permutations",
        partial(city, n),
        CONTENDERS,
        agree,
        warm_target=1 / 1.5,
        first_target=5,
    )
    for n in (5_000, 50_000)
}

if __name__ == "__main__":
    main("benchmarks.local_moran", CASES)
