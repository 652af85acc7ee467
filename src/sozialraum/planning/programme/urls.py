"""Addresses of programme."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.programme.views import booking, funds, keys

app_name = "programme"
urlpatterns: list[URLPattern] = [
    # money
    path("geld/", funds.money, name="money"),
    path("geld/datei/<str:form>/", funds.money_download, name="money_download"),
    path("geld/fonds/neu/", funds.fund_new, name="fund_new"),
    path("geld/fonds/<int:pk>/", funds.fund, name="fund"),
    path("geld/fonds/<int:pk>/datei/<str:form>/", funds.fund_download, name="fund_download"),
    path("geld/fonds/<int:pk>/auszug.pdf", funds.fund_pdf, name="fund_pdf"),
    path("geld/fonds/<int:pk>/<str:act>/", booking.fund_act, name="fund_act"),
    path("geld/schluessel/", keys.key, name="key"),
    path("geld/schluessel/datei/<str:form>/", keys.key_download, name="key_download"),
    path("geld/schluessel/entwurf/", keys.key_draft, name="key_draft"),
    path("geld/schluessel/<int:pk>/", keys.distribution, name="distribution"),
    path(
        "geld/schluessel/<int:pk>/datei/<str:form>/", keys.distribution_download, name="distribution_download"
    ),
    path("geld/schluessel/<int:pk>/<str:act>/", keys.distribution_act, name="distribution_act"),
]
