"""Decisions, measures, budget lines, funds."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "sozialraum.planning.programme"
    label = "programme"

    def ready(self) -> None:
        from sozialraum.planning.programme import personal

        personal.name_all()
