"""A decision paper is drafted, written, brought in and taken back; what a body decides on it is recorded.

Locks are taken in one order everywhere: first the need, then its paper.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.paper.kept import as_data
from sozialraum.planning.conferences.models import Resolution
from sozialraum.planning.conferences.rules import running
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, name_acts, record
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import steps
from sozialraum.planning.needs.actions import way
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused
from sozialraum.planning.programme import promises, rules, states
from sozialraum.planning.programme.models import BudgetLine, Decision, DecisionPaper
from sozialraum.planning.programme.papers.decision_paper import decision_paper
from sozialraum.planning.programme.plans import unpaid
from sozialraum.planning.programme.queries import order, tabled
from sozialraum.planning.programme.queries.competences import PARTIES, is_lower, why
from sozialraum.planning.programme.queries.drafting import (
    competent_for,
    is_disputed,
    proposed,
    waits_for_paper,
)
from sozialraum.planning.programme.queries.paper_parts import gathered
from sozialraum.planning.programme.states import OPEN_PAPERS, PaperState

name_acts(
    {
        "programme.paper_drafted": gettext_lazy("Beschlussvorlage begonnen"),
        "programme.paper_saved": gettext_lazy("Beschlussvorlage geändert"),
        "programme.paper_submitted": gettext_lazy("Beschlussvorlage eingebracht"),
        "programme.paper_withdrawn": gettext_lazy("Beschlussvorlage zurückgezogen"),
        "programme.decision_recorded": gettext_lazy("Beschluss festgehalten"),
    }
)
LANGUAGES = ("de", "en")
OUTCOMES: dict[str, PaperState] = {
    Decision.Outcome.DECIDED: PaperState.DECIDED, Decision.Outcome.REJECTED: PaperState.REJECTED,
    Decision.Outcome.POSTPONED: PaperState.POSTPONED,
}  # fmt: skip


@transaction.atomic
def draft_paper(*, by: Agent, need: Need) -> DecisionPaper:
    """Begin a paper with all that the need's way says already. One is open at a time.

    Raises Refused where the need doesn't wait for a decision, or somebody else has begun one.
    """
    actor = rules.recording(by)
    if not isinstance(by, Account):
        raise NotAllowed(_("Eine Vorlage schreibt ein Mensch mit einem Konto."))
    need = steps.locked(need)
    _require_waiting(need)
    if need.papers.filter(state__in=OPEN_PAPERS).exists():
        raise Refused(
            _("Zu diesem Bedarf gibt es schon eine Vorlage. Schreiben Sie an ihr weiter."), "quicker"
        )
    with override("de"):  # it proposes sentences
        values = proposed(need)
    made = DecisionPaper.objects.create(need=need, drafted_by=by, made=clock.now(), **values)
    _note(actor, made, "paper_drafted", answer=made.answer_id, negotiation=made.negotiation_id)
    return made


@transaction.atomic
def save_paper(
    *, by: Agent, paper: DecisionPaper, version: int, title: str, proposal: str, level: str, body_name: str,
    alternatives: str = "", cost: Decimal | None = None, budget_line: BudgetLine | None = None, indicator: str = "",
    expected: str = "", expected_by: int | None = None, department: Organisation | None = None,
    meets_on: date | None = None,
) -> DecisionPaper:  # fmt: skip
    """Write on in a draft. version: of the paper that was read; where somebody saved another one since, refused."""
    actor = rules.recording(by)
    _need, kept = _locked(paper)
    if kept.state != PaperState.DRAFT:
        raise Refused(
            _("Die Vorlage ist eingebracht, ihr Text steht fest. Ziehen Sie sie zurück und beginnen Sie neu."),
            "quicker",
        )  # fmt: skip
    if kept.version != version:
        raise Refused(
            _("Jemand hat inzwischen an dieser Vorlage geschrieben. Laden Sie die Seite neu und tragen Sie Ihre "
              "Änderung noch einmal ein."),
            "quicker",
        )  # fmt: skip
    _require_possible(budget_line, expected_by, meets_on)
    values: dict[str, Any] = {
        "title": title.strip(), "proposal": proposal.strip(), "alternatives": alternatives.strip(), "cost": cost,
        "budget_line": budget_line, "indicator": indicator, "expected": expected.strip(), "expected_by": expected_by,
        "level": states.Level(level).value, "body_name": body_name.strip(), "department": department,
        "meets_on": meets_on,
    }  # fmt: skip
    changed = [name for name, value in values.items() if getattr(kept, name) != value]
    if not changed:
        return kept
    for name in changed:
        setattr(kept, name, values[name])
    kept.version += 1
    kept.save(update_fields=[*changed, "version"])
    _note(actor, kept, "paper_saved", changed=changed)
    return kept


@transaction.atomic
def submit_paper(*, by: Agent, paper: DecisionPaper, meets_on: date | None = None) -> DecisionPaper:
    """Bring it before its body: the document is composed from the need's way and never changes again.

    A postponed one is brought in again as it is. meets_on: the day of the meeting, where it is another than the paper
    says. Everybody whose voice is in the need is told.
    """
    actor = rules.recording(by)
    need, kept = _locked(paper)
    states.require_step(kept.state, PaperState.SUBMITTED)
    again = kept.state == PaperState.POSTPONED
    _require_no_side(kept)
    _require_possible(None, None, meets_on)
    if not again:
        _require_waiting(need)
        _require_whole(kept)
        _require_possible(kept.budget_line, kept.expected_by, meets_on or kept.meets_on)
        kept.document = _frozen(kept)
    kept.state, kept.submitted = PaperState.SUBMITTED, clock.now()
    kept.meets_on = meets_on or (None if again else kept.meets_on)
    kept.save(update_fields=["state", "submitted", "meets_on", "document"])
    details = {
        "title": kept.title, "body": kept.body_name, "level": kept.level, "cost": _sum(kept.cost), "again": again,
        "indicator": kept.indicator, "meets_on": kept.meets_on.isoformat() if kept.meets_on else "",
        "department": kept.department.name if kept.department else "",
    }  # fmt: skip
    _note(actor, kept, "paper_submitted", **details)
    _advance(by, actor, kept, State.UP_FOR_DECISION, _laid_before(kept), {})
    return kept


@transaction.atomic
def withdraw_paper(*, by: Agent, paper: DecisionPaper, reason: str = "") -> DecisionPaper:
    """A draft just goes; one that was brought in needs a reason, and its need waits for another one."""
    actor = rules.recording(by)
    need, kept = _locked(paper)
    states.require_step(kept.state, PaperState.WITHDRAWN)
    before, reason = kept.state, reason.strip()
    if before != PaperState.DRAFT and not reason:
        raise Refused(_("Bitte nennen Sie den Grund: Er wird denen geschickt, die es gemeldet haben."))
    kept.state = PaperState.WITHDRAWN
    kept.save(update_fields=["state"])
    entry = _note(actor, kept, "paper_withdrawn", reason=reason, before=before)
    with override("de"):
        told = _("Die Vorlage ist zurückgezogen: %(reason)s") % {"reason": reason}
    if (
        before == PaperState.POSTPONED
    ):  # the need stays where it is, and those who spoke are told all the same
        steps.tell_contributors(actor=actor, need=need, entry=entry, letter="postponed", reason=told)
    elif before == PaperState.SUBMITTED:
        _advance(by, actor, kept, State.POSTPONED, told, {"withdrawn": True})
    return kept


@transaction.atomic
def record_decision(
    *, by: Agent, paper: DecisionPaper, outcome: str, on: date, number: str = "", oparl: str = "", text: str = "",
    reason: str = "", deviation: str = "", resolution: Resolution | None = None,
) -> Decision:  # fmt: skip
    """What the body decided. A refusal and a postponement need a reason in plain language.

    Where needs that stand before this one on their list are still waiting, a yes needs the reason why (deviation):
    Refused names them. Whoever comes second is refused too. resolution: by which a session of the product decided it;
    what stands on the agenda of one is decided there alone.
    """
    actor = running(by, resolution.session.body) if resolution else rules.deciding(by, paper)
    need, kept = _locked(paper)
    if resolution is None:
        _require_unscheduled(kept)
    target = OUTCOMES[Decision.Outcome(outcome).value]
    states.require_step(kept.state, target)
    number, reason, deviation = number.strip(), reason.strip(), deviation.strip()
    _require_told(kept, target, on, number, reason)
    if oparl.strip() and not oparl.strip().startswith(("https://", "http://")):
        raise Refused(_("Die Adresse im Ratsinformationssystem beginnt mit https://."))
    over = order.passed_over(need) if target == PaperState.DECIDED else []
    if over and not deviation:
        told = _(
            "Auf der Liste stehen vor diesem Bedarf noch: %(needs)s. Bitte nennen Sie den Grund, warum er vorher "
            "beschlossen wurde."
        )
        raise Refused(told % {"needs": order.named(over)}, "deviation")
    kept.state = target
    kept.save(update_fields=["state"])
    made = Decision.objects.create(
        paper=kept, outcome=Decision.Outcome(outcome).value, on=on, number=number, oparl=oparl.strip(),
        text=text.strip(), reason=reason, passed_over=[one.pk for one in over], deviation=deviation if over else "",
        recorded=clock.now(), resolution=resolution,
    )  # fmt: skip
    held = target == PaperState.DECIDED and kept.level == states.Level.CONFERENCE
    fund = promises.decided(actor, kept, number) if held else None
    details = {
        "decision": made.pk, "outcome": made.outcome, "on": on.isoformat(), "number": number, "oparl": made.oparl,
        "body": kept.body_name, "level": kept.level, "text": made.text, "passed_over": made.passed_over,
        "deviation": made.deviation,
        "session": resolution.session_id if resolution else None, "cost": _sum(kept.cost), "fund": str(fund or ""),
    }  # fmt: skip
    _note(actor, kept, "decision_recorded", reason=reason, **details)
    _advance(by, actor, kept, State(made.outcome), _decided(kept, made), {"decision": made.pk})
    return made


# -- what must hold --


def _locked(paper: DecisionPaper) -> tuple[Need, DecisionPaper]:
    """Need and paper as they stand now; others wait until this transaction is over."""
    need = steps.locked(Need(pk=paper.need_id))
    kept = DecisionPaper.objects.select_for_update(of=("self",)).select_related("department").get(pk=paper.pk)
    kept.need = need
    return need, kept


def _require_waiting(need: Need) -> None:
    if not waits_for_paper(need):
        told = _(
            "Der Stand des Bedarfs ist „%(state)s“. Eine Vorlage folgt auf eine Einigung oder einen Dissens."
        )
        raise Refused(told % {"state": need.get_state_display()}, "quicker")


def _require_no_side(paper: DecisionPaper) -> None:
    """After a dissent none of the two who could not agree decides."""
    if paper.level in PARTIES and is_disputed(paper.need):
        raise Refused(
            _("Konferenz und Fachamt sind sich nicht einig geworden. Darüber entscheidet keine der beiden Seiten "
              "allein: Bitte wählen Sie die Steuerungsgruppe, einen Ausschuss oder den Rat.")
        )  # fmt: skip


def _require_possible(line: BudgetLine | None, year: int | None, meets_on: date | None) -> None:
    """What nobody can pay from, an effect in a year that is over, a session that was: no paper says so."""
    if wrong := unpaid(line, is_promised=True):
        raise Refused(wrong)
    if year is not None and year < clock.today().year:
        raise Refused(
            _(
                "Das Jahr, bis zu dem sich etwas ändern soll, ist vorbei. Bitte nennen Sie ein Jahr, das noch kommt."
            )
        )
    if meets_on is not None and meets_on < clock.today():
        raise Refused(
            _(
                "Der Tag der Sitzung ist vorbei. Bitte nennen Sie einen, der noch kommt, oder lassen Sie ihn leer."
            )
        )


def _require_whole(paper: DecisionPaper) -> None:
    """What a body must have before it, and that it is the competent one or a higher."""
    if not (paper.title and paper.proposal and paper.body_name):
        raise Refused(_("Es fehlt noch etwas: Titel, Beschlussvorschlag und Gremium müssen ausgefüllt sein."))
    if paper.cost is None:  # who is competent hangs on it
        raise Refused(_("Bitte nennen Sie die Kosten; kostet es nichts, schreiben Sie 0."))
    rule = competent_for(paper.need, paper.cost)
    if rule is not None and is_lower(paper.level, rule.level):
        told = _("Dafür ist ein höheres Gremium zuständig: %(name)s. %(why)s")
        raise Refused(told % {"name": rule.name, "why": why(rule)})


def _require_unscheduled(paper: DecisionPaper) -> None:
    item = tabled.scheduled(paper)
    if item is not None:
        told = _(
            "Die Vorlage steht auf der Tagesordnung: %(session)s. Was diese Sitzung beschließt, wird von selbst "
            "festgehalten. Nehmen Sie den Punkt von der Tagesordnung, wenn sie anders entschieden ist."
        )
        raise Refused(told % {"session": item.session})


def _require_told(paper: DecisionPaper, target: PaperState, on: date, number: str, reason: str) -> None:
    if on > clock.today():
        raise Refused(_("Der Tag des Beschlusses liegt in der Zukunft."))
    came = timezone.localdate(paper.submitted) if paper.submitted else on
    if on < came:
        told = _(
            "Die Vorlage ist erst am %(day)s eingebracht. Ein Beschluss darüber kann nicht davor liegen."
        )
        raise Refused(told % {"day": date_format(came, "DATE_FORMAT")})
    if target != PaperState.POSTPONED and not number:
        raise Refused(_("Bitte nennen Sie die Nummer des Beschlusses."))
    if target != PaperState.DECIDED and not reason:
        raise Refused(
            _(
                "Bitte nennen Sie den Grund in einfacher Sprache: Er wird denen geschickt, die es gemeldet haben."
            )
        )


# -- what is written down --


def _note(actor: Actor, paper: DecisionPaper, act: str, reason: str = "", **details: Any) -> Entry:
    told = {"paper": paper.pk, "paper_number": paper.number} | details
    return record(
        by=actor, act=f"programme.{act}", subject=steps.about(paper.need), reason=reason, details=told
    )


def _advance(
    by: Agent, actor: Actor, paper: DecisionPaper, target: State, reason: str, details: dict[str, Any]
) -> None:
    told = {"paper": paper.pk, "paper_number": paper.number, "body": paper.body_name} | details
    way.advance(by=by, actor=actor, need=paper.need, target=target, reason=reason, details=told)


def _frozen(paper: DecisionPaper) -> dict[str, Any]:
    """The document in both languages: whatever changes elsewhere changes nothing in it."""
    made = {}
    for language in LANGUAGES:
        with override(language):  # figures are put into words when they are gathered
            made[language] = as_data(decision_paper(gathered(paper), is_draft=False))
    return made


def _laid_before(paper: DecisionPaper) -> str:
    """Why the need stands where it does, in German, as all reasons are written."""
    with override("de"):
        told = _("Die Vorlage %(number)s liegt vor: %(body)s.")
        if paper.meets_on:
            told = _("Die Vorlage %(number)s liegt vor: %(body)s, Sitzung am %(day)s.")
        return told % {"number": paper.number, "body": paper.body_name, "day": _day(paper.meets_on)}


def _decided(paper: DecisionPaper, made: Decision) -> str:
    with override("de"):
        told = _("%(body)s, %(day)s: %(outcome)s.")
        if made.number:
            told = _("%(body)s, %(day)s: %(outcome)s, Nummer %(number)s.")
        said = told % {
            "body": paper.body_name, "day": _day(made.on), "outcome": made.get_outcome_display(), "number": made.number,
        }  # fmt: skip
        return " ".join(filter(None, (said, made.text, made.reason)))


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _sum(cost: Decimal | None) -> str:
    return "" if cost is None else str(cost)
