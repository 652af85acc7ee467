"""What has moved noticeably in the figures of a social space: the few strongest, each until new figures come."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _

from sozialraum.numbers import unit_words
from sozialraum.planning.conferences.models import AgendaItem, Body, Session
from sozialraum.planning.conferences.queries.proposals import Proposal
from sozialraum.planning.situation.sentences import change_sentence
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import language, said
from sozialraum.warehouse.changes import Change, Verdict, changes
from sozialraum.warehouse.figures import Series
from sozialraum.warehouse.profile import Line, profile
from sozialraum.warehouse.version import NoFiguresError

YEARS = (
    4  # the last known figures that are compared: as many as a trend takes, so that ups and downs don't count
)
MOST = 3


def of_signals(session: Session) -> list[Proposal]:
    """Figures that rose or fell by more than chance in their last years, the strongest first.

    Strong is what moved far in relation to how far the social spaces lie apart.
    """
    body = session.body
    if body.kind != Body.Kind.SOCIAL_SPACE_CONFERENCE:
        return []
    system, _slash, code = body.scope_key.partition("/")
    version = current()
    try:
        edition = version.edition(system)
    except NoFiguresError:
        return []
    if code not in edition.codes:
        return []
    lines = [line for some in profile(version, edition, code).lines.values() for line in some]
    found = sorted(_moved(lines), key=lambda one: -one[0])
    return [_proposal(line, change) for _strength, line, change in found[:MOST]]


def _moved(lines: list[Line]) -> Iterator[tuple[float, Line, Change]]:
    telling = [line for line in lines if not line.indicator.context and not math.isnan(line.figure.value)]
    recent = changes([_recent(x.series) for x in telling], [x.indicator.decimals for x in telling])
    for line, change in zip(telling, recent, strict=True):
        if change.verdict in (Verdict.ROSE, Verdict.FELL) and change.until == line.period:
            known = line.of_all.values[~np.isnan(line.of_all.values)]
            spread = float(np.std(known)) if len(known) else 0.0
            if spread > 0:
                yield abs(change.difference) / spread, line, change


def _recent(series: Series) -> Series:
    """The last few known figures of one space."""
    known = np.flatnonzero(~np.isnan(series.values))
    if len(known) <= YEARS:
        return series
    first = int(known[-YEARS])
    return replace(
        series, periods=series.periods[first:], values=series.values[first:], states=series.states[first:],
        lower=series.lower[first:], upper=series.upper[first:],
    )  # fmt: skip


def _proposal(line: Line, change: Change) -> Proposal:
    title = said(line.indicator.title)
    moved = _("gestiegen") if change.verdict is Verdict.ROSE else _("gesunken")
    told = change_sentence(line.indicator, change, line.period, language())
    if unit := unit_words(line.indicator.unit, language()):
        told = _("%(sentence)s (Einheit: %(unit)s)") % {"sentence": told, "unit": unit}
    return Proposal(
        f"signal:{line.indicator.key}:{line.period}", AgendaItem.Kind.SIGNAL, f"{title}: {moved}", told, 5, text=told
    )  # fmt: skip
