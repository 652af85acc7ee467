"""The paper for a decision, and what the competent body makes of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sozialraum.commands.story import small_money
from sozialraum.commands.story.cast import Cast
from sozialraum.planning.journal import clock
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import competences, papers
from sozialraum.planning.programme.models import Competence, Decision, DecisionPaper
from sozialraum.planning.programme.queries.drafting import decides
from sozialraum.planning.programme.queries.order import passed_over
from sozialraum.planning.programme.queries.tabled import scheduled, table_of
from sozialraum.planning.programme.states import OPEN_PAPERS, Level, PaperState

# What things cost, in turn: something for every body that decides.
COSTS = (1_450, 8_600, 37_500, 148_000, 412_000, 6_250, 1_900, 24_800, 96_400)
COMMITTEES = (("education", "Ausschuss für Schule und Bildung"), ("mobility", "Verkehrsausschuss"),
              ("housing", "Ausschuss für Bauen und Wohnen"))  # fmt: skip
PROPOSALS = (
    "Die Stadt setzt um, was die Konferenz beschrieben hat. Begonnen wird in diesem Jahr; nach zwölf Monaten wird der "
    "Konferenz berichtet.",
    "Zuerst wird die kleine Lösung gebaut. Reicht sie nach einem Jahr nicht, kommt die Vorlage wieder.",
    "Der Träger vor Ort übernimmt den Betrieb, die Stadt bezahlt Einrichtung und Miete für drei Jahre.",
    "Die Verwaltung wird beauftragt, den Bedarf bis zum Ende des Jahres zu decken und vorher mit denen zu sprechen, "
    "die ihn gemeldet haben.",
)  # fmt: skip
ALTERNATIVES = (
    "Erwogen wurde, auf das Förderprogramm des Landes zu warten. Es kommt frühestens in zwei Jahren.",
    "Ein Standort zwei Straßen weiter wäre billiger gewesen, ist aber mit dem Rollstuhl nicht zu erreichen.",
    "Eine größere Lösung für den ganzen Planungsraum wurde geprüft; sie hätte das Dreifache gekostet.",
)
EXPECTED = (
    "Der Wert soll in zwei Jahren näher am Mittel der Stadt liegen.",
    "Der Abstand zum Mittel der Stadt soll um ein Viertel kleiner werden.",
    "Der Wert soll nicht weiter steigen.",
)
REASONS = {
    "decided": ("", "Das Gremium bittet um einen Bericht nach einem Jahr.", "Einstimmig.", ""),
    "rejected": (
        "In diesem Jahr wird das Geld für die Schule gebraucht. Im nächsten Haushalt soll es neu geprüft werden.",
        "Das Grundstück gehört der Stadt nicht, und der Eigentümer verkauft nicht.",
    ),
    "postponed": (
        "Entschieden wird, wenn der Haushalt beschlossen ist.",
        "Der Ausschuss will den Ort zuerst selbst ansehen.",
    ),
}
DEVIATIONS = (
    "Die Fördermittel des Landes verfallen zum Jahresende. Was davor steht, kommt in die nächste Sitzung.",
    "Die Baustelle ist jetzt offen: Später wäre dieselbe Arbeit doppelt so teuer.",
    "Zu den Bedarfen davor liegt noch keine Stellungnahme vor, und hier eilt es wegen der Kinder.",
)
WITHDRAWN = "Das Amt hat sich verrechnet. Die Vorlage kommt mit richtigen Kosten wieder."
DAYS = (9, 6, 8, 5, 7)  # from the paper to its meeting
FAR = 75  # days until the meeting of some that wait still; the others had it, and nobody recorded what came of it
UNHEARD = (State.BUNDLED, State.HANDED_OVER)


def submit(number: int, office: str, cast: Cast, need: Need, *, waits: bool = False) -> None:
    """The paper lies before the body; one in seven is withdrawn first, and written anew.

    waits: nothing is told after that; before a table of the city it waits for its next session.
    """
    by = cast.planner()
    _rules(by)
    if number % 7 == 3 and not need.papers.exists():
        made = papers.submit_paper(by=by, paper=_written(number, office, cast, need))
        papers.withdraw_paper(by=by, paper=made, reason=WITHDRAWN)
    paper = _open(need) or _written(number, office, cast, need)
    if paper.state != PaperState.SUBMITTED:
        days = FAR if waits and number % 2 else DAYS[number % len(DAYS)]
        on = clock.today() + timedelta(days=days)
        papers.submit_paper(by=by, paper=paper, meets_on=None if waits and table_of(paper) else on)


def decide(number: int, office: str, cast: Cast, need: Need) -> None:
    """It agrees; where something further up still waits, it says why."""
    over = passed_over(need)
    known = DEVIATIONS if all(one.state in UNHEARD for one in over) else DEVIATIONS[:-1]
    why = known[number % len(known)] if over else ""
    _record(number, office, cast, need, Decision.Outcome.DECIDED, deviation=why)


def reject(number: int, office: str, cast: Cast, need: Need) -> None:
    """It refuses."""
    _record(number, office, cast, need, Decision.Outcome.REJECTED)


def postpone(number: int, office: str, cast: Cast, need: Need) -> None:
    """It puts it off."""
    _record(number, office, cast, need, Decision.Outcome.POSTPONED)


def _rules(by: Account) -> None:
    """Who decides in Musterstadt, once."""
    if Competence.objects.exists():
        return
    competences.take_defaults(by=by)
    for dimension, name in COMMITTEES:
        for level, called, up_to in (
            (Level.DEPARTMENT, "Fachamt", Decimal(10_000)), (Level.COMMITTEE, name, Decimal(300_000)),
        ):  # fmt: skip
            competences.set_competence(by=by, level=level, name=called, up_to=up_to, dimension=dimension)


def _open(need: Need) -> DecisionPaper | None:
    return need.papers.filter(state__in=OPEN_PAPERS).first()


def _written(number: int, office: str, cast: Cast, need: Need) -> DecisionPaper:
    """A draft with what the people of Musterstadt add to what the need's way proposes."""
    by = cast.planner()
    made = papers.draft_paper(by=by, need=need)
    cost = made.cost if made.cost is not None else Decimal(COSTS[number % len(COSTS)])
    department = made.department or cast.department(office)
    level, body = decides(need, cost, department)
    agreed = made.negotiation is not None
    return papers.save_paper(
        by=by, paper=made, version=made.version, title=made.title, level=level, body_name=body, cost=cost,
        proposal=made.proposal if agreed else PROPOSALS[number % len(PROPOSALS)],
        alternatives=ALTERNATIVES[number % len(ALTERNATIVES)], indicator=made.indicator,
        expected=EXPECTED[number % len(EXPECTED)] if made.indicator else "", expected_by=made.expected_by,
        department=department, budget_line=made.budget_line,
    )  # fmt: skip


def _record(number: int, office: str, cast: Cast, need: Need, outcome: str, deviation: str = "") -> None:
    paper = _open(need)
    if paper is None or paper.state != PaperState.SUBMITTED or scheduled(paper) is not None:
        return
    known, today = REASONS[outcome], clock.today()
    if outcome == Decision.Outcome.DECIDED and paper.level == Level.CONFERENCE:
        small_money.provide(cast, paper)
    on = min(paper.meets_on or today, today)
    papers.record_decision(
        by=_who(office, cast, paper), paper=paper, outcome=outcome, on=on, number=f"{100 + number}/{on.year}",
        reason=known[number % len(known)], deviation=deviation,
        oparl=f"https://ris.musterstadt.example/oparl/v1.1/paper/{paper.pk}" if number % 2 else "",
    )  # fmt: skip


def _who(office: str, cast: Cast, paper: DecisionPaper) -> Account:
    """The head where the department decides, the manager where the conference does, else the social planner."""
    if paper.level == Level.DEPARTMENT and paper.department is not None:
        head = cast.first("department_head", str(paper.department_id))
        if head is not None and rules.may_decide(head, paper):
            return head
    return cast.manager(paper.need.planning_area) if paper.level == Level.CONFERENCE else cast.planner()
