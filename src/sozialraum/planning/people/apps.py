"""Accounts, organisations, banks, roles, appointments."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sozialraum.planning.people"
    label = "people"

    def ready(self) -> None:
        from sozialraum.planning.people import actions, queries  # noqa: F401  (names its acts)

        queries.offer_scopes("department", queries.departments)
