"""Money for everybody to see: all funds, one fund's statement; and what those who keep or spend it can book."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.conferences.views.printed import printed
from sozialraum.planning.people.rules import NotAllowed, Refused, may, required
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import funds as actions
from sozialraum.planning.programme.forms.money import FundForm
from sozialraum.planning.programme.models import Distribution, Fund
from sozialraum.planning.programme.queries import overview as query
from sozialraum.planning.programme.queries import statement as account
from sozialraum.planning.programme.queries.accounts import asked_of
from sozialraum.planning.statistics.files import table_file
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MONEY_PATH = "/geld/"


@require_safe
@published
def money(request: HttpRequest) -> HttpResponse:
    """All funds of a year, and the keys by which money was split."""
    here = query.overview(request.GET)
    keeps = may(request.user, rules.MONEY)
    keys = Distribution.objects.all() if keeps else Distribution.objects.filter(published__isnull=False)
    files = [
        (label, reverse("programme:money_download", args=[form]) + here.wanted.query(), _("diese Fonds"))
        for label, form in (("CSV", "csv"), ("XLSX", "xlsx"))
    ]
    context = {
        "trail": [(_("Geld"), None)], "here": here, "keys": keys, "files": files, "keeps": keeps,
        "years": [(str(year), str(year)) for year in here.years],
        "areas": [("", _("alle Planungsräume")), *here.areas.items()],
        "sorts": [(key, title) for key, (title, _order) in query.SORTS.items()],
    }  # fmt: skip
    return render(request, "programme/money.html", context)


@require_safe
@published
def money_download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    return table_file(current(), query.table(query.overview(request.GET)), "geld", form)


@require_safe
@published
def fund(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement of one fund."""
    one = fund_of(pk)
    here = account.of_fund(one, request.GET)
    named = [
        ("CSV", reverse("programme:fund_download", args=[pk, "csv"])),
        ("XLSX", reverse("programme:fund_download", args=[pk, "xlsx"])),
        ("PDF", reverse("programme:fund_pdf", args=[pk])),
    ]
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (str(one), None)], "fund": one, "here": here,
        "files": [(label, where + here.query, _("dieser Kontoauszug")) for label, where in named],
        "keeps": may(request.user, rules.MONEY), "spends": rules.may_spend(request.user, one),
        "is_narrowed": bool(here.query), "asked": [] if one.closed else list(asked_of(one)),
    }  # fmt: skip
    return render(request, "programme/fund.html", context)


@require_safe
@published
def fund_download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The same as a file."""
    one = fund_of(pk)
    return table_file(current(), account.table(account.of_fund(one, request.GET)), f"kontoauszug-{one}", form)


@require_safe
def fund_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    one = fund_of(pk)
    document = account.document(account.of_fund(one, request.GET))
    return printed(document, f"{_('Kontoauszug')} {one}", is_public=True)


@never_cache
@READ_OR_POST
@required(rules.MONEY)
def fund_new(request: HttpRequest) -> HttpResponse:
    """Open a fund."""
    form = FundForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.open_fund(by=request.user, **form.values())
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Der Fonds ist eröffnet. Zahlen Sie jetzt ein, was er im Jahr bekommt.")
            )
            return redirect("programme:fund", made.pk)
    title = _("Fonds eröffnen")
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (title, None)], "form": form, "title": title, "button": _("Eröffnen"),
        "back": reverse("programme:money"),
    }  # fmt: skip
    return render(request, "programme/money_form.html", context, status=422 if form.errors else 200)


def fund_of(pk: int) -> Fund:
    """The fund, or a page that says that there is none."""
    return get_object_or_404(Fund.objects.select_related("body", "budget_line"), pk=pk)
