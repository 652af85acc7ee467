"""Publishing a data version."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Subject, name_acts, record
from sozialraum.planning.people.rules import PROGRAM, Agent, acting
from sozialraum.planning.spaces.actions import publish_editions
from sozialraum.planning.statistics.models import Publication
from sozialraum.warehouse.city import City
from sozialraum.warehouse.editions import CITY_SYSTEM

name_acts({"statistics.published": gettext_lazy("Datenstand veröffentlicht")})


def publish(*, city: City, by: Agent | None) -> str:
    """Let the last build be the current data version; returns its id.

    The warehouse's pointer moves last, inside the transaction: a crash before it leaves the old version in
    place everywhere; one between pointer and commit is mended by publishing again, which finds the lines
    missing and writes them. Publishing what is current already changes nothing.
    """
    by = PROGRAM if by is None else by
    actor = acting(by, "statistics.publish")
    today = timezone.localdate()
    version = city.candidate(today)
    with transaction.atomic():
        before = Publication.objects.select_for_update().first()
        if before is None or before.version != version.id:
            systems = [*version.settings["space_system"], CITY_SYSTEM]
            publish_editions(by=by, systems=systems, editions=version.editions())
            Publication.objects.create(version=version.id)
            record(
                by=actor,
                act="statistics.published",
                subject=Subject("data_version", version.id, str(version.settings["name"])),
                details={"releases": len(version.releases), "issues": len(version.issues)},
            )
        return city.publish(today)
