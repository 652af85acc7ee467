"""Requests to departments, answers, negotiation rounds."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sozialraum.planning.answers"
    label = "answers"

    def ready(self) -> None:
        from sozialraum.planning.answers import actions, personal, steps  # noqa: F401  (names its acts)
        from sozialraum.planning.answers.queries import links, of_need
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.needs.queries.offered import offer_section

        personal.name_all()
        offer_section("answers/parts/of_need.html", of_need.section)
        offer_link(steps.KIND, links.link_of, links.link_name)
        _name_texts()
        _offer_negotiations()


def _offer_negotiations() -> None:
    """What a session resolves about an answer takes effect; a need's page shows its negotiation."""
    from sozialraum.planning.answers.actions.resolved import take_effect
    from sozialraum.planning.answers.queries import proposing, section, tabled
    from sozialraum.planning.answers.queries.negotiation import mover_of
    from sozialraum.planning.conferences.actions.resolving import follow_up
    from sozialraum.planning.conferences.queries.matters import offer_matter
    from sozialraum.planning.conferences.queries.proposals import offer_proposals
    from sozialraum.planning.needs.queries.offered import offer_section
    from sozialraum.planning.needs.queries.way import offer_mover

    offer_mover(mover_of)
    follow_up(by="answers", kind="answer", consequence=take_effect)
    offer_proposals("negotiations", proposing.of_negotiations, ("negotiation",))
    offer_proposals("requests", proposing.of_requests, ("request",))
    offer_matter("answer", tabled.answers_of, in_room=True)
    offer_section("answers/parts/negotiation_of_need.html", section.of_need)


def _name_texts() -> None:
    """What is blacked out with a voice: whatever departments and the conference wrote to each other about its need."""
    from sozialraum.planning.answers import models
    from sozialraum.planning.needs.actions.blackening import Texts, name_texts

    words = ("text", "reason", "legal_basis", "passage", "remark")
    ends = ("agreement", "words_of_conference", "words_of_department")
    name_texts(
        by="answers",
        texts=(
            Texts(models.Request, ("need",), ("asked",)),
            Texts(models.Part, ("request__need",), ("text",)),
            Texts(models.Passing, ("request__need",), ("reason",)),
            Texts(models.Question, ("request__need",), ("text", "answer")),
            Texts(models.Answer, ("request__need",), words),
            Texts(models.SetAside, ("request__need",), (), ("said",)),
            Texts(models.Negotiation, ("need",), ends),
            Texts(models.Round, ("negotiation__need",), ("outcome",)),
            Texts(models.Move, ("round__negotiation__need",), ("text", "conditions")),
            Texts(models.Position, ("move__round__negotiation__need",), ("text",)),
        ),
    )
