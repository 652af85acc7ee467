"""Where a line of the journal leads: to the request, the negotiation, the paper, the decision, the measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal.models import Entry

# By the detail that names it: the address, and what it is called.
LEADS = {
    "request": ("answers:request", gettext_lazy("Der Auftrag und die Antwort")),
    "negotiation": ("answers:negotiation", gettext_lazy("Die Aushandlung")),
    "paper": ("programme:paper", gettext_lazy("Die Beschlussvorlage")),
    "decision": ("programme:decision", gettext_lazy("Der Beschluss")),
    "measure": ("programme:measure", gettext_lazy("Die Maßnahme")),
    "fund": ("programme:fund", gettext_lazy("Der Fonds")),
}


def links_of(line: Entry) -> tuple[tuple[str, str], ...]:
    """Pairs of words and address; of what everybody may see."""
    return tuple(_found(line))


def _found(line: Entry) -> Iterator[tuple[str, str]]:
    details = line.details
    for key, (name, words) in LEADS.items():
        pk = details.get(key)
        if isinstance(pk, int):
            yield _named(str(words), details, key), reverse(name, args=[pk])
    if line.act.startswith("effects.") or (details.get("to") == "evaluated" and "verdict" in details):
        yield _("Was es bewirkt hat"), reverse("effects:effect", args=[line.subject_key])
    if isinstance(details.get("successor"), int):
        yield f"B-{details['successor']}", reverse("needs:need", args=[details["successor"]])


def _named(words: str, details: Mapping[str, Any], key: str) -> str:
    """With its number, where the line knows it."""
    number = {"paper": details.get("paper_number"), "measure": f"MN-{details.get('measure')}"}.get(key)
    return f"{words} {number}" if number else words
