"""The agenda is put together: what proposes itself beside what was arranged by hand; one point in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import agenda as actions
from sozialraum.planning.conferences.actions import options as choosing
from sozialraum.planning.conferences.forms.agenda import AddForm, ItemForm, OptionForm
from sozialraum.planning.conferences.models import AgendaItem, Option, Session
from sozialraum.planning.conferences.queries import agenda as query
from sozialraum.planning.conferences.rules import MINUTE
from sozialraum.planning.conferences.states import BEFORE, CHOOSING, Method
from sozialraum.planning.conferences.views.trails import of_preparation
from sozialraum.planning.people.rules import Refused, required
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
METHODS = {AgendaItem.Kind.FUND: Method.NONE, AgendaItem.Kind.ELECTION: Method.ELECTION}


@never_cache
@READ_OR_POST
@required(MINUTE)
@published
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands on it, and what proposes itself; each button does one thing and comes back here."""
    session = get_object_or_404(Session.objects.select_related("body"), pk=pk)
    rules.running(request.user, session.body)
    form = AddForm(request.POST if request.POST.get("do") == "add" else None)
    refused = ""
    if request.method == "POST":
        try:
            if (done := _do(request, session, form)) is not None:
                return done
        except Refused as refusal:
            refused = str(refusal)
    here = query.agenda(session)
    proposed = query.proposed(session, here) if here.is_before else []
    context = {
        "session": session, "here": here, "proposed": proposed, "form": form, "refused": refused,
        "is_open": session.state in BEFORE, "trail": of_preparation(session, _("Tagesordnung")),
        "may_add": session.state in BEFORE or session.is_running,
        "fitting": sum(one.fits for one in proposed),
    }  # fmt: skip
    wrong = refused or form.errors
    return render(request, "conferences/agenda.html", context, status=422 if wrong else 200)


def _do(request: HttpRequest, session: Session, form: AddForm) -> HttpResponse | None:
    """What was asked for; None where a form has to be shown again."""
    acts: dict[str, Callable[[], HttpResponse | None]] = {
        "take": lambda: _take(request, session), "add": lambda: _add(request, session, form),
        "move": lambda: _move(request, session),
    }  # fmt: skip
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise Refused(_("Das war kein Knopf dieser Seite. Bitte laden Sie sie neu."))
    return act()


def _take(request: HttpRequest, session: Session) -> HttpResponse:
    keys = None if "all" in request.POST else request.POST.getlist("key")
    if keys == []:
        raise Refused(_("Bitte kreuzen Sie an, was auf die Tagesordnung soll."))
    count = actions.take(by=request.user, session=session, keys=keys)
    if not count:
        messages.info(request, _("Das stand schon auf der Tagesordnung."))
        return redirect("conferences:agenda", session.pk)
    said = ngettext(
        "%(count)d Punkt steht jetzt auf der Tagesordnung.",
        "%(count)d Punkte stehen jetzt auf der Tagesordnung.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("conferences:agenda", session.pk)


def _add(request: HttpRequest, session: Session, form: AddForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    method = METHODS.get(AgendaItem.Kind(form.cleaned_data["kind"]), Method.NONE)
    item = actions.add(by=request.user, session=session, method=method, **form.cleaned_data)
    page = "chair" if session.is_running else "agenda"
    return redirect(f"{reverse(f'conferences:{page}', args=[session.pk])}#punkt-{item.pk}")


def _move(request: HttpRequest, session: Session) -> HttpResponse:
    number, _dot, way = request.POST.get("item", "").partition(".")
    item = get_object_or_404(session.items, pk=one_number(number) or 0)
    actions.move(by=request.user, item=item, to=item.position + (1 if way == "down" else -1))
    return redirect(f"{reverse('conferences:agenda', args=[session.pk])}#punkt-{item.pk}")


@never_cache
@READ_OR_POST
@required(MINUTE)
@published
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One point: its words, method, time and place; what there is to choose from."""
    shown = get_object_or_404(AgendaItem.objects.select_related("session__body", "need"), pk=pk)
    rules.running(request.user, shown.session.body)
    do = request.POST.get("do", "")
    option = _option(shown, request.POST.get("option") or request.GET.get("option", ""))
    form = ItemForm.of(shown, request.POST if do == "change" else None)
    option_form = OptionForm.of(shown, option, request.POST if do == "option" else None)
    if request.method == "POST":
        target = option_form if do == "option" else form
        try:
            if (done := _do_item(request, shown, form, option_form, option)) is not None:
                return done
        except Refused as refusal:
            if not target.is_bound:
                target = form = ItemForm.of(shown, _as_stands(shown))
                form.is_valid()
            target.add_error(None, str(refusal))
    context = {
        "item": shown, "session": shown.session, "form": form, "option_form": option_form, "option": option,
        "options": query.options_of(shown), "chooses": shown.method in CHOOSING,
        "is_open": shown.session.state in BEFORE, "trail": of_preparation(shown.session, shown.title, agenda=True),
        "is_list": shown.kind == AgendaItem.Kind.ORDER,
    }  # fmt: skip
    wrong = form.errors or option_form.errors
    return render(request, "conferences/item.html", context, status=422 if wrong else 200)


def _as_stands(item: AgendaItem) -> dict[str, Any]:
    form = ItemForm.of(item)
    return {name: form[name].value() for name in form.fields}


def _option(item: AgendaItem, number: str) -> Option | None:
    return item.options.filter(pk=one_number(number)).first()


def _do_item(
    request: HttpRequest, item: AgendaItem, form: ItemForm, option_form: OptionForm, option: Option | None
) -> HttpResponse | None:
    by, do = request.user, request.POST.get("do", "")
    here = reverse("conferences:item", args=[item.pk])
    if do == "remove":
        actions.remove(by=by, item=item)
        messages.success(request, _("Der Punkt steht nicht mehr auf der Tagesordnung."))
        return redirect("conferences:agenda", item.session_id)
    if do == "renew":
        came, went = choosing.renew_list(by=by, item=item)
        messages.success(
            request, _("Dazugekommen: %(came)d, weggefallen: %(went)d.") % {"came": came, "went": went}
        )
        return redirect(f"{here}#vorschlaege")
    if do == "strike" and option:
        choosing.remove_option(by=by, option=option)
        return redirect(f"{here}#vorschlaege")
    if do == "option" and option_form.is_valid():
        if option:
            choosing.change_option(by=by, option=option, **option_form.values())
        else:
            choosing.add_option(by=by, item=item, **option_form.values())
        return redirect(f"{here}#vorschlaege")
    if do == "change" and form.is_valid():
        kept = actions.change(by=by, item=item, **form.values())
        if form.cleaned_data["position"] != kept.position:
            actions.move(by=by, item=kept, to=form.cleaned_data["position"])
        messages.success(request, _("Gespeichert."))
        return redirect(here)
    return None
