"""What the receipt code opens: one contribution, what was written about it, and all that is kept of its author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import messages_on, opened
from sozialraum.planning.needs import groups, receipts
from sozialraum.planning.needs.models import Attachment, Contribution, Objection, Repair
from sozialraum.planning.needs.pictures import MOST
from sozialraum.planning.needs.queries import drawing, places, repairs, review
from sozialraum.planning.needs.queries.drawing import Where
from sozialraum.planning.needs.queries.way import Way, way_of
from sozialraum.planning.needs.states import BEFORE_CARRIED, State
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import said

STOPPED = (State.RETURNED, State.REDIRECTED, State.MERGED)


@dataclass(frozen=True)
class Told:
    """A contribution as its author sees it."""

    contribution: Contribution
    code: str
    place: str
    dimensions: tuple[str, ...]
    groups: tuple[Promise | str, ...]
    way: Way
    former: Way | None  # the way of the need that it began, where it has been merged into another
    messages: tuple[Message, ...]
    pictures: tuple[Attachment, ...]
    objections: tuple[Objection, ...]
    repair: Repair | None  # what was sent to a service
    in_review: int  # letters that somebody reads before they stand here
    where: Where | None

    @property
    def may_add(self) -> bool:
        return not self.contribution.withdrawn

    @property
    def may_withdraw(self) -> bool:
        return not self.contribution.withdrawn and self.contribution.need.state in BEFORE_CARRIED

    @property
    def may_object(self) -> bool:
        stopped = self.contribution.need.state in STOPPED or self.contribution.origin.state in STOPPED
        is_open = any(not one.answered for one in self.objections)
        return stopped and not is_open and not self.contribution.withdrawn

    @property
    def names_somebody(self) -> bool:
        """Whether anything is kept that tells who it was."""
        one = self.contribution
        return bool(one.contact_id or one.account_id or one.on_behalf_of or self.pictures)

    @property
    def room_for_pictures(self) -> int:
        return MOST - len(self.pictures)


def by_code(code: str) -> Contribution | None:
    """The contribution that a code opens, however it was typed."""
    wanted = receipts.print_of(code)
    rows = Contribution.objects.select_related("need", "need__merged_into", "origin", "contact", "account")
    return rows.filter(code_print=wanted).first() if wanted else None


def told(contribution: Contribution) -> Told:
    """All that its page shows; the number of statements doesn't depend on how much there is."""
    own, now = contribution.origin, contribution.need
    return Told(
        contribution=contribution, code=receipts.code_of(contribution.token),
        place=places.name_of(contribution.social_space), dimensions=tuple(dimension_titles(contribution.dimensions)),
        groups=tuple(groups.titles(contribution.groups)), way=way_of(now, to_author=True),
        former=way_of(own, to_author=True) if own.pk != now.pk else None,
        messages=tuple(messages_on("contribution", str(contribution.pk)).order_by("-id")),
        pictures=tuple(contribution.attachments.filter(removed__isnull=True)),
        objections=tuple(contribution.objections.all()), repair=repairs.of_need(now),
        in_review=review.on_contribution(contribution), where=drawing.of_contribution(contribution, current()),
    )  # fmt: skip


def dimension_titles(keys: list[str] | tuple[str, ...]) -> list[str]:
    """What Lebenslagen are called in the visitor's language."""
    known = {one.key: said(one.title) for one in current().catalogue.dimensions.values()}
    return [known.get(key, key) for key in keys]


def link_of(key: str) -> str:
    """Where a mail about a contribution leads: to its receipt."""
    found = Contribution.objects.filter(pk=int(key)).only("token").first()
    return reverse("needs:receipt", args=[receipts.code_of(found.token)]) if found else ""


def attachment(pk: int) -> Attachment | None:
    """A picture with what decides who may see it."""
    return Attachment.objects.select_related("contribution__need").filter(pk=pk, removed__isnull=True).first()


def kept_about(contribution: Contribution) -> dict[str, Any]:
    """All that is kept about the person behind a contribution, as plain values with what it is kept for."""
    one, contact = contribution, contribution.contact
    shown = told(one)
    return {
        "city": settings.CITY.name,
        "contribution": {
            "number": str(one), "text": one.text, "parts_blacked_out": one.sealed_text is not None,
            "kind": one.kind, "language": one.language, "registered": one.registered.isoformat(),
            "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None, "channel": one.channel,
            "place": {
                "kind": one.place_kind, "social_space": shown.place, "longitude": one.longitude,
                "latitude": one.latitude, "area": one.area,
            },
            "dimensions": one.dimensions, "groups": one.groups, "persons": one.persons, "bank": one.bank,
            "on_behalf_of": one.on_behalf_of,
            "heard_on": one.heard_on.isoformat() if one.heard_on else None,
        },
        "account": {"name": one.account.name, "email": one.account.email} if one.account else None,
        "contact": None if contact is None or contact.erased else opened(contact) | {
            "purpose": str(contact.get_purpose_display()), "kept_since": contact.kept_since.isoformat(),
            "erased_on": contact.keep_until.isoformat(),
        },
        "messages": [
            {"written": m.made.isoformat(), "title": m.title, "body": m.body, "state": m.state} for m in shown.messages
        ],
        "messages_not_released_yet": shown.in_review,
        "pictures": [
            {"sha256": p.digest, "width": p.width, "height": p.height, "description": p.description,
             "is_public": p.is_public} for p in shown.pictures
        ],
        "objections": [
            {"raised": o.raised.isoformat(), "text": o.text, "answer": o.answer} for o in shown.objections
        ],
        "need": {
            "number": one.need.number, "title": one.need.title, "state": one.need.state,
            "way": [
                {"at": s.at.isoformat(), "role": str(s.role), "state": s.state, "reason": s.reason}
                for s in shown.way.steps
            ],
        },
    }  # fmt: skip
