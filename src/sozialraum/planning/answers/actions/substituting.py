"""Who releases while a head is away: for days, ended sooner where the head is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Substitution
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all
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
    entry = record(by=actor, act="answers.substitute_named", subject=_about(department), details=details)
    _tell(actor, entry, made, _named)
    return made


@transaction.atomic
def end(*, by: Agent, substitution: Substitution) -> Substitution:
    """The head is back sooner."""
    kept = (
        Substitution.objects.select_for_update(of=("self",))
        .select_related("department", "head", "substitute")
        .get(pk=substitution.pk)
    )
    actor = _naming(by, kept.department, kept.head)
    if kept.ended or kept.during.upper <= clock.today():
        raise Refused(_("Die Vertretung ist schon zu Ende."))
    kept.ended = clock.now()
    kept.save(update_fields=["ended"])
    details = {"substitution": kept.pk, "head": kept.head_id, "substitute": kept.substitute_id}
    entry = record(by=actor, act="answers.substitute_ended", subject=_about(kept.department), details=details)
    _tell(actor, entry, kept, _ended)
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


def _tell(
    actor: Actor, entry: Entry, made: Substitution, written: Callable[[Substitution], tuple[str, str]]
) -> None:
    """Whoever stands in, and the head, where somebody else named them; each in their language."""
    letters = []
    for one in (made.substitute, made.head):
        if one.pk == actor.account_id:
            continue
        with override(one.language):
            title, body = written(made)
        letters.append(
            Letter(_about(made.department), Addressee(account=one, language=one.language), title, body)
        )
    owe_all(by=actor, entry=entry, letters=letters)


def _told(made: Substitution) -> dict[str, str]:
    return {
        "department": made.department.name, "head": made.head.name, "substitute": made.substitute.name,
        "since": date_format(made.during.lower, "DATE_FORMAT"),
        "until": date_format(made.during.upper - timedelta(days=1), "DATE_FORMAT"),
        "link": f"{settings.ADDRESS}{reverse('answers:inbox')}",
    }  # fmt: skip


def _named(made: Substitution) -> tuple[str, str]:
    told = _told(made)
    return (
        _("Vertretung für Freigaben: %(department)s") % told,
        _(
            "Vom %(since)s bis zum %(until)s vertritt %(substitute)s die Leitung %(head)s. In dieser Zeit gibt die "
            "Vertretung Stellungnahmen frei, bestätigt Vereinbarungen und bekommt die Nachrichten der Leitung.\n\n"
            "Der Eingang: %(link)s"
        )
        % told,
    )


def _ended(made: Substitution) -> tuple[str, str]:
    told = _told(made)
    return (
        _("Vertretung beendet: %(department)s") % told,
        _("Die Vertretung durch %(substitute)s ist beendet. %(head)s gibt wieder selbst frei.") % told,
    )
