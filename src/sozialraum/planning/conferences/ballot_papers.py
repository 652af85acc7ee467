"""What can be filled in on a ballot, and what was: the same names on a screen, in a form without script, on paper.

carry        vote = yes | no | abstain
consensing   o-17 = 0 … 10 or nothing, w-17 = why
dots         o-17 = how many
order, fund, election   choice = 17, several times
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sozialraum.methods.consensing import MOST
from sozialraum.planning.conferences.models import Ballot
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.people.rules import Refused

ANSWERS = ("yes", "no", "abstain")
WHY_LETTERS = 500
Given = Mapping[str, Any]


def read(ballot: Ballot, given: Given) -> Any:
    """The vote as it is kept; raises Refused where nothing was filled in, or what can't be."""
    return _READ[ballot.method](ballot, given)


def written(ballot: Ballot, value: Any) -> dict[str, Any]:
    """What would be filled in to give this vote: `read` the other way round."""
    if isinstance(value, str):
        return {"vote": value}
    numbers = value.get("resistance", value.get("dots", {}))
    return {
        "choice": [str(option) for option in value.get("approved", ())],
        **{f"o-{option}": number for option, number in numbers.items() if number is not None},
        **{f"w-{option}": text for option, text in value.get("reasons", {}).items()},
    }


def _carry(ballot: Ballot, given: Given) -> str:
    said = str(given.get("vote", ""))
    if said not in ANSWERS:
        raise Refused(_("Bitte wählen Sie Ja, Nein oder Enthaltung."), "empty")
    return said


def _consensing(ballot: Ballot, given: Given) -> dict[str, Any]:
    resistance = {str(option): _number(given, option, MOST) for option in ballot.options}
    found = {option: value for option, value in resistance.items() if value is not None}
    if not found:
        raise Refused(_("Bitte geben Sie wenigstens einem Vorschlag 0 bis 10."), "empty")
    why = {
        option: str(given.get(f"w-{option}", "")).replace("\x00", "").strip()[:WHY_LETTERS]
        for option in found
    }
    return {"resistance": found, "reasons": {option: text for option, text in why.items() if text}}


def _dots(ballot: Ballot, given: Given) -> dict[str, Any]:
    most = ballot.rules["places"]
    found = {str(option): _number(given, option, most) or 0 for option in ballot.options}
    total = sum(found.values())
    if total > most:
        raise Refused(
            _("Sie haben %(most)d Punkte und haben %(total)d verteilt.") % {"most": most, "total": total}
        )
    if not total:
        raise Refused(_("Bitte verteilen Sie wenigstens einen Punkt."), "empty")
    return {"dots": {option: dots for option, dots in found.items() if dots}}


def _approved(ballot: Ballot, given: Given) -> dict[str, Any]:
    """Nothing approved is a vote too: none of them."""
    ticked = set(several(given, "choice"))
    return {"approved": [option for option in ballot.options if str(option) in ticked]}


def _elected(ballot: Ballot, given: Given) -> dict[str, Any]:
    found, most = _approved(ballot, given), ballot.rules["places"]
    if len(found["approved"]) > most:
        said = _("Sie können höchstens %(most)d wählen und haben %(count)d gewählt.")
        raise Refused(said % {"most": most, "count": len(found["approved"])})
    return found


def _number(given: Given, option: int, most: int) -> int | None:
    said = str(given.get(f"o-{option}", "")).strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 6 and int(said) <= most):
        raise Refused(_("Bitte geben Sie ganze Zahlen von 0 bis %(most)d an.") % {"most": most})
    return int(said)


def several(given: Given, name: str) -> list[str]:
    """All that was ticked under one name, in a form or a plain mapping."""
    listed = getattr(given, "getlist", None)
    found = listed(name) if listed else given.get(name, [])
    return [str(one) for one in found]


_READ: Mapping[str, Callable[[Ballot, Given], Any]] = {
    Method.CARRY: _carry, Method.CONSENSING: _consensing, Method.DOTS: _dots, Method.ORDER: _approved,
    Method.FUND: _approved, Method.ELECTION: _elected,
}  # fmt: skip
