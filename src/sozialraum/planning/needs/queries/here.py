"""The needs of one space in a few numbers, for the page on that space."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.inside import inside
from sozialraum.planning.needs.queries.wanted import SHOWN
from sozialraum.planning.needs.states import END
from sozialraum.planning.situation.queries.spaces import Where
from sozialraum.warehouse.editions import CITY


def section(here: Where) -> dict[str, Any] | None:
    """How many public needs there are by state, with the way to them; two statements. Nothing for the whole city."""
    version, edition = here.version, here.edition
    if edition.role == CITY or not here.is_current:
        return None
    everything = Need.objects.filter(state__in=SHOWN)
    found = everything.filter(inside(everything, version, edition, here.code)).order_by()
    states = dict(found.values_list("state").annotate(n=Count("pk")))
    asked = {"raum": here.code} | ({} if edition is version.edition() else {"stand": edition.key})
    address = f"{reverse('needs:needs')}?{urlencode(asked, safe='@')}"
    key = f"{edition.space_system}/{here.code}"
    is_today = edition is version.edition()
    return {
        "name": here.name, "count": sum(states.values()), "address": address,
        "open": sum(n for state, n in states.items() if state not in END),
        "states": [(s.label, states[s], f"{address}&{urlencode({'zustand': s.value})}") for s in SHOWN if s in states],
        "feed": f"{reverse('needs:feed')}?{urlencode(asked, safe='@')}",
        "subscribe": f"{reverse('needs:subscribe')}?{urlencode({'raum': key}, safe='/')}" if is_today else "",
    }  # fmt: skip
