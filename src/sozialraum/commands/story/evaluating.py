"""What a measure did: those who spoke are asked, some answer, and the conference says what it makes of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sozialraum.commands.story import carrying_out
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.negotiating import ELSEWHERE
from sozialraum.planning.effects.actions import evaluating, inquiring
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.originals import standing
from sozialraum.planning.needs.rules import Elsewhere
from sozialraum.planning.needs.states import State

ANSWER_WITHIN = 28  # days
VERDICTS = (Evaluation.Verdict.EFFECTIVE, Evaluation.Verdict.PARTLY, Evaluation.Verdict.NOT)
# What the answers mostly are, by what the conference will make of it.
MOSTLY = {
    "effective": ("yes", "yes", "partly"),
    "partly": ("partly", "yes", "no"),
    "not": ("no", "no", "partly"),
}
BETTER = (
    "Man trifft sich wieder, auch die Älteren kommen.",
    "Die Kinder gehen jetzt allein hin. Das war vorher nicht denkbar.",
    "Der Weg dauert nur noch zehn Minuten.",
    "Es ist heller, und abends sind Leute da.",
    "",
    "Es gibt endlich jemanden, den man fragen kann.",
)
MISSING = (
    "Am Wochenende ist zu.",
    "",
    "Mit dem Kinderwagen kommt man immer noch nicht hin.",
    "Es weiß kaum jemand davon. Ein Zettel im Hausflur würde helfen.",
    "Im Sommer fehlt Schatten.",
    "",
)
REASONS = {
    "effective": (
        "Wer es gemeldet hat, sagt: Es hat geholfen. Die Konferenz sieht das auch so und dankt allen, die es getragen "
        "haben.",
        "Der Träger zählt doppelt so viele Besuche wie erwartet, und die Nachbarschaft sagt dasselbe.",
    ),
    "partly": (
        "Tagsüber hilft es, am Abend und am Wochenende nicht. Die Konferenz schaut in einem Jahr noch einmal hin.",
        "Die einen erreicht es, die anderen nicht: Für Familien ist es besser geworden, für die Älteren kaum.",
    ),
    "not": (
        "Es wurde gebaut, was beschlossen war, und trotzdem ist es für die Menschen dort nicht besser geworden.",
        "Das Angebot ist da, aber zu weit weg und zu den falschen Zeiten. Kaum jemand nutzt es.",
    ),
}
STILL_MISSING = (
    "Es fehlt weiterhin: ein Ort in Laufnähe, der auch am Abend und am Wochenende offen ist. Diesmal soll die "
    "Nachbarschaft mitplanen.",
    "Es fehlt weiterhin: eine Lösung, die auch ohne Auto und mit Kinderwagen zu erreichen ist.",
)


def finish(number: int, office: str, cast: Cast, need: Need) -> None:
    """After a measure is done, those who spoke are asked: mostly at once, now and then nobody has got to it yet."""
    carrying_out.finish(number, office, cast, need)
    need.refresh_from_db()
    if number % 4:
        _ask(cast, need)


def evaluate(number: int, office: str, cast: Cast, need: Need) -> None:
    """Some have answered; the inquiry is closed, and the conference says what it makes of it."""
    manager = cast.manager(need.planning_area)
    _ask(cast, need)
    turn = Evaluation.objects.count()
    verdict = VERDICTS[turn % len(VERDICTS)]
    inquiry = need.inquiries.filter(closed__isnull=True).first()
    if inquiry is not None:
        _answered(number, verdict, inquiry)
        inquiring.close_inquiry(by=manager, inquiry=inquiry)
        _released(number, cast, inquiry)
    reasons = REASONS[verdict]
    evaluating.evaluate(
        by=manager, need=need, verdict=verdict, reason=reasons[number % len(reasons)],
        successor_wording=STILL_MISSING[number % len(STILL_MISSING)] if verdict == Evaluation.Verdict.NOT else "",
        elsewhere=Elsewhere(clock.today(), ELSEWHERE[number % len(ELSEWHERE)]),
    )  # fmt: skip


def _ask(cast: Cast, need: Need) -> None:
    """Once, where it is done and somebody stands behind it."""
    asked = need.inquiries.filter(opened__gte=need.since)
    if need.state != State.IMPLEMENTED or asked.exists() or not standing(need).exists():
        return
    by = cast.manager(need.planning_area)
    until = clock.today() + timedelta(days=ANSWER_WITHIN)
    inquiry = inquiring.inquire(by=by, need=need, until=until)
    if need.pk % 2:  # somebody answers at once
        _answered(need.pk, VERDICTS[need.pk % len(VERDICTS)], inquiry, most=1)


def _answered(number: int, verdict: str, inquiry: Inquiry, most: int = 6) -> None:
    """Two of three answer, each in their words or by a tick alone; now and then it is told to the manager."""
    draw = Random(f"reply/{number}")  # noqa: S311  (a story, not a secret)
    already = set(inquiry.replies.values_list("contribution", flat=True))
    voices: list[Contribution] = list(standing(inquiry.need).defer("sought").order_by("pk"))
    for place, voice in enumerate(voices[: most + len(already)]):
        if voice.pk in already or (place and draw.random() < 0.3):
            continue
        inquiring.reply(
            by=None, contribution=voice, helped=draw.choice(MOSTLY[verdict]), better=draw.choice(BETTER),
            missing=draw.choice(MISSING),
        )  # fmt: skip


def _released(number: int, cast: Cast, inquiry: Inquiry) -> None:
    """The manager makes one answer public that names nobody."""
    reply: Reply | None = next((one for one in inquiry.replies.order_by("pk") if one.has_words), None)
    if reply is not None and number % 3:
        inquiring.release_words(by=cast.manager(inquiry.need.planning_area), reply=reply, shown=True)
