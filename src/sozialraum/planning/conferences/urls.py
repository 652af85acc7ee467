"""Addresses of bodies, sessions and what happens in them."""

from django.urls import path

from sozialraum.planning.conferences.views import bodies, handover, participation, seats

app_name = "conferences"
urlpatterns = [
    path("konferenzen/teilnahme/", participation.page, name="participation"),
    path("konferenzen/teilnahme/tabelle.<str:form>", participation.download, name="participation_download"),
    path("konferenzen/gremien/", bodies.bodies, name="bodies"),
    path("konferenzen/gremien/tabelle.<str:form>", bodies.download, name="bodies_download"),
    path("konferenzen/gremien/neu/", bodies.body_new, name="body_new"),
    path("konferenzen/gremien/planungsraum/<str:code>/", bodies.area_new, name="area_new"),
    path("konferenzen/gremien/<int:pk>/", bodies.body, name="body"),
    path("konferenzen/gremien/<int:pk>/regeln/", bodies.body_rules, name="body_rules"),
    path("konferenzen/gremien/<int:pk>/sitze/", seats.seats, name="seats"),
    path("konferenzen/gremien/<int:pk>/sitze/neu/", seats.seat_new, name="seat_new"),
    path("konferenzen/uebergabe/", handover.handover, name="handover"),
    path("konferenzen/sitze/<int:pk>/", seats.seat, name="seat"),
]
