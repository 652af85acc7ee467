"""For whom something is said: a short list that everybody understands, by keys of the catalogue where it has them.

The keys that the catalogue knows can be held against the population; the others are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, Promise] = {
    "total": _("Alle"),
    "age_0_14": _("Kinder"),
    "age_15_24": _("Jugendliche und junge Erwachsene"),
    "with_children": _("Familien"),
    "single_parent": _("Alleinerziehende"),
    "women": _("Frauen und Mädchen"),
    "age_65_plus": _("Ältere Menschen"),
    "disabled": _("Menschen mit Behinderung"),
    "carers": _("Pflegebedürftige und pflegende Angehörige"),
    "migration_background": _("Menschen mit Einwanderungsgeschichte"),
    "newcomers": _("Geflüchtete und neu Zugezogene"),
    "low_income": _("Menschen mit wenig Geld"),
    "homeless": _("Menschen ohne Wohnung"),
}


def titles(keys: Iterable[str]) -> list[Promise | str]:
    """What groups are called; a key that nobody knows any more stays as it is."""
    return [GROUPS.get(key, key) for key in keys]
