"""Editions are published once, never overlap and never change; spaces are found by code, day and name."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.queries import scope_titles
from sozialraum.planning.people.rules import PROGRAM, NotAllowed, Refused
from sozialraum.planning.spaces import queries
from sozialraum.planning.spaces.actions import publish_editions
from sozialraum.planning.spaces.models import Edition, SpaceSystem
from worlds.people import somebody_as

SYSTEMS = [
    {"key": "bezirke", "role": "planning_area", "title": {"de": "Bezirke"}, "unit": {"de": "Bezirk"}},
    {
        "key": "ortsteile", "role": "social_space", "parent": "bezirke",
        "title": {"de": "Ortsteile", "en": "Quarters"}, "unit": {"de": "Ortsteil", "en": "Quarter"},
    },
]  # fmt: skip


@dataclass
class Drawn:
    """An edition as the warehouse hands it over."""

    space_system: str
    valid_from: str
    codes: list[str]
    names: list[str]
    valid_until: str | None = None
    parents: list[str] = field(default_factory=list)
    basis: dict[str, str] = field(default_factory=lambda: {"de": "Beschluss", "en": "Resolution"})

    @property
    def key(self):
        return f"{self.space_system}@{self.valid_from}"


DISTRICTS = Drawn("bezirke", "2000-01-01", ["0", "5"], ["Mitte", "Grünau"])
QUARTERS = Drawn(
    "ortsteile",
    "2000-01-01",
    ["00", "60", "61"],
    ["Zentrum", "Schönau", "Grünau-Mitte"],
    parents=["0", "5", "5"],
)


def published(*editions, by=PROGRAM):
    return publish_editions(by=by, systems=SYSTEMS, editions=editions or (DISTRICTS, QUARTERS))


@pytest.fixture
def db_with_editions(db):
    return published()


pytestmark = pytest.mark.django_db


def test_what_is_published_can_be_read_by_code_and_day():
    published()
    space = queries.space_of("ortsteile", "60")
    assert (space.name, space.parent_code, space.edition.key) == ("Schönau", "5", "ortsteile@2000-01-01")
    assert queries.space_of("ortsteile", "60", date(1999, 12, 31)) is None
    assert [space.code for space in queries.spaces_of("social_space")] == ["00", "60", "61"]
    assert queries.edition_of("bezirke").system.title == "Bezirke"
    assert SpaceSystem.objects.get(key="ortsteile").parent.key == "bezirke"
    assert Entry.objects.filter(act="spaces.edition_published").count() == 2


def test_publishing_again_changes_nothing():
    published()
    assert published() == []
    assert Edition.objects.count() == 2
    assert Entry.objects.count() == 2


def test_a_published_edition_does_not_change():
    published()
    changed = Drawn("ortsteile", "2000-01-01", ["00", "60", "61"], ["Zentrum", "Anders", "Grünau-Mitte"])
    with pytest.raises(Refused, match="ortsteile@2000-01-01"):
        published(changed)
    assert queries.space_of("ortsteile", "60").name == "Schönau"


def test_a_reform_ends_the_old_edition_where_the_new_one_begins():
    published()
    old = Drawn(**{**QUARTERS.__dict__, "valid_until": "2024-01-01"})
    new = Drawn("ortsteile", "2024-01-01", ["00", "62"], ["Zentrum", "Neustadt"])
    published(new, old)
    assert queries.edition_of("ortsteile", date(2023, 12, 31)).key == "ortsteile@2000-01-01"
    assert queries.edition_of("ortsteile", date(2024, 1, 1)).key == "ortsteile@2024-01-01"
    assert Entry.objects.filter(act="spaces.edition_closed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_two_editions_at_a_time():
    published()
    with pytest.raises(IntegrityError, match="edition_one_at_a_time"):
        published(Drawn("ortsteile", "2024-01-01", ["00"], ["Zentrum"]))
    assert Edition.objects.count() == 2
    copy = (
        "INSERT INTO spaces_edition (system_id, key, during, basis_in)"
        " SELECT system_id, key || 'x', during, '{}' FROM spaces_edition"
    )
    with pytest.raises(IntegrityError, match="edition_one_at_a_time"), transaction.atomic():
        connection.cursor().execute(copy)


def test_only_who_may_publishes():
    with pytest.raises(NotAllowed):
        published(by=somebody_as("resident"))
    assert len(published(by=somebody_as("statistics_officer"))) == 2


def test_fifty_thousand_spaces_take_as_many_statements_as_three():
    def statements(begin, count):
        numbers = range(count)
        codes, names = [f"{n:05}" for n in numbers], [f"Block {n}" for n in numbers]
        drawn = Drawn("ortsteile", begin, codes, names, valid_until=f"{begin[:3]}5-01-01")
        with CaptureQueriesContext(connection) as captured:
            published(drawn)
        return len(captured)

    published(DISTRICTS)
    assert statements("2010-01-01", 3) == statements("2020-01-01", 50_000)
    assert queries.space_of("ortsteile", "49999", date(2024, 1, 1)).position == 49_999


@pytest.mark.parametrize(
    "typed", ["grünau", "GRUENAU", "Grunau", "grünau mitte", "mitte grünau", "61", "Gruenau-M"]
)
def test_a_name_is_found_however_it_is_typed(typed):
    published()
    assert "Grünau-Mitte" in [space.name for space in queries.search(typed)]


@pytest.mark.parametrize("typed", ["Schöna", "Schoenau", "Schönnau", "Schohnau", "Shönau"])
def test_a_slip_of_the_pen_is_forgiven(typed):
    published()
    assert queries.search(typed)[0].name == "Schönau"


@pytest.mark.parametrize("typed", ["", "  ", "%", "xyzzy", "'; DROP TABLE spaces_space; --", "_"])
def test_nothing_is_found_for_nonsense(typed):
    published()
    assert queries.search(typed) == []


def test_a_search_costs_the_same_however_much_it_finds(django_assert_num_queries):
    many = Drawn(
        "ortsteile", "2000-01-01", [f"{n:03}" for n in range(500)], [f"Nord {n}" for n in range(500)]
    )
    published(DISTRICTS, many)
    for typed in ("nord 17", "nord"):
        with django_assert_num_queries(1):
            assert [space.edition.system.title for space in queries.search(typed)]


def test_spaces_can_be_scopes_of_appointments(db_with_editions):
    titles = scope_titles()
    assert titles[Scope("planning_area", "bezirke/5")] == "Grünau"
    assert titles[Scope("social_space", "ortsteile/60")] == "Schönau"


@given(st.text(max_size=40))
def test_a_name_is_compared_the_same_way_twice(text):
    once = queries.as_sought(text)
    assert queries.as_sought(once) == once
