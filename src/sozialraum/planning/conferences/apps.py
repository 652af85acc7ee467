"""Bodies, sessions, deliberation, minutes: the table at which all four banks sit."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "sozialraum.planning.conferences"
    label = "conferences"

    def ready(self) -> None:
        from sozialraum.planning.conferences import actions, letters, personal  # noqa: F401  (names its acts)
        from sozialraum.planning.conferences.queries import here, proposing, told_words
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.situation.queries.offered import offer_section

        offer_section("conferences/parts/here.html", here.section)
        personal.name_all()
        _name_texts()
        proposing.offer_all()
        told_words.offer_all()
        offer_link(letters.KIND, letters.link_of, letters.link_name)
        _offer_minutes()


def _name_texts() -> None:
    """What is blacked out with a voice: what was resolved on its need, and published minutes."""
    from sozialraum.planning.conferences.models import Minutes, Resolution
    from sozialraum.planning.needs.actions.blackening import Texts, name_texts

    there = ("session__resolutions__need", "session__items__need")
    name_texts(
        by="conferences",
        texts=(Texts(Resolution, ("need",), ("text", "reason")), Texts(Minutes, there, (), ("document",))),
    )


def _offer_minutes() -> None:
    """Under a letter on minutes stands the reader's own link."""
    from sozialraum.planning.conferences.actions.minuting import KIND, KIND_ABSENT
    from sozialraum.planning.conferences.queries.reader import (
        minutes_link,
        minutes_link_name,
        minutes_link_of_absent,
    )
    from sozialraum.planning.messages.queries import offer_link

    offer_link(KIND, minutes_link, minutes_link_name)
    offer_link(KIND_ABSENT, minutes_link_of_absent, minutes_link_name)
