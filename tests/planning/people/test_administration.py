"""/verwaltung/: what administrators see and do."""

import pytest
from django.conf import settings as real
from django.core import mail

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people import actions
from sozialraum.planning.people.models import Account, Appointment, Organisation
from sozialraum.planning.people.rules import PROGRAM
from worlds.people import SOMEWHERE, administrator, appointed, organisation, somebody, somebody_as, today

pytestmark = pytest.mark.django_db
ACCOUNTS = "/verwaltung/konten/"


@pytest.fixture
def ada(client):
    account = administrator()
    client.force_login(account)
    return account


def text(answer):
    return answer.content.decode()


def test_the_list_is_searched_filtered_and_sorted(client, ada):
    office = organisation("Verein Nordlicht", "providers")
    somebody("Zora Zander", organisation=office)
    appointed(somebody("Bruno Berg"), "council_member")
    closed = somebody("Carla Closed")
    actions.deactivate(by=PROGRAM, account=closed, reason="x")

    def names(**query):
        page = text(client.get(ACCOUNTS, query))
        found = {
            name: page.find(f">{name}</a>")
            for name in ("Ada Admin", "Bruno Berg", "Carla Closed", "Zora Zander")
        }
        return [name for name, place in sorted(found.items(), key=lambda pair: pair[1]) if place >= 0]

    assert names() == ["Ada Admin", "Bruno Berg", "Zora Zander"]
    assert names(sort="-name") == ["Zora Zander", "Bruno Berg", "Ada Admin"]
    assert names(suche="nordlicht") == ["Zora Zander"]
    assert names(suche="berg bruno") == ["Bruno Berg"]
    assert names(rolle="council_member") == ["Bruno Berg"]
    assert names(zustand="closed") == ["Carla Closed"]
    assert len(names(zustand="all", rolle="nonsense", sort="nonsense", seite="nonsense")) == 4
    assert names(suche="%") == []


def test_the_list_costs_the_same_however_long_it_is(client, ada, django_assert_num_queries):
    for number in range(3):
        appointed(somebody(f"Person {number}"), "council_member")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(ACCOUNTS)
    for number in range(3, 43):
        appointed(somebody(f"Person {number}"), "council_member")
    with django_assert_num_queries(len(few)):
        client.get(ACCOUNTS)


def test_the_list_goes_on_over_pages(client, ada):
    for number in range(60):
        somebody(f"Person {number:02}")
    assert "Person 59" not in text(client.get(ACCOUNTS))
    assert "Person 59" in text(client.get(ACCOUNTS, {"seite": 2}))


def test_from_nothing_to_an_invited_manager(client, ada, django_capture_on_commit_callbacks):
    made = client.post(
        f"{ACCOUNTS}neu/",
        {"name": "Mara Manager", "email": "Mara@example.org", "language": "de", "organisation": ""},
    )
    account = Account.objects.get(email="mara@example.org")
    assert made["Location"] == f"{ACCOUNTS}{account.pk}/"

    form = {
        "role_key": "social_planner",
        "scope": "city:",
        "since": "2026-01-01",
        "until": "",
        "reason": "Wahl",
    }
    assert client.post(f"{ACCOUNTS}{account.pk}/berufen/", form).status_code == 302
    held = Appointment.objects.get(account=account)
    assert (held.role, held.bank, held.appointed_by) == ("social_planner", "administration", ada)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{ACCOUNTS}{account.pk}/einladen/")
    assert "http://testserver/konto/passwort/neu/" in mail.outbox[0].body

    page = text(client.get(f"{ACCOUNTS}{account.pk}/"))
    assert "Sozialplanung" in page
    assert "Einladung verschickt" in page
    assert [entry.actor_name for entry in Entry.objects.filter(subject_key=str(account.pk))] == [
        "Ada Admin"
    ] * 3


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"scope": "planning_area:planungsraeume/1"}, "gültige Auswahl"),
        ({"role_key": "department_head"}, "Diese Rolle gibt es nur für: Fachamt"),
        ({"until": "2025-12-31"}, "Das Ende muss nach dem Anfang liegen"),
        ({"since": "gestern"}, "gültiges Datum"),
        ({"role_key": "mayor"}, "mayor"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(client, ada, change, complaint):
    account = somebody()
    form = {"role_key": "social_planner", "scope": "city:", "since": "2026-01-01", "until": ""} | change
    answer = client.post(f"{ACCOUNTS}{account.pk}/berufen/", form)
    assert answer.status_code == 422
    assert complaint.lower() in text(answer).lower()
    assert 'aria-invalid="true"' in text(answer)
    assert not Appointment.objects.filter(account=account).exists()


def test_a_refusal_is_said_in_the_form(client, ada):
    held = ada.appointments.get()
    answer = client.post(
        f"/verwaltung/berufungen/{held.pk}/beenden/", {"on": today().isoformat(), "reason": "Umzug"}
    )
    assert answer.status_code == 422
    assert "letzte Administration" in text(answer)
    assert 'role="alert"' in text(answer)


def test_a_role_is_ended_and_handed_over_on_the_page(client, ada):
    anna, berta = somebody("Anna"), somebody("Berta")
    held = appointed(anna, "planning_area_manager", SOMEWHERE["planning_area"])
    form = {"to": berta.pk, "on": today().isoformat(), "reason": "Elternzeit"}
    answer = client.post(f"/verwaltung/berufungen/{held.pk}/uebergeben/", form)
    assert answer["Location"] == f"{ACCOUNTS}{berta.pk}/"
    new = berta.appointments.get()
    client.post(f"/verwaltung/berufungen/{new.pk}/beenden/", {"on": "2099-01-01", "reason": "Ende"})
    new.refresh_from_db()
    assert new.during.upper.isoformat() == "2099-01-01"


def test_an_account_is_corrected_closed_and_opened_again(client, ada):
    account = somebody()
    form = {
        "name": "Erika Neu",
        "email": "neu@example.org",
        "language": "en",
        "organisation": organisation().pk,
    }
    client.post(f"{ACCOUNTS}{account.pk}/aendern/", form)
    account.refresh_from_db()
    assert (account.name, account.organisation.name) == ("Erika Neu", "Jugendamt")
    other = somebody("Andere", email="andere@example.org")
    assert client.post(f"{ACCOUNTS}{other.pk}/aendern/", form).status_code == 422
    for is_active in (False, True):
        client.post(f"{ACCOUNTS}{account.pk}/stilllegen/", {"reason": "Grund"})
        account.refresh_from_db()
        assert account.is_active is is_active


def test_organisations_are_made_changed_and_closed(client, ada):
    client.post("/verwaltung/organisationen/neu/", {"name": "Caritas", "bank": "providers"})
    made = Organisation.objects.get()
    assert (
        client.post("/verwaltung/organisationen/neu/", {"name": "caritas", "bank": "providers"}).status_code
        == 422
    )
    where = f"/verwaltung/organisationen/{made.pk}/"
    client.post(where, {"name": "Caritasverband", "bank": "providers", "is_closed": "on"})
    made.refresh_from_db()
    assert (made.name, made.is_closed) == ("Caritasverband", True)
    assert "besteht nicht mehr" in text(client.get("/verwaltung/organisationen/"))


def test_a_department_can_be_headed_once_it_is_known(client, ada):
    office, person = organisation("Jugendamt"), somebody()
    form = {"role_key": "department_head", "scope": f"department:{office.pk}", "since": "2026-01-01"}
    assert client.post(f"{ACCOUNTS}{person.pk}/berufen/", form).status_code == 302
    assert "Leitung im Fachamt: Jugendamt" in text(client.get(ACCOUNTS))


def test_the_journal_is_searched_by_word_act_and_day(client, ada):
    somebody("Erika Eins")
    organisation("Amt Zwei")

    def lines(**query):
        return text(client.get("/verwaltung/journal/", query)).count("<time")

    assert lines() == Entry.objects.count()
    assert lines(suche="erika") == 1
    assert lines(was="people.organisation_registered") == 1
    assert lines(von=today().isoformat(), bis=today().isoformat()) == Entry.objects.count()
    assert lines(bis="2020-01-01") == 0
    assert lines(von="2099-01-01") == 0
    assert "Hier steht jeder Vorgang" in text(client.get("/verwaltung/journal/", {"suche": "gibt es nicht"}))
    assert (
        client.get("/verwaltung/journal/", {"von": "kein Tag", "was": "unsinn", "seite": "-3"}).status_code
        == 200
    )


def test_the_journal_speaks_both_languages_and_plain_words(client, ada):
    german, english = text(client.get("/verwaltung/journal/")), text(client.get("/en/verwaltung/journal/"))
    assert "Konto angelegt" in german
    assert "das Programm" in german
    assert "account created" in english.lower()
    assert "people." not in german.partition("<tbody>")[2]


def test_the_outbox_shows_what_nobody_sent(
    client, ada, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.OUTBOX = tmp_path
    assert "Zurzeit liegt hier keine" in text(client.get("/verwaltung/postausgang/"))
    account = somebody("Mähler Über")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(by=ada, account=account, site="http://testserver")
    page = text(client.get("/verwaltung/postausgang/"))
    assert "Ihr Zugang" in page
    name = next(tmp_path.iterdir()).name
    letter = text(client.get(f"/verwaltung/postausgang/{name}"))
    assert "Guten Tag Mähler Über" in letter
    assert 'href="http://testserver/konto/passwort/neu/' in letter
    assert client.get("/verwaltung/postausgang/gibt-es-nicht.log").status_code == 404
    assert client.get("/verwaltung/postausgang/..%2Fsecret_key.log").status_code == 404


def test_who_reads_the_journal_for_data_protection_changes_nothing(client):
    client.force_login(somebody_as("data_protection_officer"))
    page = text(client.get("/verwaltung/journal/"))
    assert ACCOUNTS not in page
    assert client.get(ACCOUNTS).status_code == 403


def test_names_are_shown_as_text(client, ada):
    account = somebody("<script>alert(1)</script>", email="x@example.org")
    for path in (ACCOUNTS, f"{ACCOUNTS}{account.pk}/", "/verwaltung/journal/"):
        assert "<script>alert" not in text(client.get(path)), path


def test_every_answer_carries_the_policy(client, ada):
    for path in (ACCOUNTS, "/gibt-es-nicht/", "/konto/anmelden/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
    assert real.X_FRAME_OPTIONS == "DENY"
