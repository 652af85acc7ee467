"""Which columns of decisions and measures hold something about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.messages.personal import Column, Purpose, name_columns


def name_all() -> None:
    """Make them known."""
    name_columns(
        [
            Column(
                "programme.Booking.text", _("Wofür gebucht wurde"), Purpose.PROGRAMME,
                _("dauerhaft, als Teil der Planung"), _("alle"),
            ),
        ]
    )  # fmt: skip
