"""The city's texts as they are shown, reported barriers, and what stands on a desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet

from sozialraum import prose
from sozialraum.planning.answers.queries import on_desk as answers_waiting
from sozialraum.planning.answers.queries.desk import negotiations_on_desk
from sozialraum.planning.answers.queries.inbox import inbox
from sozialraum.planning.conferences.queries import on_desk
from sozialraum.planning.conferences.queries.invitation import waiting_for
from sozialraum.planning.desk.models import BarrierReport, CityText
from sozialraum.planning.effects.queries import working
from sozialraum.planning.needs.queries import own, stalled
from sozialraum.planning.people.models import Account
from sozialraum.planning.programme.queries import council
from sozialraum.planning.programme.queries import money_on_desk as money
from sozialraum.planning.programme.queries import on_desk as carrying_out

SHIPPED = Path(__file__).parent / "texts"
LATEST = 20


@dataclass(frozen=True)
class Text:
    """A text as it is shown: the city's own or the shipped one, with the blanks that it still has."""

    key: str
    language: str
    title: str
    body: str
    is_own: bool

    @property
    def html(self) -> str:
        return prose.to_html(self.body)

    @property
    def blanks(self) -> list[str]:
        return prose.blanks(self.body)


def text(key: str, language: str) -> Text:
    """The city's own text, else the one that the program brings."""
    own = CityText.objects.filter(key=key, language=language).values_list("body", flat=True).first()
    return _text(key, language, own)


def texts() -> list[Text]:
    """All texts in both languages."""
    own = {
        (key, language): body
        for key, language, body in CityText.objects.values_list("key", "language", "body")
    }
    return [
        _text(key, language, own.get((key, language)))
        for key in CityText.Key.values
        for language in ("de", "en")
    ]


def _text(key: str, language: str, own: str | None) -> Text:
    body = shipped(key, language) if own is None else own
    return Text(key, language, str(CityText.Key(key).label), body, own is not None)


def shipped(key: str, language: str) -> str:
    """The text that the program brings, with the city's name put in."""
    name = settings.CITY.name or {"de": "[[Name der Stadt]]", "en": "[[name of the city]]"}[language]
    return _file(CityText.Key(key).value, language).replace("{city}", name)


@lru_cache
def _file(key: str, language: str) -> str:
    return (SHIPPED / f"{key}.{language}.md").read_text(encoding="utf-8")


def barrier_reports() -> QuerySet[BarrierReport]:
    """Reports, the open ones first, the oldest of them at the top."""
    return BarrierReport.objects.order_by(F("done").desc(nulls_first=True), "reported")


def open_barriers() -> int:
    """How many reports wait."""
    return BarrierReport.objects.filter(done__isnull=True).count()


def on_desk_of(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """All that the sections of one's roles show, from every stage of planning."""
    stages = (
        needs_on_desk, conferences_on_desk, answers_on_desk, negotiations_on_desk, council.on_desk, measures_on_desk,
        money_on_desk, effects_on_desk,
    )  # fmt: skip
    return {name: shown for stage in stages for name, shown in stage(by, roles).items()}


def conferences_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What a manager has to do for conferences; the seats that one holds, in whatever role."""
    found: dict[str, Any] = {"seats": on_desk.seats_of(by), "invitations": waiting_for(by)}
    if "planning_area_manager" in roles:
        found["conferences"] = on_desk.managed(by)
    return found


def answers_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """Requests to departments: the inbox of officers and heads, what a manager and the steering group have to do."""
    found: dict[str, Any] = {}
    if "department_officer" in roles or "department_head" in roles:
        found["inbox"] = inbox(by)
    if "planning_area_manager" in roles:
        found["requests"] = answers_waiting.managed(by)
    if "social_planner" in roles:
        found["unassigned"] = answers_waiting.unassigned()
    return found


def effects_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What is to be asked and evaluated where one is responsible for it."""
    if not {"planning_area_manager", "social_planner"} & set(roles):
        return {}
    return {"evaluating": working.on_desk(by)}


def measures_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What those who carry out have running, what is due, and which needs wait for a measure."""
    found: dict[str, Any] = {}
    if "provider" in roles:
        found["provided"] = carrying_out.of_provider(by)
    if "department_officer" in roles:
        found["responsible"] = carrying_out.of_department(by)
    if "department_head" in roles:
        found["to_agree"] = carrying_out.to_agree(by)
    return found


def needs_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What stands in the sections of one's roles about needs; what one said for oneself needs no role."""
    found: dict[str, Any] = {}
    if "planning_area_manager" in roles:
        found["managed"] = own.managed(by)
        found["stalled"] = stalled.on_desk(by)
    if "provider" in roles:
        found["brought"] = own.lines(own.brought_by(by)[:LATEST])
    if "resident" in roles or not roles:
        found["said"] = own.lines(own.said_by(by)[:LATEST])
    return found


def money_on_desk(by: Account, roles: Collection[str]) -> dict[str, Any]:
    """What whoever keeps the city's money has to look after; the funds of a manager's conferences."""
    found: dict[str, Any] = {}
    if "social_planner" in roles:
        found["kept_money"] = money.kept()
    if "planning_area_manager" in roles:
        found["own_funds"] = money.managed(by)
    return found
