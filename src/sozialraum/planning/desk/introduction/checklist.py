"""The steps as a list on paper, to go through together."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from sozialraum import paper
from sozialraum.planning.desk.introduction.assistant import Introduction
from sozialraum.planning.desk.introduction.steps import Point, State, Step
from sozialraum.planning.journal import clock
from sozialraum.planning.statistics.words import language

MARKS = {State.DONE: "☑", State.OPEN: "☐", State.HINT: "○"}


def checklist(of: Introduction) -> paper.Document:
    """The document in the active language."""
    name = settings.CITY.name or "Sozialraum"
    blocks = [
        paper.Paragraph(_key(of)),
        *(block for n, one in enumerate(of.steps, 1) for block in _step(n, one)),
    ]
    return paper.Document(
        _("Wie die Stadt beginnt"), language(), tuple(blocks), author=name, date=clock.today(), reference=name
    )


def _key(of: Introduction) -> str:
    words = _("☑ steht, ☐ fehlt, ○ kann warten. Was hier steht, hat das Programm selbst nachgesehen.")
    return f"{of.says} {words}"


def _step(number: int, step: Step) -> Iterator[paper.Block]:
    yield paper.Heading(1, f"{number}. {step.title}", step.key)
    yield paper.Paragraph(f"{step.says} {_('Wer das macht')}: {step.who}.")
    heads = ("", _("Was"), _("Stand"))
    rows = tuple((MARKS[one.state], one.title, _words(one)) for one in step.points)
    yield paper.Table(step.title, heads, rows)


def _words(point: Point) -> str:
    return " ".join([point.says, ", ".join(point.names)]).strip() or "–"
