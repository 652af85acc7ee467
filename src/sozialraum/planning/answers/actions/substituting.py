"""Who releases while a head is away: for days, ended sooner where the head is back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Substitution
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused, acting, may

name_acts(
    {
        "answers.substitute_named": gettext_lazy("Vertretung für Freigaben benannt"),
        "answers.substitute_ended": gettext_lazy("Vertretung für Freigaben beendet"),
    }
)
ADMINISTERS = "accounts.administer"
LONGEST = 183  # days; who is away longer hands the office over


@transaction.atomic
def name_substitute(
    *, by: Agent, department: Organisation, head: Account, substitute: Account, since: date, until: date
) -> Substitution:
    """From a day to a day, both included. By the head, or by who administers the city."""
    actor = _naming(by, department, head)
    if not may(head, rules.RELEASE, rules.scope_of(department)):
        raise Refused(_("Diese Person leitet das Amt nicht."))
    if substitute.pk == head.pk:
        raise Refused(_("Vertreten muss jemand anderes."))
    if not substitute.is_active or not rules.works_in_one(substitute):
        raise Refused(
            _("Vertreten kann, wer selbst in einem Fachamt arbeitet. Bitte wählen Sie jemand anderen.")
        )
    if until < since:
        raise Refused(_("Das Ende liegt vor dem Beginn."))
    if until < clock.today():
        raise Refused(_("Diese Tage sind schon vorbei."))
    if (until - since).days > LONGEST:
        raise Refused(_("Eine Vertretung dauert höchstens ein halbes Jahr. Danach wird das Amt neu besetzt."))
    try:
        with transaction.atomic():
            made = Substitution.objects.create(
                department=department, head=head, substitute=substitute,
                during=DateRange(since, until + timedelta(days=1)),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("Für diese Tage gibt es schon eine Vertretung. Beenden Sie sie zuerst.")) from error
    details = {"substitution": made.pk, "head": head.pk, "substitute": substitute.pk,
               "from": since.isoformat(), "until": until.isoformat()}  # fmt: skip
    record(by=actor, act="answers.substitute_named", subject=_about(department), details=details)
    return made


@transaction.atomic
def end(*, by: Agent, substitution: Substitution) -> Substitution:
    """The head is back sooner."""
    kept = (
        Substitution.objects.select_for_update(of=("self",))
        .select_related("department", "head")
        .get(pk=substitution.pk)
    )
    actor = _naming(by, kept.department, kept.head)
    if kept.ended or kept.during.upper <= clock.today():
        raise Refused(_("Die Vertretung ist schon zu Ende."))
    kept.ended = clock.now()
    kept.save(update_fields=["ended"])
    details = {"substitution": kept.pk, "head": kept.head_id, "substitute": kept.substitute_id}
    record(by=actor, act="answers.substitute_ended", subject=_about(kept.department), details=details)
    return kept


def _naming(by: Agent, department: Organisation, head: Account) -> Actor:
    if isinstance(by, Account) and by.pk == head.pk:
        return acting(by, rules.RELEASE, rules.scope_of(department))
    try:
        return acting(by, ADMINISTERS)
    except NotAllowed:
        raise NotAllowed(_("Eine Vertretung benennt die Leitung selbst oder die Administration.")) from None


def _about(department: Organisation) -> Subject:
    return Subject("department", str(department.pk), department.name)
