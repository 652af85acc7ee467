"""What all documents of a session have in common: who publishes them, what stands at head and foot; words and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from re import escape, sub
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum import paper
from sozialraum.planning.conferences.models import Session
from sozialraum.planning.needs.models import Need
from sozialraum.planning.statistics.words import language


def document(
    title: str,
    session: Session,
    blocks: tuple[paper.Block, ...],
    on: date,
    *,
    mark: str = "",
    subtitle: str = "",
) -> paper.Document:
    """A document of a session in the active language. mark: what stands beside the city at the head of each page."""
    invented = _("Vorführung: erfundene Stadt") if settings.CITY.demonstration else ""
    return paper.Document(
        title, language(), blocks, settings.CITY.name or "Sozialraum", on, subtitle=subtitle or number_of(session),
        marks=" · ".join(filter(None, (invented, mark))), reference=number_of(session), address=settings.ADDRESS,
    )  # fmt: skip


def number_of(session: Session) -> str:
    """Sozialraumkonferenz Nord, 3. Sitzung."""
    return _("%(body)s, %(number)d. Sitzung") % {"body": session.body.name, "number": session.number}


def theirs(text: str) -> paper.Part:
    """What somebody wrote: in German, whatever the language around it."""
    return text if language() == "de" else paper.Said(text, "de")


def need_link(need: Need, title: str = "") -> paper.Link:
    """A need by its number and title, leading to its page."""
    return paper.Link(f"{need.number} {title or need.title}".strip(), reverse("needs:need", args=[need.pk]))


def day(moment: datetime | date) -> str:
    """12. November 2026."""
    return date_format(_local(moment), "DATE_FORMAT")


def weekday(moment: datetime) -> str:
    """Donnerstag, 12. November 2026."""
    return f"{date_format(_local(moment), 'l')}, {day(moment)}"


def time(moment: datetime) -> str:
    """18:05 Uhr."""
    return _("%(time)s Uhr") % {"time": date_format(_local(moment), "H:i")}


def span(begins: datetime, ends: datetime | None) -> str:
    """18:05 bis 20:10 Uhr."""
    if ends is None:
        return time(begins)
    return _("%(from)s bis %(until)s") % {"from": date_format(_local(begins), "H:i"), "until": time(ends)}


def _local(moment: datetime | date) -> datetime | date:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def masked(value: Any, hidden: Mapping[str, str]) -> Any:
    """The same document without names that must not be read, wherever somebody wrote one into a text.

    A name of one word alone may be a common word, and stays; where the program names somebody itself, it doesn't.
    """
    names = {name: said for name, said in hidden.items() if " " in name.strip()}
    return _masked(value, names) if names else value


def _masked(value: Any, names: Mapping[str, str]) -> Any:
    if type(value) is str:
        for name, said in names.items():
            value = sub(rf"(?<!\w){escape(name)}(?!\w)", lambda _found, said=said: said, value)
        return value
    if isinstance(value, tuple):
        return tuple(_masked(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _masked(getattr(value, f.name), names) for f in fields(value)})
    return value
