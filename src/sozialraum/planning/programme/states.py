"""The ways of a decision paper and of a measure: one table each, asked by the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.answers.states import Tables, require_in
from sozialraum.planning.conferences.states import diagram


class PaperState(models.TextChoices):
    """Where a decision paper stands. Submitted, its document never changes."""

    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("eingebracht")
    POSTPONED = "postponed", _("verschoben")
    DECIDED = "decided", _("beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class Level(models.TextChoices):
    """Who decides, from the nearest to the highest."""

    CONFERENCE = "conference", _("Konferenz, aus ihrem Verfügungsfonds")
    DEPARTMENT = "department", _("Fachamt")
    STEERING = "steering", _("Steuerungsgruppe")
    COMMITTEE = "committee", _("Ausschuss")
    COUNCIL = "council", _("Rat")


class MeasureState(models.TextChoices):
    """Where a measure stands."""

    PROPOSED = "proposed", _("wartet auf die Zustimmung des Amts")
    PLANNED = "planned", _("geplant")
    RUNNING = "running", _("läuft")
    PAUSED = "paused", _("ruht")
    DONE = "done", pgettext_lazy("Maßnahme", "abgeschlossen")
    ABANDONED = "abandoned", _("abgebrochen")
    DECLINED = "declined", _("vom Amt abgelehnt")


P, M = PaperState, MeasureState
PAPER: Mapping[PaperState, tuple[PaperState, ...]] = {
    P.DRAFT: (P.SUBMITTED, P.WITHDRAWN),
    P.SUBMITTED: (
        P.DECIDED,
        P.REJECTED,
        P.POSTPONED,
        P.WITHDRAWN,
    ),  # withdrawn: the need waits for another paper
    P.POSTPONED: (P.SUBMITTED, P.WITHDRAWN),
    P.DECIDED: (),
    P.REJECTED: (),
    P.WITHDRAWN: (),
}
MEASURE: Mapping[MeasureState, tuple[MeasureState, ...]] = {
    M.PROPOSED: (M.PLANNED, M.RUNNING, M.DECLINED),  # by a provider, to the department that answers for it
    M.PLANNED: (M.RUNNING, M.ABANDONED),
    M.RUNNING: (M.PAUSED, M.DONE, M.ABANDONED),
    M.PAUSED: (M.RUNNING, M.ABANDONED),
    M.DONE: (),
    M.ABANDONED: (),
    M.DECLINED: (),
}
OPEN_PAPERS = (P.DRAFT, P.SUBMITTED, P.POSTPONED)
OPEN_MEASURES = (M.PLANNED, M.RUNNING, M.PAUSED)
NO_MEASURES = (M.PROPOSED, M.DECLINED)  # nothing that the city does: only the two sides see them
SHOWN_MEASURES = tuple(one for one in M if one not in NO_MEASURES)
_TABLES: Tables = {PaperState: PAPER, MeasureState: MEASURE}


def require_step(before: str, after: models.TextChoices) -> None:
    """Refuse a step that its table doesn't know, in words."""
    require_in(_TABLES, before, after)


def diagrams() -> dict[str, str]:
    """The tables as Mermaid diagrams, in English names."""
    tables: dict[str, tuple[tuple[Any, ...], Mapping[Any, tuple[Any, ...]]]] = {
        "Decision paper": ((P.DRAFT,), PAPER), "Measure": ((M.PROPOSED, M.PLANNED, M.RUNNING), MEASURE),
    }  # fmt: skip
    return {title: diagram(first, table) for title, (first, table) in tables.items()}
