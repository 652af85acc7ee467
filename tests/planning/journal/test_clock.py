"""The clock of the journal: the system's, but for the story of an invented city."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, record

LONG_AGO = datetime(2025, 3, 31, 22, 30, tzinfo=UTC)


def test_in_a_real_city_it_cannot_be_set():
    with pytest.raises(clock.NotADemonstration), clock.telling(LONG_AGO):
        pass
    assert abs((clock.now() - timezone.now()).total_seconds()) < 60


@pytest.mark.django_db
def test_a_story_is_written_down_on_its_day_and_then_it_is_now_again(settings):
    settings.CITY = replace(settings.CITY, demonstration=True)
    with clock.telling(LONG_AGO), transaction.atomic():
        assert str(clock.today()) == "2025-04-01"  # in Berlin it is past midnight
        line = record(
            by=Actor(None, "x", "program"), act="needs.registered", subject=Subject("need", "1", "")
        )
    line.refresh_from_db()
    assert line.at == LONG_AGO and clock.now() > LONG_AGO
