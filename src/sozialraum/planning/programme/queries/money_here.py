"""Money of one space, for the page on that space: its funds of this year, and what the key gives it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from sozialraum.planning.journal import clock
from sozialraum.planning.programme.models import Fund
from sozialraum.planning.programme.queries import keys
from sozialraum.planning.programme.queries.accounts import standings
from sozialraum.planning.situation.queries.spaces import Where


def section(here: Where) -> dict[str, Any] | None:
    """Two statements; nothing where there is no money."""
    key = f"{here.edition.space_system}/{here.code}"
    wanted = Q(space=key) | Q(body__scope_key=key)
    year = clock.today().year
    found = standings(Fund.objects.filter(wanted, year=year).select_related("body").order_by("title"))
    allotted = keys.published(here.edition.space_system)
    share = next((one for one in keys.shares_of(allotted) if one.space == key), None) if allotted else None
    if not found and share is None:
        return None
    return {"name": here.name, "year": year, "funds": found, "key": allotted, "share": share}
