"""Words that were blacked out in a voice are blacked out in papers, decisions and measures too, frozen or not."""

from __future__ import annotations

from collections.abc import Callable

from sozialraum.paper.kept import with_words
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs.models import Need
from sozialraum.planning.programme.models import Decision, DecisionPaper, Measure

Change = Callable[[str], str]
PAPER = ("title", "proposal", "alternatives", "expected")
DECISION, MEASURE = ("text", "reason", "deviation"), ("title", "text", "ended_because")


def blacken(*, by: Actor, need: Need, change: Change) -> None:
    """What is kept of a need here; see checking.blacken_too. A frozen document changes in these words alone."""
    for paper in DecisionPaper.objects.select_for_update().filter(need=need).order_by("pk"):
        document = with_words(paper.document, change)
        changed = _changed(paper, PAPER, change)
        if document != paper.document:
            paper.document = document
            changed.append("document")
        if changed:
            paper.save(update_fields=changed)
    for decision in Decision.objects.filter(paper__need=need):
        _save(decision, DECISION, change)
    for measure in Measure.objects.select_for_update().filter(need=need).order_by("pk"):
        _save(measure, MEASURE, change)


def _save(row: Decision | Measure, names: tuple[str, ...], change: Change) -> None:
    if changed := _changed(row, names, change):
        row.save(update_fields=changed)


def _changed(row: DecisionPaper | Decision | Measure, names: tuple[str, ...], change: Change) -> list[str]:
    """Put the words in; the names of what is different now."""
    values = {name: change(getattr(row, name)) for name in names}
    found = [name for name, value in values.items() if value != getattr(row, name)]
    for name in found:
        setattr(row, name, values[name])
    return found
