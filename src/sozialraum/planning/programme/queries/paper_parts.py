"""What a decision paper is composed of: everything that the need's way left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sozialraum.planning.answers.models import Answer, Move, Negotiation, Position
from sozialraum.planning.answers.states import AnswerState
from sozialraum.planning.conferences.models import Dissent, Resolution
from sozialraum.planning.conferences.queries.public_words import hidden_names, public_words
from sozialraum.planning.conferences.queries.voices import Words, words_of
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.evidence import Beside, beside
from sozialraum.planning.needs.queries.one import Voices, voices
from sozialraum.planning.programme.models import Competence, DecisionPaper, Measure
from sozialraum.planning.programme.queries.drafting import competent_for, last_talks
from sozialraum.planning.programme.states import MeasureState
from sozialraum.planning.statistics.queries import version_or_none
from sozialraum.warehouse.version import Version

QUOTES = 10  # original voices; the others are counted


@dataclass(frozen=True, eq=False)
class Resolved:
    """What a conference made of the need. In words that everybody may read; dissents by bank."""

    resolution: Resolution
    text: str
    reason: str
    dissents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Talks:
    """Talks that ended: every offer with the round in which it was made, and how the banks stand to the last ones."""

    negotiation: Negotiation
    moves: tuple[Move, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, eq=False)
class Parts:
    """Everything. version, beside: None where the city has no figures of the place."""

    paper: DecisionPaper
    need: Need
    version: Version | None
    voices: Voices
    words: Words
    beside: Beside | None
    resolved: tuple[Resolved, ...]
    answers: tuple[Answer, ...]
    talks: Talks | None
    abandoned: tuple[Measure, ...]
    rule: Competence | None


def gathered(paper: DecisionPaper) -> Parts:
    """Gather it; as many statements for a short way as for a long one."""
    need = paper.need
    version = version_or_none()
    said = need.contributions.filter(withdrawn__isnull=True).values_list("bank", "groups", "persons")
    answers = Answer.objects.filter(request__need=need, state=AnswerState.RELEASED)
    answers = answers.select_related("request__lead", "plan").prefetch_related("request__parts__department")
    return Parts(
        paper, need, version, voices(list(said)), words_of([need], QUOTES).get(need.pk, Words()),
        beside(need, version) if version is not None else None, tuple(_resolved(need)),
        tuple(answers.order_by("released", "pk")), _talks(need),
        tuple(need.measures.filter(state=MeasureState.ABANDONED).order_by("pk")),
        competent_for(need, paper.cost),
    )  # fmt: skip


def _resolved(need: Need) -> Sequence[Resolved]:
    """What public sessions resolved on it, the oldest first, without names that nobody allowed to stand in public."""
    found = list(
        Resolution.objects.filter(need=need, effective__isnull=False, session__is_public=True)
        .exclude(details__has_key="not_taken")
        .select_related("session__body", "ballot")
        .order_by("effective", "pk")
    )
    hidden = hidden_names(one.session.body_id for one in found)
    dissents = list(Dissent.objects.filter(item__in=[one.item_id for one in found]).order_by("pk"))
    return [
        Resolved(
            one, public_words(one.text, hidden[one.session.body_id]),
            public_words(one.reason, hidden[one.session.body_id]),
            tuple(
                (str(d.get_bank_display()), public_words(d.text, hidden[one.session.body_id]))
                for d in dissents if d.item_id == one.item_id
            ),
        )
        for one in found
    ]  # fmt: skip


def _talks(need: Need) -> Talks | None:
    last = last_talks(need)
    if last is None:
        return None
    moves = (
        Move.objects.filter(round__negotiation=last).select_related("round").order_by("round__number", "pk")
    )
    positions = Position.objects.filter(move__round__negotiation=last).select_related("move__round")
    return Talks(last, tuple(moves), tuple(positions.order_by("-move__round__number", "move_id", "bank")))
