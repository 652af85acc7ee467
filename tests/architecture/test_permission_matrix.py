"""The permission matrix holds, for every address that the program knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from architecture.permission_matrix import MATRIX, Row, World, build_world
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.roles import ROLES

EVERYONE = ("anonymous", *ROLES)
pytestmark = pytest.mark.django_db


def named_addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Names of all addresses, found by walking the resolver."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named_addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name: the matrix can't hold it"
            yield f"{space}{entry.name}"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, published) -> Iterator[World]:
    """One world for the whole matrix; no test leaves a trace in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(published)
        transaction.set_rollback(True)


def client_of(world: World, role: str, enforce_csrf_checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    if role != "anonymous":
        client.force_login(world.people[role])
    return client


@pytest.fixture(scope="module")
def visitors(world: World) -> dict[str, Client]:
    """A browser of each, signed in once."""
    return {role: client_of(world, role) for role in EVERYONE}


def address(name: str, row: Row, world: World) -> str:
    return reverse(name, kwargs={key: world.values[value] for key, value in row.args.items()})


def test_every_address_stands_in_the_matrix_and_nothing_else():
    assert sorted(set(named_addresses())) == sorted(MATRIX)


@pytest.mark.parametrize("name", MATRIX)
def test_who_may_see_it_and_that_seeing_changes_nothing(name, world, visitors):
    row, before = MATRIX[name], Entry.objects.count()
    found = {role: visitors[role].get(address(name, row, world)) for role in EVERYONE}
    assert {role: answer.status_code for role, answer in found.items()} == {
        role: row.expected(role) for role in EVERYONE
    }
    if "anonymous" not in row.who:
        assert found["anonymous"]["Location"].startswith(reverse("account_login"))
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", MATRIX)
def test_a_post_needs_its_key_and_is_taken_only_where_it_belongs(name, world):
    row = MATRIX[name]
    where = address(name, row, world)
    role = row.who[-1]
    assert client_of(world, role, enforce_csrf_checks=True).post(where).status_code == 403
    taken = client_of(world, role).post(where).status_code != 405
    assert taken is row.post


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.post])
def test_who_may_not_see_it_may_not_do_it_either(name, world):
    row = MATRIX[name]
    before = Entry.objects.count()
    for role in EVERYONE:
        if role not in row.who:
            answer = client_of(world, role).post(address(name, row, world), {"reason": "x", "name": "x"})
            assert answer.status_code == (302 if role == "anonymous" else 403), role
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", MATRIX)
def test_it_is_there_in_english_too(name, world):
    row = MATRIX[name]
    where = f"/en{address(name, row, world)}"
    role = row.who[-1]
    answer = client_of(world, role).get(where)
    assert answer.status_code == row.expected(role)
    if not row.part and answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        assert b'<html lang="en"' in answer.content
