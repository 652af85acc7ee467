from django.urls import path

from sozialraum.planning.statistics.views import data_versions, figure, indicators, methods

app_name = "statistics"
urlpatterns = [
    path("kennzahlen/", indicators.catalogue, name="indicators"),
    path("kennzahlen/<str:key>/", indicators.page, name="indicator"),
    path("kennzahlen/<str:key>/tabelle.<table_form:form>", indicators.download, name="indicator_download"),
    path(
        "werte/<str:indicator>/<str:edition>/<str:code>/<str:period>/<str:group>/", figure.page, name="figure"
    ),
    path("methoden/", methods.overview, name="methods"),
    path("methoden/<str:key>/", methods.page, name="method"),
    path("datenstaende/", data_versions.overview, name="data_versions"),
    path("datenstaende/<str:id>/", data_versions.page, name="data_version"),
    path("datenstaende/<str:id>/hinweise/", data_versions.issues, name="issues"),
    path("datenstaende/<str:id>/hinweise.csv", data_versions.issues_download, name="issues_download"),
]
