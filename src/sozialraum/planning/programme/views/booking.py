"""One act on a fund: filled in, seen once more with what it leaves, and then done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum.numbers import one_number
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.planning.programme import rules
from sozialraum.planning.programme.actions import fundings, funds
from sozialraum.planning.programme.forms import money as forms
from sozialraum.planning.programme.queries import statement as account
from sozialraum.planning.programme.queries.accounts import asked_of
from sozialraum.planning.programme.queries.statement import Statement
from sozialraum.planning.programme.views.funds import MONEY_PATH, fund_of
from sozialraum.planning.statistics.words import euros, typed


@dataclass(frozen=True)
class Act:
    """What can be done with a fund: its title, the button that does it, its form, its action, and who may."""

    title: Promise
    button: Promise
    form: type[forms.BookingForm]
    action: Callable[..., Any]
    by_conference: bool = False
    fund_as: str = "fund"  # what the action calls the fund; "": it knows it by the reservation
    books: bool = True


ACTS = {
    "einzahlen": Act(gettext_lazy("Einzahlen"), gettext_lazy("Ja, einzahlen"), forms.DepositForm, funds.deposit),
    "reservieren": Act(
        gettext_lazy("Reservieren"), gettext_lazy("Ja, reservieren"), forms.ReserveForm, funds.reserve, True
    ),
    "zusagen": Act(
        gettext_lazy("Einer Maßnahme zusagen"), gettext_lazy("Ja, zusagen"), forms.PromiseForm,
        fundings.confirm_funding, True, "",
    ),
    "absagen": Act(
        gettext_lazy("Einer Maßnahme absagen"), gettext_lazy("Ja, absagen"), forms.DeclineForm, fundings.drop_funding,
        True, "", books=False,
    ),
    "freigeben": Act(
        gettext_lazy("Reservierung freigeben"), gettext_lazy("Ja, freigeben"), forms.ReleaseForm, funds.release, True,
        "",
    ),
    "auszahlen": Act(gettext_lazy("Auszahlen"), gettext_lazy("Ja, auszahlen"), forms.PayForm, funds.pay),
    "rueckzahlung": Act(
        gettext_lazy("Rückzahlung buchen"), gettext_lazy("Ja, buchen"), forms.RefundForm, funds.refund
    ),
    "umbuchen": Act(
        gettext_lazy("Umbuchen"), gettext_lazy("Ja, umbuchen"), forms.TransferForm, funds.transfer, fund_as="source"
    ),
    "abschliessen": Act(
        gettext_lazy("Fonds abschließen"), gettext_lazy("Ja, abschließen"), forms.CloseForm, funds.close_fund
    ),
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fund_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Fill in; confirm; done. Who may not is told so before anything is shown."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    one = fund_of(pk)
    found = ACTS.get(act)
    if found is None:
        raise Http404
    if found.by_conference:
        rules.spending(request.user, one)
    else:
        rules.keeping_money(request.user)
    here = account.of_fund(one, {})
    form = found.form(request.POST or None, fund=one, open_ones=here.open, initial=_initial(request, here))
    confirming = form.is_valid() and "aendern" not in request.POST
    if confirming and "bestaetigt" in request.POST:
        try:
            _do(request, found, here, form)
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
            confirming = False
        else:
            done = _("Gebucht: %(act)s.") if found.books else _("Getan: %(act)s.")
            messages.success(request, done % {"act": found.title})
            return redirect("programme:fund", pk)
    context = {
        "trail": [(_("Geld"), MONEY_PATH), (str(one), reverse("programme:fund", args=[pk])), (found.title, None)],
        "fund": one, "here": here, "act": found, "form": form, "empty": _empty(act, here),
        "is_asked": confirming, "facts": _facts(here, form, found) if confirming else (),
    }  # fmt: skip
    return render(request, "programme/fund_act.html", context, status=422 if form.errors else 200)


def _do(request: HttpRequest, act: Act, here: Statement, form: forms.BookingForm) -> None:
    about = {act.fund_as: here.fund} if act.fund_as else {}
    act.action(by=request.user, **about, **form.values())


def _empty(act: str, here: Statement) -> str:
    """Why there is nothing to fill in; empty where there is."""
    if act == "freigeben" and not here.open:
        return _("Es gibt keine offene Reservierung")
    if act in ("zusagen", "absagen") and not asked_of(here.fund).exists():
        return _("Keine Maßnahme bittet um Geld aus diesem Fonds")
    return ""


def _initial(request: HttpRequest, here: Statement) -> dict[str, Any]:
    """What the page knew when it was made: the newest booking, and the reservation that was clicked."""
    asked = one_number(request.GET.get("reservierung", ""))
    line = next((one for one in here.open if one.booking.pk == asked), None)
    if line is None:
        return {"seen": here.last, "funding": one_number(request.GET.get("finanzierung", ""))}
    amount = typed(-line.booking.amount)
    return {"seen": here.last, "reservation": asked, "amount": amount, "text": line.booking.text}


def _facts(here: Statement, form: forms.BookingForm, act: Act) -> list[tuple[Any, Any]]:
    """What is going to be done, and what it leaves."""
    data, standing = form.values(), here.standing
    pairs: list[tuple[Any, Any]] = [(_("Fonds"), here.fund)]
    names = {
        "target": _("in den Fonds"),
        "carry_to": _("Rest in den Fonds"),
        "measure": _("für die Maßnahme"),
    }
    pairs += [(label, data[name]) for name, label in names.items() if data.get(name)]
    asked = data.get("funding")
    if asked is not None:
        pairs.append((_("für die Maßnahme"), f"{asked.measure.number} {asked.measure.title}"))
        pairs.append((_("Betrag"), euros(asked.amount)))
        if act.books:
            return [*pairs, (_("danach frei"), euros(standing.free - asked.amount))]
        return [*pairs, (_("Grund"), data["reason"])]
    promised = data.get("reservation")
    if promised is not None:
        pairs.append((_("aus der Reservierung"), f"{promised.text} ({euros(-promised.amount)})"))
    if "amount" in data:
        pairs.append((_("Betrag"), euros(data["amount"])))
    if "on" in data:
        pairs += [(_("Tag"), date_format(data["on"], "DATE_FORMAT")), (_("wofür"), data["text"])]
    if act.action is funds.close_fund:
        return [*pairs, (_("Rest"), euros(standing.balance))]
    amount, freed = data.get("amount", Decimal(0)), -promised.amount if promised is not None else Decimal(0)
    moves = {funds.deposit: 1, funds.refund: 1, funds.pay: -1, funds.transfer: -1}.get(act.action, 0)
    frees = -amount if act.action is funds.reserve else moves * amount + freed
    return [
        *pairs, (_("danach auf dem Konto"), euros(standing.balance + moves * amount)),
        (_("danach frei"), euros(standing.free + frees)),
    ]  # fmt: skip
