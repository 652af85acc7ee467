"""Tables that everybody can see, key figures of the process, and the yearly report."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sozialraum.planning.reports"
    label = "reports"

    def ready(self) -> None:
        from sozialraum.planning.reports import actions  # noqa: F401  (names its acts)
        from sozialraum.planning.reports.queries import act_words

        act_words.offer_all()
