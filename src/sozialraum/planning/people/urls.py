"""Addresses of accounts, organisations, the journal and one's own account."""

from django.urls import path

from sozialraum.planning.people.views import accounts, journal, organisations, own

app_name = "people"
urlpatterns = [
    path("konto/", own.own_account, name="own_account"),
    path("konto/vorfuehrung/", own.demonstration, name="demonstration"),
    path("verwaltung/konten/", accounts.account_list, name="accounts"),
    path("verwaltung/konten/neu/", accounts.account_new, name="account_new"),
    path("verwaltung/konten/<int:pk>/", accounts.account_detail, name="account"),
    path("verwaltung/konten/<int:pk>/aendern/", accounts.account_edit, name="account_edit"),
    path("verwaltung/konten/<int:pk>/einladen/", accounts.account_invite, name="account_invite"),
    path("verwaltung/konten/<int:pk>/stilllegen/", accounts.account_close, name="account_close"),
    path("verwaltung/konten/<int:pk>/berufen/", accounts.appointment_new, name="appointment_new"),
    path("verwaltung/berufungen/<int:pk>/beenden/", accounts.appointment_end, name="appointment_end"),
    path(
        "verwaltung/berufungen/<int:pk>/uebergeben/",
        accounts.appointment_hand_over,
        name="appointment_hand_over",
    ),
    path("verwaltung/organisationen/", organisations.organisation_list, name="organisations"),
    path("verwaltung/organisationen/neu/", organisations.organisation_new, name="organisation_new"),
    path("verwaltung/organisationen/<int:pk>/", organisations.organisation_edit, name="organisation"),
    path("verwaltung/journal/", journal.journal, name="journal"),
    path("verwaltung/postausgang/", journal.outbox_list, name="outbox"),
    path("verwaltung/postausgang/<slug:name>.log", journal.outbox_letter, name="letter"),
]
