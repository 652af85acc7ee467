"""A counted ballot as it stands on paper: question, result whole and by bank, who was outvoted, how it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sozialraum import paper
from sozialraum.planning.conferences.models import Ballot
from sozialraum.planning.conferences.papers.frame import theirs
from sozialraum.planning.conferences.queries.results import Line
from sozialraum.planning.conferences.queries.room import Told
from sozialraum.planning.conferences.queries.turnout import Turnout
from sozialraum.planning.conferences.states import Majority, Method

MOST_REASONS = 12  # why somebody resists; of more only how many there are


def result(told: Told, agrees: bool | None, level: int) -> Iterator[paper.Block]:
    """The blocks of one ballot. agrees: what counting it once more came to, None where nobody did."""
    yield paper.Heading(level, title(told))
    yield paper.Facts(tuple(_facts(told)))
    yield paper.Paragraph((paper.Strong(told.sentence), *_weighed(told)))
    if told.turnout:
        yield paper.Paragraph(_turnout(told.turnout))
    if told.too_few:
        yield paper.Notice(told.too_few, "warning")
    if told.warning:
        yield paper.Notice(told.warning, "warning")
    if told.against:
        yield paper.Notice(", ".join(told.against), "warning", _("Überstimmt"))
    if told.lines:
        yield _table(told)
    if notes := _notes(told, agrees):
        yield paper.Paragraph(" ".join(notes), "muted")
    yield from _reasons(told)


def title(told: Told) -> str:
    """Abstimmung; of several which one."""
    return f"{_('Abstimmung')}, {told.which}" if told.which else _("Abstimmung")


def annulled(ballot: Ballot) -> str:
    """That a ballot counts for nothing, and why."""
    said = _("Die %(n)d. Abstimmung wurde aufgehoben und zählt nicht: %(reason)s")
    return said % {"n": ballot.number, "reason": ballot.annulled_because}


def _turnout(turnout: Turnout) -> str:
    said = _("%(given)d von %(may)d haben abgestimmt.") % {"given": turnout.given, "may": turnout.may}
    if turnout.silent:
        said += " " + _("Ohne Stimme blieben: %(banks)s.") % {"banks": ", ".join(turnout.silent)}
    return said


def _facts(told: Told) -> Iterator[tuple[str, paper.Text]]:
    ballot = told.ballot
    yield _("Frage"), theirs(ballot.question)
    if told.meaning:
        yield _("Ein Ja heißt"), told.meaning
    yield _("Verfahren"), str(Method(ballot.method).label) + (f", {_('geheim')}" if ballot.secret else "")
    if ballot.method == Method.CARRY:
        yield _("Nötig"), str(Majority(ballot.rules["majority"]).label)
    if found := ballot.rules.get("quorum"):
        said = _("%(present)d von %(seats)d Stimmen waren da, nötig waren %(needed)d")
        yield _("Beschlussfähigkeit"), said % found


def _weighed(told: Told) -> Iterator[str]:
    equal = told.ballot.rules.get("banks_equal")
    if not told.share:
        return
    first, second = (
        (_("%(share)s Ja, wenn jede Bank gleich viel wiegt"), _("%(share)s nach Köpfen"))
        if equal
        else (_("%(share)s Ja nach Köpfen"), _("%(share)s, wenn jede Bank gleich viel wiegt"))
    )
    yield " " + first % {"share": told.share}
    if told.by_other:
        yield "; " + second % {"share": told.by_other}
    yield "."


def _table(told: Told) -> paper.Table:
    value = {Method.CONSENSING: _("Widerstand (0–10)"), Method.FUND: _("Kosten")}.get(
        Method(told.ballot.method), pgettext("Abstimmung", "Stimmen")
    )
    beside = _beside_head(told)
    heads: tuple[str, ...] = (_("Vorschlag"), value, *((beside,) if beside else ()), *told.banks)
    rows = tuple(_row(line, bool(beside), told) for line in told.lines)
    return paper.Table(_caption(told), heads, rows, right=_figures(heads))


def _caption(told: Told) -> str:
    """Another one for each table of a document, so that whoever hears them tells them apart."""
    said = _("Ergebnis zu Punkt %(n)d") % {"n": told.ballot.item.position}
    return f"{said}, {told.which}" if told.which else said


def _figures(heads: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(range(1, len(heads)))


def _beside_head(told: Told) -> str:
    if not any(line.beside for line in told.lines):
        return ""
    if told.ballot.method == Method.CONSENSING:
        return _("nach Köpfen") if told.ballot.rules["banks_equal"] else _("Bänke gleich")
    return _("dafür") if told.ballot.method == Method.FUND else _("Anteil")


def _row(line: Line, has_beside: bool, told: Told) -> tuple[paper.Text, ...]:
    named: paper.Text = paper.Strong(line.title) if line.is_first else line.title
    if line.note:
        named = (named, f"\n{line.note}") if isinstance(named, str | paper.Strong) else named
    cells = tuple(_split(value, apart) for _bank, value, apart in line.cells)
    by_bank = cells or ("",) * len(told.banks)
    return (named, line.value, *((line.beside,) if has_beside else ()), *by_bank)


def _split(value: str, apart: str) -> str:
    """Of one bank: what counts, and below it how far its votes lie apart; in short lines, as columns are narrow."""
    return "\n".join((value, *apart.split("; "))) if apart else value


def _notes(told: Told, agrees: bool | None) -> list[str]:
    said = []
    if told.tells_spread:
        said.append(
            _(
                "± ist die Streuung: wie weit die Werte im Schnitt vom Mittel liegen. „ab 8“ ist der Anteil mit 8, 9 "
                "oder 10."
            )
        )
    if told.result.get("banks_hidden"):
        said.append(
            _("Nach Bänken wird nichts gezeigt: Auf einer Bank waren es weniger als drei geheime Stimmen.")
        )
    if (
        told.ballot.method == Method.FUND
        and told.ballot.rules["banks_equal"]
        and told.result.get("weighing") == "heads"
    ):
        said.append(
            _("Gezählt nach Köpfen: So viele Stimmen lassen sich nicht nach Bänken gleich gewichten.")
        )
    if agrees is not None:
        said.append(
            _("Für das Protokoll noch einmal gezählt: dasselbe Ergebnis.")
            if agrees
            else _("Für das Protokoll noch einmal gezählt: Es kommt etwas anderes heraus. Bitte prüfen.")
        )
    return said


def _reasons(told: Told) -> Iterator[paper.Block]:
    reasons = told.result.get("reasons") or []
    if not reasons:
        return
    titles = {option.pk: option.title for option in told.options}
    yield paper.Paragraph(paper.Strong(_("Warum Widerstand?")))
    yield paper.Bullets(
        tuple(
            (f"{titles[one['option']]}: " if one["option"] in titles else "", theirs(one["text"]))
            for one in reasons[:MOST_REASONS]
        )
    )
    left = len(reasons) - MOST_REASONS
    if left > 0:
        said = ngettext("und ein weiterer Grund", "und %(n)d weitere Gründe", left)
        yield paper.Paragraph(said % {"n": left}, "muted")
