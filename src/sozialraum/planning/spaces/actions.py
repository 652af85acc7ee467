"""Publishing space systems and editions. What is published stays; only its end may still be set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused, acting
from sozialraum.planning.spaces.models import Edition, Space, SpaceSystem
from sozialraum.planning.spaces.queries import as_sought

name_acts(
    {
        "spaces.edition_published": gettext_lazy("Raumstand veröffentlicht"),
        "spaces.edition_closed": gettext_lazy("Ende eines Raumstands festgelegt"),
    }
)


class EditionToPublish(Protocol):
    """An edition as the warehouse reads it; codes, names and parents are parallel."""

    key: str
    space_system: str
    codes: Sequence[str]
    names: Sequence[str]
    parents: Sequence[str]
    valid_from: str | date
    valid_until: str | date | None


@transaction.atomic
def publish_editions(
    *, by: Agent, systems: Sequence[Mapping[str, Any]], editions: Sequence[EditionToPublish]
) -> list[Edition]:
    """Make systems and editions known to planning; returns the editions that are new.

    `systems`: tables `[[space_system]]` of the recipe (key, role, title, unit, parent). An edition that is known
    already must be the same; only its end may be new, when its successor is published.
    """
    actor = acting(by, "spaces.publish")
    known = _keep_systems(systems)
    published = []
    for edition in editions:
        before = Edition.objects.select_for_update().filter(key=edition.key).first()
        if before is None:
            published.append(_publish(actor, edition, known[edition.space_system]))
        else:
            _require_same_spaces(before, edition)
            _close(actor, before, edition)
    return published


def _keep_systems(systems: Sequence[Mapping[str, Any]]) -> dict[str, SpaceSystem]:
    known = {}
    for system in systems:
        values = {"role": system["role"], "title_in": dict(system["title"]), "unit_in": dict(system["unit"])}
        known[system["key"]], _new = SpaceSystem.objects.update_or_create(key=system["key"], defaults=values)
    for system in systems:
        parent = known.get(system.get("parent") or "")
        if known[system["key"]].parent_id != (parent.pk if parent else None):
            known[system["key"]].parent = parent
            known[system["key"]].save(update_fields=["parent"])
    return known


def _publish(actor: Actor, edition: EditionToPublish, system: SpaceSystem) -> Edition:
    basis = getattr(edition, "basis", None) or {}
    made = Edition.objects.create(
        system=system, key=edition.key, during=_during(edition), basis_in=dict(basis)
    )
    columns = "edition_id, code, name, sought, parent_code, position"
    parents = edition.parents if len(edition.parents) else [""] * len(edition.codes)
    spaces = zip(edition.codes, edition.names, parents, strict=True)
    # COPY: 50,000 spaces are a matter of a second.
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {Space._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for position, (code, name, parent) in enumerate(spaces):
            copy.write_row((made.pk, code, name, as_sought(f"{name} {code}"), parent or "", position))
    details = {
        "spaces": len(edition.codes),
        "from": str(edition.valid_from),
        "until": _day(edition.valid_until),
    }
    record(by=actor, act="spaces.edition_published", subject=_subject(made), details=details)
    return made


def _require_same_spaces(before: Edition, edition: EditionToPublish) -> None:
    stored = list(before.spaces.order_by("position").values_list("code", "name"))
    given = list(zip(edition.codes, edition.names, strict=True))
    if stored != given or before.during.lower != _during(edition).lower:
        raise Refused(
            _(
                "Der Raumstand %(key)s ist veröffentlicht und ändert sich nicht mehr; legen Sie einen neuen an."
            )
            % {"key": before.key}
        )


def _close(actor: Actor, before: Edition, edition: EditionToPublish) -> None:
    during = _during(edition)
    if before.during.upper == during.upper:
        return
    until = {"from": str(before.during.upper), "to": str(during.upper)}
    before.during = during
    before.save(update_fields=["during"])
    record(by=actor, act="spaces.edition_closed", subject=_subject(before), details=until)


def _subject(edition: Edition) -> Subject:
    return Subject("edition", edition.key, edition.key)


def _during(edition: EditionToPublish) -> DateRange:
    return DateRange(_as_date(edition.valid_from), _as_date(edition.valid_until))


def _as_date(day: str | date | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _day(day: str | date | None) -> str | None:
    return str(day) if day else None
