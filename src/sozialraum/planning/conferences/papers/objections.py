"""What minutes say, once they are published, of the objections that were raised against them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sozialraum import paper
from sozialraum.planning.conferences.models import Minutes, Remark
from sozialraum.planning.conferences.papers import frame


def objections(minutes: Minutes) -> Iterator[paper.Block]:
    """When somebody objected and what came of it. Who it was and in which words stays among those who sit there."""
    raised = list(minutes.remarks.filter(kind=Remark.Kind.OBJECTION).order_by("made", "pk"))
    if not raised:
        return
    yield paper.Heading(1, _("Einwände gegen das Protokoll"), "einwaende")
    yield paper.Bullets(tuple(_told(one, minutes) for one in raised))


def _told(one: Remark, minutes: Minutes) -> str:
    said = _("Ein Einwand vom %(day)s.") % {"day": frame.day(one.made)}
    if one.settled is None:
        return said
    # Who takes an objection up presents the minutes anew: what was answered since then, the body answered.
    if minutes.approved_in is None or minutes.presented is None or one.settled < minutes.presented:
        came = _("Er ist am %(day)s beantwortet, bevor das Protokoll genehmigt wurde.")
        return f"{said} {came % {'day': frame.day(one.settled)}}"
    came = _("Er lag dem Gremium vor, als es das Protokoll in der %(number)d. Sitzung genehmigte.")
    return f"{said} {came % {'number': minutes.approved_in.number}}"
