"""Minutes are written, laid before those who were there, objected to, approved by the body or by silence, published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.paper.kept import as_data
from sozialraum.planning.conferences import rules, steps
from sozialraum.planning.conferences.actions.inviting import seated_actor
from sozialraum.planning.conferences.models import Holding, Minutes, Remark, Resolution, Session
from sozialraum.planning.conferences.papers.minutes import minutes as composed
from sozialraum.planning.conferences.papers.objections import objections
from sozialraum.planning.conferences.queries.approval import (
    approvals,
    approved_session,
    open_objections,
)
from sozialraum.planning.conferences.queries.inviting import guests
from sozialraum.planning.conferences.queries.record import gathered, record
from sozialraum.planning.conferences.queries.written import fingerprint
from sozialraum.planning.conferences.states import MinutesState, require_step
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import HOUSEKEEPER, Addressee, Letter, owe_all
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import PROGRAM, Agent, NotAllowed, Refused, acting

name_acts(
    {
        "conferences.minutes_written": gettext_lazy("Protokoll geschrieben"),
        "conferences.minutes_presented": gettext_lazy("Protokoll vorgelegt"),
        "conferences.minutes_objected": gettext_lazy("Einwand gegen ein Protokoll"),
        "conferences.minutes_taken_up": gettext_lazy("Einwand gegen ein Protokoll aufgenommen"),
        "conferences.minutes_approved": gettext_lazy("Protokoll genehmigt"),
        "conferences.minutes_published": gettext_lazy("Protokoll veröffentlicht"),
    }
)
KIND = "minutes_reader"  # of messages to somebody who was there: their key is the attendee's
KIND_ABSENT = (
    "minutes_absent"  # to somebody who holds a seat and wasn't: their key is session and holding, "7-12"
)

LONGEST_ANSWER = 2000


@transaction.atomic
def write(
    *,
    by: Agent,
    minutes: Minutes,
    opening: str | None = None,
    closing: str | None = None,
    courses: Mapping[int, str] | None = None,
    seen: Mapping[str | int, str] | None = None,
) -> Minutes:
    """What people add to what the room recorded; only a draft is written in, and only what is another than before.

    opening, closing: None leaves it. courses: text by item, "" takes it out. seen: fingerprints of what stood there
    when somebody began to write, by "opening", "closing" and item; whoever changes a text that somebody else has
    changed since is refused with the code "changed", and nothing is written.
    """
    kept, actor = _own(by, minutes)
    if kept.state != MinutesState.DRAFT:
        raise Refused(
            _(
                "Das Protokoll ist schon vorgelegt. Nehmen Sie zuerst einen Einwand auf, dann lässt es sich ändern."
            )
        )
    given = {"opening": opening, "closing": closing, **(courses or {})}
    new = _changed(
        {key: text.strip() for key, text in given.items() if text is not None}, _written(kept), seen
    )
    if not new:
        return kept
    kept.opening, kept.closing = new.get("opening", kept.opening), new.get("closing", kept.closing)
    kept.save(update_fields=["opening", "closing"])
    for item in new.keys() - {"opening", "closing"}:
        found = kept.remarks.filter(kind=Remark.Kind.COURSE, item=item)
        if not new[item]:
            found.delete()
        elif not found.update(text=new[item]):
            kept.remarks.create(kind=Remark.Kind.COURSE, item_id=item, text=new[item], made=clock.now())
    steps.note(by=actor, act="conferences.minutes_written", what=kept.session)
    return kept


def _written(kept: Minutes) -> dict[str | int, str]:
    """What stands there now, by "opening", "closing" and item."""
    courses = dict(kept.remarks.filter(kind=Remark.Kind.COURSE).values_list("item", "text"))
    items = {pk: courses.get(pk, "") for pk in kept.session.items.values_list("pk", flat=True)}
    return {"opening": kept.opening, "closing": kept.closing, **items}


def _changed(
    given: Mapping[str | int, str], stands: Mapping[str | int, str], seen: Mapping[str | int, str] | None
) -> dict[str | int, str]:
    """Of what was given, what somebody changed."""
    if given.keys() - stands.keys():
        raise Refused(_("Diesen Punkt gibt es in der Sitzung nicht."))
    new = {key: text for key, text in given.items() if fingerprint(text) != fingerprint(stands[key])}
    if seen is not None:
        nothing = fingerprint("")
        new = {key: text for key, text in new.items() if fingerprint(text) != seen.get(key, nothing)}
        if any(fingerprint(stands[key]) != seen.get(key, nothing) for key in new):
            raise Refused(
                _(
                    "Jemand hat inzwischen auch an diesem Protokoll geschrieben. Es ist noch nichts gespeichert: Unten "
                    "stehen beide Texte. Übernehmen Sie, was bleiben soll, und speichern Sie noch einmal."
                ),
                "changed",
            )
    return new


@transaction.atomic
def present(*, by: Agent, minutes: Minutes) -> Minutes:
    """Lay it before those who were there: from now on they can object; silence approves, if the body has that rule."""
    kept, actor = _own(by, minutes)
    require_step(kept.state, MinutesState.PRESENTED)
    if kept.remarks.filter(kind=Remark.Kind.OBJECTION, settled__isnull=True).exists():
        raise Refused(_("Es gibt noch einen Einwand ohne Antwort. Bitte beantworten Sie ihn zuerst."))
    days = kept.session.body.silence_days
    kept.state, kept.presented = MinutesState.PRESENTED, clock.now()
    kept.silence_until = clock.today() + timedelta(days=days) if days else None
    kept.save(update_fields=["state", "presented", "silence_until"])
    until = {"silence_until": kept.silence_until.isoformat() if kept.silence_until else None}
    entry = steps.note(by=actor, act="conferences.minutes_presented", what=kept.session, details=until)
    _tell(actor, entry, kept)
    return kept


@transaction.atomic
def object_to(
    *, minutes: Minutes, text: str, by: Agent | None = None, holding: Holding | None = None, name: str = ""
) -> Remark:
    """An objection: by somebody with a seat (`holding`, by a personal link of the session), by a member with an
    account, or as the chair heard it (`name`: from whom). From then on silence approves nothing.
    """
    kept = _locked(minutes)
    actor, name = _objector(kept, by, holding, name)
    if kept.state != MinutesState.PRESENTED:
        raise Refused(_("Einwände sind möglich, solange das Protokoll vorliegt und nicht genehmigt ist."))
    if not text.strip():
        raise Refused(_("Bitte schreiben Sie, was anders war."))
    made = kept.remarks.create(
        kind=Remark.Kind.OBJECTION, text=text.strip(), name=name.strip()[:200], made=clock.now()
    )
    steps.note(
        by=actor, act="conferences.minutes_objected", what=kept.session, details={"objection": made.pk}
    )
    return made


def _objector(kept: Minutes, by: Agent | None, holding: Holding | None, name: str) -> tuple[Actor, str]:
    body = kept.session.body
    if holding is not None:
        if holding.seat.body_id != body.pk:
            raise NotAllowed(_("Einwände kann erheben, wer in diesem Gremium sitzt."))
        return seated_actor(by=by if isinstance(by, Account) else None, holding=holding), holding.name
    if isinstance(by, Account) and not rules.may_run(by, body):
        held = Holding.objects.filter(account=by, seat__body=body, during__contains=clock.today()).first()
        if held is None:
            raise NotAllowed(_("Einwände kann erheben, wer in diesem Gremium sitzt."))
        return Actor(by.pk, by.name, "seat"), held.name
    if by is None:
        raise NotAllowed(_("Einwände kann erheben, wer in diesem Gremium sitzt."))
    return rules.running(by, body), name


@transaction.atomic
def take_up(*, by: Agent, objection: Remark, answer: str) -> Minutes:
    """Take an objection up: it is answered, and the minutes are a draft again, to be changed and presented anew."""
    kept, actor = _own(by, objection.minutes)
    if not answer.strip():
        raise Refused(_("Bitte schreiben Sie, was Sie ändern oder warum nicht."))
    if kept.state != MinutesState.DRAFT:
        require_step(kept.state, MinutesState.DRAFT)
        kept.state, kept.silence_until = MinutesState.DRAFT, None
        kept.save(update_fields=["state", "silence_until"])
    held = kept.remarks.filter(pk=objection.pk, kind=Remark.Kind.OBJECTION, settled__isnull=True)
    if not held.update(settled=clock.now(), answer=answer.strip()):
        raise Refused(_("Dieser Einwand ist schon beantwortet."))
    details = {"objection": objection.pk}
    steps.note(by=actor, act="conferences.minutes_taken_up", what=kept.session, details=details)
    return kept


@transaction.atomic
def approve(*, by: Agent, minutes: Minutes, session: Session) -> Minutes:
    """The body has approved the minutes in a later session: it resolved so there, and the resolution has taken effect.

    Objections that are open are settled with it.
    """
    kept, actor = _own(by, minutes)
    require_step(kept.state, MinutesState.APPROVED)
    resolution = approvals(kept).filter(session=session).order_by("number", "pk").last()
    if resolution is None:
        raise Refused(
            _(
                "Genehmigen kann das Protokoll nur eine spätere Sitzung, die das zu diesem Punkt beschlossen hat."
            )
        )
    return _approved_by(actor, kept, session, resolution)


@transaction.atomic
def approve_by_resolution(*, by: Agent, resolution: Resolution) -> Minutes | None:
    """What follows when a resolution takes effect by which the body approves minutes: they are approved and published.

    None where it is about something else, or the minutes don't lie before the body: then nothing follows.
    """
    session = approved_session(resolution)
    found = Minutes.objects.filter(session=session, state=MinutesState.PRESENTED).first() if session else None
    if found is None or resolution.session.body_id != found.session.body_id:
        return None
    kept, actor = _own(by, found)
    if kept.state != MinutesState.PRESENTED:
        return None
    return _published(actor, _approved_by(actor, kept, resolution.session, resolution))


def _approved_by(actor: Actor, kept: Minutes, session: Session, resolution: Resolution) -> Minutes:
    """What the body resolved is the answer to whoever objected."""
    with override("de"):  # it is kept, and read by everybody
        told = _("Das Gremium hat in der %(number)d. Sitzung beschlossen: %(text)s")
    told %= {"number": session.number, "text": f"{resolution.text} {resolution.reason}".strip()}
    open_objections().filter(minutes=kept).update(settled=clock.now(), answer=told[:LONGEST_ANSWER])
    kept.approved_in = session
    return _approved(actor, kept, {"approved_in": session.pk})


@transaction.atomic
def publish(*, by: Agent, minutes: Minutes) -> Minutes:
    """Freeze the document, in both languages: whatever changes elsewhere changes nothing in it."""
    kept, actor = _own(by, minutes)
    return _published(actor, kept)


def approve_silent(*, by: Agent = PROGRAM) -> int:
    """Minutes to which nobody objected until the last day are approved and published; returns how many.

    Housekeeping calls it. One transaction each. Where somebody objected, only the body can approve.
    """
    actor = acting(by, HOUSEKEEPER)
    due = Minutes.objects.filter(state=MinutesState.PRESENTED, silence_until__lt=clock.today())
    return sum(_approve_silent(actor, one) for one in due.order_by("pk")[:100])


@transaction.atomic
def _approve_silent(actor: Actor, minutes: Minutes) -> bool:
    kept = _locked(minutes)
    over = kept.silence_until is not None and kept.silence_until < clock.today()
    objected = kept.remarks.filter(kind=Remark.Kind.OBJECTION, made__gte=kept.presented).exists()
    if kept.state != MinutesState.PRESENTED or not over or objected:
        return False
    _published(actor, _approved(actor, kept, {"silence_until": kept.silence_until.isoformat()}))
    return True


def _approved(actor: Actor, kept: Minutes, details: dict[str, object]) -> Minutes:
    kept.state, kept.approved = MinutesState.APPROVED, clock.now()
    kept.save(update_fields=["state", "approved", "approved_in"])
    steps.note(by=actor, act="conferences.minutes_approved", what=kept.session, details=details)
    return kept


def _published(actor: Actor, kept: Minutes) -> Minutes:
    require_step(kept.state, MinutesState.PUBLISHED)
    kept.state, kept.published = MinutesState.PUBLISHED, clock.now()
    kept.document, of = {}, gathered(kept)
    for language, _title in settings.LANGUAGES:
        with override(language):
            document = composed(record(kept, of))
            told = replace(document, blocks=(*document.blocks, *objections(kept)))
            kept.document[language] = as_data(told)
    kept.save(update_fields=["state", "published", "document"])
    steps.note(by=actor, act="conferences.minutes_published", what=kept.session)
    return kept


def _own(by: Agent, minutes: Minutes) -> tuple[Minutes, Actor]:
    kept = _locked(minutes)
    return kept, rules.running(by, kept.session.body)


def _locked(minutes: Minutes) -> Minutes:
    session = steps.locked(Session(pk=minutes.session_id))
    kept = Minutes.objects.select_related("approved_in").get(pk=minutes.pk)
    kept.session = session
    return kept


def _tell(actor: Actor, entry: Entry, minutes: Minutes) -> None:
    """Everybody who has a seat gets a letter, also who wasn't there: they may object. Their link stands under it."""
    came = minutes.session.attendees.filter(admitted=True, holding__isnull=False, presences__isnull=False)
    letters, told, texts = list[Letter](), set[int](), _Texts(minutes)
    for one in came.select_related("holding__account", "holding__contact").distinct().order_by("pk"):
        told.add(one.holding_id)
        letters.append(texts.letter(one.holding, Subject(KIND, str(one.pk), ""), was_there=True))
    for guest in guests(minutes.session):
        if guest.holding.pk not in told:
            subject = Subject(KIND_ABSENT, f"{minutes.session_id}-{guest.holding.pk}", "")
            letters.append(texts.letter(guest.holding, subject, was_there=False))
    owe_all(by=actor, entry=entry, letters=letters)


class _Texts:
    """What the letters say: the same for all who read one language and were there, or weren't."""

    def __init__(self, minutes: Minutes) -> None:
        self._minutes = minutes
        self._known: dict[tuple[str, bool], tuple[str, str]] = {}

    def letter(self, holding: Holding, subject: Subject, *, was_there: bool) -> Letter:
        reader = holding.account or holding.contact
        language = reader.language if reader else "de"
        if (language, was_there) not in self._known:
            self._known[language, was_there] = self._written(language, was_there)
        title, body = self._known[language, was_there]
        return Letter(subject, Addressee(holding.contact, holding.account, language), title, body, "minutes")

    def _written(self, language: str, was_there: bool) -> tuple[str, str]:
        """Title and body."""
        context = {"minutes": self._minutes, "session": self._minutes.session, "was_there": was_there}
        with override(language):
            text = render_to_string("conferences/letters/minutes.txt", context)
        title, _line, body = text.strip().partition("\n")
        return title.strip(), body.strip()
