"""Addresses of bodies, sessions and what happens in them."""

from django.urls import path

from sozialraum.planning.conferences.views import chair, minuting, paper, papers, place, room, slips

app_name = "conferences"
urlpatterns = [
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
    path("konferenzen/sitzungen/<int:pk>/protokoll/", papers.minutes, name="minutes"),
    path("konferenzen/sitzungen/<int:pk>/protokoll.pdf", papers.minutes_pdf, name="minutes_pdf"),
    path("konferenzen/sitzungen/<int:pk>/protokoll/bearbeiten/", minuting.edit, name="minutes_edit"),
    path("konferenzen/sitzungen/<int:pk>/mappe/", papers.dossier, name="dossier"),
    path("konferenzen/sitzungen/<int:pk>/mappe.pdf", papers.dossier_pdf, name="dossier_pdf"),
    path("konferenzen/sitzungen/<int:pk>/papier/", paper.paper, name="paper"),
    path("konferenzen/sitzungen/<int:pk>/abstimmungen/<str:form>/", papers.ballots_download, name="ballots_download"),
]
