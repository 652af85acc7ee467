"""What somebody can do in a negotiation as it stands: the same questions as the actions ask, answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers import rules
from sozialraum.planning.answers.models import Negotiation
from sozialraum.planning.answers.states import NegotiationState, Side
from sozialraum.planning.needs.states import CONFERENCE
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import may

N, C, D, S = NegotiationState, Side.CONFERENCE, Side.DEPARTMENT, Side.STEERING
TALKING = (N.OPEN, N.AGREEING, N.PARTING)


@dataclass(frozen=True)
class Act:
    """key: in its address. sides: who, by state. released: the department's word must be its head's."""

    key: str
    title: Promise
    button: Promise
    sides: dict[Any, tuple[Side, ...]]
    released: bool = False
    is_main: bool = False


def _in(states: tuple[Any, ...], *sides: Side) -> dict[Any, tuple[Side, ...]]:
    return dict.fromkeys(states, sides)


ACTS: dict[str, Act] = {
    one.key: one
    for one in (
        Act("bestaetigen", _("Wortlaut bestätigen"), _("Wortlaut bestätigen"), _in((N.AGREEING,), C, D), True, True),
        Act("ablehnen", _("Wortlaut ablehnen"), _("Nicht zustimmen"), _in((N.AGREEING,), C, D), True),
        Act("angebot", _("Angebot machen"), _("Angebot auf den Tisch legen"),
            _in(TALKING, C, D) | _in((N.MEDIATING,), S), is_main=True),
        Act("einigung", _("Wortlaut der Einigung vorschlagen"), _("Wortlaut vorschlagen"),
            _in(TALKING, C, D) | _in((N.MEDIATING,), S)),
        Act("haltung", _("Haltung einer Bank eintragen"), _("Haltung festhalten"), _in((*TALKING, N.MEDIATING), C)),
        Act("abstimmung", _("Abstimmung einer Sitzung übernehmen"), _("Übernehmen"),
            _in((*TALKING, N.MEDIATING), C)),
        Act("runde", _("Nächste Runde eröffnen"), _("Runde schließen und die nächste eröffnen"), _in((N.OPEN,), C)),
        Act("termin", _("Neuen Termin setzen"), _("Termin setzen"), _in((N.MEDIATING,), S)),
        Act("dissens", _("Dissens: eigene Sicht aufschreiben"), _("Sicht festhalten"),
            _in((N.OPEN, N.PARTING), C, D), True),
        Act("feststellen", _("Dissens feststellen"), _("Dissens feststellen"), _in((N.MEDIATING,), S)),
        Act("steuerung", _("Steuerungsgruppe um Vermittlung bitten"), _("An die Steuerungsgruppe geben"),
            _in(TALKING, C, D), True),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """For which sides somebody speaks in a negotiation."""

    conference: bool = False
    department: bool = False
    releases: bool = False
    steering: bool = False

    @property
    def is_one(self) -> bool:
        return self.conference or self.department or self.steering

    def sides(self, act: Act, one: Negotiation) -> list[Side]:
        """For which of them they may do this now."""
        done = {
            "bestaetigen": {
                C: one.confirmed_by_conference is not None,
                D: one.confirmed_by_department is not None,
            },
            "dissens": {C: bool(one.words_of_conference), D: bool(one.words_of_department)},
        }.get(act.key, {})
        return [
            side for side in act.sides.get(one.state, ()) if self._speaks(act)[side] and not done.get(side)
        ]

    def may_ever(self, act: Act) -> bool:
        """Whether it is theirs in any state: then a page says that it is not now, and doesn't forbid it."""
        return any(self._speaks(act)[side] for sides in act.sides.values() for side in sides)

    def _speaks(self, act: Act) -> dict[Side, bool]:
        return {C: self.conference, D: self.releases if act.released else self.department, S: self.steering}


def speaker(user: Any, one: Negotiation) -> Speaker:
    """Nobody's speaker without an account, and without a statement."""
    if not getattr(user, "is_authenticated", False):
        return Speaker()
    releases = rules.may_release(user, one.department)
    return Speaker(
        may(user, CONFERENCE, *one.need.scopes), releases or may(user, rules.DRAFT, rules.scope_of(one.department)),
        releases, may(user, CONFERENCE, WHOLE_CITY),
    )  # fmt: skip


def open_to(who: Speaker, one: Negotiation) -> list[Act]:
    """What they can do now, the likeliest first."""
    return [act for act in ACTS.values() if who.is_one and who.sides(act, one)]
