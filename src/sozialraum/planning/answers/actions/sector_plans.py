"""The list of sector plans, so that an answer can say where it stands."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import SectorPlan
from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.people.rules import Agent, Refused

name_acts({"answers.plan_kept": gettext_lazy("Fachplanung eingetragen oder geändert")})


@transaction.atomic
def keep_plan(
    *, by: Agent, kind: str, title: str, department: Organisation, since: date, until: date | None = None,
    address: str = "", plan: SectorPlan | None = None,
) -> SectorPlan:  # fmt: skip
    """Enter a plan, or change one. until: its last day; none where it has no end."""
    actor = rules.keeping(by, department)
    kept = plan and SectorPlan.objects.select_for_update(of=("self",)).select_related("department").get(
        pk=plan.pk
    )
    if kept is not None and kept.department_id != department.pk:
        rules.keeping(by, kept.department)  # nobody takes a plan away from another department
    if not title.strip():
        raise Refused(_("Bitte nennen Sie den Titel der Fachplanung."))
    if until is not None and until < since:
        raise Refused(_("Das Ende liegt vor dem Beginn."))
    if address and not address.startswith(("https://", "http://")):
        raise Refused(_("Die Adresse muss mit https:// beginnen."))
    made = kept or SectorPlan()
    made.kind, made.title, made.department = SectorPlan.Kind(kind).value, title.strip(), department
    made.during, made.address = DateRange(since, until + timedelta(days=1) if until else None), address
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(_("Dieses Amt hat schon eine Fachplanung mit diesem Titel.")) from error
    details = {"kind": made.kind, "department": department.name, "from": since.isoformat(),
               "until": until.isoformat() if until else None, "is_new": kept is None}  # fmt: skip
    subject = Subject("sector_plan", str(made.pk), made.title)
    record(by=actor, act="answers.plan_kept", subject=subject, details=details)
    return made
