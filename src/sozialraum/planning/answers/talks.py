"""A negotiation as it is written down: its locks, who moves next, its rounds, its journal line, who is nudged.

Only actions call what stands here, inside their transaction, after they asked who may.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.planning.answers import rules
from sozialraum.planning.answers import steps as of_requests
from sozialraum.planning.answers.models import Answer, Move, Negotiation, Round
from sozialraum.planning.answers.states import RUNNING, AnswerState, NegotiationState, Side, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import Addressee, Letter, owe_all
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.blackened import as_shown
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Agent, Refused

MOVE_DAYS = 28
OTHER = {Side.CONFERENCE: Side.DEPARTMENT, Side.DEPARTMENT: Side.CONFERENCE}


def move_days() -> int:
    """How many days a side has for its move; a setting of the city."""
    return int(getattr(getattr(settings.CITY, "answers", None), "move_days", MOVE_DAYS))


def in_time() -> date:
    """The day until which whoever moves now has to."""
    return clock.today() + timedelta(days=move_days())


def latest_answer(need: Need) -> Answer | None:
    """What the department said last, where it is released."""
    found = Answer.objects.filter(request__need=need, state=AnswerState.RELEASED)
    return found.select_related("request__lead").order_by("-released", "-pk").first()


def locked(negotiation: Negotiation) -> Negotiation:
    """The negotiation as it stands now, with its need: the need is locked first, everywhere."""
    need = steps.locked(Need(pk=negotiation.need_id))
    kept = (
        Negotiation.objects.select_for_update(of=("self",))
        .select_related("department", "answer")
        .get(pk=negotiation.pk)
    )
    kept.need = need
    return kept


def require_running(kept: Negotiation) -> None:
    """Refuse to go on with what is over."""
    if kept.state not in RUNNING:
        said = _("Jemand war schneller: Die Aushandlung ist beendet, ihr Stand ist „%(state)s“.")
        raise Refused(said % {"state": kept.get_state_display()}, "quicker")


def require_turn_of(kept: Negotiation, side: Side) -> None:
    """While the steering group mediates nobody else lays anything on the table, and before that it does not."""
    if side != Side.STEERING:
        require_not_mediating(kept)
        return
    require_running(kept)
    if kept.state != NegotiationState.MEDIATING:
        raise Refused(
            _("Die Steuerungsgruppe vermittelt erst, wenn ihr die Aushandlung übergeben ist."), "quicker"
        )


def require_not_mediating(kept: Negotiation) -> None:
    """While the steering group mediates, it has the move."""
    require_running(kept)
    if kept.state == NegotiationState.MEDIATING:
        raise Refused(
            _(
                "Die Steuerungsgruppe vermittelt gerade. Warten Sie auf ihren Vorschlag, oder sprechen Sie sie an."
            ),
            "quicker",
        )


def laid_down(kept: Negotiation) -> str:
    """The words that wait to be confirmed, or to become a dissent: the next act puts them away or makes them stand."""
    return "\n".join(filter(None, (kept.agreement, kept.words_of_conference, kept.words_of_department)))


def is_same(one: str, other: str) -> bool:
    """Whether two wordings are the same, however a browser sent their lines."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]


def require_seen(kept: Negotiation, seen: str | None) -> None:
    """Refuse to act on words that who acts hasn't read. seen: what lay there for them; None: whatever lies there."""
    if seen is not None and not is_same(seen, laid_down(kept)):
        raise Refused(
            _(
                "Inzwischen liegt ein anderer Wortlaut vor. Bitte lesen Sie ihn und senden Sie dann noch einmal."
            ),
            "quicker",
        )


def speaking(by: Agent, kept: Negotiation, side: str, *, released: bool = False) -> Actor:
    """Who speaks for a side; raises NotAllowed. released: where a department's word must be its head's."""
    side = Side(side)
    if side == Side.CONFERENCE:
        return rules.for_the_conference(by, kept.need)
    if side == Side.STEERING:
        return rules.steering(by)
    return (rules.releasing if released else rules.of_department)(by, kept.department)


def go(kept: Negotiation, *targets: NegotiationState) -> None:
    """One step after the other, as the table knows them. What was laid down before and holds no more is put away."""
    for target in targets:
        require_step(kept.state, target)
        kept.state = target
        if target in (NegotiationState.OPEN, NegotiationState.AGREEING):
            kept.confirmed_by_conference = kept.confirmed_by_department = None
            kept.words_of_conference = kept.words_of_department = ""
        if target == NegotiationState.OPEN:
            kept.agreement = ""


def hand_to(kept: Negotiation, side: str, until: date | None = None) -> None:
    """From now on this side moves; who had the move already keeps its date."""
    if until is not None or side != kept.mover:
        kept.mover, kept.until = Side(side).value, until or in_time()


def closing(kept: Negotiation) -> None:
    """Nobody moves any more; the round that was open is over too."""
    kept.mover, kept.until, kept.closed = "", None, clock.now()
    kept.rounds.filter(closed__isnull=True).update(closed=kept.closed)


def open_round(kept: Negotiation, number: int) -> Round:
    """A round, with the passive option on the table."""
    made = Round.objects.create(negotiation=kept, number=number, opened=clock.now())
    with override("de"):
        text = _("Es bleibt, wie es ist.")
    Move.objects.create(round=made, kind=Move.Kind.PASSIVE, text=text, made=clock.now())
    return made


def this_round(kept: Negotiation) -> Round:
    """The round that is open."""
    return kept.rounds.get(closed__isnull=True)


def note(*, by: Actor, act: str, kept: Negotiation, reason: str = "", **details: Any) -> Entry:
    """The journal line of an act, with who moves from now on."""
    told = {"negotiation": kept.pk, **details, "state": str(kept.state)}
    if kept.mover:
        told |= {"mover": str(kept.mover), "until": kept.until.isoformat() if kept.until else ""}
    return record(by=by, act=act, subject=steps.about(kept.need), reason=reason, details=told)


def title_of(move: Move) -> str:
    """What an offer is called as an option of a ballot, in German as all that is kept."""
    with override("de"):
        side = move.get_side_display()
        return (f"{side}: {move.text}" if side else move.text)[:200].strip()


# -- who is nudged -----------------------------------------------------------------------------------------


def people_of(kept: Negotiation, side: str) -> list[Account]:
    """Accounts of a side that are written to."""
    if side == Side.CONFERENCE:
        return of_requests.managers_of(kept.need)
    if side == Side.STEERING:
        return of_requests.planners()
    return of_requests.people_of(kept.department)


def tell(
    *, by: Actor, kept: Negotiation, entry: Entry, letter: str, sides: Iterable[str], **values: Any
) -> None:
    """Nudge everybody of these sides, in their language. What counts stands in the product."""
    people = {one.pk: one for side in sides for one in people_of(kept, side) if one.pk != by.account_id}
    link = f"{settings.ADDRESS}{reverse('answers:negotiation', args=[kept.pk])}"
    texts: dict[str, tuple[str, str]] = {}
    letters = []
    for one in people.values():
        if one.language not in texts:
            with override(one.language):
                shown = values | {"kept": kept, "need": kept.need, "link": link}
                text = render_to_string(f"answers/letters/{letter}.txt", shown)
            title, _line, body = text.strip().partition("\n")
            texts[one.language] = title.strip(), body.strip()
        to = Addressee(account=one, language=one.language)
        letters.append(Letter(steps.about(kept.need), to, *texts[one.language]))
    owe_all(by=by, entry=entry, letters=letters)


def last_words(kept: Negotiation, side: str) -> str:
    """What a side said last: its latest offer; of the conference that made none, why it opened the negotiation."""
    found = Move.objects.filter(round__negotiation=kept, side=side).order_by("-pk")
    said = found.values_list("text", flat=True).first()
    if said or side == Side.DEPARTMENT:
        return said or kept.answer.text
    return why_opened(kept) or _("Die Konferenz hat nichts weiter gesagt.")


def why_opened(kept: Negotiation) -> str:
    """What the conference missed in the answer; nothing where it took it at once."""
    opened = as_shown(lines(kept, "answers.negotiation_opened")[:1], kept.need_id)
    return opened[0].reason if opened else ""


def lines(kept: Negotiation, act: str) -> QuerySet[Entry]:
    """What the journal has of one act in a negotiation."""
    about = steps.about(kept.need)
    return Entry.objects.filter(
        subject_kind=about.kind, subject_key=about.key, act=act, details__negotiation=kept.pk
    )
