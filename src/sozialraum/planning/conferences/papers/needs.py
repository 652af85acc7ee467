"""A need on paper: what it is, and what was said to it in the words of those who said it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import paper
from sozialraum.planning.conferences.papers import frame
from sozialraum.planning.conferences.papers.frame import theirs
from sozialraum.planning.conferences.queries.voices import Words
from sozialraum.planning.needs.models import Need


def about_need(need: Need, words: Words) -> Iterator[paper.Block]:
    """Its number and title, its wording, the first of its voices; the others are counted."""
    yield paper.Facts(((_("Bedarf"), frame.need_link(need)), (_("Menschen dahinter"), str(need.voices))))
    yield from prose(need.wording)
    yield from originals(words)


def originals(words: Words) -> Iterator[paper.Block]:
    """Original words in their own language."""
    for one in words.shown:
        said = _("gemeldet am %(day)s") % {"day": frame.day(one.registered)}
        yield paper.Quote(one.read_text, said, one.language)
    if words.more:
        said = (
            ngettext("und eine weitere Meldung", "und %(n)d weitere Meldungen", words.more)
            if words.shown
            else ngettext(
                "Eine Meldung, noch nicht zum Lesen frei.",
                "%(n)d Meldungen, noch nicht zum Lesen frei.",
                words.more,
            )
        )
        yield paper.Paragraph(said % {"n": words.more}, "muted")


def prose(text: str) -> Iterator[paper.Block]:
    """Running text that somebody wrote: an empty line begins a new paragraph."""
    for part in text.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            yield paper.Paragraph(theirs(part.strip()))
