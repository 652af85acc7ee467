"""The append-only record of every act; knows nobody, everybody writes to it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "sozialraum.planning.journal"
    label = "journal"
