"""How the banks stand to what is on the table: entered by the manager, or taken over from a ballot."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers import rules, talks
from sozialraum.planning.answers.models import Move, Negotiation, Position
from sozialraum.planning.conferences.models import Ballot, Option
from sozialraum.planning.conferences.states import BallotState, Method
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import Agent, Refused

MOST = 100  # tenths

name_acts(
    {
        "answers.position_taken": gettext_lazy("Haltung einer Bank zu einem Angebot festgehalten"),
        "answers.ballot_taken_over": gettext_lazy("Abstimmung in die Aushandlung übernommen"),
    }
)


@transaction.atomic
def take_position(*, by: Agent, move: Move, bank: str, resistance: int | None, text: str) -> Position:
    """How a bank stands to an offer of the round that is open. resistance: 0 to 100 tenths; None: only words."""
    kept, move = _locked(move)
    actor = rules.for_the_conference(by, kept.need)
    talks.require_running(kept)
    if move.round.closed is not None:
        raise Refused(_("Diese Runde ist vorbei. Haltungen gehören zu Angeboten der Runde, die läuft."))
    if resistance is None and not text.strip():
        raise Refused(_("Bitte nennen Sie den Widerstand von 0 bis 10 oder schreiben Sie die Haltung auf."))
    if resistance is not None and not 0 <= resistance <= MOST:
        raise Refused(_("Der Widerstand liegt zwischen 0 und 10."))
    values = {"resistance": resistance, "text": text.strip(), "made": clock.now()}
    made, _new = Position.objects.update_or_create(move=move, bank=Bank(bank).value, defaults=values)
    talks.note(
        by=actor, act="answers.position_taken", kept=kept, reason=made.text, move=move.pk, bank=made.bank,
        offer=talks.title_of(move), round=move.round.number,
        resistance="" if resistance is None else f"{resistance // 10}.{resistance % 10}",
    )  # fmt: skip
    return made


def _locked(move: Move) -> tuple[Negotiation, Move]:
    kept = talks.locked(Move.objects.select_related("round__negotiation").get(pk=move.pk).round.negotiation)
    return kept, Move.objects.select_related("round").get(pk=move.pk)


@transaction.atomic
def take_over_ballot(
    *, by: Agent, negotiation: Negotiation, ballot: Ballot, offers: Mapping[int, int] | None = None
) -> int:
    """The mean resistance of each bank, as a session counted it, becomes its position; how many were taken over.

    offers: option → move of the open round; where it isn't said, options are found by their titles, and the passive
    option is the passive option. Raises Refused where the ballot is none of the kind.
    """
    kept = talks.locked(negotiation)
    actor = rules.for_the_conference(by, kept.need)
    talks.require_running(kept)
    ballot = Ballot.objects.select_related("item").get(pk=ballot.pk)
    if ballot.method != Method.CONSENSING or ballot.state != BallotState.CLOSED:
        raise Refused(_("Das geht nur mit einer ausgezählten Abstimmung nach Systemischem Konsensieren."))
    if ballot.item.need_id != kept.need_id:
        raise Refused(_("Diese Abstimmung war zu einem anderen Bedarf."))
    round_ = talks.this_round(kept)
    moves = {one.pk: one for one in round_.moves.all()}
    found = dict(offers) if offers is not None else _by_title(ballot, list(moves.values()))
    made = [
        one
        for line in ballot.result["options"]
        for one in _positions(line, moves.get(found.get(line["option"], 0)))
    ]
    if not made:
        raise Refused(
            _("Keine Bank lässt sich übernehmen: Die Vorschläge passen zu keinem Angebot dieser Runde, oder es waren "
              "zu wenige, um sie nach Bänken zu zeigen.")
        )  # fmt: skip
    for one in made:
        values = {"resistance": one.resistance, "made": clock.now()}
        Position.objects.update_or_create(move=one.move, bank=one.bank, defaults=values)
    talks.note(
        by=actor, act="answers.ballot_taken_over", kept=kept, ballot=ballot.pk, session=ballot.item.session_id,
        round=round_.number, positions=len(made), weighing="banks" if ballot.rules.get("banks_equal") else "heads",
    )  # fmt: skip
    return len(made)


def _by_title(ballot: Ballot, moves: list[Move]) -> dict[int, int]:
    titles = {talks.title_of(one): one.pk for one in moves} | {
        one.text[:200].strip(): one.pk for one in moves
    }
    passive = next((one.pk for one in moves if one.kind == Move.Kind.PASSIVE), 0)
    return {
        one.pk: passive if one.is_passive else titles.get(one.title.strip(), 0)
        for one in Option.objects.filter(pk__in=ballot.options)
    }


def _positions(line: Mapping[str, Any], move: Move | None) -> list[Position]:
    """Of one option, where banks are told apart and somebody of a bank voted."""
    banks = line.get("banks", {}) if move else {}
    return [
        Position(move=move, bank=bank, resistance=int(Fraction(said["mean"]) * 10 + Fraction(1, 2)))
        for bank, said in banks.items()
        if said.get("mean") is not None
    ]
