"""The desk of each role, the city's texts, and barriers."""

import re
from pathlib import Path

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils import translation

import sozialraum
from sozialraum import prose
from sozialraum.planning.desk import actions, queries
from sozialraum.planning.desk.models import BarrierReport, CityText
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.views.public import A_YEAR, MARK
from sozialraum.planning.people.roles import ROLES
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.people import administrator, appointed, somebody, somebody_as

pytestmark = pytest.mark.django_db
TEXTS = {"impressum", "datenschutz", "barrierefreiheit", "leichte-sprache"}


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_role_finds_what_will_stand_on_its_desk_and_how_to_start(client, role, prefix):
    client.force_login(somebody_as(role))
    page = text(client.get(f"{prefix}/schreibtisch/"))
    section = page.partition(f'id="rolle-{role}"')[2].partition("</section>")[0]
    assert "<a href=" in section


def test_who_has_several_roles_finds_each(client):
    person = somebody()
    appointed(person, "city_administrator")
    appointed(person, "council_member")
    client.force_login(person)
    page = text(client.get("/schreibtisch/"))
    assert page.index('id="rolle-council_member"') < page.index('id="rolle-city_administrator"')


def test_who_has_none_is_told_who_gives_them(client):
    client.force_login(somebody())
    page = text(client.get("/schreibtisch/"))
    assert "Sie haben noch keine Rolle" in page
    assert "/verwaltung/" not in page


def test_the_administration_is_told_of_open_barriers(client):
    actions.report_barrier(what="Das Bild hat keinen Text.")
    client.force_login(administrator())
    assert "1 gemeldete Barriere wartet" in text(client.get("/schreibtisch/"))


def test_every_text_is_shipped_in_both_languages_with_its_blanks():
    assert set(CityText.Key.values) == TEXTS
    for shown in queries.texts():
        assert len(shown.body) > 900
        assert shown.blanks
        assert "{city}" not in shown.body
        assert "Teststadt" in shown.body


def test_both_languages_of_a_text_have_the_same_parts():
    for key in TEXTS:
        german, english = (queries.shipped(key, language) for language in ("de", "en"))
        assert german.count("\n## ") == english.count("\n## "), key


def test_the_privacy_text_lists_the_cookies_that_are_set_and_how_long_they_last(settings):
    names = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, MARK, CookieStorage.cookie_name}
    assert settings.SESSION_COOKIE_AGE == 12 * 3600 and settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert {A_YEAR, settings.CSRF_COOKIE_AGE} <= {365 * 24 * 3600, 364 * 24 * 3600}
    for language, twelve in (("de", "zwölf Stunden"), ("en", "twelve hours")):
        cookies = queries.shipped("datenschutz", language).partition("## Cookies")[2].partition("\n## ")[0]
        assert set(re.findall(r"^- \*\*(\w+)\*\*", cookies, re.M)) == names
        assert twelve in cookies


def test_no_other_cookie_is_set_anywhere():
    source = Path(sozialraum.__file__).parent
    setters = [
        path.name for path in source.rglob("*.py") if re.search(r"\.set_(signed_)?cookie\(", path.read_text())
    ]
    assert setters == ["public.py"] and "set_language" not in (source / "site/urls.py").read_text()


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "de",
            (
                "Wozu: ",
                "Wie lange: ",
                "Rechtsgrundlage ist [[",
                "Ihre Rechte",
                "Artikel 6 Absatz 1 Buchstabe e",
            ),
        ),
        ("en", ("What for: ", "How long: ", "The legal basis is [[", "Your rights", "Article 6 (1) (e)")),
    ],
)
def test_what_is_kept_of_those_who_write_is_told_with_purpose_basis_time_and_rights(language, parts):
    text_ = queries.shipped("datenschutz", language)
    titles = {
        "de": ("Wenn Sie etwas melden", "Wenn Sie eine Barriere melden"),
        "en": ("If you contribute something", "If you report a barrier"),
    }
    for title in titles[language]:
        section = text_.partition(f"## {title}\n")[2].partition("\n## ")[0]
        assert all(part in section for part in parts), title


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ("(Open311)", "Ihren Text nach dem Schwärzen, den Ort", "Kontaktdaten, Bilder und Ihr Konto gehen nie")),
        ("en", ("(Open311)", "your text after blacking out, the place", "Contact data, pictures and your account")),
    ],
)  # fmt: skip
def test_what_goes_to_a_service_that_repairs_is_told(language, parts):
    text_ = queries.shipped("datenschutz", language)
    assert all(part in text_ for part in parts)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_shown_with_headings_in_order_and_without_its_marks(client, key):
    for prefix in ("", "/en"):
        page = text(client.get(f"{prefix}/{key}/"))
        assert "<h2>" in page
        body = page.partition('<div class="prose">')[2].partition("</main>")[0]
        assert "##" not in body
        assert "[[" not in body
        assert "](" not in body


def test_the_statement_says_how_to_report_a_barrier(client):
    assert 'href="/barrierefreiheit/melden/"' in text(client.get("/barrierefreiheit/"))
    assert 'href="/en/barrierefreiheit/melden/"' in text(client.get("/en/barrierefreiheit/"))


def test_a_changed_text_stands_on_the_page_and_the_former_one_in_the_journal(client):
    ada = administrator()
    client.force_login(ada)
    where = "/verwaltung/texte/impressum/de/"
    assert "Noch auszufüllen" in text(client.get(where))
    client.post(where, {"body": "## Anbieterin\n\nStadt **Beispiel** <script>alert(1)</script>"})
    page = text(client.get("/impressum/"))
    assert "Stadt <strong>Beispiel</strong> &lt;script&gt;" in page
    client.post(where, {"body": "Neu"})
    line = Entry.objects.filter(act="desk.text_edited").first()
    assert line.details["before"].startswith("## Anbieterin")
    assert "Teststadt" in text(client.get("/en/impressum/"))
    client.post(where, {"body": ""})
    assert "Teststadt" in text(client.get("/impressum/"))
    assert Entry.objects.filter(act="desk.text_reset").exists()
    assert client.get("/verwaltung/texte/impressum/fr/").status_code == 404
    assert client.get("/verwaltung/texte/nichts/de/").status_code == 404


def test_only_the_administration_edits_texts():
    with pytest.raises(NotAllowed):
        actions.edit_text(by=somebody_as("social_planner"), key="impressum", language="de", body="x")
    with pytest.raises(Refused):
        actions.edit_text(by=administrator(), key="startseite", language="de", body="x")


def test_a_barrier_is_reported_without_an_account_and_answered(client):
    answer = client.post(
        "/barrierefreiheit/melden/", {"what": "Kein Kontrast", "page": "/karte/", "contact": "0361 1"}
    )
    assert answer["Location"] == "/barrierefreiheit/gemeldet/"
    report = BarrierReport.objects.get()
    line = Entry.objects.get(act="desk.barrier_reported")
    assert (line.actor_id, line.actor_role) == (None, "visitor")
    assert "0361" not in str(vars(line))

    client.force_login(administrator())
    assert "Kein Kontrast" in text(client.get("/verwaltung/barrieren/"))
    where = f"/verwaltung/barrieren/{report.pk}/"
    assert "0361 1" in text(client.get(where))
    assert client.post(where, {"answer": ""}).status_code == 422
    client.post(where, {"answer": "Farbe geändert"})
    report.refresh_from_db()
    assert (report.answer, report.contact) == ("Farbe geändert", "")
    assert report.done
    assert client.post(where, {"answer": "noch einmal"}).status_code == 422


def test_an_empty_report_is_asked_for_what_is_missing(client):
    answer = client.post("/barrierefreiheit/melden/", {"what": " "})
    assert answer.status_code == 422
    assert not BarrierReport.objects.exists()


def test_nobody_floods_the_list(client):
    answers = [
        client.post("/barrierefreiheit/melden/", {"what": f"Nummer {n}"}).status_code for n in range(7)
    ]
    assert answers == [302] * 5 + [429] * 2
    assert BarrierReport.objects.count() == 5


def test_every_role_has_its_section():
    folder = Path(queries.__file__).parent / "templates" / "desk" / "roles"
    assert {path.stem for path in folder.iterdir()} == {*ROLES, "none"}


def test_easy_language_keeps_its_rules():
    """Short sentences, each on its own line, no long words without a hyphen: Netzwerk Leichte Sprache."""
    body = queries.shipped("leichte-sprache", "de")
    lines = [line for line in body.splitlines() if line and not line.startswith(("#", "-", "[["))]
    assert max(len(line.split()) for line in lines) <= 13
    assert all(line.count(".") + line.count("?") <= 1 for line in lines)
    assert not [word for line in lines for word in prose_words(line) if len(word) > 16]


def prose_words(line):
    with translation.override("de"):
        line = re.sub(r"\]\([^)]*\)", "]", line)  # the address of a link is not read
    return [part for word in line.split() for part in word.strip(".,:?„“[]").split("-")]


def test_html_of_prose_is_escaped():
    assert prose.to_html("<b>") == "<p>&lt;b&gt;</p>"
