"""The site as a Django app: it carries base templates, components, static files and their translations."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "sozialraum.site"
    label = "site"
