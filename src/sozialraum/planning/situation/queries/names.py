"""Names of spaces, put in order and made comparable: Grünau, Gruenau and grunau are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sozialraum.warehouse.editions import Edition

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})


def sort_key(name: str) -> str:
    """As German dictionaries order names: ä as a, ß as ss (DIN 5007-1)."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def folded(name: str) -> str:
    """Small letters and digits only, umlauts as most people type them without: ü, ue and u become u."""
    text = sort_key(name.casefold().translate(_UMLAUTS))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"([aou])e", r"\1", text)).strip()


@lru_cache(maxsize=32)
def name_order(edition: Edition) -> npt.NDArray[np.int64]:
    """Rows in the order of their names, shape (n,)."""
    keys = [sort_key(n) for n in edition.names]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
