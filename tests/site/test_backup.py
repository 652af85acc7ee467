"""A city is saved while it runs, and what comes back is proven to be what was saved."""

from __future__ import annotations

import gzip
import io
import json
import tarfile

import psycopg
import pytest

from sozialraum.site.backup import BackupBroken, RestoreRefused, backup, restore
from sozialraum.site.database import running


@pytest.fixture
def city(place, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = place / "city"
    (folder / "uploads").mkdir(parents=True)
    (folder / "city.toml").write_text('[city]\nname = "Teststadt"\n', encoding="utf-8")
    (folder / "uploads" / "Brief.pdf").write_bytes(bytes(range(256)) * 5000)
    with running(folder) as dsn:
        with psycopg.connect(dsn) as connection:
            connection.execute("create type textrange as range (subtype = text)")
            connection.execute("create table voice (id bigint primary key, said text, place textrange)")
            connection.execute(
                "insert into voice select n, 'Größe ' || n, textrange('a', 'b')"
                " from generate_series(1, 5000) n"
            )
        yield folder


@pytest.fixture
def archive(city, place):
    saved = backup(city, place / "saved.tar.gz")
    assert saved.tables == {"voice": 5000}
    assert saved.files == 3  # dump, settings, letter
    return place / "saved.tar.gz"


def rewritten(archive, change):
    """The same archive with one member's content changed."""
    out = io.BytesIO()
    with tarfile.open(archive) as source, tarfile.open(fileobj=out, mode="w:gz") as target:
        for member in source:
            content = change(member, source.extractfile(member).read())
            member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    archive.write_bytes(out.getvalue())


def test_a_running_city_comes_back_as_it_was(city, archive, place):
    told = []
    restored = restore(archive, place / "again", progress=lambda what, size: told.append(what))
    again = place / "again"
    assert restored.tables == {"voice": 5000}
    assert (again / "uploads" / "Brief.pdf").read_bytes() == (city / "uploads" / "Brief.pdf").read_bytes()
    assert {"database.dump", "uploads/Brief.pdf", "database"} <= set(told)
    assert not (again / "database.dump").exists()
    with running(again) as dsn, psycopg.connect(dsn) as connection:
        said = connection.execute("select said, place::text from voice where id = 17").fetchone()
    assert said == ("Größe 17", "[a,b)")


def test_what_is_written_meanwhile_does_not_tear_the_backup(city, place):
    with running(city) as dsn, psycopg.connect(dsn, autocommit=True) as connection:

        def write_between(_what, _size):
            connection.execute("insert into voice select max(id) + 1, 'danach', null from voice")

        saved = backup(city, place / "saved.tar.gz", write_between)
        assert connection.execute("select count(*) from voice").fetchone()[0] > 5000
    assert restore(place / "saved.tar.gz", place / "again").tables == saved.tables == {"voice": 5000}


def test_a_changed_byte_is_found(archive, place):
    def flip(member, content):
        return content[:-1] + b"!" if member.name == "uploads/Brief.pdf" else content

    rewritten(archive, flip)
    with pytest.raises(BackupBroken, match=r"parts .*uploads/Brief\.pdf"):
        restore(archive, place / "again")
    assert not (place / "again").exists()
    assert [path.name for path in place.iterdir() if path.name.startswith(".again")] == []


def test_rows_that_are_missing_are_found(archive, place):
    def lie(member, content):
        if member.name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["tables"]["voice"] = 5001
        return json.dumps(manifest).encode()

    rewritten(archive, lie)
    with pytest.raises(BackupBroken, match=r"rows .*voice"):
        restore(archive, place / "again")
    assert not (place / "again").exists()


def test_an_archive_that_ends_early_is_refused(archive, place):
    archive.write_bytes(archive.read_bytes()[:-2000])
    with pytest.raises(BackupBroken, match="to its end"):
        restore(archive, place / "again")


@pytest.mark.parametrize("name", ["../city.toml", "/etc/x", "database/PG_VERSION", "else.txt"])
def test_nothing_is_written_outside_of_the_city(archive, place, name):
    with gzip.open(archive) as source:
        plain = io.BytesIO(source.read())
    with tarfile.open(fileobj=plain, mode="a") as target:
        target.addfile(tarfile.TarInfo(name), io.BytesIO())
    archive.write_bytes(gzip.compress(plain.getvalue()))
    with pytest.raises(BackupBroken, match="no part of a city"):
        restore(archive, place / "again")


def test_two_cities_are_never_mixed(archive, city):
    with pytest.raises(RestoreRefused, match="not empty"):
        restore(archive, city)


def test_an_interrupted_backup_leaves_no_archive(city, place):
    def interrupt(_what, _size):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(city, place / "saved.tar.gz", interrupt)
    assert [path.name for path in place.iterdir()] == ["city"]
