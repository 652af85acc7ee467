"""Addresses of answers."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.answers.views import negotiating

app_name = "answers"
urlpatterns: list[URLPattern] = [
    # negotiations
    path("aushandlungen/", negotiating.talks_list, name="negotiations"),
    path("aushandlungen/tabelle.<str:form>", negotiating.download, name="negotiations_download"),
    path("aushandlungen/stellungnahme/<int:pk>/", negotiating.respond, name="respond"),
    path("aushandlungen/<int:pk>/", negotiating.one, name="negotiation"),
    path("aushandlungen/<int:pk>/<str:act>/", negotiating.act, name="negotiation_act"),
]
