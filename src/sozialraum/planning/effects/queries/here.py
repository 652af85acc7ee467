"""What stands of effects on pages of others: a need's, a receipt, what is kept of somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sozialraum.planning.conferences.queries.matters import Matter
from sozialraum.planning.effects import rules, sentences
from sozialraum.planning.effects.models import Evaluation, Reply
from sozialraum.planning.effects.queries import listing
from sozialraum.planning.effects.queries.asked import given, may_be_asked
from sozialraum.planning.effects.queries.one import EVALUABLE, asked_of, last_evaluation
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.offered_receipt import Kept
from sozialraum.planning.needs.states import PUBLIC
from sozialraum.planning.people.rules import may
from sozialraum.planning.situation.queries.start import Event
from sozialraum.planning.statistics.queries import version_or_none


def news(most: int) -> list[Event]:
    """The newest evaluations of needs that everybody sees, for the start page; one statement."""
    found = (
        Evaluation.objects.filter(need__state__in=sorted(PUBLIC))
        .select_related("need")
        .order_by("-made", "-pk")
    )
    return [
        Event(
            localtime(one.made).date(), _("Ausgewertet, %(result)s:") % {"result": one.get_verdict_display()},
            one.need.title, f"/wirkung/{one.need_id}/",
        )
        for one in found.defer("need__sought", "need__said")[:most]
    ]  # fmt: skip


def of_need(need: Need, user: Any) -> Mapping[str, Any] | None:
    """What came of it: the verdict, the replies in numbers, what it follows on, what follows."""
    if need.state not in PUBLIC:
        return None
    evaluations = list(need.evaluations.select_related("successor"))
    evaluation = last_evaluation(need, evaluations)
    before = need.follows
    if need.state not in EVALUABLE and not evaluations and before is None:
        return None
    told = need.state in EVALUABLE or bool(evaluations)
    return {
        "need": need, "evaluation": evaluation, "asked": asked_of(need) if told else None, "before": before,
        "is_told": told, "may_work": may(user, rules.EVALUATE, *need.scopes) and told,
    }  # fmt: skip


def matters(numbers: Collection[int]) -> Mapping[int, Matter]:
    """In the dossier of a session that says what it did: the replies in numbers, and what the figures tell."""
    version = version_or_none()
    if version is None:
        return {}
    needs = list(listing.done_of(numbers))
    return {row.need.pk: _matter(row) for row in listing.rows_of(needs, version)}


def _matter(row: listing.Row) -> Matter:
    expected = [(_("Der Beschluss erwartet"), row.expected.sentence)] if row.expected else []
    told = [(title, words) for title, _verdict, words in row.figures]
    facts = [*expected, (_("Wer es gemeldet hat, sagt"), row.people)]
    facts += [(_("Die Zahlen sagen: %(title)s") % {"title": title}, words) for title, words in told]
    if not told:
        facts.append((_("Die Zahlen sagen"), str(sentences.NOTHING)))
    address = f"{settings.ADDRESS}{reverse('effects:effect', args=[row.need.pk])}"
    facts.append((_("Alles dazu, mit den Vergleichsräumen"), address))
    return Matter(_("Was es bewirkt hat"), "", tuple(facts))


def of_receipt(contribution: Contribution) -> Mapping[str, Any] | None:
    """The three questions while they are asked; what was answered; the need that followed. Nothing until it is done."""
    if contribution.need.state not in EVALUABLE:
        return None
    inquiry = may_be_asked(contribution)
    before = given(contribution)
    followed = contribution.need.successors.filter(state__in=sorted(PUBLIC)).order_by("-pk").first()
    if inquiry is None and not before and followed is None:
        return None
    reply = next((one for one in before if inquiry is not None and one.inquiry_id == inquiry.pk), None)
    return {"inquiry": inquiry, "reply": reply, "before": before, "followed": followed}


def kept(contribution: Contribution) -> Sequence[Kept]:
    """What somebody answered, for their own eyes and as a file."""
    return [_kept(one) for one in given(contribution)]


def _kept(one: Reply) -> Kept:
    facts = [
        (_("Bedarf"), one.inquiry.need.number), (_("Hat es geholfen?"), str(one.get_helped_display())),
        (_("Was ist besser geworden?"), one.better or "–"), (_("Was fehlt noch?"), one.missing or "–"),
        (_("Geantwortet am"), date_format(localtime(one.given), "DATE_FORMAT")),
        (_("Ihre Worte sind öffentlich"), _("ja") if one.released else _("nein")),
    ]  # fmt: skip
    values = {
        "need": one.inquiry.need.number, "helped": one.helped, "better": one.better, "missing": one.missing,
        "given": localtime(one.given).isoformat(timespec="seconds"), "words_are_public": one.released is not None,
    }  # fmt: skip
    return Kept(_("Was Sie auf die Frage „Hat es geholfen?“ geantwortet haben"), facts, values)
