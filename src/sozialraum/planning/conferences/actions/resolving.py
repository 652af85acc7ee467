"""The chair states what was resolved, takes it back, and closes the session: only then it takes effect.

What was resolved on a need takes the same step as on the web, with the same messages to those who spoke.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.actions import minuting
from sozialraum.planning.conferences.models import (
    AgendaItem,
    Ballot,
    Minutes,
    Presence,
    Resolution,
    Session,
)
from sozialraum.planning.conferences.queries.leaving import left_open
from sozialraum.planning.conferences.queries.quorum import is_quorate, quorum
from sozialraum.planning.conferences.queries.results import fits, without_ballot
from sozialraum.planning.conferences.states import (
    STEPS,
    BallotState,
    ItemState,
    Outcome,
    SessionState,
)
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.needs.actions import bundling, way
from sozialraum.planning.needs.models import Need, Objection
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused

OBJECTION = "objection:"  # an item that came from one names it in its source
# What those concerned are told where the state alone would not say it.
LETTERS: Mapping[str, str] = {Outcome.SENT_BACK: "sent_back", Outcome.REOPENED: "reopened"}

# What follows where a stage that comes later knows more of an item than the conferences do: kind of item → act.
Consequence = Callable[..., None]
_consequences: dict[str, Consequence] = {}
# What it must be told for that: asked when the chair states the result, so that nothing is missing at the end.
Requirement = Callable[..., None]
_requirements: dict[str, Requirement] = {}

name_acts(
    {
        "conferences.resolved": gettext_lazy("Ergebnis festgestellt"),
        "conferences.taken_back": gettext_lazy("Ergebnis zurückgenommen"),
        "conferences.item_done": gettext_lazy("Tagesordnungspunkt abgeschlossen"),
        "conferences.item_postponed": gettext_lazy("Tagesordnungspunkt verschoben"),
        "conferences.closed": gettext_lazy("Sitzung geschlossen"),
    }
)


def follow_up(*, by: str, kind: str, consequence: Consequence, requires: Requirement | None = None) -> None:
    """Let a later stage act on a resolution that takes effect (called by its app in `ready`, `by` its name).

    consequence(by=…, resolution=…) runs in the transaction that closes the session; what it refuses is told with the
    resolution, and nothing else is undone. requires(item=…, outcome=…, reason=…) refuses what can't be stated.
    """
    _consequences[AgendaItem.Kind(kind)] = consequence
    if requires is not None:
        _requirements[AgendaItem.Kind(kind)] = requires


@transaction.atomic
def resolve(
    *, by: Agent, item: AgendaItem, outcome: str, text: str, ballot: Ballot | None = None, need: Need | None = None,
    reason: str = "", details: Mapping[str, Any] | None = None,
) -> Resolution:  # fmt: skip
    """State what came of an item. With a ballot it must be what the ballot says; without one, nobody was against it."""
    kept = steps.locked_item(item)
    session = kept.session
    actor = rules.running(by, session.body)
    rules.require_running(session)
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, was beschlossen ist."))
    if outcome == Outcome.NEGOTIATE and not reason.strip():  # the department and those who spoke read why
        raise Refused(_("Bitte begründen Sie: Was fehlt der Konferenz an der Antwort des Fachamts?"))
    if (requires := _requirements.get(kept.kind)) is not None:
        requires(item=kept, outcome=outcome, reason=reason)
    ballot = _counted(kept, ballot, outcome)
    there = _quorum(session, kept, ballot)
    if outcome != Outcome.NOTED and not there["reached"]:
        raise Refused(
            _("Nicht beschlussfähig: Daraus wird kein Beschluss. Beraten Sie den Punkt, wenn genug da sind."),
            "quorum",
        )
    need = need or kept.need
    told = {
        "quorum": f"{there['present']}/{there['seats']}",
        "method": ballot.method if ballot else "agreed",
    }
    try:
        with transaction.atomic():
            made = Resolution.objects.create(
                session=session, item=kept, ballot=ballot, need=need, outcome=Outcome(outcome).value,
                text=text.strip(), reason=reason.strip(), details=told | dict(details or {}), made=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            _("Dazu gibt es schon ein Ergebnis. Nehmen Sie es zurück, bevor Sie ein anderes feststellen.")
        ) from error
    said = {
        "item": kept.pk,
        "resolution": made.pk,
        "outcome": made.outcome,
        "ballot": ballot.pk if ballot else None,
    }
    steps.note(by=actor, act="conferences.resolved", what=session, reason=made.reason, details=said)
    return made


def _quorum(session: Session, item: AgendaItem, ballot: Ballot | None) -> Mapping[str, Any]:
    """Who was there when it was counted; without a ballot, who is there now."""
    if ballot is not None:
        frozen: Mapping[str, Any] = ballot.rules["quorum"]
        return {"reached": True} | frozen
    found = quorum(session)
    return {"present": found.present, "seats": found.seats, "reached": is_quorate(session, item, found=found)}


def _counted(item: AgendaItem, ballot: Ballot | None, outcome: str) -> Ballot | None:
    last = item.ballots.exclude(state=BallotState.ANNULLED).order_by("-number").first()
    if last is not None and last.state == BallotState.OPEN:
        raise Refused(_("Die Abstimmung läuft noch. Bitte zählen Sie sie zuerst aus."))
    if last is not None and (ballot is None or ballot.pk != last.pk):
        raise Refused(_("Es gilt die letzte Abstimmung zu diesem Punkt."))
    if last is not None and not fits(last, outcome):
        raise Refused(_("Das ist nicht, was die Abstimmung ergeben hat."))
    if last is None and item.ballots.exists():
        raise Refused(
            _("Dazu wurde abgestimmt, und die Abstimmung ist aufgehoben. Bitte wiederholen Sie sie.")
        )
    if last is None and outcome not in without_ballot(item):
        raise Refused(_("Dieses Ergebnis passt nicht zu diesem Punkt."))
    return last


@transaction.atomic
def resolve_order(
    *, by: Agent, item: AgendaItem, ballot: Ballot | None = None, sent_back: Mapping[int, str] | None = None
) -> list[Resolution]:
    """The list of a planning area as the ballot ordered it, or in the order of the conferences' approvals.

    `sent_back`: needs (ids) that go back, with the reason.
    """
    back = {pk: rules.require_reason(reason) for pk, reason in (sent_back or {}).items()}
    options = {one.pk: one for one in item.options.select_related("need")}
    ordered = [one.pk for one in options.values() if not one.withdrawn]
    if ballot is not None:
        result = Ballot.objects.get(pk=ballot.pk).result
        if "places" not in result:
            raise Refused(_("Die Abstimmung läuft noch. Bitte zählen Sie sie zuerst aus."))
        ordered = [place["option"] for place in result["places"]] + result["unsupported"]
    made, listed = [], [options[pk] for pk in ordered if options[pk].need_id not in back]
    for place, option in enumerate(listed, 1):
        text = _("Platz %(place)d der Liste: %(title)s") % {"place": place, "title": option.title}
        made.append(
            resolve(
                by=by, item=item, ballot=ballot, need=option.need, outcome=Outcome.BUNDLED, text=text,
                details={"place": place, "of": len(listed)},
            )
        )  # fmt: skip
    for option in (options[pk] for pk in ordered):
        if option.need_id in back:
            text = _("Zurück an die Sozialraumkonferenz: %(title)s") % {"title": option.title}
            made.append(
                resolve(
                    by=by, item=item, ballot=ballot, need=option.need, outcome=Outcome.SENT_BACK, text=text,
                    reason=back[option.need_id],
                )
            )  # fmt: skip
    return made


@transaction.atomic
def take_back(*, by: Agent, resolution: Resolution, reason: str) -> None:
    """As long as the session runs the chair can take a result back, in the open and with a reason."""
    session = steps.locked(resolution.session)
    actor = rules.running(by, session.body)
    rules.require_running(session)
    reason = rules.require_reason(reason)
    kept = Resolution.objects.get(pk=resolution.pk)
    if kept.taken_back is not None:
        return
    kept.taken_back = clock.now()
    kept.save(update_fields=["taken_back"])
    AgendaItem.objects.filter(pk=kept.item_id, state=ItemState.DONE).update(
        state=ItemState.WAITING, ended=None
    )
    details = {"item": kept.item_id, "resolution": kept.pk, "outcome": kept.outcome}
    steps.note(by=actor, act="conferences.taken_back", what=session, reason=reason, details=details)


@transaction.atomic
def finish_item(*, by: Agent, item: AgendaItem, postponed: bool = False) -> None:
    """The table is through with it, or leaves it for another time."""
    kept = steps.locked_item(item)
    session = kept.session
    actor = rules.running(by, session.body)
    rules.require_running(session)
    if kept.ballots.filter(state=BallotState.OPEN).exists():
        raise Refused(_("Die Abstimmung läuft noch. Bitte zählen Sie sie zuerst aus."))
    if postponed and kept.resolutions.filter(taken_back__isnull=True).exists():
        raise Refused(_("Dazu gibt es ein Ergebnis. Nehmen Sie es zurück, bevor Sie den Punkt verschieben."))
    kept.state, kept.ended = ItemState.POSTPONED if postponed else ItemState.DONE, clock.now()
    kept.save(update_fields=["state", "ended"])
    if session.current_id == kept.pk:
        session.current = None
        session.save(update_fields=["current"])
    session.speeches.filter(ended__isnull=True).update(ended=clock.now())
    act = "conferences.item_postponed" if postponed else "conferences.item_done"
    steps.note(by=actor, act=act, what=session, details={"item": kept.pk})


@transaction.atomic
def close_session(*, by: Agent, session: Session) -> Session:
    """The session is over: resolutions get their numbers and take effect, minutes begin, the room is empty.

    Where a need has moved on meanwhile (its author withdrew it), its step is not taken, and the resolution says so.
    """
    kept = steps.locked(session)
    actor = rules.running(by, kept.body)
    rules.require_running(kept)
    if Ballot.objects.filter(item__session=kept, state=BallotState.OPEN).exists():
        raise Refused(
            _("Es läuft noch eine Abstimmung. Bitte zählen Sie sie zuerst aus oder heben Sie sie auf.")
        )
    now = clock.now()
    kept.state, kept.closed, kept.door_code, kept.current = SessionState.CLOSED, now, "", None
    kept.opened = kept.opened or kept.begins
    kept.save(update_fields=["state", "closed", "door_code", "current", "opened"])
    left_open(kept).update(state=ItemState.POSTPONED)
    kept.items.filter(state=ItemState.OPEN).update(state=ItemState.DONE, ended=now)
    kept.speeches.filter(ended__isnull=True).update(ended=now)
    Presence.objects.filter(attendee__session=kept, left__isnull=True).update(left=now)
    steps.forget_waiting(kept)
    Minutes.objects.get_or_create(session=kept)
    found = list(kept.resolutions.filter(taken_back__isnull=True).order_by("item__position", "pk"))
    _lock_needs(found)
    for number, resolution in enumerate(found, 1):
        _take_effect(by, resolution, number)
    details = {"resolutions": [one.pk for one in found]}
    steps.note(by=actor, act="conferences.closed", what=kept, details=details)
    return kept


def _lock_needs(resolutions: list[Resolution]) -> None:
    """All of them before the first step and in order: two sessions that close at once never wait for each other."""
    keys = {one.need_id for one in resolutions if one.need_id is not None}
    list(Need.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _take_effect(by: Agent, resolution: Resolution, number: int) -> None:
    resolution.number, resolution.effective = number, clock.now()
    if resolution.need is not None:
        try:
            with transaction.atomic():
                if not _answer_objections(by, resolution):
                    _step(by, resolution, resolution.need)
        except (Refused, NotAllowed) as refusal:
            resolution.details = resolution.details | {"not_taken": str(refusal)}
    if (consequence := _consequences.get(resolution.item.kind)) is not None:
        try:
            with transaction.atomic():
                consequence(by=by, resolution=resolution)
        except (Refused, NotAllowed) as refusal:
            resolution.details = resolution.details | {"not_taken": str(refusal)}
    resolution.save(update_fields=["number", "effective", "details"])
    minuting.approve_by_resolution(by=by, resolution=resolution)


def _step(by: Agent, resolution: Resolution, need: Need) -> None:
    target = STEPS.get(resolution.outcome)
    if (
        target is not None and resolution.item.kind != AgendaItem.Kind.PAPER
    ):  # what follows on it moves its need
        way.advance(
            by=by, need=need, target=target, reason=resolution.reason or resolution.text, details=_told(resolution),
            letter=LETTERS.get(resolution.outcome, ""),
        )  # fmt: skip


def _answer_objections(by: Agent, resolution: Resolution) -> bool:
    """Whoever objected gets the resolution as their answer, and their need is deliberated anew where they were right.

    Whether there was any objection to answer: the one that the item came from, else all that wait on its need.
    """
    item = resolution.item
    if item.kind != AgendaItem.Kind.APPEAL or resolution.outcome not in (Outcome.REOPENED, Outcome.REJECTED):
        return False
    waiting = Objection.objects.filter(need=resolution.need, answered__isnull=True).order_by("pk")
    number = item.source.removeprefix(OBJECTION)
    if item.source.startswith(OBJECTION) and number.isdigit():
        waiting = waiting.filter(pk=int(number))
    found = list(waiting.select_related("contribution"))
    answer = f"{resolution.text}\n\n{resolution.reason}".strip()
    for objection in found:
        bundling.settle_objection(
            by=by, objection=objection, answer=answer, granted=resolution.outcome == Outcome.REOPENED,
            reason=resolution.reason or resolution.text, details=_told(resolution),
        )  # fmt: skip
    return bool(found)


def _told(resolution: Resolution) -> dict[str, Any]:
    """What the journal line of the need says: quorum, method, how much dissent, place in the list."""
    return {
        "session": resolution.session_id, "resolution": resolution.pk, "dissents": resolution.item.dissents.count(),
        **{key: resolution.details[key] for key in ("quorum", "method", "place") if key in resolution.details},
    }  # fmt: skip
