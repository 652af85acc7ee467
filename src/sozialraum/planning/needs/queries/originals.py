"""Whose voices stand behind a need: its own, and those of the needs that it follows on because they had no effect."""

from __future__ import annotations

from django.db.models import QuerySet

from sozialraum.planning.needs.models import Contribution, Need

MOST = 20  # links of a chain that are followed; a longer one is nobody's


def family(need: Need) -> list[int]:
    """The need and those that it follows on, the nearest first; no statement where it follows on none."""
    found, before = [need.pk], need.follows_id
    while before is not None and before not in found and len(found) < MOST:
        found.append(before)
        before = Need.objects.values_list("follows_id", flat=True).get(pk=before)
    return found


def followers(need: Need) -> list[Need]:
    """Needs that follow on it, the nearest first: the same voices stand behind them."""
    found = list(need.successors.order_by("pk"))
    return found + [further for one in found for further in followers(one)]


def standing(need: Need) -> QuerySet[Contribution]:
    """Contributions that stand behind it."""
    return Contribution.objects.filter(need__in=family(need), withdrawn__isnull=True)
