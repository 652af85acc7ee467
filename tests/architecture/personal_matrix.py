"""Who ever reads which column that holds something about a person: said once more and apart from the code.

A column may stand in more lines than one where it depends on how far something is ("…, unread"). Viewers are the
roles, "anonymous", a manager "elsewhere", and whoever has the "code" of a receipt or the link of a place; EVERYBODY
means all with a browser. Reading takes opening a page: what is handed out only by a POST with a reason (the sealed
words) nobody reads so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from architecture.permission_matrix import World
from sozialraum.planning.people.roles import ROLES

EVERYBODY = frozenset({"anonymous", "elsewhere", *ROLES})
NOBODY: frozenset[str] = frozenset()
MANAGER, CODE = frozenset({"planning_area_manager"}), frozenset({"code"})
ADMINISTRATION = frozenset({"city_administrator"})
RUNS = MANAGER | {"social_planner"}  # the body in question
WRITES = frozenset({"social_planner"})  # papers for decisions
JOURNAL = ADMINISTRATION | {"data_protection_officer"}
OFFICE = frozenset({"department_officer", "department_head"})

WHO_READS: dict[str, frozenset[str]] = {
    "desk.BarrierReport.contact": ADMINISTRATION,
    "desk.BarrierReport.what": ADMINISTRATION,
    "people.Account.email": ADMINISTRATION,
    "people.Account.name": ADMINISTRATION,
    "people.Account.password": NOBODY,
    "journal.Entry.actor_name": JOURNAL,
    "journal.Entry.subject_title": JOURNAL,
    "journal.Entry.reason": JOURNAL,
    "journal.Entry.details": JOURNAL,
    "owed.Contact.sealed": CODE,
    "owed.Contact.fingerprint": NOBODY,
    "owed.Message.body": CODE,
    "owed.Message.body, in review": MANAGER,
    "owed.Message.title": CODE,
    "owed.Message.title, in review": MANAGER,
    "owed.Message.written_title": NOBODY,
    "owed.Message.written_body": NOBODY,
    "owed.Message.failure": ADMINISTRATION,
    "owed.Message.calendar": NOBODY,
    "needs.Contribution.text": EVERYBODY,
    "needs.Contribution.text, unread": MANAGER,
    "needs.Contribution.sealed_text": NOBODY,
    "needs.Contribution.sealed_text, one's own": CODE,
    "needs.Contribution.longitude": CODE,  # exactly; rounded, everybody
    "needs.Contribution.latitude": CODE,
    "needs.Contribution.groups": CODE,
    "needs.Contribution.on_behalf_of": MANAGER,
    "needs.Contribution.account": JOURNAL,  # as an account that there is, not as who said it
    "needs.Contribution.heard_by": MANAGER | JOURNAL,
    "needs.Contribution.area": NOBODY,
    "needs.Contribution.code_print": NOBODY,
    "needs.Need.title": EVERYBODY | CODE,
    "needs.Need.title, unread": MANAGER,
    "needs.Need.longitude": NOBODY,  # exactly; rounded, everybody
    "needs.Need.latitude": NOBODY,
    "needs.Need.groups": EVERYBODY,
    "needs.Need.wording": EVERYBODY,
    "needs.Need.wording, unread": MANAGER,
    "needs.FormerWording.title": NOBODY,
    "needs.FormerWording.wording": NOBODY,
    "needs.Need.said": NOBODY,
    "needs.Word.lexeme": NOBODY,
    "needs.Word.word": NOBODY,
    "needs.Attachment.digest": NOBODY,
    "needs.Attachment.description": EVERYBODY | CODE,
    "needs.Support.mark": NOBODY,
    "needs.Support.group": NOBODY,
    "needs.Repair.failure": MANAGER,
    "needs.Repair.notice": MANAGER,
    "needs.Repair.said": MANAGER,
    "needs.ListeningStep.note": MANAGER,
    "needs.Objection.text": RUNS,
    "needs.Objection.answer": CODE,
    "conferences.Seat.on_behalf_of": EVERYBODY,
    "conferences.Holding.name": EVERYBODY,
    "conferences.Holding.name, not public": RUNS,
    "conferences.Holding.appointed_by": EVERYBODY,
    "conferences.Session.chair": EVERYBODY | CODE,
    "conferences.Session.minute_taker": EVERYBODY,
    "conferences.Session.note": RUNS | CODE,
    "conferences.Session.cancelled_because": EVERYBODY,
    "conferences.AgendaItem.title": EVERYBODY,
    "conferences.AgendaItem.text": EVERYBODY | CODE,
    "conferences.Invitation.nonce": NOBODY,
    "conferences.Invitation.note": RUNS | CODE,
    "conferences.Invitation.answer": NOBODY,
    "conferences.DateAnswer.answer": NOBODY,
    "conferences.Attendee.name": EVERYBODY,
    "conferences.Attendee.name, not public": RUNS,
    "conferences.Attendee.name, of a guest": RUNS,
    "conferences.Attendee.name, one's own": CODE,
    "conferences.Attendee.on_behalf_of": RUNS,
    "conferences.Attendee.nonce": NOBODY,
    "conferences.Position.text": EVERYBODY,
    "conferences.Position.said_by": NOBODY,
    "conferences.Conflict.reason": RUNS,
    "conferences.Dissent.text": EVERYBODY,
    "conferences.Dissent.name": EVERYBODY,
    "conferences.Option.title": EVERYBODY | CODE,
    "conferences.Option.text": EVERYBODY | CODE,
    "conferences.Option.proposed_by": EVERYBODY,
    "conferences.Ballot.question": RUNS | CODE,  # the room of this one, too, is open to everybody
    "conferences.Ballot.result": NOBODY,  # everybody, in test_room_pages.py
    "conferences.Ballot.annulled_because": EVERYBODY,
    "conferences.Vote.value": CODE,
    "conferences.Attendee.name, in minutes": EVERYBODY,  # of those on a seat who allowed it
    "conferences.Attendee.on_behalf_of, in minutes": EVERYBODY,
    "conferences.Position.text, in minutes": EVERYBODY,
    "conferences.Position.said_by, in minutes": NOBODY,
    "conferences.Conflict.reason, in minutes": EVERYBODY,
    "conferences.Dissent.text, in minutes": EVERYBODY,
    "conferences.Dissent.name, in minutes": EVERYBODY,
    "conferences.Ballot.question, in minutes": EVERYBODY,
    "conferences.Ballot.result, in minutes": EVERYBODY,
    "conferences.Ballot.annulled_because, in minutes": EVERYBODY,
    "conferences.Slip.value": NOBODY,
    "conferences.PaperSlip.first": NOBODY,
    "conferences.PaperSlip.second": NOBODY,
    "conferences.PaperSlip.first_by": NOBODY,
    "conferences.PaperSlip.second_by": NOBODY,
    "conferences.Resolution.text": EVERYBODY,
    "conferences.Resolution.reason": EVERYBODY,
    "conferences.Resolution.details": NOBODY,
    "conferences.Minutes.opening": EVERYBODY,
    "conferences.Minutes.closing": EVERYBODY,
    "conferences.Minutes.document": EVERYBODY,
    "conferences.Remark.text": EVERYBODY,
    "conferences.Remark.name": RUNS,
    "conferences.Remark.answer": RUNS,
    "conferences.HandOver.note": MANAGER,
    "answers.Answer.text": EVERYBODY,
    "answers.Answer.text, draft": OFFICE,
    "answers.Answer.reason": EVERYBODY,
    "answers.Answer.reason, draft": OFFICE,
    "answers.Answer.remark": OFFICE,
    "answers.SetAside.said": NOBODY,
    "answers.Negotiation.agreement": EVERYBODY,
    "answers.Negotiation.words_of_conference": EVERYBODY,
    "answers.Negotiation.words_of_department": EVERYBODY,
    "answers.Round.outcome": EVERYBODY,
    "answers.Move.text": EVERYBODY,
    "answers.Move.conditions": EVERYBODY,
    "answers.Position.text": EVERYBODY,
    "programme.DecisionPaper.document": EVERYBODY,
    "programme.DecisionPaper.proposal": EVERYBODY,
    "programme.DecisionPaper.proposal, in a draft": WRITES,
    "programme.DecisionPaper.alternatives": WRITES,  # of a draft; everybody, as part of the document
    "programme.Decision.text": EVERYBODY,
    "programme.Decision.reason": EVERYBODY,
    "programme.Measure.title": EVERYBODY,
    "programme.Measure.text": EVERYBODY,
    "programme.Measure.ended_because": EVERYBODY,
    "programme.Milestone.title": EVERYBODY,
    "programme.Milestone.note": EVERYBODY,
    "programme.Funding.name": EVERYBODY,
    "programme.Booking.text": EVERYBODY,
    "effects.Reply.helped": NOBODY,  # as a word for a count: everybody
    "effects.Reply.better": RUNS | CODE,
    "effects.Reply.better, released": EVERYBODY,
    "effects.Reply.missing": RUNS | CODE,
    "effects.Reply.missing, released": EVERYBODY,
    "effects.Evaluation.reason": EVERYBODY,
}  # fmt: skip


def plant(world: World) -> dict[str, str]:
    """Put a mark of its own into each column (or take what lies there); column -> mark."""
    marks = {column: f"Merkwort{number:03}" for number, column in enumerate(WHO_READS)}
    for act in (
        _accounts, _journal, _vault, _voices, _wordings, _beside, _bodies, _before, _rooms, _papers, _answers, _talks,
        _decisions, _measures, _money, _effects,
    ):  # fmt: skip
        act(world, marks, lambda rows, mark, **values: _write(rows, marks[mark], **values))
    return marks


Write = Callable[..., None]


def _write(rows: models.QuerySet[Any], mark: str, **more: Any) -> None:
    field = more.pop("field")
    rows.update(**{field: mark}, **more)
    assert rows.model.objects.filter(**{field: mark}).exists(), f"nothing to write {mark} into"


def _accounts(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.desk.models import BarrierReport
    from sozialraum.planning.people.models import Account

    whoever = Account.objects.filter(pk=world.values["account"])
    write(whoever, "people.Account.name", field="name")
    write(whoever, "people.Account.password", field="password")
    whoever.update(email="merkwort@example.org")
    marks["people.Account.email"] = "merkwort@example.org"
    reports = BarrierReport.objects.filter(pk=world.values["barrier"])
    write(reports, "desk.BarrierReport.what", field="what")
    write(reports, "desk.BarrierReport.contact", field="contact")


def _journal(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.journal.actions import Actor, Subject, record

    record(
        by=Actor(None, marks["journal.Entry.actor_name"], "program"), act="needs.registered",
        subject=Subject("thing", "1", marks["journal.Entry.subject_title"]), reason=marks["journal.Entry.reason"],
        details={"what": marks["journal.Entry.details"]},
    )  # fmt: skip


def _vault(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.messages.actions import VISITOR, keep_contact
    from sozialraum.planning.messages.models import Message
    from sozialraum.planning.needs.models import Contribution
    from sozialraum.planning.needs.receipts import print_of

    mark = marks["owed.Contact.sealed"]
    kept = keep_contact(
        by=VISITOR, purpose="feedback", email=f"{mark}@example.org", name=mark, phone="0341 12345"
    )
    marks["owed.Contact.fingerprint"] = kept.fingerprint
    voice = Contribution.objects.get(code_print=print_of(world.values["receipt"]))
    Contribution.objects.filter(pk=voice.pk).update(contact=kept)
    mine = Message.objects.filter(subject_kind="contribution", subject_key=str(voice.pk))
    for name in ("title", "body", "written_title", "written_body"):
        write(mine, f"owed.Message.{name}", field=name)
    held = Message.objects.filter(state=Message.State.REVIEW)
    for name in ("title", "body"):
        write(held, f"owed.Message.{name}, in review", field=name)
    others = Message.objects.filter(subject_kind="subscription")
    write(others, "owed.Message.failure", field="failure", state="failed")


def _voices(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.messages.vault import seal
    from sozialraum.planning.needs import steps
    from sozialraum.planning.needs.models import Contribution, Need
    from sozialraum.planning.needs.queries.original import context_of
    from sozialraum.planning.needs.receipts import print_of
    from worlds.people import somebody

    public, waiting = world.values["public_need"], world.values["waiting"]
    read, unread = Contribution.objects.filter(need=public), Contribution.objects.filter(origin=waiting)
    write(read, "needs.Contribution.text", field="text", read_to=99)
    write(unread, "needs.Contribution.text, unread", field="text")
    write(unread, "needs.Contribution.on_behalf_of", field="on_behalf_of")
    steps.gather(Need.objects.get(pk=public))
    steps.gather(Need.objects.get(pk=waiting))
    unread.update(
        account=somebody(marks["needs.Contribution.account"]), heard_by=somebody(marks["needs.Contribution.heard_by"]),
        area={"type": "Polygon", "coordinates": [[[10.0012345, 50], [10.01, 50], [10.01, 50.01], [10.0012345, 50]]]},
    )  # fmt: skip
    own = Contribution.objects.filter(code_print=print_of(world.values["receipt"]))
    own.update(
        groups=[marks["needs.Contribution.groups"]], longitude=10.0034567, latitude=50.0045678, place_kind="point",
        sealed_text=seal({"text": marks["needs.Contribution.sealed_text, one's own"]}, context_of(own.get())),
    )  # fmt: skip
    marks |= {"needs.Contribution.longitude": "0034567", "needs.Contribution.latitude": "0045678"}
    Need.objects.filter(pk=public).update(
        groups=[marks["needs.Need.groups"]], longitude=10.0056789, latitude=50.0067891
    )
    marks |= {"needs.Need.longitude": "0056789", "needs.Need.latitude": "0067891"}
    marks["needs.Contribution.area"] = "10.0012345"
    marks["needs.Contribution.sealed_text"] = "Meier"
    marks["needs.Contribution.code_print"] = unread.get().code_print
    marks["needs.Need.said"] = "Merkwort, das nur in der Suche steht"


def _wordings(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.needs.models import FormerWording, Need

    public = Need.objects.filter(pk=world.values["public_need"])
    waiting = Need.objects.filter(pk=world.values["waiting"])
    for rows, how in ((public, ""), (waiting, ", unread")):
        write(rows, f"needs.Need.title{how}", field="title")
        write(rows, f"needs.Need.wording{how}", field="wording")
    former = FormerWording.objects.create(need=public.get(), title="x")
    rows = FormerWording.objects.filter(pk=former.pk)
    write(rows, "needs.FormerWording.title", field="title")
    write(rows, "needs.FormerWording.wording", field="wording")


def _beside(world: World, marks: dict[str, str], write: Write) -> None:
    from sozialraum.planning.needs.models import (
        Attachment,
        Contribution,
        ListeningStep,
        Objection,
        Repair,
        Support,
        Word,
    )

    picture = Attachment.objects.filter(pk=world.values["picture"])
    Contribution.objects.filter(attachments__in=picture).update(need_id=world.values["public_need"])
    write(picture, "needs.Attachment.description", field="description")
    marks["needs.Attachment.digest"] = picture.get().digest
    write(Objection.objects.filter(pk=world.values["objection"]), "needs.Objection.text", field="text")
    own = Contribution.objects.get(attachments__in=picture)
    answered = Objection.objects.create(
        contribution=own, need=own.need, text="x", answered=own.registered, answer="x"
    )
    write(Objection.objects.filter(pk=answered.pk), "needs.Objection.answer", field="answer")
    write(ListeningStep.objects.all(), "needs.ListeningStep.note", field="note")
    repair = Repair.objects.create(
        need_id=world.values["waiting"], service="x", endpoint="x", code="x", state="failed"
    )
    for field in ("failure", "notice", "said"):
        write(Repair.objects.filter(pk=repair.pk), f"needs.Repair.{field}", field=field)
    Support.objects.create(
        need_id=world.values["public_need"],
        mark=marks["needs.Support.mark"],
        group=marks["needs.Support.group"],
    )
    word, lexeme = marks["needs.Word.word"], marks["needs.Word.lexeme"]
    Word.objects.create(word=word, lexeme=lexeme, seen=3, trigrams=["mer"])


def _bodies(world: World, marks: dict[str, str], write: Write) -> None:
    """Seats of the conference, one of them held by somebody who does not want to be named; what it resolved."""
    from sozialraum.planning.conferences.models import (
        AgendaItem,
        HandOver,
        Holding,
        Resolution,
        Seat,
        Session,
    )

    seat = Seat.objects.filter(pk=world.values["seat"])
    write(seat, "conferences.Seat.on_behalf_of", field="on_behalf_of")
    held = Holding.objects.filter(pk=world.values["holding"])
    write(held, "conferences.Holding.name, not public", field="name", name_is_public=False)
    other = Holding.objects.filter(seat__body=world.values["body"]).exclude(pk__in=held)
    known = Holding.objects.filter(pk=other.order_by("pk").values("pk")[:1])
    write(known, "conferences.Holding.name", field="name")
    write(known, "conferences.Holding.appointed_by", field="appointed_by")
    before = Session.objects.filter(pk=world.values["session_before"])
    write(before, "conferences.Session.cancelled_because", field="cancelled_because", state="cancelled")
    item = AgendaItem.objects.create(session=before.get(), position=1, title="x")
    made = Resolution.objects.create(
        session=before.get(), item=item, number=1, outcome="adopted", text="x", effective=before.get().begins
    )
    write(AgendaItem.objects.filter(pk=item.pk), "conferences.AgendaItem.title", field="title")
    write(Resolution.objects.filter(pk=made.pk), "conferences.Resolution.text", field="text")
    note = HandOver.objects.create(
        planning_area=before.get().body.planning_area, written_by=world.people["elsewhere"], note="x"
    )
    write(HandOver.objects.filter(pk=note.pk), "conferences.HandOver.note", field="note")


def _before(world: World, marks: dict[str, str], write: Write) -> None:
    """What stands in an invitation, what somebody answered to it, what there is to choose from."""
    from sozialraum.planning.conferences import passes
    from sozialraum.planning.conferences.models import AgendaItem, Invitation, Option, Resolution, Session

    session = Session.objects.filter(pk=world.values["session"])
    for name in ("chair", "minute_taker", "note"):
        write(session, f"conferences.Session.{name}", field=name)
    item = AgendaItem.objects.filter(pk=world.values["item"])
    write(item, "conferences.AgendaItem.text", field="text", method="dots")
    invitation = passes.invitation(world.values["invitation"])
    mine = Invitation.objects.filter(pk=invitation.pk)
    write(mine, "conferences.Invitation.note", field="note")
    marks["conferences.Invitation.nonce"] = invitation.nonce
    option = Option.objects.create(item=item.get(), position=1, title="x")
    for name in ("title", "text", "proposed_by"):
        write(Option.objects.filter(pk=option.pk), f"conferences.Option.{name}", field=name)
    resolved = Resolution.objects.filter(session=world.values["session_before"])
    Session.objects.filter(pk=world.values["session_before"]).update(state="closed")
    write(resolved, "conferences.Resolution.reason", field="reason")


def _rooms(world: World, marks: dict[str, str], write: Write) -> None:
    """What is said in a room, by somebody who may be named, somebody who may not, and a guest; who votes elsewhere."""
    from sozialraum.planning.conferences.models import (
        Attendee,
        Ballot,
        Conflict,
        Dissent,
        Option,
        PaperSlip,
        Position,
        Vote,
    )

    for key, how in (
        ("known", ""),
        ("card", ", not public"),
        ("guest", ", of a guest"),
        ("voter", ", one's own"),
    ):
        person = Attendee.objects.filter(pk=world.values[key])
        write(person, f"conferences.Attendee.name{how}", field="name")
    write(
        person.model.objects.filter(pk=world.values["guest"]),
        "conferences.Attendee.on_behalf_of",
        field="on_behalf_of",
    )
    marks["conferences.Attendee.nonce"] = Attendee.objects.get(pk=world.values["voter"]).nonce
    here = {"item__session": world.values["running"]}
    write(Position.objects.filter(**here), "conferences.Position.text", field="text")
    write(Position.objects.filter(**here), "conferences.Position.said_by", field="said_by")
    write(Conflict.objects.filter(**here), "conferences.Conflict.reason", field="reason")
    write(Dissent.objects.filter(**here), "conferences.Dissent.text", field="text")
    write(Dissent.objects.filter(**here), "conferences.Dissent.name", field="name")
    proposed = Option.objects.filter(**here).exclude(proposed_by="")
    write(proposed, "conferences.Option.title", field="title")
    write(proposed, "conferences.Option.proposed_by", field="proposed_by")
    write(Ballot.objects.filter(**here), "conferences.Ballot.annulled_because", field="annulled_because")
    ballot = Ballot.objects.get(pk=world.values["ballot"])
    write(Ballot.objects.filter(pk=ballot.pk), "conferences.Ballot.question", field="question")
    write(Option.objects.filter(pk=ballot.options[0]), "conferences.Option.text", field="text")
    value = {
        "resistance": {str(ballot.options[0]): 3},
        "reasons": {str(ballot.options[0]): marks["conferences.Vote.value"]},
    }
    Vote.objects.filter(ballot=ballot).update(value=value)
    slips = PaperSlip.objects.filter(ballot=ballot)
    for field in ("first", "first_by", "second", "second_by"):
        write(slips, f"conferences.PaperSlip.{field}", field=field)


def _papers(world: World, marks: dict[str, str], write: Write) -> None:
    """What the minutes of a session say, published; an objection to them, answered."""
    from sozialraum.planning.conferences.actions import minuting
    from sozialraum.planning.conferences.models import (
        Attendee,
        Ballot,
        Conflict,
        Dissent,
        Minutes,
        Position,
        Remark,
    )
    from worlds.evening import minutes_of, silence_over

    manager, minutes = (
        world.people["planning_area_manager"],
        Minutes.objects.filter(session=world.values["held"]),
    )
    of = minutes.get().session
    item = of.items.get(need__isnull=False)
    first = of.attendees.filter(holding__name_is_public=True).order_by("pk").values("pk")[:1]
    for name in ("name", "on_behalf_of"):
        write(Attendee.objects.filter(pk__in=first), f"conferences.Attendee.{name}, in minutes", field=name)
    for name in ("text", "said_by"):
        write(Position.objects.filter(item=item), f"conferences.Position.{name}, in minutes", field=name)
    write(Conflict.objects.filter(item=item), "conferences.Conflict.reason, in minutes", field="reason")
    write(
        Dissent.objects.filter(item=item), "conferences.Dissent.text, in minutes", field="text", attendee=None
    )
    write(Dissent.objects.filter(item=item), "conferences.Dissent.name, in minutes", field="name")
    counted = Ballot.objects.filter(item=item, state="closed")
    write(counted, "conferences.Ballot.question, in minutes", field="question")
    why = [{"option": 0, "bank": "politics", "text": marks["conferences.Ballot.result, in minutes"]}]
    counted.update(result=counted.get().result | {"reasons": why})
    void = Ballot.objects.filter(item=item, state="annulled")
    write(void, "conferences.Ballot.annulled_because, in minutes", field="annulled_because")
    minutes.update(state="draft", document=None)
    minuting.write(by=manager, minutes=minutes.get(), courses={item.pk: "x"})
    for name in ("opening", "closing"):
        write(minutes, f"conferences.Minutes.{name}", field=name)
    write(Remark.objects.filter(item=item, kind="course"), "conferences.Remark.text", field="text")
    minuting.present(by=manager, minutes=minutes.get())
    published = silence_over(minutes_of(of)).document
    published["de"]["subtitle"] = marks["conferences.Minutes.document"]
    minutes.update(document=published)
    Remark.objects.create(
        minutes=minutes.get(), kind="objection", text="x", name=marks["conferences.Remark.name"],
        answer=marks["conferences.Remark.answer"],
    )  # fmt: skip


def _answers(world: World, marks: dict[str, str], write: Write) -> None:
    """A draft that was given back, one of another department that was set aside, and a released answer."""
    from sozialraum.planning.answers.actions import answering
    from sozialraum.planning.answers.models import Answer, Request, SetAside

    draft = Answer.objects.filter(request=world.values["request"])
    for name in ("text", "reason"):
        write(draft, f"answers.Answer.{name}, draft", field=name)
    write(draft, "answers.Answer.remark", field="remark")
    released = Answer.objects.get(request=world.values["request_to_release"])
    ready = Answer.objects.filter(pk=released.pk)
    for name in ("text", "reason"):
        write(ready, f"answers.Answer.{name}", field=name)
    answering.release(by=world.people["department_head"], answer=released)
    asked = Request.objects.get(pk=world.values["request"])
    SetAside.objects.create(
        request=asked, department_id=world.values["organisation"], drafted_by=world.people["department_officer"],
        said={"text": marks["answers.SetAside.said"]},
    )  # fmt: skip


def _talks(world: World, marks: dict[str, str], write: Write) -> None:
    """What is said in a negotiation; a wording and the words of a dissent stand in the file to take along."""
    from sozialraum.planning.answers.models import Move, Negotiation, Position, Round

    one = Negotiation.objects.filter(pk=world.values["talks"])
    for name in ("agreement", "words_of_conference", "words_of_department"):
        write(one, f"answers.Negotiation.{name}", field=name)
    write(Round.objects.filter(negotiation__in=one), "answers.Round.outcome", field="outcome")
    offers = Move.objects.filter(round__negotiation__in=one, side="conference")
    write(offers, "answers.Move.text", field="text")
    write(offers, "answers.Move.conditions", field="conditions")
    write(Position.objects.filter(move__in=offers), "answers.Position.text", field="text")


def _decisions(world: World, marks: dict[str, str], write: Write) -> None:
    """A draft, a paper that lies before its body, and one on which it decided."""
    from sozialraum.planning.programme.models import Decision, DecisionPaper

    draft = DecisionPaper.objects.filter(pk=world.values["draft"])
    write(draft, "programme.DecisionPaper.proposal, in a draft", field="proposal")
    write(draft, "programme.DecisionPaper.alternatives", field="alternatives")
    brought_in = DecisionPaper.objects.filter(pk=world.values["paper"])
    document = brought_in.get().document
    document["de"]["subtitle"] = marks["programme.DecisionPaper.document"]
    brought_in.update(document=document)
    taken = Decision.objects.filter(pk=world.values["decision"])
    decided = DecisionPaper.objects.filter(decisions__in=taken)
    write(decided, "programme.DecisionPaper.proposal", field="proposal")
    write(taken, "programme.Decision.reason", field="reason")
    write(taken, "programme.Decision.text", field="text")


def _measures(world: World, marks: dict[str, str], write: Write) -> None:
    """What stands with a measure that is done."""
    from sozialraum.planning.programme.models import Funding, Measure, Milestone

    own = Measure.objects.filter(pk=world.values["measure"])
    Funding.objects.create(measure=own.get(), source="foundation", year=2026, amount=1)
    for name in ("title", "text"):
        write(own, f"programme.Measure.{name}", field=name)
    write(own, "programme.Measure.ended_because", field="ended_because", state="done", ended=own.get().begins)
    for name in ("title", "note"):
        write(Milestone.objects.filter(measure__in=own), f"programme.Milestone.{name}", field=name)
    write(Funding.objects.filter(measure__in=own), "programme.Funding.name", field="name")


def _money(world: World, marks: dict[str, str], write: Write) -> None:
    """A booking is never written anew: it is booked with its mark."""
    from decimal import Decimal

    from sozialraum.planning.people.rules import PROGRAM
    from sozialraum.planning.programme.actions import funds
    from sozialraum.planning.programme.models import Fund
    from worlds.people import today

    own = Fund.objects.get(pk=world.values["fund"])
    text = marks["programme.Booking.text"]
    funds.deposit(by=PROGRAM, fund=own, amount=Decimal("1.00"), on=today(), text=text)


def _effects(world: World, marks: dict[str, str], write: Write) -> None:
    """Answers in an inquiry that is open, and in one whose words were released."""
    from sozialraum.planning.effects.models import Evaluation, Reply

    open_ = Reply.objects.filter(inquiry__need=world.values["asked_about"])
    shown = Reply.objects.filter(inquiry__need=world.values["evaluated"])
    shown.update(released=shown.get().given)
    for name in ("better", "missing"):
        write(open_, f"effects.Reply.{name}", field=name)
        write(shown, f"effects.Reply.{name}, released", field=name)
    write(Evaluation.objects.all(), "effects.Evaluation.reason", field="reason")
