"""Addresses of effects."""

from __future__ import annotations

from django.urls import path

from sozialraum.planning.effects.views import public, replying, working

app_name = "effects"
urlpatterns = [
    path("wirkung/", public.effects, name="effects"),
    path("wirkung/tabelle.<table_form:form>", public.download, name="download"),
    path("wirkung/lebensbedingungen/", public.conditions, name="conditions"),
    path(
        "wirkung/lebensbedingungen/tabelle.<table_form:form>",
        public.conditions_download,
        name="conditions_download",
    ),
    path("wirkung/massnahmen/<int:pk>/", public.measure, name="measure"),
    path("wirkung/<int:pk>/", public.effect, name="effect"),
    path("wirkung/<int:pk>/auswerten/", working.work, name="work"),
    path("wirkung/<int:pk>/befragen/", working.inquire, name="inquire"),
    path("wirkung/<int:pk>/antwort/", working.reply_for, name="reply_for"),
    path("wirkung/<int:pk>/ergebnis/", working.evaluate, name="evaluate"),
    path("meldung/<str:code>/wirkung/", replying.reply, name="reply"),
]
