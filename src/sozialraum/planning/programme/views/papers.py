"""Papers and decisions as everybody reads them: the list, one paper as page, PDF and DOCX, one decision."""

from __future__ import annotations

from functools import lru_cache

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sozialraum.paper import docx as word
from sozialraum.paper.html import html
from sozialraum.planning.conferences.views.printed import printed
from sozialraum.planning.people.rules import NotAllowed, may
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.models import Decision, DecisionPaper
from sozialraum.planning.programme.queries import one_paper
from sozialraum.planning.programme.queries import papers as query
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

PER_PAGE = 50
Trail = list[tuple[str, str | None]]
_set = lru_cache(maxsize=16)(word.docx)


def trail(*further: str | tuple[str, str | None]) -> Trail:
    """Under the decisions; further: pairs of title and address, or the title of the page itself."""
    steps: Trail = [one if isinstance(one, tuple) else (one, None) for one in further]
    return [(pgettext("stage", "Beschlüsse"), "/beschluesse/" if steps else None), *steps]


@require_safe
@published
def decisions(request: HttpRequest) -> HttpResponse:
    """The list with its choices."""
    wanted = query.Wanted.of(request.GET)
    page = Paginator(query.found(wanted), PER_PAGE).get_page(request.GET.get("seite"))
    files = [
        (
            label, reverse("programme:decisions_download", args=[form]) + wanted.query(),
            _("diese Vorlagen und Beschlüsse"),
        )
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]  # fmt: skip
    context = {
        "page_of_papers": page, "asked": wanted, "choices": query.choices(current()), "files": files,
        "trail": trail(), "writes": may(request.user, rules.RECORD),
    }  # fmt: skip
    return render(request, "programme/decisions.html", context)


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    version = current()
    table = query.table(query.Wanted.of(request.GET), version)
    return table_file(version, table, _("vorlagen-und-beschluesse"), form)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with what was decided on it; a draft as it would be brought in now."""
    shown = paper_or_404(pk)
    if not rules.may_see(request.user, shown):
        return refused(request)
    document = one_paper.document_of(shown)
    files = [
        ("PDF", reverse("programme:paper_pdf", args=[pk]), _("zum Drucken und Ablegen")),
        ("DOCX", reverse("programme:paper_docx", args=[pk]), _("zum Weiterbearbeiten")),
    ]
    context = {
        "paper": shown, "here": one_paper.page(shown, request.user), "document": document, "content": html(document),
        "files": files, "trail": trail(shown.number),
    }  # fmt: skip
    return render(request, "programme/paper.html", context)


@require_safe
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    shown = paper_or_404(pk)
    if not rules.may_see(request.user, shown):
        return refused(request)
    return printed(one_paper.document_of(shown), name_of(shown), is_public=shown.document is not None)


@require_safe
def paper_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to work on in."""
    shown = paper_or_404(pk)
    if not rules.may_see(request.user, shown):
        return refused(request)
    answer = HttpResponse(_set(one_paper.document_of(shown)), word.MIME)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name_of(shown))}.docx"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=60" if shown.document is not None else "no-store"
    return answer


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: who, when, under which number, in which words, and out of which order."""
    known = Decision.objects.select_related("paper__need", "paper__budget_line", "resolution__session__body")
    shown = get_object_or_404(known, pk=pk)
    context = {
        "decision": shown, "session": one_paper.session_of(shown, request.user), "paper": shown.paper,
        "need": shown.paper.need, "over": one_paper.passed(shown),
        "done": one_paper.carried_out(shown, request.user) if shown.outcome == Decision.Outcome.DECIDED else None,
        "trail": trail((shown.paper.number, f"/beschluesse/vorlagen/{shown.paper_id}/"), _("Der Beschluss")),
    }  # fmt: skip
    return render(request, "programme/decision.html", context)


def name_of(shown: DecisionPaper) -> str:
    """What its files are called."""
    return f"{_('Vorlage')} {shown.number} {shown.need.number}"


def refused(request: HttpRequest) -> HttpResponse:
    """A draft is for those who write papers: who isn't signed in is asked to, who may not is told so."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise NotAllowed(_("Diese Vorlage ist noch ein Entwurf. Sobald sie eingebracht ist, lesen sie alle."))


def paper_or_404(pk: int) -> DecisionPaper:
    """One paper with what its pages show."""
    found = DecisionPaper.objects.select_related("need", "department", "budget_line")
    return get_object_or_404(found, pk=pk)
