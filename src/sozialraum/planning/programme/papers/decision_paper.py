"""The decision paper (Beschlussvorlage) as a document, composed from the need's way."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import numbers, paper
from sozialraum.planning.answers.models import Answer, Move
from sozialraum.planning.answers.states import NegotiationState
from sozialraum.planning.conferences.papers import frame
from sozialraum.planning.conferences.papers.frame import theirs
from sozialraum.planning.conferences.papers.needs import originals, prose
from sozialraum.planning.conferences.queries.results import sentence
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.programme.models import DecisionPaper
from sozialraum.planning.programme.queries.competences import why
from sozialraum.planning.programme.queries.drafting import indicator_title
from sozialraum.planning.programme.queries.paper_parts import Parts, Resolved, Talks
from sozialraum.planning.programme.states import Level
from sozialraum.planning.statistics.words import euros, language

Blocks = Iterator[paper.Block]


def decision_paper(of: Parts, *, is_draft: bool) -> paper.Document:
    """The document in the active language. Everything in it is public. is_draft: every page says so."""
    blocks = (
        *_head(of), *_proposal(of), *_from_below(of), *_figures(of), *_deliberated(of), *_answers(of),
        *_considered(of), *_banks(of.talks), *_ended(of.talks), *_money(of.paper), *_effect(of.paper), *_competent(of),
    )  # fmt: skip
    invented = _("Vorführung: erfundene Stadt") if settings.CITY.demonstration else ""
    return paper.Document(
        of.paper.title, language(), blocks, settings.CITY.name or "Sozialraum", clock.today(),
        subtitle=_("Beschlussvorlage %(number)s") % {"number": of.paper.number},
        marks=" · ".join(filter(None, (invented, _("Entwurf") if is_draft else ""))),
        reference=f"{of.paper.number} · {of.need.number}", address=settings.ADDRESS,
    )  # fmt: skip


def _head(of: Parts) -> Blocks:
    one, need = of.paper, of.need
    pairs: list[tuple[str, paper.Text]] = [
        (_("Bedarf"), frame.need_link(need)),
        (_("Entscheidet"), theirs(one.body_name)),
    ]
    if of.version is not None:
        pairs.append((_("Wo"), labels.space_name(of.version, need.edition, need.social_space)))
        if titles := labels.dimension_titles(of.version, need.dimensions):
            pairs.append((_("Lebenslagen"), ", ".join(titles)))
    if groups := labels.group_titles(need.groups):
        pairs.append((_("Für wen"), ", ".join(groups)))
    if one.department is not None:
        pairs.append((_("Federführend"), theirs(one.department.name)))
    pairs.append((_("Kosten"), _("keine Angabe") if one.cost is None else euros(one.cost)))
    yield paper.Facts(tuple(pairs))


def _proposal(of: Parts) -> Blocks:
    yield paper.Heading(1, _("Beschlussvorschlag"), "vorschlag")
    yield from prose(of.paper.proposal)
    for one in of.abandoned:
        told = _("Dazu gab es schon eine Maßnahme, die abgebrochen ist: %(title)s. %(why)s")
        yield paper.Notice(told % {"title": one.title, "why": one.ended_because}, "warning")


def _from_below(of: Parts) -> Blocks:
    said = of.voices
    yield paper.Heading(1, _("Der Wortlaut von unten"), "wortlaut")
    counted = ngettext("%(n)d Meldung", "%(n)d Meldungen", said.contributions) % {"n": said.contributions}
    counted += ngettext(", für einen Menschen", ", für %(n)d Menschen", said.people) % {"n": said.people}
    if of.need.supports:
        counted += ngettext("; einen betrifft es auch", "; %(n)d betrifft es auch", of.need.supports) % {
            "n": of.need.supports
        }
    pairs = [(_("Wie viele sprechen"), counted)]
    if said.by_bank.parts:
        pairs.append((_("Von welcher Bank"), ", ".join(f"{title} {n}" for title, n in said.by_bank.parts)))
    yield paper.Facts(tuple(pairs))
    yield from prose(of.need.wording)
    if of.words.count:
        yield paper.Heading(2, _("In den Worten derer, die es gemeldet haben"))
        yield from originals(of.words)


def _figures(of: Parts) -> Blocks:
    if of.beside is None or not (of.beside.dimensions or of.beside.nearby):
        return
    yield paper.Heading(1, _("Was die Zahlen dazu sagen"), "zahlen")
    yield paper.Paragraph(
        _("Kennzahlen für %(name)s (%(edition)s).") % {"name": of.beside.space, "edition": of.beside.edition},
        "muted",
    )
    told: list[paper.Text] = [
        (paper.Link(one.title, one.more), f": {' '.join(one.sentences) or one.question}")
        for one in of.beside.dimensions
    ]
    for near in of.beside.nearby:
        names = ", ".join(f"{name} ({far})" if far else name for name, far in near.names)
        counted = f"{near.count}, {of.beside.within}"
        told.append((paper.Strong(f"{near.title}: "), counted, f" – {names}" if names else ""))
    yield paper.Bullets(tuple(told))


# -- how it was deliberated --


def _deliberated(of: Parts) -> Blocks:
    yield paper.Heading(1, _("Wie die Konferenzen beraten haben"), "beratung")
    if not of.resolved:
        yield paper.Paragraph(_("Dazu gibt es keinen Beschluss einer öffentlichen Sitzung."), "muted")
        return
    heads = (_("Tag"), _("Gremium"), _("Beschluss"), _("Wie"), _("Anwesend"))
    rows = tuple(_resolution(one) for one in of.resolved)
    yield paper.Table(_("Was die Konferenzen zu diesem Bedarf beschlossen haben"), heads, rows)
    if any(one.dissents for one in of.resolved):
        yield paper.Heading(2, _("Abweichende Meinung"))
        for one in of.resolved:
            for bank, text in one.dissents:
                yield paper.Quote(text, f"{bank}, {frame.day(one.resolution.effective)}")


def _resolution(one: Resolved) -> tuple[paper.Text, ...]:
    made, details = one.resolution, one.resolution.details
    words: list[paper.Part] = [paper.Strong(f"{made.get_outcome_display()}. "), theirs(one.text)]
    if made.outcome == Outcome.BUNDLED and "place" in details:
        words = [
            paper.Strong(
                _("Platz %(place)s von %(of)s der Liste")
                % {"place": details["place"], "of": details.get("of", "–")}
            )
        ]
    if one.reason:
        words += [" ", theirs(one.reason)]
    address = reverse("conferences:session", args=[made.session_id])
    return (
        frame.day(made.effective), paper.Link(made.session.body.name, address), tuple(words), _how(made),
        _present(details.get("quorum", "")),
    )  # fmt: skip


def _present(quorum: str) -> str:
    there, _of, seats = quorum.partition("/")
    return _("%(there)s von %(seats)s Sitzen") % {"there": there, "seats": seats} if seats else "–"


def _how(made: object) -> str:
    ballot = made.ballot  # type: ignore[attr-defined]
    if ballot is None:
        return _("ohne Gegenstimme")
    if ballot.method == Method.CARRY:
        return sentence(ballot, ())
    return str(Method(ballot.method).label)


# -- departments, offers, positions --


def _answers(of: Parts) -> Blocks:
    yield paper.Heading(1, _("Was die Fachämter sagen"), "antworten")
    if not of.answers:
        yield paper.Paragraph(_("Eine freigegebene Stellungnahme liegt nicht vor."), "muted")
    for one in of.answers:
        yield paper.Heading(2, theirs(one.request.lead.name))
        yield paper.Facts(tuple(_answer(one)))
        yield from prose(one.text)
        if one.reason.strip():
            yield paper.Heading(3, _("Begründung"))
            yield from prose(one.reason)
        parts = list(one.request.parts.all())
        if parts:
            heads = (_("Weiteres Amt"), _("Beitrag"), _("Kosten"))
            rows = tuple(
                (
                    theirs(part.department.name),
                    theirs(part.text) if part.given else _("hat nichts gesagt"),
                    "–" if part.cost is None else euros(part.cost),
                )
                for part in parts
            )  # fmt: skip
            yield paper.Table(_("Was andere Ämter beitragen"), heads, rows, right=(2,))


def _answer(one: Answer) -> Iterator[tuple[str, paper.Text]]:
    yield _("Antwort"), str(one.get_kind_display())
    if one.released:
        yield _("Freigegeben am"), frame.day(one.released)
    if one.cost is not None:
        yield _("Kosten"), euros(one.cost)
    if one.by_when:
        yield _("Bis wann"), frame.day(one.by_when)
    if one.legal_basis:
        yield _("Rechtsgrundlage"), theirs(one.legal_basis)
    if one.plan is not None:
        yield _("Fachplanung"), theirs(", ".join(filter(None, (one.plan.title, one.passage))))


def _considered(of: Parts) -> Blocks:
    """Every offer of the rounds, the passive option among them, and what else was thought of."""
    yield paper.Heading(1, _("Was sonst erwogen wurde"), "alternativen")
    yield from prose(of.paper.alternatives)
    if of.talks is None or not of.talks.moves:
        yield paper.Paragraph(_("Es bleibt, wie es ist: Das steht immer mit zur Wahl."))
        return
    heads = (_("Runde"), _("Von wem"), _("Angebot"), _("Kosten"), _("Bis wann"))
    rows = tuple(_move(one) for one in of.talks.moves)
    yield paper.Table(_("Angebote der Aushandlung"), heads, rows, right=(3,))


def _move(one: Move) -> tuple[paper.Text, ...]:
    words: list[paper.Part] = [theirs(one.text)]
    if one.conditions.strip():
        words += [" ", paper.Strong(_("Bedingung:")), " ", theirs(one.conditions)]
    who = str(one.get_side_display()) if one.side else str(one.get_kind_display())
    cost = "–" if one.cost is None else euros(one.cost)
    return str(one.round.number), who, tuple(words), cost, frame.day(one.by_when) if one.by_when else "–"


def _banks(talks: Talks | None) -> Blocks:
    """How each bank stands to the offers of the last round in which any said so."""
    if talks is None or not talks.positions:
        return
    last = talks.positions[0].move.round.number
    yield paper.Heading(1, _("Wie die Bänke dazu stehen"), "baenke")
    heads = (_("Bank"), _("Angebot"), _("Widerstand (0 bis 10)"), _("Haltung"))
    rows = tuple(
        (
            str(one.get_bank_display()), theirs(one.move.text),
            "–" if one.resistance is None else numbers.number(one.resistance / 10, 1, language()), theirs(one.text),
        )
        for one in talks.positions if one.move.round.number == last
    )  # fmt: skip
    yield paper.Table(_("Haltung der Bänke in der %(n)d. Runde") % {"n": last}, heads, rows, right=(2,))


def _ended(talks: Talks | None) -> Blocks:
    if talks is None:
        return
    one = talks.negotiation
    if one.state == NegotiationState.AGREED:
        yield paper.Heading(1, _("Was vereinbart ist"), "einigung")
        confirmed = _("bestätigt von der Konferenz und von: %(name)s") % {"name": one.department.name}
        yield paper.Quote(one.agreement, confirmed)
        return
    yield paper.Heading(1, _("Worin Konferenz und Fachamt nicht einig sind"), "dissens")
    yield paper.Quote(one.words_of_conference, _("Sicht der Konferenz"))
    yield paper.Quote(one.words_of_department, _("Sicht von: %(name)s") % {"name": one.department.name})


# -- money, effect, competence --


def _money(one: DecisionPaper) -> Blocks:
    yield paper.Heading(1, _("Kosten und Haushalt"), "kosten")
    line = one.budget_line
    pairs: list[tuple[str, paper.Text]] = [
        (_("Kosten"), _("keine Angabe") if one.cost is None else euros(one.cost))
    ]
    if line is not None:
        pairs.append(
            (
                _("Haushaltsstelle"),
                theirs(f"{line.product}.{line.line} {line.product_title}, {line.line_title}"),
            )
        )
    elif one.level == Level.CONFERENCE:
        pairs.append((_("Haushaltsstelle"), _("Verfügungsfonds der Konferenz")))
    else:
        pairs.append((_("Haushaltsstelle"), _("noch keine genannt")))
    yield paper.Facts(tuple(pairs))


def _effect(one: DecisionPaper) -> Blocks:
    yield paper.Heading(1, _("Welche Wirkung erwartet wird"), "wirkung")
    if not one.indicator:
        yield paper.Paragraph(
            _("Eine Kennzahl, an der man es sehen soll, ist in dieser Vorlage nicht genannt."), "muted"
        )
    if not (one.indicator or one.expected):
        return
    pairs: list[tuple[str, paper.Text]] = []
    if one.indicator:
        pairs.append(
            (
                _("Woran man es sehen soll"),
                paper.Link(
                    indicator_title(one.indicator), reverse("statistics:indicator", args=[one.indicator])
                ),
            )
        )
    if one.expected:
        pairs.append((_("Was sich ändern soll"), theirs(one.expected)))
    if one.expected_by:
        pairs.append((_("Bis zum Jahr"), str(one.expected_by)))
    yield paper.Facts(tuple(pairs))


def _competent(of: Parts) -> Blocks:
    yield paper.Heading(1, _("Wer entscheidet, und warum"), "zustaendig")
    yield paper.Paragraph((_("Es entscheidet: "), paper.Strong(of.paper.body_name), "."))
    if of.talks is not None and of.talks.negotiation.state == NegotiationState.DISSENT:
        yield paper.Paragraph(_("Nach einem Dissens entscheidet keine der beiden Seiten allein."))
    if of.rule is None:
        yield paper.Paragraph(
            _("Eine Regel der Stadt, wer bis zu welcher Summe entscheidet, gibt es noch nicht."), "muted"
        )
    else:
        yield paper.Paragraph(why(of.rule), "muted")
