"""Voices in the city on squared paper, through actions only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from django.conf import settings
from django.test import override_settings

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.actions import contributing
from sozialraum.planning.needs.actions.contributing import Heard, Place, Reached, Receipt, Voice
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.rules import Elsewhere
from sozialraum.planning.people.models import Account, Scope
from sozialraum.site.city import Messages
from worlds.people import appointed, somebody

EDITION, SPACE, AREA = "sozialraeume@2019-01-01", "sozialraeume/A", "planungsraeume/1"
HERE = Place("space", EDITION, SPACE, AREA)


@contextmanager
def reviewed(*letters: str) -> Iterator[None]:
    """In a city that reads these letters before they go out."""
    with override_settings(CITY=replace(settings.CITY, messages=Messages(letters))):
        yield


def voice(text: str = "Am Anger fehlt eine Bank.", **values: object) -> Voice:
    """What somebody says; in the first social space where nothing else is said."""
    return Voice(text=text, place=values.pop("place", HERE), **values)


def said(
    text: str = "Am Anger fehlt eine Bank.", *, by: Account | None = None, email: str = "", heard: Heard | None = None,
    token: object = None, **values: object,
) -> Receipt:  # fmt: skip
    """A contribution with its receipt."""
    return contributing.contribute(
        by=by, token=token or uuid4(), voice=voice(text, **values), reached=Reached(email=email), heard=heard
    )


def need(text: str = "Am Anger fehlt eine Bank.", **values: object) -> Need:
    """The need that a contribution begins."""
    return said(text, **values).contribution.need


def spoken() -> Elsewhere:
    """What a conference said today, elsewhere."""
    return Elsewhere(clock.today(), "Sozialraumkonferenz, Rundgang")


def manager(area: str = AREA, name: str = "Mara Manager") -> Account:
    """The manager of a planning area."""
    account = somebody(name)
    appointed(account, "planning_area_manager", Scope("planning_area", area))
    return account
