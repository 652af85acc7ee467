"""The sentences in which the way of a need tells measures, their money, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sozialraum.planning.effects.queries.replies import sentence as of_replies
from sozialraum.planning.needs.queries.telling import Words
from sozialraum.planning.needs.queries.told_words import STEPS as OF_NEEDS
from sozialraum.planning.needs.queries.told_words import day_of, plainly
from sozialraum.planning.needs.queries.way import said_elsewhere
from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.queries.drafting import indicator_title
from sozialraum.planning.reports.queries.grid import euros_of_text

FIELDS: Mapping[str, Any] = {
    "title": gettext_lazy("Titel"), "text": gettext_lazy("Beschreibung"), "provider": gettext_lazy("Träger"),
    "dimensions": gettext_lazy("Dimensionen"), "groups": gettext_lazy("Zielgruppen"),
    "indicators": gettext_lazy("Kennzahlen"), "begins": gettext_lazy("Beginn"), "ends": gettext_lazy("Ende"),
    "budget_line": gettext_lazy("Haushaltsstelle"),
}  # fmt: skip


def _begun(details: Mapping[str, Any]) -> str:
    """What was planned: who answers for it, who does it, what it costs, from which line."""
    if not details.get("title"):
        return ""
    said = [_("Der Plan für die Maßnahme „%(title)s“ steht.") % {"title": details["title"]}]
    if details.get("responsible"):
        said.append(_("Verantwortlich: %(name)s.") % {"name": details["responsible"]})
    if details.get("provider"):
        said.append(_("Träger: %(name)s.") % {"name": details["provider"]})
    if amount := _sum(details.get("costs")):
        said.append(_("Kosten nach Plan: %(amount)s.") % {"amount": amount})
    if details.get("budget_line"):
        said.append(_("Haushaltsstelle: %(line)s.") % {"line": details["budget_line"]})
    said += _expected(details)
    return " ".join(said)


def _expected(details: Mapping[str, Any]) -> list[str]:
    """By what the decision wanted to see its effect."""
    key, year = details.get("expected_indicator"), details.get("expected_by")
    if not key:
        return []
    told = {"what": indicator_title(str(key)), "year": year}
    if year:
        return [_("Nach dem Beschluss soll man es bis Ende %(year)s hieran sehen: %(what)s.") % told]
    return [_("Nach dem Beschluss soll man es hieran sehen: %(what)s.") % told]


def _sum(costs: Any) -> str:
    if not isinstance(costs, Mapping) or not costs:
        return ""
    try:
        return euros_of_text(sum((Decimal(str(one)) for one in costs.values()), Decimal(0)))
    except ArithmeticError:
        return ""


def _changed(details: Mapping[str, Any]) -> str:
    names = [str(FIELDS[key]) for key in details.get("changes") or () if key in FIELDS]
    return _("An der Maßnahme ist etwas geändert: %(what)s.") % {"what": ", ".join(names)} if names else ""


def _done(details: Mapping[str, Any]) -> str:
    if not details.get("title"):
        return ""
    said = _("Ein Schritt der Maßnahme ist getan: %(title)s.") % {"title": details["title"]}
    late = details.get("late")
    if isinstance(late, int) and late > 0:
        said += " " + ngettext("Einen Tag nach der Frist.", "%(n)d Tage nach der Frist.", late) % {"n": late}
    return said


def _step(words: Any, *days: str) -> Words:
    """A step by its title, with the days that the line names."""

    def told(details: Mapping[str, Any]) -> str:
        found = {key: day_of(details.get(key)) for key in days}
        if not details.get("title") or not all(found.values()):
            return ""
        return str(words) % {"title": details["title"], **found}

    return told


def _costs(details: Mapping[str, Any]) -> str:
    year, planned = details.get("year"), euros_of_text(details.get("planned"))
    actual = euros_of_text(details["actual"]) if details.get("actual") else ""
    if not year or not planned:
        return ""
    if actual:
        words = _("Kosten der Maßnahme %(year)s: Ausgegeben sind %(actual)s, geplant waren %(planned)s.")
        return words % {"year": year, "actual": actual, "planned": planned}
    return _("Kosten der Maßnahme %(year)s: Geplant sind %(planned)s.") % {"year": year, "planned": planned}


def _money(words: Any, named: Any) -> Words:
    """A sum, and the fund by its name where the line knows it."""

    def told(details: Mapping[str, Any]) -> str:
        amount = euros_of_text(str(details.get("amount", "")).lstrip("-"))
        if not amount:
            return ""
        fund = details.get("fund_title")
        return str(named) % {"amount": amount, "fund": fund} if fund else str(words) % {"amount": amount}

    return told


def _amount(words: Any) -> Words:
    def told(details: Mapping[str, Any]) -> str:
        amount = euros_of_text(details.get("amount"))
        return str(words) % {"amount": amount} if amount else ""

    return told


_CONFIRMED = _amount(gettext_lazy("Geld für die Maßnahme ist zugesagt: %(amount)s."))
_HOPED = _amount(gettext_lazy("Geld für die Maßnahme ist vorgesehen, aber noch nicht zugesagt: %(amount)s."))


def _until(words: Any, otherwise: Any) -> Words:
    def told(details: Mapping[str, Any]) -> str:
        day = day_of(details.get("until"))
        return str(words) % {"day": day} if day else str(otherwise)

    return told


def _closed(details: Mapping[str, Any]) -> str:
    asked, replies = details.get("asked"), details.get("replies")
    if not isinstance(asked, int) or not isinstance(replies, int):
        return _("Die Befragung ist zu Ende.")
    return _("Die Befragung ist zu Ende. Gefragt: %(asked)d. Geantwortet: %(replies)d.") % {
        "asked": asked, "replies": replies,
    }  # fmt: skip


def _evaluated(details: Mapping[str, Any]) -> str:
    """With what those who registered it answered, and the need that follows where it was no use."""
    if "verdict" not in details:
        return ""
    said = [str(OF_NEEDS[State.EVALUATED]), *filter(None, [said_elsewhere(details)]), *_expected(details)]
    if replies := details.get("replies"):
        said.append(of_replies(replies))
    elif details.get("asked") == "nobody_reachable":
        said.append(_("Wer es gemeldet hat, war nicht zu erreichen und konnte nicht gefragt werden."))
    if details.get("successor"):
        said.append(_("Daraus ist ein neuer Bedarf entstanden: B-%(n)s.") % {"n": details["successor"]})
    return " ".join(said)


WORDS: Mapping[str, Words] = {
    "programme.measure_begun": _begun,
    "programme.measure_started": plainly(gettext_lazy("Die Arbeit an der Maßnahme beginnt.")),
    "programme.measure_changed": _changed,
    "programme.measure_paused": plainly(gettext_lazy("Die Maßnahme ruht.")),
    "programme.measure_resumed": plainly(gettext_lazy("Die Maßnahme läuft wieder.")),
    "programme.measure_finished": plainly(gettext_lazy("Die Maßnahme ist abgeschlossen.")),
    "programme.measure_abandoned": plainly(
        gettext_lazy("Die Maßnahme ist abgebrochen. Bevor eine neue beginnt, wird neu beschlossen.")
    ),
    "programme.milestone_added": _step(
        gettext_lazy("Ein Schritt der Maßnahme kommt dazu: %(title)s, bis zum %(due)s."), "due"
    ),
    "programme.milestone_done": _done,
    "programme.milestone_moved": _step(
        gettext_lazy("Ein Schritt der Maßnahme ist verschoben: %(title)s, vom %(from)s auf den %(to)s."), "from", "to"
    ),
    "programme.milestone_dropped": _step(gettext_lazy("Ein Schritt der Maßnahme entfällt: %(title)s.")),
    "programme.costs_reported": _costs,
    "programme.funding_added": lambda details: (_CONFIRMED if details.get("confirmed") else _HOPED)(details),
    "programme.funding_confirmed": _CONFIRMED,
    "programme.funding_dropped": _amount(gettext_lazy("Geld für die Maßnahme fällt weg: %(amount)s.")),
    "programme.money_reserved": _money(
        gettext_lazy("Aus einem Fonds ist Geld dafür reserviert: %(amount)s."),
        gettext_lazy("Dafür ist Geld reserviert: %(amount)s aus „%(fund)s“."),
    ),
    "programme.money_released": _money(
        gettext_lazy("Eine Reservierung ist aufgelöst: %(amount)s."),
        gettext_lazy("Eine Reservierung ist aufgelöst: %(amount)s in „%(fund)s“."),
    ),
    "programme.money_paid": _money(
        gettext_lazy("Aus einem Fonds ist Geld dafür ausgezahlt: %(amount)s."),
        gettext_lazy("Dafür ist Geld ausgezahlt: %(amount)s aus „%(fund)s“."),
    ),
    "programme.money_refunded": _money(
        gettext_lazy("Geld ist in einen Fonds zurückgeflossen: %(amount)s."),
        gettext_lazy("Geld ist zurückgeflossen: %(amount)s in „%(fund)s“."),
    ),
    "effects.inquired": _until(
        gettext_lazy("Wer den Bedarf gemeldet hat, wird gefragt, ob es geholfen hat. Zeit ist bis zum %(day)s."),
        gettext_lazy("Wer den Bedarf gemeldet hat, wird gefragt, ob es geholfen hat."),
    ),
    "effects.inquiry_prolonged": _until(
        gettext_lazy("Für die Antworten ist mehr Zeit: bis zum %(day)s."),
        gettext_lazy("Für die Antworten ist mehr Zeit."),
    ),
    "effects.inquiry_closed": _closed,
}  # fmt: skip
# Better words for steps than those of the needs and of the conferences themselves.
STEPS: Mapping[str, Words] = {State.EVALUATED: _evaluated}
