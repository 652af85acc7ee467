"""All addresses: German without a prefix, English under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# Each app names its own addresses; an app that stands here needs no further line.
urlpatterns = i18n_patterns(
    path("konto/", include("sozialraum.site.signin_urls")),
    path("", include("sozialraum.planning.people.urls")),
    path("", include("sozialraum.planning.desk.urls")),
    prefix_default_language=False,
)
