"""The way of a need: one table. Code asks it, the diagram in docs/process.md is drawn from it.

Source: the planning process by Rund & Lutz (Erfurt, 2007). What later stages decide (conferences, answers, decisions,
measures, evaluation) stands here already, so that the whole way can be read at once; those stages call `advance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a need stands."""

    REGISTERED = "registered", _("gemeldet")
    RETURNED = "returned", _("zurückgegeben")
    MERGED = "merged", _("mit einem anderen zusammengelegt")
    REDIRECTED = "redirected", _("an die zuständige Stelle weitergeleitet")
    DELIBERATING = "deliberating", _("in der Beratung")
    CARRIED = "carried", _("von der Sozialraumkonferenz getragen")
    DEFERRED = "deferred", _("vertagt")
    NOT_CARRIED = "not_carried", _("nicht getragen")
    SOLVED_LOCALLY = "solved_locally", _("vor Ort gelöst")
    BUNDLED = "bundled", _("auf der Liste des Planungsraums")
    HANDED_OVER = "handed_over", _("beim Fachamt")
    ANSWERED = "answered", _("beantwortet")
    NEGOTIATING = "negotiating", _("in der Aushandlung")
    AGREED = "agreed", _("vereinbart")
    DISSENT = "dissent", _("Dissens festgehalten")
    UP_FOR_DECISION = "up_for_decision", _("zum Beschluss vorgelegt")
    DECIDED = "decided", _("beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    POSTPONED = "postponed", _("Beschluss verschoben")
    IMPLEMENTING = "implementing", _("in Umsetzung")
    IMPLEMENTED = "implemented", _("umgesetzt")
    EVALUATED = "evaluated", _("ausgewertet")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


END = frozenset(
    {
        State.RETURNED, State.MERGED, State.REDIRECTED, State.NOT_CARRIED, State.SOLVED_LOCALLY, State.REJECTED,
        State.EVALUATED, State.WITHDRAWN,
    }
)  # fmt: skip
# What everybody may read: from the deliberation on. Before it, a voice is between its author and the manager.
PUBLIC = frozenset(State) - {
    State.REGISTERED, State.RETURNED, State.MERGED, State.REDIRECTED, State.WITHDRAWN
}  # fmt: skip
# Where a way was stopped, and whoever registered it can object.
STOPPED = (State.RETURNED, State.REDIRECTED, State.NOT_CARRIED)
BEFORE_CARRIED = (State.REGISTERED, State.DELIBERATING, State.DEFERRED)

MANAGER, CONFERENCE = "needs.carry", "conferences.minute"
OFFICER, HEAD = "answers.draft", "answers.release"
COUNCIL, DOING = "decisions.record", "measures.report"
AUTHOR = "self"  # those who registered it, by their receipt code or account


@dataclass(frozen=True)
class Transition:
    """One step. `permission`: what somebody must hold in the need's space (or AUTHOR). `guard`: what must be so."""

    source: State
    target: State
    permission: str
    guard: Promise


# Who has the ball in a state: the permission by which the next step is taken; nothing in an end state.
BALL: dict[State, str] = {
    State.REGISTERED: MANAGER, State.DELIBERATING: CONFERENCE, State.DEFERRED: CONFERENCE, State.CARRIED: CONFERENCE,
    State.BUNDLED: MANAGER, State.HANDED_OVER: HEAD, State.ANSWERED: CONFERENCE, State.NEGOTIATING: CONFERENCE,
    State.AGREED: COUNCIL, State.DISSENT: COUNCIL, State.UP_FOR_DECISION: COUNCIL, State.POSTPONED: COUNCIL,
    State.DECIDED: DOING, State.IMPLEMENTING: DOING, State.IMPLEMENTED: CONFERENCE,
}  # fmt: skip
HOLDERS: dict[str, Promise] = {
    MANAGER: _("Planungsraummanagement"), CONFERENCE: _("Konferenz"), HEAD: _("Fachamt"),
    COUNCIL: _("Rat oder Ausschuss"), DOING: _("wer es umsetzt"),
}  # fmt: skip
BOTH = _("Konferenz und Fachamt")


def _steps() -> Iterator[Transition]:
    S = State
    for target in (S.RETURNED, S.REDIRECTED):
        yield Transition(
            S.REGISTERED, target, MANAGER, _("Grund in einfacher Sprache, nie ein Nein in der Sache")
        )
    for source in (S.REGISTERED, S.DELIBERATING):
        yield Transition(source, S.MERGED, MANAGER, _("jede Stimme bleibt, alle erfahren es"))
    yield Transition(S.MERGED, S.REGISTERED, MANAGER, _("wieder getrennt, weil es doch zweierlei ist"))
    yield Transition(
        S.REGISTERED, S.DELIBERATING, MANAGER, _("hat einen Ort, ist kein Einzelfall, nennt niemanden")
    )
    for target in (S.CARRIED, S.DEFERRED, S.NOT_CARRIED, S.SOLVED_LOCALLY):
        for source in (S.DELIBERATING, S.DEFERRED):
            if source != target:
                yield Transition(
                    source, target, CONFERENCE, _("Beschlussfähigkeit, Verfahren und Dissens im Protokoll")
                )
    yield Transition(
        S.CARRIED, S.BUNDLED, CONFERENCE, _("Reihenfolge berechnet und gezeigt, Originale sichtbar")
    )
    yield Transition(S.CARRIED, S.DELIBERATING, CONFERENCE, _("Grund für die Rückgabe"))
    yield Transition(S.BUNDLED, S.HANDED_OVER, MANAGER, _("federführendes Amt, beteiligte Ämter, Datum"))
    yield Transition(S.HANDED_OVER, S.HANDED_OVER, OFFICER, _("wer nicht zuständig ist, nennt, wer es ist"))
    yield Transition(
        S.HANDED_OVER,
        S.ANSWERED,
        HEAD,
        _("Entwurf und Freigabe von zwei Personen; Art, Grund, Kosten, Datum"),
    )
    yield Transition(
        S.ANSWERED, S.NEGOTIATING, CONFERENCE, _("Runden sind gezählt, die Passivlösung liegt auf dem Tisch")
    )
    for target in (S.AGREED, S.DISSENT):
        yield Transition(S.NEGOTIATING, target, CONFERENCE, _("beide Seiten bestätigen den Wortlaut"))
        yield Transition(
            target, S.UP_FOR_DECISION, COUNCIL, _("Vorlage zeigt den Wortlaut von unten und den Dissens")
        )
    for target in (S.DECIDED, S.REJECTED, S.POSTPONED):
        yield Transition(
            S.UP_FOR_DECISION, target, COUNCIL, _("zuständiges Gremium, Nummer und Datum des Beschlusses")
        )
    yield Transition(S.POSTPONED, S.UP_FOR_DECISION, COUNCIL, _("neuer Termin"))
    yield Transition(S.DECIDED, S.IMPLEMENTING, DOING, _("Maßnahme mit Haushaltsstelle und Schritten"))
    yield Transition(S.IMPLEMENTING, S.IMPLEMENTED, DOING, _("alle Schritte erledigt"))
    yield Transition(
        S.IMPLEMENTING,
        S.UP_FOR_DECISION,
        COUNCIL,
        _("die Maßnahme ist abgebrochen: mit Grund, zum neuen Beschluss"),
    )
    yield Transition(S.IMPLEMENTED, S.EVALUATED, CONFERENCE, _("wer es gemeldet hat, wurde gefragt"))
    for source in BEFORE_CARRIED:
        yield Transition(source, S.WITHDRAWN, AUTHOR, _("alle Stimmen sind zurückgezogen"))
    for source in sorted(END - {S.MERGED}):
        yield Transition(source, S.DELIBERATING, CONFERENCE, _("neue Tatsachen"))


TABLE: tuple[Transition, ...] = tuple(_steps())
_BY_STEP = {(step.source, step.target): step for step in TABLE}


class NoSuchStep(LookupError):
    """The table knows no step from here to there."""


def step(source: str, target: str) -> Transition:
    """The step between two states; raises NoSuchStep."""
    try:
        return _BY_STEP[State(source), State(target)]
    except (KeyError, ValueError):
        raise NoSuchStep(f"there is no step from {source} to {target}") from None


def steps_from(source: str) -> tuple[Transition, ...]:
    """What can follow on a state."""
    return tuple(one for one in TABLE if one.source == source)


def ball(state: str) -> Promise | str:
    """Who has the ball; nobody where the way has ended. Who negotiates moves in turn."""
    if state == State.NEGOTIATING:
        return BOTH
    return HOLDERS.get(BALL.get(State(state), ""), "")


def ball_of(state: str, broken_off: bool) -> Promise | str:
    """The same of a need; where what was begun for it is broken off, who decided has to decide anew."""
    return HOLDERS[COUNCIL] if broken_off else ball(state)


def diagram() -> str:
    """The table as a Mermaid diagram, in English names."""
    lines = ["stateDiagram-v2", "    [*] --> registered: anyone"]
    lines += [f"    {one.source.value} --> {one.target.value}: {one.permission}" for one in TABLE]
    lines += [f"    {state.value} --> [*]" for state in State if state in END]
    return "\n".join(lines)


if __name__ == "__main__":
    print(diagram())
