"""What a new paper begins with: everything that the need's way says already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sozialraum.planning.answers.models import Answer, Move, Negotiation
from sozialraum.planning.answers.states import AnswerState, NegotiationState
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Organisation
from sozialraum.planning.programme.models import Competence, DecisionPaper, Measure
from sozialraum.planning.programme.queries.competences import competent
from sozialraum.planning.programme.states import OPEN_MEASURES, OPEN_PAPERS, Level, MeasureState
from sozialraum.planning.statistics.queries import version_or_none
from sozialraum.planning.statistics.words import said
from sozialraum.warehouse.catalogue import Indicator

TALKED_OUT = (State.AGREED, State.DISSENT, State.POSTPONED)
YEARS = 2  # until when an effect is expected, where nobody says otherwise


def is_abandoned(need: Need) -> bool:
    """Whether what was to be done for a need is given up: one of its measures was broken off, and none is open."""
    found = set(need.measures.values_list("state", flat=True))
    return MeasureState.ABANDONED in found and not found & set(OPEN_MEASURES)


def waits_for_paper(need: Need) -> bool:
    """Whether a paper may be written on it, as far as its state goes."""
    return need.state in TALKED_OUT or (need.state == State.IMPLEMENTING and is_abandoned(need))


def waiting() -> QuerySet[Need]:
    """Needs on which nobody writes a paper yet, those that wait longest first; one statement."""
    measures = Measure.objects.filter(need=OuterRef("pk"))
    abandoned = Q(state=State.IMPLEMENTING) & Exists(measures.filter(state=MeasureState.ABANDONED))
    found = Need.objects.filter(
        Q(state__in=TALKED_OUT) | abandoned & ~Exists(measures.filter(state__in=OPEN_MEASURES))
    )
    papers = DecisionPaper.objects.filter(need=OuterRef("pk"), state__in=OPEN_PAPERS)
    return found.exclude(Exists(papers)).defer("sought", "said").order_by("since", "pk")


@dataclass(frozen=True)
class Way:
    """What departments and conference came to."""

    answer: Answer | None
    negotiation: Negotiation | None


def way_of(need: Need) -> Way:
    """The last answer that was released, and the last talks that ended; two statements."""
    answers = Answer.objects.filter(request__need=need, state=AnswerState.RELEASED)
    last = answers.select_related("request__lead").order_by("-released", "-pk").first()
    return Way(last, last_talks(need))


def last_talks(need: Need) -> Negotiation | None:
    """The last talks on it that ended, agreed or not."""
    ended = Negotiation.objects.filter(
        need=need, state__in=(NegotiationState.AGREED, NegotiationState.DISSENT)
    )
    return ended.select_related("department").order_by("-closed", "-pk").first()


def proposed(need: Need) -> dict[str, Any]:
    """The values of a new paper; whoever writes it changes what they want."""
    way = way_of(need)
    cost, department = _cost(way), _department(need, way)
    level, body = decides(need, cost, department)
    first = next((one for one in indicators(need.dimensions) if one.dimension in need.dimensions), None)
    return {
        "answer": way.answer, "negotiation": way.negotiation, "title": (need.title or need.number)[:200],
        "proposal": _wording(need, way)[:6000], "cost": cost, "department": department, "level": level,
        "body_name": body, "indicator": first.key if first else "", "expected": _direction(first),
        "expected_by": clock.today().year + YEARS,
    }  # fmt: skip


def is_disputed(need: Need) -> bool:
    """Whether the last talks on it ended in a dissent; one statement."""
    last = last_talks(need)
    return last is not None and last.state == NegotiationState.DISSENT


def competent_for(need: Need, cost: Decimal | None) -> Competence | None:
    """Who decides about a need, by the city's rules; two statements."""
    return competent(need.dimensions, cost, is_disputed=is_disputed(need))


def decides(need: Need, cost: Decimal | None, department: Organisation | None) -> tuple[str, str]:
    """Level and name of who is competent for it; the conference and the department by their own names."""
    rule = competent_for(need, cost)
    if rule is None:
        return Level.COUNCIL.value, str(Level.COUNCIL.label)
    if rule.level == Level.DEPARTMENT and department is not None:
        return rule.level, department.name
    body = None
    if rule.level == Level.CONFERENCE:
        body = conference_of(need)
    elif rule.level == Level.STEERING:
        body = steering_group()
    return rule.level, body.name if body is not None else rule.name


def conference_of(need: Need) -> Body | None:
    """The conference of the social space that a need lies in; none where there is none today."""
    return _sitting(Body.Kind.SOCIAL_SPACE_CONFERENCE).filter(scope_key=need.social_space).first()


def steering_group() -> Body | None:
    """The steering group of the city; none where there is none today."""
    return _sitting(Body.Kind.STEERING_GROUP).first()


def _sitting(kind: str) -> QuerySet[Body]:
    return Body.objects.filter(kind=kind, during__contains=clock.today()).order_by("pk")


def indicators(dimensions: Iterable[str]) -> list[Indicator]:
    """Figures by which an effect in these Lebenslagen can be seen: first those whose own Lebenslage is one of them."""
    rank = {key: place for place, key in enumerate(dict.fromkeys(dimensions))}
    version = version_or_none()
    found = [
        one
        for one in (version.catalogue.indicators.values() if version else ())
        if not one.context and one.direction != "neutral" and rank.keys() & set(one.dimensions)
    ]
    return sorted(found, key=lambda one: rank.get(one.dimension, len(rank)))


def indicator_title(key: str) -> str:
    """The title of an indicator in the visitor's language; its key where the city doesn't know it any more."""
    version = version_or_none()
    known = version.catalogue.indicators if version else {}
    return said(known[key].title) if key in known else key


def _wording(need: Need, way: Way) -> str:
    talks = way.negotiation
    if talks is not None and talks.state == NegotiationState.AGREED:
        return talks.agreement
    if talks is not None:
        told = _(
            "Zu entscheiden ist zwischen zwei Sichtweisen.\n\nDie Konferenz: %(one)s\n\nDas Fachamt: %(other)s"
        )
        return told % {"one": talks.words_of_conference, "other": talks.words_of_department}
    return (way.answer.text if way.answer else "") or need.wording or need.title


def _cost(way: Way) -> Decimal | None:
    """What the last offer costs that says so, else what the department said."""
    if way.negotiation is not None:
        offers = Move.objects.filter(round__negotiation=way.negotiation, cost__isnull=False)
        if (last := offers.exclude(kind=Move.Kind.PASSIVE).order_by("-pk").first()) is not None:
            return last.cost
    return way.answer.cost if way.answer else None


def _department(need: Need, way: Way) -> Organisation | None:
    if way.negotiation is not None:
        return way.negotiation.department
    if way.answer is not None:
        return way.answer.request.lead
    return Organisation.objects.filter(name=need.department).first() if need.department else None


def _direction(one: Indicator | None) -> str:
    if one is None:
        return ""
    return _("Der Wert soll sinken.") if one.direction == "burden" else _("Der Wert soll steigen.")
