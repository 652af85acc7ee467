"""The way of a need as everybody may read it: from whom to whom, since when, who has the ball, what is next.

Read from the journal. It names roles and bodies, never people: what a body decided is told as its decision, whoever
wrote the minutes. What was said to one contributor alone stays out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.journal.queries import entries_on
from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import in_review
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.blackened import BLACKED_OUT, without_words
from sozialraum.planning.needs.states import (
    BEFORE_CARRIED,
    CONFERENCE,
    COUNCIL,
    HEAD,
    HOLDERS,
    NoSuchStep,
    State,
    ball,
    ball_of,
    step,
)
from sozialraum.planning.people.roles import role_title

# What comes next in a state, in plain words; nothing where the way has ended.
NEXT: dict[str, Promise] = {
    State.REGISTERED: gettext_lazy(
        "Die Form wird geprüft: Ist ein Ort genannt? Geht es um mehr als einen Einzelfall?"
    ),
    State.RETURNED: gettext_lazy("Sie können es neu melden oder widersprechen."),
    State.DELIBERATING: gettext_lazy("Die Sozialraumkonferenz berät, ob sie den Bedarf mitträgt."),
    State.DEFERRED: gettext_lazy(
        "Die Sozialraumkonferenz nimmt den Bedarf in einer späteren Sitzung wieder auf."
    ),
    State.CARRIED: gettext_lazy("Die Planungsraumkonferenz setzt ihn auf die Liste ihres Planungsraums."),
    State.BUNDLED: gettext_lazy("Das Planungsraummanagement übergibt ihn dem Fachamt und nennt eine Frist."),
    State.HANDED_OVER: gettext_lazy(
        "Das Fachamt nimmt Stellung: was es tut und bis wann, oder warum es nichts tun kann."
    ),
    State.ANSWERED: gettext_lazy("Die Konferenz liest die Antwort und verhandelt, wo sie nicht reicht."),
    State.NEGOTIATING: gettext_lazy(
        "Konferenz und Fachamt einigen sich, oder sie halten fest, worin sie nicht einig sind."
    ),
    State.AGREED: gettext_lazy("Es wird eine Vorlage für den Beschluss geschrieben."),
    State.DISSENT: gettext_lazy("Es wird eine Vorlage geschrieben, die beide Meinungen zeigt."),
    State.UP_FOR_DECISION: gettext_lazy("Der Rat oder ein Ausschuss beschließt."),
    State.POSTPONED: gettext_lazy(
        "Es wird in einer späteren Sitzung beschlossen, oder eine neue Vorlage wird geschrieben."
    ),
    State.DECIDED: gettext_lazy("Die Maßnahme beginnt."),
    State.IMPLEMENTING: gettext_lazy("Die Maßnahme wird zu Ende geführt."),
    State.MERGED: gettext_lazy(
        "Es geht mit dem anderen Bedarf zusammen weiter. Meinen Sie etwas anderes, können Sie widersprechen."
    ),
    State.REDIRECTED: gettext_lazy(
        "Die genannte Stelle kümmert sich darum. Sind Sie nicht einverstanden, können Sie widersprechen."
    ),
    State.NOT_CARRIED: gettext_lazy(
        "Wer es gemeldet hat, kann widersprechen: Die Planungsraumkonferenz entscheidet dann. Gibt es Neues, kann die "
        "Konferenz den Bedarf wieder aufnehmen."
    ),
    State.WITHDRAWN: gettext_lazy("Es wird nicht weiter beraten. Sie können jederzeit etwas Neues melden."),
    State.IMPLEMENTED: gettext_lazy("Wer es gemeldet hat, wird gefragt, ob es geholfen hat."),
}
# As whose name it is kept where no department is responsible; translated where it is shown.
STEERING_GROUP = "Steuerungsgruppe"
BROKEN_OFF = gettext_lazy(
    "Die Maßnahme ist abgebrochen. Dazu wird eine neue Vorlage geschrieben, und wer den Bedarf beschlossen hat, "
    "entscheidet neu."
)
ASSIGNING = gettext_lazy("Die Steuerungsgruppe sagt, welches Fachamt antwortet; das ist verbindlich.")
# Steps that a body decides and somebody writes down for it, by the permission of the step.
MINUTED = frozenset({CONFERENCE, COUNCIL, HEAD})
SOCIAL_SPACE, PLANNING_AREA = gettext_lazy("Sozialraumkonferenz"), gettext_lazy("Planungsraumkonferenz")
# What these steps give as their reason was written to those who had registered it, and to nobody else.
TO_ONE = frozenset({State.RETURNED, State.REDIRECTED, State.MERGED, State.REGISTERED})
STEP = "needs.stepped"
SUCCEEDED = "needs.succeeded"  # a need that follows on one that was not solved begins with this line
TELL_A_STATE = (STEP, "needs.registered", SUCCEEDED)
RELEASED = "messages.released"


@dataclass(frozen=True)
class Step:
    """One step: when, by which role, to which state, into whose hands, why."""

    at: datetime
    role: Promise | str
    state: str
    title: Promise | str
    holder: Promise | str  # who has had the ball since then
    reason: str
    is_last: bool
    due: date | None = None  # until when those who have it now were asked to be done
    elsewhere: str = ""  # when and where a conference said it, where no session resolved it here


@dataclass(frozen=True)
class Way:
    """The whole way, and where it stands."""

    need: Need
    steps: tuple[Step, ...]
    title: Promise | str
    since: datetime
    holder: Promise | str
    next: Promise | str
    due: date | None = None  # until when the holder has time


def way_of(need: Need, *, letters: Collection[Message] = ()) -> Way:
    """The way of one need, the oldest step first; two statements, however long it is.

    letters: those that the reader got; what they say is told, what was written to another one alone is not.
    """
    acts = (*TELL_A_STATE, RELEASED, BLACKED_OUT)
    found = without_words(list(entries_on("need", str(need.pk)).filter(act__in=acts).order_by("id")))
    lines = [line for line in found if line.act in TELL_A_STATE]
    last, silent = len(lines) - 1, said_otherwise(found)
    personal = {line.pk for line in lines if line.details.get("to") in TO_ONE}
    silent |= personal - {one.entry_id for one in letters}
    steps = tuple(_step(line, need, at == last, line.pk in silent) for at, line in enumerate(lines))
    holder, due = moves_now(need)
    return Way(need, steps, State(need.state).label, need.since, holder, next_of(need), due)


def next_of(need: Need) -> Promise | str:
    """What comes next, in plain words; nothing where the way has ended."""
    if need.broken_off:
        return BROKEN_OFF
    if need.state == State.HANDED_OVER and need.department == STEERING_GROUP:
        return ASSIGNING
    return NEXT.get(State(need.state), "")


def named(department: str) -> str:
    """A department by its own name, the steering group by its name in the visitor's language."""
    return _("Steuerungsgruppe") if department == STEERING_GROUP else department


def said_otherwise(found: list[Entry]) -> set[int]:
    """Steps whose reason somebody reads in a letter, or changed there: until then, or instead, it isn't told here."""
    changed = {
        line.details.get("entry") for line in found if line.act == RELEASED and line.details.get("changed")
    }
    waiting = in_review("contribution").filter(entry_id__in=[line.pk for line in found])
    return changed | set(waiting.order_by().values_list("entry_id", flat=True))


def _step(line: Entry, need: Need, is_last: bool, is_silent: bool) -> Step:
    details = line.details
    state = str(details.get("to", State.REGISTERED))
    known = state in State.values
    title = State(state).label if known else state
    due = parse_date(str(details.get("due") or "")) or (need.due if is_last else None)
    return Step(
        line.at, who_took(line, need, state), state, title, _into(details, state, need, is_last) if known else "",
        "" if is_silent else line.reason, is_last, due if state == State.HANDED_OVER else None,
        said_elsewhere(details),
    )  # fmt: skip


def said_elsewhere(details: Mapping[str, Any]) -> str:
    """When and where a conference said something, where no session of it stands here; else nothing."""
    day, where = parse_date(str(details.get("said_on") or "")), details.get("said_where")
    if day is None or not where:
        return ""
    return _("Gesagt am %(day)s: %(where)s.") % {"day": date_format(day, "DATE_FORMAT"), "where": where}


def _into(details: Mapping[str, Any], state: str, need: Need, is_last: bool) -> Promise | str:
    """Into whose hands: the department by the name of that day; of the last step, which still holds, by today's."""
    if state != State.HANDED_OVER:
        return ball_of(state, need.broken_off and is_last)
    told = (need.department if is_last else "") or str(details.get("department") or "")
    return named(told) or ball(state)


def who_took(line: Entry, need: Need, target: str) -> Promise | str:
    """The body that decided, where the step is one that is minuted; else the role of whoever took it."""
    if line.act == SUCCEEDED:
        return HOLDERS[CONFERENCE]
    source = str(line.details.get("from", ""))
    try:
        permission = step(source, target).permission
    except NoSuchStep:
        permission = ""
    if permission not in MINUTED:
        return role_of(line)
    if permission == HEAD:
        return need.department or HOLDERS[HEAD]
    if permission == COUNCIL:
        return _before_council(line, target)
    if target == State.BUNDLED:
        return PLANNING_AREA
    return SOCIAL_SPACE if source in BEFORE_CARRIED else HOLDERS[CONFERENCE]


def _before_council(line: Entry, target: str) -> Promise | str:
    """A paper is brought in, or taken back, by whoever writes it; what was decided is the body's, by its name."""
    if target == State.UP_FOR_DECISION or line.details.get("withdrawn"):
        return role_of(line)
    return str(line.details.get("body") or "") or HOLDERS[COUNCIL]


def role_of(line: Entry) -> Promise | str:
    """Those who speak for themselves are one side of the table, with or without an account."""
    return _("Bewohnerschaft") if line.actor_role in ("visitor", "self") else role_title(line.actor_role)


Mover = Callable[[Need], tuple[str, date | None] | None]
_MOVERS: list[Mover] = []


def offer_mover(mover: Mover) -> None:
    """For a later stage in which two sides move in turn: who has the move of a need, and until when; or None."""
    if mover not in _MOVERS:
        _MOVERS.append(mover)


def moves_now(need: Need) -> tuple[Promise | str, date | None]:
    """Who has the ball, and until when. Of two who negotiate the one whose move it is; for that one statement more."""
    if need.state == State.NEGOTIATING:
        for mover in _MOVERS:
            if found := mover(need):
                return found
    return holder_now(need), need.due


def holder_now(need: Need) -> Promise | str:
    """The department by its name, where it is known which."""
    if need.state == State.HANDED_OVER and need.department:
        return named(need.department)
    return ball_of(need.state, need.broken_off)
