"""The minutes of a session as a document: they write themselves of what the room recorded and what people added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import paper
from sozialraum.planning.conferences.models import Minutes, Resolution
from sozialraum.planning.conferences.papers import frame
from sozialraum.planning.conferences.papers.frame import theirs
from sozialraum.planning.conferences.papers.needs import about_need, prose
from sozialraum.planning.conferences.papers.results import annulled, result
from sozialraum.planning.conferences.queries.presence import Came
from sozialraum.planning.conferences.queries.record import Point, Record
from sozialraum.planning.conferences.queries.taken_back import TakenBack
from sozialraum.planning.conferences.states import Method, MinutesState, Outcome
from sozialraum.planning.people.roles import Bank

# Outcomes by which something goes on; all others are told without a colour.
GOES_ON = frozenset(
    {
        Outcome.CARRIED, Outcome.SOLVED_LOCALLY, Outcome.BUNDLED, Outcome.REOPENED, Outcome.ADOPTED, Outcome.CHOSEN,
        Outcome.FUNDED, Outcome.ELECTED, Outcome.ACCEPTED, Outcome.EFFECTIVE, Outcome.PARTLY_EFFECTIVE,
    }
)  # fmt: skip
MANY = 3  # resolutions on one item, from which on they stand in a table


def minutes(of: Record) -> paper.Document:
    """The document in the active language; nobody is named in it who didn't allow it."""
    blocks = (
        *_head(of), *_overview(of.resolutions), *_presence(of), *_agenda(of), *_postponed(of.points),
        *_text(_("Zum Schluss"), of.minutes.closing),
    )  # fmt: skip
    made: paper.Document = frame.masked(
        frame.document(_("Protokoll"), of.session, blocks, of.day, mark=_mark(of.minutes)), of.hidden
    )
    return made


def _mark(of: Minutes) -> str:
    """What stands at the head of every page until it is approved."""
    if of.state in (MinutesState.APPROVED, MinutesState.PUBLISHED):
        return ""
    return _("Entwurf, noch nicht genehmigt")


# -- when, where, who --


def _head(of: Record) -> Iterator[paper.Block]:
    session = of.session
    begins, ends = session.opened or session.begins, session.ends if session.on_paper else session.closed
    pairs = [
        (_("Gremium"), theirs(session.body.name)),
        (_("Wann"), f"{frame.weekday(begins)}, {frame.span(begins, ends)}" if begins else ""),
        (_("Wo"), theirs(session.place)), (_("Leitung"), theirs(of.chair)), (_("Protokoll"), theirs(of.minute_taker)),
        (_("Öffentlich"), _("ja") if session.is_public else _("nein")), (_("Stand"), _stand(of.minutes)),
    ]  # fmt: skip
    yield paper.Facts(tuple((label, text) for label, text in pairs if paper.document.plain(text)))
    if session.on_paper:
        yield paper.Notice(_("Die Sitzung fand auf Papier statt und wurde danach eingetragen."))


def _stand(of: Minutes) -> str:
    if of.state == MinutesState.PRESENTED and of.silence_until:
        return _("vorgelegt; Einwände bis %(day)s") % {"day": frame.day(of.silence_until)}
    if of.approved is None:
        return str(MinutesState(of.state).label)
    on = frame.day(of.approved)
    if of.approved_in is not None:
        said = _("genehmigt in der %(number)d. Sitzung am %(day)s")
        return said % {"number": of.approved_in.number, "day": on}
    return _("genehmigt am %(day)s, weil bis dahin niemand einen Einwand hatte") % {"day": on}


def _presence(of: Record) -> Iterator[paper.Block]:
    yield paper.Heading(1, _("Wer da war"), "wer-da-war")
    yield paper.Table(
        _("Sitze mit Stimme, und wie viele davon besetzt waren"),
        (_("Bank"), _("Sitze"), _("da")),
        tuple((one.title, str(one.chairs), str(one.came)) for one in of.banks), right=(1, 2),
    )  # fmt: skip
    if of.came:
        heads = (_("Für wen"), _("Wer"), _("Bank"), _("Wann"))
        yield paper.Table(_("Anwesende"), heads, tuple(map(_row, of.came)))
    else:
        yield paper.Paragraph(_("Es ist niemand als anwesend eingetragen."))
    if of.guests:
        said = ngettext("Ein Gast war da.", "%(n)d Gäste waren da.", of.guests)
        yield paper.Paragraph(said % {"n": of.guests})
    if empty := [(one.title, one.empty) for one in of.banks if one.empty]:
        yield paper.Paragraph(paper.Strong(_("Nicht besetzt waren:")))
        yield paper.Bullets(tuple((f"{title}: ", theirs(", ".join(seats))) for title, seats in empty))
    yield paper.Paragraph(_quorum(of))
    yield from _invited(of)
    yield from _text(_("Zu Beginn"), of.minutes.opening)


def _row(one: Came) -> tuple[paper.Text, ...]:
    who = one.attendee.shown_name
    if one.is_deputy:
        who = _("%(name)s (Stellvertretung)") % {"name": who}
    if not one.attendee.voting:
        who = _("%(name)s, ohne Stimme") % {"name": who}
    return theirs(one.attendee.on_behalf_of), who, str(Bank(one.attendee.bank).label), _when(one)


def _when(one: Came) -> str:
    said = [_("ab %(time)s") % {"time": frame.time(one.late)}] if one.late else []
    said += [_("bis %(time)s") % {"time": frame.time(one.left)}] if one.left else []
    return " ".join(said) or _("ganze Sitzung")


def _quorum(of: Record) -> str:
    if of.session.repeats_id is not None:
        return _("Die Sitzung war zum zweiten Mal einberufen: Sie war beschlussfähig, wer auch kam.")
    if not of.quorate:
        return _("Die Runde war nicht beschlussfähig: Nötig waren %(n)d Stimmen.") % {"n": of.needed}
    spans = ", ".join(frame.span(since, until) for since, until in of.quorate)
    said = _("Beschlussfähig war die Runde von %(spans)s; nötig waren %(n)d Stimmen.")
    return said % {"spans": spans, "n": of.needed}


def _invited(of: Record) -> Iterator[paper.Block]:
    if of.invited is None:
        return
    one, many = (
        _("Eingeladen wurde am %(day)s, einen Tag vorher."),
        _("Eingeladen wurde am %(day)s, %(n)d Tage vorher."),
    )
    days = of.invited.days
    said = (one if days == 1 else many) % {"day": frame.day(of.invited.on), "n": days}
    if of.invited.kept:
        yield paper.Paragraph(f"{said} {_('Die Frist ist eingehalten.')}")
        return
    late = _("Die Frist von %(days)d Tagen ist nicht eingehalten.") % {"days": of.invited.period}
    reason: tuple[paper.Part, ...] = (
        (f" {_('Der Grund:')} ", theirs(of.invited.reason)) if of.invited.reason else ()
    )
    yield paper.Notice((f"{said} {late}", *reason), "warning")


def _text(title: str, text: str) -> Iterator[paper.Block]:
    if text.strip():
        yield paper.Heading(1, title)
        yield from prose(text)


# -- what was resolved --


def _overview(resolutions: tuple[Resolution, ...]) -> Iterator[paper.Block]:
    yield paper.Heading(1, _("Beschlüsse"), "beschluesse")
    if not resolutions:
        yield paper.Paragraph(_("Es wurde nichts beschlossen."))
        return
    rows = tuple(
        (str(one.number or "–"), theirs(one.text), str(one.get_outcome_display()), _need_of(one))
        for one in resolutions
    )
    yield paper.Table(
        _("Was die Sitzung beschlossen hat"), (_("Nr."), _("Beschluss"), _("Ergebnis"), _("Bedarf")), rows
    )


def _need_of(one: Resolution) -> paper.Text:
    if one.need is None or not one.need.is_public:
        return one.need.number if one.need else ""
    return paper.Link(one.need.number, reverse("needs:need", args=[one.need.pk]))


def _resolved(resolutions: tuple[Resolution, ...], level: int) -> Iterator[paper.Block]:
    if not resolutions:
        return
    yield paper.Heading(level, _("Beschlüsse") if len(resolutions) > 1 else _("Beschluss"))
    if len(resolutions) > MANY:
        rows = tuple(
            (str(one.number or "–"), theirs(one.text), str(one.get_outcome_display()), theirs(one.reason))
            for one in resolutions
        )
        caption = _("Beschlüsse zu Punkt %(n)d") % {"n": resolutions[0].item.position}
        yield paper.Table(caption, (_("Nr."), _("Beschluss"), _("Ergebnis"), _("Begründung")), rows)
        return
    for one in resolutions:
        number = _("Nr. %(n)d: ") % {"n": one.number} if one.number else ""
        tone = "success" if one.outcome in GOES_ON else "info"
        yield paper.Notice(theirs(one.text), tone, f"{number}{one.get_outcome_display()}")
        if one.reason:
            yield paper.Paragraph((f"{_('Begründung:')} ", theirs(one.reason)))
        if one.not_taken:
            said = _("Nicht ausgeführt: %(why)s") % {"why": one.not_taken}
            yield paper.Notice(said, "warning")


# -- the agenda --


def _agenda(of: Record) -> Iterator[paper.Block]:
    yield paper.Heading(1, _("Tagesordnung"), "tagesordnung")
    for point in of.points:
        if not point.is_postponed or point.is_recorded:
            yield from _point(point, of.agrees)


def _point(point: Point, agrees: Mapping[int, bool]) -> Iterator[paper.Block]:
    item = point.item
    yield paper.Heading(2, (f"{item.position}. ", theirs(item.title)), f"punkt-{item.pk}")
    yield from recorded(point, agrees, 3)


def recorded(point: Point, agrees: Mapping[int, bool], level: int) -> Iterator[paper.Block]:
    """All that stands under the heading of an item; its own headings are of this level."""
    item = point.item
    if item.need is not None:
        yield from about_need(item.need, point.words)
    elif item.text:
        yield from prose(item.text)
    yield from prose(point.course)
    if point.positions:
        yield paper.Heading(level, _("Was die Bänke sagen"))
        yield paper.Bullets(
            tuple(
                (paper.Strong(f"{bank}: "), theirs(one.text))
                for bank, said in point.positions
                for one in said
            )
        )
    if point.conflicts:
        yield paper.Heading(level, _("Befangen"))
        yield paper.Bullets(tuple((f"{who}: ", theirs(why)) for who, why in point.conflicts))
    for ballot in point.annulled:
        yield paper.Notice(theirs(annulled(ballot)), "warning")
    for told in point.ballots:
        yield from result(told, agrees.get(told.ballot.pk), level)
    for gone in point.taken_back:
        yield paper.Notice(_taken_back(gone), "warning")
    yield from _resolved(point.resolutions, level)
    if point.dissents:
        yield paper.Heading(level, _("Abweichende Meinung"))
        for who, text in point.dissents:
            yield paper.Quote(text, who)
    if not (point.ballots or point.resolutions or item.method == Method.NONE):
        yield paper.Paragraph(_("Dazu wurde nichts beschlossen."), "muted")


def _taken_back(gone: TakenBack) -> paper.Text:
    outcome = gone.resolution.get_outcome_display()
    said = _("Ein Ergebnis wurde zurückgenommen (%(outcome)s):") % {"outcome": outcome}
    return f"{said} ", theirs(gone.resolution.text), f" {_('Der Grund:')} ", theirs(gone.why)


def _postponed(points: Iterable[Point]) -> Iterator[paper.Block]:
    left = [point for point in points if point.is_postponed]
    if left:
        yield paper.Heading(1, _("Verschoben auf die nächste Sitzung"), "verschoben")
        yield paper.Bullets(tuple((f"{one.item.position}. ", theirs(one.item.title)) for one in left))
