"""Start pages: the public's and each role's; the texts the law asks of a municipality's site."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sozialraum.planning.desk"
    label = "desk"

    def ready(self) -> None:
        from sozialraum.planning.desk import actions  # noqa: F401  (names its acts)
