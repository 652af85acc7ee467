"""Addresses of pages that show the same otherwise, as German paths; `{% path %}` gives the language."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from sozialraum.warehouse.editions import CITY, Edition
from sozialraum.warehouse.version import Version


def profile_path(version: Version, edition: Edition) -> str:
    """The page of a space of this edition with {code}; nothing for the city itself."""
    if edition.role == CITY:
        return ""
    newest = version.edition(edition.space_system) is edition
    if newest and edition.space_system == version.settings.get("planning_areas"):
        return "/planungsraeume/{code}/"
    return f"/raeume/{edition.space_system if newest else edition.key}/{{code}}/"


def space_path(version: Version, edition: Edition, code: str) -> str:
    """The page of one space; that of the whole city for the city."""
    return profile_path(version, edition).replace("{code}", quote(code, safe="")) or "/stadt/"


def indicator_path(key: str) -> str:
    """The page of an indicator or index."""
    return f"/kennzahlen/{quote(key, safe='')}/"


def figure_path(indicator: str, edition: Edition, code: str, period: str, group: str) -> str:
    """Where one figure explains itself."""
    return (
        f"/werte/{'/'.join(quote(part, safe='@') for part in (indicator, edition.key, code, period, group))}/"
    )


def map_path(indicator: str, edition: Edition, period: str, group: str, space: str = "") -> str:
    """The map of the same figures, with one space brought out where it is named."""
    parts = {"kennzahl": indicator, "stand": edition.key, "jahr": period, "gruppe": group, "raum": space}
    return f"/karte/?{urlencode({name: value for name, value in parts.items() if value}, safe='@')}"
