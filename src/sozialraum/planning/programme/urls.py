"""Addresses of programme."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.programme.views import budget, measures, plans, reporting

app_name = "programme"
urlpatterns: list[URLPattern] = [
    # measures and the budget
    path("massnahmen/", measures.measure_list, name="measures"),
    path("massnahmen/tabelle.<str:form>", measures.download, name="measures_download"),
    path("massnahmen/neu/", reporting.begin, name="measure_new"),
    path("massnahmen/haushalt/", budget.overview, name="budget"),
    path("massnahmen/haushalt/einlesen/", budget.upload, name="budget_upload"),
    path("massnahmen/haushalt/tabelle.<str:form>", budget.download, name="budget_download"),
    path("massnahmen/haushalt/<str:product>/", budget.product, name="budget_product"),
    path("massnahmen/programm/", plans.city, name="programme"),
    path("massnahmen/programm/programm.pdf", plans.city_pdf, name="programme_pdf"),
    path("massnahmen/programm/<str:code>/", plans.area, name="area_programme"),
    path("massnahmen/programm/<str:code>/programm.pdf", plans.area_pdf, name="area_programme_pdf"),
    path("massnahmen/<int:pk>/", measures.measure, name="measure"),
    path("massnahmen/<int:pk>/melden/", reporting.report, name="measure_report"),
]
