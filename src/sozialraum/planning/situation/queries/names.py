"""Names of spaces in the order in which people look for them."""

from __future__ import annotations

import unicodedata


def sort_key(name: str) -> str:
    """As German dictionaries order names: ä as a, ß as ss (DIN 5007-1)."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
