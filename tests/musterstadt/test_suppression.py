"""What an agency hides can't be had back by subtraction, and small samples are marked."""

from __future__ import annotations

from pathlib import Path

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterstadt.delivered import PROTECTED, YEARS, column, rows, social
from sozialraum.musterstadt.labels import heading
from sozialraum.musterstadt.suppress import sums_within, suppressed
from sozialraum.musterstadt.voice import FEDERAL, LOCAL, SURVEY


@settings(max_examples=150, deadline=None)
@given(
    arrays.arrays(np.int64, st.tuples(st.integers(4, 14), st.just(4)), elements=st.integers(0, 9)),
    st.integers(2, 3),
)
def test_no_hidden_cell_stands_alone(parts: np.ndarray, areas_: int) -> None:
    """Men by passport and women by passport, summed both ways, in spaces of two or three planning areas."""
    men, women = parts[:, :2].sum(axis=1), parts[:, 2:].sum(axis=1)
    german = parts[:, [0, 2]].sum(axis=1)
    columns = {
        "u@total": men + women,
        "u@men": men,
        "u@women": women,
        "u@german": german,
        "u@foreign": men + women - german,
    }
    sums = sums_within(columns)
    assert len(sums) == 2
    parent = np.arange(len(men)) % areas_
    above = {name: np.bincount(parent, values).astype(np.int64) for name, values in columns.items()}
    top = suppressed(above, np.zeros(areas_, dtype=np.int64), sums)
    hidden = suppressed(columns, parent, sums, top)
    for name, values in columns.items():
        assert hidden[name][(values > 0) & (values < 3)].all()
        count = np.bincount(parent, hidden[name], areas_)
        assert not ((count == 1) & ~top[name]).any()  # along a column whose total is known
        assert not ((count == 0) & top[name]).any()  # a hidden total could be added up
    for whole, named in sums:
        assert not (np.sum([hidden[n] for n in (whole, *named)], axis=0) == 1).any()


def test_nothing_is_hidden_without_need() -> None:
    columns = {
        "u@total": np.array([10, 20, 30]),
        "u@men": np.array([5, 9, 0]),
        "u@women": np.array([5, 11, 30]),
    }
    hidden = suppressed(columns, np.zeros(3, dtype=np.int64), sums_within(columns))
    assert not any(mask.any() for mask in hidden.values())


@pytest.mark.parametrize("theme", PROTECTED)
def test_agencies_hide_small_counts(city: Path, theme: str) -> None:
    hidden = cells_in_all = 0
    for year in YEARS:
        above = rows(city / "planungsraeume" / f"{theme}_{year}.csv", "cp1252")
        for table in (social(city, theme, year), above):
            cells = [c for row in table.values() for c in list(row.values())[1:]]
            assert not {"0", "1", "2"} & set(cells)
            hidden += cells.count(".")
            cells_in_all += len(cells)
    assert 0 < hidden < 0.3 * cells_in_all


@pytest.mark.parametrize("year", YEARS)
def test_delivered_sums_give_nothing_back(city: Path, year: int) -> None:
    table = social(city, "arbeitsmarkt", year)
    whole, *parts = (
        np.isnan(column(table, heading(f"unemployed@{g}"))) for g in ("total", "german", "foreign")
    )
    assert not (np.sum([whole, *parts], axis=0) == 1).any()
    above = rows(city / "planungsraeume" / f"arbeitsmarkt_{year}.csv", "cp1252")
    for name in list(next(iter(table.values())))[1:]:
        lost = np.isnan(column(table, name))
        for code, row in above.items():
            mine = np.array([space[:2] == code for space in table])
            assert row[name] == "." or lost[mine].sum() != 1, (name, code)


def test_offices_write_in_their_own_hand(city: Path) -> None:
    agency = (city / "sozialraeume_2019" / "arbeitsmarkt_2024.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        agency.decode("utf-8")
    assert agency.decode("cp1252").startswith("Sozialraum;Arbeitslose insgesamt;")
    assert "–" in (city / "bloecke" / "bevoelkerung_2024.csv").read_text(encoding="utf-8")
    rents = rows(city / "sozialraeume_2019" / "preise_2024.csv", "cp1252")
    assert all(
        "," in row[heading("rent_offer_median@total")] for row in rents.values() if "." not in row.values()
    )
    for folder, file, years in (("wahl_stadtrat", "local", LOCAL), ("wahl_bundestag", "federal", FEDERAL)):
        for year in years:
            edition = "sozialraeume_2013" if year < 2019 else "sozialraeume_2019"
            table = rows(city / edition / f"{folder}_{year}.csv")
            assert any("." in row[heading(f"electorate_{file}@total")] for row in table.values())
            may, did = (column(table, heading(f"{v}_{file}@total")) for v in ("electorate", "votes"))
            assert (did <= may).all()


@pytest.mark.parametrize("year", SURVEY)
def test_small_samples_are_marked(city: Path, year: int) -> None:
    edition = "sozialraeume_2013" if year < 2019 else "sozialraeume_2019"
    table = rows(city / edition / f"umfrage_{year}.csv")
    answered, asked = heading("survey_lonely@total"), heading("survey_lonely_asked@total")
    for row in table.values():
        if row[asked] == "/":
            assert row[answered] == "/"
        elif row[asked].startswith("("):
            assert 20 <= int(row[asked].strip("()")) < 50
            assert row[answered].startswith("(") or row[answered] == "–"
        else:
            assert int(row[asked]) >= 50
    marks = {row[asked][0] for row in table.values()}
    assert "/" in marks
    assert "(" in marks
    whole = rows(city / "stadt" / f"umfrage_{year}.csv")["Musterstadt"]
    assert int(whole[asked]) > 4000
