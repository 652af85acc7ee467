"""How the banks stand to what is negotiated: many lines of the journal told as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sozialraum.numbers import number
from sozialraum.planning.answers.states import Side
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.words import language

PASSIVE = "Es bleibt, wie es ist."
POSITION = "answers.position_taken"


def positions(lines: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for all of them: each offer with the resistance of each bank, where the lines name the offer."""
    offers: dict[str, list[str]] = {}
    for details in lines:
        if (offer := str(details.get("offer") or "")) and (said := _resistance(details)):
            offers.setdefault(offer, []).append(said)
    words = [_("Die Bänke sagen, wie sie zu den Angeboten stehen.")]
    if offers:
        words.append(_("Widerstand von 0 bis 10:"))
    quoted = _("„%(offer)s“ – %(banks)s.")
    words += [quoted % {"offer": _named(offer), "banks": ", ".join(banks)} for offer, banks in offers.items()]
    return " ".join(words)


def _named(offer: str) -> str:
    """An offer as the journal keeps it: whose it is in the reader's language, its words as they were written."""
    if offer == PASSIVE:
        return _("Es bleibt, wie es ist.")
    whose, colon, said = offer.partition(": ")
    with override("de"):
        known = {str(side.label): side for side in Side}
    return f"{known[whose].label}: {said}" if colon and whose in known else offer


def said_by_banks(lines: Iterable[tuple[Mapping[str, Any], str]]) -> str:
    """The words of the banks, each with whose they are; in German, as they were written down."""
    with override("de"):
        return "\n".join(
            f"{Bank(details['bank']).label}: {reason}" if details.get("bank") in Bank.values else reason
            for details, reason in lines
            if reason
        )


def _resistance(details: Mapping[str, Any]) -> str:
    bank, value = details.get("bank"), str(details.get("resistance") or "")
    if bank not in Bank.values or not value.replace(".", "", 1).isdigit():
        return ""
    return f"{Bank(bank).label} {number(float(value), 1, language())}"
