"""The public's and each role's desk, the city's texts, reported barriers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "sozialraum.planning.desk"
    label = "desk"

    def ready(self) -> None:
        from sozialraum.planning.desk import actions  # noqa: F401  (names its acts)
        from sozialraum.planning.messages.personal import Column, Purpose, name_columns

        administration, until_done = _("Administration"), _("bis die Meldung erledigt ist")
        barriers = Purpose.BARRIERS
        name_columns(
            [
                Column(
                    "desk.BarrierReport.contact", _("Wie jemand zu erreichen ist, der eine Barriere meldete"), barriers,
                    until_done, administration,
                ),
                Column(
                    "desk.BarrierReport.what", _("Welche Barriere jemand traf"), barriers, _("dauerhaft"),
                    administration, True,
                ),
            ]
        )  # fmt: skip
