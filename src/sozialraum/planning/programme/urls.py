"""Addresses of programme."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.programme.views import competences, papers, writing

app_name = "programme"
DECISIONS: list[URLPattern] = [
    path("beschluesse/", papers.decisions, name="decisions"),
    path("beschluesse/tabelle.<str:form>", papers.download, name="decisions_download"),
    path("beschluesse/reihenfolge/", competences.order, name="order"),
    path("beschluesse/reihenfolge/tabelle.<str:form>", competences.order_download, name="order_download"),
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
urlpatterns: list[URLPattern] = [*DECISIONS]
