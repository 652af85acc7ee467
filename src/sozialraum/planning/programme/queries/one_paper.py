"""One paper with what was decided on it, and what somebody may do with it; what a need's page says of its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sozialraum.paper import Document
from sozialraum.paper.kept import of_data
from sozialraum.planning.conferences.models import AgendaItem, Body, Session
from sozialraum.planning.conferences.rules import may_see as may_see_session
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import may
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.papers.decision_paper import decision_paper
from sozialraum.planning.programme.queries import tabled
from sozialraum.planning.programme.queries.amounts import in_euros
from sozialraum.planning.programme.queries.drafting import waits_for_paper
from sozialraum.planning.programme.queries.here import begin_path
from sozialraum.planning.programme.queries.measures import with_sums
from sozialraum.planning.programme.queries.order import needs_by_number, stood_before
from sozialraum.planning.programme.queries.paper_parts import gathered
from sozialraum.planning.programme.queries.papers import is_unrecorded, with_needs
from sozialraum.planning.programme.states import OPEN_PAPERS, PaperState
from sozialraum.planning.statistics.words import language


def document_of(paper: DecisionPaper) -> Document:
    """As it was brought in; until then as it would be now. In the active language."""
    if paper.document is not None:
        return of_data(paper.document.get(language()) or paper.document["de"])
    return decision_paper(gathered(paper), is_draft=True)


@dataclass(frozen=True)
class Page:
    """A paper as somebody sees it."""

    decisions: tuple[tuple[Decision, list[Need]], ...]
    is_draft: bool
    writes: bool
    may_submit: bool
    may_withdraw: bool
    may_record: bool
    is_unrecorded: bool
    is_to_come: bool  # nothing was decided on it yet: its day of meeting counts
    table: Body | None = None  # that decides on it in the product
    point: AgendaItem | None = None  # of a session to come, under which it is decided there
    sees_session: bool = False


def page(paper: DecisionPaper, by: Any) -> Page:
    """Gather it."""
    writes, state = may(by, rules.RECORD), paper.state
    taken = paper.decisions.select_related("resolution__session__body").order_by("-on", "-pk")
    table = tabled.table_of(paper) if state == PaperState.SUBMITTED else None
    point = tabled.scheduled(paper) if table is not None else None
    return Page(
        tuple(with_needs(taken.prefetch_related("measures"))), state == PaperState.DRAFT, writes,
        writes and state in (PaperState.DRAFT, PaperState.POSTPONED), writes and state in OPEN_PAPERS,
        state == PaperState.SUBMITTED and point is None and rules.may_decide(by, paper),
        is_unrecorded(paper, clock.today()),
        state in (PaperState.DRAFT, PaperState.SUBMITTED), table, point,
        point is not None and may_see_session(by, point.session),
    )  # fmt: skip


def session_of(decision: Decision, by: Any) -> Session | None:
    """Which session decided it, where somebody may see it."""
    session = decision.resolution.session if decision.resolution else None
    return session if session is not None and may_see_session(by, session) else None


def passed(decision: Decision) -> list[Need]:
    """Needs that stood before it when it was decided."""
    return stood_before(decision, needs_by_number(decision.passed_over))


def carried_out(decision: Decision, by: Any) -> Mapping[str, Any]:
    """What is done because of it: measures with their sums, and whether one may be begun now. Two statements."""
    need = decision.paper.need
    rows = list(with_sums(decision.measures.all()).order_by("begins", "pk"))
    return {
        "rows": [(one, in_euros(one.planned)) for one in rows], "waits": need.state == State.DECIDED,
        "begin": begin_path(need, rows, by),
    }  # fmt: skip


def section(need: Need, by: Any) -> Mapping[str, Any] | None:
    """Papers and decisions on a need, for its page; who writes papers may begin one. Two statements."""
    found = list(need.papers.defer("document").prefetch_related("decisions").order_by("-pk"))
    papers, writes = [one for one in found if one.submitted is not None], may(by, rules.RECORD)
    draft = next((one for one in found if writes and one.state == PaperState.DRAFT), None)
    begins = writes and waits_for_paper(need) and not any(one.state in OPEN_PAPERS for one in found)
    if not (papers or begins or draft):
        return None
    return {"papers": papers, "begins": begins, "draft": draft, "need": need}
