"""What base.html needs of every page, asked as late as possible."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

import sozialraum
from sozialraum.site.links import in_language
from sozialraum.site.navigation import STAGES, place


def page(request: HttpRequest) -> dict[str, Any]:
    """`page`: language, this page in both languages, the navigation, the data version in use."""
    language = get_language() or "de"
    plain = in_language(request.path, "de")
    full = request.get_full_path()
    stage = place(plain, STAGES)
    return {
        "page": {
            "language": language,
            "in_german": in_language(full, "de"),
            "in_english": in_language(full, "en"),
            "stages": [(s, in_language(s.path, language), s.path == stage) for s in STAGES],
            "sections": [
                (s, in_language(s.path, language), s.path == place(plain, one.sections))
                for one in STAGES
                if one.path == stage
                for s in one.sections
            ],
            "data_version": SimpleLazyObject(current_data_version),
        }
    }


def current_data_version() -> str:
    """The id of the data version in use, or nothing where none is published."""
    try:
        return str(_city(settings.CITY_FOLDER).current().id)
    except (LookupError, FileNotFoundError):
        return ""


@lru_cache(maxsize=1)
def _city(folder: Path) -> Any:
    return sozialraum.open(folder)
