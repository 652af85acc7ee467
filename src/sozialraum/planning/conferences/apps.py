"""Bodies, sessions, deliberation, minutes: the table at which all four banks sit."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "sozialraum.planning.conferences"
    label = "conferences"

    def ready(self) -> None:
        from sozialraum.planning.conferences import actions, personal  # noqa: F401  (names its acts)

        personal.name_all()
