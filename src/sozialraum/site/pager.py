"""The way through a long list, as links that keep the rest of the query."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sozialraum.site.links import with_query


def pager_html(page: Page, query: QueryDict | None, parameter: str = "seite") -> SafeString:
    """Links to the pages before, after and around; nothing where all is on one."""
    if page.paginator.num_pages == 1:
        return SafeString("")

    def to(number: int) -> str:
        return with_query(query, **{parameter: str(number)})

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links: list[tuple[Any, str, bool]] = [
        (n, to(n) if isinstance(n, int) else "", n == page.number) for n in shown
    ]
    return render_to_string(
        "components/pager.html",
        {
            "links": links,
            "before": to(page.previous_page_number()) if page.has_previous() else "",
            "after": to(page.next_page_number()) if page.has_next() else "",
        },
    )
