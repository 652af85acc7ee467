"""Letters that steps owe, from templates in plain language: the first line is the subject."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse

from sozialraum.planning.needs.queries.way import named
from sozialraum.planning.needs.states import ball_of


def written(letter: str, **values: Any) -> tuple[str, str]:
    """Title and body in the active language; a step without a letter of its own gets the general one."""
    need = values["need"]
    into = need.merged_into
    other = f"{into.number} „{into.title}“" if into and into.is_public else into.number if into else ""
    context = {"into": other} | values | {
        "holder": ball_of(need.state, need.broken_off), "state": need.get_state_display(),
        "department": named(need.department),
        "link": f"{settings.ADDRESS}{reverse('needs:need', args=[need.pk])}",
        "again": f"{settings.ADDRESS}{reverse('needs:contribute')}",
    }  # fmt: skip
    try:
        text = render_to_string(f"needs/letters/{letter}.txt", context)
    except TemplateDoesNotExist:
        text = render_to_string("needs/letters/step.txt", context)
    title, _line, body = text.strip().partition("\n")
    return title.strip(), body.strip()
