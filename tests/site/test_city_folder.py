"""What the site reads of a city's folder, and what it makes in it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sozialraum.site.city import LETTERS, Answers, Messages, Needs, Service, Site, Waiting, read_city
from sozialraum.site.folder import FolderUnusable, prepared, secret_key


def write(folder, text):
    (folder / "city.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_empty_folder_is_a_city_that_has_nothing_yet(tmp_path):
    city = read_city(tmp_path)
    assert (city.name, city.demonstration, city.site) == ("", False, Site())


def test_city_and_site_are_read(tmp_path):
    city = read_city(
        write(
            tmp_path,
            '[city]\nkey = "x"\nname = "Exstadt"\ndemonstration = true\n[site]\nhosts = ["a.de"]\nhttps = true',
        )
    )
    assert (city.name, city.demonstration, city.site.hosts, city.site.https) == (
        "Exstadt",
        True,
        ("a.de",),
        True,
    )


def test_how_needs_are_checked_is_read(tmp_path):
    assert read_city(tmp_path).needs == Needs(14, ())
    text = (
        "[needs]\ncheck_days = 7\n[[needs.services]]\nname = 'Bauhof'\nemail = 'b@a.de'\n"
        "[[needs.services]]\nname = 'Amt'"
    )
    found = read_city(write(tmp_path, text)).needs
    assert found == Needs(7, (Service("Bauhof", "b@a.de"), Service("Amt")))


def test_how_long_departments_have_is_read(tmp_path):
    assert read_city(tmp_path).answers == Answers(42, 28)
    assert read_city(write(tmp_path, "[answers]\nanswer_days = 30")).answers == Answers(30, 28)
    assert read_city(write(tmp_path, "[waiting]\ndissent = 30")).waiting == Waiting(120, 28, 60, 60, 30)


def test_which_letters_are_read_before_they_go_out_is_read(tmp_path):
    assert read_city(tmp_path).messages == Messages(())
    assert read_city(write(tmp_path, "[messages]\nreviewed = ['returned']")).messages == Messages(
        ("returned",)
    )
    assert read_city(write(tmp_path, "[messages]\nreviewed = ['all']")).messages == Messages(LETTERS)


@pytest.mark.parametrize("value", ['"true"', "1", '"yes"', "[]"])
def test_a_city_is_a_demonstration_only_when_it_says_so_plainly(tmp_path, value):
    assert not read_city(write(tmp_path, f"[city]\ndemonstration = {value}")).demonstration


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[site]\nhost = 'a.de'", "knows no `host`; it knows hosts, https"),
        ("[site]\nhosts = 'a.de'", "`hosts` in .site. must be a list"),
        ("[site]\nhttps = 'yes'", "`https` in .site. must be a bool"),
        ("[site]\ntrusted_proxies = true", "must be a int"),
        ("[needs]\ncheck_day = 3", "knows no `check_day`; it knows check_days, services"),
        ("[needs]\ncheck_days = 0", "must be a number of days"),
        ("[needs]\ncheck_days = true", "must be a number of days"),
        ("[needs]\nservices = 'Bauhof'", "must be a list"),
        ("[[needs.services]]\nemail = 'a@b.de'", "must have a `name`"),
        ("[[needs.services]]\nname = 'x'\nmail = 'y'", "knows no `mail`; it knows name, email, open311"),
        ("[[needs.services]]\nname = 'x'\nemail = 1", "`email` in ..needs.services.. must be a str"),
        ("[[needs.services]]\nname = 'x'\nopen311 = 'http://a.de/v2'", "must be an address like https"),
        ("[[needs.services]]\nname = 'x'\nopen311 = 'https://u:p@a.de/v2'", "must be an address like https"),
        ("[[needs.services]]\nname = 'x'\nopen311 = 'https://a.de:x/v2'", "must be an address like https"),
        ("[messages]\nreview = []", "knows no `review`; it knows reviewed"),
        ("[messages]\nreviewed = 'all'", "must be a list of letters"),
        ("[messages]\nreviewed = ['return']", "knows no letter `return`; it knows all, registered"),
        ("[answers]\nanswer_day = 3", "knows no `answer_day`; it knows answer_days, move_days"),
        ("[answers]\nmove_days = 0", "must be a number of days"),
        ("[answers]\nanswer_days = true", "must be a number of days"),
        (
            "[waiting]\ndecided = 3",
            "knows no `decided`; it knows carried, bundled, answered, agreed, dissent",
        ),
        ("[waiting]\nbundled = 366", "`bundled` in .waiting. must be a number of days, 1 to 365"),
        ("[site", "can't be read .*: correct it"),
    ],
)
def test_one_sentence_for_each_mistake(tmp_path, text, complaint):
    with pytest.raises(FolderUnusable, match=complaint):
        read_city(write(tmp_path, text))


def test_the_secret_is_made_once_and_kept_from_others(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(24)))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_folder_is_made_with_all_above_it(tmp_path):
    assert prepared(tmp_path / "a" / "b").is_dir()


def django(folder, *words):
    environment = os.environ | {
        "SOZIALRAUM_CITY": str(folder),
        "DATABASE_URL": "postgresql://x@/x",
        "DJANGO_SETTINGS_MODULE": "sozialraum.site.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "django", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_a_city_on_https_passes_djangos_own_check_for_deployment(tmp_path):
    write(
        tmp_path, '[city]\nname = "X"\n[site]\nhosts = ["stadt.example"]\nhttps = true\ntrusted_proxies = 1'
    )
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_settings_without_a_folder_say_what_is_missing(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if name not in ("SOZIALRAUM_CITY", "DATABASE_URL")
    }
    code = "import sozialraum.site.settings"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert "SOZIALRAUM_CITY is not set: it names the city's folder." in done.stderr


def test_migrations_say_all_that_the_models_say(tmp_path):
    done = django(tmp_path, "makemigrations", "--check", "--dry-run")
    assert "No changes detected" in done.stdout
