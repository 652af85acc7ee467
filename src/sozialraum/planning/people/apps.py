"""Accounts, organisations, banks, roles, appointments."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sozialraum.planning.people"
    label = "people"
