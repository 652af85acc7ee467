"""Requests to departments, answers, negotiation rounds."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sozialraum.planning.answers"
    label = "answers"

    def ready(self) -> None:
        from sozialraum.planning.answers import actions, personal, steps  # noqa: F401  (names its acts)
        from sozialraum.planning.answers.queries import links
        from sozialraum.planning.messages.queries import offer_link

        personal.name_all()
        offer_link(steps.KIND, links.link_of, links.link_name)
