"""All addresses: German without a prefix, English under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView

# Each app names its own addresses; an app that stands here needs no further line.
urlpatterns = i18n_patterns(
    path("konto/", include("sozialraum.site.signin_urls")),
    path("", include("sozialraum.planning.people.urls")),
    path("", include("sozialraum.planning.messages.urls")),
    path("", include("sozialraum.planning.statistics.urls")),
    path("", include("sozialraum.planning.situation.urls")),
    path("", include("sozialraum.planning.needs.urls")),
    path("", include("sozialraum.planning.conferences.urls")),
    path("", include("sozialraum.planning.answers.urls")),
    path("", include("sozialraum.planning.programme.urls")),
    path("", include("sozialraum.planning.effects.urls")),
    path("", include("sozialraum.planning.reports.urls")),
    path("", include("sozialraum.planning.desk.urls")),
    path("planungskreislauf/", TemplateView.as_view(template_name="site/cycle.html"), name="cycle"),
    prefix_default_language=False,
)
