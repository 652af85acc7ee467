"""The sentences in which the way of a need tells what a conference resolved: how many were there, by which method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.planning.conferences.states import Method
from sozialraum.planning.needs.queries.telling import STEP, Words, offer_words
from sozialraum.planning.needs.queries.told_words import STEPS
from sozialraum.planning.needs.states import BEFORE_CARRIED, END, State

AGREED = "agreed"  # nobody was against it
_TAKEN_UP: Promise = gettext_lazy("Es gibt Neues. Die Konferenz hat den Bedarf wieder aufgenommen.")
_SENT_BACK: Promise = gettext_lazy(
    "Die Planungsraumkonferenz hat den Bedarf zurückgegeben. Er wird neu beraten."
)


def _room(details: Mapping[str, Any]) -> list[str]:
    """What a resolution says of the room in which it was taken; nothing where the step comes from elsewhere."""
    if "session" not in details:
        return []
    here, _slash, seats = str(details.get("quorum", "")).partition("/")
    said = (
        [_("%(here)s von %(seats)s Stimmen waren da.") % {"here": here, "seats": seats}]
        if here and seats
        else []
    )
    method = str(details.get("method", ""))
    if method == AGREED:
        said.append(_("Niemand war dagegen."))
    elif method in Method.values:
        said.append(_("Verfahren: %(method)s.") % {"method": Method(method).label})
    if dissents := details.get("dissents") or 0:
        said.append(ngettext(
            "Eine abweichende Meinung ist festgehalten.", "%(n)d abweichende Meinungen sind festgehalten.", dissents,
        ) % {"n": dissents})  # fmt: skip
    return said


def _resolved(state: str) -> Words:
    return lambda details: " ".join([str(STEPS[state]), *_room(details)])


def _bundled(details: Mapping[str, Any]) -> str:
    place, words = (
        details.get("place"),
        _("Die Planungsraumkonferenz hat den Bedarf auf Platz %(n)s ihrer Liste gesetzt."),
    )
    first = words % {"n": place} if place else str(STEPS[State.BUNDLED])
    return " ".join([first, *_room(details)])


def _deliberating(details: Mapping[str, Any]) -> str:
    source = str(details.get("from", ""))
    if source == State.CARRIED:
        return " ".join([str(_SENT_BACK), *_room(details)])
    if source in END and source not in BEFORE_CARRIED:
        return " ".join([str(_TAKEN_UP), *_room(details)])
    return ""


def offer_all() -> None:
    """What the app says when the program starts."""
    resolved = (State.CARRIED, State.DEFERRED, State.NOT_CARRIED, State.SOLVED_LOCALLY, State.EVALUATED)
    offer_words({f"{STEP}/{state}": _resolved(state) for state in resolved})
    offer_words({f"{STEP}/{State.BUNDLED}": _bundled})
    offer_words({f"{STEP}/{State.DELIBERATING}": _deliberating})
