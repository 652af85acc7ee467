"""The ways of a request to a department, of its answer and of a negotiation: one table each, asked by the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sozialraum.planning.conferences.states import diagram
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

    CONFERENCE = "conference", pgettext_lazy("Seite", "Konferenz")
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
Tables = Mapping[Any, Mapping[Any, tuple[Any, ...]]]
_TABLES: Tables = {
    RequestState: REQUEST, AnswerState: ANSWER, NegotiationState: NEGOTIATION,
}  # fmt: skip


def require_step(before: str, after: models.TextChoices) -> None:
    """Refuse a step that its table doesn't know, in words."""
    require_in(_TABLES, before, after)


def require_in(tables: Tables, before: str, after: models.TextChoices) -> None:
    """The same, of any tables: each by the kind of its states. Whoever asks too late is told how it stands."""
    kind = type(after)
    if after not in tables[kind][kind(before)]:
        said = _(
            "Jemand war schneller: Der Stand ist „%(here)s“, und „%(there)s“ folgt nicht darauf. "
            "Bitte laden Sie die Seite neu."
        )
        raise Refused(said % {"here": kind(before).label, "there": after.label}, "quicker")


def diagrams() -> dict[str, str]:
    """The three tables as Mermaid diagrams, in English names."""
    tables = {
        "Request": (R.WAITING, REQUEST), "Answer": (A.DRAFT, ANSWER), "Negotiation": (N.OPEN, NEGOTIATION),
    }  # fmt: skip
    return {title: diagram((first,), table) for title, (first, table) in tables.items()}
