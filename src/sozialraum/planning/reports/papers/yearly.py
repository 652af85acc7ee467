"""The yearly report of the model to the council: what it is, what came of it, what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import paper
from sozialraum.planning.conferences.papers.frame import need_link, theirs
from sozialraum.planning.journal import clock
from sozialraum.planning.reports.queries import banks, departments, key_figures, spaces
from sozialraum.planning.reports.queries.costs import costs_of
from sozialraum.planning.reports.queries.decided import decided, judged
from sozialraum.planning.reports.queries.figures import Figure, Figures
from sozialraum.planning.reports.queries.grid import Column, Grid, Row, kept_back_rule, text_of
from sozialraum.planning.reports.queries.process import LENGTHS, spread
from sozialraum.planning.statistics.files import city_words
from sozialraum.planning.statistics.words import euros, language

Blocks = Iterator[paper.Block]
AREA_COLUMNS = ("voices", "voices_rate", "needs", "measures", "planned", "per_head")
SPACE_COLUMNS = ("voices", "needs", "measures", "planned", "per_head", "index")


def yearly(year: int, found: Figures) -> paper.Document:
    """The report on one year, in the active language; about thirty statements however much there was."""
    blocks = tuple(_blocks(year, found))
    invented = _("Vorführung: erfundene Stadt") if settings.CITY.demonstration else ""
    so_far = _("vorläufig: das Jahr läuft noch") if year == clock.today().year else ""
    return paper.Document(
        _("Jahresbericht %(year)d der sozialräumlichen Planung") % {"year": year},
        language(),
        blocks,
        settings.CITY.name or "Sozialraum",
        clock.today(),
        subtitle=_("Bericht an den Rat"),
        marks=" · ".join(filter(None, (invented, so_far))),
        address=settings.ADDRESS,
        reference=_("Jahresbericht %(year)d") % {"year": year},
    )


def _blocks(year: int, found: Figures) -> Blocks:
    made = spaces.found(year)
    answered = departments.page(year)
    yield from _model(found)
    yield from _in_figures(year, found)
    yield from _areas(made, year)
    yield from _departments(answered)
    yield from _decisions(year)
    yield from _money(made, year, found)
    yield from _effects(year)
    yield from _not_heard(made, found)
    yield from _costs(year)
    yield from _annexes(made, answered, year)


def _model(found: Figures) -> Blocks:
    yield paper.Heading(1, _("Worum es geht"), "modell")
    yield paper.Paragraph(
        _(
            "Für jeden Sozialraum planen Politik, Verwaltung, Träger und Bewohnerschaft an einem Tisch. Wer "
            "etwas braucht, "
            "meldet es. Die Sozialraumkonferenz berät, die Planungsraumkonferenz bringt die Bedarfe in eine "
            "Reihenfolge, das "
            "Fachamt antwortet mit Frist, und wo die Antwort nicht reicht, wird verhandelt. Beschlossen wird "
            "im zuständigen "
            "Gremium, und am Ende werden die gefragt, die es gemeldet haben."
        )
    )
    words = _(
        "Dieser Bericht ist aus dem Vorgangsjournal und den Zahlen der Stadt gerechnet. Jede Tabelle steht auch im "
        "Netz, als Seite und als Datei:"
    )
    yield paper.Paragraph((words, " ", paper.Link(_("Übersichten"), reverse("reports:start"))))
    yield paper.Paragraph(
        f"{_('Zahlen')}: {city_words(found.version)}, {_('Datenstand')} {found.version.id}", "muted"
    )


def _in_figures(year: int, found: Figures) -> Blocks:
    yield paper.Heading(1, _("Das Jahr in Kennzahlen"), "kennzahlen")
    sentences = tuple(key_figures.sentences(found))
    if sentences and year == found.years[-1]:
        yield paper.Bullets(sentences)
    every = (*found.flow, *found.outcomes, *found.feedback, *found.money)
    yield _year_by_year(_("Kennzahlen des Verfahrens"), every, year)
    rows = []
    for length in LENGTHS:
        now, before = (spread(found.process.days(length, y)) for y in (year, year - 1))
        rows.append((str(length.title), str(now.cases), *(text_of("days", s.median) for s in (now, before))))
    heads = (
        _("Abschnitt"),
        _("Bedarfe"),
        _("Tage %(year)d (Median)") % {"year": year},
        _("Tage im Vorjahr (Median)"),
    )
    yield paper.Table(_("Wie lange es dauert"), heads, tuple(rows), right=(1, 2, 3))
    if (drawn := key_figures.flow_chart(found.process)) is not None:
        yield paper.of_chart(drawn)


def _year_by_year(title: str, figures: Sequence[Figure], year: int) -> paper.Table:
    rows = tuple(
        (str(one.title), *(text_of(one.unit, one.values.get(y)) for y in (year, year - 1))) for one in figures
    )
    return paper.Table(title, (_("Kennzahl des Verfahrens"), str(year), _("Vorjahr")), rows, right=(1, 2))


def table(grid: Grid, keys: Sequence[str] = (), title: str = "") -> paper.Table:
    """A table of the site on paper, with some of its columns or all."""
    columns = [c for c in grid.columns if not keys or c.key in keys]
    rows = [_row(row, columns) for row in (*grid.rows, *((grid.total,) if grid.total else ()))]
    right = tuple(i for i, column in enumerate(columns, 1) if not column.is_text)
    return paper.Table(
        title or str(grid.title), (str(grid.name), *(str(c.title) for c in columns)), tuple(rows), right
    )


def _row(row: Row, columns: Sequence[Column]) -> tuple[str, ...]:
    told = (text_of(row.unit or column.unit, row.values.get(column.key)) for column in columns)
    return (row.title, *told)


def _chosen(keys: Sequence[str], *more: Column) -> tuple[Column, ...]:
    known = {column.key: column for column in (*spaces.COLUMNS, *more)}
    return tuple(known[key] for key in keys)


def _areas(made: spaces.Found, year: int) -> Blocks:
    yield paper.Heading(1, _("Die Planungsräume"), "planungsraeume")
    yield paper.Bullets(tuple(spaces.sentences(made, year)) or (_("Noch ist nichts zu zählen."),))
    columns = _chosen(AREA_COLUMNS)
    total = Row(_("ganze Stadt"), spaces.values_of(made, spaces.CITY, year, range(len(made.edition))))
    grid = Grid("areas", _("Planungsräume"), _("Planungsraum"), columns, spaces.area_rows(made, year), total)
    yield table(grid)
    yield paper.Paragraph(_("· heißt: nicht genannt, damit niemand erkennbar wird."), "muted")


def _departments(found: Any) -> Blocks:
    yield paper.Heading(1, _("Wie die Ämter geantwortet haben"), "aemter")
    if found.is_empty:
        yield paper.Paragraph(_("In diesem Jahr wurde keinem Amt ein Auftrag übergeben."))
        return
    yield paper.Bullets(found.sentences)
    yield table(found.grids[0], ("requests", "answered", "on_time", "open", "overdue", "days", "passed_on"))
    yield table(found.grids[2])


def _decisions(year: int) -> Blocks:
    yield paper.Heading(1, _("Was beschlossen wurde, und in welcher Reihenfolge"), "beschluesse")
    found = decided(year)
    if not found:
        yield paper.Paragraph(_("In diesem Jahr wurde über keine Vorlage aus dem Verfahren beschlossen."))
        return
    out_of_turn = [one for one in found if one.passed_over]
    yield paper.Paragraph(
        ngettext("Ein Beschluss.", "%(n)d Beschlüsse.", len(found)) % {"n": len(found)}
        + " "
        + (
            ngettext("Einer davon außer der Reihe.", "%(n)d davon außer der Reihe.", len(out_of_turn))
            % {"n": len(out_of_turn)}
            if out_of_turn
            else _("Alle folgten der Reihenfolge der Bedarfe.")
        )
    )
    heads = (
        _("Bedarf"), _("Platz in der Liste"), _("Nummer und Tag"), _("Gremium und Ergebnis"), _("Kosten"),
    )  # fmt: skip
    rows = tuple(
        (
            need_link(one.need),
            str(one.place) if one.place else "–",
            f"{one.number}, {date_format(one.on, 'SHORT_DATE_FORMAT')}",
            f"{one.body}: {one.outcome}",
            euros(one.cost) if one.cost is not None else "–",
        )
        for one in found
    )
    yield paper.Table(_("Beschlüsse des Jahres"), heads, rows, right=(1, 4))
    for one in out_of_turn:
        words = _("%(need)s wurde vor %(others)s beschlossen. Die Begründung:")
        yield paper.Paragraph(
            (
                words % {"need": one.need.number, "others": ", ".join(one.passed_over)},
                " ",
                theirs(one.deviation),
            )
        )


def _money(made: spaces.Found, year: int, found: Figures) -> Blocks:
    yield paper.Heading(1, _("Maßnahmen und Geld"), "geld")
    yield _year_by_year(_("Geld"), found.money, year)
    drawn = spaces.money_chart(made, spaces.space_rows(made, year))
    if drawn is not None:
        yield paper.of_chart(drawn)
    rows = banks.provider_rows(year)
    if rows:
        yield table(Grid("provided", _("Maßnahmen der Träger"), _("Träger"), banks.BANK_PROVIDERS, rows))


def _effects(year: int) -> Blocks:
    yield paper.Heading(1, _("Was es bewirkt hat"), "wirkung")
    found = judged(year)
    if not found:
        yield paper.Paragraph(_("In diesem Jahr wurde keine Maßnahme ausgewertet."))
        return
    heads = (_("Bedarf"), _("Ergebnis"), _("Begründung der Konferenz"), _("Nachfolger"))
    rows = tuple(
        (need_link(one.need), one.verdict, theirs(one.reason), one.successor or "–") for one in found
    )
    yield paper.Table(_("Auswertungen"), heads, rows)


def _not_heard(made: spaces.Found, found: Figures) -> Blocks:
    yield paper.Heading(1, _("Wen wir nicht hören"), "stille")
    if made.silence.contributions:
        yield paper.Paragraph(made.silence.sentence)
    both = [one for one in made.silence.both if one.hardly_heard]
    if both:
        words = _("%(space)s: kaum gehört sind %(groups)s.")
        yield paper.Bullets(
            tuple(words % {"space": s.name, "groups": ", ".join(g.title for g in s.first)} for s in both)
        )
    yield table(key_figures.by_group(found.version), title=_("Für wen gesprochen wird, über alle Jahre"))


def _costs(year: int) -> Blocks:
    yield paper.Heading(1, _("Was das Modell selbst kostet"), "kosten")
    found = costs_of(year)
    if not found:
        yield paper.Paragraph(_("Für dieses Jahr sind keine Kosten des Modells eingetragen."))
        return
    rows = [
        (one.title, euros(one.planned), euros(one.spent) if one.spent is not None else "–") for one in found
    ]
    spent = [one.spent for one in found if one.spent is not None]
    planned = sum((one.planned for one in found[1:]), found[0].planned)
    rows.append((_("zusammen"), euros(planned), euros(sum(spent[1:], spent[0])) if spent else "–"))
    yield paper.Table(
        _("Kosten des Modells"), (_("Wofür"), _("geplant"), _("ausgegeben")), tuple(rows), right=(1, 2)
    )


def _annexes(made: spaces.Found, answered: Any, year: int) -> Blocks:
    yield paper.PageBreak()
    yield paper.Heading(1, _("Anlagen"), "anlagen")
    rows = spaces.space_rows(made, year)
    yield paper.Heading(2, _("Sozialräume"))
    yield table(
        Grid("spaces", _("Meldungen, Bedarfe und Geld"), _("Sozialraum"), _chosen(SPACE_COLUMNS), rows)
    )
    if not answered.is_empty:
        yield paper.Heading(2, _("Arten der Antwort"))
        yield table(answered.grids[1])
    yield paper.Paragraph(f"{kept_back_rule()[0]}: {kept_back_rule()[1]}", "muted")
