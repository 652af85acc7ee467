"""The conference of one space, for the page on that space: when it meets next, how many sit there, by bank."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries.bodies import lines_of
from sozialraum.planning.conferences.queries.viewer import viewer
from sozialraum.planning.journal import clock
from sozialraum.planning.people.roles import Bank, ScopeKind
from sozialraum.planning.situation.queries.spaces import Where


def section(here: Where) -> dict[str, Any] | None:
    """The bodies of a social space or planning area as everybody sees them; three statements. Nothing elsewhere."""
    settings, system = here.version.settings, here.edition.space_system
    kinds = {
        str(settings["social_spaces"]): ScopeKind.SOCIAL_SPACE,
        str(settings.get("planning_areas")): ScopeKind.PLANNING_AREA,
    }
    if system not in kinds or not here.is_current:
        return None
    key, is_area = f"{system}/{here.code}", kinds[system] == ScopeKind.PLANNING_AREA
    wanted = Q(scope_kind=kinds[system], scope_key=key)
    if is_area:
        wanted |= Q(planning_area=key)
    lines = lines_of(Body.objects.filter(wanted, during__contains=clock.today()), viewer(None))
    own = [one for one in lines if one.body.scope_key == key]
    return {
        "name": here.name, "is_area": is_area,
        "own": [(one, [(str(bank.label), one.seats.get(bank, 0)) for bank in Bank]) for one in own],
        "below": [one for one in lines if one.body.scope_key != key],
        "all": f"{reverse('conferences:bodies')}?planungsraum={key}" if is_area else reverse("conferences:bodies"),
    }  # fmt: skip
