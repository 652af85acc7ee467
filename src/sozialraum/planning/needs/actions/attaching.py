"""Pictures are attached, looked at by the manager before everybody may, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import pictures, rules, steps
from sozialraum.planning.needs.models import Attachment, Contribution
from sozialraum.planning.needs.pictures import Picture
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        "needs.attached": gettext_lazy("Bilder zu einer Meldung beigefügt"),
        "needs.picture_shown": gettext_lazy("Bild für alle freigegeben"),
        "needs.picture_removed": gettext_lazy("Bild entfernt"),
    }
)


@transaction.atomic
def attach(
    *, by: Account | None, contribution: Contribution, made: Sequence[Picture], description: str = ""
) -> list[Attachment]:
    """Keep pictures with a contribution; one that is there already is passed over, so that sending twice does no harm.

    by: None with the receipt code in hand. The files are on the disk before the rows that name them.
    """
    kept = Contribution.objects.select_for_update(of=("self",)).select_related("need").get(pk=contribution.pk)
    actor = _bringing(by, kept)
    if kept.withdrawn:
        raise Refused(_("Diese Meldung ist zurückgezogen."), "withdrawn")
    there = set(kept.attachments.filter(removed__isnull=True).values_list("digest", flat=True))
    fresh = {one.digest: one for one in made if one.digest not in there}
    if len(there) + len(fresh) > pictures.MOST:
        raise Refused(_("Zu einer Meldung gehören höchstens fünf Bilder."), "too_many_pictures")
    rows = []
    for digest, one in fresh.items():
        pictures.keep(one)
        rows.append(
            Attachment.objects.create(
                contribution=kept, digest=digest, width=one.width, height=one.height, size=len(one.content),
                description=" ".join(description.split())[:300],
            )
        )  # fmt: skip
    if rows:
        details = {"contribution": kept.pk, "attachments": [row.pk for row in rows]}
        record(by=actor, act="needs.attached", subject=steps.about(kept.need), details=details)
    return rows


@transaction.atomic
def show(*, by: Agent, attachment: Attachment) -> None:
    """The manager has looked at it: nobody is to be seen who should not be, so everybody may see it."""
    kept = _locked(attachment)
    actor = acting(by, MANAGER, *kept.contribution.need.scopes)
    if kept.removed:
        raise Refused(_("Dieses Bild ist entfernt."))
    if kept.is_public:
        return
    kept.is_public = True
    kept.save(update_fields=["is_public"])
    _record(actor, "needs.picture_shown", kept)


@transaction.atomic
def remove(*, by: Agent, attachment: Attachment, reason: str) -> None:
    """The manager takes a picture away, with a reason; its file goes too."""
    kept = _locked(attachment)
    actor = acting(by, MANAGER, *kept.contribution.need.scopes)
    _remove(actor, kept, rules.require_reason(reason))


@transaction.atomic
def take_back(*, by: Account | None, contribution: Contribution) -> int:
    """Whoever sent them takes all pictures of a contribution back; returns how many."""
    kept = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    actor = _bringing(by, kept)
    rows = list(kept.attachments.filter(removed__isnull=True))
    for row in rows:
        _remove(actor, _locked(row), _("auf Wunsch der Person"))
    return len(rows)


def _remove(actor: Actor, kept: Attachment, reason: str) -> None:
    if kept.removed:
        return
    kept.removed, kept.is_public = timezone.now(), False
    kept.save(update_fields=["removed", "is_public"])
    _record(actor, "needs.picture_removed", kept, reason)
    # Once the row says so for good; another contribution may hold the same picture.
    transaction.on_commit(lambda: _forget_unless_needed(kept.digest))


def _forget_unless_needed(digest: str) -> None:
    if not Attachment.objects.filter(digest=digest, removed__isnull=True).exists():
        pictures.forget(digest)


def _bringing(by: Account | None, contribution: Contribution) -> Actor:
    if by is not None and contribution.heard_by_id == by.pk:
        return acting(by, "needs.register_for_others")
    return rules.author(contribution, by)


def _locked(attachment: Attachment) -> Attachment:
    rows = Attachment.objects.select_for_update(of=("self",)).select_related("contribution__need")
    return rows.get(pk=attachment.pk)


def _record(actor: Actor, act: str, kept: Attachment, reason: str = "") -> None:
    details = {"contribution": kept.contribution_id, "attachment": kept.pk}
    record(by=actor, act=act, subject=steps.about(kept.contribution.need), reason=reason, details=details)
