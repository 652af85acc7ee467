"""Who may see which page: every named address stands here, said once more and apart from the code.

To add a page, add a line. `who`: EVERYBODY, SIGNED_IN, or the names of the roles. Who may not is sent to the sign-in
page (302) without an account, and told so (403) with one. `get`: the status for those who may, 200 if not said
otherwise; a pair (without account, with one) where it differs. `post`: whether the page takes a POST. `args`: what
its address needs, by keys of the world that `build_world` makes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sozialraum.planning.people.roles import ROLES
from worlds.people import everybody, organisation, somebody

EVERYBODY = ("anonymous", *ROLES)
SIGNED_IN = tuple(ROLES)
ADMINISTRATION = ("city_administrator",)
MANAGER = ("planning_area_manager",)
PLANNER = ("social_planner",)  # writes papers and records decisions, keeps the money, assigns
RUNS = (*MANAGER, *PLANNER)  # bodies, where they are responsible
OFFICE = ("department_officer", "department_head")
INTRODUCES = (*PLANNER, *ADMINISTRATION)
NEGOTIATE = (*RUNS, *OFFICE)
BEGINS_MEASURES = ("provider", "department_officer", "social_planner")
FOR_OTHERS = ("provider", *RUNS)
READERS_OF_THE_JOURNAL = ("city_administrator", "data_protection_officer")


@dataclass(frozen=True)
class Row:
    """One line of the matrix."""

    who: tuple[str, ...]
    get: int | tuple[int, int] = 200
    post: bool = False
    part: bool = False  # a piece of a page, not a whole one
    args: dict[str, str] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        """The status of a GET for a role or "anonymous"."""
        if role not in self.who:
            return 302 if role == "anonymous" else 403
        if isinstance(self.get, tuple):
            return self.get[0] if role == "anonymous" else self.get[1]
        return self.get


@dataclass
class World:
    """What the addresses of the matrix need; further apps add their own values."""

    people: dict[str, Any]
    values: dict[str, Any]


def build_world(version: Any) -> World:
    """A city with one person a role and one thing of each kind, made through actions; its figures are `version`."""
    from sozialraum.planning.desk import actions as desk
    from sozialraum.planning.journal import clock

    people = everybody()
    for person in people.values():
        person.set_password("ein Passwort von zwölf Zeichen")
        person.save()
    account = somebody("Wer Immer")
    manager = people["planning_area_manager"]
    values = {
        "account": account.pk,
        "appointment": manager.appointments.get().pk,
        "organisation": organisation().pk,
        "barrier": desk.report_barrier(what="Der Knopf ist nicht zu erreichen.").pk,
        "text": "impressum",
        "table": "0" * 64,
        "language": "de",
        "letter": _letter(),
        "key": "no-such-key",
        "uidb36": "1",
        "system": "sozialraeume",
        "code": "A",
        "area": "1",
        "edition": "sozialraeume@2019-01-01",
        "indicator": INDICATOR,
        "period": version.periods(INDICATOR, version.edition("sozialraeume"))[-1],
        "group": "total",
        "version": version.id,
        "method": "shares",
        "form": "csv",
        "content": version.outlines_name(version.edition("sozialraeume")),
        "report_year": str(clock.today().year),
        "cost": _cost(people["social_planner"]),
        "public_need": _public_need(manager),
        "listening_step": _listening_step(manager),
        "letter_in_review": _letter_in_review(manager),
    }
    values |= _checked(manager) | _receipt(manager) | _subscription()
    values |= _conference(manager, people["resident"])
    values |= _held(manager, values["body"])
    values |= _prepared(manager, values["session"])
    values |= _under_way(manager, values["body"], values["holding"])
    values |= _asked(people) | _negotiated(people)
    values |= _decisions(people["social_planner"])
    values |= _carried_out(people["provider"])
    values |= _money(values["body"])
    return World(people, values | _effects(manager))


def _letter() -> str:
    from pathlib import Path

    from django.conf import settings

    outbox = Path(settings.OUTBOX)
    outbox.mkdir(exist_ok=True)
    (outbox / "20260101-120000-1.log").write_text("Subject: Hallo\nTo: x@example.org\n\nText\n")
    return "20260101-120000-1"


def _public_need(manager: Any) -> int:
    from sozialraum.planning.needs.actions import checking
    from worlds.voices import need

    made = need()
    checking.accept(by=manager, need=made)
    return made.pk


def _receipt(manager: Any) -> dict[str, Any]:
    """A receipt, and a picture that the manager has looked at, of a need that is public."""
    from io import BytesIO

    from PIL import Image

    from sozialraum.planning.needs.actions import attaching, checking
    from sozialraum.planning.needs.pictures import written_anew
    from worlds.voices import said

    file = BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    receipt = said()
    picture = written_anew(file, file.tell())
    (kept,) = attaching.attach(by=None, contribution=receipt.contribution, made=[picture])
    attaching.show(by=manager, attachment=kept)
    checking.accept(by=manager, need=receipt.contribution.need)
    return {"receipt": receipt.code, "picture": kept.pk}


def _checked(manager: Any) -> dict[str, Any]:
    """A need that waits for its check, a voice in which something is sealed, an objection."""
    from sozialraum.planning.needs.actions import bundling, checking, contributing
    from worlds.voices import said

    waits, other, back = (
        said().contribution,
        said("Frau Meier ist zu laut.").contribution,
        said().contribution,
    )
    checking.black_out(by=manager, contribution=other, spans=[(5, 10)])
    bundling.merge(by=manager, need=other.need, into=waits.need, reason="Dasselbe.")
    checking.give_back(by=manager, need=back.need, reason="Einzelfall.")
    back.refresh_from_db()
    objection = contributing.object_to(by=None, contribution=back, text="Doch.")
    return {"waiting": waits.need_id, "sealed": other.pk, "objection": objection.pk}


def _listening_step(manager: Any) -> int:
    from datetime import date

    from sozialraum.planning.needs.actions import listening
    from worlds.voices import SPACE as HERE

    return listening.plan(by=manager, social_space=HERE, what="visit", when=date(2026, 3, 2)).pk


def _letter_in_review(manager: Any) -> int:
    from sozialraum.planning.messages.models import Message
    from sozialraum.planning.needs.actions import checking
    from worlds.voices import need, reviewed

    with reviewed("deliberating"):
        checking.accept(by=manager, need=need())
    return Message.objects.get(state=Message.State.REVIEW).pk


def _subscription() -> dict[str, Any]:
    from sozialraum.planning.journal.actions import Subject
    from sozialraum.planning.messages import actions, queries

    made = actions.subscribe(email="wer@example.org", subject=Subject("needs", "all", "Alle Bedarfe"))
    return {"subscription": made.pk, "subscription_mark": queries.subscription_mark(made.pk)}


def _conference(manager: Any, member: Any) -> dict[str, Any]:
    """A Sozialraumkonferenz with two seats a bank, one of them held by an account; a session to come and one before."""
    from datetime import timedelta

    from django.utils import timezone

    from worlds.conferring import conference, seat, session

    body = conference(manager, seats=1)
    held = seat(body, manager, bank="residents", name="Rita Resident", account=member)
    coming = session(body, manager, begins=timezone.now() + timedelta(days=30))
    before = session(body, manager, begins=timezone.now() - timedelta(days=30))
    return {
        "body": body.pk, "seat": held.seat_id, "holding": held.pk, "session": coming.pk, "session_before": before.pk,
    }  # fmt: skip


def _held(manager: Any, body: int) -> dict[str, Any]:
    """A session that was held, its minutes published."""
    from sozialraum.planning.conferences.actions import minuting
    from sozialraum.planning.conferences.models import Body
    from worlds.evening import evening, minutes_of, silence_over

    session = evening(manager, body=Body.objects.get(pk=body))
    minuting.present(by=manager, minutes=minutes_of(session))
    silence_over(minutes_of(session))
    return {"held": session.pk}


def _prepared(manager: Any, number: int) -> dict[str, Any]:
    """The session to come with a point on its agenda and all invited; the link of one of them."""
    from sozialraum.planning.conferences import passes
    from sozialraum.planning.conferences.actions import agenda, inviting, preparing
    from sozialraum.planning.conferences.models import Invitation, Session

    session = Session.objects.get(pk=number)
    item = agenda.add(by=manager, session=session, kind="topic", title="Bank am Anger")
    preparing.change(by=manager, session=session, place="Bürgerhaus")
    inviting.invite(by=manager, session=session)
    invited = Invitation.objects.filter(session=session).first()
    return {"item": item.pk, "invitation": passes.of_invitation(invited)}


def _under_way(manager: Any, body: int, holding: int) -> dict[str, Any]:
    """Two sessions that run: in one a round deliberates, in the other it votes, and a member reads slips."""
    from sozialraum.planning.conferences import passes
    from sozialraum.planning.conferences.actions import attending, balloting, speaking, voting
    from sozialraum.planning.conferences.actions import options as choosing
    from sozialraum.planning.conferences.models import Body, Holding

    member = Holding.objects.get(pk=holding)
    talks, talked, known, guest = _running(manager, Body.objects.get(pk=body), member)
    for one in (known, talked, guest):
        speaking.ask_to_speak(attendee=one)
    item = talks.items.get()
    choosing.add_option(attendee=known, item=item, title="Eine Bank mit Lehne")
    speaking.take_position(attendee=talked, item=item, bank="residents", text="Wir brauchen sie.")
    speaking.declare_conflict(attendee=talked, item=item, reason="Wohnt daneben.")
    speaking.dissent(attendee=known, item=item, text="Zu teuer.")
    balloting.annul(by=manager, ballot=balloting.open_ballot(by=manager, item=item), reason="verzählt")
    votes, voter, on_paper, _guest = _running(manager, talks.body, member)
    attending.let_count(by=manager, attendee=voter)
    attending.use_paper(by=manager, attendee=on_paper, on_paper=True)
    ballot = balloting.open_ballot(by=manager, item=votes.items.get())
    given = {f"o-{one}": "3" for one in ballot.options} | {f"w-{ballot.options[0]}": "Das reicht nicht."}
    voting.vote(attendee=voter, ballot=ballot.pk, given=given)
    voting.read_slip(
        by=manager,
        ballot=ballot,
        number=1,
        bank=on_paper.bank,
        given={f"o-{one}": "1" for one in ballot.options},
    )
    return {
        "running": talks.pk, "room_key": talks.room_key, "card": talked.pk, "known": known.pk, "guest": guest.pk,
        "ballot": ballot.pk, "place": passes.of_place(voter), "voter": voter.pk,
    }  # fmt: skip


def _running(manager: Any, body: Any, member: Any) -> tuple[Any, ...]:
    """A session with one point taken up; the member, somebody else of the body, and a guest are there."""
    from sozialraum.planning.conferences.actions import attending, balloting
    from sozialraum.planning.conferences.actions import options as choosing
    from sozialraum.planning.conferences.models import Holding
    from worlds.conferring import item, session

    held = session(body, manager)
    point = item(held, manager, method="consensing")
    choosing.add_option(by=manager, item=point, title="Eine Bank ohne Lehne")
    attending.open_session(by=manager, session=held)
    here = attending.arrive(by=manager, session=held, holding=member)
    others = Holding.objects.filter(seat__body=body).exclude(pk=member.pk).order_by("pk")
    first, *_more = [attending.arrive(by=manager, session=held, holding=one) for one in others]
    balloting.take_up(by=manager, item=point)
    held.refresh_from_db()
    return held, here, first, attending.arrive_as_guest(by=manager, session=held, name="Gudrun Gast")


def _asked(people: dict[str, Any]) -> dict[str, Any]:
    """A department with requests: one with a draft, one that waits for its release; one with nobody; a list's need."""
    from sozialraum.planning.answers.actions import answering, requesting, sector_plans
    from sozialraum.planning.people.models import Scope
    from worlds.answering import Office, bundled, handed, in_days, submitted
    from worlds.people import appointed
    from worlds.people import organisation as department

    manager, officer, head = (
        people[key] for key in ("planning_area_manager", "department_officer", "department_head")
    )
    made = department("Amt für Fragen")
    for person, role in ((officer, "department_officer"), (head, "department_head")):
        appointed(person, role, Scope("department", str(made.pk)))
    office = Office(made, officer, head)
    drafted, waiting, ready, lost = (handed(manager, office) for _number in range(4))
    answering.give_back(by=head, answer=submitted(drafted, office), remark="Bitte kürzer.")
    submitted(waiting, office)
    submitted(ready, office)
    requesting.pass_on(by=officer, request=lost, to=None, reason="Nicht unseres.")
    plan = sector_plans.keep_plan(
        by=officer, kind="youth", title="Jugendhilfeplan", department=made, since=in_days(-9)
    )
    return {
        "request": drafted.pk, "request_submitted": waiting.pk, "request_to_release": ready.pk,
        "request_lost": lost.pk, "bundled_need": bundled(manager).pk, "sector_plan": plan.pk,
    }  # fmt: skip


def _negotiated(people: dict[str, Any]) -> dict[str, Any]:
    """A negotiation in which both sides have said something, and an answer that waits for the conference."""
    from sozialraum.planning.answers.actions import negotiating, positions
    from worlds.negotiating import Department, answered, negotiation

    manager = people["planning_area_manager"]
    at = Department("Tiefbauamt", people["department_officer"], people["department_head"])
    talks = negotiation(manager, at)
    offer = negotiating.offer(
        by=manager, negotiation=talks, side="conference", text="Drei Bänke.", conditions="Im Schatten."
    )
    positions.take_position(by=manager, move=offer, bank="residents", resistance=15, text="Drei reichen.")
    return {"talks": talks.pk, "offering": "angebot", "answer_back": answered(manager, at).pk}


def _decisions(writer: Any) -> dict[str, Any]:
    """A rule, a draft, a paper that lies before the council, and one on which it decided; a need that waits."""
    from sozialraum.planning.programme.actions import competences, papers
    from worlds.deciding import drafted, submitted, talked_out
    from worlds.people import today

    decided = submitted(writer)
    taken = papers.record_decision(by=writer, paper=decided, outcome="decided", on=today(), number="7/26")
    made = {
        "to_decide": talked_out().pk, "draft": drafted(writer).pk, "paper": submitted(writer).pk, "decision": taken.pk,
    }  # fmt: skip
    return made | {"competence": competences.set_competence(by=writer, level="council", name="Rat").pk}


def _carried_out(person: Any) -> dict[str, Any]:
    """A measure of a department that a provider carries out, paid from a line of the budget."""
    from sozialraum.planning.people.models import Scope
    from sozialraum.planning.programme.actions.measures import begin_measure
    from worlds.carrying_out import a_measure, a_plan, a_provider, department
    from worlds.people import appointed

    person.organisation = a_provider()
    person.save()
    appointed(person, "provider", Scope("planning_area", "planungsraeume/1"))
    made = a_measure(provider=person.organisation)
    asked = begin_measure(by=person, plan=a_plan(department("Tiefbauamt"), provider=person.organisation))
    return {"measure": made.pk, "product": made.budget_line.product, "proposed": asked.pk}


def _money(body: int) -> dict[str, Any]:
    """A conference's fund with something in it, and a published key."""
    from decimal import Decimal

    from sozialraum.planning.conferences.models import Body
    from sozialraum.planning.people.rules import PROGRAM
    from sozialraum.planning.programme.actions import distributing, funds
    from worlds.money import fund, key
    from worlds.people import today

    own = fund("Fonds der Konferenz", body=Body.objects.get(pk=body))
    funds.reserve(by=PROGRAM, fund=own, amount=Decimal("100.00"), on=today(), text="Bank am Anger")
    made = distributing.draft(by=PROGRAM, title="Schlüssel", year=today().year, key=key())
    distributing.publish(by=PROGRAM, distribution=made)
    return {"fund": own.pk, "deposit": "einzahlen", "distribution": made.pk, "allot": "zuteilen"}


def _effects(manager: Any) -> dict[str, Any]:
    """What is carried out: one need that is being asked about and answered, one evaluated; a measure."""
    from worlds.evaluating import asked, carried_out, evaluated, measure, need_of

    open_, done = carried_out(), carried_out()
    asked(manager, open_, "yes", closed=False)
    asked(manager, done, "no")
    evaluated(manager, done)
    return {
        "asked_about": need_of(open_).pk, "evaluated": need_of(done).pk, "measure_done": measure(need_of(done)).pk,
        "asked_receipt": open_[0].code,
    }  # fmt: skip


def _cost(planner: Any) -> int:
    """A planned position of the introduction."""
    from decimal import Decimal

    from sozialraum.planning.reports.actions import plan_cost

    values = {"kind": "staff", "title": "Planungsraummanagement", "price": Decimal("100.00"), "year": 2020}
    return plan_cost(by=planner, **values).pk


INDICATOR = "unemployment_share"
SPACE = {"system": "system", "code": "code"}
SESSION = {"pk": "session"}
ACCOUNT = {"pk": "account"}
APPOINTMENT = {"pk": "appointment"}
RECEIPT = {"code": "receipt"}
BODY = {"pk": "body"}
RUNNING, BALLOT = {"pk": "running"}, {"pk": "ballot"}
ROOM, PLACE = {"key": "room_key"}, {"given": "place"}
PAPER, DRAFT = {"pk": "paper"}, {"pk": "draft"}
MEASURE, FUND, DISTRIBUTION = {"pk": "measure"}, {"pk": "fund"}, {"pk": "distribution"}
REQUEST, ASKED_ABOUT = {"pk": "request"}, {"pk": "asked_about"}

MATRIX: dict[str, Row] = {
    # the frame
    "cycle": Row(EVERYBODY),
    "desk:desk": Row(SIGNED_IN),
    "desk:imprint": Row(EVERYBODY),
    "desk:privacy": Row(EVERYBODY),
    "desk:accessibility": Row(EVERYBODY),
    "desk:easy_language": Row(EVERYBODY),
    "desk:report_barrier": Row(EVERYBODY, post=True),
    "desk:barrier_reported": Row(EVERYBODY),
    # desk: what the administration keeps; how a new city begins
    "desk:texts": Row(ADMINISTRATION),
    "desk:text_edit": Row(ADMINISTRATION, post=True, args={"key": "text", "language": "language"}),
    "desk:barriers": Row(ADMINISTRATION),
    "desk:barrier": Row(ADMINISTRATION, post=True, args={"pk": "barrier"}),
    "desk:introduction": Row(INTRODUCES),
    "desk:introduction_pdf": Row(INTRODUCES),
    "desk:missing_bodies": Row(PLANNER, post=True),
    "desk:costs": Row(INTRODUCES),
    "desk:costs_download": Row(INTRODUCES, args={"form": "form"}),
    "desk:cost_new": Row(PLANNER, post=True),
    "desk:costs_proposal": Row(PLANNER, post=True),
    "desk:cost": Row(PLANNER, post=True, args={"pk": "cost"}),
    # situation: public, all of it
    "situation:start": Row(EVERYBODY),
    "situation:map": Row(EVERYBODY),
    "situation:outlines": Row(EVERYBODY, args={"edition": "edition", "content": "content"}),
    "situation:map_values": Row(EVERYBODY),
    "situation:map_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:profile": Row(EVERYBODY, args=SPACE),
    "situation:profile_download": Row(EVERYBODY, args=SPACE | {"form": "form"}),
    "situation:area": Row(EVERYBODY, args={"code": "area"}),
    "situation:area_download": Row(EVERYBODY, args={"code": "area", "form": "form"}),
    "situation:city": Row(EVERYBODY),
    "situation:city_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:compare": Row(EVERYBODY),
    "situation:compare_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:search": Row(EVERYBODY),
    # statistics: public, all of it
    "statistics:indicators": Row(EVERYBODY),
    "statistics:indicator": Row(EVERYBODY, args={"key": "indicator"}),
    "statistics:indicator_download": Row(EVERYBODY, args={"key": "indicator", "form": "form"}),
    "statistics:figure": Row(
        EVERYBODY,
        args={key: key for key in ("indicator", "edition", "code", "period", "group")},
    ),
    "statistics:methods": Row(EVERYBODY),
    "statistics:method": Row(EVERYBODY, args={"key": "method"}),
    "statistics:data_versions": Row(EVERYBODY),
    "statistics:data_version": Row(EVERYBODY, args={"id": "version"}),
    "statistics:issues": Row(EVERYBODY, args={"id": "version"}),
    "statistics:issues_download": Row(EVERYBODY, args={"id": "version"}),
    # needs: contributing, and what the receipt code opens
    "needs:contribute": Row(EVERYBODY, post=True),
    "needs:contribute_easy": Row(EVERYBODY, post=True),
    "needs:landmarks": Row(EVERYBODY),
    "needs:contribute_details": Row(EVERYBODY, get=302, post=True),
    "needs:contribute_for_others": Row(FOR_OTHERS, post=True),
    "needs:receipt_enter": Row(EVERYBODY, post=True),
    "needs:receipt": Row(EVERYBODY, args=RECEIPT),
    "needs:receipt_add": Row(EVERYBODY, post=True, args=RECEIPT),
    "needs:receipt_withdraw": Row(EVERYBODY, post=True, args=RECEIPT),
    "needs:receipt_object": Row(EVERYBODY, post=True, args=RECEIPT),
    "needs:receipt_erase": Row(EVERYBODY, post=True, args=RECEIPT),
    "needs:receipt_export": Row(EVERYBODY, post=True, args=RECEIPT),
    "needs:attachment": Row(EVERYBODY, args={"pk": "picture"}),
    # needs: what everybody sees
    "needs:needs": Row(EVERYBODY),
    "needs:download": Row(EVERYBODY, args={"form": "form"}),
    "needs:feed": Row(EVERYBODY),
    "needs:map_values": Row(EVERYBODY),
    "needs:points": Row(EVERYBODY),
    "needs:need": Row(EVERYBODY, args={"pk": "public_need"}),
    "needs:support": Row(EVERYBODY, post=True, args={"pk": "public_need"}),
    "needs:subscribe": Row(EVERYBODY, post=True),
    "needs:subscribed": Row(EVERYBODY),
    "needs:silent": Row(EVERYBODY),
    "needs:silent_download": Row(EVERYBODY, args={"form": "form"}),
    "needs:listen": Row(MANAGER, post=True, args={"code": "code"}),
    "needs:listened": Row(MANAGER, post=True, args={"pk": "listening_step"}),
    # needs: contributions from a table, for whoever may speak for others; nobody has brought this one
    "needs:batch": Row(FOR_OTHERS, post=True),
    "needs:batch_example": Row(FOR_OTHERS),
    "needs:batch_preview": Row(FOR_OTHERS, get=404, post=True, args={"digest": "table"}),
    "needs:batch_result": Row(FOR_OTHERS, get=404, args={"digest": "table"}),
    "needs:batch_issues": Row(FOR_OTHERS, get=404, args={"digest": "table"}),
    "needs:batch_codes": Row(FOR_OTHERS, get=404, args={"digest": "table"}),
    "needs:batch_forget": Row(FOR_OTHERS, get=405, post=True, args={"digest": "table"}),
    # needs: the formal check, by the manager of the place; objections, by who takes the minutes
    "needs:queue": Row(MANAGER),
    "needs:check": Row(MANAGER, post=True, args={"pk": "waiting"}),
    "needs:original": Row(MANAGER, post=True, args={"pk": "sealed"}),
    "needs:bundle": Row(MANAGER, post=True, args={"pk": "waiting"}),
    "needs:split": Row(MANAGER, post=True, args={"pk": "sealed"}),
    "needs:reword": Row(MANAGER, post=True, args={"pk": "waiting"}),
    "needs:reviews": Row(MANAGER),
    "needs:review": Row(MANAGER, post=True, args={"pk": "letter_in_review"}),
    "needs:objections": Row(RUNS),
    "needs:objection": Row(RUNS, post=True, args={"pk": "objection"}),
    # conferences: bodies and seats; run by the manager of the place and by social planning
    "conferences:bodies": Row(EVERYBODY),
    "conferences:bodies_download": Row(EVERYBODY, args={"form": "form"}),
    "conferences:body": Row(EVERYBODY, args=BODY),
    "conferences:participation": Row(EVERYBODY),
    "conferences:participation_download": Row(EVERYBODY, args={"form": "form"}),
    "conferences:body_new": Row(RUNS, post=True),
    "conferences:area_new": Row(RUNS, post=True, args={"code": "area"}),
    "conferences:body_rules": Row(RUNS, post=True, args=BODY),
    "conferences:seats": Row(RUNS, args=BODY),
    "conferences:seat_new": Row(RUNS, post=True, args=BODY),
    "conferences:handover": Row(RUNS, post=True),
    "conferences:seat": Row(RUNS, post=True, args={"pk": "seat"}),
    # conferences: sessions before they begin, and what everybody sees of them
    "conferences:overview": Row(EVERYBODY),
    "conferences:feed": Row(EVERYBODY),
    "conferences:resolutions": Row(EVERYBODY),
    "conferences:resolutions_download": Row(EVERYBODY, args={"form": "form"}),
    "conferences:session": Row(EVERYBODY, args=SESSION),
    "conferences:event": Row(EVERYBODY, args=SESSION),
    "conferences:invitation": Row(EVERYBODY, post=True, args={"given": "invitation"}),
    "conferences:session_new": Row(RUNS, post=True, args={"pk": "body"}),
    "conferences:prepare": Row(RUNS, post=True, args=SESSION),
    "conferences:dates": Row(RUNS, post=True, args=SESSION),
    "conferences:agenda": Row(RUNS, post=True, args=SESSION),
    "conferences:item": Row(RUNS, post=True, args={"pk": "item"}),
    "conferences:invitations": Row(RUNS, post=True, args=SESSION),
    "conferences:cancel": Row(RUNS, post=True, args=SESSION),
    # conferences: the room; whoever knows its key looks on, whoever has a place's link takes part
    "conferences:chair": Row(RUNS, post=True, args=RUNNING),
    "conferences:close": Row(RUNS, post=True, args=RUNNING),
    "conferences:pass_card": Row(RUNS, args={"pk": "card"}, post=True),
    "conferences:ballot_sheet": Row(RUNS, args=BALLOT),
    "conferences:slips": Row(RUNS, post=True, args=BALLOT),
    "conferences:door": Row(EVERYBODY, post=True),
    "conferences:room": Row(EVERYBODY, args=ROOM),
    "conferences:projector": Row(EVERYBODY, args=ROOM),
    "conferences:pulse": Row(EVERYBODY, args=ROOM),
    "conferences:sheet": Row(EVERYBODY, part=True, args=ROOM),
    "conferences:place": Row(EVERYBODY, post=True, args=PLACE),
    "conferences:mine": Row(EVERYBODY, part=True, args=PLACE),
    "conferences:place_slips": Row(EVERYBODY, post=True, args=PLACE | BALLOT),
    # conferences: documents of a session
    "conferences:minutes": Row(EVERYBODY, post=True, args={"pk": "held"}),
    "conferences:minutes_pdf": Row(EVERYBODY, args={"pk": "held"}),
    "conferences:dossier": Row(EVERYBODY, args={"pk": "held"}),
    "conferences:dossier_pdf": Row(EVERYBODY, args={"pk": "held"}),
    "conferences:ballots_download": Row(EVERYBODY, args={"pk": "held", "form": "form"}),
    "conferences:paper": Row(RUNS, post=True, args={"pk": "held"}),
    "conferences:minutes_edit": Row(RUNS, post=True, args={"pk": "held"}),
    # answers: requests to departments
    "answers:overview": Row(EVERYBODY),
    "answers:download": Row(EVERYBODY, args={"form": "form"}),
    "answers:request": Row(EVERYBODY, args={"pk": "request_to_release"}),
    "answers:inbox": Row(OFFICE),
    "answers:work": Row(OFFICE, post=True, args=REQUEST),
    "answers:pass_on": Row(OFFICE, post=True, args=REQUEST),
    "answers:release": Row(("department_head",), post=True, args={"pk": "request_submitted"}),
    "answers:to_hand_over": Row(MANAGER),
    "answers:hand_over": Row(MANAGER, post=True, args={"pk": "bundled_need"}),
    "answers:keep_after": Row(MANAGER, post=True, args=REQUEST),
    "answers:to_assign": Row(PLANNER),
    "answers:assign": Row(PLANNER, post=True, args={"pk": "request_lost"}),
    "answers:substitutions": Row(("department_head", "city_administrator"), post=True),
    "answers:plans": Row(EVERYBODY),
    "answers:plan_new": Row((*OFFICE, *PLANNER), post=True),
    "answers:plan": Row((*OFFICE, *PLANNER), post=True, args={"pk": "sector_plan"}),
    # answers: negotiations, read by everybody; acts are theirs who negotiate or mediate
    "answers:negotiations": Row(EVERYBODY),
    "answers:negotiations_download": Row(EVERYBODY, args={"form": "form"}),
    "answers:negotiation": Row(EVERYBODY, args={"pk": "talks"}),
    "answers:negotiation_act": Row(NEGOTIATE, post=True, args={"pk": "talks", "act": "offering"}),
    "answers:respond": Row(RUNS, post=True, args={"pk": "answer_back"}),
    # programme: papers and decisions; a draft is for those who write
    "programme:decisions": Row(EVERYBODY),
    "programme:decisions_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:order": Row(EVERYBODY),
    "programme:order_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:competences": Row(EVERYBODY),
    "programme:competence_defaults": Row(PLANNER, get=405, post=True),
    "programme:competence_new": Row(PLANNER, post=True),
    "programme:competence": Row(PLANNER, post=True, args={"pk": "competence"}),
    "programme:papers_waiting": Row(PLANNER),
    "programme:paper_new": Row(PLANNER, get=405, post=True, args={"pk": "to_decide"}),
    "programme:paper": Row(EVERYBODY, args=PAPER),
    "programme:paper_pdf": Row(EVERYBODY, args=PAPER),
    "programme:paper_docx": Row(EVERYBODY, args=PAPER),
    "programme:paper_edit": Row(PLANNER, post=True, args=DRAFT),
    "programme:paper_submit": Row(PLANNER, post=True, args=DRAFT),
    "programme:paper_withdraw": Row(PLANNER, post=True, args=DRAFT),
    "programme:decision_record": Row(PLANNER, post=True, args=PAPER),
    "programme:decision": Row(EVERYBODY, args={"pk": "decision"}),
    # programme: measures and the budget
    "programme:measures": Row(EVERYBODY),
    "programme:measures_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:measure": Row(EVERYBODY, args=MEASURE),
    "programme:measure_new": Row(BEGINS_MEASURES, post=True),
    "programme:measure_consent": Row(OFFICE, post=True, args={"pk": "proposed"}),
    "programme:measure_report": Row(("provider",), post=True, args=MEASURE),  # the one that carries it out
    "programme:budget": Row(EVERYBODY),
    "programme:budget_upload": Row(PLANNER, post=True),
    "programme:budget_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:budget_product": Row(EVERYBODY, args={"product": "product"}),
    "programme:programme": Row(EVERYBODY),
    "programme:programme_pdf": Row(EVERYBODY),
    "programme:area_programme": Row(EVERYBODY, args={"code": "area"}),
    "programme:area_programme_pdf": Row(EVERYBODY, args={"code": "area"}),
    # programme: money
    "programme:money": Row(EVERYBODY),
    "programme:money_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:fund_new": Row(PLANNER, post=True),
    "programme:fund": Row(EVERYBODY, args=FUND),
    "programme:fund_download": Row(EVERYBODY, args=FUND | {"form": "form"}),
    "programme:fund_pdf": Row(EVERYBODY, args=FUND),
    "programme:fund_act": Row(PLANNER, post=True, args=FUND | {"act": "deposit"}),
    "programme:key": Row(EVERYBODY),
    "programme:key_download": Row(EVERYBODY, args={"form": "form"}),
    "programme:key_draft": Row(PLANNER, post=True),
    "programme:distribution": Row(EVERYBODY, args=DISTRIBUTION),
    "programme:distribution_download": Row(EVERYBODY, args=DISTRIBUTION | {"form": "form"}),
    "programme:distribution_act": Row(PLANNER, post=True, args=DISTRIBUTION | {"act": "allot"}),
    # effects: what everybody sees, the three questions behind the receipt code, whoever evaluates
    "effects:effects": Row(EVERYBODY),
    "effects:download": Row(EVERYBODY, args={"form": "form"}),
    "effects:effect": Row(EVERYBODY, args={"pk": "evaluated"}),
    "effects:measure": Row(EVERYBODY, args={"pk": "measure_done"}),
    "effects:conditions": Row(EVERYBODY),
    "effects:conditions_download": Row(EVERYBODY, args={"form": "form"}),
    "effects:reply": Row(EVERYBODY, post=True, args={"code": "asked_receipt"}),
    "effects:work": Row(RUNS, post=True, args=ASKED_ABOUT),
    "effects:inquire": Row(RUNS, post=True, args=ASKED_ABOUT),
    "effects:reply_for": Row(RUNS, post=True, args=ASKED_ABOUT),
    "effects:evaluate": Row(RUNS, post=True, args=ASKED_ABOUT),
    # reports: public, all of it
    "reports:start": Row(EVERYBODY),
    "reports:aemter": Row(EVERYBODY),
    "reports:aemter_download": Row(EVERYBODY, args={"form": "form"}),
    "reports:raeume": Row(EVERYBODY),
    "reports:raeume_download": Row(EVERYBODY, args={"form": "form"}),
    "reports:baenke": Row(EVERYBODY),
    "reports:baenke_download": Row(EVERYBODY, args={"form": "form"}),
    "reports:kennzahlen": Row(EVERYBODY),
    "reports:kennzahlen_download": Row(EVERYBODY, args={"form": "form"}),
    "reports:latest": Row(EVERYBODY, get=302),
    "reports:yearly": Row(EVERYBODY, args={"year": "report_year"}),
    "reports:yearly_pdf": Row(EVERYBODY, args={"year": "report_year"}),
    "reports:way": Row(EVERYBODY, args={"pk": "public_need"}),
    # messages
    "messages:subscription": Row(
        EVERYBODY, post=True, args={"number": "subscription", "mark": "subscription_mark"}
    ),
    "messages:messages": Row(ADMINISTRATION),
    "messages:vault": Row(READERS_OF_THE_JOURNAL),
    "messages:erasures": Row(READERS_OF_THE_JOURNAL),
    # people
    "people:own_account": Row(SIGNED_IN, post=True),
    "people:demonstration": Row(EVERYBODY, get=404, post=True),  # the city of the tests is no demonstration
    "people:accounts": Row(ADMINISTRATION),
    "people:account_new": Row(ADMINISTRATION, post=True),
    "people:account": Row(ADMINISTRATION, args=ACCOUNT),
    "people:account_edit": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:account_invite": Row(ADMINISTRATION, get=302, post=True, args=ACCOUNT),
    "people:account_close": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:appointment_new": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:appointment_end": Row(ADMINISTRATION, post=True, args=APPOINTMENT),
    "people:appointment_hand_over": Row(ADMINISTRATION, post=True, args=APPOINTMENT),
    "people:organisations": Row(ADMINISTRATION),
    "people:organisation_new": Row(ADMINISTRATION, post=True),
    "people:organisation": Row(ADMINISTRATION, post=True, args={"pk": "organisation"}),
    "people:journal": Row(READERS_OF_THE_JOURNAL),
    "people:outbox": Row(ADMINISTRATION),
    "people:letter": Row(ADMINISTRATION, args={"name": "letter"}),
    # sign-in; who is signed in is led on, and what touches security asks for the password again
    "account_login": Row(EVERYBODY, get=(200, 302), post=True),
    "account_logout": Row(EVERYBODY, get=(302, 200), post=True),
    "account_inactive": Row(EVERYBODY),
    "account_signup": Row(EVERYBODY, get=(200, 302), post=True),
    "account_email_verification_sent": Row(EVERYBODY),
    "account_confirm_email": Row(EVERYBODY, post=True, args={"key": "key"}),
    "account_reauthenticate": Row(SIGNED_IN, post=True),
    "account_change_password": Row(SIGNED_IN, post=True),
    "account_set_password": Row(SIGNED_IN, get=302, post=True),
    "account_reset_password": Row(EVERYBODY, post=True),
    "account_reset_password_done": Row(EVERYBODY),
    "account_reset_password_from_key": Row(EVERYBODY, post=True, args={"uidb36": "uidb36", "key": "key"}),
    "account_reset_password_from_key_done": Row(EVERYBODY),
    "mfa_index": Row(SIGNED_IN),
    "mfa_authenticate": Row(EVERYBODY, get=302, post=True),
    "mfa_reauthenticate": Row(SIGNED_IN, get=302, post=True),
    "mfa_activate_totp": Row(SIGNED_IN, get=302, post=True),
    "mfa_deactivate_totp": Row(SIGNED_IN, get=404, post=True),
    "mfa_view_recovery_codes": Row(SIGNED_IN, get=404),
    "mfa_generate_recovery_codes": Row(SIGNED_IN, get=302, post=True),
    "mfa_download_recovery_codes": Row(SIGNED_IN, get=404, post=True),
}
