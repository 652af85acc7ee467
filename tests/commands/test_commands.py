import csv
import io
import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib

import sozialraum
from sozialraum.warehouse.city import City
from worlds.muster import sozialraum as run


def test_load_says_what_it_staged_and_writes_who_the_city_is(built):
    city = tomllib.loads((built / "city.toml").read_text())["city"]
    assert city["key"] == "musterstadt"
    assert city["demonstration"] is True


def test_status_before_anything_is_published(built):
    said = run("status", "--city", built).stdout
    assert "published  nothing" in said


def test_status_of_a_published_city(published):
    said = run("status", "--city", published).stdout
    assert "Musterstadt (invented)" in said
    assert "sozialraeume@2019-01-01" in said


def test_figures_are_the_same_in_every_format_and_in_a_notebook(published):
    asked = ("figures", "unemployment_share", "--city", published, "--period", "2022")
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    document = json.loads(run(*asked, "--format", "json").stdout)
    found = sozialraum.open(published).figures("unemployment_share", period="2022")
    assert [r["code"] for r in rows] == list(found.codes)
    values = [None if v != v else v for v in found.values.tolist()]
    assert [float(r["value"]) if r["value"] else None for r in rows] == values
    assert [f["value"] for f in document["figures"]] == values
    assert {r["data_version"] for r in rows} == {document["data_version"]} == {found.data_version}
    table = run(*asked).stdout.splitlines()
    assert len(table) == 2 + len(rows)
    assert table[1].split()[:4] == ["code", "name", "value", "state"]


def test_explain_names_the_parts(published):
    code = sozialraum.open(published).current().edition().codes[0]
    german = run("explain", "unemployment_share", "--city", published, "--space", code).stdout
    assert "Zähler" in german
    assert "[unemployed@total]" in german
    figure = next(line for line in german.splitlines() if f"({code}): " in line)
    assert re.search(r": \d+,\d\u202f% \(\w+\)$", figure)
    assert re.search(r"^Rang: \d+ von \d+$", german, re.M)
    assert "Numerator" in run("explain", "unemployment_share", "--city", published, "--language", "en").stdout


def test_explain_takes_an_index_apart(published):
    code = sozialraum.open(published).current().edition().codes[0]
    words = ("explain", "social_monitoring", "--city", published, "--space", code)
    german, english = (run(*words, "--language", x).stdout for x in ("de", "en"))
    for said, part in (
        (german, r"^Bestandteil: .*\), Gewicht \d,\d\d"),
        (english, r"^Part: .*\), weight \d\.\d\d"),
    ):
        assert len(re.findall(part, said, re.M)) > 1
    assert "Beitrag" not in english


def test_what_is_not_there_is_one_sentence_and_code_3(published, tmp_path):
    for words in (
        ("status", "--city", tmp_path / "nothing"),
        ("figures", "unemployment_shore", "--city", published),
        ("figures", "unemployment_share", "--city", published, "--period", "1900"),
        ("explain", "unemployment_share", "--city", published, "--space", "nowhere"),
        ("load", "atlantis", "--city", tmp_path / "new"),
        ("load", "leipzig", "--city", tmp_path / "new"),
        ("load", "leipzig", "--city", tmp_path / "new", "--data", tmp_path / "missing"),
        ("build", "--city", tmp_path / "nothing"),
    ):
        said = run(*words, expect=3).stderr
        assert said.startswith("sozialraum: "), said
        assert said.count("\n") == 1, said
    assert "unemployment_share" in run("figures", "unemployment_shore", "--city", published, expect=3).stderr


def test_wrong_words_leave_no_folder_behind(tmp_path):
    new = tmp_path / "cities" / "new"
    for command in ("load", "run"):
        for words in (
            ("leipzig",),
            ("leipzig", "--data", tmp_path / "missing"),
            ("musterstadt", "--data", tmp_path / "missing"),
            ("atlantis",),
            ("atlantis", "--data", tmp_path),
        ):
            port = ("--port", free_port()) if command == "run" else ()
            run(command, *words, *port, "--city", new, expect=3)
            assert not new.parent.exists()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def test_unpublished_figures_say_what_to_do(built):
    assert "publish" in run("figures", "unemployment_share", "--city", built, expect=3).stderr


def test_wrong_words_are_code_2(built):
    assert "usage" in run("figures", "--city", built, expect=2).stderr
    run("fly", expect=2)
    for words in (("--port", "99999"), ("--port", "0"), ("--blocks", "59"), ("--blocks", "-5")):
        assert "is no number from" in run("run", "--city", built, *words, expect=2).stderr


def test_a_wrong_delivery_is_code_4_and_stages_nothing(built, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(built / "delivery", data)
    for table in (data / "raeume").iterdir():
        table.write_text("this is no map")
    said = run("load", "musterstadt", "--data", data, "--city", tmp_path / "city", expect=4).stderr
    assert said.count("sozialraum: ") == 1
    assert not (tmp_path / "city" / "warehouse" / "staged").exists()


def test_errors_of_a_delivery_are_told_one_a_line(built, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(built / "delivery", data)
    tables = sorted(data.rglob("*.csv"))
    names = [table.relative_to(data).as_posix() for table in tables if table.parent.name == "planungsraeume"]
    (data / names[0]).write_text("")
    (data / names[1]).write_text(";;\n1;2;3\n")
    said = run("load", "musterstadt", "--data", data, "--city", tmp_path / "city", expect=4).stderr
    first, *lines = said.splitlines()[said[: said.index("sozialraum: ")].count("\n") :]
    assert first == f"sozialraum: {len(lines)} errors keep the delivery from being staged."
    (empty,) = (line for line in lines if line.startswith(f"  {names[0]}: "))
    assert "could not be read as csv: the file has no header row." in empty
    assert "Have the file delivered again" in empty
    (headless,) = (line for line in lines if line.startswith(f"  {names[1]}: "))
    assert "The recipe expects the columns “" in headless
    assert "the file has: –." in headless
    assert "Error" not in said
    assert not (tmp_path / "city" / "warehouse" / "staged").exists()


def test_one_folder_is_one_city(built, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    copy = tmp_path / "city"
    copy.mkdir()
    (copy / "city.toml").write_text('[city]\nkey = "anderswo"\n')
    said = run("load", "musterstadt", "--data", built / "delivery", "--city", copy, expect=5).stderr
    assert "anderswo" in said


def test_a_taken_port_is_said_before_anything_is_begun(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = run("run", "musterstadt", "--city", tmp_path / "new", "--port", port, expect=5).stderr
    assert f"Port {port}" in said
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    said = run("load", "musterstadt", "--city", tmp_path / "file", expect=5).stderr
    assert "is a file" in said


def test_a_refused_delivery_leaves_the_folder_to_any_city(built, tmp_path):
    data, new = tmp_path / "data", tmp_path / "city"
    shutil.copytree(built / "delivery", data)
    (data / "bloecke" / "bevoelkerung_2024.csv").write_text("")
    run("load", "musterstadt", "--data", data, "--city", new, expect=4)
    assert not (new / "city.toml").exists()


def test_what_is_staged_and_not_built_is_said(built, tmp_path):
    copy = tmp_path / "city"
    shutil.copytree(built, copy)
    assert "next step" not in run("status", "--city", copy).stdout
    store = City(copy).store
    store.point("staged", store.put_json({**store.manifest("staged"), "issues": store.put_json([])}))
    assert "what is staged is not built" in run("status", "--city", copy).stdout
    run("build", "--city", copy)
    assert "next step" not in run("status", "--city", copy).stdout


def test_two_programs_may_prepare_one_new_database(built, tmp_path):
    copy = tmp_path / "city"
    shutil.copytree(built, copy, ignore=shutil.ignore_patterns("database*"))
    words = [sys.executable, "-m", "sozialraum.cli", "publish", "--city", str(copy)]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said


def test_without_a_terminal_each_step_is_a_line(built, tmp_path):
    copy = tmp_path / "city"
    shutil.copytree(built, copy)
    (copy / "warehouse" / "built").unlink()
    said = run("build", "--city", copy).stderr.splitlines()
    assert "  indicators" in said and said.count("  indicators") == 1
