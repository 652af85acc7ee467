"""What was resolved as everybody reads it: without names of those who didn't allow theirs to stand in public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from re import escape, sub

from sozialraum.planning.conferences.models import Holding, Resolution
from sozialraum.planning.conferences.models.room import of_bank


def hidden_names(bodies: Iterable[int]) -> dict[int, dict[str, str]]:
    """By body (id): names that nobody allowed to stand in public, and what stands there instead; one statement."""
    wanted = set(bodies)
    found: dict[int, dict[str, str]] = {body: {} for body in wanted}
    held = Holding.objects.filter(seat__body__in=wanted, name_is_public=False).order_by("pk")
    for body, name, bank in held.values_list("seat__body", "name", "seat__bank"):
        found[body][name] = of_bank(bank)
    return found


def public_words(text: str, hidden: Mapping[str, str]) -> str:
    """A text without these names. A name of one word alone may be a common word, and stays."""
    for name, said in hidden.items():
        if " " in name.strip():
            text = sub(rf"(?<!\w){escape(name)}(?!\w)", lambda _found, said=said: said, text)
    return text


def in_public(resolutions: Iterable[Resolution], body: int | None = None) -> list[Resolution]:
    """Resolutions to be shown, never to be saved. body: whose they are; else each comes with its session."""
    found = list(resolutions)
    hidden = hidden_names([body] if body else (one.session.body_id for one in found))
    for one in found:
        names = hidden[body or one.session.body_id]
        one.text, one.reason = public_words(one.text, names), public_words(one.reason, names)
    return found
