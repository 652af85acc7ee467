"""Accounts and organisations: made by the administration, each act in the journal."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people import actions
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import PROGRAM, Refused
from worlds.people import administrator, organisation, somebody

pytestmark = pytest.mark.django_db


def test_an_account_has_no_password_until_its_person_sets_one():
    account = somebody(email="Erika@Example.ORG")
    assert account.email == "erika@example.org"
    assert not account.has_usable_password()
    assert account.emailaddress_set.get().verified


def test_one_address_one_account():
    somebody(email="erika@example.org")
    with pytest.raises(ValidationError, match="schon ein Konto"):
        somebody("Andere", email="ERIKA@example.org")


def test_the_journal_tells_what_changed_but_no_address():
    ada, account = administrator(), somebody()
    actions.change_account(
        by=ada, account=account, email="neu@example.org", name="Erika Neu", language="en", organisation=None
    )
    account.refresh_from_db()
    assert (account.email, account.name, account.language) == ("neu@example.org", "Erika Neu", "en")
    assert account.emailaddress_set.get().email == "neu@example.org"
    line = Entry.objects.get(act="people.account_changed")
    assert sorted(line.details["changed"]) == ["email", "language", "name"]
    assert not any("@" in str(value) for entry in Entry.objects.all() for value in vars(entry).values())


def test_nothing_changed_is_no_line():
    ada, account = administrator(), somebody()
    actions.change_account(
        by=ada, account=account, email=account.email, name=account.name, language="de", organisation=None
    )
    assert not Entry.objects.filter(act="people.account_changed").exists()


def test_the_invitation_is_written_in_the_language_of_the_account(django_capture_on_commit_callbacks):
    account = somebody(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(by=administrator(), account=account, site="https://stadt.example")
    letter = mail.outbox[0]
    assert letter.to == [account.email]
    assert "https://stadt.example/en/konto/passwort/neu/" in letter.body
    assert Entry.objects.filter(act="people.invited", subject_key=str(account.pk)).exists()


def test_nothing_is_sent_when_the_act_does_not_stand(django_capture_on_commit_callbacks):
    account = somebody()
    actions.deactivate(by=PROGRAM, account=account, reason="x")
    account.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        actions.invite(by=PROGRAM, account=account, site="https://stadt.example")
    assert mail.outbox == []


def test_organisations_are_known_once_and_may_end():
    ada, office = administrator(), organisation()
    with pytest.raises(ValidationError):
        organisation("JUGENDAMT")
    actions.change_organisation(
        by=ada, organisation=office, name="Amt für Jugend", bank="administration", is_closed=True
    )
    office.refresh_from_db()
    assert (office.name, office.is_closed) == ("Amt für Jugend", True)
    line = Entry.objects.get(act="people.organisation_changed")
    assert line.details["from"]["name"] == "Jugendamt"


def test_nobody_registers_where_the_city_has_not_opened_it(settings):
    with pytest.raises(Refused):
        actions.register(email="x@example.org", password="lang genug und gut")
    assert not Account.objects.exists()


def test_demonstration_accounts_exist_in_a_demonstration_only():
    with pytest.raises(Refused, match="Vorführ"):
        somebody(demonstration=True)
