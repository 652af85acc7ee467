"""The ways of a request to a department, of its answer and of a negotiation: one table each, asked by the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.people.rules import Refused


class RequestState(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("wartet auf die Stellungnahme")
    UNASSIGNED = "unassigned", _("niemand ist zuständig: die Steuerungsgruppe weist zu")
    ANSWERED = "answered", _("beantwortet")


class AnswerState(models.TextChoices):
    """Where an answer stands. Released, it never changes."""

    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("liegt zur Freigabe")
    RELEASED = "released", _("freigegeben")


class AnswerKind(models.TextChoices):
    """What a department says it can do."""

    OWN_MEANS = "own_means", _("macht das Amt mit eigenen Mitteln")
    NEEDS_DECISION = "needs_decision", _("möglich, braucht einen Beschluss")
    PARTLY = "partly", _("teilweise möglich")
    EXISTS = "exists", _("gibt es schon")
    NOT_LEGAL = "not_legal", _("nicht möglich: rechtlich")
    NOT_FUNDED = "not_funded", _("nicht möglich: kein Geld")
    NOT_PROFESSIONAL = "not_professional", _("nicht möglich: fachlich")


class NegotiationState(models.TextChoices):
    """Where a negotiation stands."""

    OPEN = "open", _("in der Runde")
    AGREEING = "agreeing", _("eine Einigung liegt zur Bestätigung vor")
    PARTING = "parting", _("der Dissens wird festgehalten")
    MEDIATING = "mediating", _("die Steuerungsgruppe vermittelt")
    AGREED = "agreed", _("vereinbart")
    DISSENT = "dissent", _("Dissens festgehalten")


class Side(models.TextChoices):
    """Who negotiates, and who mediates."""

    CONFERENCE = "conference", _("Konferenz")
    DEPARTMENT = "department", _("Fachamt")
    STEERING = "steering", _("Steuerungsgruppe")


PARTIES = (Side.CONFERENCE, Side.DEPARTMENT)  # the steering group only mediates between them
POSSIBLE = (AnswerKind.OWN_MEANS, AnswerKind.NEEDS_DECISION, AnswerKind.PARTLY)
IMPOSSIBLE = (AnswerKind.NOT_LEGAL, AnswerKind.NOT_FUNDED, AnswerKind.NOT_PROFESSIONAL)

R, A, N = RequestState, AnswerState, NegotiationState
REQUEST: Mapping[RequestState, tuple[RequestState, ...]] = {
    R.WAITING: (R.WAITING, R.UNASSIGNED, R.ANSWERED),  # waiting again: passed on to who is responsible
    R.UNASSIGNED: (R.WAITING,),
    R.ANSWERED: (),
}
ANSWER: Mapping[AnswerState, tuple[AnswerState, ...]] = {
    A.DRAFT: (A.SUBMITTED,),
    A.SUBMITTED: (A.DRAFT, A.RELEASED),  # draft: the head gives it back with a remark
    A.RELEASED: (),
}
NEGOTIATION: Mapping[NegotiationState, tuple[NegotiationState, ...]] = {
    N.OPEN: (N.OPEN, N.AGREEING, N.PARTING, N.MEDIATING),  # open again: the next round
    N.AGREEING: (N.OPEN, N.AGREED, N.MEDIATING),  # open: the other side wants other words
    N.PARTING: (N.OPEN, N.DISSENT, N.MEDIATING),  # open: a new offer after all
    N.MEDIATING: (N.OPEN, N.AGREEING, N.DISSENT),
    N.AGREED: (),
    N.DISSENT: (),
}
RUNNING = (N.OPEN, N.AGREEING, N.PARTING, N.MEDIATING)
_TABLES: Mapping[Any, Mapping[Any, tuple[Any, ...]]] = {
    RequestState: REQUEST, AnswerState: ANSWER, NegotiationState: NEGOTIATION,
}  # fmt: skip


def require_step(before: str, after: models.TextChoices) -> None:
    """Refuse a step that its table doesn't know, in words."""
    kind = type(after)
    if after not in _TABLES[kind][kind(before)]:
        said = _(
            "Jemand war schneller: Der Stand ist „%(here)s“, und „%(there)s“ folgt nicht darauf. "
            "Bitte laden Sie die Seite neu."
        )
        raise Refused(said % {"here": kind(before).label, "there": after.label}, "quicker")


def diagrams() -> dict[str, str]:
    """The three tables as Mermaid diagrams, in English names."""
    titles = {
        "Request": (R.WAITING, REQUEST),
        "Answer": (A.DRAFT, ANSWER),
        "Negotiation": (N.OPEN, NEGOTIATION),
    }
    return {title: diagram(first, table) for title, (first, table) in titles.items()}


def diagram(first: Any, table: Mapping[Any, Iterable[Any]]) -> str:
    """One table as a Mermaid diagram."""
    lines = [f"    [*] --> {first.value}"]
    lines += [f"    {one.value} --> {other.value}" for one, after in table.items() for other in after]
    lines += [f"    {one.value} --> [*]" for one, after in table.items() if not after]
    return "\n".join(["stateDiagram-v2", *lines])


if __name__ == "__main__":
    print("\n\n".join(f"**{title}**\n\n```mermaid\n{drawn}\n```" for title, drawn in diagrams().items()))
