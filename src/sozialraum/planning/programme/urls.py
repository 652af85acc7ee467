"""Addresses of programme."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.programme.views import (
    booking,
    budget,
    competences,
    funds,
    keys,
    measures,
    papers,
    plans,
    reporting,
    writing,
)

app_name = "programme"
DECISIONS: list[URLPattern] = [
    path("beschluesse/", papers.decisions, name="decisions"),
    path("beschluesse/tabelle.<table_form:form>", papers.download, name="decisions_download"),
    path("beschluesse/reihenfolge/", competences.order, name="order"),
    path(
        "beschluesse/reihenfolge/tabelle.<table_form:form>", competences.order_download, name="order_download"
    ),
    path("beschluesse/zustaendigkeiten/", competences.competences, name="competences"),
    path("beschluesse/zustaendigkeiten/vorschlag/", competences.defaults, name="competence_defaults"),
    path("beschluesse/zustaendigkeiten/neu/", competences.competence_new, name="competence_new"),
    path("beschluesse/zustaendigkeiten/<int:pk>/", competences.competence, name="competence"),
    path("beschluesse/vorlagen/", writing.waiting, name="papers_waiting"),
    path("beschluesse/vorlagen/neu/<int:pk>/", writing.paper_new, name="paper_new"),
    path("beschluesse/vorlagen/<int:pk>/", papers.paper, name="paper"),
    path("beschluesse/vorlagen/<int:pk>/vorlage.pdf", papers.paper_pdf, name="paper_pdf"),
    path("beschluesse/vorlagen/<int:pk>/vorlage.docx", papers.paper_docx, name="paper_docx"),
    path("beschluesse/vorlagen/<int:pk>/schreiben/", writing.paper_edit, name="paper_edit"),
    path("beschluesse/vorlagen/<int:pk>/einbringen/", writing.paper_submit, name="paper_submit"),
    path("beschluesse/vorlagen/<int:pk>/zurueckziehen/", writing.paper_withdraw, name="paper_withdraw"),
    path("beschluesse/vorlagen/<int:pk>/beschluss/", writing.decision_record, name="decision_record"),
    path("beschluesse/<int:pk>/", papers.decision, name="decision"),
]
MEASURES: list[URLPattern] = [
    path("massnahmen/", measures.measure_list, name="measures"),
    path("massnahmen/tabelle.<table_form:form>", measures.download, name="measures_download"),
    path("massnahmen/neu/", reporting.begin, name="measure_new"),
    path("massnahmen/haushalt/", budget.overview, name="budget"),
    path("massnahmen/haushalt/einlesen/", budget.upload, name="budget_upload"),
    path("massnahmen/haushalt/tabelle.<table_form:form>", budget.download, name="budget_download"),
    path("massnahmen/haushalt/<str:product>/", budget.product, name="budget_product"),
    path("massnahmen/programm/", plans.city, name="programme"),
    path("massnahmen/programm/programm.pdf", plans.city_pdf, name="programme_pdf"),
    path("massnahmen/programm/<str:code>/", plans.area, name="area_programme"),
    path("massnahmen/programm/<str:code>/programm.pdf", plans.area_pdf, name="area_programme_pdf"),
    path("massnahmen/<int:pk>/", measures.measure, name="measure"),
    path("massnahmen/<int:pk>/zustimmung/", measures.consent, name="measure_consent"),
    path("massnahmen/<int:pk>/melden/", reporting.report, name="measure_report"),
]
MONEY: list[URLPattern] = [
    path("geld/", funds.money, name="money"),
    path("geld/datei/<table_form:form>/", funds.money_download, name="money_download"),
    path("geld/fonds/neu/", funds.fund_new, name="fund_new"),
    path("geld/fonds/<int:pk>/", funds.fund, name="fund"),
    path("geld/fonds/<int:pk>/datei/<table_form:form>/", funds.fund_download, name="fund_download"),
    path("geld/fonds/<int:pk>/auszug.pdf", funds.fund_pdf, name="fund_pdf"),
    path("geld/fonds/<int:pk>/<str:act>/", booking.fund_act, name="fund_act"),
    path("geld/schluessel/", keys.key, name="key"),
    path("geld/schluessel/datei/<table_form:form>/", keys.key_download, name="key_download"),
    path("geld/schluessel/entwurf/", keys.key_draft, name="key_draft"),
    path("geld/schluessel/<int:pk>/", keys.distribution, name="distribution"),
    path(
        "geld/schluessel/<int:pk>/datei/<table_form:form>/",
        keys.distribution_download,
        name="distribution_download",
    ),
    path("geld/schluessel/<int:pk>/<str:act>/", keys.distribution_act, name="distribution_act"),
]
urlpatterns: list[URLPattern] = [*DECISIONS, *MEASURES, *MONEY]
