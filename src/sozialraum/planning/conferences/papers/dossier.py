"""The dossier of a session as a document: what everybody at the table should have read before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import paper
from sozialraum.planning.conferences.models import AgendaItem, Option, Resolution, Session
from sozialraum.planning.conferences.papers import frame
from sozialraum.planning.conferences.papers.frame import theirs
from sozialraum.planning.conferences.papers.needs import originals, prose
from sozialraum.planning.conferences.papers.space import space
from sozialraum.planning.conferences.queries.agenda import in_euros
from sozialraum.planning.conferences.queries.approval import InQuestion
from sozialraum.planning.conferences.queries.dossier import Folder, OnAgenda, day_of, is_overdue
from sozialraum.planning.conferences.queries.matters import Matter
from sozialraum.planning.conferences.queries.results import sentence
from sozialraum.planning.conferences.queries.session import Offered
from sozialraum.planning.conferences.states import CHOOSING, Method
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.one import Parts
from sozialraum.planning.people.roles import Bank


def dossier(of: Folder) -> paper.Document:
    """The document in the active language. Everything in it is public."""
    blocks = (
        *_head(of.session), *_agenda(of), *_before(of), *_needs(of), *_carried(of), *_answers(of.answers),
        *(space(of.place) if of.place is not None else ()),
    )  # fmt: skip
    subtitle = frame.number_of(of.session)
    if of.session.begins is not None:
        subtitle = _("%(session)s am %(day)s") % {"session": subtitle, "day": frame.day(of.session.begins)}
    return frame.document(_("Mappe"), of.session, blocks, day_of(of.session), subtitle=subtitle)


def _head(session: Session) -> Iterator[paper.Block]:
    begins = session.begins
    pairs = [
        (_("Gremium"), theirs(session.body.name)),
        (_("Wann"), f"{frame.weekday(begins)}, {frame.span(begins, session.ends)}" if begins else ""),
        (_("Wo"), theirs(session.place)), (_("Zugang und Hilfen"), theirs(session.access)),
        (_("Leitung"), theirs(session.chair)),
    ]  # fmt: skip
    yield paper.Facts(tuple((label, text) for label, text in pairs if paper.document.plain(text)))


def _agenda(of: Folder) -> Iterator[paper.Block]:
    yield paper.Heading(1, _("Tagesordnung"), "tagesordnung")
    if not of.items:
        yield paper.Paragraph(_("Die Tagesordnung ist noch leer."))
        return
    heads = (_("Nr."), _("Worum es geht"), _("Verfahren"), _("Minuten"))
    rows = tuple(
        (
            str(item.position), _title(of, item), str(Method(item.method).label), str(item.minutes),
        )
        for item in of.items
    )  # fmt: skip
    yield paper.Table(_("Die Punkte der Sitzung"), heads, rows, right=(3,))


def _title(of: Folder, item: AgendaItem) -> paper.Text:
    if of.is_told(item):
        return paper.Link(item.title, f"#punkt-{item.pk}")
    return theirs(item.title)


# -- since the last session --


def _before(of: Folder) -> Iterator[paper.Block]:
    before, is_first = of.before, of.session.number == 1 or not of.session.is_public
    yield paper.Heading(1, _("Seit der letzten Sitzung"), "seitdem")
    if before is None:
        first = _("Das ist die erste Sitzung des Gremiums.")
        yield paper.Paragraph(first if is_first else _("Davor gab es noch keine öffentliche Sitzung."))
        return
    last = before.session
    held = _("Die letzte Sitzung war am %(day)s.") % {"day": frame.day(last.begins)}
    yield paper.Paragraph(f"{held} {_came(before.contributions)}")
    if not before.resolutions:
        yield paper.Paragraph(_("Sie hat nichts beschlossen."))
        return
    rows = tuple(
        (str(one.number or "–"), theirs(one.text), str(one.get_outcome_display()), _stands(one))
        for one in before.resolutions
    )
    heads = (_("Nr."), _("Beschluss"), _("Ergebnis"), _("Was daraus wurde"))
    yield paper.Table(_("Was die letzte Sitzung beschlossen hat"), heads, rows)
    yield paper.Paragraph(paper.Link(_("Zum Protokoll"), reverse("conferences:minutes", args=[last.pk])))


def _came(count: int) -> str:
    if not count:
        return _("Seitdem kam keine Meldung dazu.")
    said = ngettext("Seitdem kam eine Meldung dazu.", "Seitdem kamen %(n)d Meldungen dazu.", count)
    return said % {"n": count}


def _stands(one: Resolution) -> paper.Text:
    if one.need is None or not one.need.is_public:
        return ""
    path = reverse("needs:need", args=[one.need.pk])
    return paper.Link(one.need.number, path), f": {one.need.get_state_display()}"


# -- the needs --


def _needs(of: Folder) -> Iterator[paper.Block]:
    told = [item for item in of.items if of.is_told(item)]
    if told:
        yield paper.Heading(1, _("Zu den Punkten"), "punkte")
    for item in told:
        yield paper.Heading(2, (f"{item.position}. ", theirs(item.title)), f"punkt-{item.pk}")
        yield from prose(item.text)
        if (matter := of.matters.get(item.pk)) is not None:
            yield from _matter(matter)
        if (one := of.of(item)) is not None:
            yield from _need(of, one)
        if (about := of.questions.get(item.pk)) is not None:
            yield from _question(about)
        if item.method in CHOOSING:
            yield from _choice(item, of.offered.get(item.pk, ()))


def _matter(matter: Matter) -> Iterator[paper.Block]:
    """What a later stage lays before the table: the answer of a department."""
    yield paper.Heading(3, matter.title)
    yield from prose(matter.text)
    yield paper.Facts(tuple((label, theirs(text)) for label, text in matter.facts if text))


def _question(about: InQuestion) -> Iterator[paper.Block]:
    """The minutes that are to be approved, and that somebody objected; the words stand with the minutes."""
    yield paper.Paragraph(paper.Link(_("Das Protokoll, um das es geht"), about.address))
    if count := len(about.objections):
        said = ngettext("Dagegen liegt ein Einwand vor.", "Dagegen liegen %(n)s Einwände vor.", count)
        yield paper.Notice(
            f"{said % {'n': count}} {_('Wer im Gremium sitzt, liest ihn beim Protokoll.')}", "warning"
        )


def _choice(item: AgendaItem, offered: Sequence[Offered]) -> Iterator[paper.Block]:
    """How the table chooses, how much there is to give, and between what."""
    pairs = [
        (_("Verfahren"), str(Method(item.method).label)), (_("Zu verteilen"), in_euros(item.fund)),
        (_("Zu vergebende Plätze"), str(item.places) if item.method == Method.ELECTION else ""),
    ]  # fmt: skip
    yield paper.Facts(tuple((label, text) for label, text in pairs if text))
    if not offered:
        yield paper.Paragraph(
            _("Noch steht nichts zur Wahl. Vorschläge kommen in der Sitzung dazu."), "muted"
        )
    elif any(cost for _one, cost in offered):
        heads = (_("Was zur Wahl steht"), _("Kosten"))
        rows = tuple((tuple(_option(one)), cost or "–") for one, cost in offered)
        yield paper.Table(_("Zur Wahl bei Punkt %(n)d") % {"n": item.position}, heads, rows, right=(1,))
    else:
        yield paper.Heading(3, _("Was zur Wahl steht"))
        yield paper.Bullets(tuple(tuple(_option(one)) for one, _cost in offered))


def _option(one: Option) -> Iterator[paper.Part]:
    if one.need is not None and one.need.is_public:
        yield paper.Link(one.title, reverse("needs:need", args=[one.need.pk]))
    else:
        yield theirs(one.title)
    if one.text.strip():
        yield " – "
        yield theirs(one.text.strip())


def _need(of: Folder, one: OnAgenda) -> Iterator[paper.Block]:
    need = one.need
    yield paper.Facts(tuple(_facts(of, one)))
    yield from prose(need.wording)
    if one.words.count:
        yield paper.Heading(3, _("In den Worten derer, die es gemeldet haben"))
        yield from originals(one.words)
    if one.beside is not None:
        yield from _beside(one)
    if one.similar or one.earlier:
        yield paper.Heading(3, _("Ähnliches und Früheres"))
        yield paper.Bullets(
            (
                *((_link(other.need), f" – {'; '.join(other.reasons)}") for other in one.similar),
                *((_link(other), f" – {_state(other)}") for other in one.earlier),
            )
        )


def _facts(of: Folder, one: OnAgenda) -> Iterator[tuple[str, paper.Text]]:
    need, said = one.need, one.voices
    yield _("Bedarf"), _link(need)
    yield _("Stand"), f"{need.get_state_display()}, {_('seit %(day)s') % {'day': frame.day(need.since)}}"
    yield _("Wie viele sprechen"), _counted(said.contributions, said.people, need.supports)
    if by_bank := _parts(said.by_bank):
        yield _("Von welcher Bank"), by_bank
    if by_group := _parts(said.by_group):
        yield _("Für wen"), by_group
    if of.version is not None:
        if titles := labels.dimension_titles(of.version, need.dimensions):
            yield _("Lebenslagen"), ", ".join(titles)
        yield _("Wo"), labels.space_name(of.version, need.edition, need.social_space)


def _counted(contributions: int, people: int, supports: int) -> str:
    said = ngettext("%(n)d Meldung", "%(n)d Meldungen", contributions) % {"n": contributions}
    said += ngettext(", für einen Menschen", ", für %(n)d Menschen", people) % {"n": people}
    if supports:
        said += ngettext("; einen betrifft es auch", "; %(n)d betrifft es auch", supports) % {"n": supports}
    return said


def _parts(of: Parts) -> str:
    told = [f"{title} {count}" for title, count in of.parts]
    if of.parts and of.rest:
        told.append(_("andere %(n)d") % {"n": of.rest})
    return ", ".join(told)


def _beside(one: OnAgenda) -> Iterator[paper.Block]:
    """What figures say beside it; where there are none, the question that is open."""
    if one.beside is None or not (one.beside.dimensions or one.beside.nearby):
        return
    yield paper.Heading(3, _("Was die Zahlen dazu sagen"))
    told: list[paper.Text] = []
    for evidence in one.beside.dimensions:
        label = paper.Link(evidence.title, evidence.more)
        told.append((label, f": {' '.join(evidence.sentences) or evidence.question}"))
    for near in one.beside.nearby:
        names = ", ".join(f"{name} ({far})" if far else name for name, far in near.names)
        told.append(
            (
                paper.Strong(f"{near.title}: "),
                f"{near.count}, {one.beside.within}",
                f" – {names}" if names else "",
            )
        )
    yield paper.Bullets(tuple(told))


def _link(need: Need) -> paper.Link | str:
    return frame.need_link(need)


def _state(need: Need) -> str:
    return _("%(state)s am %(day)s") % {"state": need.get_state_display(), "day": frame.day(need.since)}


# -- what the conferences of the social spaces carry --


def _carried(of: Folder) -> Iterator[paper.Block]:
    if not of.carried:
        return
    yield paper.Heading(1, _("Was die Sozialraumkonferenzen mittragen"), "getragen")
    yield paper.Paragraph(_("Die Reihenfolge hier sagt nichts: Die Konferenz ordnet die Liste."), "muted")
    for key, some in groupby(of.carried, key=lambda one: one.need.social_space):
        needs = list(some)
        name = (
            labels.space_name(of.version, needs[0].need.edition, key) if of.version else key.partition("/")[2]
        )
        yield paper.Heading(2, name)
        heads = (_("Bedarf"), _("Menschen"), _("Abstimmung der Konferenz"), _("nach Bänken (Ja/Nein)"))
        rows = tuple((_link(one.need), str(one.voices.people), *_vote(one.vote)) for one in needs)
        yield paper.Table(_("Getragen in %(name)s") % {"name": name}, heads, rows, right=(1,))
        for one in needs:
            if one.words.shown:
                first = one.words.shown[0]
                yield paper.Quote(first.read_text, one.need.number, first.language)


def _vote(resolution: Resolution | None) -> tuple[str, str]:
    """How the conference of the space voted: in a sentence, and by bank."""
    if resolution is None:
        return "–", "–"
    ballot = resolution.ballot
    if ballot is None:
        return _("ohne Gegenstimme"), ""
    if ballot.method != Method.CARRY:
        return str(Method(ballot.method).label), ""
    banks = ballot.result.get("banks", {})
    told = [f"{bank.label} {banks[bank]['yes']}/{banks[bank]['no']}" for bank in Bank if bank in banks]
    return sentence(ballot, ()), ", ".join(told)


# -- answers --


def _answers(needs: Iterable[Need]) -> Iterator[paper.Block]:
    waiting = list(needs)
    if not waiting:
        return
    yield paper.Heading(1, _("Was bei den Fachämtern liegt"), "antworten")
    rows = tuple((_link(one), str(one.get_state_display()), one.department, _due(one)) for one in waiting)
    heads = (_("Bedarf"), _("Stand"), _("Fachamt"), _("bis"))
    yield paper.Table(_("Antworten, die ausstehen oder da sind"), heads, rows)


def _due(need: Need) -> paper.Text:
    if need.due is None:
        return ""
    if is_overdue(need):
        return paper.Strong(_("%(day)s, überfällig") % {"day": frame.day(need.due)})
    return frame.day(need.due)
