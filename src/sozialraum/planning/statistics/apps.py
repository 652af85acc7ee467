"""Releases, data versions and the catalogue: publishing what the warehouse holds."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "sozialraum.planning.statistics"
    label = "statistics"

    def ready(self) -> None:
        from django.urls import register_converter

        from sozialraum.planning.statistics.files import TableForm

        register_converter(TableForm, "table_form")
