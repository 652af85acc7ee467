"""A department's answer as the dossier lays it before the conference."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.planning.answers.models import Answer
from sozialraum.planning.answers.states import AnswerState
from sozialraum.planning.conferences.queries.matters import Matter
from sozialraum.planning.statistics.words import euros


def answers_of(needs: Collection[int]) -> Mapping[int, Matter]:
    """The latest released answer of each need; one statement."""
    rows = Answer.objects.filter(request__need__in=needs, state=AnswerState.RELEASED)
    rows = rows.select_related("request__lead", "plan").order_by("released", "pk")
    return {one.request.need_id: _matter(one) for one in rows}


def _matter(one: Answer) -> Matter:
    facts = (
        (_("Fachamt"), one.request.lead.name), (_("Was das Amt tun kann"), str(one.get_kind_display())),
        (_("Begründung"), one.reason), (_("Kosten"), euros(one.cost)),
        (_("Bis wann"), date_format(one.by_when, "DATE_FORMAT") if one.by_when else ""),
        (_("Rechtsgrundlage"), one.legal_basis), (_("Fachplanung"), one.plan.title if one.plan else ""),
    )  # fmt: skip
    return Matter(_("Was das Fachamt antwortet"), one.text, facts)
