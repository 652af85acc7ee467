"""Needs on which somebody has to decide, through actions; answers and talks as their stages leave them behind."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from sozialraum.planning.answers.models import Answer, Move, Negotiation, Part, Position, Request, Round
from sozialraum.planning.conferences.actions import agenda, balloting, resolving, seating
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.models import Body
from sozialraum.planning.needs.actions import checking, way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Organisation, Scope
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.actions import papers
from sozialraum.planning.programme.models import DecisionPaper
from worlds.conferring import seat
from worlds.meeting import attendees, balloted, opened
from worlds.people import LONG_AGO, appointed, organisation, somebody, somebody_as
from worlds.voices import AREA, said

AGREEMENT = "Die Stadt stellt bis zum Sommer eine Bank am Anger auf, der Bürgerverein pflegt sie."
TO_TALKS = (State.HANDED_OVER, State.ANSWERED, State.NEGOTIATING)


def planner() -> Account:
    """Who writes papers."""
    return somebody_as("social_planner", "Petra Planer")


def head_of(department: Organisation) -> Account:
    """The head of a department."""
    account = somebody("Hedwig Haupt")
    appointed(account, "department_head", Scope("department", str(department.pk)))
    return account


def brought_to(need: Need, *states: str) -> Need:
    """The need after these steps."""
    for state in states:
        way.advance(by=PROGRAM, need=need, target=state, reason="Darum.")
    return Need.objects.get(pk=need.pk)


def carried(text: str = "Am Anger fehlt eine Bank.", **values: object) -> Need:
    """A need that its conference carries, its words read."""
    voice = said(text, **values).contribution
    checking.accept(by=PROGRAM, need=voice.need)
    checking.read_words(by=PROGRAM, contribution=voice, letters=len(text))
    return brought_to(voice.need, State.CARRIED)


def talked_out(
    state: str = State.AGREED, *, text: str = "Am Anger fehlt eine Bank.", listed: Need | None = None
) -> Need:
    """A need that waits for a paper. listed: one that stands on a list already."""
    found = listed or brought_to(carried(text, dimensions=("mobility",)), State.BUNDLED)
    return brought_to(found, *TO_TALKS, state)


def with_talks(
    need: Need, drafter: Account, head: Account, *, department: Organisation, agreed: bool = True
) -> Negotiation:
    """An answer with a part, and talks of two rounds that ended."""
    now = timezone.now()
    request = Request.objects.create(
        need=need, lead=department, state="answered", due=now.date(), first_due=now.date(), answered=now
    )
    answer = Answer.objects.create(
        request=request, state="released", kind="partly", text="Wir können eine Bank aufstellen.",
        reason="Mehr Geld ist nicht da.", cost=Decimal("1800.00"), drafted_by=drafter, released_by=head, released=now,
        legal_basis="§ 8 Straßengesetz",
    )  # fmt: skip
    Part.objects.create(
        request=request,
        department=organisation("Gartenamt"),
        text="Wir pflegen sie.",
        given=now,
        cost=Decimal("120.50"),
    )
    ended = {"agreement": AGREEMENT, "confirmed_by_conference": now, "confirmed_by_department": now}
    if not agreed:
        ended = {
            "words_of_conference": "Eine Bank reicht nicht.",
            "words_of_department": "Für zwei ist kein Geld da.",
        }
    talks = Negotiation.objects.create(
        need=need,
        answer=answer,
        department=department,
        state="agreed" if agreed else "dissent",
        closed=now,
        **ended,
    )
    for number in (1, 2):
        made = Round.objects.create(negotiation=talks, number=number, closed=now)
        Move.objects.create(round=made, kind="passive", text="Es bleibt, wie es ist.")
        move = Move.objects.create(
            round=made,
            kind="offer",
            side="department",
            text=f"Angebot {number}",
            cost=Decimal(f"{number}500.00"),
        )
        Position.objects.create(move=move, bank="residents", resistance=25, text="Damit können wir leben.")
    return talks


def drafted(by: Account, need: Need | None = None) -> DecisionPaper:
    """A draft on a need that is agreed; it costs nothing where nobody has said what it costs."""
    made = papers.draft_paper(by=by, need=need or talked_out())
    DecisionPaper.objects.filter(pk=made.pk, cost__isnull=True).update(cost=0)
    return DecisionPaper.objects.get(pk=made.pk)


def submitted(by: Account, need: Need | None = None) -> DecisionPaper:
    """A paper that lies before its body."""
    return papers.submit_paper(by=by, paper=drafted(by, need))


def ordered(by: Account, needs: list[Need], *, name: str = "Planungsraumkonferenz Mitte") -> list[Need]:
    """Carried needs on the list of their planning area, in this order, by a session of its conference."""
    body = Body.objects.filter(name=name).first()
    if body is None:
        body = seating.set_up_body(
            by=by, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name=name, scope=Scope("planning_area", AREA),
            planning_area=AREA, edition="", since=LONG_AGO,
        )  # fmt: skip
        for bank in ("politics", "administration", "providers", "residents"):
            seat(body, by, bank=bank, name=f"Person {bank}")
    running = opened(body, by)
    item = agenda.add(by=by, session=running, kind="order", title="Reihenfolge", method="order")
    balloting.take_up(by=by, item=item)
    options = [choosing.add_option(by=by, item=item, title=one.title, need=one) for one in needs]
    here = attendees(running)
    choices = {one: {"choice": [str(o.pk) for o in options[: len(here) - at]]} for at, one in enumerate(here)}
    resolving.resolve_order(by=by, item=item, ballot=balloted(item, by, choices))
    resolving.finish_item(by=by, item=item)
    resolving.close_session(by=by, session=running)
    return [Need.objects.get(pk=one.pk) for one in needs]
