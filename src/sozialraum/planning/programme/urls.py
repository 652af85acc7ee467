"""Addresses of programme."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "programme"
urlpatterns: list[URLPattern] = []
