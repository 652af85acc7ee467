"""Space systems and their editions, as planning refers to them."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "sozialraum.planning.spaces"
    label = "spaces"
