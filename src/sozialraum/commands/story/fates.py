"""What became of each invented need, and the words in which people there say so."""

from __future__ import annotations

from collections import deque
from functools import cache

from sozialraum.planning.needs import states
from sozialraum.planning.needs.states import State

# Reasons as the people of Musterstadt give them, by the state that a need comes to; later stages have their own.
REASONS: dict[str, tuple[str, ...]] = {
    "returned": (
        "Das betrifft Ihren eigenen Fall. Bitte wenden Sie sich an die Beratung im Stadtteilbüro.",
    ),
    "redirected": ("Das ist ein Schaden, der repariert werden muss. Wir haben ihn an den Bauhof gegeben.",),
    "merged": ("Beides meint dasselbe am selben Ort. Ihre Worte stehen jetzt nebeneinander.",),
    "carried": (
        "Mehrere haben dasselbe gemeldet, und die Zahlen geben ihnen recht.",
        "Es hilft auch denen, die sich selbst nicht melden.",
        "Was fehlt, ist genannt, und wer helfen kann, saß am Tisch.",
        "Die Konferenz hält das für dringend: Es betrifft Menschen, die nicht ausweichen können.",
        "Der Aufwand ist überschaubar, der Nutzen groß.",
        "Auch die Träger vor Ort hören das seit Langem und wollen mithelfen.",
        "Die Runde war selbst vor Ort und hat es gesehen.",
        "Wer dort lebt, hat es verständlich beschrieben; das Fachamt hat nicht widersprochen.",
        "Ohne den Planungsraum ist es nicht zu lösen: Dafür fehlen hier Geld und Zuständigkeit.",
    ),
    "deferred": (
        "Es fehlen noch Zahlen. Die Konferenz berät beim nächsten Mal weiter.",
        "Die Betroffenen konnten heute nicht kommen. Ohne sie wird nicht entschieden.",
        "Zuerst soll das Fachamt vor Ort sehen, worum es geht.",
    ),
    "not_carried": (
        "Für den Platz gibt es schon einen Plan, der das erfüllt.",
        "Zwei Straßen weiter gibt es dasselbe, und es ist nicht ausgelastet.",
        "Die Nachbarschaft ist geteilter Meinung. Wer es will, kann es mit neuen Tatsachen wieder einbringen.",
    ),
    "solved_locally": (
        "Die Nachbarschaft und der Träger haben es selbst gelöst, mit 300 Euro aus dem Verfügungsfonds.",
        "Der Bürgerverein übernimmt es. Der Schlüssel liegt im Stadtteilbüro.",
        "Ein Gespräch mit der Hausverwaltung hat genügt.",
        "Der Träger vor Ort macht es ab dem nächsten Monat selbst.",
    ),
    "bundled": ("Steht auf der Liste des Planungsraums, weil drei Sozialräume denselben Bedarf haben.",),
    "handed_over": ("Die Planungsraumkonferenz bittet das Amt um eine Stellungnahme.",),
}  # fmt: skip
AT_THE_TABLE = (State.CARRIED, State.DEFERRED, State.NOT_CARRIED, State.SOLVED_LOCALLY)
OBJECTION = "Es geht nicht nur um mich. In unserem Haus haben drei Familien dasselbe Problem."
ANSWER = "Die Konferenz hat es sich angesehen. Es bleibt dabei, aber die Beratungsstelle ruft Sie an."


@cache
def way_to(target: str) -> tuple[State, ...]:
    """The states through which a need comes to one, by the shortest way of the table; without the first."""
    before: dict[State, State] = {}
    waiting = deque([State.REGISTERED])
    while waiting:
        here = waiting.popleft()
        for step in states.steps_from(here):
            if (
                step.target not in before
                and step.target != State.REGISTERED
                and step.permission != states.AUTHOR
            ):
                before[step.target] = here
                waiting.append(step.target)
    found, at = [], State(target)
    while at != State.REGISTERED:
        found.append(at)
        at = before[at]
    return tuple(reversed(found))


def straight_to(target: str) -> tuple[State, ...]:
    """The same, also where nothing happens yet, or its author takes it back."""
    if target == State.REGISTERED:
        return ()
    return (State.WITHDRAWN,) if target == State.WITHDRAWN else way_to(target)


def path_of(number: int, target: str) -> tuple[State, ...]:
    """The way of one need: now and then it is put off first, or comes back from the planning area once."""
    path = straight_to(target)
    if target in (State.BUNDLED, State.HANDED_OVER) and number % 4 == 1:
        place = path.index(State.CARRIED) + 1
        return (*path[:place], State.DELIBERATING, State.CARRIED, *path[place:])
    if State.CARRIED in path and number % 11 == 2:
        place = path.index(State.CARRIED)
        return (*path[:place], State.DEFERRED, *path[place:])
    return path


def taken_by(before: str, after: str) -> str | None:
    """Which conference takes this step by a resolution: that of the social space, of the planning area, or none."""
    if before in (State.DELIBERATING, State.DEFERRED) and after in AT_THE_TABLE:
        return "space"
    return "area" if before == State.CARRIED else None


def reason(target: str, number: int) -> str:
    """Why, in the words of one of those who decide."""
    known = REASONS.get(target, ("",))
    return known[number % len(known)]
