"""All that is kept about the person behind a contribution: for them to read, and as a file to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from sozialraum.planning.journal.actions import act_titles
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Contact
from sozialraum.planning.messages.queries import opened
from sozialraum.planning.needs.models import Contribution, Repair
from sozialraum.planning.needs.queries.offered_receipt import Kept as Elsewhere
from sozialraum.planning.needs.queries.offered_receipt import kept_elsewhere
from sozialraum.planning.needs.queries.original import original_of
from sozialraum.planning.needs.queries.receipts import Told, told
from sozialraum.planning.needs.queries.repairs import masked, with_voice
from sozialraum.planning.people.roles import role_title

LEFT = frozenset({Repair.State.SENDING, Repair.State.SENT, Repair.State.CLOSED, Repair.State.UNCLEAR,
                  Repair.State.BY_HAND, Repair.State.DROPPED})  # fmt: skip


@dataclass(frozen=True)
class ToService:
    """What a service that repairs was given of it, or will be: made of the text, since the row keeps no words."""

    repair: Repair
    words: str  # of this person, without what tells who somebody is


@dataclass(frozen=True)
class Done:
    """One line of the journal on it: what was done, when, in which role; by name nobody."""

    at: datetime
    act: str
    title: Promise | str
    role: Promise | str


@dataclass(frozen=True)
class Kept:
    """All of it."""

    told: Told
    original: str  # what was said before anything was blacked out, where that is kept
    contact: Contact | None
    reached: dict[str, str]  # contact data in clear
    services: tuple[ToService, ...]
    journal: tuple[Done, ...]
    elsewhere: dict[str, Sequence[Elsewhere]]  # what later stages keep, by key


def kept_about(contribution: Contribution) -> Kept:
    """Gather it; the same for the page and for the file."""
    one = contribution
    contact = one.contact if one.contact and not one.contact.erased else None
    # What was tried and then dropped may have got through all the same.
    repairs = [r for r in with_voice(one) if r.state != Repair.State.DROPPED or r.tried]
    words = masked(one.read_text)
    return Kept(
        told=told(one), original=original_of(one) if one.sealed_text is not None else "", contact=contact,
        reached=opened(contact) if contact else {},
        services=tuple(
            ToService(r, words if r.state in LEFT or not one.withdrawn else "") for r in repairs
        ),
        journal=tuple(_journal(one)), elsewhere=kept_elsewhere(one),
    )  # fmt: skip


def _journal(one: Contribution) -> list[Done]:
    on_need = Q(
        subject_kind="need",
        subject_key__in=[str(one.need_id), str(one.origin_id)],
        details__contribution=one.pk,
    )
    lines = Entry.objects.filter(on_need | Q(subject_kind="contribution", subject_key=str(one.pk)))
    return [
        Done(line.at, line.act, act_titles().get(line.act, line.act), role_title(line.actor_role))
        for line in lines.order_by("pk")
    ]


def as_values(kept: Kept) -> dict[str, Any]:
    """The same as plain values, for a file: keys in English, titles beside what only a program understands."""
    shown, one = kept.told, kept.told.contribution
    return {
        "city": settings.CITY.name,
        "contribution": {
            "number": str(one), "text": one.text, "parts_blacked_out": one.sealed_text is not None,
            "text_before_blacking_out": kept.original or None, "asked_to_be_blacked_out": _at(one.to_blacken),
            "kind": one.kind, "kind_title": str(one.get_kind_display()), "language": one.language,
            "registered": _at(one.registered), "withdrawn": _at(one.withdrawn),
            "channel": one.channel, "channel_title": str(one.get_channel_display()),
            "place": {
                "kind": one.place_kind, "kind_title": str(one.get_place_kind_display()),
                "social_space": shown.place, "boundaries": one.edition, "longitude": one.longitude,
                "latitude": one.latitude, "area": one.area,
            },
            "dimensions": one.dimensions, "dimension_titles": list(shown.dimensions),
            "groups": one.groups, "group_titles": [str(title) for title in shown.groups],
            "persons": one.persons, "bank": one.bank, "bank_title": str(one.get_bank_display()),
            "on_behalf_of": one.on_behalf_of, "heard_on": one.heard_on.isoformat() if one.heard_on else None,
        },
        "account": {"name": one.account.name, "email": one.account.email} if one.account else None,
        "contact": kept.reached | {
            "purpose": str(kept.contact.get_purpose_display()), "kept_since": _at(kept.contact.kept_since),
            "erased_on": kept.contact.keep_until.isoformat(),
        } if kept.contact else None,
        "messages": [
            {"written": _at(m.made), "given": _at(m.given), "title": m.title, "body": m.body, "state": m.state,
             "state_title": str(m.get_state_display()), "changed_before_sent": bool(m.written_body)}
            for m in shown.messages
        ],
        "messages_not_released_yet": shown.in_review,
        "sent_to_services": [
            {"service": s.repair.service, "kind_of_defect": s.repair.title or s.repair.code, "words": s.words,
             "state": s.repair.state, "state_title": str(s.repair.get_state_display()), "sent": _at(s.repair.sent),
             "number_there": s.repair.request, "closed": _at(s.repair.closed), "answer": s.repair.said}
            for s in kept.services
        ],
        "pictures": [
            {"sha256": p.digest, "width": p.width, "height": p.height, "description": p.description,
             "is_public": p.is_public} for p in shown.pictures
        ],
        "objections": [
            {"raised": _at(o.raised), "text": o.text, "answer": o.answer, "answered": _at(o.answered)}
            for o in shown.objections
        ],
        "need": {
            "number": one.need.number, "title": one.need.title, "state": one.need.state,
            "state_title": str(shown.way.title),
            "way": [
                {"at": _at(s.at), "role": str(s.role), "state": s.state, "state_title": str(s.title),
                 "reason": s.reason}
                for s in shown.way.steps
            ],
        },
        **{key: [dict(one.values) for one in found] for key, found in kept.elsewhere.items()},
        "journal": [
            {"at": _at(d.at), "act": d.act, "title": str(d.title), "role": str(d.role)} for d in kept.journal
        ],
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    """A moment by the city's clock."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
