"""Demonstration roles: by one click in a city marked as demonstration, on the machine itself, and nowhere else."""

from dataclasses import replace

import pytest
from django.conf import settings as real

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people import actions
from sozialraum.planning.people.models import WHOLE_CITY, Account
from sozialraum.planning.people.rules import PROGRAM, may_enter_by_one_click
from worlds.people import appointed, somebody

pytestmark = pytest.mark.django_db
PAGE = "/konto/vorfuehrung/"


@pytest.fixture
def demonstration(settings):
    settings.CITY = replace(real.CITY, demonstration=True)
    account = somebody("Vera Vorführ", demonstration=True)
    appointed(account, "council_member", WHOLE_CITY)
    return account


def enter(client, account, **connection):
    connection.setdefault("HTTP_HOST", "127.0.0.1:8000")
    client.post(PAGE, {"account": account.pk}, **connection)
    return client.get("/schreibtisch/").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "127.0.0.1"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.1.2.3"])
def test_one_click_on_this_machine(client, demonstration, host, peer):
    assert enter(client, demonstration, HTTP_HOST=host, REMOTE_ADDR=peer)
    assert Entry.objects.filter(act="people.signed_in", actor_id=demonstration.pk).exists()


@pytest.mark.parametrize(
    "connection",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "10.0.0.2"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_REAL_IP": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
        # A proxy on this machine: the connection is local, its visitor is not.
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"},
        {"HTTP_HOST": "stadt.example"},
        {"HTTP_HOST": "127.0.0.1.evil.example"},
        {"HTTP_HOST": "localhost.evil.example"},
        {"HTTP_HOST": "stadt.example", "HTTP_X_FORWARDED_HOST": "localhost"},
    ],
)
def test_from_elsewhere_it_is_closed(client, demonstration, connection, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert not enter(client, demonstration, **connection)
    assert client.get(PAGE, **({"HTTP_HOST": "127.0.0.1"} | connection)).status_code == 404
    assert (
        "Vorführrolle"
        not in client.get("/konto/anmelden/", **({"HTTP_HOST": "127.0.0.1"} | connection)).content.decode()
    )
    assert not Entry.objects.filter(act="people.signed_in").exists()


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto",
        "X-Forwarded-Port", "CF-Connecting-IP",
    ],
)  # fmt: skip
def test_any_sign_of_a_proxy_closes_it(client, demonstration, header):
    connection = {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
    for value in ("127.0.0.1", ""):
        forwarded = connection | {f"HTTP_{header.upper().replace('-', '_')}": value}
        assert not enter(client, demonstration, **forwarded)
        assert client.get(PAGE, **forwarded).status_code == 404
        assert PAGE not in client.get("/konto/anmelden/", **forwarded).content.decode()
    assert enter(client, demonstration, **connection)


def test_in_a_city_that_is_no_demonstration_it_is_closed(client, demonstration, settings):
    settings.CITY = replace(settings.CITY, demonstration=False)
    assert not enter(client, demonstration)
    assert client.get(PAGE, HTTP_HOST="127.0.0.1").status_code == 404


def test_only_demonstration_accounts_can_be_entered(client, demonstration):
    real_person = somebody("Echte Person")
    assert not enter(client, real_person)
    actions.deactivate(by=PROGRAM, account=demonstration, reason="x")
    assert not enter(client, demonstration)
    client.post(PAGE, {"account": "kein"}, HTTP_HOST="127.0.0.1")
    assert client.get("/schreibtisch/").status_code == 302


def test_it_needs_a_post_with_its_key(demonstration):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"account": demonstration.pk}, HTTP_HOST="127.0.0.1").status_code == 403


def test_the_page_lists_the_roles_and_the_sign_in_page_leads_there(client, demonstration):
    page = client.get(PAGE, HTTP_HOST="127.0.0.1").content.decode()
    assert "Ratsmitglied" in page
    assert "Vera Vorführ" in page
    assert PAGE in client.get("/konto/anmelden/", HTTP_HOST="127.0.0.1").content.decode()


def test_a_demonstration_account_never_gets_a_password(client, demonstration):
    enter(client, demonstration)
    worte = "gut gewählte lange worte"
    client.post("/konto/passwort/setzen/", {"password1": worte, "password2": worte}, HTTP_HOST="127.0.0.1")
    assert not Account.objects.get(pk=demonstration.pk).has_usable_password()


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(
    ("peer", "peer_is_here"), [("127.0.0.1", True), ("192.168.0.4", False), ("nonsense", False)]
)
@pytest.mark.parametrize(
    ("host", "host_is_here"), [("localhost:80", True), ("a.example", False), ("", False)]
)
def test_each_condition_alone_closes_it(marked, peer, peer_is_here, host, host_is_here):
    assert may_enter_by_one_click(marked, peer, host) is (marked and peer_is_here and host_is_here)
