"""The page of one need: what was to change, what people say, what the figures say, what the conference says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sozialraum.charts import Chart
from sozialraum.planning.effects import rules
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.effects.queries import figures, replies
from sozialraum.planning.effects.queries.drawn import Figure, figure
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.states import PUBLIC, State
from sozialraum.planning.people.rules import may
from sozialraum.planning.programme.models import Measure
from sozialraum.planning.programme.queries.expecting import Expected, expected_on
from sozialraum.warehouse.version import Version

EVALUABLE = (State.IMPLEMENTED, State.EVALUATED)


@dataclass(frozen=True, eq=False)
class Asked:
    """An inquiry in numbers. words: answers whose words the manager has released."""

    inquiry: Inquiry
    counts: dict[str, Any]
    sentence: str
    chart: Chart | None
    words: tuple[Reply, ...]

    @property
    def is_open(self) -> bool:
        return self.inquiry.closed is None


@dataclass(frozen=True, eq=False)
class Done:
    """A measure, and where it acts."""

    measure: Measure
    place: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, eq=False)
class Page:
    """Everything on the page of one need's effect."""

    need: Need
    version: Version
    place: str
    area: str
    measures: tuple[Done, ...]
    asked: Asked | None
    evaluations: tuple[Evaluation, ...]
    expected: Expected | None  # by the decision
    before: Need | None
    successors: tuple[Need, ...]
    may_work: bool

    @property
    def evaluation(self) -> Evaluation | None:
        return last_evaluation(self.need, self.evaluations)


def is_shown(need: Need) -> bool:
    """Whether there is something to tell: it is done, or was evaluated once."""
    return need.state in PUBLIC and (need.state in EVALUABLE or need.evaluations.exists())


def page(need: Need, version: Version, user: Any) -> Page:
    """Gather it; as many statements for much as for little."""
    others = figures.acting()
    measures = need.measures.select_related("responsible", "provider").order_by("begins", "pk")
    return Page(
        need, version, labels.space_name(version, need.edition, need.social_space),
        labels.area_name(version, need.edition, need.planning_area),
        tuple(done(one, others, version) for one in measures), asked_of(need),
        tuple(need.evaluations.select_related("session__body", "successor")), expected_on([need.pk]).get(need.pk),
        need.follows,
        tuple(need.successors.filter(state__in=sorted(PUBLIC)).order_by("pk")),
        may(user, rules.EVALUATE, *need.scopes),
    )  # fmt: skip


def done(measure: Measure, others: figures.Acting, version: Version) -> Done:
    """A measure with its figures."""
    told = figures.told_of([measure], others, version)
    return Done(measure, place_of(measure, version), tuple(figure(one) for one in told))


def place_of(measure: Measure, version: Version) -> str:
    """The name of the space in which a measure acts."""
    return labels.space_name(version, measure.edition, measure.space) if measure.space else ""


def last_evaluation(need: Need, evaluations: Sequence[Evaluation]) -> Evaluation | None:
    """What the conference said last, this turn: what is done anew is still to be evaluated."""
    return evaluations[0] if evaluations and need.state != State.IMPLEMENTED else None


def inquiry_of(need: Need) -> Inquiry | None:
    """The last inquiry of this turn: who was asked before it was decided anew, was asked about something else."""
    asked = need.inquiries.order_by("-opened", "-pk")
    if need.state == State.IMPLEMENTED:
        return asked.filter(opened__gte=need.since).first()
    if need.state == State.EVALUATED:
        last = need.evaluations.select_related("inquiry").first()
        return last.inquiry if last is not None else asked.first()
    return asked.first()


def asked_of(need: Need) -> Asked | None:
    """The last inquiry as everybody may read it; while it is open nothing is told apart."""
    inquiry = inquiry_of(need)
    if inquiry is None:
        return None
    given = list(inquiry.replies.select_related("contribution").order_by("pk"))
    found = replies.counts(inquiry, [one.helped for one in given])
    if inquiry.closed is None:
        found |= {"answers": {}, "rest": 0}
        return Asked(inquiry, found, "", None, ())
    shown = tuple(one for one in given if one.released and one.has_words)
    return Asked(inquiry, found, replies.sentence(found), replies.chart(found), shown)


def without_need(pk: int) -> Measure | None:
    """A measure by its number, as far as everybody may see it: it answers no need, or a public one."""
    rows = Measure.objects.select_related("need", "responsible", "provider")
    return rows.filter(Q(need__isnull=True) | Q(need__state__in=sorted(PUBLIC)), pk=pk).first()
