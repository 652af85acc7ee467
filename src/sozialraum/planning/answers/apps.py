"""Requests to departments, answers, negotiation rounds."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sozialraum.planning.answers"
    label = "answers"

    def ready(self) -> None:
        from sozialraum.planning.answers import personal

        personal.name_all()
