"""Addresses of bodies, sessions and what happens in them."""

from django.urls import path

from sozialraum.planning.conferences.views import (
    agenda,
    bodies,
    chair,
    dates,
    invitation,
    invitations,
    place,
    prepare,
    public,
    resolutions,
    room,
    seats,
    slips,
)

app_name = "conferences"
urlpatterns = [
    path("konferenzen/gremien/", bodies.bodies, name="bodies"),
    path("konferenzen/gremien/tabelle.<str:form>", bodies.download, name="bodies_download"),
    path("konferenzen/gremien/neu/", bodies.body_new, name="body_new"),
    path("konferenzen/gremien/planungsraum/<str:code>/", bodies.area_new, name="area_new"),
    path("konferenzen/gremien/<int:pk>/", bodies.body, name="body"),
    path("konferenzen/gremien/<int:pk>/regeln/", bodies.body_rules, name="body_rules"),
    path("konferenzen/gremien/<int:pk>/sitze/", seats.seats, name="seats"),
    path("konferenzen/gremien/<int:pk>/sitze/neu/", seats.seat_new, name="seat_new"),
    path("konferenzen/sitze/<int:pk>/", seats.seat, name="seat"),
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
    # in the room
    path("konferenzen/sitzungen/<int:pk>/leitung/", chair.chair, name="chair"),
    path("konferenzen/sitzungen/<int:pk>/schliessen/", chair.close, name="close"),
    path("konferenzen/anwesend/<int:pk>/karte/", chair.pass_card, name="pass_card"),
    path("konferenzen/abstimmungen/<int:pk>/stimmzettel/", slips.ballot_sheet, name="ballot_sheet"),
    path("konferenzen/abstimmungen/<int:pk>/lesen/", slips.slips, name="slips"),
    path("raum/", room.door, name="door"),
    path("raum/<str:key>/", room.room, name="room"),
    path("raum/<str:key>/leinwand/", room.projector, name="projector"),
    path("raum/<str:key>/puls/", room.pulse, name="pulse"),
    path("raum/<str:key>/stand/", room.sheet, name="sheet"),
    path("platz/<str:given>/", place.place, name="place"),
    path("platz/<str:given>/meins/", place.mine, name="mine"),
    path("platz/<str:given>/zettel/<int:pk>/", slips.place_slips, name="place_slips"),
]
