"""Where a request is read, for what is written under a nudge."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def link_of(key: str) -> str:
    """The page of a request; who works on it finds the way on from there."""
    return reverse("answers:request", args=[int(key)])


def link_name(key: str) -> str:
    """What the link is called in a mail."""
    return _("Der Auftrag und sein Stand:")
