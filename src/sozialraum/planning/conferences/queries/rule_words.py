"""The rules of a body in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.conferences.models import Body


def in_words(body: Body) -> list[tuple[str, str]]:
    """Each rule as a heading and a sentence, in the visitor's language."""
    return [
        (_("Beschlussfähig"), _quorum(body)),
        (
            _("Mehrheit"),
            _("Ein Beschluss braucht: %(majority)s.") % {"majority": body.get_majority_display()},
        ),
        (_("Gewicht der Bänke"), _weight(body)),
        (_("Abstimmung"), _("Abgestimmt wird geheim.") if body.secret else _("Abgestimmt wird offen.")),
        (_("Wer kommen darf"), who_may_come(body.is_public)),
        (_("Einladung"), _invitation(body)),
        (_("Stimmrecht"), f"{_gained(body)} {_rests(body)}"),
        (
            _("Befangenheit"),
            _("Wer in einer Sache eigene Interessen hat, spricht dazu und stimmt nicht mit ab."),
        ),
        (_("Protokoll"), _silence(body)),
    ]


def who_may_come(is_public: bool) -> str:
    """Of a body or of one session."""
    if is_public:
        return _("Die Sitzungen sind öffentlich: Alle können kommen und zuhören.")
    return _("Die Sitzungen sind nicht öffentlich. Beschlüsse über Bedarfe erfahren trotzdem alle.")


def _quorum(body: Body) -> str:
    said = (
        _("Mindestens %(percent)d Prozent der Stimmen müssen da sein; leere Sitze zählen nicht.")
        % {"percent": body.quorum_percent}
        if body.quorum_percent
        else _("Es ist immer beschlussfähig, wie viele auch kommen.")
    )
    if not body.quorum_per_bank:
        return said
    more = ngettext(
        "Von jeder Bank muss mindestens ein Mensch mit Stimme da sein.",
        "Von jeder Bank müssen mindestens %(n)d mit Stimme da sein.",
        body.quorum_per_bank,
    )
    return f"{said} {more % {'n': body.quorum_per_bank}}"


def _weight(body: Body) -> str:
    if body.banks_equal:
        return _(
            "Jede Bank wiegt gleich viel, wie viele Sitze sie auch hat. Daneben steht immer, wie es nach Köpfen "
            "ausging."
        )
    return _("Jede Stimme zählt gleich viel. Daneben steht immer, wie jede Bank gestimmt hat.")


def _invitation(body: Body) -> str:
    if not body.invitation_days:
        return _("Es gibt keine Frist für die Einladung.")
    said = ngettext(
        "Die Einladung kommt spätestens einen Tag vorher.",
        "Die Einladung kommt spätestens %(n)d Tage vorher.",
        body.invitation_days,
    )
    return said % {"n": body.invitation_days}


def _gained(body: Body) -> str:
    if body.gains_after <= 1:
        return _("Wer einen Sitz mit Stimme hat, stimmt von der ersten Sitzung an mit ab.")
    said = _("Ein Sitz stimmt mit ab, sobald er zum %(n)d. Mal vertreten ist.")
    return said % {"n": body.gains_after}


def _rests(body: Body) -> str:
    if not body.rests_after:
        return _("Wer fehlt, verliert die Stimme nicht.")
    said = ngettext(
        "Fehlt ein Sitz einmal ganz, ruht seine Stimme in der nächsten Sitzung; kommt jemand, gilt sie danach wieder.",
        "Fehlt ein Sitz %(n)d Mal nacheinander ganz, ruht seine Stimme; kommt wieder jemand, gilt sie danach wieder.",
        body.rests_after,
    )
    return said % {"n": body.rests_after}


def _silence(body: Body) -> str:
    if not body.silence_days:
        return _("Das Protokoll genehmigt das Gremium in der nächsten Sitzung.")
    said = ngettext(
        "Das Protokoll ist genehmigt, wenn einen Tag lang niemand etwas einwendet.",
        "Das Protokoll ist genehmigt, wenn %(n)d Tage lang niemand etwas einwendet.",
        body.silence_days,
    )
    return said % {"n": body.silence_days}
