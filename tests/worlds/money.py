"""Funds of the city on squared paper, through actions only."""

from __future__ import annotations

from decimal import Decimal

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import funds
from sozialraum.planning.programme.models import Fund
from sozialraum.planning.programme.queries.keys import Key
from worlds.people import somebody_as, today

MSS = "mss"


def keeper(name: str = "Karla Kasse") -> Account:
    """Who keeps the city's money."""
    return somebody_as("social_planner", name)


def fund(
    title: str = "Verfügungsfonds Anger", *, holds: str = "1000.00", body: Body | None = None, year: int | None = None,
    **values: object,
) -> Fund:  # fmt: skip
    """A fund that holds so much."""
    made = funds.open_fund(by=PROGRAM, title=title, year=year or today().year, body=body, **values)
    if Decimal(holds):
        funds.deposit(by=PROGRAM, fund=made, amount=Decimal(holds), on=today(), text="Haushalt")
    return made


def key(total: str = "1000.00", **values: object) -> Key:
    """A key over the social spaces: a third each, roughly."""
    parts = {
        "base": 30,
        "inhabitants": 40,
        "need": 30,
        "index": "unemployment_share",
        "system": "sozialraeume",
    }
    return Key(Decimal(total), **(parts | values))
