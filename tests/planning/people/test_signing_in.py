"""Sign-in: password, rate limit, second factor, invitation, and what a closed account can't do."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import reverse

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people import actions
from sozialraum.planning.people.rules import PROGRAM
from worlds.people import administrator, somebody, somebody_as

pytestmark = pytest.mark.django_db
PASSWORD = "gut gewählte lange worte"
SIGN_IN = "/konto/anmelden/"


@pytest.fixture
def person():
    account = somebody_as("council_member", "Erika Beispiel")
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client, person, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": person.email, "password": password}, **more)


def confirm(client):
    """What touches security asks for the password once more."""
    client.post("/konto/noch-einmal/", {"password": PASSWORD})


def is_signed_in(client):
    return client.get("/schreibtisch/").status_code == 200


def code_of(secret, step=0):
    """What an app shows for a secret now."""
    counter = next(iter(yield_hotp_counters_from_time())) + step
    return format_hotp_value(hotp_value(secret, counter))


def test_with_the_right_password_one_comes_to_the_desk(client, person):
    answer = sign_in(client, person)
    assert (answer.status_code, answer["Location"]) == (302, "/schreibtisch/")
    assert is_signed_in(client)
    line = Entry.objects.get(act="people.signed_in")
    assert (line.actor_id, line.actor_role) == (person.pk, "self")


def test_the_case_of_the_address_does_not_matter(client, person):
    assert client.post(SIGN_IN, {"login": person.email.upper(), "password": PASSWORD}).status_code == 302


def test_the_desk_comes_in_the_language_of_the_account(client, person):
    actions.change_language(by=person, language="en")
    assert sign_in(client, person)["Location"] == "/en/schreibtisch/"


def test_one_comes_back_to_the_page_that_asked(client, person):
    asked = client.get("/konto/")["Location"]
    assert asked == "/konto/anmelden/?next=/konto/"
    assert (
        client.post(asked, {"login": person.email, "password": PASSWORD, "next": "/konto/"})["Location"]
        == "/konto/"
    )


def test_nobody_is_led_to_a_foreign_site(client, person):
    answer = sign_in(client, person, query_params={"next": "https://evil.example/"})
    assert answer["Location"] == "/schreibtisch/"


def test_wrong_password_and_unknown_address_say_the_same(client, person):
    wrong = sign_in(client, person, "falsch")
    unknown = client.post(SIGN_IN, {"login": "niemand@example.org", "password": "falsch"})
    assert wrong.status_code == unknown.status_code == 200
    texts = [
        re.findall(r'class="notice notice--danger.*?</div></div>', answer.content.decode(), re.S)
        for answer in (wrong, unknown)
    ]
    assert texts[0] == texts[1] != []
    assert not is_signed_in(client)


def test_after_five_wrong_passwords_the_right_one_does_not_help_either(client, person):
    for _ in range(5):
        sign_in(client, person, "falsch")
    sign_in(client, person)
    assert not is_signed_in(client)


def test_the_limit_counts_the_connection_and_not_what_a_header_claims(client, person):
    answers = [
        client.post(
            SIGN_IN, {"login": f"{n}@example.org", "password": "x"}, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}"
        )
        for n in range(12)
    ]
    assert "zu viele" in answers[-1].content.decode().lower() or answers[-1].status_code == 429
    assert sign_in(client, person, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code != 302


def test_attempts_are_counted_in_the_cache_that_all_processes_share(settings):
    from sozialraum.site import settings as real

    assert real.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_a_closed_account_is_out_at_once_and_does_not_come_in_again(client, person):
    sign_in(client, person)
    actions.deactivate(by=PROGRAM, account=person, reason="Ausgeschieden")
    assert not is_signed_in(client)
    sign_in(client, person)
    assert not is_signed_in(client)


def test_signing_out_needs_a_post(client, person):
    client.force_login(person)
    client.get("/konto/abmelden/")
    assert is_signed_in(client)
    client.post("/konto/abmelden/")
    assert not is_signed_in(client)


def test_nobody_makes_their_own_account_in_a_city_that_does_not_open_it(client):
    answer = client.get("/konto/registrieren/")
    assert "Konten legt die Stadt an" in answer.content.decode()
    client.post(
        "/konto/registrieren/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    from sozialraum.planning.people.models import Account

    assert not Account.objects.exists()


def test_the_invitation_leads_to_a_password_once(client, django_capture_on_commit_callbacks):
    account = somebody("Neue Person")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(by=administrator(), account=account, site="http://testserver")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert "Passwort setzen" in form.content.decode()
    where = form.redirect_chain[-1][0]
    assert client.post(where, {"password1": "kurz", "password2": "kurz"}).status_code == 200
    answer = client.post(where, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(client, account).status_code == 302
    client.post("/konto/abmelden/")
    assert "gilt nicht mehr" in client.get(link, follow=True).content.decode()


def test_a_forgotten_password_tells_nobody_who_has_an_account(client, person):
    known = client.post("/konto/passwort/vergessen/", {"email": person.email})
    unknown = client.post("/konto/passwort/vergessen/", {"email": "niemand@example.org"})
    assert known["Location"] == unknown["Location"]
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert mail.outbox[0].subject == "[Teststadt] Neues Passwort setzen"


def test_a_second_factor_can_be_set_up_and_is_then_asked_for(client, person):
    sign_in(client, person)
    confirm(client)
    page = client.get("/konto/zwei-faktor/einrichten/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert "data:image/svg+xml" in page
    assert client.post("/konto/zwei-faktor/einrichten/", {"code": code_of(secret)}).status_code == 302
    client.post("/konto/abmelden/")

    assert sign_in(client, person)["Location"] == "/konto/zwei-faktor/code/"
    assert not is_signed_in(client)
    client.post("/konto/zwei-faktor/code/", {"code": "000000"})
    assert not is_signed_in(client)
    client.post("/konto/zwei-faktor/code/", {"code": code_of(secret, 1)})
    assert is_signed_in(client)


def test_each_recovery_code_helps_once(client, person):
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    for again, code in enumerate([codes[0], codes[0], codes[1]]):
        sign_in(client, person)
        client.post("/konto/zwei-faktor/code/", {"code": code})
        assert is_signed_in(client) is (again != 1)
        client.post("/konto/abmelden/")


def test_recovery_codes_are_shown_and_can_be_downloaded(client, person):
    sign_in(client, person)
    confirm(client)
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    assert all(code in client.get("/konto/zwei-faktor/notfallcodes/").content.decode() for code in codes)
    download = client.get("/konto/zwei-faktor/notfallcodes/laden/")
    assert download["Content-Disposition"].startswith("attachment")
    assert codes[0] in download.content.decode()


def test_what_touches_security_asks_for_the_password_again(client, person):
    client.force_login(person)
    assert client.get("/konto/zwei-faktor/einrichten/")["Location"].startswith("/konto/noch-einmal/")
    answer = client.post("/konto/noch-einmal/?next=/konto/zwei-faktor/einrichten/", {"password": PASSWORD})
    assert answer["Location"] == "/konto/zwei-faktor/einrichten/"
    assert client.get("/konto/zwei-faktor/einrichten/").status_code == 200


def test_the_language_is_chosen_by_the_person(client, person):
    client.force_login(person)
    answer = client.post("/konto/", {"language": "en"})
    assert answer["Location"] == "/en/konto/"
    person.refresh_from_db()
    assert person.language == "en"
    assert Entry.objects.filter(act="people.language_changed", actor_role="self").exists()


def test_reading_sets_no_cookie(client):
    for path in (
        "/impressum/",
        "/datenschutz/",
        "/barrierefreiheit/",
        "/leichte-sprache/",
        "/planungskreislauf/",
    ):
        assert not client.get(path).cookies, path


def test_the_session_ends_with_the_browser_and_is_kept_from_scripts(client, person):
    answer = sign_in(client, person)
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
