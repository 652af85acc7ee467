"""Addresses of subscriptions, and of what the data protection officer checks."""

from django.urls import path

from sozialraum.planning.messages import views

app_name = "messages"
urlpatterns = [
    path("nachrichten/<int:number>/<slug:mark>/", views.subscription, name="subscription"),
    path("verwaltung/nachrichten/", views.message_list, name="messages"),
    path("verwaltung/datenschutz/", views.vault, name="vault"),
    path("verwaltung/datenschutz/loeschungen.csv", views.erasures, name="erasures"),
]
