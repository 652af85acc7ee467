"""What a member of the council looks at first: what comes up, where need is greatest, what was decided, and out of
which order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum

from sozialraum.planning.answers.queries.inbox import offices_of
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries import papers
from sozialraum.planning.programme.queries.order import WAITING, place_of, placed
from sozialraum.planning.programme.states import Level, PaperState
from sozialraum.planning.statistics.queries import version_or_none

LATEST, FEW = 8, 4


@dataclass(frozen=True)
class Space:
    """A social space with the needs that wait there, and how many people stand behind them."""

    name: str
    path: str
    needs: int
    people: int


@dataclass(frozen=True)
class Council:
    """Papers to come, those whose session was and whose decision isn't on record, the first needs of each list that
    wait, spaces where most wait, decisions, deviations."""

    coming: tuple[DecisionPaper, ...]
    met: tuple[DecisionPaper, ...]
    first: tuple[tuple[int, Need], ...]
    spaces: tuple[Space, ...]
    decided: tuple[Decision, ...]
    deviations: tuple[tuple[Decision, list[Need]], ...]


def on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What stands in the sections of one's roles about papers and decisions."""
    found: dict[str, Any] = {}
    if "council_member" in roles:
        found["council"] = council()
    if "social_planner" in roles:
        found["papers"] = papers.desk()
    if {"department_officer", "department_head"} & set(roles):
        found["to_decide"] = _of_departments(by)
    return found


def _of_departments(by: Account) -> list[DecisionPaper]:
    """What a department decides itself and lies before its head, or before who stands in for one that is away."""
    mine = offices_of(by).releasing
    open_ = (PaperState.SUBMITTED, PaperState.POSTPONED)
    rows = papers.public().filter(level=Level.DEPARTMENT, department__in=mine, state__in=open_)
    return list(rows.order_by("submitted", "pk")[:LATEST]) if mine else []


def council() -> Council:
    """The same number of statements, however much there is."""
    submitted = papers.public().filter(state=PaperState.SUBMITTED)
    rows = list(submitted.order_by(F("meets_on").asc(nulls_last=True), "pk"))
    today = clock.today()
    met = [one for one in rows if papers.is_unrecorded(one, today)]
    coming = [one for one in rows if one not in met]
    return Council(
        tuple(coming[:LATEST]), tuple(met[:LATEST]), tuple(_first()), tuple(_spaces()), tuple(papers.taken()[:LATEST]),
        tuple(papers.deviations(FEW)),
    )  # fmt: skip


def _first() -> list[tuple[int, Need]]:
    """What stands first on the lists of the planning areas and still waits for a decision."""
    waiting: list[Resolution] = [one for one in placed() if one.need.state in WAITING]
    waiting.sort(key=lambda one: (place_of(one), one.effective, one.pk))
    return [(place_of(one), one.need) for one in waiting[:LATEST]]


def _spaces() -> list[Space]:
    """Social spaces in which most people wait for a decision on a need that a conference carries; one statement."""
    version = version_or_none()
    if version is None:
        return []
    waiting = Need.objects.filter(state__in=[State.CARRIED, *WAITING]).order_by()
    rows = waiting.values("social_space").annotate(needs=Count("pk"), people=Sum("voices"))
    return [
        Space(
            labels.space_name(version, "", row["social_space"]), labels.space_address(version, "", row["social_space"]),
            row["needs"], row["people"],
        )
        for row in rows.order_by("-people", "-needs", "social_space")[:LATEST]
    ]  # fmt: skip
