"""Who decides up to which sum: for everybody to read and to try, for those who write papers to keep; and the published
order beside what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sozialraum.planning.people.rules import Refused, may, required
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import competences as actions
from sozialraum.planning.programme.forms.papers import CompetenceForm, QuestionForm
from sozialraum.planning.programme.models import Competence
from sozialraum.planning.programme.queries import competences as query
from sozialraum.planning.programme.queries import order as order_query
from sozialraum.planning.programme.queries import papers
from sozialraum.planning.programme.views.papers import trail
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
HERE = "/beschluesse/zustaendigkeiten/"
MOST_DEVIATIONS = 20


@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """The rules, and the question who decides about something."""
    matters = query.titles()
    asked = "kosten" in request.GET or "sache" in request.GET
    form = QuestionForm(request.GET if asked else None, matters=matters)
    answer, why = None, ""
    if asked and form.is_valid():
        matter = form.cleaned_data["sache"]
        answer = query.competent([matter] if matter else [], form.cleaned_data["kosten"])
        why = query.why(answer) if answer else ""
    context = {
        "groups": query.listed(), "form": form, "asked": asked and form.is_valid(), "answer": answer, "why": why,
        "keeps": may(request.user, rules.RECORD), "trail": trail(_("Zuständigkeiten")),
    }  # fmt: skip
    return render(
        request, "programme/competences.html", context, status=422 if asked and form.errors else 200
    )


@required(rules.RECORD)
@require_POST
def defaults(request: HttpRequest) -> HttpResponse:
    """The rules that most cities begin with."""
    try:
        actions.take_defaults(by=request.user)
        messages.success(request, _("Übernommen. Ändern Sie, was in Ihrer Stadt anders ist."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("programme:competences")


@READ_OR_POST
@required(rules.RECORD)
def competence_new(request: HttpRequest) -> HttpResponse:
    """One more rule."""
    return _edit(request, None)


@READ_OR_POST
@required(rules.RECORD)
def competence(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule, or delete it."""
    return _edit(request, get_object_or_404(Competence, pk=pk))


def _edit(request: HttpRequest, shown: Competence | None) -> HttpResponse:
    names = ("level", "name", "dimension", "up_to")
    initial = {name: getattr(shown, name) for name in names} if shown else {}
    if shown is not None and request.method == "POST" and "loeschen" in request.POST:
        actions.remove_competence(by=request.user, competence=shown)
        messages.success(request, _("Gelöscht."))
        return redirect("programme:competences")
    form = CompetenceForm(
        request.POST if request.method == "POST" else None, matters=query.titles(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_competence(by=request.user, competence=shown, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert. Ab jetzt gilt diese Regel für neue Vorlagen."))
            return redirect("programme:competences")
    title = _("Zuständigkeit ändern") if shown else _("Zuständigkeit festlegen")
    context = {
        "form": form,
        "shown": shown,
        "title": title,
        "trail": trail((_("Zuständigkeiten"), HERE), title),
    }
    return render(request, "programme/competence.html", context, status=422 if form.errors else 200)


@require_safe
@published
def order(request: HttpRequest) -> HttpResponse:
    """The lists of the planning areas beside what was decided."""
    version = current()
    wanted = request.GET.get("planungsraum", "").replace("\x00", "")[:120]
    known = order_query.choices(version)
    wanted = wanted if wanted in dict(known) else ""
    query_ = f"?planungsraum={wanted}" if wanted else ""
    files = [
        (label, reverse("programme:order_download", args=[form]) + query_, _("diese Reihenfolge"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "areas": order_query.areas(version, wanted), "choices": known, "asked": wanted, "files": files,
        "deviations": papers.deviations(MOST_DEVIATIONS, wanted),
        "trail": trail(_("Reihenfolge und Beschluss")),
    }  # fmt: skip
    return render(request, "programme/order.html", context)


@require_safe
@published
def order_download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    table = order_query.table(request.GET.get("planungsraum", "").replace("\x00", ""))
    return table_file(current(), table, _("reihenfolge-und-beschluss"), form)
