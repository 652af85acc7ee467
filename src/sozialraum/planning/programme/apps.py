"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from sozialraum.planning.needs.queries.offered import offer_section as offer_to_needs
        from sozialraum.planning.programme import actions, personal  # noqa: F401  (names its acts)
        from sozialraum.planning.programme.queries import here
        from sozialraum.planning.situation.queries.offered import offer_section

        offer_section("programme/parts/here.html", here.section)
        offer_to_needs("programme/parts/of_need.html", here.of_need)
        personal.name_all()
