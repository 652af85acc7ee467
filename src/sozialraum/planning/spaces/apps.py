"""Space systems and their editions, as planning refers to them."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "sozialraum.planning.spaces"
    label = "spaces"

    def ready(self) -> None:
        from sozialraum.planning.people.queries import offer_scopes
        from sozialraum.planning.spaces import actions, queries  # noqa: F401  (names its acts)

        offer_scopes("planning_area", lambda: queries.scopes_of("planning_area"))
        offer_scopes("social_space", lambda: queries.scopes_of("social_space"))
