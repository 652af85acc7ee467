"""What later stages of planning have to say of a need: each offers a section when the program starts."""

from __future__ import annotations

from typing import Any

from sozialraum.planning.needs.models import Need
from sozialraum.planning.situation.queries.offered import Sections

_of_needs = Sections[[Need, Any]]()  # what is shown of a need to somebody
offer_section, sections_of = _of_needs.offer, _of_needs.of
