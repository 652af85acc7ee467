"""Two conferences in a city that is served already: `python tests/worlds/assembled.py FOLDER WORD` sets them up.

For browser tests, through actions, in the planning area of the manager whom one click enters first: a
Sozialraumkonferenz with two seats a bank and a Planungsraumkonferenz with one, three needs that hold the word and are
ready for deliberation. What sat in these places before is another body. Prints their numbers as JSON.
`… FOLDER --links SESSION` prints the personal links of a session, `… FOLDER --needs PK PK` in which state needs are,
`… FOLDER --newest` which came last, `… FOLDER --journal NEED` what the journal holds of one.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

from sozialraum.commands.django import ready

SINCE = date(2020, 1, 1)
NAMES = {
    "politics": ("Paula Rat", "Piet Fraktion"), "administration": ("Amelie Amt", "Anton Haus"),
    "providers": ("Tara Verein", "Tom Schule"), "residents": ("Rosa Nachbar", "Rolf Mieter"),
}  # fmt: skip
TEXTS = ("Am {word} fehlt Licht.", "Am {word} fehlt eine Bank.", "Am {word} fehlt ein Treff.")


def assemble(word: str) -> dict[str, object]:
    """Both bodies and the needs."""
    from sozialraum.planning.conferences.actions import seating
    from sozialraum.planning.people.models import Scope
    from sozialraum.planning.people.queries import demonstration_roles

    by = next(
        found[0].account for role, found in demonstration_roles() if role.key == "planning_area_manager"
    )
    area = by.appointments.get(role="planning_area_manager").scope_key
    place = _place(area)
    needs = [_need(by, place, text.format(word=word)) for text in TEXTS]
    space = Scope("social_space", place.social_space)
    _make_way("social_space_conference", space)
    _make_way("planning_area_conference", Scope("planning_area", area))
    small = seating.set_up_body(
        by=by, kind="social_space_conference", name=f"Sozialraumkonferenz {word}", scope=space, planning_area=area,
        edition=place.edition, since=SINCE, quorum_per_bank=1,
    )  # fmt: skip
    large = seating.set_up_body(
        by=by, kind="planning_area_conference", name=f"Planungsraumkonferenz {word}", since=SINCE,
        scope=Scope("planning_area", area),
    )  # fmt: skip
    for body, most in ((small, 2), (large, 1)):
        for bank, names in NAMES.items():
            for name in names[:most]:
                seat = seating.make_seat(by=by, body=body, bank=bank, on_behalf_of=f"für {name}", since=SINCE)
                seating.seat_somebody(by=by, seat=seat, name=name, name_is_public=True, since=SINCE)
    return {
        "small": small.pk,
        "large": large.pk,
        "needs": needs,
        "space": place.social_space.partition("/")[2],
    }


def _make_way(kind: str, scope: object) -> None:
    """A place has one conference at a time: other tests, or the city's story, have set one up."""
    from sozialraum.planning.conferences.models import Body

    Body.objects.filter(kind=kind, scope_kind=scope.kind, scope_key=scope.key).update(kind=Body.Kind.OTHER)


def _place(area: str) -> object:
    from sozialraum.planning.needs.queries import places

    edition, code = places.social_spaces(), area.partition("/")[2]
    return places.by_code(
        next(c for c, above in zip(edition.codes, edition.parents, strict=True) if above == code)
    )


def _need(by: object, place: object, text: str) -> int:
    from sozialraum.planning.needs.actions import checking, contributing
    from sozialraum.planning.needs.actions.contributing import Voice

    voice = contributing.contribute(by=None, token=uuid4(), voice=Voice(text=text, place=place)).contribution
    checking.read_words(by=by, contribution=voice, letters=len(text))
    checking.accept(by=by, need=voice.need)
    checking.reword(by=by, need=voice.need, title=text.rstrip("."), wording=f"Gewünscht wird: {text}")
    return voice.need_id


def links(session: int) -> dict[str, str]:
    """Name → the personal part of the link of an invitation."""
    from sozialraum.planning.conferences import passes
    from sozialraum.planning.conferences.models import Invitation

    found = Invitation.objects.filter(session=session).select_related("holding")
    return {one.holding.name: passes.of_invitation(one) for one in found}


def journal(need: int) -> list[list[str]]:
    """All that the journal holds of a need: act, from, to, role."""
    from sozialraum.planning.journal.queries import entries_on

    found = entries_on("need", str(need)).order_by("pk")
    return [
        [one.act, one.details.get("from", ""), one.details.get("to", ""), one.actor_role, one.reason]
        for one in found
    ]


def newest() -> int:
    """The need that came last."""
    from sozialraum.planning.needs.models import Need

    return Need.objects.order_by("-pk").values_list("pk", flat=True)[0]


def states(needs: list[int]) -> dict[int, str]:
    from sozialraum.planning.needs.models import Need

    return dict(Need.objects.filter(pk__in=needs).values_list("pk", "state"))


if __name__ == "__main__":
    with ready(Path(sys.argv[1])):
        match sys.argv[2:]:
            case ["--links", session]:
                print(json.dumps(links(int(session))))
            case ["--needs", *needs]:
                print(json.dumps(states([int(pk) for pk in needs])))
            case ["--newest"]:
                print(json.dumps(newest()))
            case ["--journal", need]:
                print(json.dumps(journal(int(need))))
            case [word]:
                print(json.dumps(assemble(word)))
