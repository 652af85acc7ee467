"""What co-departments add to the answer of the one that leads, until it is released."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules, steps
from sozialraum.planning.answers.models import Part
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Refused

name_acts({"answers.part_given": gettext_lazy("Beitrag eines beteiligten Amts gegeben")})


@transaction.atomic
def give_part(
    *, by: Account, part: Part, text: str, cost: Decimal | None = None, seen: str | None = None
) -> Part:
    """The co-department's own words; it may put them otherwise until the answer is released.

    seen: the version of the part that was before them; another one is not overwritten unseen (code "edited").
    """
    request = steps.locked(part.request)
    kept = Part.objects.select_for_update(of=("self",)).select_related("department").get(pk=part.pk)
    actor = rules.of_department(by, kept.department)
    steps.require_open(request)
    if seen is not None and seen != kept.version:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes aus Ihrem Amt gespeichert. Beides steht hier: Führen Sie es zusammen "
                "und senden Sie noch einmal."
            ),
            "edited",
        )
    kept.text = steps.require_text(text, _("Bitte schreiben Sie Ihren Beitrag."))
    if cost is not None:
        rules.require_cost(cost)
    kept.cost, kept.given, kept.given_by = cost, clock.now(), by
    kept.save(update_fields=["text", "cost", "given", "given_by"])
    details = {"department": kept.department.name, "cost": None if cost is None else str(cost)}
    entry = steps.note(by=actor, act="answers.part_given", request=request, reason=kept.text, details=details)
    told = {"number": request.need.number, "name": kept.department.name}
    steps.nudge(
        by=actor, entry=entry, request=request, to=steps.people_of(request.lead, "department_officer"),
        written=lambda: (
            _("Ein Beitrag ist da: %(number)s") % told, _("%(name)s hat den Beitrag zu %(number)s gegeben.") % told
        ),
    )  # fmt: skip
    return kept
