"""The ways of a session, of a ballot in it and of its minutes: one table each, asked by the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import Refused


class SessionState(models.TextChoices):
    """Where a session stands."""

    FINDING = "finding", _("Termin wird gesucht")
    PLANNED = "planned", _("geplant")
    INVITED = "invited", _("eingeladen")
    RUNNING = "running", _("läuft")
    CLOSED = "closed", _("geschlossen")
    CANCELLED = "cancelled", _("abgesagt")


class ItemState(models.TextChoices):
    """Where a point of the agenda stands."""

    WAITING = "waiting", _("steht an")
    OPEN = "open", _("wird beraten")
    DONE = "done", _("erledigt")
    POSTPONED = "postponed", _("verschoben")


class BallotState(models.TextChoices):
    """Where a ballot stands."""

    OPEN = "open", _("läuft")
    CLOSED = "closed", _("ausgezählt")
    ANNULLED = "annulled", _("aufgehoben")


class MinutesState(models.TextChoices):
    """Where the minutes stand."""

    DRAFT = "draft", _("Entwurf")
    PRESENTED = "presented", _("vorgelegt")
    APPROVED = "approved", _("genehmigt")
    PUBLISHED = "published", _("veröffentlicht")


class Method(models.TextChoices):
    """By which method the table answers."""

    NONE = "none", _("nur Beratung")
    CARRY = "carry", _("Ja, Nein, Enthaltung")
    CONSENSING = "consensing", _("Systemisches Konsensieren")
    DOTS = "dots", _("Punkte verteilen")
    ORDER = "order", _("Reihenfolge nach Zustimmung (Phragmén)")
    FUND = "fund", _("Geld verteilen (Equal Shares)")
    ELECTION = "election", _("Personen wählen")


# Methods by which the table chooses between options.
CHOOSING = (Method.CONSENSING, Method.DOTS, Method.ORDER, Method.FUND, Method.ELECTION)


class Majority(models.TextChoices):
    """What a yes needs."""

    SIMPLE = "simple", _("mehr Ja als Nein")
    ABSOLUTE = "absolute", _("mehr als die Hälfte der Anwesenden")
    TWO_THIRDS = "two_thirds", _("zwei Drittel der abgegebenen Stimmen")


class Outcome(models.TextChoices):
    """What came of an item."""

    CARRIED = "carried", _("getragen")
    NOT_CARRIED = "not_carried", _("nicht getragen")
    DEFERRED = "deferred", _("vertagt")
    SOLVED_LOCALLY = "solved_locally", _("vor Ort gelöst")
    BUNDLED = "bundled", _("auf die Liste des Planungsraums gesetzt")
    SENT_BACK = "sent_back", _("an die Sozialraumkonferenz zurückgegeben")
    REOPENED = "reopened", _("neu beraten")
    ADOPTED = "adopted", _("beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    CHOSEN = "chosen", _("Vorschlag gewählt")
    FUNDED = "funded", _("Geld verteilt")
    ELECTED = "elected", pgettext_lazy("Ergebnis", "gewählt")
    ACCEPTED = "accepted", _("Antwort angenommen")
    NEGOTIATE = "negotiate", _("in die Aushandlung gegeben")
    EFFECTIVE = "effective", _("hat geholfen")
    PARTLY_EFFECTIVE = "partly_effective", _("hat teilweise geholfen")
    NOT_EFFECTIVE = "not_effective", _("hat nicht geholfen")
    NOTED = "noted", _("zur Kenntnis genommen")


# The step that a resolution on a need takes, the same as on the web.
STEPS: Mapping[str, State] = {
    Outcome.CARRIED: State.CARRIED, Outcome.NOT_CARRIED: State.NOT_CARRIED, Outcome.DEFERRED: State.DEFERRED,
    Outcome.SOLVED_LOCALLY: State.SOLVED_LOCALLY, Outcome.BUNDLED: State.BUNDLED,
    Outcome.SENT_BACK: State.DELIBERATING, Outcome.REOPENED: State.DELIBERATING,
}  # fmt: skip

S, B, M = SessionState, BallotState, MinutesState
SESSION: Mapping[SessionState, tuple[SessionState, ...]] = {
    S.FINDING: (S.PLANNED, S.CANCELLED),
    S.PLANNED: (S.INVITED, S.RUNNING, S.CLOSED, S.CANCELLED),  # closed: it took place on paper
    S.INVITED: (S.INVITED, S.RUNNING, S.CLOSED, S.CANCELLED),  # invited again: something changed
    S.RUNNING: (S.PLANNED, S.INVITED, S.CLOSED),  # back: it was opened by mistake
    S.CLOSED: (),
    S.CANCELLED: (),
}
BALLOT: Mapping[BallotState, tuple[BallotState, ...]] = {
    B.OPEN: (B.CLOSED, B.ANNULLED),
    B.CLOSED: (B.ANNULLED,),
    B.ANNULLED: (),
}
MINUTES: Mapping[MinutesState, tuple[MinutesState, ...]] = {
    M.DRAFT: (M.PRESENTED,),
    M.PRESENTED: (M.DRAFT, M.APPROVED),  # draft: an objection is taken up
    M.APPROVED: (M.PUBLISHED,),
    M.PUBLISHED: (),
}
BEFORE = (S.FINDING, S.PLANNED, S.INVITED)
UPCOMING = (S.PLANNED, S.INVITED, S.RUNNING)
PUBLIC = (S.INVITED, S.RUNNING, S.CLOSED, S.CANCELLED)


def may_follow(
    before: str, after: str, table: Mapping[models.TextChoices, tuple[models.TextChoices, ...]]
) -> bool:
    """Whether the table knows this step."""
    return any(one == after for key, found in table.items() if key == before for one in found)


def require_step(before: str, after: models.TextChoices) -> None:
    """Refuse a step that its table doesn't know, in words."""
    table = {SessionState: SESSION, BallotState: BALLOT, MinutesState: MINUTES}[type(after)]
    if not may_follow(before, after, table):
        said = _(
            "Das geht nicht mehr: Der Stand ist „%(here)s“, und „%(there)s“ folgt nicht darauf. "
            "Bitte laden Sie die Seite neu."
        )
        raise Refused(said % {"here": type(after)(before).label, "there": after.label})


def diagrams() -> dict[str, str]:
    """The three tables as Mermaid diagrams, in English names."""
    first = {"Session": (S.FINDING, S.PLANNED), "Ballot": (B.OPEN,), "Minutes": (M.DRAFT,)}
    tables = {"Session": SESSION, "Ballot": BALLOT, "Minutes": MINUTES}
    return {title: diagram(first[title], table) for title, table in tables.items()}


def diagram(first: Iterable[Any], table: Mapping[Any, Iterable[Any]]) -> str:
    """One table as a Mermaid diagram, in English names. first: where its things may begin."""
    lines = [f"    [*] --> {one.value}" for one in first]
    lines += [f"    {one.value} --> {other.value}" for one, after in table.items() for other in after]
    lines += [f"    {one.value} --> [*]" for one, after in table.items() if not after]
    return "\n".join(["stateDiagram-v2", *lines])
