"""Requests to departments, answers, negotiation rounds."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sozialraum.planning.answers"
    label = "answers"

    def ready(self) -> None:
        from sozialraum.planning.answers import actions, personal, steps  # noqa: F401  (names its acts)
        from sozialraum.planning.answers.queries import links, of_need
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.needs.queries.offered import offer_section

        personal.name_all()
        offer_section("answers/parts/of_need.html", of_need.section)
        offer_link(steps.KIND, links.link_of, links.link_name)
