"""Which body decides, by matter and sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from sozialraum.planning.programme.models import Competence
from sozialraum.planning.programme.states import Level
from sozialraum.planning.statistics.queries import version_or_none
from sozialraum.planning.statistics.words import euros, said

PARTIES = (Level.CONFERENCE, Level.DEPARTMENT)  # to talks
RANKS: dict[str, int] = {level: rank for rank, level in enumerate(Level.values)}


def competent(
    dimensions: Iterable[str],
    cost: Decimal | None,
    known: Sequence[Competence] | None = None,
    *,
    is_disputed: bool = False,
) -> Competence | None:
    """Who decides about something of these Lebenslagen that costs so much; None where no rule of the city says so.

    A rule for the matter comes before those for all matters; of two matters the higher body decides. A sum counts as
    within a limit when it equals it. What costs nothing isn't paid from a conference's fund. known: the rules, else
    they are read (one statement). is_disputed: conference and department recorded a dissent; no side decides alone.
    """
    rules = list(Competence.objects.all() if known is None else known)
    if not cost:
        rules = [one for one in rules if one.level != Level.CONFERENCE]
    if is_disputed:
        rules = [one for one in rules if one.level not in PARTIES]
    sum_ = cost or Decimal(0)
    found = [one for key in dict.fromkeys(dimensions) if (one := _lowest(rules, key, sum_)) is not None]
    if found:
        return max(found, key=lambda one: RANKS[one.level])
    return _lowest(rules, "", sum_)


def _lowest(rules: Sequence[Competence], dimension: str, sum_: Decimal) -> Competence | None:
    """The rule with the lowest limit that the sum doesn't pass; one without a limit comes last."""
    fitting = [
        one for one in rules if one.dimension == dimension and (one.up_to is None or sum_ <= one.up_to)
    ]
    return min(fitting, key=lambda one: (one.up_to is None, one.up_to or 0, RANKS[one.level]), default=None)


def is_lower(level: str, other: str) -> bool:
    """Whether a level is nearer to the people than another."""
    return RANKS[level] < RANKS[other]


def why(rule: Competence) -> str:
    """The rule in words."""
    matter = titles().get(rule.dimension, rule.dimension)
    if rule.up_to is None:
        told = _("Die Regel der Stadt: %(matter)s, ohne Obergrenze.")
        return told % {"matter": matter or _("alle Sachen")}
    told = _("Die Regel der Stadt: %(matter)s, bis %(sum)s.")
    return told % {"matter": matter or _("alle Sachen"), "sum": euros(rule.up_to)}


def titles() -> dict[str, str]:
    """Lebenslagen by key, in the catalogue's order; none where the city has no figures yet."""
    version = version_or_none()
    return {key: said(one.title) for key, one in version.catalogue.dimensions.items()} if version else {}


def listed() -> list[tuple[str, list[Competence]]]:
    """All rules by matter: those for all matters first, then by Lebenslage."""
    named = titles()
    groups: dict[str, list[Competence]] = {}
    for one in Competence.objects.all():
        groups.setdefault(one.dimension, []).append(one)
    order = ["", *named, *sorted(set(groups) - set(named) - {""})]
    return [(named.get(key, key), groups[key]) for key in order if key in groups]
