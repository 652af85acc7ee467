"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from sozialraum.planning.conferences.actions.resolving import follow_up
        from sozialraum.planning.needs.queries import offered as by_needs
        from sozialraum.planning.programme import actions, personal  # noqa: F401  (names its acts)
        from sozialraum.planning.programme.actions.resolved import reserve_winners
        from sozialraum.planning.programme.queries import money_here, one_paper
        from sozialraum.planning.situation.queries import offered as by_spaces

        personal.name_all()
        follow_up(
            by="programme", kind="fund", consequence=lambda by, one: reserve_winners(by=by, resolution=one)
        )
        by_needs.offer_section("programme/parts/of_need.html", one_paper.section)
        by_spaces.offer_section("programme/parts/money_here.html", money_here.section)
