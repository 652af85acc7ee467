"""Bundled needs that wait to be handed over, in the order of their list, and which department is proposed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Request
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.queue import in_my_places
from sozialraum.planning.needs.queries.similar import similar
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Appointment, Organisation
from sozialraum.planning.people.roles import Bank, ScopeKind, roles_with
from sozialraum.planning.statistics.queries import current

ALIKE = 8


@dataclass(frozen=True)
class Waiting:
    """A need to hand over; `place_in_list`: where its planning area's conference put it, 0 where nobody did."""

    need: Need
    place: str
    area: str
    place_in_list: int
    dimensions: Sequence[str]


@dataclass(frozen=True)
class Proposed:
    """A department that probably is responsible, and why."""

    lead: Organisation
    why: str


def bundled(by: Account) -> QuerySet[Need]:
    """Needs in one's places that wait, in the order of the last list that named them; without one the oldest first."""
    listed = Resolution.objects.filter(need=OuterRef("pk"), effective__isnull=False, details__has_key="place")
    place = listed.order_by("-effective", "-pk").annotate(
        at=Cast(KeyTextTransform("place", "details"), IntegerField())
    )
    return (
        in_my_places(by, State.BUNDLED).annotate(listed=Subquery(place.values("at")[:1])).defer("said", "sought")
        .order_by("planning_area", F("listed").asc(nulls_last=True), "since", "pk")
    )  # fmt: skip


def waiting(by: Account) -> list[Waiting]:
    """The same as lines of a page."""
    version = current()
    return [
        Waiting(
            one, labels.space_name(version, one.edition, one.social_space),
            labels.area_name(version, one.edition, one.planning_area), one.listed or 0,
            labels.dimension_titles(version, one.dimensions),
        )
        for one in bundled(by)
    ]  # fmt: skip


def departments() -> QuerySet[Organisation]:
    """Organisations of the administration that there still are and in which somebody can draft an answer."""
    held = Appointment.objects.filter(
        role__in=roles_with(rules.DRAFT), scope_kind=ScopeKind.DEPARTMENT, during__contains=clock.today(),
        account__is_active=True,
    )  # fmt: skip
    keys = [int(key) for key in held.values_list("scope_key", flat=True).distinct() if key.isdigit()]
    return Organisation.objects.filter(pk__in=keys, bank=Bank.ADMINISTRATION, is_closed=False).order_by(
        "name"
    )


def proposed(need: Need) -> Proposed | None:
    """By what was answered to needs that sound alike; else by who answers most on the same Lebenslagen."""
    return _by_similar(need) or _by_dimension(need)


def _by_similar(need: Need) -> Proposed | None:
    alike = [one.need.pk for one in similar(need, limit=ALIKE, public_only=True)]
    asked = Request.objects.filter(need__in=alike, lead__is_closed=False).select_related("lead", "need")
    by_need = {one.need_id: one for one in asked.defer("need__said", "need__sought").order_by("handed_over")}
    for pk in alike:
        if pk in by_need:
            told = {"number": by_need[pk].need.number, "title": by_need[pk].need.title}
            return Proposed(
                by_need[pk].lead, _("So war es bei %(number)s „%(title)s“, das ähnlich klingt.") % told
            )
    return None


def _by_dimension(need: Need) -> Proposed | None:
    if not need.dimensions:
        return None
    asked = Request.objects.filter(
        need__dimensions__overlap=need.dimensions, lead__is_closed=False
    ).order_by()
    most = asked.values("lead").annotate(n=Count("pk")).order_by("-n", "lead").first()
    if most is None:
        return None
    why = ngettext(
        "So war es bei einem anderen Bedarf zu dieser Lebenslage.",
        "So war es bei %(n)s anderen Bedarfen zu diesen Lebenslagen.", most["n"],
    ) % {"n": most["n"]}  # fmt: skip
    return Proposed(Organisation.objects.get(pk=most["lead"]), why)


def proposed_day() -> date:
    """As many days from today as the city gives a department."""
    return clock.today() + timedelta(days=settings.CITY.answers.answer_days)


def beside(need: Need) -> dict[str, Any]:
    """What stands beside the form: where the need lies, and its Lebenslagen."""
    version = current()
    return {
        "place": labels.space_name(version, need.edition, need.social_space),
        "area": labels.area_name(version, need.edition, need.planning_area),
        "dimensions": labels.dimension_titles(version, need.dimensions),
    }
