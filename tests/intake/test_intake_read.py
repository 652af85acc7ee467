"""Reading files of every shape, and files that can't be read."""

from __future__ import annotations

import io

import numpy as np
import pytest
import xlsxwriter

from sozialraum.intake import IntakeError
from sozialraum.intake.files import period_pattern
from sozialraum.intake.raw import of_values
from sozialraum.warehouse.values import State

SERIES = (
    'series = [{label = "Einwohner", column = "inhabitants@total"}, {label = "Miete", column = "rent@total"}]'
)
CSV = f'reader = "csv"\nfile = "a_{{period}}.csv"\ndialect = "stadt"\nfields = {{space = "nr"}}\n{SERIES}'
DIALECT = '[dialect.stadt]\nlike = "din55301"\nencoding = "cp1252"\n'


def values(release, column: str, period: str = "2020") -> list[float]:
    return release.periods[period][column].values.tolist()


def test_cp1252_with_an_en_dash(world, only) -> None:
    world.add(DIALECT)
    world.source(CSV)
    world.write(
        "a_2020.csv", "nr;Einwohner;Miete\r\n12;1 234;6,50\r\n01;–;.\r\n02;5;\r\n11;0;7\r\n", "cp1252"
    )
    release = only(world.load())
    column = release.periods["2020"]["inhabitants@total"]
    assert column.values.tolist() == [0, 5, 0, 1234]
    assert column.states.tolist() == [State.EXACT_ZERO, State.OBSERVED, State.ROUNDED_ZERO, State.OBSERVED]
    assert np.isnan(values(release, "rent@total")[:2]).all()
    assert values(release, "rent@total")[2:] == [7, 6.5]
    assert release.files[0].path == "a_2020.csv"
    assert len(release.files[0].sha256) == 64


def test_utf8_read_as_cp1252_is_seen_by_its_names_and_the_reverse_by_its_bytes(world, issues_of) -> None:
    world.source(f'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}')
    world.write("a.csv", "nr,Einwohner,Miete\n01,5,–\n", "cp1252")
    (issue,) = issues_of(world.load(), "wrong_encoding")
    assert issue.severity == "error"
    assert issue.file == "a.csv"
    assert "0x96" in issue.found


def test_a_byte_order_mark_is_no_part_of_the_first_header(world, only) -> None:
    world.source(f'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}')
    world.write("a.csv", "\ufeffnr,Einwohner,Miete\n01,5,7.5\n")
    assert values(only(world.load()), "inhabitants@total")[0] == 5


def test_rows_with_too_many_cells_are_left_out_and_reported(world, only, issues_of) -> None:
    world.source(f'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}')
    world.write("a.csv", "nr,Einwohner,Miete\n01,5,7\n02,1,234,8\n11,6,7\n")
    delivery = world.load()
    assert np.isnan(values(only(delivery), "inhabitants@total")).tolist() == [False, True, False, True]
    (issue,) = issues_of(delivery, "broken_row")
    assert (issue.count, issue.found, issue.expected) == (1, "4", "3")


def test_a_file_with_other_headers_altogether_is_reported(world, issues_of) -> None:
    world.add(DIALECT)
    world.source(CSV)
    world.write("a_2020.csv", "x;y\n1;2\n", "cp1252")
    assert issues_of(world.load(), "column_missing")


def test_long_tables_with_periods_in_a_field(world, only) -> None:
    world.source(
        'reader = "csv"\nfile = "a.csv"\nlayout = "long"\nmatch = "name"\n'
        'fields = {space = "raum", label = "zeile", value = "zahl", period = "jahr"}\n' + SERIES
    )
    world.write(
        "a.csv",
        "raum,jahr,zeile,zahl\nHafen,2020, Einwohner,5\nHafen,2021,Einwohner,6\nNordend,2020,Miete,7.5\n",
    )
    release = only(world.load())
    assert list(release.periods) == ["2020", "2021"]
    assert values(release, "inhabitants@total")[1] == 5
    assert values(release, "inhabitants@total", "2021")[1] == 6
    assert values(release, "rent@total")[2] == 7.5


def test_columns_that_are_periods(world, only) -> None:
    world.source(
        'reader = "csv"\nfile = "a.csv"\nlayout = "periods"\nfields = {space = "Nr"}\n'
        'series = [{label = "", column = "households@total"}]'
    )
    world.write("a.csv", "Name,Nr,31.12.2019,31.12.2020\nHafen,02,4,5\nAltstadt,01,7,8\n")
    release = only(world.load())
    assert values(release, "households@total", "2019")[:2] == [7, 4]
    assert values(release, "households@total", "2020")[:2] == [8, 5]


def test_nested_json(world, only) -> None:
    world.source(
        'reader = "json"\nfile = "a.json"\npath = "daten"\nlevels = ["period", "label"]\nmatch = "name"\n'
        'fields = {space = "raum.name", value = "wert"}\n' + SERIES
    )
    record = {"raum": {"name": "Süd-Ost"}, "wert": 3}
    world.write(
        "a.json",
        {"daten": {"2020": {"Einwohner": [record], "Miete": [{"raum": {"name": "Hafen"}, "wert": None}]}}},
    )
    release = only(world.load())
    assert values(release, "inhabitants@total")[3] == 3
    assert release.periods["2020"]["rent@total"].states.tolist() == [State.UNKNOWN] * 4


def test_a_flat_list_of_records_filtered_by_level(world) -> None:
    rows = [
        {"name": " Einwohner", "jahr": "2020", "wert": "10", "bezirk": None, "viertel": None},
        {"name": " Einwohner", "jahr": "2020", "wert": "6", "bezirk": "Mitte", "viertel": None},
        {"name": " Einwohner", "jahr": "2020", "wert": "4", "bezirk": None, "viertel": "Hafen"},
    ]
    world.write("api.json", rows)
    series = 'series = [{label = "Einwohner", column = "inhabitants@total"}]\n'
    shape = 'reader = "json"\nfile = "api.json"\nmatch = "name"\n' + series
    rest = 'label = "name", period = "jahr", value = "wert"}\n'
    world.source(shape + 'where = [{field = "viertel", given = true}]\nfields = {space = "viertel", ' + rest)
    world.source(
        shape + 'where = [{field = "bezirk", given = true}]\nfields = {space = "bezirk", ' + rest,
        "districts",
        "bezirke@2010-01-01",
    )
    world.source(
        shape
        + 'space = "city"\nwhere = [{field = "bezirk", given = false}, {field = "viertel", given = false}]\n'
        "fields = {" + rest,
        "whole",
        "city",
    )
    delivery = world.load()
    people, districts, whole = delivery.releases
    assert values(people, "inhabitants@total")[1] == 4
    assert values(districts, "inhabitants@total")[0] == 6
    assert whole.edition == "city@2010-01-01"
    assert values(whole, "inhabitants@total") == [10]


def test_sheets_by_year_with_numbers_and_signs_mixed(world, only) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    for year, value in (("2019", 4), ("2020", 5.5)):
        sheet = book.add_worksheet(f"Stand {year}")
        sheet.write_row(0, 0, ["Einwohner nach Vierteln"])
        sheet.write_row(1, 0, ["nr", "Einwohner", "Miete"])
        sheet.write_row(2, 0, ["02", value, "."])
        sheet.write_row(3, 0, [11, "1 234", "–"])
    book.close()
    world.write("a.xlsx", stream.getvalue())
    world.source(
        'reader = "xlsx"\nfile = "a.xlsx"\nsheet = "Stand {period}"\nheader_row = 2\ndialect = "din55301"\n'
        'fields = {space = "nr"}\n' + SERIES
    )
    release = only(world.load())
    assert values(release, "inhabitants@total", "2019")[1:3] == [4, 1234]
    assert values(release, "inhabitants@total")[1] == 5.5
    assert release.periods["2020"]["rent@total"].states.tolist() == [
        State.UNKNOWN, State.SECRET, State.EXACT_ZERO, State.UNKNOWN,
    ]  # fmt: skip


def test_a_missing_sheet_names_those_there_are(world, issues_of) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("Daten")
    book.close()
    world.write("a.xlsx", stream.getvalue())
    world.source(
        f'reader = "xlsx"\nfile = "a.xlsx"\nsheet = "Tabelle9"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}'
    )
    (issue,) = issues_of(world.load(), "sheet_missing")
    assert (issue.found, issue.expected) == ("Daten", "Tabelle9")


@pytest.mark.parametrize(("name", "content", "reader"), [
    ("a.json", b"{not json", "json"), ("a.json", b"[" * 200_000, "json"),
    ("a.xlsx", b"no workbook", "xlsx"), ("a.csv", b"", "csv"),
])  # fmt: skip
def test_an_unreadable_file_is_an_error_that_names_it(
    world, issues_of, name: str, content: bytes, reader: str
) -> None:
    world.write(name, content)
    world.source(
        f'reader = "{reader}"\nfile = "{name}"\nperiod = "2020"\nlayout = "wide"\nfields = {{space = "nr"}}\n{SERIES}'
    )
    (issue,) = issues_of(world.load(), "file_unreadable")
    assert (issue.file, issue.severity) == (name, "error")
    assert issue.found
    assert "Error" not in issue.found


def test_an_unreadable_file_is_named_with_its_folder(world, issues_of) -> None:
    (world.data / "tief").mkdir()
    world.write("tief/a.csv", b"")
    world.source(f'reader = "csv"\nfile = "tief/a.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}')
    (issue,) = issues_of(world.load(), "file_unreadable")
    assert (issue.file, issue.found) == ("tief/a.csv", "the file has no header row")


def test_a_number_of_hundreds_of_digits_is_a_text_with_its_row() -> None:
    cells = of_values([1, 10**400, None])
    assert cells.numbers[0] == 1 and np.isnan(cells.numbers[1:]).all()
    assert cells.codes.tolist() == [-1, 0, -1] and cells.texts[0].as_py().startswith("1000")


def test_columns_without_a_name_are_not_listed(world, issues_of) -> None:
    world.source(f'reader = "csv"\nfile = "a.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}')
    world.write("a.csv", ",,x\n1,2,3\n")
    (issue,) = issues_of(world.load(), "column_missing")
    assert issue.found == "“x”"


@pytest.mark.parametrize(("more", "severity"), [("", "error"), ("optional = true\n", "note")])
def test_a_missing_file(world, issues_of, more: str, severity: str) -> None:
    world.source(
        more + f'reader = "csv"\nfile = "fehlt.csv"\nperiod = "2020"\nfields = {{space = "nr"}}\n{SERIES}'
    )
    (issue,) = issues_of(world.load(), "file_missing")
    assert (issue.severity, issue.file) == (severity, "fehlt.csv")


def test_a_missing_folder_says_what_to_do(world) -> None:
    world.data = world.data / "nirgends"
    with pytest.raises(IntakeError, match="--data"):
        world.load()


def test_names_with_periods_and_wildcards() -> None:
    import re

    assert re.fullmatch(period_pattern("x/a_{period}*.csv"), "x/a_2020_neu.csv")["period"] == "2020"
    assert not re.fullmatch(period_pattern("a_{period}.csv"), "a_20.csv")
    assert not re.fullmatch(period_pattern("a.csv"), "aXcsv")
