"""What was said to needs, in the words of those who said it: as far as somebody has read it, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from sozialraum.planning.needs.models import Contribution, Need


@dataclass(frozen=True)
class Words:
    """The first few voices of a need, and how many there are in all."""

    shown: tuple[Contribution, ...] = ()
    count: int = 0

    @property
    def more(self) -> int:
        """Voices whose words don't stand here."""
        return self.count - len(self.shown)


def words_of(needs: Iterable[Need], most: int) -> dict[int, Words]:
    """Up to so many original voices of each need that is public; two statements, however many are asked of."""
    public = [need.pk for need in needs if need.is_public]
    standing = Contribution.objects.filter(need__in=public, withdrawn__isnull=True)
    counted = dict(standing.order_by().values_list("need").annotate(n=Count("pk")))
    place = Window(RowNumber(), partition_by=F("need"), order_by="pk")
    first = (
        standing.filter(read_to__gt=0).annotate(place=place).filter(place__lte=most).order_by("need", "pk")
    )
    shown: dict[int, list[Contribution]] = {}
    for one in first.only("need", "text", "read_to", "language", "registered"):
        shown.setdefault(one.need_id, []).append(one)
    return {pk: Words(tuple(shown.get(pk, ())), counted.get(pk, 0)) for pk in public}
