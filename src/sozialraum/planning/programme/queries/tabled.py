"""Papers that lie before a table of the product, a conference or the steering group: there they are decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import AgendaItem, Body, Session
from sozialraum.planning.conferences.queries.matters import Matter
from sozialraum.planning.conferences.queries.proposals import TO_COME, Kind, Proposal, named
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.programme.models import DecisionPaper
from sozialraum.planning.programme.queries.drafting import conference_of, indicator_title, steering_group
from sozialraum.planning.programme.states import Level, PaperState
from sozialraum.planning.statistics.words import euros

KEY = "paper"


def table_of(paper: DecisionPaper) -> Body | None:
    """The body before which it lies, where it meets in the product; None for a department, committee or council."""
    if paper.level == Level.CONFERENCE:
        return conference_of(paper.need)
    return steering_group() if paper.level == Level.STEERING else None


def lying_before(body: Body) -> QuerySet[DecisionPaper]:
    """What waits for the decision of this body, the longest first; two statements with the one that reads it."""
    found = DecisionPaper.objects.filter(state=PaperState.SUBMITTED).select_related("need")
    found = found.defer("document", "need__sought", "need__said").order_by("submitted", "pk")
    if body.kind == Body.Kind.SOCIAL_SPACE_CONFERENCE:
        return found.filter(level=Level.CONFERENCE, need__social_space=body.scope_key)
    if body.kind == Body.Kind.STEERING_GROUP and body == steering_group():
        return found.filter(level=Level.STEERING)
    return found.none()


def proposed(session: Session) -> Iterator[Proposal]:
    """For the agenda of the body before which they lie."""
    for one in lying_before(session.body):
        day = timezone.localdate(one.submitted) if one.submitted else None
        told = {
            "number": one.number,
            "day": date_format(day, "DATE_FORMAT") if day else "",
            "sum": _cost(one),
        }
        yield Proposal(
            f"{KEY}:{one.pk}", Kind.PAPER,
            (_("Vorlage %(number)s: %(need)s") % {"number": one.number, "need": named(one.need)})[:200],
            _("Die Vorlage %(number)s liegt seit dem %(day)s vor und ist zu entscheiden; Kosten: %(sum)s.") % told,
            15, Method.CARRY, one.need,
        )  # fmt: skip


def of_item(item: AgendaItem) -> DecisionPaper | None:
    """The paper that is to be decided under this point; None where it was taken back, or lies elsewhere by now."""
    if item.kind != Kind.PAPER or item.need is None:
        return None
    found = lying_before(item.session.body).filter(need=item.need).first()
    is_another = (
        item.source.startswith(f"{KEY}:") and found is not None and item.source != f"{KEY}:{found.pk}"
    )
    return None if is_another else found


def scheduled(paper: DecisionPaper) -> AgendaItem | None:
    """The point of a session to come under which it is decided; one or two statements."""
    if paper.state != PaperState.SUBMITTED or (body := table_of(paper)) is None:
        return None
    found = AgendaItem.objects.filter(kind=Kind.PAPER, need=paper.need_id, session__body=body)
    found = found.filter(session__state__in=TO_COME, source__in=("", f"{KEY}:{paper.pk}"))
    return found.select_related("session__body").order_by("session__begins", "pk").first()


def matters(needs: Collection[int]) -> Mapping[int, Matter]:
    """What is, or was last, to be decided on each need, for the dossier and the room; one statement."""
    found = DecisionPaper.objects.filter(submitted__isnull=False, need__in=needs)
    found = found.select_related("budget_line", "department").defer("document").order_by("submitted", "pk")
    return {one.need_id: _matter(one) for one in found}


def _matter(one: DecisionPaper) -> Matter:
    line, department = one.budget_line, one.department
    effect = ": ".join(filter(None, (indicator_title(one.indicator) if one.indicator else "", one.expected)))
    if effect and one.expected_by:
        effect = _("%(effect)s (bis %(year)s)") % {"effect": effect, "year": one.expected_by}
    facts = (
        (_("Vorlage"), f"{one.number} {one.title}"), (_("Stand"), str(one.get_state_display())),
        (_("Kosten"), _cost(one)), (_("Haushaltsstelle"), str(line) if line else ""),
        (_("Federführendes Amt"), department.name if department else ""),
        (_("Welche Wirkung erwartet wird"), effect), (_("Was sonst erwogen wurde"), one.alternatives),
        (_("Die ganze Vorlage"), f"{settings.ADDRESS}{reverse('programme:paper', args=[one.pk])}"),
    )  # fmt: skip
    return Matter(_("Was zu entscheiden ist"), one.proposal, facts)


def _cost(one: DecisionPaper) -> str:
    return _("keine Angabe") if one.cost is None else euros(one.cost)
