"""A plain defect goes to the Open311 endpoint of a service, once; what became of it is asked for and told.

The row is written with the redirection. Before each call it is marked as under way, in a transaction of its own; what
the service answered is noted after it. Killed in between, nobody knows whether it arrived: the next pass looks for it
in the service's list, and where it isn't there asks the manager instead of sending it twice.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import open311, steps
from sozialraum.planning.needs.models import Need, Repair
from sozialraum.planning.needs.open311 import Endpoint, Report, Status, Taken
from sozialraum.planning.needs.queries import repairs as query
from sozialraum.planning.needs.states import MANAGER, State
from sozialraum.planning.people.rules import PROGRAM, Agent, Refused, acting
from sozialraum.warehouse.city import NotPublishedError

log = logging.getLogger(__name__)

name_acts(
    {
        "needs.repair_sent": gettext_lazy("Schaden an die Stelle übermittelt"),
        "needs.repair_stuck": gettext_lazy("Schaden nicht übermittelt"),
        "needs.repair_again": gettext_lazy("Schaden noch einmal übermittelt"),
        "needs.repair_by_hand": gettext_lazy("Schaden von Hand weitergegeben"),
        "needs.repaired": gettext_lazy("Stelle meldet: erledigt"),
    }
)
HOUSEKEEPER = "messages.send"
RETRIES = (5, 30, 120, 720)  # minutes until the next try; after the last one it is the manager's
BROKEN_OFF = timedelta(minutes=10)  # a call that is under way for longer was killed
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASKED_HOURLY, ASKED_AT_ALL = timedelta(days=30), timedelta(days=730)


def owe_repair(*, by: Actor, need: Need, service: str, code: str) -> Repair:
    """Owe a service a defect, in the transaction of the redirection."""
    named = query.service_named(service)
    if named is None:
        raise Refused(_("Diese Stelle nimmt nichts über Open311 an: Geben Sie es von Hand weiter."))
    # What the page has heard: with the need locked, nothing is asked over the network.
    known = {one.code: one.title for one in query.kinds_kept(named)}
    if known and code not in known:
        raise Refused(_("Diese Art von Schaden nimmt die Stelle nicht an: Wählen Sie eine andere."))
    need.repairs.filter(state__in=query.OPEN).update(state=query.DROPPED)  # of a redirection before
    return Repair.objects.create(
        need=need, service=service, endpoint=named.open311, code=code[:200], title=known.get(code, "")[:200]
    )


# -- sending -----------------------------------------------------------------------------------------------


def send_repairs(*, by: Agent = PROGRAM, most: int = 20) -> Mapping[str, int]:
    """Send what waits; how many went out, wait for another try, and are the manager's now.

    A service that is away is left alone for the rest of the pass: messages must not wait for it.
    """
    actor = acting(by, HOUSEKEEPER)
    done = {"sent": 0, "waiting": 0, "stuck": 0}
    away: set[str] = set()
    for _turn in range(most):
        claimed = _claim(away)
        if claimed is None:
            break
        repair, broken_off = claimed
        if repair.state == Repair.State.SENDING:
            done[_send_one(actor, repair, broken_off, away)] += 1
    return done


@transaction.atomic
def _claim(away: Collection[str]) -> tuple[Repair, bool] | None:
    """The next one, marked as under way before anything goes out; whether a call for it was broken off before."""
    now = timezone.now()
    wanted = Q(state=Repair.State.READY, next_try__lte=now) | Q(
        state=Repair.State.SENDING, begun__lt=now - BROKEN_OFF
    )
    rows = Repair.objects.select_for_update(skip_locked=True, of=("self",)).select_related("need")
    repair = rows.filter(wanted).exclude(endpoint__in=away).order_by("next_try", "pk").first()
    if repair is None:
        return None
    broken_off = repair.state == Repair.State.SENDING
    if repair.need.state != State.REDIRECTED and not broken_off:
        repair.state = Repair.State.DROPPED  # it is deliberated after all
    else:
        repair.state, repair.begun = Repair.State.SENDING, now
        repair.tried += not broken_off
    repair.save(update_fields=["state", "begun", "tried"])
    return repair, broken_off


def _send_one(actor: Actor, repair: Repair, broken_off: bool, away: set[str]) -> str:
    """One call outside of any transaction, and what came of it."""
    try:
        endpoint, report = query.endpoint_at(repair.endpoint), query.outgoing(repair)
        taken = _sent(endpoint, report, repair, broken_off)
        return _note_sent(actor, repair, taken)
    except (open311.Away, open311.Busy) as failure:
        away.add(repair.endpoint)
        return _later(actor, repair, str(failure))
    except open311.NotTaken as failure:
        return _stuck(actor, repair, Repair.State.FAILED, str(failure))
    except open311.Unclear as failure:
        away.add(repair.endpoint)
        return _stuck(actor, repair, Repair.State.UNCLEAR, str(failure))
    except (query.NoPlace, NotPublishedError):
        why = _("Zu diesem Sozialraum ist kein Punkt mehr bekannt.")
        return _stuck(actor, repair, Repair.State.FAILED, why)
    except Exception as failure:  # whatever it was, the next one must not wait for it
        log.exception("Repair %s broke off", repair.pk)
        return _stuck(actor, repair, Repair.State.UNCLEAR, type(failure).__name__)


def _sent(endpoint: Endpoint, report: Report, repair: Repair, broken_off: bool) -> Taken:
    """Send it, unless it has arrived already; raises open311.Failed."""
    if broken_off:
        return _found(endpoint, report, repair) or _unclear(_("Die Übermittlung brach mittendrin ab."))
    if repair.tried > 1 and (found := _found(endpoint, report, repair)):
        return found
    try:
        return open311.send(endpoint, report)
    except open311.Unclear as failure:
        return _found(endpoint, report, repair) or _unclear(str(failure))


def _found(endpoint: Endpoint, report: Report, repair: Repair) -> Taken | None:
    """Look for it in the service's list; None where it isn't there or there is no list, which proves nothing."""
    try:
        number = open311.find(endpoint, report, query.mark_of(repair), repair.made - HOUR)
    except open311.Failed:
        return None
    return Taken(number) if number else None


def _unclear(why: str) -> Taken:
    raise open311.Unclear(why)


@transaction.atomic
def _note_sent(actor: Actor, repair: Repair, taken: Taken) -> str:
    kept = Repair.objects.select_for_update().get(pk=repair.pk)
    kept.state, kept.sent, kept.failure, kept.begun = Repair.State.SENT, timezone.now(), "", None
    kept.request, kept.token, kept.notice = taken.request, taken.token, taken.notice
    kept.next_ask = kept.sent + HOUR
    kept.save()
    details = {"service": kept.service, "reference": taken.request or taken.token}
    record(by=actor, act="needs.repair_sent", subject=steps.about(repair.need), details=details)
    return "sent"


@transaction.atomic
def _later(actor: Actor, repair: Repair, why: str) -> str:
    kept = Repair.objects.select_for_update().get(pk=repair.pk)
    if kept.tried > len(RETRIES):
        return _stuck(actor, repair, Repair.State.FAILED, why)
    kept.state, kept.begun, kept.failure = Repair.State.READY, None, why[:500]
    kept.next_try = timezone.now() + timedelta(minutes=RETRIES[kept.tried - 1])
    kept.save(update_fields=["state", "begun", "failure", "next_try"])
    return "waiting"


@transaction.atomic
def _stuck(actor: Actor, repair: Repair, state: Repair.State, why: str) -> str:
    """It is the manager's now; what a service answers may quote the text, so it stays out of the journal.

    Where the need is deliberated after all, nobody has to do anything about it any more.
    """
    if not Need.objects.filter(pk=repair.need_id, state=State.REDIRECTED).exists():
        state = Repair.State.DROPPED
    Repair.objects.filter(pk=repair.pk).update(state=state, begun=None, failure=why[:500])
    details = {"service": repair.service, "state": str(state)}
    record(by=actor, act="needs.repair_stuck", subject=steps.about(repair.need), details=details)
    return "stuck"


# -- what became of it -------------------------------------------------------------------------------------


def ask_repairs(*, by: Agent = PROGRAM, most: int = 20) -> int:
    """Ask services what became of what they took; how many are closed now. Each is asked at most once an hour."""
    actor = acting(by, HOUSEKEEPER)
    closed, away = 0, set[str]()
    for _turn in range(most):
        repair = _claim_to_ask(away)
        if repair is None:
            break
        try:
            endpoint = query.endpoint_at(repair.endpoint)
            if not repair.request:
                repair.request = open311.number_of(endpoint, repair.token)
                Repair.objects.filter(pk=repair.pk).update(request=repair.request)
            found = open311.status(endpoint, repair.request) if repair.request else None
            if found and found.is_closed:
                closed += _close(actor, repair, found)
        except open311.Failed as failure:
            log.info("%s did not say how %s stands: %s", repair.service, repair.request, failure)
            away.add(repair.endpoint)
        except Exception:  # it is asked again in its time; the next one must not wait for it
            log.exception("What became of repair %s was not noted", repair.pk)
    return closed


@transaction.atomic
def _claim_to_ask(away: Collection[str]) -> Repair | None:
    now = timezone.now()
    rows = Repair.objects.select_for_update(skip_locked=True).filter(
        state=Repair.State.SENT, next_ask__lte=now, sent__gt=now - ASKED_AT_ALL
    )
    repair = rows.exclude(endpoint__in=away).order_by("next_ask", "pk").first()
    if repair is not None:
        repair.next_ask = now + (HOUR if repair.sent and repair.sent > now - ASKED_HOURLY else DAY)
        repair.save(update_fields=["next_ask"])
    return repair


@transaction.atomic
def _close(actor: Actor, repair: Repair, found: Status) -> bool:
    need = steps.locked(repair.need)
    kept = Repair.objects.select_for_update().filter(pk=repair.pk, state=Repair.State.SENT).first()
    if kept is None:
        return False
    kept.state, kept.closed, kept.said = Repair.State.CLOSED, timezone.now(), found.said
    kept.save(update_fields=["state", "closed", "said"])
    details = {"service": kept.service, "reference": kept.request}
    entry = record(by=actor, act="needs.repaired", subject=steps.about(need), details=details)
    steps.tell_contributors(actor=actor, need=need, entry=entry, letter="repaired", repair=kept)
    return True


def refresh_kinds(*, by: Agent = PROGRAM) -> None:
    """Ask every service once an hour for the kinds of defects that it takes, so that no page waits for it."""
    acting(by, HOUSEKEEPER)
    for service in settings.CITY.needs.services:
        if service.open311 and cache.add(f"{query.place_of_kinds(service)}/asked", 1, 3600):
            query.kinds_of(service, open311.PATIENCE, fresh=True)


# -- what the manager does where it did not get through ----------------------------------------------------


@transaction.atomic
def send_again(*, by: Agent, repair: Repair) -> None:
    """Send it once more; where it has arrived after all, that is found first."""
    kept, actor = _own(by, repair)
    if kept.need.state != State.REDIRECTED:
        raise Refused(_("Dieser Bedarf ist nicht mehr weitergeleitet."))
    kept.state, kept.tried, kept.next_try, kept.failure = Repair.State.READY, 1, timezone.now(), ""
    kept.save(update_fields=["state", "tried", "next_try", "failure"])
    record(
        by=actor, act="needs.repair_again", subject=steps.about(kept.need), details={"service": kept.service}
    )


@transaction.atomic
def pass_by_hand(*, by: Agent, repair: Repair, reference: str = "") -> None:
    """The manager told the service in another way: nothing is sent any more."""
    kept, actor = _own(by, repair)
    kept.state, kept.request, kept.sent = Repair.State.BY_HAND, reference.strip()[:200], timezone.now()
    kept.save(update_fields=["state", "request", "sent"])
    details = {"service": kept.service} | ({"reference": kept.request} if kept.request else {})
    record(by=actor, act="needs.repair_by_hand", subject=steps.about(kept.need), details=details)


def _own(by: Agent, repair: Repair) -> tuple[Repair, Actor]:
    kept = Repair.objects.select_for_update(of=("self",)).select_related("need").get(pk=repair.pk)
    actor = acting(by, MANAGER, *kept.need.scopes)
    if kept.state not in query.STUCK:
        raise Refused(_("Hier ist nichts mehr zu tun. Laden Sie die Seite neu: Jemand war schneller."))
    return kept, actor
