"""/melden/tabelle/: many contributions at once, from a table. Nothing is registered before somebody has seen it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sozialraum.planning.needs import receipts, waiting
from sozialraum.planning.needs.actions.tables import register_table
from sozialraum.planning.needs.batch import reading
from sozialraum.planning.needs.batch.checking import Line
from sozialraum.planning.needs.batch.columns import MEANINGS
from sozialraum.planning.needs.batch.findings import SEVERITIES, Finding, Severity
from sozialraum.planning.needs.batch.parsing import parse
from sozialraum.planning.needs.forms.table import ColumnsForm, TableForm
from sozialraum.planning.needs.queries import places, tables
from sozialraum.planning.needs.queries.labels import dimension_titles
from sozialraum.planning.people.rules import required
from sozialraum.planning.statistics.files import attachment
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

for_others = required("needs.register_for_others")
SECONDS = 5.0  # of one step: longer waiting has to be told
ROWS_SHOWN, FINDINGS_SHOWN = 20, 100


def of_table(view: Callable[[HttpRequest, str, reading.Read], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a view the table that it is about; where its columns are not chosen rightly yet, the preview asks."""

    @wraps(view)
    def handed(request: HttpRequest, digest: str) -> HttpResponse:
        _form, read = _read(request, digest)
        if read is None:
            return redirect(_address(request, "needs:batch_preview", digest))
        return view(request, digest, read)

    return handed


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_others
@published
def batch(request: HttpRequest) -> HttpResponse:
    """Ask for the file."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        digest = waiting.keep(request.user, form.cleaned_data["file"])
        given = (
            urlencode({"im_namen": form.cleaned_data["im_namen"]}) if form.cleaned_data["im_namen"] else ""
        )
        return redirect(reverse("needs:batch_preview", args=[digest]) + (f"?{given}" if given else ""))
    context = {"form": form, "meanings": MEANINGS.values(), "trail": _trail()}
    return render(request, "needs/table.html", context, status=422 if form.errors else 200)


@require_safe
@for_others
@published
def batch_example(request: HttpRequest) -> HttpResponse:
    """An empty table with all heads, to begin with."""
    heads = [str(title) for title in MEANINGS.values()]
    edition = places.social_spaces()
    line = [
        _("An der Haltestelle fehlt eine Bank."), "", "", "", edition.names[0], _("fehlt"), "", "", "12",
        _("Seniorenkreis"), _("Gespräch"), "24.10.2025", "de",
    ]  # fmt: skip
    return _csv(_("beispiel-meldungen"), heads, [line])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_others
@published
def batch_preview(request: HttpRequest, digest: str) -> HttpResponse:
    """Show what the table comes to, and register it in steps of a few seconds."""
    form, read = _read(request, digest)
    if request.method == "POST" and read is not None:
        waiting = register_table(by=request.user, checked=read.checked, seconds=SECONDS)
        target = "needs:batch_preview" if waiting else "needs:batch_result"
        return redirect(_address(request, target, digest, goes_on=bool(waiting)))
    if read is None:
        status = 422 if request.method == "POST" else 200
        is_first = status == 200 and "spalte_text" not in request.GET  # nothing was chosen wrongly yet
        context = {"form": form, "trail": _trail(True), "is_first": is_first}
        return render(request, "needs/table_preview.html", context, status=status)
    done = _done(request, read)
    context = {
        "form": form, "read": read, "rows": _shown(read.checked.lines), "trail": _trail(True), "done": done,
        "waiting": len(read.checked.lines) - done, "goes_on": "weiter" in request.GET, "log": _log(read),
        "address": _address(request, "needs:batch_preview", digest),
        "issues_address": _address(request, "needs:batch_issues", digest),
        "result_address": _address(request, "needs:batch_result", digest),
    }  # fmt: skip
    return render(request, "needs/table_preview.html", context)


@require_safe
@never_cache
@for_others
@published
@of_table
def batch_result(request: HttpRequest, digest: str, read: reading.Read) -> HttpResponse:
    """What was registered, and what can be taken along."""
    context = {
        "read": read, "done": _done(request, read), "digest": digest, "log": _log(read), "trail": _trail(True),
        "preview_address": _address(request, "needs:batch_preview", digest),
        "files": [
            (_("Meldecodes (CSV)"), _address(request, "needs:batch_codes", digest),
             _("für jede Zeile der Code, mit dem die Menschen selbst verfolgen, was daraus wird")),
            (_("Hinweise zur Tabelle (CSV)"), _address(request, "needs:batch_issues", digest),
             _("Zeile, Spalte, was gefunden und was erwartet wurde")),
        ],
    }  # fmt: skip
    return render(request, "needs/table_result.html", context)


@require_safe
@never_cache
@for_others
@published
@of_table
def batch_issues(request: HttpRequest, digest: str, read: reading.Read) -> HttpResponse:
    """The issue log as a file."""
    heads = [_("Schwere"), _("Zeile"), _("Spalte"), _("gefunden"), _("erwartet"), _("Hinweis"), _("Anzahl")]
    return _csv(_("hinweise"), heads, (_issue_line(finding) for finding in read.checked.findings))


@require_safe
@never_cache
@for_others
@published
@of_table
def batch_codes(request: HttpRequest, digest: str, read: reading.Read) -> HttpResponse:
    """The receipt codes of what this person registered by this table."""
    known = tables.brought_by(request.user, (line.token for line in read.checked.lines))
    heads = [_("Zeile"), _("Meldung"), _("Meldecode"), _("Adresse"), _("Sozialraum"), _("Anfang des Textes")]
    return _csv(
        _("meldecodes"), heads,
        (_code_line(request, line, known[line.token]) for line in read.checked.lines if line.token in known),
    )  # fmt: skip


@for_others
@require_POST
def batch_forget(request: HttpRequest, digest: str) -> HttpResponse:
    """Remove the file at once."""
    waiting.forget(request.user, digest)
    return redirect("needs:batch")


def _read(request: HttpRequest, digest: str) -> tuple[ColumnsForm, reading.Read | None]:
    """The form of the columns, and what the table comes to where they are chosen rightly."""
    content = waiting.content(request.user, digest)
    if content is None:
        raise Http404(
            _("Diese Tabelle ist hier nicht mehr gespeichert. Bitte laden Sie sie noch einmal hoch.")
        )
    table = parse(content)
    form = ColumnsForm(request.GET, table=table, proposed=reading.proposed(table))
    if not form.is_valid():
        return form, None
    return form, reading.read(table, request.user, form.chosen(), **form.rest())


def _done(request: HttpRequest, read: reading.Read) -> int:
    return len(tables.registered(line.token for line in read.checked.lines))


def _address(request: HttpRequest, name: str, digest: str, goes_on: bool = False) -> str:
    """Another page of the same table, with the same choices."""
    given = request.GET.copy()
    given.pop("weiter", None)
    if goes_on:
        given["weiter"] = "1"
    return reverse(name, args=[digest]) + (f"?{given.urlencode()}" if given else "")


def _trail(inner: bool = False) -> list[tuple[str, str | None]]:
    """The breadcrumb."""
    first = (_("Meldungen aus einer Tabelle"), "/melden/tabelle/" if inner else None)
    return [first, (_("Prüfen"), None)] if inner else [first]


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview, in words."""

    row: int
    text: str
    place: str
    dimensions: str
    persons: int
    on_behalf_of: str


def _shown(lines: Sequence[Line]) -> list[ShownRow]:
    version = current()
    return [
        ShownRow(
            line.row, line.said.text, places.name_of(line.said.place.social_space),
            ", ".join(dimension_titles(version, line.voice.dimensions)), line.heard.persons, line.heard.on_behalf_of,
        )
        for line in lines[:ROWS_SHOWN]
    ]  # fmt: skip


@dataclass(frozen=True)
class ShownLog:
    """The findings that fit on a page, and how many there are of each severity."""

    findings: tuple[Finding, ...]
    more: int
    counts: list[tuple[Any, int]]


def _log(read: reading.Read) -> ShownLog:
    found = read.checked.findings
    counts = [(SEVERITIES[s], sum(f.severity == s for f in found)) for s in Severity]
    return ShownLog(found[:FINDINGS_SHOWN], max(0, len(found) - FINDINGS_SHOWN), [c for c in counts if c[1]])


def _issue_line(finding: Finding) -> list[object]:
    return [
        finding.consequence, finding.row or "", finding.column, finding.found, finding.expected, finding.text,
        finding.count,
    ]  # fmt: skip


def _code_line(request: HttpRequest, line: Line, number: int) -> list[object]:
    code = receipts.code_of(line.token)
    address = request.build_absolute_uri(reverse("needs:receipt", args=[code]))
    name = places.name_of(line.said.place.social_space)
    return [line.row, f"M-{number}", code, address, name, line.said.text[:80]]


def _csv(stem: str, heads: Iterable[object], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Semicolons and a mark for UTF-8: a German spreadsheet opens it by a double click."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(str, heads))
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return attachment(target.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{stem}.csv")


def _harmless(text: str) -> str:
    """What begins like a formula is kept text by a quote before it."""
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" else text
