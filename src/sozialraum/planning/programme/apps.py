"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from sozialraum.planning.programme import actions, personal  # noqa: F401  (names its acts)

        personal.name_all()
