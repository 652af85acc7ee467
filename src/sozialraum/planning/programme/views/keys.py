"""The key by which money is split: everybody tries it out; those who keep the money publish and allot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.people.rules import NotAllowed, Refused, may, required
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import distributing
from sozialraum.planning.programme.forms.money import DraftForm, KeyForm
from sozialraum.planning.programme.models import Distribution
from sozialraum.planning.programme.queries import key_page, keys
from sozialraum.planning.programme.queries.key_page import Outcome, outcome
from sozialraum.planning.programme.queries.keys import Key
from sozialraum.planning.programme.views.funds import MONEY_PATH
from sozialraum.planning.statistics.files import refused, table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.queries.versions import chosen
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import edition_title, euros, title_of, typed
from sozialraum.warehouse.version import NoFiguresError, Version

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
KEY_PATH = "/geld/schluessel/"
START = {"summe": "500000", "sockel": 30, "einwohner": 40, "bedarf": 30, "rundung": "euro"}
WITHOUT_NEED = START | {
    "sockel": 40,
    "einwohner": 60,
    "bedarf": 0,
    "kennzahl": "",
}  # nothing there measures it


@require_safe
@published
def key(request: HttpRequest) -> HttpResponse:
    """Try it out: what each space would get, and who gains and loses."""
    version = current()
    form, found = _tried(version, request)
    asked = request.GET.urlencode()
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (_("Verteilungsschlüssel"), None)], "form": form, "found": found,
        "keeps": may(request.user, rules.MONEY), "asked": asked, "version": version,
        "published": Distribution.objects.filter(published__isnull=False).order_by("-published", "-pk"),
        "files": [(name, f"{reverse('programme:key_download', args=[kind])}?{asked}", _("diese Verteilung"))
                  for name, kind in (("CSV", "csv"), ("XLSX", "xlsx"))],
    }  # fmt: skip
    return render(request, "programme/key.html", context, status=422 if form.errors else 200)


@require_safe
@published
def key_download(request: HttpRequest, form: str) -> HttpResponse:
    """What was tried out as a file."""
    version = current()
    filled, found = _tried(version, request)
    if found is None:
        return refused([str(one) for several in filled.errors.values() for one in several])
    about = [(_("Schlüssel"), _weights(key_of(filled.cleaned_data)))]
    return table_file(version, key_page.table(found, about), "verteilungsschluessel", form)


@never_cache
@READ_OR_POST
@required(rules.MONEY)
@published
def key_draft(request: HttpRequest) -> HttpResponse:
    """Keep what was tried out as a draft: its name and its year."""
    version = current()
    filled, found = _tried(version, request)
    form = DraftForm(request.POST or None)
    if found is None:
        messages.error(request, _("Dieser Schlüssel lässt sich nicht berechnen. Bitte ändern Sie ihn."))
        return redirect(f"{reverse('programme:key')}?{request.GET.urlencode()}")
    if form.is_valid():
        try:
            made = distributing.draft(by=request.user, key=key_of(filled.cleaned_data), **form.cleaned_data)
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:distribution", made.pk)
    title = _("Als Entwurf sichern")
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (_("Verteilungsschlüssel"), KEY_PATH), (title, None)], "form": form,
        "title": title, "says": _weights(key_of(filled.cleaned_data)), "button": _("Sichern"),
        "back": f"{reverse('programme:key')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "programme/money_form.html", context, status=422 if form.errors else 200)


@require_safe
@published
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """A key as it was kept, with the data version of its figures."""
    one = _seen(request, pk)
    found, (version, is_there) = _kept(one, request), chosen(one.data_version)
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (_("Verteilungsschlüssel"), KEY_PATH), (str(one), None)], "one": one,
        "found": found, "sorts": _sorts(found), "keeps": may(request.user, rules.MONEY),
        "is_current": one.data_version == current().id, "version_path": f"/datenstaende/{one.data_version}/",
        "index": _index_title(version, one.index), "edition": _edition_title(version, one.edition),
        "is_there": is_there, "funds": one.bookings.select_related("fund").order_by("fund__title"),
        "files": [(name, reverse("programme:distribution_download", args=[pk, kind]), _("diese Verteilung"))
                  for name, kind in (("CSV", "csv"), ("XLSX", "xlsx"))],
    }  # fmt: skip
    return render(request, "programme/distribution.html", context)


@require_safe
@published
def distribution_download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The same as a file."""
    one = _seen(request, pk)
    about = [(_("Schlüssel"), str(one)), (_("Datenstand der Verteilung"), one.data_version)]
    return table_file(current(), key_page.table(_kept(one, request), about), f"verteilung-{one}", form)


ACTS = ("veroeffentlichen", "zuteilen", "verwerfen")


@never_cache
@READ_OR_POST
@required(rules.MONEY)
def distribution_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Publish, allot or discard; each asks once more."""
    one = get_object_or_404(Distribution, pk=pk)
    if act not in ACTS:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            said = _do(request, one, act)
        except (Refused, NotAllowed) as refused_:
            refusal = str(refused_)
        else:
            messages.success(request, said)
            return redirect(*(["programme:key"] if act == "verwerfen" else ["programme:distribution", pk]))
    titles = {
        "veroeffentlichen": _("Schlüssel veröffentlichen"), "zuteilen": _("Geld zuteilen"),
        "verwerfen": _("Entwurf verwerfen"),
    }  # fmt: skip
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (_("Verteilungsschlüssel"), KEY_PATH),
                  (str(one), reverse("programme:distribution", args=[pk])), (titles[act], None)],
        "one": one, "act": act, "title": titles[act], "refusal": refusal, "count": len(one.shares),
    }  # fmt: skip
    return render(request, "programme/distribution_act.html", context, status=422 if refusal else 200)


def _do(request: HttpRequest, one: Distribution, act: str) -> str:
    if act == "veroeffentlichen":
        distributing.publish(by=request.user, distribution=one)
        return _("Veröffentlicht. Der Schlüssel bleibt jetzt, wie er ist.")
    if act == "verwerfen":
        distributing.discard(by=request.user, distribution=one)
        return _("Der Entwurf ist verworfen.")
    given = distributing.allot(by=request.user, distribution=one)
    return _("Zugeteilt: In %(n)d Fonds ist das Geld eingezahlt.") % {"n": len(given)}


def _tried(version: Version, request: HttpRequest) -> tuple[KeyForm, Outcome | None]:
    """The form as it was filled in, else as the published key has it; what comes of it, or None."""
    editions = keys.systems(version)
    if not editions:
        raise NoFiguresError(_("Es gibt keine Einwohnerzahlen."))
    asked = {name: value for name, value in request.GET.items() if value.strip()}
    system = asked.get("system", "")
    system = system if system in editions else next(iter(editions))
    holds = keys.published(system)
    measures = keys.measures(version, editions[system])
    data = _start(holds, measures) | {"system": system, "sortierung": "name"} | asked
    if data["kennzahl"] not in dict(measures):
        data["kennzahl"] = measures[0][0] if measures else ""
    titles = [(key, edition_title(one)) for key, one in editions.items()]
    form = KeyForm(data, measures=measures, systems=titles)
    if not form.is_valid():
        return form, None
    try:
        shares = keys.tried(version, key_of(form.cleaned_data))
    except keys.NotPossible as reason:
        form.add_error(None, str(reason))
        return form, None
    return form, outcome(shares, holds, form.cleaned_data["sortierung"])


def _start(holds: Distribution | None, measures: list[tuple[str, str]]) -> dict[str, Any]:
    if holds is None:
        return START | {"kennzahl": measures[0][0]} if measures else WITHOUT_NEED
    return {
        "summe": typed(holds.total), "sockel": holds.base, "einwohner": holds.inhabitants,
        "bedarf": holds.need, "kennzahl": holds.index, "rundung": "euro" if holds.whole_euros else "cent",
    }  # fmt: skip


def key_of(data: dict[str, Any]) -> Key:
    """The key that a form asks for."""
    return Key(
        data["summe"], data["sockel"], data["einwohner"], data["bedarf"], data["kennzahl"], data["system"],
        data["rundung"] == "euro",
    )  # fmt: skip


def _weights(one: Key) -> str:
    told = _(
        "%(sum)s: %(base)d Prozent Sockel, %(people)d Prozent nach Einwohnern, %(need)d Prozent nach Bedarf"
    )
    return told % {"sum": euros(one.total), "base": one.base, "people": one.inhabitants, "need": one.need}


def _seen(request: HttpRequest, pk: int) -> Distribution:
    """A published key is everybody's; a draft is for those who keep the money."""
    one = get_object_or_404(Distribution, pk=pk)
    if one.published is None and not may(request.user, rules.MONEY):
        raise Http404
    return one


def _kept(one: Distribution, request: HttpRequest) -> Outcome:
    """Against the key that was published before it."""
    before = Distribution.objects.filter(system=one.system, published__isnull=False).exclude(pk=one.pk)
    if one.published is not None:
        before = before.filter(published__lt=one.published)
    against = before.order_by("-published", "-pk").first()
    return outcome(keys.shares_of(one), against, request.GET.get("sortierung", ""))


def _sorts(found: Outcome | None) -> list[tuple[str, Any]]:
    if found is None:
        return []
    both = found.against is not None
    return [
        (key, title)
        for key, (title, _order) in key_page.SORTS.items()
        if both or key not in ("gewinn", "verlust")
    ]


def _index_title(version: Version, index: str) -> str:
    return title_of(version, index) if index in version.names else index


def _edition_title(version: Version, edition: str) -> str:
    try:
        return edition_title(version.edition(edition))
    except NoFiguresError:
        return edition
