"""The whole way of a need as one line, from the first voice to the effect: read from the journal alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.queries import entries_on
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.blackened import without_words
from sozialraum.planning.needs.queries.telling import Told, told
from sozialraum.planning.needs.queries.way import moves_now, next_of
from sozialraum.planning.needs.states import END, PUBLIC, State
from sozialraum.planning.reports.queries.bank_words import POSITION, positions, said_by_banks
from sozialraum.planning.reports.queries.links import links_of
from sozialraum.planning.reports.queries.stages import STANDS, Stage, stage_of_step
from sozialraum.planning.reports.queries.sums_told import Sums, sums_told


@dataclass(frozen=True)
class Line:
    """One act: when, by which role or body, in a sentence. times: how often the same was done that day."""

    at: datetime
    who: str
    words: str
    reason: str
    later: str  # "nach 41 Tagen"; nothing on the same day
    times: int = 1


@dataclass(frozen=True)
class Stretch:
    """What was done in one stage, until the need went on. again: it had been in this stage before."""

    stage: Stage
    lines: tuple[Line, ...]
    again: bool
    links: tuple[tuple[str, str], ...] = ()  # to what was made in it

    @property
    def title(self) -> str:
        return str(self.stage.label)


@dataclass(frozen=True)
class Station:
    """A stage on the drawn line. days: how long the need was in it, None where it hasn't been there."""

    title: str
    days: int | None
    words: str
    is_here: bool
    anchor: str  # of the last stretch in this stage


@dataclass(frozen=True)
class WholeWay:
    """Everything on the page."""

    need: Need
    sentence: str
    stations: tuple[Station, ...]
    stretches: tuple[tuple[str, Stretch], ...]  # with their anchors
    state: str
    since: datetime
    holder: Promise | str
    next: Promise | str
    is_over: bool
    due: date | None
    sums: Sums | None  # how what it is to cost changed on the way


def example() -> Need | None:
    """A need whose way can be read, one that came to its evaluation where there is such a one."""
    far = Case(When(state=State.EVALUATED, then=Value(0)), default=Value(1))
    return Need.objects.filter(state__in=sorted(PUBLIC)).order_by(far, "-since", "-pk").first()


def whole_way(need: Need) -> WholeWay:
    """Gather the page; two statements, however long the way is."""
    every = without_words(list(entries_on("need", str(need.pk)).order_by("id")))
    lines = _together(told(need, every))
    placed = _placed(lines)
    holder, due = moves_now(need)
    stretches = tuple((f"abschnitt-{i}", one) for i, one in enumerate(_stretches(placed), 1))
    return WholeWay(
        need, _sentence(need, lines), tuple(_stations(need, lines, stretches)), stretches,
        str(State(need.state).label), need.since, holder, next_of(need),
        need.state in END, due, sums_told(every),
    )  # fmt: skip


def _together(lines: Sequence[Told]) -> list[Told]:
    """Without saying twice what one act and its step say, and with the positions of the banks as one line."""
    found: list[Told] = []
    row: list[Told] = []  # positions one after the other, of a day
    for one, following in zip(lines, [*lines[1:], None], strict=True):
        if one.entry.act == POSITION:
            row.append(one)
            if following and following.entry.act == POSITION and not _later(one.entry.at, following.entry.at):
                continue
            about = [each.entry.details for each in row]
            reason = said_by_banks((each.entry.details, each.reason) for each in row)
            found.append(replace(row[0], words=positions(about), reason=reason))
            row = []
        elif not (
            following and following.state and one.reason and one.reason == following.reason and not one.state
        ):
            found.append(one)
    return found


def _placed(lines: Sequence[Told]) -> list[tuple[Stage, Told]]:
    """Each line with the stage to which it belongs: a step by where it leads, all else by where the need stood."""
    state, found = "", []
    for one in lines:
        if one.state:
            found.append((stage_of_step(state, one.state), one))
            state = one.state
        elif one.entry.act.startswith("effects."):
            found.append(
                (Stage.EVALUATE, one)
            )  # whoever registered it is asked while it is still implemented
        else:
            found.append((STANDS.get(state, Stage.REGISTER), one))
    return found


def _stretches(placed: Sequence[tuple[Stage, Told]]) -> list[Stretch]:
    made: list[Stretch] = []
    seen: set[Stage] = set()
    before: datetime | None = None
    for stage, one in placed:
        line = Line(one.entry.at, one.who, one.words, one.reason, _later(before, one.entry.at))
        before = one.entry.at
        leads = links_of(one.entry)
        if not made or made[-1].stage != stage:
            made.append(Stretch(stage, (line,), stage in seen, leads))
            seen.add(stage)
        else:
            links = tuple(dict.fromkeys((*made[-1].links, *leads)))
            made[-1] = replace(made[-1], lines=_with(made[-1].lines, line), links=links)
    return made


def _with(lines: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """One line more; where it says the same as the one before on the same day, that one counts for both."""
    last = lines[-1]
    if (last.words, last.who, last.reason) == (line.words, line.who, line.reason) and not line.later:
        return (*lines[:-1], replace(last, times=last.times + 1))
    return (*lines, line)


def days_between(first: datetime, last: datetime) -> int:
    """Days of the calendar from one moment to another."""
    return (timezone.localdate(last) - timezone.localdate(first)).days


def _later(before: datetime | None, at: datetime) -> str:
    days = days_between(before, at) if before else 0
    return ngettext("nach einem Tag", "nach %(n)d Tagen", days) % {"n": days} if days > 0 else ""


def in_days(days: int) -> str:
    """A length of time in words: "41 Tage"."""
    if days < 1:
        return _("weniger als ein Tag")
    return ngettext("ein Tag", "%(n)d Tage", days) % {"n": days}


def _stations(need: Need, lines: Sequence[Told], stretches: Sequence[tuple[str, Stretch]]) -> list[Station]:
    """All eight stages in their order, with the days that the need stood in each; the one where it is runs on."""
    spent: dict[Stage, int] = {}
    steps = [one for one in lines if one.state]
    for at, one in enumerate(steps):
        stage = STANDS.get(one.state, Stage.REGISTER)
        until = steps[at + 1].entry.at if at + 1 < len(steps) else clock.now()
        over = at + 1 == len(steps) and one.state in END
        spent[stage] = spent.get(stage, 0) + (0 if over else days_between(one.entry.at, until))
    here = STANDS[need.state]
    anchors = {stretch.stage: anchor for anchor, stretch in stretches}
    return [
        Station(
            str(stage.label), spent.get(stage), _stood(spent, stage, need),
            stage == here, anchors.get(stage, ""),
        )
        for stage in Stage
    ]  # fmt: skip


def _stood(spent: Mapping[Stage, int], stage: Stage, need: Need) -> str:
    """How long the need was in a stage; where its way ended in it at once, that."""
    if stage not in spent:
        return ""
    is_over = need.state in END and STANDS[need.state] == stage
    return _("zu Ende") if is_over and not spent[stage] else in_days(spent[stage])


def _sentence(need: Need, lines: Sequence[Told]) -> str:
    """How long it has been under way, in one sentence."""
    if not lines:
        return _("Zu diesem Bedarf steht noch nichts im Vorgangsjournal.")
    last = lines[-1].entry.at if need.state in END else clock.now()
    days = in_days(days_between(lines[0].entry.at, last))
    steps = sum(1 for one in lines if one.state) - 1
    if need.state in END:
        words = ngettext(
            "Von der ersten Stimme bis zum Ende: %(days)s, ein Schritt.",
            "Von der ersten Stimme bis zum Ende: %(days)s, %(n)d Schritte.", max(steps, 0),
        )  # fmt: skip
    else:
        words = ngettext(
            "Seit der ersten Stimme: %(days)s, ein Schritt.", "Seit der ersten Stimme: %(days)s, %(n)d Schritte.",
            max(steps, 0),
        )  # fmt: skip
    return words % {"days": days, "n": max(steps, 0)}
