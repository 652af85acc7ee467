"""How pages get at the warehouse: the current data version of the city whose site this is."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from sozialraum.warehouse.city import City, NotPublishedError
from sozialraum.warehouse.version import NoFiguresError, Version


@cache
def city() -> City:
    """The warehouse of this site's city."""
    return City(settings.CITY_FOLDER)


def current() -> Version:
    """The data version that everybody sees now; raises NotPublishedError."""
    return city().current()


def version_or_none() -> Version | None:
    """The same; None where there is none."""
    try:
        return current()
    except (NotPublishedError, NoFiguresError):
        return None
