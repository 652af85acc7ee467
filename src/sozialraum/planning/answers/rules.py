"""Who acts for a department, for the conference, for the steering group; in whose place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sozialraum.planning.answers.models import Answer, Request, Substitution
from sozialraum.planning.answers.states import POSSIBLE, AnswerKind
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import WHOLE_CITY, Account, Organisation, Scope
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused, acting, may

MOST = Decimal("1e12")  # euros
DRAFT, RELEASE = states.OFFICER, states.HEAD


def scope_of(department: Organisation) -> Scope:
    """A department as the scope of an appointment."""
    return Scope(ScopeKind.DEPARTMENT.value, str(department.pk))


def drafting(by: Agent, department: Organisation) -> Actor:
    """Who works on it in the department; raises NotAllowed."""
    return acting(by, DRAFT, scope_of(department))


def releasing(by: Agent, department: Organisation) -> Actor:
    """Who releases for the department: its head, or who stands in for a head that is away; raises NotAllowed."""
    try:
        return acting(by, RELEASE, scope_of(department))
    except NotAllowed:
        if isinstance(by, Account) and stands_in(by, department):
            return Actor(by.pk, by.name, "department_head")
        raise


def of_department(by: Agent, department: Organisation) -> Actor:
    """Whoever speaks for the department, officer or head; raises NotAllowed."""
    try:
        return drafting(by, department)
    except NotAllowed:
        return releasing(by, department)


def substitutions(**of: Any) -> list[Substitution]:
    """Those of today, of heads that still are heads by who still works in a department; of: substitute, department.

    Two or three statements more for each.
    """
    found = Substitution.objects.filter(
        during__contains=clock.today(), ended__isnull=True, substitute__is_active=True, **of
    ).select_related("department", "head", "substitute")
    return [
        one
        for one in found
        if may(one.head, RELEASE, scope_of(one.department)) and works_in_one(one.substitute)
    ]


def works_in_one(account: Account) -> bool:
    """Whether somebody works in a department today, whichever: they know what a release means."""
    return may(account, DRAFT) or may(account, RELEASE)


def stands_in(account: Account, department: Organisation) -> bool:
    """Whether somebody stands in today for a head of the department who still is one."""
    return bool(substitutions(substitute=account, department=department))


def may_speak(by: Any, department: Organisation) -> bool:
    """The same question as `of_department`, answered."""
    return may(by, DRAFT, scope_of(department)) or may_release(by, department)


def may_release(by: Any, department: Organisation) -> bool:
    """The same question as `releasing`, answered."""
    if may(by, RELEASE, scope_of(department)):
        return True
    return isinstance(by, Account) and stands_in(by, department)


def for_the_conference(by: Agent, need: Need) -> Actor:
    """Who speaks for the conference of the need's place and moderates; raises NotAllowed."""
    return acting(by, states.CONFERENCE, *need.scopes)


def handing_over(by: Agent, need: Need) -> Actor:
    """Who hands it over and asks after it: the manager; raises NotAllowed."""
    return acting(by, states.MANAGER, *need.scopes)


def steering(by: Agent) -> Actor:
    """Who acts for the steering group: whoever runs bodies of the whole city; raises NotAllowed."""
    return acting(by, states.CONFERENCE, WHOLE_CITY)


def require_other_eyes(by: Agent, answer: Answer) -> None:
    """Refuse the release of one's own draft."""
    if isinstance(by, Account) and by.pk == answer.drafted_by_id:
        raise NotAllowed(
            _("Sie haben die Stellungnahme selbst entworfen. Freigeben muss sie jemand anderes.")
        )


def require_cost(cost: Decimal) -> None:
    """Refuse what is no sum of money: below nothing, finer than a cent, or more than any city has."""
    is_sum = isinstance(cost, Decimal) and cost.is_finite() and 0 <= cost < MOST
    if not is_sum or cost != cost.quantize(Decimal("0.01")):
        raise Refused(_("Bitte geben Sie die Kosten in Euro und Cent an, nicht unter null."))


def require_to_come(day: date | None) -> None:
    """Refuse to promise something for a day that is over."""
    if day is not None and day < clock.today():
        raise Refused(_("Der Tag, bis zu dem etwas geschieht, liegt in der Vergangenheit."))


def require_whole(answer: Answer) -> None:
    """Refuse an answer that leaves open what its kind has to say."""
    if not answer.text.strip():
        raise Refused(_("Es fehlt die Antwort in einfachen Worten."))
    if not answer.reason.strip():
        raise Refused(_("Es fehlt die Begründung."))
    if answer.kind in POSSIBLE and answer.cost is None:
        raise Refused(_("Bitte nennen Sie die Kosten; kostet es nichts, schreiben Sie 0."))
    require_to_come(answer.by_when)
    if answer.kind in POSSIBLE and answer.by_when is None:
        raise Refused(_("Bitte nennen Sie, bis wann das Amt es tun kann."))
    if answer.kind == AnswerKind.NOT_LEGAL and not answer.legal_basis.strip():
        raise Refused(_("Bitte nennen Sie die Rechtsgrundlage, aus der folgt, dass es nicht geht."))


def is_over(request: Request) -> bool:
    """Whether its day has passed."""
    return request.due < clock.today()


def silent_parts(request: Request) -> list[str]:
    """Names of the co-departments that said nothing; who leads by now says what it has to say itself."""
    found = request.parts.filter(given__isnull=True).exclude(department=request.lead_id)
    return list(found.order_by("department__name").values_list("department__name", flat=True))


def keeping(by: Agent, department: Organisation) -> Actor:
    """Who keeps the plans of a department: whoever speaks for it, or social planning; raises NotAllowed."""
    try:
        return of_department(by, department)
    except NotAllowed:
        return steering(by)
