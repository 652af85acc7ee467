"""Roles read only what they need: every column that holds something about a person, on every page, for every role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from architecture.permission_matrix import MATRIX, World, build_world
from architecture.personal_matrix import WHO_READS, plant
from sozialraum.planning.messages.personal import columns
from sozialraum.planning.people.roles import ROLES
from worlds.voices import manager

pytestmark = pytest.mark.django_db
# Opened by a secret in the address, whoever has it.
BY_CODE = (
    *(name for name in MATRIX if name.startswith("needs:receipt") and name != "needs:receipt_enter"),
    "effects:reply", "conferences:invitation", "conferences:place", "conferences:mine", "conferences:place_slips",
)  # fmt: skip


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker, published) -> Iterator[tuple[World, dict[str, str]]]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world(published)
        world.people["elsewhere"] = manager("planungsraeume/2", "Nora Nebenan")
        yield world, plant(world)
        transaction.set_rollback(True)


def test_every_personal_column_stands_in_the_matrix():
    assert {name.partition(",")[0] for name in WHO_READS} == {column.field for column in columns()}


def test_each_is_read_by_those_who_need_it_and_nobody_else(planted):
    world, marks = planted
    read: dict[str, set[str]] = defaultdict(set)
    for viewer in ("anonymous", "elsewhere", *ROLES):
        client = Client()
        if viewer != "anonymous":
            client.force_login(world.people[viewer])
        for name, row in MATRIX.items():
            if name in BY_CODE and viewer != "anonymous":
                continue
            where = reverse(name, kwargs={key: world.values[value] for key, value in row.args.items()})
            answer = client.get(where)
            if answer.status_code != 200:
                continue
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            content = content.partition(b"\nxref\n")[0]  # a PDF's own addresses are numbers, too
            shown = content.decode("utf-8", errors="ignore")
            for column, mark in marks.items():
                if mark in shown:
                    read[column].add("code" if name in BY_CODE else viewer)
    found = {column: frozenset(read[column]) for column in WHO_READS}
    assert found == WHO_READS
