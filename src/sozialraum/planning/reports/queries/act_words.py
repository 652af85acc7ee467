"""The sentences in which the way of a need tells requests, negotiations, decisions, measures and inquiries.

They stand here until the app of an act offers words of its own. Acts between an officer and their head, drafts, and
what a single person replied are told to nobody; an act that only accompanies a step is told by the step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers.states import AnswerKind
from sozialraum.planning.needs.queries.telling import STEP, Words, has_words, offer_words
from sozialraum.planning.needs.queries.told_words import day_of, plainly
from sozialraum.planning.needs.queries.told_words import handed_over as handed_over_first
from sozialraum.planning.needs.states import State
from sozialraum.planning.reports.queries.grid import euros_of_text

# Told by the step of the need that goes with them, with the same reason.
WITH_A_STEP = (
    "answers.handed_over", "answers.passed_on", "answers.assigned", "answers.extended", "answers.released",
    "answers.negotiation_opened", "programme.paper_submitted", "programme.decision_recorded", "effects.evaluated",
)  # fmt: skip
INSIDE = (
    "answers.drafted", "answers.submitted", "answers.given_back", "programme.paper_drafted", "programme.paper_saved",
    "effects.replied", "effects.words_released", "effects.words_kept_back", "effects.words_erased",
)  # fmt: skip


def _handed_over(details: Mapping[str, Any]) -> str:
    """To the first department, from one to the next, by the steering group, or the same one with more time."""
    source, target = details.get("from_department"), details.get("to_department")
    if details.get("extended_from"):
        words = _("Die Frist ist verlängert: Die Antwort soll bis zum %(day)s da sein.")
        return (
            words % {"day": day_of(details.get("due"))}
            if details.get("due")
            else _("Die Frist ist verlängert.")
        )
    if source and target:
        return _("%(source)s ist nicht zuständig. Der Auftrag geht weiter: %(target)s.") % {
            "source": source, "target": target,
        }  # fmt: skip
    if target:
        return _("Die Steuerungsgruppe hat zugewiesen: %(target)s.") % {"target": target}
    said = handed_over_first(details)
    if beside := details.get("co_departments"):
        said += " " + _("Beteiligt: %(names)s.") % {"names": ", ".join(map(str, beside))}
    return said


def _answered(details: Mapping[str, Any]) -> str:
    kind, department = str(details.get("kind", "")), details.get("department")
    if kind not in AnswerKind.values or not department:
        return ""
    return _("%(department)s hat geantwortet: %(kind)s.") % {
        "department": department,
        "kind": AnswerKind(kind).label,
    }


def _by(words: Any, otherwise: Any) -> Words:
    """A sentence with the department, where the line names it."""
    return lambda details: (
        str(words) % {"name": details["department"]} if details.get("department") else str(otherwise)
    )


def _up_for_decision(details: Mapping[str, Any]) -> str:
    body = details.get("body")
    return _("Die Beschlussvorlage liegt vor: %(body)s.") % {"body": body} if body else ""


def _milestone(words: Any) -> Words:
    return lambda details: str(words) % {"title": details["title"]} if details.get("title") else ""


def _funding(details: Mapping[str, Any]) -> str:
    amount = euros_of_text(details.get("amount"))
    return _("Geld für die Maßnahme ist zugesagt: %(amount)s.") % {"amount": amount} if amount else ""


WORDS: Mapping[str, Words] = {
    "answers.part_given": _by(
        gettext_lazy("Ein beteiligtes Amt hat "
        "beigetragen: %(name)s."), gettext_lazy("Ein beteiligtes Amt hat beigetragen.")
    ),
    "answers.asked": plainly(gettext_lazy("Zu dem Auftrag wurde nachgefragt.")),
    "answers.question_answered": plainly(gettext_lazy("Die Nachfrage ist beantwortet.")),
    "answers.accepted": plainly(gettext_lazy("Die Konferenz nimmt die Antwort des Fachamts an.")),
    "answers.offered": plainly(gettext_lazy("Ein Angebot liegt auf dem Tisch.")),
    "answers.round_opened": plainly(gettext_lazy("Die nächste Runde der Aushandlung beginnt.")),
    "answers.position_taken": plainly(gettext_lazy("Eine Bank hat gesagt, wie sie zu einem Angebot steht.")),
    "answers.to_steering": plainly(gettext_lazy("Die Steuerungsgruppe vermittelt.")),
    "answers.move_lost": plainly(
        gettext_lazy("Wer am Zug war, hat die Frist versäumt. Die Steuerungsgruppe vermittelt.")
    ),
    "effects.inquired": plainly(gettext_lazy("Wer den Bedarf gemeldet hat, wird gefragt, ob es geholfen hat.")),
    "effects.inquiry_closed": plainly(gettext_lazy("Die Befragung ist zu Ende.")),
    "programme.funding_confirmed": _funding,
    "programme.milestone_done": _milestone(gettext_lazy("Ein Schritt der Maßnahme ist getan: %(title)s.")),
}  # fmt: skip
# Better words for steps than those of the needs themselves.
STEPS: Mapping[str, Words] = {
    State.HANDED_OVER: _handed_over, State.ANSWERED: _answered, State.UP_FOR_DECISION: _up_for_decision,
}  # fmt: skip


def offer_all() -> None:
    """What is said when the program starts, after all earlier apps have had their say."""
    offer_words({act: words for act, words in WORDS.items() if not has_words(act)})
    offer_words({}, inside=[act for act in (*WITH_A_STEP, *INSIDE) if not has_words(act)])
    for state, words in STEPS.items():
        before = has_words(f"{STEP}/{state}")
        offer_words({f"{STEP}/{state}": _either(words, before)})


def _either(first: Words, second: Words | None) -> Words:
    return lambda details: first(details) or (second(details) if second else "")
