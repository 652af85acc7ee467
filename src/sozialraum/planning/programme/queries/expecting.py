"""What a decision expects of what is done because of it: which figure moves where to, until the end of which year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sozialraum.planning.journal import clock
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries.drafting import indicator_title
from sozialraum.planning.statistics.queries import version_or_none


@dataclass(frozen=True)
class Expected:
    """As the paper says it; each part may be empty. indicator: its key."""

    paper: DecisionPaper
    indicator: str
    words: str
    by: int | None

    @property
    def title(self) -> str:
        """The indicator in the visitor's language."""
        return indicator_title(self.indicator) if self.indicator else ""

    @property
    def path(self) -> str:
        """The page of the indicator; empty where the city doesn't know it any more."""
        version = version_or_none()
        known = version is not None and self.indicator in version.catalogue.indicators
        return reverse("statistics:indicator", args=[self.indicator]) if known else ""

    @property
    def is_to_come(self) -> bool:
        """Whether the year that is named isn't over."""
        return self.by is not None and self.by >= clock.today().year

    @property
    def until(self) -> str:
        """The year in words."""
        return _("bis Ende %(year)d") % {"year": self.by} if self.by else ""

    @property
    def brief(self) -> str:
        """For a list: what, until when."""
        return ", ".join(filter(None, (self.title or self.words.rstrip("."), self.until)))

    @property
    def sentence(self) -> str:
        """All of it in a line."""
        return " · ".join(filter(None, (self.title, self.words.rstrip("."), self.until)))

    @property
    def kept(self) -> dict[str, Any]:
        """What the journal keeps of it: plain values."""
        return {
            "expected_indicator": self.indicator,
            "expected_by": self.by,
            "expected_in": self.paper.number,
        }


def expected_of(decision: Decision | None) -> Expected | None:
    """What a decision expects; None where its paper says nothing of it."""
    paper = decision.paper if decision is not None else None
    if paper is None or not (paper.indicator or paper.expected):
        return None
    return Expected(paper, paper.indicator, paper.expected, paper.expected_by)


def expected_on(needs: Collection[int]) -> Mapping[int, Expected]:
    """The same of the last decision on each of some needs; one statement."""
    found = Decision.objects.filter(paper__need__in=needs, outcome=Decision.Outcome.DECIDED)
    last = found.select_related("paper").defer("paper__document").order_by("pk")
    told = {one.paper.need_id: expected_of(one) for one in last}
    return {need: one for need, one in told.items() if one is not None}


def due_day(expected: Expected | None) -> date | None:
    """Until when is to be said whether it came about: the end of the year named, or of this one where it is over."""
    if expected is None or expected.by is None:
        return None
    return date(max(expected.by, clock.today().year), 12, 31)
