"""Evaluation: what measures did."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "sozialraum.planning.effects"
    label = "effects"

    def ready(self) -> None:
        from sozialraum.planning.conferences.actions import resolving
        from sozialraum.planning.conferences.queries.matters import offer_matter
        from sozialraum.planning.effects import personal
        from sozialraum.planning.effects.actions import evaluating, inquiring
        from sozialraum.planning.effects.queries import here
        from sozialraum.planning.needs.actions import contributing
        from sozialraum.planning.needs.queries import offered, offered_receipt
        from sozialraum.planning.situation.queries.start import offer_news

        personal.name_all()
        resolving.follow_up(by="effects", kind="effect", consequence=evaluating.take_resolution)
        contributing.erase_too(by="effects", erasure=inquiring.erase_words)
        _name_texts()
        offer_matter("effect", here.matters)
        offered.offer_section("effects/parts/need.html", here.of_need)
        offered_receipt.offer_receipt_section("effects/parts/receipt.html", here.of_receipt)
        offered_receipt.offer_kept("replies", here.kept)
        offer_news(here.news)


def _name_texts() -> None:
    """What is blacked out with a voice: what those who were asked replied, and how the conference judged."""
    from sozialraum.planning.effects.models import Evaluation, Reply
    from sozialraum.planning.needs.actions.blackening import Texts, name_texts

    name_texts(
        by="effects",
        texts=(
            Texts(Reply, ("inquiry__need",), ("better", "missing")),
            Texts(Evaluation, ("need",), ("reason",)),
        ),
    )
