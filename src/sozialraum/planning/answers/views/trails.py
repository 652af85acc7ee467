"""Where a page of answers lies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The trail of a page: under the overview."""
    return [(_("Antworten"), reverse("answers:overview")), *steps]
