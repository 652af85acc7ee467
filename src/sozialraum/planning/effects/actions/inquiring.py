"""Those who registered a need are asked what came of it; they answer by their receipt, or tell it to the manager."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.effects import rules
from sozialraum.planning.effects.models import Inquiry, Reply
from sozialraum.planning.effects.queries.asked import may_be_asked, reachable
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.people.rules import Agent, Refused

name_acts(
    {
        "effects.inquired": gettext_lazy("Nach der Wirkung gefragt, wer es gemeldet hat"),
        "effects.inquiry_prolonged": gettext_lazy("Befragung verlängert"),
        "effects.inquiry_closed": gettext_lazy("Befragung zur Wirkung geschlossen"),
        "effects.replied": gettext_lazy("Auf die Frage nach der Wirkung geantwortet"),
        "effects.words_released": gettext_lazy("Worte einer Antwort öffentlich gemacht"),
        "effects.words_kept_back": gettext_lazy("Worte einer Antwort nicht mehr öffentlich"),
        "effects.words_erased": gettext_lazy("Worte einer Antwort auf Wunsch gelöscht"),
    }
)
LONGEST = 2000  # letters of an answer


@transaction.atomic
def inquire(*, by: Agent, need: Need, until: date) -> Inquiry:
    """Ask everybody whose voice stands behind a need three questions, until a day; each is owed a letter."""
    need = steps.locked(need)
    actor = rules.evaluating(by, need)
    if need.state != State.IMPLEMENTED:
        raise Refused(
            _("Gefragt wird, wenn es umgesetzt ist. Der Stand ist: %(state)s.")
            % {"state": need.get_state_display()}
        )
    if until <= clock.today():
        raise Refused(_("Bitte nennen Sie einen Tag, der noch kommt: Wer gefragt wird, braucht Zeit."))
    if need.inquiries.filter(closed__isnull=True).exists():
        raise Refused(_("Dazu läuft schon eine Befragung."), "quicker")
    asked = standing(need).count()
    if not asked:
        raise Refused(_("Hinter dem Bedarf steht keine Meldung mehr. Es gibt niemanden zu fragen."))
    made = Inquiry.objects.create(need=need, opened=clock.now(), until=until, asked=asked)
    details = {"inquiry": made.pk, "until": until.isoformat(), "asked": asked, "by_mail": reachable(need)}
    entry = record(by=actor, act="effects.inquired", subject=steps.about(need), details=details)
    steps.tell_contributors(actor=actor, need=need, entry=entry, letter="inquiry", until=until)
    return made


@transaction.atomic
def prolong(*, by: Agent, inquiry: Inquiry, until: date) -> None:
    """More time, where few have answered. Nobody is written to again."""
    need, kept = _locked(inquiry)
    actor = rules.evaluating(by, need)
    _require_open(kept)
    if until <= max(kept.until, clock.today()):
        raise Refused(_("Bitte nennen Sie einen späteren Tag als bisher."))
    kept.until = until
    kept.save(update_fields=["until"])
    details = {"inquiry": kept.pk, "until": until.isoformat()}
    record(by=actor, act="effects.inquiry_prolonged", subject=steps.about(need), details=details)


@transaction.atomic
def reply(
    *, by: Account | None, contribution: Contribution, helped: str, better: str = "", missing: str = ""
) -> Reply:
    """Whoever has the receipt code answers, or changes the answer while the inquiry is open. Needs no account."""
    return _answer(steps.rules.author(contribution, by), contribution, helped, better, missing, "receipt")


@transaction.atomic
def reply_for(
    *, by: Agent, contribution: Contribution, helped: str, better: str = "", missing: str = ""
) -> Reply:
    """The manager writes down what somebody said in a talk, on the telephone or on paper."""
    actor = rules.evaluating(by, contribution.need)
    return _answer(actor, contribution, helped, better, missing, "on_behalf")


def _answer(
    actor: Actor, contribution: Contribution, helped: str, better: str, missing: str, channel: str
) -> Reply:
    voice = steps.locked_voice(contribution)
    inquiry = may_be_asked(voice)
    if inquiry is None:
        raise Refused(_("Zu dieser Meldung läuft gerade keine Befragung."), "closed")
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    _require_open(inquiry)
    if helped not in Reply.Helped.values:
        raise Refused(_("Bitte wählen Sie eine Antwort auf die erste Frage."))
    # With one kind of line ends: browsers send their own.
    words = {
        "better": "\n".join(better.strip().splitlines()),
        "missing": "\n".join(missing.strip().splitlines()),
    }
    if any(len(text) > LONGEST for text in words.values()):
        raise Refused(_("Das ist zu lang: höchstens 2.000 Zeichen für jede Antwort."), "too_long")
    before = inquiry.replies.filter(contribution=voice).first()
    changed = before is None or any(getattr(before, name) != text for name, text in words.items())
    values = {"helped": helped, "given": clock.now()} | words
    if changed:
        values["released"] = None  # what somebody released were other words
    made, is_new = Reply.objects.update_or_create(inquiry=inquiry, contribution=voice, defaults=values)
    if is_new and inquiry.replies.count() > inquiry.asked:  # a voice that came to the need since
        inquiry.asked += 1
        inquiry.save(update_fields=["asked"])
    # What was answered is nobody else's business: the journal says that, and not what.
    details = {"inquiry": inquiry.pk, "contribution": voice.pk, "channel": channel, "changed": not is_new}
    record(by=actor, act="effects.replied", subject=steps.about(inquiry.need), details=details)
    return made


@transaction.atomic
def release_words(*, by: Agent, reply: Reply, shown: bool) -> None:
    """The manager has read the words of an answer: they name nobody, so everybody may read them, or no longer."""
    need = steps.locked(reply.inquiry.need)
    actor = rules.evaluating(by, need)
    kept = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if shown and (kept.better, kept.missing) != (reply.better, reply.missing):
        raise Refused(_("Die Antwort wurde inzwischen geändert. Bitte lesen Sie sie noch einmal."), "quicker")
    if shown and not kept.has_words:
        raise Refused(_("In dieser Antwort stehen keine Worte, die man zeigen könnte."))
    if shown == (kept.released is not None):
        return
    kept.released = clock.now() if shown else None
    kept.save(update_fields=["released"])
    act = "effects.words_released" if shown else "effects.words_kept_back"
    record(
        by=actor, act=act, subject=steps.about(need), details={"inquiry": kept.inquiry_id, "reply": kept.pk}
    )


@transaction.atomic
def close_inquiry(*, by: Agent, inquiry: Inquiry) -> None:
    """Nobody can answer any more; what was answered can be evaluated."""
    need, kept = _locked(inquiry)
    actor = rules.evaluating(by, need)
    _require_open(kept)
    _close(actor, kept)


def _close(actor: Actor, kept: Inquiry) -> None:
    kept.closed = clock.now()
    kept.save(update_fields=["closed"])
    details = {"inquiry": kept.pk, "asked": kept.asked, "replies": kept.replies.count()}
    record(by=actor, act="effects.inquiry_closed", subject=steps.about(kept.need), details=details)


@transaction.atomic
def erase_words(*, by: Actor, contribution: Contribution) -> None:
    """An author is erased: the words of their answers go, what they ticked stays a number."""
    found = Reply.objects.filter(contribution=contribution).exclude(better="", missing="")
    if found.update(better="", missing="", released=None):
        record(by=by, act="effects.words_erased", subject=steps.of(contribution))


def _locked(inquiry: Inquiry) -> tuple[Need, Inquiry]:
    """The need first, then the inquiry: always in this order."""
    need = steps.locked(inquiry.need)
    kept = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    kept.need = need
    return need, kept


def _require_open(inquiry: Inquiry) -> None:
    if inquiry.closed is not None:
        raise Refused(_("Die Befragung ist geschlossen. Eine Antwort kommt jetzt zu spät."), "closed")
