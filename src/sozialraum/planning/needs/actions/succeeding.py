"""What was done had no effect: another need follows on it, with everybody who spoke behind it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import rules, steps
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import CONFERENCE, State
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts({"needs.succeeded": gettext_lazy("Neuer Bedarf, weil der frühere nicht gelöst ist")})


@transaction.atomic
def succeed(
    *, by: Agent, need: Need, title: str, wording: str, reason: str, actor: Actor | None = None
) -> Need:
    """Open a need that follows on one: same place, dimensions and groups, and in deliberation at once.

    Its contributions stay where they are and stand behind both; those who spoke are told. actor: who acts, where a
    later stage has asked by rules of its own. Raises Refused where nothing is said.
    """
    before = steps.locked(need)
    if actor is None:
        actor = acting(by, CONFERENCE, *before.scopes)
    reason = rules.require_reason(reason)
    if not wording.strip():
        raise Refused(_("Bitte schreiben Sie, was noch fehlt: Damit beginnt der neue Bedarf."))
    made = Need.objects.create(
        state=State.DELIBERATING, since=clock.now(), registered=clock.now(), kind=before.kind,
        title=(title.strip() or before.title)[:160], wording=wording.strip()[:6000], edition=before.edition,
        social_space=before.social_space, planning_area=before.planning_area, longitude=before.longitude,
        latitude=before.latitude, dimensions=before.dimensions, groups=before.groups, voices=before.voices,
        said=before.said, follows=before,
    )  # fmt: skip
    details = {"to": str(State.DELIBERATING), "follows": before.pk}
    entry = record(by=actor, act="needs.succeeded", subject=steps.about(made), reason=reason, details=details)
    steps.tell_contributors(actor=actor, need=made, entry=entry, letter="succeeding", reason=wording.strip())
    steps.tell_the_public(actor, made, entry)
    return made
