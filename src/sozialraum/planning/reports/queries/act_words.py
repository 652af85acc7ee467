"""The sentences in which the way of a need tells requests, negotiations and decisions.

Acts between an officer and their head, drafts, and what a single person replied are told to nobody; an act that only
accompanies a step is told by the step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.answers.states import AnswerKind, Side
from sozialraum.planning.needs.queries.telling import STEP, Words, offer_words
from sozialraum.planning.needs.queries.told_words import STEPS as OF_NEEDS
from sozialraum.planning.needs.queries.told_words import day_of, plainly
from sozialraum.planning.needs.queries.told_words import handed_over as handed_over_first
from sozialraum.planning.needs.queries.way import named, said_elsewhere
from sozialraum.planning.needs.states import State
from sozialraum.planning.reports.queries.bank_words import POSITION, positions
from sozialraum.planning.reports.queries.done_words import STEPS as DONE_STEPS
from sozialraum.planning.reports.queries.done_words import WORDS as DONE_WORDS
from sozialraum.planning.reports.queries.grid import euros_of_text

# Told by the step of the need that goes with them, with the same reason.
WITH_A_STEP = (
    "answers.handed_over", "answers.passed_on", "answers.assigned", "answers.reassigned",
    "answers.extended", "answers.released",
    "answers.negotiation_opened", "answers.accepted", "programme.paper_submitted", "effects.evaluated",
)  # fmt: skip
INSIDE = (
    "answers.drafted", "answers.submitted", "answers.given_back", "programme.paper_drafted", "programme.paper_saved",
    "effects.replied", "effects.words_released", "effects.words_kept_back", "effects.words_erased",
)  # fmt: skip
# Their reason stands beside the step: the wording of the agreement, what the body said.
WITHOUT_REASON = ("answers.wording_confirmed", "programme.decision_recorded")


def _handed_over(details: Mapping[str, Any]) -> str:
    """To the first department, from one to the next, by the steering group, or the same one with more time."""
    source, target = details.get("from_department"), named(str(details.get("to_department") or ""))
    if details.get("extended_from"):
        words = _("Die Frist ist verlängert: Die Antwort soll bis zum %(day)s da sein.")
        return (
            words % {"day": day_of(details.get("due"))}
            if details.get("due")
            else _("Die Frist ist verlängert.")
        )
    if target and (former := details.get("corrected_from")):
        words = _(
            "Die Steuerungsgruppe hat ihre Zuweisung berichtigt: statt %(former)s antwortet %(target)s."
        )
        return words % {"former": former, "target": target}
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
    return _("%(department)s hat geantwortet: „%(kind)s“.") % {
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


def _negotiating(details: Mapping[str, Any]) -> str:
    """Where the conference is content it takes two steps at once, and the first one says how many rounds it took."""
    content = _("Die Konferenz nimmt die Stellungnahme an.")
    said = content if "rounds" in details else str(OF_NEEDS[State.NEGOTIATING])
    return f"{said} {said_elsewhere(details)}".strip()


def _postponed(details: Mapping[str, Any]) -> str:
    if not details.get("withdrawn"):
        return ""
    return _("Die Vorlage ist zurückgezogen. Der Bedarf wartet auf eine neue.")


def _withdrawn(details: Mapping[str, Any]) -> str | None:
    """A draft was never seen, and of one that was brought in the step tells; a postponed one only ends here."""
    return _("Die verschobene Vorlage ist zurückgezogen.") if details.get("before") == "postponed" else None


def _out_of_order(details: Mapping[str, Any]) -> str | None:
    """The decision is told by its step; here only why it came before others of the list."""
    if not details.get("deviation"):
        return None
    words = _(
        "Auf der Liste standen andere davor: %(needs)s. Warum dieser zuerst beschlossen wurde: „%(why)s“"
    )
    over = ", ".join(f"B-{one}" for one in details.get("passed_over") or ())
    return words % {"needs": over, "why": details["deviation"]}


def _of_side(conference: Any, department: Any, steering: Any = "") -> Words:
    """A sentence for each side of a negotiation; what else is told of an offer stands behind it."""
    told = {
        Side.CONFERENCE.value: conference,
        Side.DEPARTMENT.value: department,
        Side.STEERING.value: steering,
    }

    def words(details: Mapping[str, Any]) -> str:
        said = str(told.get(str(details.get("side")), ""))
        return " ".join([said, *_terms(details)]) if said else ""

    return words


def _terms(details: Mapping[str, Any]) -> Iterable[str]:
    """What an offer costs, until when it would be done, under which condition."""
    if amount := euros_of_text(details["cost"]) if details.get("cost") else "":
        yield _("Kosten: %(amount)s.") % {"amount": amount}
    if day := day_of(details.get("by_when")):
        yield _("Fertig bis: %(day)s.") % {"day": day}
    if condition := str(details.get("conditions") or "").strip():
        yield _("Bedingung: „%(condition)s“") % {"condition": condition}


def _date_set(details: Mapping[str, Any]) -> str:
    day = day_of(details.get("until"))
    if not day:
        return ""
    if details.get("side") == Side.CONFERENCE:
        return _("Die Steuerungsgruppe gibt der Konferenz neue Zeit: bis zum %(day)s.") % {"day": day}
    return _("Die Steuerungsgruppe gibt dem Fachamt neue Zeit: bis zum %(day)s.") % {"day": day}


def _round(details: Mapping[str, Any]) -> str:
    closed, following = details.get("closed"), details.get("round")
    if not (closed and following):
        return ""
    words = _("Runde %(closed)s der Aushandlung ist vorbei, Runde %(following)s beginnt.")
    return words % {"closed": closed, "following": following}


def _asked(details: Mapping[str, Any]) -> str:
    department = details.get("department")
    if not department:
        return ""
    if details.get("asked_by") == Side.DEPARTMENT:
        return _("%(name)s fragt nach, bevor es antwortet.") % {"name": department}
    return _("Rückfrage an: %(name)s.") % {"name": department}


def _question_answered(details: Mapping[str, Any]) -> str:
    department = details.get("department")
    if not department:
        return ""
    if details.get("asked_by") == Side.DEPARTMENT:
        return _("Die Frage ist beantwortet. Gefragt hatte: %(name)s.") % {"name": department}
    return _("%(name)s hat die Rückfrage beantwortet.") % {"name": department}


WORDS: Mapping[str, Words] = {
    "answers.part_given": _by(
        gettext_lazy("Ein beteiligtes Amt hat beigetragen: %(name)s."),
        gettext_lazy("Ein beteiligtes Amt hat beigetragen."),
    ),
    "answers.asked": _asked,
    "answers.question_answered": _question_answered,
    "answers.offered": _of_side(
        gettext_lazy("Die Konferenz macht ein Angebot."), gettext_lazy("Das Fachamt macht ein Angebot."),
        gettext_lazy("Die Steuerungsgruppe schlägt beiden etwas vor."),
    ),
    "answers.round_opened": _round,
    POSITION: lambda details: positions([details]),
    "answers.ballot_taken_over": plainly(
        gettext_lazy("Die Konferenz hat abgestimmt. Das Ergebnis zeigt, wie die Bänke zu den Angeboten stehen.")
    ),
    "answers.wording_proposed": _of_side(
        gettext_lazy("Die Konferenz schlägt einen Wortlaut für die Einigung vor."),
        gettext_lazy("Das Fachamt schlägt einen Wortlaut für die Einigung vor."),
        gettext_lazy("Die Steuerungsgruppe schlägt einen Wortlaut für die Einigung vor."),
    ),
    "answers.wording_confirmed": _of_side(
        gettext_lazy("Die Konferenz bestätigt den Wortlaut."), gettext_lazy("Das Fachamt bestätigt den Wortlaut.")
    ),
    "answers.wording_declined": _of_side(
        gettext_lazy("Die Konferenz stimmt dem Wortlaut nicht zu."),
        gettext_lazy("Das Fachamt stimmt dem Wortlaut nicht zu."),
    ),
    "answers.dissent_worded": _of_side(
        gettext_lazy("Die Konferenz schreibt in eigenen Worten auf, was sie anders sieht."),
        gettext_lazy("Das Fachamt schreibt in eigenen Worten auf, was es anders sieht."),
    ),
    "answers.to_steering": plainly(gettext_lazy("Die Steuerungsgruppe ist gebeten zu vermitteln.")),
    "answers.move_lost": plainly(
        gettext_lazy("Wer am Zug war, hat die Frist versäumt. Die Steuerungsgruppe vermittelt.")
    ),
    "answers.mediation_overdue": plainly(
        gettext_lazy("Auch die Steuerungsgruppe hat ihre Frist versäumt. Die Vermittlung ist überfällig.")
    ),
    "answers.date_set": _date_set,
    "answers.dissent_stated": plainly(
        gettext_lazy("Die Steuerungsgruppe hat keinen gemeinsamen Weg gefunden. Sie stellt den Dissens fest.")
    ),
    "programme.paper_withdrawn": _withdrawn,
    "programme.decision_recorded": _out_of_order,
}  # fmt: skip
# Better words for steps than those of the needs themselves.
STEPS: Mapping[str, Words] = {
    State.HANDED_OVER: _handed_over, State.ANSWERED: _answered, State.NEGOTIATING: _negotiating,
    State.UP_FOR_DECISION: _up_for_decision, State.POSTPONED: _postponed,
}  # fmt: skip


def offer_all() -> None:
    """What is said when the program starts, after all earlier apps have had their say."""
    offer_words({**WORDS, **DONE_WORDS}, without_reason=WITHOUT_REASON, inside=(*WITH_A_STEP, *INSIDE))
    steps = {**STEPS, **DONE_STEPS}
    offer_words({f"{STEP}/{state}": words for state, words in steps.items()})
