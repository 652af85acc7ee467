"""Bodies are set up and get their rules; seats are made, held, handed on and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.models import Body, Holding, Seat
from sozialraum.planning.conferences.states import UPCOMING
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts
from sozialraum.planning.messages.actions import erase_contact, keep_contact, keep_contact_until
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.people.models import WHOLE_CITY, Account, Organisation, Scope
from sozialraum.planning.people.roles import Bank, ScopeKind
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "conferences.body_set_up": gettext_lazy("Gremium eingerichtet"),
        "conferences.rules_changed": gettext_lazy("Regeln eines Gremiums geändert"),
        "conferences.body_ended": gettext_lazy("Gremium aufgelöst"),
        "conferences.seat_made": gettext_lazy("Sitz eingerichtet"),
        "conferences.seat_corrected": gettext_lazy("Angaben zu einem Sitz berichtigt"),
        "conferences.seat_ended": gettext_lazy("Sitz aufgehoben"),
        "conferences.seated": gettext_lazy("Auf einen Sitz berufen"),
        "conferences.holding_corrected": gettext_lazy("Angaben zu einer Berufung berichtigt"),
        "conferences.holding_taken_back": gettext_lazy("Berufung zurückgenommen"),
        "conferences.holding_ended": gettext_lazy("Sitz abgegeben"),
    }
)

RULES = (
    "purpose", "quorum_percent", "quorum_per_bank", "majority", "banks_equal", "secret", "is_public",
    "invitation_days", "silence_days", "gains_after", "rests_after",
)  # fmt: skip
# What a seat is called until somebody says whose it is.
WHOSE = {
    Bank.POLITICS: gettext_lazy("Fraktion oder Ortsbeirat, Sitz %(n)d"),
    Bank.ADMINISTRATION: gettext_lazy("Fachamt, Sitz %(n)d"),
    Bank.PROVIDERS: gettext_lazy("Träger vor Ort, Sitz %(n)d"),
    Bank.RESIDENTS: gettext_lazy("Bewohnerschaft, Sitz %(n)d"),
}
ONE_A_PLACE = (Body.Kind.SOCIAL_SPACE_CONFERENCE, Body.Kind.PLANNING_AREA_CONFERENCE)


@transaction.atomic
def set_up_body(
    *, by: Agent, kind: str, name: str, scope: Scope = WHOLE_CITY, planning_area: str = "", edition: str = "",
    since: date | None = None, until: date | None = None, seats_per_bank: int = 0, **settings: Any,
) -> Body:  # fmt: skip
    """Set a body up, with so many empty seats a bank; raises Refused where one of that name is there.

    A place has one conference of a kind at a time. `settings`: see RULES.
    """
    area = scope.key if scope.kind == ScopeKind.PLANNING_AREA else planning_area
    since = since or clock.today()
    if until is not None and until <= since:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    body = Body(
        kind=kind, name=name.strip(), scope_kind=scope.kind, scope_key=scope.key, planning_area=area, edition=edition,
        during=DateRange(since, until), **settings,
    )  # fmt: skip
    actor = rules.running(by, body)
    if not body.name:
        raise Refused(_("Bitte geben Sie dem Gremium einen Namen."))
    if Body.objects.filter(name=body.name).exists():
        raise Refused(_("Ein Gremium dieses Namens gibt es schon."))
    there = Body.objects.filter(kind=kind, scope_kind=scope.kind, scope_key=scope.key)
    found = there.filter(during__overlap=body.during).first() if kind in ONE_A_PLACE else None
    if found is not None:
        raise Refused(_("Für diesen Ort gibt es in dieser Zeit schon: %(name)s.") % {"name": found.name})
    body.save(force_insert=True)
    details = {"kind": kind, "scope": [scope.kind, scope.key], **_rules_of(body)}
    steps.note(by=actor, act="conferences.body_set_up", what=body, details=details)
    for bank in Bank:
        for number in range(1, seats_per_bank + 1):
            with override("de"):  # it is kept, and read by everybody
                whose = str(WHOSE[bank]) % {"n": number}
            _seat(actor, body, whose, bank=bank.value, since=since)
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
    if kept.sessions.filter(state__in=UPCOMING, begins__date__gte=on).exists():
        raise Refused(_("Für später ist noch eine Sitzung geplant. Sagen Sie diese erst ab."))
    for seat in kept.seats.filter(during__contains=on):
        _end_seat(actor, seat, on, reason)
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
    return _seat(
        actor,
        body,
        on_behalf_of,
        bank=bank,
        organisation=organisation,
        voting=voting,
        since=since,
        until=until,
    )


def _seat(
    actor: Actor, body: Body, on_behalf_of: str, *, bank: str, since: date | None, until: date | None = None,
    organisation: Organisation | None = None, voting: bool = True,
) -> Seat:  # fmt: skip
    if not on_behalf_of.strip():
        raise Refused(_("Bitte sagen Sie, für wen jemand hier sitzt."))
    since = since or clock.today()
    if since not in body.during:
        raise Refused(_("An diesem Tag gibt es das Gremium nicht."))
    during = _within(body.during, since, until)
    seat = Seat.objects.create(
        body=body, bank=bank, on_behalf_of=on_behalf_of.strip(), organisation=organisation, voting=voting,
        during=during,
    )  # fmt: skip
    details = {"seat": seat.pk, "bank": bank, "voting": voting, **_days(during)}
    steps.note(by=actor, act="conferences.seat_made", what=body, details=details)
    return seat


@transaction.atomic
def correct_seat(*, by: Agent, seat: Seat, reason: str = "", **values: Any) -> Seat:
    """Say better whose a seat is, or whether it votes. `values`: on_behalf_of, organisation, voting."""
    kept = Seat.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    actor = rules.running(by, kept.body)
    if not str(values.get("on_behalf_of", kept.on_behalf_of)).strip():
        raise Refused(_("Bitte sagen Sie, für wen jemand hier sitzt."))
    changed = _set(kept, values, ("on_behalf_of", "organisation", "voting"))
    if "voting" in changed:
        rules.require_reason(reason)
    if changed:
        kept.save(update_fields=changed)
        details = {"seat": kept.pk, "changed": changed, "voting": kept.voting}
        steps.note(
            by=actor, act="conferences.seat_corrected", what=kept.body, reason=reason.strip(), details=details
        )
    return kept


@transaction.atomic
def end_seat(*, by: Agent, seat: Seat, on: date, reason: str) -> None:
    """From that day on the chair is gone, and whoever held it with it."""
    kept = Seat.objects.select_for_update().select_related("body").get(pk=seat.pk)
    actor = rules.running(by, kept.body)
    _end_seat(actor, kept, on, rules.require_reason(reason))


def _end_seat(actor: Actor, seat: Seat, on: date, reason: str) -> None:
    if seat.during.lower >= on:
        raise Refused(_("Der Sitz hat an diesem Tag noch nicht begonnen."))
    if seat.during.upper is not None and seat.during.upper <= on:
        raise Refused(_("Diesen Sitz gibt es an diesem Tag schon nicht mehr."))
    if seat.holdings.filter(during__startswith__gte=on).exists():
        said = _("Auf den Sitz „%(seat)s“ ist für später schon jemand berufen. Nehmen Sie das erst zurück.")
        raise Refused(said % {"seat": seat.on_behalf_of})
    for holding in seat.holdings.filter(during__contains=on):
        _end(actor, holding, on, reason)
    seat.during = DateRange(seat.during.lower, on)
    seat.save(update_fields=["during"])
    details = {"seat": seat.pk, "ended_on": on.isoformat()}
    steps.note(by=actor, act="conferences.seat_ended", what=seat.body, reason=reason, details=details)


@transaction.atomic
def seat_somebody(
    *, by: Agent, seat: Seat, name: str, part: str = Holding.Part.MEMBER, account: Account | None = None,
    email: str = "", name_is_public: bool = False, since: date | None = None, until: date | None = None,
    appointed_by: str = "",
) -> Holding:  # fmt: skip
    """Give a seat to somebody for a term; who held it until then ends on that day."""
    actor = rules.running(by, seat.body)
    since = since or clock.today()
    if not name.strip():
        raise Refused(_("Bitte nennen Sie einen Namen."))
    if until is not None and until <= since:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    if since not in seat.during:
        raise Refused(_("An diesem Tag gibt es den Sitz nicht."))
    during = _within(seat.during, since, until)
    _require_one_seat(account, seat, part, during)
    for earlier in seat.holdings.filter(part=part, during__contains=since):
        _end(actor, earlier, since, _("Nachfolge"))
    contact = None
    if email.strip() and account is None:
        contact = keep_contact(
            by=actor, purpose=Contact.Purpose.SEAT, email=email, name=name, until=during.upper
        )
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


@transaction.atomic
def correct_holding(*, by: Agent, holding: Holding, **values: Any) -> Holding:
    """Spell a name right, say by whom somebody was appointed, whether the name may be public.

    `values`: name, name_is_public, appointed_by. The journal keeps what was corrected, not how it read.
    """
    kept = Holding.objects.select_for_update(of=("self",)).select_related("seat__body").get(pk=holding.pk)
    actor = rules.running(by, kept.seat.body)
    if not str(values.get("name", kept.name)).strip():
        raise Refused(_("Bitte nennen Sie einen Namen."))
    changed = _set(kept, values, ("name", "name_is_public", "appointed_by"))
    if changed:
        kept.save(update_fields=changed)
        details = {"seat": kept.seat_id, "holding": kept.pk, "changed": changed}
        steps.note(by=actor, act="conferences.holding_corrected", what=kept.seat.body, details=details)
    return kept


@transaction.atomic
def take_back(*, by: Agent, holding: Holding, reason: str) -> None:
    """An appointment that was a mistake, or that does not begin after all: as if it had never been.

    Whoever held the seat before does not get it back by this. Raises Refused once somebody was invited by it.
    """
    kept = Holding.objects.select_for_update(of=("self",)).select_related("seat__body", "contact").get(
        pk=holding.pk
    )  # fmt: skip
    actor = rules.running(by, kept.seat.body)
    reason = rules.require_reason(reason)
    details = {"seat": kept.seat_id, "holding": kept.pk, "part": kept.part, **_days(kept.during)}
    try:
        kept.delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "Die Person wurde schon eingeladen oder war schon da. Lassen Sie die Amtszeit stattdessen enden."
            )
        ) from error
    if kept.contact is not None:
        erase_contact(by=actor, contact=kept.contact, reason=reason)
    steps.note(
        by=actor, act="conferences.holding_taken_back", what=kept.seat.body, reason=reason, details=details
    )


def _end(actor: Actor, holding: Holding, on: date, reason: str) -> None:
    if holding.during.upper is not None and holding.during.upper <= on:
        raise Refused(_("Diese Amtszeit endet schon früher."))
    if holding.during.lower >= on:
        raise Refused(_("Die Amtszeit hat an diesem Tag noch nicht begonnen."))
    holding.during = DateRange(holding.during.lower, on)
    holding.save(update_fields=["during"])
    if holding.contact is not None and on <= clock.today():
        erase_contact(by=actor, contact=holding.contact, reason=reason)
    elif holding.contact is not None:  # invitations still reach them until then
        keep_contact_until(by=actor, contact=holding.contact, until=on)
    details = {"seat": holding.seat_id, "holding": holding.pk, "ended_on": on.isoformat()}
    steps.note(
        by=actor, act="conferences.holding_ended", what=holding.seat.body, reason=reason, details=details
    )


def _require_one_seat(account: Account | None, seat: Seat, part: str, during: DateRange) -> None:
    """Nobody votes twice: one account is a member on one chair of a body at a time."""
    if account is None or part != Holding.Part.MEMBER:
        return
    held = Holding.objects.filter(account=account, part=part, seat__body=seat.body, during__overlap=during)
    other = held.exclude(seat=seat).select_related("seat").first()
    if other is not None:
        said = _("Diese Person hat in dieser Zeit schon einen Sitz in diesem Gremium: %(seat)s.")
        raise Refused(said % {"seat": other.seat.on_behalf_of})


def _within(whole: DateRange, since: date, until: date | None) -> DateRange:
    """A time that does not outlast what it belongs to."""
    ends = [day for day in (until, whole.upper) if day is not None]
    return DateRange(since, min(ends) if ends else None)


def _set(row: Any, values: dict[str, Any], known: tuple[str, ...]) -> list[str]:
    """Put new values into a row that isn't saved yet; names of the fields that changed."""
    changed = []
    for field, value in values.items():
        if field not in known:
            raise ValueError(f"{field} can't be corrected")
        given = value.strip() if isinstance(value, str) else value
        if getattr(row, field) != given:
            setattr(row, field, given)
            changed.append(field)
    return changed


def _rules_of(body: Body) -> dict[str, Any]:
    return {field: getattr(body, field) for field in RULES}


def _days(during: DateRange) -> dict[str, str | None]:
    return {"from": during.lower.isoformat(), "until": during.upper.isoformat() if during.upper else None}
