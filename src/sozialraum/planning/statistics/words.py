"""Titles of what the catalogue and the editions name, in the visitor's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.statistics.class_names import variant
from sozialraum.warehouse.catalogue import CatalogueError
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.version import Version

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def language() -> str:
    """The visitor's language, "de" or "en"."""
    return "en" if (get_language() or "de").startswith("en") else "de"


def euros(amount: Decimal | None) -> str:
    """Money in the visitor's language, exact to the cent: 1.234,50 €, whole euros without decimals; "" for None."""
    return "" if amount is None else numbers.euros(int((amount * 100).to_integral_exact()), language())


def typed(amount: Decimal) -> str:
    """Money as people type it into a form: 1.234,50; whole euros without decimals."""
    return euros(amount).strip(f"€ {numbers.NO_BREAK}")


def said(text: Mapping[str, str]) -> str:
    """A text of the catalogue in the visitor's language."""
    return text.get(language()) or text.get("de", "")


def title_of(version: Version, indicator: str) -> str:
    """The title of an indicator; of an index with what its variant shows."""
    title = said(version.names[indicator].title)
    return title if indicator in version.catalogue.indicators else f"{title}: {said(variant(indicator))}"


def group_title(version: Version, group: str) -> str:
    """The title of a population group; its own key where the catalogue knows none."""
    try:
        return said(version.catalogue.group(group).title)
    except CatalogueError:
        return group


def day_in_words(day: str) -> str:
    """A date (2024-07-10, or a year) as the visitor's language writes it."""
    try:
        return date_format(date.fromisoformat(day), "DATE_FORMAT")
    except ValueError:
        return day


def edition_title(edition: Edition) -> str:
    """Sozialräume, Grenzen ab 2019 – or from when until when."""
    first = edition.valid_from[:4]
    if edition.valid_until is None:
        return _("{title}, Grenzen seit {first}").format(title=said(edition.title), first=first)
    last = last_year(edition.valid_until)
    return _("{title}, Grenzen {first} bis {last}").format(title=said(edition.title), first=first, last=last)


def last_year(valid_until: str) -> str:
    """The last year that boundaries held which ended on this day: 2018 for 2019-01-01."""
    return str(int(valid_until[:4]) - (valid_until[4:] == "-01-01"))


def folded(text: str) -> str:
    """Small letters and digits only, umlauts as most people type them without: ü, ue and u become u."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"([aou])e", r"\1", letters)).strip()
