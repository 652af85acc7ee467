"""Addresses of the desk, the city's texts and barriers."""

from django.urls import path

from sozialraum.planning.desk import views

app_name = "desk"
urlpatterns = [
    path("schreibtisch/", views.desk, name="desk"),
    path("impressum/", views.text, {"key": "impressum"}, name="imprint"),
    path("datenschutz/", views.text, {"key": "datenschutz"}, name="privacy"),
    path("barrierefreiheit/", views.text, {"key": "barrierefreiheit"}, name="accessibility"),
    path("leichte-sprache/", views.text, {"key": "leichte-sprache"}, name="easy_language"),
    path("barrierefreiheit/melden/", views.report_barrier, name="report_barrier"),
    path("barrierefreiheit/gemeldet/", views.barrier_reported, name="barrier_reported"),
    path("verwaltung/texte/", views.text_list, name="texts"),
    path("verwaltung/texte/<slug:key>/<slug:language>/", views.text_edit, name="text_edit"),
    path("verwaltung/barrieren/", views.barrier_list, name="barriers"),
    path("verwaltung/barrieren/<int:pk>/", views.barrier, name="barrier"),
]
