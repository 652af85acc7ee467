"""What the receipt code opens: one contribution, what was written about it, and all that is kept of its author."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs import groups, receipts
from sozialraum.planning.needs.models import Attachment, Contribution, Objection, Repair
from sozialraum.planning.needs.pictures import MOST
from sozialraum.planning.needs.queries import drawing, places, repairs, review
from sozialraum.planning.needs.queries.drawing import Where
from sozialraum.planning.needs.queries.way import Way, way_of
from sozialraum.planning.needs.states import STOPPED, State
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import said


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
        return not self.contribution.withdrawn and self.contribution.need.is_open

    @property
    def may_withdraw(self) -> bool:
        return not self.contribution.withdrawn and self.contribution.need.may_still_be_withdrawn

    @property
    def may_object(self) -> bool:
        one = self.contribution
        stopped = one.need.state in STOPPED or one.origin.state in (*STOPPED, State.MERGED)
        is_open = any(not one.answered for one in self.objections)
        return stopped and not is_open and not one.withdrawn

    @property
    def names_somebody(self) -> bool:
        """Whether anything is kept that tells who it was."""
        one = self.contribution
        return bool(one.contact_id or one.account_id or one.on_behalf_of or self.pictures)


def by_code(code: str) -> Contribution | None:
    """The contribution that a code opens, however it was typed."""
    wanted = receipts.print_of(code)
    rows = Contribution.objects.select_related("need", "need__merged_into", "origin", "contact", "account")
    return rows.filter(code_print=wanted).first() if wanted else None


def pictures_of(contribution: Contribution) -> QuerySet[Attachment]:
    """Pictures that stand."""
    return contribution.attachments.filter(removed__isnull=True)


def room_for_pictures(contribution: Contribution) -> int:
    """How many more may come."""
    return MOST - pictures_of(contribution).count()


def told(contribution: Contribution) -> Told:
    """All that its page shows; the number of statements doesn't depend on how much there is."""
    own, now = contribution.origin, contribution.need
    letters = tuple(messages_on("contribution", str(contribution.pk)).order_by("-id"))
    return Told(
        contribution=contribution, code=receipts.code_of(contribution.token),
        place=places.name_of(contribution.social_space), dimensions=tuple(dimension_titles(contribution.dimensions)),
        groups=tuple(groups.titles(contribution.groups)), way=way_of(now, letters=letters),
        former=way_of(own, letters=letters) if own.pk != now.pk else None,
        messages=letters,
        pictures=tuple(pictures_of(contribution)),
        objections=tuple(contribution.objections.all()), repair=_repair_of(contribution),
        in_review=review.on_contribution(contribution), where=drawing.of_contribution(contribution, current()),
    )  # fmt: skip


def _repair_of(contribution: Contribution) -> Repair | None:
    """The last report that its need sent with its words in it."""
    found = [one for one in repairs.with_voice(contribution) if one.need_id == contribution.need_id]
    return found[-1] if found else None


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
