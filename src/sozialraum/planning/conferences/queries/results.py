"""What a counted ballot says, and which outcomes follow from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.conferences.models import AgendaItem, Ballot, Option
from sozialraum.planning.conferences.states import Method, Outcome
from sozialraum.planning.people.roles import Bank

# What may be stated where a motion did not pass.
OTHERWISE = {
    Outcome.CARRIED: (Outcome.NOT_CARRIED, Outcome.DEFERRED),
    Outcome.ADOPTED: (Outcome.REJECTED,),
    Outcome.BUNDLED: (Outcome.SENT_BACK,),
    Outcome.REOPENED: (Outcome.REJECTED,),
    Outcome.ACCEPTED: (Outcome.NEGOTIATE,),
    Outcome.NEGOTIATE: (Outcome.ACCEPTED, Outcome.NOTED),
    Outcome.EFFECTIVE: (Outcome.PARTLY_EFFECTIVE, Outcome.NOT_EFFECTIVE),
    Outcome.PARTLY_EFFECTIVE: (Outcome.EFFECTIVE, Outcome.NOT_EFFECTIVE),
    Outcome.NOT_EFFECTIVE: (Outcome.PARTLY_EFFECTIVE, Outcome.EFFECTIVE),
}
MOST_NAMED = 5  # in a sentence; more stand in the table
ON_A_NEED = (Outcome.CARRIED, Outcome.NOT_CARRIED, Outcome.DEFERRED, Outcome.SOLVED_LOCALLY)
ON_AN_ANSWER = (Outcome.ACCEPTED, Outcome.NEGOTIATE, Outcome.NOTED)
ON_AN_EFFECT = (Outcome.EFFECTIVE, Outcome.PARTLY_EFFECTIVE, Outcome.NOT_EFFECTIVE, Outcome.NOTED)
ON_A_PAPER = (Outcome.ADOPTED, Outcome.REJECTED, Outcome.DEFERRED, Outcome.NOTED)


def fits(ballot: Ballot, outcome: str) -> bool:
    """Whether an outcome is what a counted ballot came to."""
    return outcome in outcomes(ballot)


def outcomes(ballot: Ballot) -> tuple[Outcome, ...]:
    """What may be stated after a counted ballot, the most likely first."""
    result, on_need = ballot.result, ballot.item.kind == AgendaItem.Kind.NEED
    if ballot.method == Method.CARRY:
        motion = Outcome(ballot.motion)
        if result["passes"]:
            return (motion,)
        refused = OTHERWISE.get(motion, (Outcome.NOTED,))
        if ballot.item.kind == AgendaItem.Kind.PAPER and motion == Outcome.ADOPTED:
            refused = (Outcome.REJECTED, Outcome.DEFERRED)
        return (*reversed(refused),) if result["tie"] else refused
    if ballot.method == Method.CONSENSING:
        if len(result["best"]) != 1:
            return (Outcome.DEFERRED,) if on_need else (Outcome.NOTED,)
        passive = result["best"][0] == ballot.rules["passive"]
        if on_need:
            return (
                (Outcome.NOT_CARRIED, Outcome.DEFERRED)
                if passive
                else (Outcome.CARRIED, Outcome.SOLVED_LOCALLY)
            )
        return (Outcome.REJECTED,) if passive else (Outcome.CHOSEN,)
    if ballot.method == Method.ELECTION and not result["elected"]:
        return (Outcome.NOTED,)  # a tie, or nobody: elected again, another time
    return {
        Method.DOTS: (Outcome.CHOSEN, Outcome.NOTED),
        Method.ORDER: (Outcome.BUNDLED, Outcome.SENT_BACK) if ballot.item.is_list else (Outcome.ADOPTED, Outcome.NOTED),
        Method.FUND: (Outcome.FUNDED,), Method.ELECTION: (Outcome.ELECTED,),
    }[Method(ballot.method)]  # fmt: skip


def meaning(ballot: Ballot) -> str:
    """What a yes does, in the visitor's language; "" where it isn't about yes and no."""
    return str(Outcome(ballot.motion).label) if ballot.motion else ""


def usual_question(item: AgendaItem, motion: str) -> str:
    """What is asked for a motion unless the chair asks otherwise: kept, and so German. motion: an Outcome, or ""."""
    with override("de"):
        asked = {
            Outcome.CARRIED: _("Soll die Konferenz diesen Bedarf tragen?"),
            Outcome.NOT_CARRIED: _("Soll die Konferenz diesen Bedarf ablehnen?"),
            Outcome.DEFERRED: _("Soll die Konferenz diesen Bedarf vertagen?"),
            Outcome.SOLVED_LOCALLY: _("Ist dieser Bedarf vor Ort gelöst?"),
            Outcome.REOPENED: _("Soll dieser Bedarf neu beraten werden?"),
            Outcome.ACCEPTED: _("Nimmt die Konferenz die Antwort des Fachamts an?"),
            Outcome.NEGOTIATE: _("Soll über die Antwort des Fachamts verhandelt werden?"),
            Outcome.EFFECTIVE: _("Hat die Maßnahme geholfen?"),
            Outcome.PARTLY_EFFECTIVE: _("Hat die Maßnahme teilweise geholfen?"),
            Outcome.NOT_EFFECTIVE: _("Hat die Maßnahme nicht geholfen?"),
        }
        if item.kind == AgendaItem.Kind.PAPER:
            asked[Outcome.ADOPTED] = _("Soll die Vorlage so beschlossen werden?")
            asked[Outcome.DEFERRED] = _("Soll die Entscheidung über die Vorlage verschoben werden?")
    return asked.get(Outcome(motion), item.title) if motion else item.title


def without_ballot(item: AgendaItem) -> tuple[Outcome, ...]:
    """What may be stated where nobody was against it."""
    if item.need_id is not None and item.kind == AgendaItem.Kind.NEED:
        return ON_A_NEED
    if item.is_list:
        return Outcome.BUNDLED, Outcome.SENT_BACK
    if item.kind == AgendaItem.Kind.APPEAL:
        return Outcome.REOPENED, Outcome.REJECTED
    if item.need_id is not None and item.kind == AgendaItem.Kind.ANSWER:
        return ON_AN_ANSWER
    if item.need_id is not None and item.kind == AgendaItem.Kind.EFFECT:
        return ON_AN_EFFECT
    if item.need_id is not None and item.kind == AgendaItem.Kind.PAPER:
        return ON_A_PAPER
    return Outcome.NOTED, Outcome.ADOPTED, Outcome.REJECTED


def sentence(ballot: Ballot, options: Sequence[Option]) -> str:
    """The result in a sentence, as the chair would say it."""
    return _SENTENCES[Method(ballot.method)](ballot.result, {one.pk: one.title for one in options})


def _said_carry(result: dict[str, Any], _titles: dict[int, str]) -> str:
    abstained = ngettext("%(n)d Enthaltung", "%(n)d Enthaltungen", result["abstained"])
    told = {"yes": result["yes"], "no": result["no"], "abstained": abstained % {"n": result["abstained"]}}
    if result["tie"]:
        return _("Gleichstand: %(yes)d Ja, %(no)d Nein, %(abstained)s. Nicht angenommen.") % told
    if result["passes"]:
        return _("Angenommen mit %(yes)d Ja, %(no)d Nein, %(abstained)s.") % told
    return _("Nicht angenommen: %(yes)d Ja, %(no)d Nein, %(abstained)s.") % told


def _said_consensing(result: dict[str, Any], titles: dict[int, str]) -> str:
    best = result["best"]
    if not best:
        return _("Niemand hat abgestimmt.")
    mean = decimal(result["options"][0]["mean"])
    if len(best) > 1:
        names = _("“ und „").join(titles[pk] for pk in best)
        return _("Gleich wenig Widerstand (%(mean)s von 10): „%(names)s“.") % {"mean": mean, "names": names}
    said = _("Am wenigsten Widerstand hat „%(title)s“: %(mean)s von 10.")
    return said % {"title": titles[best[0]], "mean": mean}


def _said_dots(result: dict[str, Any], titles: dict[int, str]) -> str:
    if not result["best"]:
        return _("Niemand hat Punkte vergeben.")
    return _("Die meisten Punkte: „%(title)s“.") % {
        "title": _("“ und „").join(titles[pk] for pk in result["best"])
    }


def _said_order(result: dict[str, Any], titles: dict[int, str]) -> str:
    first = [titles[place["option"]] for place in result["places"][:MOST_NAMED]]
    if not first:
        return _("Niemand hat etwas ausgewählt.")
    said = _("%(count)d stehen auf der Liste, zuerst „%(title)s“.")
    count = len(result["places"]) + len(result["unsupported"])
    return said % {"count": count, "title": _("“, „").join(first)}


def _said_fund(result: dict[str, Any], titles: dict[int, str]) -> str:
    paid = [one["option"] for one in result["bought"]] + result["completed"]
    costs = {one["option"]: euros(one["cost"]) for one in result["options"]}
    said = ngettext(
        "%(count)d Vorhaben wird bezahlt, zusammen %(cost)s; es bleiben %(left)s.",
        "%(count)d Vorhaben werden bezahlt, zusammen %(cost)s; es bleiben %(left)s.", len(paid),
    ) % {"count": len(paid), "cost": euros(result["cost"]), "left": euros(result["left"])}  # fmt: skip
    if not 0 < len(paid) <= MOST_NAMED:
        return said
    named = ", ".join(_("„%(title)s“ (%(cost)s)") % {"title": titles[pk], "cost": costs[pk]} for pk in paid)
    return _("%(said)s Bezahlt: %(named)s.") % {"said": said, "named": named}


def _said_election(result: dict[str, Any], titles: dict[int, str]) -> str:
    names = ", ".join(titles[pk] for pk in result["elected"])
    if result["tie"]:
        level = ", ".join(titles[pk] for pk in result["tie"])
        said = (
            _("Gewählt: %(names)s. Stimmengleichheit: %(level)s.")
            if names
            else _("Stimmengleichheit: %(level)s.")
        )
        return said % {"names": names, "level": level}
    return _("Gewählt: %(names)s.") % {"names": names} if names else _("Niemand ist gewählt.")


_SENTENCES = {
    Method.CARRY: _said_carry, Method.CONSENSING: _said_consensing, Method.DOTS: _said_dots,
    Method.ORDER: _said_order, Method.FUND: _said_fund, Method.ELECTION: _said_election,
}  # fmt: skip


def decimal(value: str | None, places: int = 1) -> str:
    """An exact fraction as a number of so many decimals, in the visitor's language; a dash where there is none."""
    return "–" if value is None else numbers.number(float(Fraction(value)), places, _language())


def percent(value: str | None) -> str:
    """An exact share in percent."""
    return "–" if value is None else f"{numbers.number(float(Fraction(value) * 100), 0, _language())} %"


def _language() -> str:
    return (get_language() or "de")[:2]


def euros(cents: int) -> str:
    """Money in the visitor's language."""
    return numbers.euros(cents, _language())


@dataclass(frozen=True)
class Line:
    """An option (or yes and no) in a table of results: what counts, and by bank. `share`: 0 to 100, for a bar."""

    title: str
    value: str
    beside: str
    share: int
    by_bank: tuple[tuple[str, str], ...]
    note: str = ""
    is_first: bool = False
    spread: tuple[str, ...] = ()  # beside by_bank: how far the votes of a bank lie apart

    @property
    def cells(self) -> tuple[tuple[str, str, str], ...]:
        """By bank: its name, what counts, and how far it lies apart."""
        spread = self.spread or ("",) * len(self.by_bank)
        return tuple((*one, apart) for one, apart in zip(self.by_bank, spread, strict=True))


def lines(ballot: Ballot, options: Sequence[Option]) -> list[Line]:
    """The result as rows of a table, in their order."""
    titles = {one.pk: one.title for one in options}
    return _LINES[Method(ballot.method)](ballot.result, titles, ballot.rules)


def _lines_carry(result: dict[str, Any], _titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    heads = {"yes": _("Ja"), "no": _("Nein"), "abstained": _("Enthaltung")}
    total = max(1, result["yes"] + result["no"] + result["abstained"])
    banks = result.get("banks", {})
    return [
        Line(
            title, str(result[key]), "", result[key] * 100 // total,
            _by_bank(banks, lambda said, key=key: str(said[key])),
        )
        for key, title in heads.items()
    ]  # fmt: skip


def _lines_consensing(result: dict[str, Any], titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    return [
        Line(
            titles[one["option"]], decimal(one["mean"]), decimal(one["by_other"]) if "by_other" in one else "",
            int(Fraction(one["mean"]) * 10) if one["mean"] else 0,
            _by_bank(one.get("banks", {}), lambda said: decimal(said["mean"])),
            _note_of(one, rules), one["option"] in result["best"],
            tuple(apart for _bank, apart in _by_bank(one.get("banks", {}), _apart)),
        )
        for one in result["options"]
    ]  # fmt: skip


def _apart(said: dict[str, Any]) -> str:
    """How far the votes on a bank lie apart; nothing where fewer than two voted, or it wasn't kept."""
    if said.get("spread") is None or said["voters"] < 2:
        return ""
    told = _("± %(spread)s; %(share)s ab 8")
    words = told % {"spread": _one_place(said["spread"]), "share": percent(said["high"])}
    return "; ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in words.split("; "))


def _one_place(value: float) -> str:
    return numbers.number(value, 1, _language())


def _note_of(one: dict[str, Any], rules: dict[str, Any]) -> str:
    said = []
    if one.get("spread") is not None and one["voters"] > 1:
        said.append(_("Streuung ± %(spread)s") % {"spread": _one_place(one["spread"])})
    if one.get("high") and Fraction(one["high"]):
        said.append(_("%(share)s geben 8 und mehr") % {"share": percent(one["high"])})
    if one["behind"] and one["option"] != rules["passive"]:
        said.append(_("nicht besser als die Passivlösung"))
    return "; ".join(said)


def _lines_dots(result: dict[str, Any], titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    return [
        Line(
            titles[one["option"]], str(one.get("dots", "")), percent(one["share"]),
            int(Fraction(one["share"]) * 100), _counts(one), _otherwise(one, rules, percent),
            one["option"] in result["best"],
        )
        for one in result["options"]
    ]  # fmt: skip


def _lines_order(result: dict[str, Any], titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    voters = max(1, result["voters"])
    found = [
        Line(
            titles[one["option"]],
            str(one["supporters"]),
            "",
            one["supporters"] * 100 // voters,
            _counts(one),
            " ".join(filter(None, (_why(one), _otherwise(one, rules, _place)))),
        )
        for one in result["places"]
    ]
    return found + [
        Line(titles[pk], "0", "", 0, (), _("niemand hat es ausgewählt")) for pk in result["unsupported"]
    ]


def _otherwise(one: dict[str, Any], rules: dict[str, Any], write: Callable[[Any], str]) -> str:
    """What the weighing that does not count would have said; nothing where few voted in secret."""
    if one.get("by_other") is None:
        return ""
    said = _("nach Köpfen: %(value)s") if rules["banks_equal"] else _("nach Bänken: %(value)s")
    return said % {"value": write(one["by_other"])}


def _place(number: int) -> str:
    return _("Platz %(n)d") % {"n": number}


def _paid(is_paid: bool) -> str:
    return _("bezahlt") if is_paid else _("nicht bezahlt")


def _why(one: dict[str, Any]) -> str:
    """Why it stands where it does: how many of its supporters had nothing on the list yet."""
    if one["fresh"] == one["supporters"]:
        return _("Keine der %(n)d Stimmen hatte bis dahin etwas auf der Liste.") % {"n": one["supporters"]}
    said = _("%(fresh)d der %(n)d Stimmen hatten bis dahin nichts auf der Liste; die anderen zählen weniger.")
    return said % {"fresh": one["fresh"], "n": one["supporters"]}


def _lines_fund(result: dict[str, Any], titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    bought = {one["option"]: one for one in result["bought"]}
    paid = [*bought, *result["completed"]]
    most = max((one["supporters"] for one in result["options"]), default=1) or 1
    by_option = {one["option"]: one for one in result["options"]}
    order = paid + [pk for pk in by_option if pk not in paid]
    return [
        Line(
            titles[pk], euros(by_option[pk]['cost']), str(by_option[pk]["supporters"]),
            by_option[pk]["supporters"] * 100 // most, _counts(by_option[pk]),
            "; ".join(filter(None, _money(by_option[pk], bought, result["completed"], rules))), pk in paid,
        )
        for pk in order
    ]  # fmt: skip


def _money(
    one: dict[str, Any], bought: dict[int, dict[str, Any]], completed: list[int], rules: dict[str, Any]
) -> tuple[str, str]:
    return _receipt(one["option"], bought, completed), _otherwise(one, rules, _paid)


def _receipt(pk: int, bought: dict[int, dict[str, Any]], completed: list[int]) -> str:
    if pk in completed:
        return _("aus dem Rest bezahlt")
    if pk not in bought:
        return _("nicht bezahlt: Wer dafür ist, hat zusammen nicht genug übrig")
    prices = bought[pk].get("prices", {})
    most = max((Fraction(price) for price in prices.values()), default=Fraction(0))
    return _("bezahlt; je Stimme höchstens %(price)s") % {"price": euros(-(-most // 1))}


def _lines_election(result: dict[str, Any], titles: dict[int, str], rules: dict[str, Any]) -> list[Line]:
    return [
        Line(
            titles[one["option"]], str(one.get("votes", "")) or percent(one["share"]),
            percent(one["share"]) if "votes" in one else "",
            int(Fraction(one["share"]) * 100), _counts(one),
            _("Stimmengleichheit") if one["option"] in result["tie"] else "", one["option"] in result["elected"],
        )
        for one in result["options"]
    ]  # fmt: skip


def _counts(one: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return _by_bank(one.get("banks", {}), str)


def _by_bank(found: dict[str, Any], write: Callable[[Any], str]) -> tuple[tuple[str, str], ...]:
    """In the order of the banks: what was kept as JSON has an order of its own."""
    return tuple((str(bank.label), write(found[bank])) for bank in Bank if bank in found)


_LINES = {
    Method.CARRY: _lines_carry, Method.CONSENSING: _lines_consensing, Method.DOTS: _lines_dots,
    Method.ORDER: _lines_order, Method.FUND: _lines_fund, Method.ELECTION: _lines_election,
}  # fmt: skip
