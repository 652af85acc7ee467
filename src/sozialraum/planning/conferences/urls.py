"""Addresses of bodies, sessions and what happens in them."""

from django.urls import path

from sozialraum.planning.conferences.views import (
    agenda,
    dates,
    invitation,
    invitations,
    prepare,
    public,
    resolutions,
)

app_name = "conferences"
urlpatterns = [
    # before a session, and what everybody sees of it
    path("konferenzen/", public.overview, name="overview"),
    path("konferenzen/kalender.ics", public.feed, name="feed"),
    path("konferenzen/beschluesse/", resolutions.resolutions, name="resolutions"),
    path("konferenzen/beschluesse/tabelle.<str:form>", resolutions.download, name="resolutions_download"),
    path("konferenzen/gremien/<int:pk>/sitzung/", prepare.session_new, name="session_new"),
    path("konferenzen/sitzungen/<int:pk>/", public.session, name="session"),
    path("konferenzen/sitzungen/<int:pk>/termin.ics", public.event, name="event"),
    path("konferenzen/sitzungen/<int:pk>/vorbereiten/", prepare.prepare, name="prepare"),
    path("konferenzen/sitzungen/<int:pk>/termin/", dates.dates, name="dates"),
    path("konferenzen/sitzungen/<int:pk>/tagesordnung/", agenda.agenda, name="agenda"),
    path("konferenzen/punkte/<int:pk>/", agenda.item, name="item"),
    path("konferenzen/sitzungen/<int:pk>/einladungen/", invitations.invitations, name="invitations"),
    path("konferenzen/sitzungen/<int:pk>/absagen/", prepare.cancel, name="cancel"),
    path("konferenzen/einladung/<str:given>/", invitation.invitation, name="invitation"),
]
