"""What every act on a request does: takes the locks in their order, writes its line, nudges who has to do something.

Only actions call what stands here, inside their transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.answers.models import Answer, Request
from sozialraum.planning.answers.rules import scope_of, substitutions
from sozialraum.planning.answers.states import RequestState
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all
from sozialraum.planning.needs import steps as of_need
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.queries import holders
from sozialraum.planning.people.rules import Refused

KIND = "request"  # of the subject of a nudge


def locked(request: Request) -> Request:
    """The request as it stands now, its need locked before it: two who act at once never wait for each other."""
    need = of_need.locked(Need(pk=request.need_id))
    kept = Request.objects.select_for_update(of=("self",)).select_related("lead").get(pk=request.pk)
    kept.need = need
    return kept


def locked_answer(answer: Answer) -> Answer:
    """The same of an answer; Refused where its draft was set aside since, because the request was passed on."""
    request = locked(answer.request)
    kept = Answer.objects.select_for_update(of=("self",)).filter(pk=answer.pk, request=request).first()
    if kept is None:
        raise Refused(
            _("Jemand war schneller: Der Auftrag ist weitergegeben. Der Entwurf ist aufbewahrt."), "quicker"
        )
    kept.request = request
    return kept


def require_open(request: Request) -> None:
    """Refuse what only makes sense as long as there is no answer."""
    if request.state == RequestState.ANSWERED:
        raise Refused(
            _(
                "Die Stellungnahme ist schon freigegeben. Sie ändert sich nicht mehr, auch ihre Beiträge nicht."
            ),
            "quicker",
        )


def require_waiting(request: Request) -> None:
    """Refuse what only the department on whose desk it lies can do."""
    require_open(request)
    if request.state != RequestState.WAITING:
        raise Refused(
            _("Der Auftrag liegt bei der Steuerungsgruppe. Warten Sie, bis sie ihn zuweist."), "quicker"
        )


def require_text(text: str, missing: str) -> str:
    """Words that are needed, without blanks around them."""
    if not text.strip():
        raise Refused(missing)
    return text.strip()


def note(
    *, by: Actor, act: str, request: Request, reason: str = "", details: Mapping[str, Any] | None = None
) -> Entry:
    """One line on the need of a request."""
    told = {"request": request.pk} | dict(details or {})
    return record(by=by, act=act, subject=of_need.about(request.need), reason=reason, details=told)


Written = Callable[[], tuple[str, str]]


def nudge(*, by: Actor, entry: Entry, request: Request, to: Iterable[Account], written: Written) -> None:
    """Owe them a letter, each in their language: it only says that something waits, what that is stands here."""
    subject, told = Subject(KIND, str(request.pk), request.need.number), []
    for one in {account.pk: account for account in to}.values():
        with override(one.language):
            title, body = written()
        told.append(Letter(subject, Addressee(account=one, language=one.language), title, body, KIND))
    owe_all(by=by, entry=entry, letters=told)


def people_of(department: Organisation, *roles: str) -> list[Account]:
    """Who is appointed for a department today; its officers and heads where no role is named.

    With the heads whoever stands in for one of them today: what waits for a head waits for them too.
    """
    found: list[Account] = []
    for role in roles or ("department_officer", "department_head"):
        found += holders(role, [scope_of(department)], clock.today())
        if role == "department_head":
            found += [one.substitute for one in substitutions(department=department)]
    return list({one.pk: one for one in found}.values())


def managers_of(need: Need) -> list[Account]:
    """Who carries knowledge from the need's place into the administration and back."""
    return list(holders("planning_area_manager", need.scopes, clock.today()))


def planners() -> list[Account]:
    """Who acts for the steering group."""
    return list(holders("social_planner", (), clock.today()))
