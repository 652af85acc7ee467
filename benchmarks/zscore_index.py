"""Z-score index over 1,000,000 spaces × 40 indicators, beside DuckDB and polars over long rows.

The long table (space, indicator, value; 40 million rows) stands ready in each library's own memory; polars
over wide columns is shown too, since that is how somebody who knows this page would ask it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.side_by_side import Case, Contender, Figures, main

SPACES, INDICATORS = 1_000_000, 40

SQL = """
with moments as (
    select indicator, avg(value) as mean, stddev_pop(value) as sd from long group by indicator
), totals as (
    select space, sum((value - mean) / sd) as total from long join moments using (indicator) group by space
)
select (total - avg(total) over ()) / stddev_pop(total) over () as index from totals order by space
"""


def city() -> np.ndarray:
    return np.random.default_rng(5).gamma(2, 5, (INDICATORS, SPACES))


def load_ours() -> None:
    import sozialraum.methods.zscores  # noqa: F401


def ours(columns: np.ndarray) -> Figures:
    from sozialraum.methods.zscores import zscore_index

    return {"index": zscore_index(columns).index}


def load_polars() -> None:
    import polars  # noqa: F401


def long_table(columns: np.ndarray) -> Any:
    import polars as pl

    return pl.DataFrame(
        {
            "space": np.tile(np.arange(SPACES, dtype=np.int32), INDICATORS),
            "indicator": np.repeat(np.arange(INDICATORS, dtype=np.int16), SPACES),
            "value": columns.ravel(),
        }
    )


def with_polars(table: Any) -> Figures:
    import polars as pl

    value, total = pl.col("value"), pl.col("total")
    moments = table.lazy().group_by("indicator").agg(mean=value.mean(), sd=value.std(ddof=0))
    totals = (
        table.lazy()
        .join(moments, on="indicator")
        .group_by("space")
        .agg(total=((value - pl.col("mean")) / pl.col("sd")).sum())
        .sort("space")
    )
    result = totals.select(index=(total - total.mean()) / total.std(ddof=0)).collect()
    return {"index": result["index"].to_numpy()}


def wide_table(columns: np.ndarray) -> Any:
    import polars as pl

    return pl.DataFrame({f"indicator_{j}": column for j, column in enumerate(columns)})


def with_wide_polars(table: Any) -> Figures:
    import polars as pl

    total = pl.col("total")
    scores = [(pl.col(c) - pl.col(c).mean()) / pl.col(c).std(ddof=0) for c in table.columns]
    totals = table.lazy().select(total=pl.sum_horizontal(scores))
    result = totals.select(index=(total - total.mean()) / total.std(ddof=0)).collect()
    return {"index": result["index"].to_numpy()}


def load_duckdb() -> None:
    import duckdb  # noqa: F401


def duckdb_table(columns: np.ndarray) -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.register("arrow", long_table(columns).to_arrow())
    connection.execute("create table long as select * from arrow")
    return connection


def with_duckdb(connection: Any) -> Figures:
    return {"index": connection.execute(SQL).fetchnumpy()["index"]}


def agree(ours: Figures, theirs: Figures) -> None:
    np.testing.assert_allclose(ours["index"], theirs["index"], atol=1e-9)


OURS = Contender("ours", load_ours, lambda columns: columns, ours)
CASES = {
    "long": Case(
        f"Z-score index, {SPACES:,} spaces × {INDICATORS} indicators, peers over long rows",
        city,
        (
            OURS,
            Contender("DuckDB, long rows", load_duckdb, duckdb_table, with_duckdb),
            Contender("polars, long rows", load_polars, long_table, with_polars),
        ),
        agree,
        warm_target=1,
        first_target=1,
    ),
    "wide": Case(
        "The same, polars over wide columns (for comparison, no target)",
        city,
        (OURS, Contender("polars, wide columns", load_polars, wide_table, with_wide_polars)),
        agree,
        warm_target=0,
    ),
}

if __name__ == "__main__":
    main("benchmarks.zscore_index", CASES)
