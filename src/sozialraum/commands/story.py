"""What became of each invented need, and the words in which people there say so."""

from __future__ import annotations

from collections import deque
from functools import cache

from sozialraum.planning.journal import clock
from sozialraum.planning.needs import states
from sozialraum.planning.needs.states import State

# Reasons as the people of Musterstadt give them, by the state that a need comes to.
REASONS: dict[str, tuple[str, ...]] = {
    "returned": (
        "Das betrifft Ihren eigenen Fall. Bitte wenden Sie sich an die Beratung im Stadtteilbüro.",
    ),
    "redirected": ("Das ist ein Schaden, der repariert werden muss. Wir haben ihn an den Bauhof gegeben.",),
    "merged": ("Beides meint dasselbe am selben Ort. Ihre Worte stehen jetzt nebeneinander.",),
    "carried": (
        "Die Sozialraumkonferenz trägt den Bedarf: 14 Ja, 2 Nein, 1 Enthaltung.",
        "Einmütig getragen. Der geringste Widerstand lag bei 1,2.",
    ),
    "deferred": ("Es fehlen noch Zahlen. Die Konferenz berät beim nächsten Mal weiter.",),
    "not_carried": (
        "Die Konferenz trägt den Bedarf nicht: Für den Platz gibt es schon einen Plan, der ihn erfüllt. 4 Ja, 11 Nein.",
    ),
    "solved_locally": (
        "Die Nachbarschaft und der Träger haben es selbst gelöst, mit 300 Euro aus dem Verfügungsfonds.",
    ),
    "bundled": ("Steht auf der Liste des Planungsraums, weil drei Sozialräume denselben Bedarf haben.",),
    "handed_over": ("Die Planungsraumkonferenz bittet das Amt um eine Stellungnahme.",),
    "passed_on": ("Wir sind nicht zuständig. Zuständig ist das andere Amt; es weiß Bescheid.",),
    "answered": (
        "Wir können das mit eigenen Mitteln bis zum nächsten Sommer umsetzen.",
        "Teilweise: Im ersten Jahr ist Geld für die Hälfte da. Für den Rest braucht es einen Beschluss.",
        "Dafür ist im Haushalt kein Geld. Wir schlagen eine kleinere Lösung vor.",
    ),
    "negotiating": ("Die Konferenz ist mit der Antwort nicht zufrieden und lädt das Amt zur ersten Runde ein.",),
    "agreed": ("In der zweiten Runde vereinbart: zuerst die kleine Lösung, nach einem Jahr wird geprüft.",),
    "dissent": ("Nach drei Runden gibt es keine Einigung. Beide Sichtweisen stehen im Protokoll.",),
    "up_for_decision": ("Die Vorlage mit dem Wortlaut von unten liegt dem Ausschuss vor.",),
    "decided": ("Der Ausschuss hat zugestimmt, Beschluss {year}/{paper}.",),
    "rejected": (
        "Der Rat hat abgelehnt, weil das Geld in diesem Jahr für die Schule gebraucht wird. Beschluss {year}/{paper}.",
    ),
    "postponed": ("Der Ausschuss entscheidet, wenn der Haushalt beschlossen ist.",),
    "implementing": ("Die Arbeiten haben begonnen. Der Träger berichtet jeden Monat.",),
    "implemented": ("Alles ist fertig. Kommen Sie vorbei und sehen Sie es sich an.",),
    "evaluated": (
        "Es hat geholfen: Wer es gemeldet hat, wurde gefragt und sagt es selbst.",
        "Es hat teilweise geholfen. Die Konferenz schaut in einem Jahr noch einmal hin.",
    ),
}  # fmt: skip
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


def reason(target: str, number: int) -> str:
    """Why, in the words of one of those who decide."""
    known = REASONS.get(target, ("",))
    return known[number % len(known)].format(year=clock.today().year, paper=100 + number)
