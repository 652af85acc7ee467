"""Many voices become one need, and are taken apart again where it was wrong. Nobody's words are lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import name_acts, record
from sozialraum.planning.needs import rules, steps
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.needs.models import Contribution, Need, Objection, Support
from sozialraum.planning.needs.states import END, MANAGER, State
from sozialraum.planning.people.rules import Agent, Refused, acting

name_acts(
    {
        "needs.gathered": gettext_lazy("Meldungen zu einem Bedarf zusammengelegt"),
        "needs.split": gettext_lazy("Meldung wieder herausgelöst"),
    }
)


@transaction.atomic
def merge(*, by: Agent, need: Need, into: Need, reason: str) -> None:
    """Let another need take over the voices of this one. Everybody in both is told.

    What the manager hasn't read of them is seen by nobody else, also in a need that is public.
    """
    if need.pk == into.pk:
        raise Refused(_("Das ist derselbe Bedarf. Bitte wählen Sie einen anderen."))
    # Always in the same order, so that two who merge crosswise don't wait for each other for ever.
    kept = {
        one.pk: one
        for one in Need.objects.select_for_update().filter(pk__in=[need.pk, into.pk]).order_by("pk")
    }
    need, into = kept[need.pk], kept[into.pk]
    actor = rules.may_take(by, need, State.MERGED)
    acting(by, MANAGER, *into.scopes)
    if into.state in END:
        raise Refused(_("Der andere Bedarf ist schon abgeschlossen. Wählen Sie einen offenen."))
    if need.is_public and not into.is_public:
        told = _("%(need)s wird schon beraten. Öffnen Sie ihn und legen Sie den anderen dort dazu.")
        raise Refused(told % {"need": need.number})
    _require_not_in_a_chain(need)
    moved = list(need.contributions.values_list("pk", flat=True))
    details = {"into": into.pk, "contributions": moved}
    steps.take(actor=actor, need=need, target=State.MERGED, reason=reason, details=details, merged_into=into)
    Contribution.objects.filter(pk__in=moved).update(need=into)
    into.dimensions = list(dict.fromkeys([*into.dimensions, *need.dimensions]))
    into.groups = list(dict.fromkeys([*into.groups, *need.groups]))
    into.save(update_fields=["dimensions", "groups"])
    steps.gather(need)
    steps.gather(into)
    _move_support(need, into)
    details = {"from": need.pk, "contributions": moved}
    record(by=actor, act="needs.gathered", subject=steps.about(into), reason=reason, details=details)


def _require_not_in_a_chain(need: Need) -> None:
    """Voices of what had no effect stand behind what follows on it: neither can go elsewhere, or they were lost."""
    if need.follows_id is not None or need.successors.exists():
        told = _(
            "%(need)s und ein anderer Bedarf folgen aufeinander; dieselben Stimmen stehen hinter beiden. Legen Sie "
            "umgekehrt den anderen zu diesem dazu."
        )
        raise Refused(told % {"need": need.number})


@transaction.atomic
def merge_all(*, by: Agent, needs: Sequence[Need], into: Need, reason: str) -> int:
    """Let one need take over the voices of several, all or none; returns how many."""
    others = {one.pk for one in needs} - {into.pk}
    if not others:
        raise Refused(_("Bitte wählen Sie mindestens einen Bedarf, der dazugehört."))
    # All at once and in order, before the first is touched: see merge().
    locked = list(Need.objects.select_for_update().filter(pk__in=[*others, into.pk]).order_by("pk"))
    for one in locked:
        if one.pk != into.pk:
            merge(by=by, need=one, into=into, reason=reason)
    return len(others)


def _move_support(need: Need, into: Need) -> None:
    known = into.supported_by.values("mark")
    need.supported_by.exclude(mark__in=known).update(need=into)
    for one in (need, into):
        Need.objects.filter(pk=one.pk).update(supports=one.supported_by.count())


@transaction.atomic
def split(*, by: Agent, contribution: Contribution, reason: str) -> Need:
    """Give a voice back the need that it began; it is checked anew. Returns that need.

    Where all others behind the need it leaves were taken back, that one ends, as with its last voice.
    """
    kept = steps.locked_voice(contribution)
    if kept.need_id == kept.origin_id:
        raise Refused(
            _("Mit dieser Meldung hat der Bedarf begonnen. Lösen Sie stattdessen die anderen heraus.")
        )
    if kept.withdrawn:
        raise Refused(_("Diese Meldung ist zurückgezogen."), "withdrawn")
    from_, own = kept.need, kept.origin
    actor = acting(by, MANAGER, *from_.scopes)
    reason = rules.require_reason(reason)
    kept.need = own
    kept.save(update_fields=["need"])
    steps.gather(from_)
    steps.gather(own)
    if own.state == State.MERGED:
        steps.take(actor=actor, need=own, target=State.REGISTERED, reason=reason, letter="split")
    record(by=actor, act="needs.split", subject=steps.about(from_), reason=reason,
           details={"contribution": kept.pk, "to": own.pk})  # fmt: skip
    steps.end_without_voices(actor=actor, need=from_, reason=reason)
    return own


@transaction.atomic
def settle_objection(
    *, by: Agent, objection: Objection, answer: str, granted: bool, reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """The conference's answer and what follows: a merged voice stands for itself again, any other is deliberated.

    Where the need has moved on meanwhile, the answer is all that is owed. reason, details: of the step that
    everybody reads, where a session decided.
    """
    voice = steps.locked_voice(objection.contribution)
    own = voice.origin
    checking.answer_objection(
        by=by, objection=objection, answer=answer, reopen=granted, reason=reason, details=details
    )
    merged = objection.need_id == own.pk != voice.need_id and own.state == State.MERGED
    if granted and merged and not voice.withdrawn:
        split(by=by, contribution=voice, reason=reason or str(rules.GRANTED))


@transaction.atomic
def support(*, need: Need, mark: str, group: str = "", social_space: str = "") -> bool:
    """“This affects me too”, once for each browser or account; whether it is new. It is a count: no journal line."""
    if not need.is_public or need.state in END:
        raise Refused(
            _(
                "Dieser Bedarf ist nicht mehr offen. „Das betrifft mich auch“ können Sie nur bei offenen "
                "Bedarfen sagen."
            )
        )
    try:
        with transaction.atomic():
            Support.objects.create(
                need=need, mark=mark, group=group, social_space=social_space, given=clock.now()
            )
    except IntegrityError:
        return False
    Need.objects.filter(pk=need.pk).update(supports=F("supports") + 1)
    return True
