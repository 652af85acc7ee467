"""Key figures of the process, year against year: how fast, how well answered, by whom, with which end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.reports.queries import groups
from sozialraum.planning.reports.queries.drawings import bars
from sozialraum.planning.reports.queries.figures import Figure, Figures, figures
from sozialraum.planning.reports.queries.grid import (
    Column,
    Grid,
    Overview,
    Row,
    is_known,
    kept_back_rule,
)
from sozialraum.planning.reports.queries.heard import CITY
from sozialraum.planning.reports.queries.keeping_back import FEWEST, KEPT_BACK
from sozialraum.planning.reports.queries.process import LENGTHS, Process, spread
from sozialraum.planning.reports.queries.stages import Stage
from sozialraum.planning.statistics.words import language
from sozialraum.warehouse.values import State as ValueState
from sozialraum.warehouse.version import Version

KEY = "kennzahlen"


def page() -> Overview:
    """The page. Raises NotPublishedError."""
    found = figures()
    grids = (
        _lengths(found),
        _figures("fluss", _("Was hinein- und hinauskommt"), found.flow, found.years),
        _stages(found),
        _figures("ergebnisse", _("Was daraus wird"), found.outcomes, found.years),
        _figures("rueckmeldung", _("Wer Rückmeldung bekam"), found.feedback, found.years),
        _figures("geld", _("Geld"), found.money, found.years),
        _by_bank(found),
        by_group(found.version),
    )
    return Overview(
        found.version,
        KEY,
        _("Kennzahlen des Verfahrens"),
        _(
            "Arbeitet das Verfahren so, wie es soll? Wie lange es dauert, wer Antwort bekommt, wer teilnimmt "
            "und was daraus "
            "wird, Jahr für Jahr."
        ),
        tuple(sentences(found)),
        grids,
        tuple(_charts(found)),
        notes=(kept_back_rule(),),
        is_empty=not found.process.ways,
        teaches=_("Sobald jemand einen Bedarf meldet, zählt diese Seite mit."),
    )


def _year_columns(years: Sequence[int], unit: str = "count") -> tuple[Column, ...]:
    return tuple(Column(str(year), str(year), "", unit) for year in years)


def _figures(key: str, title: str, every: Sequence[Figure], years: Sequence[int]) -> Grid:
    rows = tuple(
        Row(
            str(one.title),
            {str(year): one.values.get(year) for year in years},
            key=one.key,
            says=str(one.says),
            unit=one.unit,
        )
        for one in every
    )
    return Grid(key, title, _("Kennzahl des Verfahrens"), _year_columns(years), rows)


def _lengths(found: Figures) -> Grid:
    columns = (
        Column("cases", _("Bedarfe"), _("So viele haben diesen Abschnitt hinter sich, über alle Jahre.")),
        Column("q1", _("ein Viertel bis"), _("Ein Viertel war nach so vielen Tagen fertig."), "days"),
        Column("median", _("Hälfte bis"), _("Die Hälfte war nach so vielen Tagen fertig (Median)."), "days"),
        Column("q3", _("drei Viertel bis"), _("Drei Viertel waren nach so vielen Tagen fertig."), "days"),
        *(
            Column(
                str(year),
                _("Median %(year)d") % {"year": year},
                _("Median derer, die den Abschnitt in diesem Jahr beendeten."),
                "days",
            )
            for year in found.years
        ),
    )
    rows = []
    for length in LENGTHS:
        whole = spread(found.process.days(length))
        told: dict[str, Any] = {"cases": whole.cases, "q1": whole.q1, "median": whole.median, "q3": whole.q3}
        told |= {str(year): spread(found.process.days(length, year)).median for year in found.years}
        rows.append(Row(str(length.title), told, key=length.key, says=str(length.says)))
    return Grid("dauer", _("Wie lange es dauert, in Tagen"), _("Abschnitt"), columns, tuple(rows))


def _stages(found: Figures) -> Grid:
    columns = (
        Column(
            "open", _("unterwegs"), _("Bedarfe, die heute in diesem Abschnitt stehen und nicht zu Ende sind.")
        ),
        Column(
            "overdue",
            _("überfällig"),
            _(
                "Davon mit einer Frist, die vorbei ist, oder noch nicht geprüft, obwohl die Zeit für die formale "
                "Prüfung um ist."
            ),
        ),
    )
    is_quiet = _is_quiet(found)
    rows = tuple(
        Row(
            str(stage.label),
            dict.fromkeys(("open", "overdue"), KEPT_BACK) if is_quiet and stage == Stage.REGISTER
            else {"open": n, "overdue": late},
            key=stage.value,
        )
        for stage, (n, late) in found.now.items()
    )  # fmt: skip
    total: dict[str, Any] = {
        "open": KEPT_BACK if is_quiet else sum(n for n, _l in found.now.values()),
        "overdue": KEPT_BACK if is_quiet else sum(late for _n, late in found.now.values()),
    }
    return Grid(
        "stand",
        _("Wo die Bedarfe heute stehen"),
        _("Abschnitt"),
        columns,
        rows,
        Row(_("zusammen"), total, key="all"),
    )


def _is_quiet(found: Figures) -> bool:
    """Before the deliberation a need is between its author and the manager; all later ones can be read one by one."""
    return found.now[Stage.REGISTER][0] < FEWEST


def _by_bank(found: Figures) -> Grid:
    rows = tuple(
        Row(str(bank.label), {str(y): found.voices.share(bank.value, y) for y in found.years}, key=bank.value)
        for bank in Bank
    )
    return Grid(
        "baenke", _("Anteil an den Meldungen je Bank"), _("Bank"), _year_columns(found.years, "percent"), rows
    )


def by_group(version: Version) -> Grid:
    """For whom something is said, against the population of the city; three statements."""
    edition = version.edition()
    found, rows = groups.by_group(version, edition), range(len(edition))
    return groups.grid_of(found, CITY, rows, "gruppen", _("Für wen gesprochen wird"))


def sentences(found: Figures) -> Iterable[str]:
    """What is to be seen, in words."""
    to_answer = spread(found.process.days(LENGTHS[0]))
    if to_answer.cases:
        words = _(
            "Von der ersten Stimme bis zur Antwort vergehen in der Hälfte der Fälle höchstens %(n)d Tage, in drei "
            "Vierteln höchstens %(m)d."
        )
        yield words % {"n": round(to_answer.median), "m": round(to_answer.q3)}
    year = found.years[-1]
    if is_known(share := found.value("with_feedback", year)):
        words = _("Von 100 Meldungen aus dem Jahr %(year)d haben %(n)d eine Rückmeldung.")
        yield words % {"year": year, "n": round(share)}
    if late := sum(
        n for stage, (_o, n) in found.now.items() if stage != Stage.REGISTER or not _is_quiet(found)
    ):
        words = ngettext("Ein Bedarf ist überfällig.", "%(n)d Bedarfe sind überfällig.", late)
        yield words % {"n": late}


def _charts(found: Figures) -> Iterable[Chart]:
    if (drawn := flow_chart(found.process)) is not None:
        yield drawn
    told = [(str(one.title), spread(found.process.days(one)).median) for one in LENGTHS]
    yield bars(
        _("Abschnitt"),
        [title for title, _n in told],
        [n for _t, n in told],
        unit="days",
        title=_("So viele Tage dauert jeder Abschnitt (Median)"),
    )


def flow_chart(ways: Process) -> Chart | None:
    """Needs that came in and that came to an end, by quarter; nothing where there was none."""
    flow = ways.flow()
    if not flow.quarters:
        return None
    names = [f"{year}/{part}" for year, part in flow.quarters]
    came, ended = (
        [math.nan if one in flow.hidden else float(counts[one]) for one in flow.quarters]
        for counts in (flow.came, flow.ended)
    )
    states = [ValueState.SECRET if one in flow.hidden else ValueState.OBSERVED for one in flow.quarters]
    drawn = charts.trend(
        names, came, unit="", title=_("Bedarfe je Quartal"), language=language(), label=_("begonnen"), states=states,
        compare=[(_("zu Ende"), ended)],
    )  # fmt: skip
    drawn = replace(drawn, columns=(_("Quartal"), *drawn.columns[1:]))
    told = [at for at, n in enumerate(came) if n == n]
    if not told:
        return replace(drawn, sentence=_("In jedem Quartal waren es zu wenige, um Zahlen zu nennen."))
    words = _("Im Quartal %(quarter)s kamen %(n)d Bedarfe dazu, %(m)d kamen zu einem Ende.")
    return replace(
        drawn, sentence=words % {"quarter": names[told[-1]], "n": came[told[-1]], "m": ended[told[-1]]}
    )
