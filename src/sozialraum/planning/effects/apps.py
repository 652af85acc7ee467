"""Evaluation: what measures did."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "sozialraum.planning.effects"
    label = "effects"

    def ready(self) -> None:
        from sozialraum.planning.effects import personal

        personal.name_all()
