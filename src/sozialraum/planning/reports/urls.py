"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from sozialraum.planning.reports.views import tables, way, yearly

app_name = "reports"
urlpatterns = [
    path("uebersicht/", tables.start, name="start"),
    path("uebersicht/aemter/", tables.department_page, name="aemter"),
    path("uebersicht/aemter/tabelle.<table_form:form>", tables.department_file, name="aemter_download"),
    path("uebersicht/raeume/", tables.space_page, name="raeume"),
    path("uebersicht/raeume/tabelle.<table_form:form>", tables.space_file, name="raeume_download"),
    path("uebersicht/baenke/", tables.bank_page, name="baenke"),
    path("uebersicht/baenke/tabelle.<table_form:form>", tables.bank_file, name="baenke_download"),
    path("uebersicht/kennzahlen/", tables.figure_page, name="kennzahlen"),
    path("uebersicht/kennzahlen/tabelle.<table_form:form>", tables.figure_file, name="kennzahlen_download"),
    path("uebersicht/jahresbericht/", yearly.latest, name="latest"),
    path("uebersicht/jahresbericht/<int:year>/", yearly.report, name="yearly"),
    path("uebersicht/jahresbericht/<int:year>/bericht.pdf", yearly.report_pdf, name="yearly_pdf"),
    path("bedarfe/<int:pk>/weg/", way.way, name="way"),
]
