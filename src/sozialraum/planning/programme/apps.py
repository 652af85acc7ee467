"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from sozialraum.planning.needs.queries.offered import offer_section
        from sozialraum.planning.programme import actions, personal  # noqa: F401  (names its acts)
        from sozialraum.planning.programme.queries import one_paper

        personal.name_all()
        offer_section("programme/parts/of_need.html", one_paper.section)
