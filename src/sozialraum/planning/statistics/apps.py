"""Releases, data versions and the catalogue: publishing what the warehouse holds."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "sozialraum.planning.statistics"
    label = "statistics"
