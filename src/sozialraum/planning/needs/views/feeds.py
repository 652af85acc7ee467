"""New and moved public needs as a feed, for the same choices as the list."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sozialraum.planning.needs.queries import labels
from sozialraum.planning.needs.queries.public import Row, rows_of
from sozialraum.planning.needs.queries.wanted import Wanted, chosen_by, wanted
from sozialraum.planning.statistics.views.published import published

LAST = 50


@require_safe
@published
def feed(request: HttpRequest) -> HttpResponse:
    """The last fifty. A step makes a new entry, so that a reader shows it as new."""
    asked = wanted(request.GET)
    rows = rows_of(asked.version, chosen_by(asked).needs().order_by("-since", "-id")[:LAST])
    made = Atom1Feed(
        title=_title(asked), link=settings.ADDRESS + reverse("needs:needs") + asked.query(),
        description=_("Neue Bedarfe und solche, die einen Schritt weiter sind."),
        feed_url=settings.ADDRESS + request.get_full_path(), language=request.LANGUAGE_CODE,
    )  # fmt: skip
    for row in rows:
        _add(made, row)
    answer = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _title(asked: Wanted) -> str:
    parts = [str(settings.CITY.name or asked.version.settings["name"]), _("Bedarfe")]
    if asked.space:
        parts.append(asked.edition.names[asked.edition.index_of(asked.space)])
    parts += labels.dimension_titles(asked.version, [asked.dimension] if asked.dimension else [])
    return " – ".join(parts)


def _add(made: Atom1Feed, row: Row) -> None:
    one, address = row.need, settings.ADDRESS + row.address
    state = str(one.get_state_display())
    parts = [row.place, ", ".join(row.dimensions), f"{_('Stand')}: {state}"]
    parts += [f"{_('Am Zug')}: {row.holder}"] if row.holder else []
    made.add_item(
        title=f"{one.number} {one.title}: {state}", link=address, description=". ".join(p for p in parts if p) + ".",
        unique_id=f"{address}#{one.state}-{one.since:%Y%m%dT%H%M%S}", pubdate=one.registered, updateddate=one.since,
        categories=row.dimensions,
    )  # fmt: skip
