"""The database itself refuses to change what was written."""

import pytest
from django.db import DatabaseError, connection, transaction

from sozialraum.planning.journal.actions import Actor, OutsideTransactionError, Subject, record
from sozialraum.planning.journal.models import Entry

SOMEBODY = Actor(7, "Erika Beispiel", "city_administrator")
SOMETHING = Subject("account", "9", "Max Muster")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor_name = 'niemand'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "SET session_replication_role = replica; DELETE FROM journal_entry",
    ],
)
def test_no_line_is_changed_or_removed(statement):
    record(by=SOMEBODY, act="people.account_created", subject=SOMETHING)
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.get().actor_name == "Erika Beispiel"


@pytest.mark.django_db
def test_the_models_own_ways_are_refused_too():
    entry = record(by=SOMEBODY, act="people.account_created", subject=SOMETHING)
    entry.reason = "anders"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


@pytest.mark.django_db(transaction=True)
def test_a_line_belongs_into_the_transaction_of_its_act():
    with pytest.raises(OutsideTransactionError, match=r"people\.account_created"):
        record(by=SOMEBODY, act="people.account_created", subject=SOMETHING)
    with transaction.atomic():
        record(by=SOMEBODY, act="people.account_created", subject=SOMETHING)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_line_says_who_in_which_role_did_what_to_what_and_when():
    entry = record(
        by=SOMEBODY, act="people.appointed", subject=SOMETHING, reason="Wahl", details={"role": "resident"}
    )
    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_name, entry.actor_role) == (7, "Erika Beispiel", "city_administrator")
    assert (entry.subject_kind, entry.subject_key, entry.subject_title) == ("account", "9", "Max Muster")
    assert (entry.act, entry.reason, entry.details) == ("people.appointed", "Wahl", {"role": "resident"})
    assert entry.at is not None
