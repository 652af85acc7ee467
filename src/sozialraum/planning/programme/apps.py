"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from django.urls import reverse

        from sozialraum.planning.conferences.actions.resolving import follow_up
        from sozialraum.planning.conferences.queries.matters import offer_matter
        from sozialraum.planning.conferences.queries.proposals import offer_proposals
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.needs.queries.offered import offer_section as on_a_need
        from sozialraum.planning.programme import actions, personal  # noqa: F401  (names its acts)
        from sozialraum.planning.programme.actions.resolved import reserve_winners
        from sozialraum.planning.programme.actions.tabled import require_told, take_resolution
        from sozialraum.planning.programme.queries import (
            here,
            money_here,
            one_paper,
            papers,
            proposing,
            tabled,
        )
        from sozialraum.planning.situation.queries.offered import offer_section as on_a_space
        from sozialraum.planning.situation.queries.start import offer_news

        personal.name_all()
        _name_texts()
        follow_up(by="programme", kind="fund", consequence=reserve_winners)
        follow_up(by="programme", kind="paper", consequence=take_resolution, requires=require_told)
        offer_proposals("programme", proposing.overdue, ("late", "begin"))
        offer_proposals("papers", tabled.proposed, (tabled.KEY,))
        offer_matter("paper", tabled.matters, in_room=True)
        on_a_need("programme/parts/of_need.html", one_paper.section)
        on_a_need("programme/parts/measures_of_need.html", here.of_need)
        on_a_space("programme/parts/here.html", here.section)
        on_a_space("programme/parts/money_here.html", money_here.section)
        offer_news(papers.news)
        offer_link("measure", lambda key: reverse("programme:measure", args=[key]))


def _name_texts() -> None:
    """What is blacked out with a voice: papers, decisions and measures on its need."""
    from sozialraum.planning.needs.actions.blackening import Texts, name_texts
    from sozialraum.planning.programme.models import Decision, DecisionPaper, Measure, Milestone

    paper = ("title", "proposal", "alternatives", "expected")
    name_texts(
        by="programme",
        texts=(
            Texts(DecisionPaper, ("need",), paper, ("document",)),
            Texts(Decision, ("paper__need",), ("text", "reason", "deviation")),
            Texts(Measure, ("need",), ("title", "text", "ended_because")),
            Texts(Milestone, ("measure__need",), ("title", "note")),
        ),
    )
