"""All steps in their order, how many of them stand, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sozialraum.planning.desk.introduction import ground, running, table
from sozialraum.planning.desk.introduction.steps import Step
from sozialraum.planning.people.roles import role_title
from sozialraum.planning.statistics.queries import current
from sozialraum.warehouse.city import NotPublishedError
from sozialraum.warehouse.version import NoFiguresError, Version


@dataclass(frozen=True)
class Introduction:
    """How far the introduction is."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.steps)

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def is_finished(self) -> bool:
        return self.done == self.count

    @property
    def is_new(self) -> bool:
        """Whether nothing of the city's own is there yet."""
        return not any(
            one.is_done for one in self.steps if one.key in ("raeume", "daten", "rollen", "gremien")
        )

    @property
    def next(self) -> Step | None:
        """The first step in which something is missing."""
        return next((one for one in self.steps if not one.is_done), None)

    @property
    def hints(self) -> int:
        """How much can wait."""
        return sum(len(one.hints) for one in self.steps)

    @property
    def says(self) -> str:
        """7 von 9 Schritten stehen."""
        return _("%(done)d von %(count)d Schritten stehen.") % {"done": self.done, "count": self.count}


def introduction() -> Introduction:
    """Look at the whole city; the number of statements doesn't depend on its size."""
    version = version_in_use()
    administration, planning = _who("city_administrator"), _who("social_planner")
    statistics = _who("statistics_officer")
    both = f"{administration}, {planning}"
    return Introduction(
        (
            ground.settings_step(administration),
            ground.spaces_step(f"{statistics}, {planning}", version),
            ground.data_step(statistics, version),
            table.roles_step(administration),
            table.bodies_step(f"{planning}, {_who('planning_area_manager')}", version),
            running.rules_step(both),
            running.messages_step(administration),
            running.costs_step(planning),
            running.round_step(f"{_who('planning_area_manager')}, {planning}", version),
        )
    )


def version_in_use() -> Version | None:
    """The published data version; None in a city that has none, or none with social spaces."""
    try:
        version = current()
        version.edition()
    except (NotPublishedError, NoFiguresError):
        return None
    return version


def _who(role: str) -> str:
    return str(role_title(role))
