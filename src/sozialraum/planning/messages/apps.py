"""What is owed to whom: contact data, messages, subscriptions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "sozialraum.planning.messages"
    label = "owed"  # Django's own app of short notices is called messages

    def ready(self) -> None:
        from sozialraum.planning.messages import actions, queries  # noqa: F401  (names its acts)
        from sozialraum.planning.messages.personal import Column, Purpose, name_columns, name_erasures

        queries.offer_link("subscription", queries.subscription_link, queries.subscription_asks)
        name_erasures({"messages.contact_erased": _("Kontaktdaten")})
        administration = _("Administration")
        as_long_as_account, for_good = _("solange das Konto besteht"), _("dauerhaft")
        journal, nobody = _("Administration, Datenschutz"), _("niemand")
        accounts, proof, feedback = Purpose.ACCOUNTS, Purpose.PROOF, Purpose.FEEDBACK
        the_way = _("so lange wie der Vorgang")
        by_code = _("wer den Meldecode hat; bis zur Freigabe nur das Planungsraummanagement am Ort")
        name_columns(
            [
                Column("people.Account.email", _("E-Mail-Adresse"), accounts, as_long_as_account, administration),
                Column("people.Account.name", _("Name"), accounts, as_long_as_account, _("alle mit Konto")),
                Column(
                    "people.Account.password", _("Passwort, nur als Prüfwert"), accounts, as_long_as_account, nobody
                ),
                Column("journal.Entry.actor_name", _("Wer etwas getan hat"), proof, for_good, journal),
                Column("journal.Entry.subject_title", _("Woran etwas getan wurde"), proof, for_good, journal),
                Column("journal.Entry.reason", _("Warum etwas getan wurde"), proof, for_good, journal),
                Column(
                    "journal.Entry.details", _("Einzelheiten: Nummern, Zustände, Tage"), proof, for_good, journal
                ),
                Column(
                    "owed.Contact.sealed", _("E-Mail-Adresse, Name und Telefon, verschlüsselt"), feedback,
                    _("bis zum angegebenen Tag oder auf Wunsch kürzer"),
                    _("wer den Meldecode hat; das Programm beim Versand"),
                ),
                Column(
                    "owed.Contact.fingerprint", _("Prüfwert, der dieselbe Adresse wiedererkennt"), feedback,
                    _("so lange wie die Adresse"), nobody,
                ),
                Column("owed.Message.title", _("Betreff einer Nachricht"), feedback, the_way, by_code),
                Column("owed.Message.body", _("Text einer Nachricht"), feedback, the_way, by_code),
                Column("owed.Message.calendar", _("Termin zu einer Nachricht"), feedback, the_way, nobody),
                Column(
                    "owed.Message.written_title", _("Betreff, wie die Vorlage ihn schrieb, wenn er geändert wurde"),
                    feedback, the_way, nobody,
                ),
                Column(
                    "owed.Message.written_body", _("Text, wie die Vorlage ihn schrieb, wenn er geändert wurde"),
                    feedback, the_way, nobody,
                ),
                Column(
                    "owed.Message.failure", _("Warum eine Nachricht nicht ankam; kann die Adresse enthalten"),
                    feedback, _("bis die Kontaktdaten gelöscht werden"), administration,
                ),
            ]
        )  # fmt: skip
