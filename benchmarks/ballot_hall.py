"""A hall for `ballot_load`: a body of many seats, everybody there, one ballot open; run in a process of its own.

    python -m benchmarks.ballot_hall FOLDER open SEATS [--secret]     prints room, ballot and places as JSON
    python -m benchmarks.ballot_hall FOLDER close BALLOT              counts it, prints result and moment
    python -m benchmarks.ballot_hall FOLDER votes BALLOT              prints who voted what, from the database

All of it through the product's own actions.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from sozialraum.commands import django

SINCE = date(2020, 1, 1)


def opened(seats: int, secret: bool) -> dict[str, object]:
    """A conference of so many seats with everybody there, and an open ballot."""
    from django.db import transaction
    from django.utils import timezone

    from sozialraum.planning.conferences import passes
    from sozialraum.planning.conferences.actions import agenda, attending, balloting, preparing, seating
    from sozialraum.planning.conferences.models import Attendee, Holding, Seat
    from sozialraum.planning.people.roles import Bank
    from sozialraum.planning.people.rules import PROGRAM

    with transaction.atomic():
        name = f"Versammlung {time.time_ns()}"
        body = seating.set_up_body(by=PROGRAM, kind="other", name=name, since=SINCE)
        banks, during = list(Bank.values), body.during
        made = Seat.objects.bulk_create(
            Seat(body=body, bank=banks[n % 4], on_behalf_of=f"Sitz {n}", during=during) for n in range(seats)
        )
        Holding.objects.bulk_create(
            Holding(seat=seat, name=f"Person {n}", during=during) for n, seat in enumerate(made)
        )
        now = timezone.now()
        session = preparing.plan(by=PROGRAM, body=body, begins=now, ends=now + timedelta(hours=2))
        attending.open_session(by=PROGRAM, session=session, chair="Leitung")
        people = Attendee.objects.bulk_create(
            Attendee(session=session, holding=one, name=one.name, bank=one.seat.bank, voting=True)
            for one in Holding.objects.filter(seat__body=body).select_related("seat")
        )
        for one in people:
            one.presences.create(arrived=now)
        item = agenda.add(by=PROGRAM, session=session, kind="topic", title="Frage", method="carry")
        balloting.take_up(by=PROGRAM, item=item)
        ballot = balloting.open_ballot(by=PROGRAM, item=item, question="Wollen wir das?", secret=secret)
    session.refresh_from_db()
    return {
        "room": session.room_key, "version": session.version, "ballot": ballot.pk,
        "places": {one.pk: passes.of_place(one) for one in people},
    }  # fmt: skip


def closed(ballot: int) -> dict[str, object]:
    """The result, and when it was committed."""
    from sozialraum.planning.conferences.actions import balloting
    from sozialraum.planning.conferences.models import Ballot
    from sozialraum.planning.people.rules import PROGRAM

    done = balloting.close_ballot(
        by=PROGRAM, ballot=Ballot.objects.select_related("item__session").get(pk=ballot)
    )
    return {"result": done.result, "committed": time.time()}


def votes(ballot: int) -> dict[str, object]:
    """Who voted what, as it is kept."""
    from sozialraum.planning.conferences.models import Slip, Vote

    kept = {
        str(pk): value for pk, value in Vote.objects.filter(ballot=ballot).values_list("attendee_id", "value")
    }
    return {"votes": kept, "slips": list(Slip.objects.filter(ballot=ballot).values_list("value", flat=True))}


def main() -> int:
    folder, what, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with django.ready(folder):
        if what == "open":
            print(json.dumps(opened(number, "--secret" in sys.argv)))
        else:
            print(json.dumps(closed(number) if what == "close" else votes(number)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
