"""Voices in a city that is served already: `python tests/worlds/spoken.py FOLDER WORD` says three that hold the word.

For browser tests: the city's own program makes them, through actions, in the planning area of the manager whom one
click enters first. One of them names somebody and has a picture. Prints the number of the first need.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from sozialraum.commands.django import ready

TEXTS = (
    "Am {word} fehlt eine Bank im Schatten.",
    "Am {word} lärmt Frau Meier, Tel. 0361 655-1234. Es fehlt ein Treff.",
    "Im Schatten am {word} fehlt eine Bank für alte Leute.",
)


def speak(word: str) -> int:
    """Three needs that wait; the number of the first."""
    from sozialraum.planning.needs.actions import attaching, contributing
    from sozialraum.planning.needs.actions.contributing import Voice
    from sozialraum.planning.needs.pictures import written_anew
    from sozialraum.planning.needs.queries import places
    from sozialraum.planning.people.queries import demonstration_roles

    person = next(
        found[0].account for role, found in demonstration_roles() if role.key == "planning_area_manager"
    )
    area = person.appointments.get(role="planning_area_manager").scope_key.partition("/")[2]
    edition = places.social_spaces()
    here = places.by_code(
        next(c for c, above in zip(edition.codes, edition.parents, strict=True) if above == area)
    )
    made = [
        contributing.contribute(
            by=None, token=uuid4(), voice=Voice(text=text.format(word=word), place=here)
        ).contribution
        for text in TEXTS
    ]
    file = BytesIO(_picture())
    attaching.attach(
        by=None,
        contribution=made[1],
        made=[written_anew(file, len(file.getvalue()))],
        description="Der Platz",
    )
    return made[0].need_id


def _picture() -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (200, 120), (70, 130, 90)).save(made, "PNG")
    return made.getvalue()


if __name__ == "__main__":
    with ready(Path(sys.argv[1])):
        print(speak(sys.argv[2]))
