"""All bodies that a city lacks, set up in one step and taken back in one as long as nobody did anything with them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.actions.seating import set_up_body
from sozialraum.planning.conferences.models import Body, Seat
from sozialraum.planning.conferences.queries import introducing
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        introducing.SET_UP: gettext_lazy("Fehlende Gremien in einem Schritt eingerichtet"),
        introducing.TAKEN_BACK: gettext_lazy("Eingerichtete Gremien in einem Schritt zurückgenommen"),
        "conferences.body_taken_back": gettext_lazy("Gremium zurückgenommen, das noch niemand genutzt hat"),
    }
)


@transaction.atomic
def set_up_missing(*, by: Agent, seats_per_bank: int = 2) -> list[Body]:
    """Steering group and conferences that the city lacks, with empty seats on all four banks; for the whole city.

    Each is set up by itself; one more line names them all, so that they can be taken back together. Raises Refused
    where nothing is missing, or somebody else was quicker.
    """
    actor = acting(by, rules.MINUTE, WHOLE_CITY)
    lacking = introducing.missing()
    if not lacking:
        raise Refused(_("Es fehlt kein Gremium."))
    if seats_per_bank < 1:
        raise Refused(_("Jede Bank braucht mindestens einen Sitz."))
    try:
        with transaction.atomic():
            made = [
                set_up_body(
                    by=by, kind=one.kind, name=one.title, scope=one.place.scope, edition=one.place.edition,
                    planning_area=one.place.planning_area, seats_per_bank=seats_per_bank,
                )
                for one in lacking
            ]  # fmt: skip
    except IntegrityError as error:  # a body of the same name, by somebody else at the same moment
        said = _("Jemand richtet gerade dieselben Gremien ein. Bitte laden Sie die Seite neu.")
        raise Refused(said, "quicker") from error
    _note(actor, introducing.SET_UP, made)
    return made


@transaction.atomic
def take_back_missing(*, by: Agent, reason: str = "") -> list[str]:
    """Undo the last such step: bodies with which nobody did anything are gone as if they had never been.

    What somebody seated, renamed or planned a session for stays. Names of those taken back; raises Refused if none.
    """
    actor = acting(by, rules.MINUTE, WHOLE_CITY)
    numbers = [one.pk for one in introducing.of_last_step()]
    locked = list(Body.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    list(
        Seat.objects.select_for_update().filter(body__in=locked).order_by("pk")
    )  # nobody sits down meanwhile
    free = introducing.untouched([one.pk for one in locked])
    gone = [body for body in free if _deleted(body)]
    if not gone:
        raise Refused(
            _("Es gibt nichts mehr zurückzunehmen: Mit jedem dieser Gremien wurde schon etwas getan.")
        )
    for body in gone:
        steps.note(by=actor, act="conferences.body_taken_back", what=body, reason=reason.strip())
    _note(actor, introducing.TAKEN_BACK, gone, reason.strip())
    return [body.name for body in gone]


def _deleted(body: Body) -> bool:
    """Whether it could be deleted; where something hangs on it, it stays. The object keeps its number."""
    try:
        with transaction.atomic():
            Seat.objects.filter(body=body).delete()
            Body.objects.filter(pk=body.pk).delete()
    except ProtectedError:
        return False
    return True


def _note(actor: Actor, act: str, bodies: list[Body], reason: str = "") -> None:
    subject = Subject("introduction", "", "Gremien")
    details = {"bodies": [one.pk for one in bodies], "names": [one.name for one in bodies]}
    record(by=actor, act=act, subject=subject, reason=reason, details=details)
