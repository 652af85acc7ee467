"""Addresses of the desk, the city's texts and barriers."""

from django.urls import path

from sozialraum.planning.desk import views
from sozialraum.planning.desk.introduction import cost_views
from sozialraum.planning.desk.introduction import views as introduction

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
    path("einfuehrung/", introduction.assistant, name="introduction"),
    path("einfuehrung/liste.pdf", introduction.on_paper, name="introduction_pdf"),
    path("einfuehrung/gremien/", introduction.missing_bodies, name="missing_bodies"),
    path("einfuehrung/kosten/", cost_views.overview, name="costs"),
    path("einfuehrung/kosten/datei.<slug:form>", cost_views.download, name="costs_download"),
    path("einfuehrung/kosten/neu/", cost_views.new, name="cost_new"),
    path("einfuehrung/kosten/vorschlag/", cost_views.propose, name="costs_proposal"),
    path("einfuehrung/kosten/<int:pk>/", cost_views.one, name="cost"),
]
