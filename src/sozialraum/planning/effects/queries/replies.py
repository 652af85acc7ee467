"""What those who registered it answered, in numbers: fewer than three of a kind are never told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum import charts
from sozialraum.charts import Chart
from sozialraum.planning.effects.models import Inquiry, Reply
from sozialraum.planning.needs.queries.one import parts
from sozialraum.planning.statistics.words import language

ORDER = tuple(Reply.Helped.values)


def counts(inquiry: Inquiry, given: Iterable[str] | None = None) -> dict[str, Any]:
    """asked, replies, answers by kind as far as they may be told apart, rest: how many more there are.

    given: the answers, where they have been read already.
    """
    if given is None:
        given = inquiry.replies.values_list("helped", flat=True)
    by_kind = Counter(given)
    told = parts(by_kind, str)
    answers = {key: dict(told.parts)[key] for key in ORDER if key in dict(told.parts)}
    return {"asked": inquiry.asked, "replies": by_kind.total(), "answers": answers, "rest": told.rest}


def label(key: str) -> str:
    """An answer in words."""
    return str(Reply.Helped(key).label) if key in ORDER else key


def sentence(found: Mapping[str, Any]) -> str:
    """The numbers in a plain sentence."""
    asked, replies = found.get("asked", 0), found.get("replies", 0)
    if not asked:
        return _("Es wurde niemand gefragt.")
    if not replies:
        return ngettext("Ein Mensch wurde gefragt; es kam keine Antwort.",
                        "%(n)d Menschen wurden gefragt; es kam keine Antwort.", asked) % {"n": asked}  # fmt: skip
    if asked == 1:
        return _("Ein Mensch wurde gefragt und hat geantwortet.") + " " + _few()
    said = ngettext("%(replies)d von %(asked)d Gefragten hat geantwortet.",
                    "%(replies)d von %(asked)d Gefragten haben geantwortet.", replies)  # fmt: skip
    said %= {"replies": replies, "asked": asked}
    listed = [
        _("%(n)d-mal „%(answer)s“") % {"n": count, "answer": label(key)}
        for key, count in found.get("answers", {}).items()
    ]
    if not listed:
        return f"{said} {_few()}"
    if found.get("rest"):
        listed.append(_("anderes %(n)d-mal") % {"n": found["rest"]})
    return f"{said} {_('Hat es geholfen? %(answers)s.') % {'answers': ', '.join(listed)}}"


def _few() -> str:
    return _("Was angekreuzt wurde, steht hier nicht: Es sind so wenige, dass man sie erkennen könnte.")


def chart(found: Mapping[str, Any]) -> Chart | None:
    """The answers as bars; none where they may not be told apart."""
    answers = found.get("answers") or {}
    if not answers:
        return None
    labels, values = [label(key) for key in answers], [float(n) for n in answers.values()]
    if found.get("rest"):
        labels, values = [*labels, _("andere Antworten")], [*values, float(found["rest"])]
    return charts.bars(labels, values, title=_("Hat es geholfen?"), unit="persons", language=language())
