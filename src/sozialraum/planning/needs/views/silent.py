"""Where it is silent, what can be done there, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.needs.actions import listening as actions
from sozialraum.planning.needs.forms.listening import ListenedForm, ListeningForm
from sozialraum.planning.needs.models import ListeningStep
from sozialraum.planning.needs.queries import labels, listening, silent
from sozialraum.planning.needs.rules import scopes_of_space
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.rules import Refused, acting, required
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published


@require_safe
@published
def page(request: HttpRequest) -> HttpResponse:
    """Burden and voices of every social space; who may go there sees how."""
    found = silent.page(request.GET.get("zeit", ""))
    steps, scopes = listening.steps(found.version), listening.held(request.user, MANAGER)

    def theirs(key: str) -> bool:
        return bool(scopes) and listening.is_theirs(scopes, *scopes_of_space(key))

    cards = [
        {
            "space": space,
            "doors": listening.doors(found.version, found.edition, space.code, space.to_meet),
            "steps": [s for s in steps if s.step.social_space == space.key],
            "is_theirs": theirs(space.key),
        }
        for space in found.both
    ]
    return render(request, "needs/silent.html", {
        "trail": [(_("Bedarfe"), "/bedarfe/"), (_("Wo es still ist"), None)], "here": found, "cards": cards,
        "steps": [(s, theirs(s.step.social_space)) for s in steps],
        "years": [("", _("letzte 12 Monate")), ("3", _("letzte drei Jahre")), ("alle", _("alle"))],
        "rows": [(s, theirs(s.key)) for s in found.spaces], "files": _files(found.years), "may_go": bool(scopes),
    })  # fmt: skip


def _files(years: str) -> list[tuple[str, str, str]]:
    asked = f"?zeit={years}" if years else ""
    return [
        (label, reverse("needs:silent_download", args=[form]) + asked, _("alle Sozialräume"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]


@require_safe
@published
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    found = silent.page(request.GET.get("zeit", ""))
    return table_file(found.version, silent.table(found), "wo-es-still-ist", form)


@require_http_methods(["GET", "HEAD", "POST"])
@required(MANAGER)
@published
def listen(request: HttpRequest, code: str) -> HttpResponse:
    """“We go there”: what and when."""
    version, _found = chosen()
    edition = version.edition()
    if code not in edition.codes:
        raise Http404
    key = f"{edition.space_system}/{code}"
    acting(request.user, MANAGER, *scopes_of_space(key))
    form = ListeningForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        actions.plan(
            by=request.user, social_space=key, what=data["kind"], when=data["planned_for"], note=data["note"]
        )
        messages.success(request, _("Vermerkt. Danach zeigt diese Seite, ob mehr Stimmen gekommen sind."))
        return redirect(f"{reverse('needs:silent')}#schritte")
    name = labels.space_name(version, edition.key, key)
    return _form_page(request, form, _("Wir gehen hin: %(name)s") % {"name": name}, _("Vormerken"))


@require_http_methods(["GET", "HEAD", "POST"])
@required(MANAGER)
@published
def listened(request: HttpRequest, pk: int) -> HttpResponse:
    """They were there: the day from which it is counted what came of it."""
    step = get_object_or_404(ListeningStep, pk=pk)
    acting(request.user, MANAGER, *scopes_of_space(step.social_space))
    form = ListenedForm(request.POST or None, initial={"on": min(step.planned_for, timezone.localdate())})
    if form.is_valid():
        try:
            actions.finish(by=request.user, step=step, on=form.cleaned_data["on"])
            return redirect(f"{reverse('needs:silent')}#schritte")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    version, _found = chosen()
    name = labels.space_name(version, "", step.social_space)
    return _form_page(request, form, _("Wir waren da: %(name)s") % {"name": name}, _("Festhalten"))


def _form_page(request: HttpRequest, form: object, title: str, button: str) -> HttpResponse:
    trail = [(_("Bedarfe"), "/bedarfe/"), (_("Wo es still ist"), "/bedarfe/stille/"), (title, None)]
    context = {"trail": trail, "form": form, "title": title, "button": button}
    return render(request, "needs/listen.html", context, status=422 if form.errors else 200)  # type: ignore[attr-defined]
