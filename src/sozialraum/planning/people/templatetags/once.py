"""The token of a form that adds something; see people/once.py."""

from __future__ import annotations

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sozialraum.planning.people.once import SENDING

register = template.Library()


@register.simple_tag
def sending() -> SafeString:
    """Beside {% csrf_token %} of a form that adds something: by it the form is known when it comes twice."""
    return format_html('<input type="hidden" name="{}" value="{}">', SENDING, uuid4())
