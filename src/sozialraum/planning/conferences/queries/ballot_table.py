"""The ballots of a session as a table to take along: every option with what counts of it, whole and by bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sozialraum.planning.conferences.models import Ballot, Session
from sozialraum.planning.conferences.queries.results import sentence
from sozialraum.planning.conferences.states import BallotState, Method
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.files import Table

Banks = Mapping[str, Any]
# Of each option: its title, what counts, what that is, and the same by bank.
Line = tuple[str, float | None, str, Banks]


def table(session: Session) -> Table:
    """Counted and annulled ballots in their order; as many statements for many as for few."""
    ballots = Ballot.objects.filter(item__session=session).exclude(state=BallotState.OPEN)
    told = ballots.select_related("item__need").prefetch_related("item__options")
    rows = [row for one in told.order_by("item__position", "number") for row in _rows(one)]
    columns = [
        _("Punkt"), _("Worum es geht"), _("Bedarf"), _("Runde"), _("Verfahren"), _("geheim"), _("Stand"), _("Frage"),
        _("Vorschlag"), _("Wert"), _("Wert ist"), *(str(bank.label) for bank in Bank), _("Ergebnis"),
    ]  # fmt: skip
    day = timezone.localtime(session.begins).date().isoformat() if session.begins else ""
    about = [
        (_("Sitzung"), str(session)), (_("Tag"), day),
        (_("Enthält"), _("Abstimmungen mit ihrem Ergebnis, im Ganzen und nach Bänken")),
        (
            _("Nach Bänken leer"),
            _("wo auf einer Bank weniger als drei geheime Stimmen waren, oder die Abstimmung aufgehoben ist"),
        ),
    ]  # fmt: skip
    return Table(_("Abstimmungen"), columns, rows, about)


def _rows(ballot: Ballot) -> Iterator[list[Any]]:
    item = ballot.item
    first = [
        item.position, item.title, item.need.number if item.need else "", ballot.number,
        str(Method(ballot.method).label), _("ja") if ballot.secret else _("nein"), str(ballot.get_state_display()),
        ballot.question,
    ]  # fmt: skip
    if ballot.state == BallotState.ANNULLED:
        yield [*first, "", None, "", *(None for _bank in Bank), ballot.annulled_because]
        return
    options = list(item.options.all())
    titles = {one.pk: one.title for one in options}
    said = sentence(ballot, options)
    for title, value, unit, banks in _LINES[Method(ballot.method)](ballot.result, titles):
        yield [*first, title, value, unit, *(_number(banks.get(bank.value)) for bank in Bank), said]


def _number(value: Any) -> float | None:
    return None if value is None else float(Fraction(value))


def _carry(result: dict[str, Any], _titles: Mapping[int, str]) -> Iterator[Line]:
    banks = result.get("banks", {})
    votes = pgettext("Abstimmung", "Stimmen")
    for key, title in (("yes", _("Ja")), ("no", _("Nein")), ("abstained", _("Enthaltung"))):
        yield title, float(result[key]), votes, {bank: said[key] for bank, said in banks.items()}


def _consensing(result: dict[str, Any], titles: Mapping[int, str]) -> Iterator[Line]:
    for one in result["options"]:
        banks = {bank: said["mean"] for bank, said in one.get("banks", {}).items()}
        yield titles[one["option"]], _number(one["mean"]), _("Widerstand (0–10)"), banks


def _dots(result: dict[str, Any], titles: Mapping[int, str]) -> Iterator[Line]:
    for one in result["options"]:
        yield titles[one["option"]], *_or_share(one, "dots", _("Punkte"))


def _or_share(one: dict[str, Any], key: str, unit: str) -> tuple[float | None, str, dict[str, Any]]:
    """How many; where few voted in secret only the share is told."""
    if key in one:
        return float(one[key]), unit, one.get("banks", {})
    return _number(one["share"]), _("Anteil"), {}


def _election(result: dict[str, Any], titles: Mapping[int, str]) -> Iterator[Line]:
    votes = pgettext("Abstimmung", "Stimmen")
    for one in result["options"]:
        yield titles[one["option"]], *_or_share(one, "votes", votes)


def _order(result: dict[str, Any], titles: Mapping[int, str]) -> Iterator[Line]:
    for one in result["places"]:
        yield (
            titles[one["option"]],
            float(one["supporters"]),
            pgettext("Abstimmung", "Stimmen"),
            one.get("banks", {}),
        )
    for pk in result["unsupported"]:
        yield titles[pk], 0.0, pgettext("Abstimmung", "Stimmen"), {}


def _fund(result: dict[str, Any], titles: Mapping[int, str]) -> Iterator[Line]:
    paid = {one["option"] for one in result["bought"]} | set(result["completed"])
    for one in result["options"]:
        unit = _("Stimmen; bezahlt") if one["option"] in paid else _("Stimmen; nicht bezahlt")
        yield titles[one["option"]], float(one["supporters"]), unit, one.get("banks", {})


_LINES: Mapping[Method, Callable[[dict[str, Any], Mapping[int, str]], Iterator[Line]]] = {
    Method.CARRY: _carry, Method.CONSENSING: _consensing, Method.DOTS: _dots, Method.ELECTION: _election,
    Method.ORDER: _order, Method.FUND: _fund,
}  # fmt: skip
