"""Why a delivered number was read as missing: the line of the issue log that a trap of the recipe left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sozialraum.intake.log import NAMED_SPACES
from sozialraum.planning.statistics.queries.issues import KIND, PERIOD
from sozialraum.warehouse.explanation import Part
from sozialraum.warehouse.version import Version

WITHHELD = "value_withheld"
ZERO = "zero_is_"


def reread(version: Version, period: str, code: str, part: Part) -> Mapping[str, Any] | None:
    """The issue that says so of a part of a space's figure in a period; None where there is none.

    Of a part that was carried from other spaces only what concerns all of these says something.
    """
    state, origin = part.state.name.lower(), part.origin
    files = {f["path"] for f in version.releases.get(origin.release, {}).get("files", ())}
    for issue in version.issues:
        if issue["kind"] not in (WITHHELD, ZERO + state) or issue["expected"] != state:
            continue
        details = issue["details"]
        if issue["column"] != part.column or issue["file"] not in files:
            continue
        if period not in (issue["period"], *details.get("periods", ())):
            continue
        spaces = details.get("spaces", ())
        if not spaces or (origin.how == "delivered" and (code in spaces or len(spaces) >= NAMED_SPACES)):
            return issue
    return None


def issue_path(version: Version, issue: Mapping[str, Any]) -> str:
    """The issue log with the lines of the same kind and years, as a German path."""
    query = urlencode({KIND: issue["kind"], PERIOD: issue["period"]})
    return f"/datenstaende/{version.id}/hinweise/?{query}"
