"""Up to which sum who decides: settings of the city, kept by those who write papers."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.models import Competence
from sozialraum.planning.programme.states import Level

name_acts(
    {
        "programme.competence_set": gettext_lazy("Zuständigkeit festgelegt"),
        "programme.competence_removed": gettext_lazy("Zuständigkeit gelöscht"),
    }
)
# What most cities begin with: level, what it is called, up to which sum.
DEFAULTS: tuple[tuple[Level, str, int | None], ...] = (
    (Level.CONFERENCE, "Sozialraumkonferenz", 2_000),
    (Level.DEPARTMENT, "Fachamt", 10_000),
    (Level.STEERING, "Steuerungsgruppe", 50_000),
    (Level.COMMITTEE, "Ausschuss", 250_000),
    (Level.COUNCIL, "Rat", None),
)


@transaction.atomic
def set_competence(
    *, by: Agent, level: str, name: str, up_to: Decimal | None = None, dimension: str = "",
    competence: Competence | None = None,
) -> Competence:  # fmt: skip
    """Make a rule, or change one. Raises Refused where another one has the same limit in the same matter."""
    actor = rules.recording(by)
    kept = Competence.objects.select_for_update().filter(pk=competence.pk).first() if competence else None
    if competence is not None and kept is None:
        raise Refused(_("Jemand war schneller: Diese Regel gibt es nicht mehr."), "quicker")
    before = _plain(kept) if kept else {}
    made = kept or Competence()
    made.level, made.name, made.up_to, made.dimension = Level(level).value, name.strip(), up_to, dimension
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(
            _("Bis zu dieser Summe entscheidet in dieser Sache schon jemand. Ändern Sie die andere Regel.")
        ) from error
    details = _plain(made) | ({"before": before} if before else {})
    record(by=actor, act="programme.competence_set", subject=_about(made), details=details)
    return made


@transaction.atomic
def remove_competence(*, by: Agent, competence: Competence) -> None:
    """Delete a rule; papers that were made by it stay as they are."""
    actor = rules.recording(by)
    kept = Competence.objects.select_for_update().filter(pk=competence.pk).first()
    if kept is None:
        return
    record(by=actor, act="programme.competence_removed", subject=_about(kept), details=_plain(kept))
    kept.delete()


@transaction.atomic
def take_defaults(*, by: Agent) -> int:
    """The rules that most cities begin with, where there are none yet; how many."""
    rules.recording(by)
    if Competence.objects.exists():
        raise Refused(_("Es gibt schon Regeln. Ändern Sie diese, oder löschen Sie sie zuerst."))
    for level, name, up_to in DEFAULTS:
        set_competence(by=by, level=level, name=name, up_to=None if up_to is None else Decimal(up_to))
    return len(DEFAULTS)


def _about(one: Competence) -> Subject:
    return Subject("competence", str(one.pk), one.name)


def _plain(one: Competence) -> dict[str, str]:
    return {
        "level": one.level, "name": one.name, "dimension": one.dimension,
        "up_to": "" if one.up_to is None else str(one.up_to),
    }  # fmt: skip
