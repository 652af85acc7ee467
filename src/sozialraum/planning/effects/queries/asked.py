"""Who is asked, and whether an inquiry is under way for a voice."""

from __future__ import annotations

from django.db.models import Q

from sozialraum.planning.effects.models import Inquiry, Reply
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import standing


def reachable(need: Need) -> int:
    """Contributions whose authors get a letter by mail; all others find it at their receipt code."""
    by_mail = Q(account__isnull=False) | Q(contact__isnull=False, contact__erased__isnull=True)
    return standing(need).filter(by_mail).count()


def may_be_asked(contribution: Contribution) -> Inquiry | None:
    """The open inquiry in which a voice may answer; None where there is none, or it was taken back.

    A voice stands behind its own need, and behind those that follow on it.
    """
    if contribution.withdrawn:
        return None
    found = Inquiry.objects.filter(closed__isnull=True).select_related("need")
    for inquiry in found.filter(Q(need=contribution.need_id) | Q(need__follows__isnull=False)).order_by(
        "-opened"
    ):
        if (
            inquiry.need_id == contribution.need_id
            or standing(inquiry.need).filter(pk=contribution.pk).exists()
        ):
            return inquiry
    return None


def given(contribution: Contribution) -> list[Reply]:
    """What a voice answered so far, the latest first."""
    return list(contribution.replies.select_related("inquiry__need").order_by("-inquiry__opened"))
