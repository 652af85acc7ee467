"""The programme as a document: measures by Lebenslage, money by year, what is overdue, what waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum import paper
from sozialraum.planning.conferences.papers.frame import need_link, theirs
from sozialraum.planning.journal import clock
from sozialraum.planning.programme.queries.measures import Row
from sozialraum.planning.programme.queries.programme import Chapter, Programme
from sozialraum.planning.statistics.words import language


def document(of: Programme) -> paper.Document:
    """In the active language. Everything in it is public."""
    invented = _("Vorführung: erfundene Stadt") if settings.CITY.demonstration else ""
    title = _("Programm %(name)s") % {"name": of.name}
    return paper.Document(
        title, language(), tuple(_blocks(of)), settings.CITY.name or "Sozialraum", clock.today(), marks=invented,
        subtitle=_("Maßnahmen, Geld und was noch wartet"), reference=title,
        address=settings.ADDRESS,
    )  # fmt: skip


def _blocks(of: Programme) -> Iterator[paper.Block]:
    yield paper.Heading(1, _("Überblick"), "ueberblick")
    if not of.count:
        yield paper.Paragraph(_("Noch gibt es hier keine Maßnahme"))
    else:
        yield paper.Facts(tuple((title, str(count)) for _key, title, count in of.states))
        yield from _money(of)
        yield from _late(of)
        yield from _places(of)
    for number, chapter in enumerate(of.chapters, 1):
        yield from _chapter(number, chapter)
    yield paper.Heading(1, _("Bedarfe ohne Maßnahme"), "wartet")
    if of.waiting:
        yield paper.Bullets(tuple((need_link(one), f" – {one.get_state_display()}") for one in of.waiting))
    else:
        yield paper.Paragraph(_("Keine: Alles, was vereinbart oder beschlossen ist, hat eine Maßnahme."))


def _money(of: Programme) -> Iterator[paper.Block]:
    heads = (_("Jahr"), pgettext("Geld", "geplant"), _("ausgegeben"), _("geplant je Mensch"))
    rows = tuple(
        (one.sums.label, one.sums.planned_shown, one.sums.actual_shown, one.each)
        for one in (*of.years, of.whole)
    )
    yield paper.Table(_("Geld nach Jahren"), heads, rows, right=(1, 2, 3))
    if of.areas:
        heads = (_("Planungsraum"), _("Maßnahmen"), pgettext("Geld", "geplant"), _("ausgegeben"))
        sums = [*(one.sums for one in of.areas), of.areas_whole]
        rows = tuple((one.label, str(one.count), one.planned_shown, one.actual_shown) for one in sums)
        yield paper.Table(_("Nach Planungsräumen"), heads, rows, right=(1, 2, 3))


def _places(of: Programme) -> Iterator[paper.Block]:
    if of.places is None:
        return
    yield paper.Heading(1, _("Wo die Maßnahmen sind"), "karte")
    yield paper.of_map(of.places.map, 0.55)
    heads = (_("Sozialraum"), _("Maßnahmen"), pgettext("Geld", "geplant"), _("geplant je Mensch"))
    rows = tuple((one.name, str(one.count), one.planned_shown, one.each or "–") for one in of.places.rows)
    yield paper.Table(_("Nach Sozialräumen"), heads, rows, right=(1, 2, 3))


def _late(of: Programme) -> Iterator[paper.Block]:
    if not of.late:
        return
    yield paper.Heading(1, _("Was überfällig ist"), "spaet")
    yield paper.Bullets(
        tuple(
            (
                _link(one.measure), ": ", theirs(one.title), ", ",
                _("fällig am %(day)s") % {"day": date_format(one.due, "DATE_FORMAT")},
            )
            for one in of.late
        )
    )  # fmt: skip


def _chapter(number: int, chapter: Chapter) -> Iterator[paper.Block]:
    yield paper.Heading(1, chapter.title, f"k-{number}")
    states = [f"{title}: {count}" for title, count in chapter.states]
    caption = " · ".join([*states, _("geplant %(sum)s") % {"sum": chapter.planned_shown}])
    heads = (
        _("Maßnahme"), _("Wo und wer"), pgettext("Maßnahme", "Stand"), pgettext("Geld", "geplant"), _("ausgegeben"),
    )  # fmt: skip
    yield paper.Table(caption, heads, tuple(_row(row) for row in chapter.rows), right=(3, 4))


def _row(row: Row) -> tuple[paper.Text, ...]:
    one = row.measure
    who = one.provider.name if one.provider else one.responsible.name
    steps = _("%(done)s von %(all)s Schritten") % {"done": one.settled, "all": one.steps}
    return _link(one), f"{row.place}, {who}", f"{one.get_state_display()}, {steps}", row.planned, row.actual


def _link(measure: object) -> paper.Link:
    return paper.Link(measure.title, reverse("programme:measure", args=[measure.pk]))  # type: ignore[attr-defined]
