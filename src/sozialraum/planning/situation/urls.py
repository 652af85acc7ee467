from django.urls import path

from sozialraum.planning.situation.views import area, city, compare, map_, profile, search, start

app_name = "situation"
urlpatterns = [
    path("", start.page, name="start"),
    path("karte/", map_.page, name="map"),
    path("karte/umrisse/<str:edition>/<str:content>.json", map_.outlines, name="outlines"),
    path("karte/werte.json", map_.values, name="map_values"),
    path("karte/tabelle.<str:form>", map_.download, name="map_download"),
    path("raeume/<str:system>/<str:code>/", profile.page, name="profile"),
    path(
        "raeume/<str:system>/<str:code>/tabelle.<table_form:form>", profile.download, name="profile_download"
    ),
    path("planungsraeume/<str:code>/", area.page, name="area"),
    path("planungsraeume/<str:code>/tabelle.<table_form:form>", area.download, name="area_download"),
    path("stadt/", city.page, name="city"),
    path("stadt/tabelle.<table_form:form>", city.download, name="city_download"),
    path("vergleich/", compare.page, name="compare"),
    path("vergleich/tabelle.<table_form:form>", compare.download, name="compare_download"),
    path("suche/", search.page, name="search"),
]
