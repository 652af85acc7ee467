"""Changing the city's texts; reporting and handling barriers."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.desk.models import BarrierReport, CityText
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        "desk.text_edited": gettext_lazy("Text der Stadt geändert"),
        "desk.text_reset": gettext_lazy("Text der Stadt auf den mitgelieferten zurückgesetzt"),
        "desk.barrier_reported": gettext_lazy("Barriere gemeldet"),
        "desk.barrier_handled": gettext_lazy("Gemeldete Barriere erledigt"),
    }
)

VISITOR = Actor(None, "", "visitor")


@transaction.atomic
def edit_text(*, by: Agent, key: str, language: str, body: str) -> None:
    """Put the city's own text in place of what stood there; an empty one brings the shipped text back.

    The journal keeps the former text: what a page said on a day can be read from it.
    """
    actor = acting(by, "texts.edit")
    if key not in CityText.Key.values or language not in ("de", "en"):
        raise Refused(_("Diesen Text gibt es nicht."))
    before = CityText.objects.select_for_update().filter(key=key, language=language).first()
    subject = Subject("city_text", f"{key}/{language}", f"{CityText.Key(key).label} ({language})")
    details = {"before": before.body if before else None}
    body = body.replace("\r\n", "\n").strip()
    if not body:
        if before:
            before.delete()
            record(by=actor, act="desk.text_reset", subject=subject, details=details)
        return
    if before and before.body == body:
        return
    CityText.objects.update_or_create(key=key, language=language, defaults={"body": body})
    record(by=actor, act="desk.text_edited", subject=subject, details=details)


@transaction.atomic
def report_barrier(*, what: str, page: str = "", contact: str = "") -> BarrierReport:
    """Somebody met a barrier. No account is needed; the contact is voluntary and never goes into the journal."""
    report = BarrierReport.objects.create(what=what.strip(), page=page.strip(), contact=contact.strip())
    record(by=VISITOR, act="desk.barrier_reported", subject=_subject(report))
    return report


@transaction.atomic
def handle_barrier(*, by: Agent, report: BarrierReport, answer: str) -> None:
    """Say what was done about a barrier. With that the contact is erased."""
    actor = acting(by, "barriers.handle")
    kept = BarrierReport.objects.select_for_update().get(pk=report.pk)
    if kept.done:
        raise Refused(_("Diese Meldung ist schon erledigt."))
    if not answer.strip():
        raise Refused(_("Bitte sagen Sie, was getan wurde."))
    kept.answer, kept.done, kept.contact = answer.strip(), timezone.now(), ""
    kept.save(update_fields=["answer", "done", "contact"])
    record(by=actor, act="desk.barrier_handled", subject=_subject(kept), reason=answer.strip())


def _subject(report: BarrierReport) -> Subject:
    return Subject("barrier", str(report.pk), report.page or f"#{report.pk}")
