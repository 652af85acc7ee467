"""What a department says in an answer, as values: from a form, from a row, and as plain values that can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sozialraum.planning.answers.models import Answer, SectorPlan
from sozialraum.planning.statistics.words import euros


@dataclass(frozen=True)
class Said:
    """What stands in an answer. cost: euros, exact to the cent."""

    kind: str
    text: str = ""
    reason: str = ""
    cost: Decimal | None = None
    by_when: date | None = None
    legal_basis: str = ""
    plan: SectorPlan | None = None
    passage: str = ""

    def values(self) -> dict[str, Any]:
        """As columns of an answer, texts without blanks around them."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        return {key: value.strip() if isinstance(value, str) else value for key, value in found.items()}


NAMES = tuple(item.name for item in fields(Said))


def as_plain(answer: Answer) -> dict[str, Any]:
    """Texts, and nothing else: sums and days as text, the sector plan as its number."""
    return {
        "kind": answer.kind, "text": answer.text, "reason": answer.reason,
        "cost": None if answer.cost is None else str(answer.cost),
        "by_when": answer.by_when.isoformat() if answer.by_when else None, "legal_basis": answer.legal_basis,
        "plan": answer.plan_id, "passage": answer.passage,
    }  # fmt: skip


def from_plain(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same back, as columns of an answer."""
    values = {name: kept[name] for name in NAMES if name != "plan"}
    values["cost"] = None if kept["cost"] is None else Decimal(kept["cost"])
    values["by_when"] = date.fromisoformat(kept["by_when"]) if kept["by_when"] else None
    return values | {"plan_id": kept["plan"]}


def in_words(answer: Answer, silent: Sequence[str] = ()) -> str:
    """The answer in plain German, as those read it who registered the need."""
    with override("de"):
        kind = str(answer.get_kind_display())
        lines = [f"{kind[:1].upper()}{kind[1:]}.", answer.text.strip()]
        lines.append(_("Begründung: %(reason)s") % {"reason": answer.reason.strip()})
        if answer.cost is not None:
            lines.append(_("Kosten: %(sum)s") % {"sum": euros(answer.cost)})
        if answer.by_when:
            lines.append(_("Bis wann: %(day)s") % {"day": date_format(answer.by_when, "DATE_FORMAT")})
        if answer.legal_basis:
            lines.append(_("Rechtsgrundlage: %(basis)s") % {"basis": answer.legal_basis})
        if answer.plan:
            told = {"plan": answer.plan.title, "passage": f", {answer.passage}" if answer.passage else ""}
            lines.append(_("Fachplanung: %(plan)s%(passage)s") % told)
        if silent:
            said = ngettext(
                "Ein beteiligtes Amt hat sich in der Frist nicht geäußert: %(names)s.",
                "Diese beteiligten Ämter haben sich in der Frist nicht geäußert: %(names)s.",
                len(silent),
            )
            lines.append(said % {"names": ", ".join(silent)})
    return "\n".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines)
