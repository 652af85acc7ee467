"""voices: a table from the terminal, with its issue log on standard output; only once, and dry where wished."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from sozialraum.cli import parser
from sozialraum.commands import voices
from sozialraum.commands.failure import NOT_THERE, WRONG_DELIVERY, Failure
from sozialraum.planning.needs import receipts
from sozialraum.planning.needs.models import Contribution
from sozialraum.warehouse.city import City
from worlds.people import somebody_as
from worlds.served import serve

CONTENT = "Text;Sozialraum\nHier fehlt ein Treff.;{}\nNirgendwo;Entenhausen\n"


@pytest.fixture
def muster(published, monkeypatch) -> City:
    return serve(monkeypatch, City(published))


def given(**values: object) -> Namespace:
    words = {"by": "person-provider@example.org", "on_behalf_of": "Umfrage", "dry_run": False, "codes": None}
    return Namespace(**words | values)


def table(city: City) -> bytes:
    version = city.current()
    return CONTENT.format(version.edition(str(version.settings["social_spaces"])).names[0]).encode()


@pytest.mark.django_db
def test_a_dry_run_only_tells(muster, capsys):
    somebody_as("provider")
    voices._bring(given(dry_run=True), table(muster))
    told = capsys.readouterr()
    assert "error,3,Sozialraum,Entenhausen," in told.out
    assert "2 rows, 1 can be registered, 1 stay out." in told.err
    assert Contribution.objects.count() == 0


@pytest.mark.django_db
def test_what_is_right_is_registered_once_and_its_codes_are_written(muster, tmp_path):
    somebody_as("provider")
    codes = tmp_path / "codes.csv"
    for _turn in range(2):
        voices._bring(given(codes=codes), table(muster))
    kept = Contribution.objects.get()
    assert codes.read_text().splitlines()[1] == f"2,M-{kept.pk},{receipts.code_of(kept.token)}"
    assert codes.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_what_is_wrong_ends_with_a_sentence_and_a_code(muster):
    with pytest.raises(Failure, match="no account with the address") as nobody:
        voices._bring(given(by="niemand@example.org"), table(muster))
    assert nobody.value.code == NOT_THERE
    somebody_as("provider")
    with pytest.raises(Failure) as picture:
        voices._bring(given(), b"\x89PNG\r\n\x1a\n")
    assert picture.value.code == WRONG_DELIVERY
    somebody_as("resident")
    with pytest.raises(Failure, match=r"Berufung|appointment"):
        voices._bring(given(by="person-resident@example.org"), table(muster))
    assert Contribution.objects.count() == 0


def test_a_file_that_is_missing_or_too_large_is_told_before_anything_is_begun(tmp_path):
    def bring(file):
        words = ["voices", str(file), "--city", str(tmp_path / "city"), "--by", "a@example.org"]
        voices.voices(parser().parse_args(words))

    with pytest.raises(Failure, match="can't be read"):
        bring(tmp_path / "nothing.csv")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(Failure, match="larger than 20 MB"):
        bring(large)


def test_the_words_of_the_command():
    words = parser().parse_args(["voices", "x.csv", "--city", "c", "--by", "a@example.org", "--dry-run"])
    assert (words.file, words.by, words.dry_run, words.on_behalf_of) == (
        Path("x.csv"),
        "a@example.org",
        True,
        "",
    )
