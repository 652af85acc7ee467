"""Addresses of answers."""

from __future__ import annotations

from django.urls import URLPattern, path

from sozialraum.planning.answers.views import handing, negotiating, overview, standing, working

app_name = "answers"
REQUESTS: list[URLPattern] = [
    path("antworten/", overview.overview, name="overview"),
    path("antworten/tabelle.<table_form:form>", overview.download, name="download"),
    path("antworten/eingang/", working.inbox, name="inbox"),
    path("antworten/uebergeben/", handing.to_hand_over, name="to_hand_over"),
    path("antworten/uebergeben/<int:pk>/", handing.hand_over, name="hand_over"),
    path("antworten/zuweisen/", handing.to_assign, name="to_assign"),
    path("antworten/zuweisen/<int:pk>/", handing.assign, name="assign"),
    path("antworten/vertretung/", standing.substitutions, name="substitutions"),
    path("antworten/fachplanungen/", standing.plan_list, name="plans"),
    path("antworten/fachplanungen/neu/", standing.plan_new, name="plan_new"),
    path("antworten/fachplanungen/<int:pk>/", standing.plan, name="plan"),
    path("antworten/<int:pk>/", overview.request_page, name="request"),
    path("antworten/<int:pk>/bearbeiten/", working.work, name="work"),
    path("antworten/<int:pk>/weitergeben/", working.pass_on, name="pass_on"),
    path("antworten/<int:pk>/freigabe/", working.release, name="release"),
    path("antworten/<int:pk>/nachhalten/", handing.keep_after, name="keep_after"),
]
NEGOTIATIONS: list[URLPattern] = [
    path("aushandlungen/", negotiating.talks_list, name="negotiations"),
    path("aushandlungen/tabelle.<table_form:form>", negotiating.download, name="negotiations_download"),
    path("aushandlungen/stellungnahme/<int:pk>/", negotiating.respond, name="respond"),
    path("aushandlungen/<int:pk>/", negotiating.one, name="negotiation"),
    path("aushandlungen/<int:pk>/<str:act>/", negotiating.act, name="negotiation_act"),
]
urlpatterns: list[URLPattern] = [*REQUESTS, *NEGOTIATIONS]
