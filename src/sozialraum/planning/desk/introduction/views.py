"""The assistant's page, its list on paper, the bodies in one step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.paper.pdf import pdf
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import introducing
from sozialraum.planning.conferences.queries import introducing as bodies
from sozialraum.planning.desk.introduction.assistant import introduction
from sozialraum.planning.desk.introduction.checklist import checklist
from sozialraum.planning.desk.introduction.forms import MissingForm
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import Refused, acting, permissions_of, required
from sozialraum.planning.reports.rules import FOLLOW
from sozialraum.planning.statistics.files import attachment
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
TAKE_BACK = "zurueck"


@require_safe
@required(FOLLOW)
def assistant(request: HttpRequest) -> HttpResponse:
    """All steps, each with what the program found."""
    context = {
        "introduction": introduction(), "may": permissions_of(request.user),
        "trail": [(_("Schreibtisch"), reverse("desk:desk")), (_("Einführung"), None)],
    }  # fmt: skip
    return render(request, "desk/introduction/assistant.html", context)


@require_safe
@required(FOLLOW)
def on_paper(request: HttpRequest) -> HttpResponse:
    """The same as a list to go through together."""
    name = f"{slugify(_('Einführung'))}.pdf"
    return attachment(pdf(checklist(introduction())), "application/pdf", name)


@READ_OR_POST
@required(rules.MINUTE)
@published
def missing_bodies(request: HttpRequest) -> HttpResponse:
    """Set up all bodies that are missing; take back what that step set up."""
    acting(request.user, rules.MINUTE, WHOLE_CITY)
    back = request.POST.get("act") == TAKE_BACK
    form = MissingForm(request.POST if request.method == "POST" and not back else None)
    refused = ""
    try:
        if back:
            gone = introducing.take_back_missing(by=request.user)
            said = ngettext(
                "Ein Gremium ist zurückgenommen.", "%(n)d Gremien sind zurückgenommen.", len(gone)
            )
            messages.success(request, said % {"n": len(gone)})
            return redirect("desk:missing_bodies")
        if form.is_valid():
            made = introducing.set_up_missing(by=request.user, **form.cleaned_data)
            said = ngettext("Ein Gremium ist eingerichtet.", "%(n)d Gremien sind eingerichtet.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("desk:missing_bodies")
    except Refused as refusal:
        refused = str(refusal)
    context = {
        "form": form, "refused": refused, "lacking": bodies.missing(), "fresh": bodies.of_last_step(),
        "back": TAKE_BACK,
        "trail": [
            (_("Einführung"), reverse("desk:introduction")), (_("Fehlende Gremien einrichten"), None),
        ],
    }  # fmt: skip
    status = 422 if form.errors or refused else 200
    return render(request, "desk/introduction/missing_bodies.html", context, status=status)
