"""What is known of the city's spaces: maps, profiles, comparisons."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "sozialraum.planning.situation"
    label = "situation"
