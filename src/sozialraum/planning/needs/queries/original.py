"""What was said before anything was blacked out: opened for its author, and for a manager who says why."""

from __future__ import annotations

from sozialraum.planning.messages.vault import unseal
from sozialraum.planning.needs.models import Contribution


def context_of(contribution: Contribution) -> str:
    """What the seal is bound to."""
    return f"contribution/{contribution.pk}"


def original_of(contribution: Contribution) -> str:
    """The whole text. Blacking out keeps the length, so what is longer than the seal was added after it."""
    if contribution.sealed_text is None:
        return contribution.text
    sealed = str(unseal(contribution.sealed_text, context_of(contribution))["text"])
    return sealed + contribution.text[len(sealed) :]
