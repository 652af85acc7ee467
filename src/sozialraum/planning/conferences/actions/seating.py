"""Bodies are set up and get their rules; seats are made, held, handed on and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.messages.actions import erase_contact, keep_contact
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.people.models import WHOLE_CITY, Account, Organisation, Scope
from sozialraum.planning.people.roles import ScopeKind
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.body_set_up": gettext_lazy("Gremium eingerichtet"),
        "conferences.rules_changed": gettext_lazy("Regeln eines Gremiums geändert"),
        "conferences.body_ended": gettext_lazy("Gremium aufgelöst"),
        "conferences.seat_made": gettext_lazy("Sitz eingerichtet"),
        "conferences.seat_ended": gettext_lazy("Sitz aufgehoben"),
        "conferences.seated": gettext_lazy("auf einen Sitz berufen"),
        "conferences.holding_ended": gettext_lazy("Sitz abgegeben"),
    }
)

RULES = (
    "purpose", "quorum_percent", "quorum_per_bank", "majority", "banks_equal", "secret", "is_public",
    "invitation_days", "silence_days", "gains_after", "rests_after",
)  # fmt: skip
KEPT_DAYS_AFTER = 730  # contact data of who held a seat, after the term


@transaction.atomic
def set_up_body(
    *, by: Agent, kind: str, name: str, scope: Scope = WHOLE_CITY, planning_area: str = "", edition: str = "",
    since: date | None = None, until: date | None = None, **settings: Any,
) -> Body:  # fmt: skip
    """Set a body up; raises Refused where one of that name is there. `settings`: see RULES."""
    area = scope.key if scope.kind == ScopeKind.PLANNING_AREA else planning_area
    since = since or clock.today()
    if until is not None and until <= since:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    body = Body(
        kind=kind, name=name.strip(), scope_kind=scope.kind, scope_key=scope.key, planning_area=area, edition=edition,
        during=DateRange(since, until), **settings,
    )  # fmt: skip
    actor = rules.running(by, body)
    if Body.objects.filter(name=body.name).exists():
        raise Refused(_("Ein Gremium dieses Namens gibt es schon."))
    body.save(force_insert=True)
    details = {"kind": kind, "scope": [scope.kind, scope.key], **_rules_of(body)}
    steps.note(by=actor, act="conferences.body_set_up", what=body, details=details)
    return body


@transaction.atomic
def change_rules(*, by: Agent, body: Body, reason: str = "", **values: Any) -> Body:
    """Other rules from now on; what was resolved by the old ones stands."""
    kept = Body.objects.select_for_update().get(pk=body.pk)
    actor = rules.running(by, kept)
    before = _rules_of(kept)
    for field, value in values.items():
        if field not in RULES:
            raise ValueError(f"{field} is no rule of a body")
        setattr(kept, field, value)
    after = _rules_of(kept)
    if before == after:
        return kept
    kept.save(update_fields=list(RULES))
    changed = {key: [before[key], after[key]] for key in RULES if before[key] != after[key]}
    steps.note(by=actor, act="conferences.rules_changed", what=kept, reason=reason, details=changed)
    return kept


@transaction.atomic
def end_body(*, by: Agent, body: Body, on: date, reason: str) -> None:
    """From that day on there is no such body; what it did stays."""
    kept = Body.objects.select_for_update().get(pk=body.pk)
    actor = rules.running(by, kept)
    reason = rules.require_reason(reason)
    if on <= kept.during.lower or (kept.during.upper and kept.during.upper <= on):
        raise Refused(_("Bitte nennen Sie einen Tag, an dem es das Gremium noch gibt."))
    kept.during = DateRange(kept.during.lower, on)
    kept.save(update_fields=["during"])
    details = {"ended_on": on.isoformat()}
    steps.note(by=actor, act="conferences.body_ended", what=kept, reason=reason, details=details)


@transaction.atomic
def make_seat(
    *, by: Agent, body: Body, bank: str, on_behalf_of: str, organisation: Organisation | None = None,
    voting: bool = True, since: date | None = None, until: date | None = None,
) -> Seat:  # fmt: skip
    """A chair at the table, for a time."""
    actor = rules.running(by, body)
    if not on_behalf_of.strip():
        raise Refused(_("Bitte sagen Sie, für wen jemand hier sitzt."))
    during = DateRange(since or clock.today(), until)
    seat = Seat.objects.create(
        body=body, bank=bank, on_behalf_of=on_behalf_of.strip(), organisation=organisation, voting=voting,
        during=during,
    )  # fmt: skip
    details = {"seat": seat.pk, "bank": bank, "voting": voting, **_days(during)}
    steps.note(by=actor, act="conferences.seat_made", what=body, details=details)
    return seat


@transaction.atomic
def end_seat(*, by: Agent, seat: Seat, on: date, reason: str) -> None:
    """From that day on the chair is gone, and whoever held it with it."""
    kept = Seat.objects.select_for_update().select_related("body").get(pk=seat.pk)
    actor = rules.running(by, kept.body)
    reason = rules.require_reason(reason)
    for holding in kept.holdings.filter(during__contains=on):
        _end(actor, holding, on, reason)
    kept.during = DateRange(kept.during.lower, max(on, kept.during.lower))
    if kept.during.lower >= on:
        raise Refused(_("Der Sitz hat an diesem Tag noch nicht begonnen."))
    kept.save(update_fields=["during"])
    details = {"seat": kept.pk, "ended_on": on.isoformat()}
    steps.note(by=actor, act="conferences.seat_ended", what=kept.body, reason=reason, details=details)


@transaction.atomic
def seat_somebody(
    *, by: Agent, seat: Seat, name: str, part: str = Holding.Part.MEMBER, account: Account | None = None,
    email: str = "", name_is_public: bool = True, since: date | None = None, until: date | None = None,
    appointed_by: str = "",
) -> Holding:  # fmt: skip
    """Give a seat to somebody for a term; who held it until then ends on that day."""
    actor = rules.running(by, seat.body)
    since = since or clock.today()
    if not name.strip():
        raise Refused(_("Bitte nennen Sie einen Namen."))
    if until is not None and until <= since:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    for earlier in seat.holdings.filter(part=part, during__contains=since):
        _end(actor, earlier, since, _("Nachfolge"))
    contact = _contact(actor, email, name, until) if email.strip() and account is None else None
    during = DateRange(since, until)
    try:
        with transaction.atomic():
            holding = Holding.objects.create(
                seat=seat, part=part, name=name.strip(), name_is_public=name_is_public, account=account,
                contact=contact, during=during, appointed_by=appointed_by.strip(),
            )  # fmt: skip
    except IntegrityError as error:
        if "holding_one_at_a_time" not in str(error):
            raise
        raise Refused(_("In dieser Zeit hat den Sitz schon jemand.")) from error
    details = {"seat": seat.pk, "holding": holding.pk, "part": str(part), "bank": seat.bank, **_days(during)}
    steps.note(by=actor, act="conferences.seated", what=seat.body, details=details)
    return holding


@transaction.atomic
def end_holding(*, by: Agent, holding: Holding, on: date, reason: str) -> None:
    """Somebody gives a seat back before the end of the term."""
    kept = Holding.objects.select_for_update(of=("self",)).select_related("seat__body").get(pk=holding.pk)
    actor = rules.running(by, kept.seat.body)
    _end(actor, kept, on, rules.require_reason(reason))


def _end(actor: Actor, holding: Holding, on: date, reason: str) -> None:
    if holding.during.upper is not None and holding.during.upper <= on:
        raise Refused(_("Diese Amtszeit endet schon früher."))
    if holding.during.lower >= on:
        raise Refused(_("Die Amtszeit hat an diesem Tag noch nicht begonnen."))
    holding.during = DateRange(holding.during.lower, on)
    holding.save(update_fields=["during"])
    if holding.contact is not None:
        erase_contact(by=actor, contact=holding.contact, reason=reason)
    details = {"seat": holding.seat_id, "holding": holding.pk, "ended_on": on.isoformat()}
    steps.note(
        by=actor, act="conferences.holding_ended", what=holding.seat.body, reason=reason, details=details
    )


def _contact(actor: Actor, email: str, name: str, until: date | None) -> Contact:
    return keep_contact(
        by=actor, purpose=Contact.Purpose.SEAT, email=email, name=name, until=until
    )  # fmt: skip


def _rules_of(body: Body) -> dict[str, Any]:
    return {field: getattr(body, field) for field in RULES}


def _days(during: DateRange) -> dict[str, str | None]:
    return {"from": during.lower.isoformat(), "until": during.upper.isoformat() if during.upper else None}
