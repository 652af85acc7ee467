"""What is owed to whom: contact data, messages, subscriptions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "sozialraum.planning.messages"
    label = "owed"  # Django's own app of short notices is called messages

    def ready(self) -> None:
        from sozialraum.planning.messages import actions, queries  # noqa: F401  (names its acts)
        from sozialraum.planning.messages.personal import Column, name_columns

        queries.offer_link("subscription", queries.subscription_link, queries.subscription_asks)
        administration = _("Administration")
        as_long_as_account = _("solange das Konto besteht")
        for_good = _("dauerhaft, als Nachweis im Vorgangsjournal")
        name_columns(
            [
                Column(
                    "people.Account.email", _("Anmeldung und Nachrichten"), as_long_as_account, administration
                ),
                Column(
                    "people.Account.name",
                    _("wer eine Rolle innehat"),
                    as_long_as_account,
                    _("alle mit Konto"),
                ),
                Column(
                    "people.Account.password",
                    _("Anmeldung (nur als Prüfwert)"),
                    as_long_as_account,
                    _("niemand"),
                ),
                Column(
                    "journal.Entry.actor_name",
                    _("wer etwas getan hat"),
                    for_good,
                    _("Administration, Datenschutz"),
                ),
                Column(
                    "journal.Entry.subject_title",
                    _("woran etwas getan wurde"),
                    for_good,
                    _("Administration, Datenschutz"),
                ),
                Column(
                    "journal.Entry.reason",
                    _("warum etwas getan wurde"),
                    for_good,
                    _("Administration, Datenschutz"),
                ),
                Column(
                    "owed.Contact.sealed",
                    _("Rückmeldung oder Benachrichtigung, verschlüsselt"),
                    _("bis zum angegebenen Tag oder auf Wunsch kürzer"),
                    _("niemand; das Programm beim Versand"),
                ),
                Column(
                    "owed.Contact.fingerprint",
                    _("dieselbe Adresse wiedererkennen (nur als Prüfwert)"),
                    _("so lange wie die Adresse"),
                    _("niemand"),
                ),
                Column(
                    "owed.Message.body",
                    _("was jemandem mitgeteilt wurde"),
                    _("so lange wie der Vorgang"),
                    _("wer den Meldecode hat"),
                ),
                Column(
                    "owed.Message.failure",
                    _("warum eine Nachricht nicht ankam; kann die Adresse enthalten"),
                    _("bis die Kontaktdaten gelöscht werden"),
                    administration,
                ),
            ]
        )
