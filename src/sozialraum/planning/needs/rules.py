"""Who may take a step of a need's way, and who sees what of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Attachment, Contribution, Need
from sozialraum.planning.people.models import Account, Scope
from sozialraum.planning.people.rules import Agent, NotAllowed, Refused, acting, may
from sozialraum.planning.statistics.queries import current

VISITOR = Actor(None, "", "visitor")
GRANTED = gettext_lazy("Einem Widerspruch wurde stattgegeben.")
BLACK = "█"
# Departments, councils and those who carry out are appointed for their office, not for a place.
OF_A_PLACE = frozenset({states.MANAGER, states.CONFERENCE})


@dataclass(frozen=True)
class Elsewhere:
    """When and where a conference said something that no session of it resolved here. where: never people."""

    on: date
    where: str


def told_elsewhere(said: Elsewhere | None, since: date | None = None) -> dict[str, str]:
    """It for the journal; Refused where it isn't told, is still to come, or was before there was anything to say."""
    if said is None or not said.where.strip():
        raise Refused(
            _(
                "Bitte nennen Sie, wann und wo die Konferenz das gesagt hat: den Tag, und das Gremium oder die Sitzung."
            )
        )
    if said.on > clock.today():
        raise Refused(_("Der Tag, an dem die Konferenz es gesagt haben soll, liegt in der Zukunft."))
    if since is not None and said.on < since:
        told = _(
            "Vor dem %(day)s gab es noch nichts, wozu die Konferenz etwas sagen konnte. Bitte prüfen Sie den Tag."
        )
        raise Refused(told % {"day": date_format(since, "DATE_FORMAT")})
    return {"said_on": said.on.isoformat(), "said_where": " ".join(said.where.split())}


def may_take(by: Agent, need: Need, target: str) -> Actor:
    """Who acts in which role; raises Refused where the table knows no such step, NotAllowed where it isn't theirs."""
    step = require_step(need, target)
    if step.permission == states.AUTHOR:
        raise NotAllowed(_("Das kann nur, wer es gemeldet hat."))
    return acting(by, step.permission, *(need.scopes if step.permission in OF_A_PLACE else ()))


def require_step(need: Need, target: str) -> states.Transition:
    """The step, as the table knows it from where the need stands now; raises Refused where somebody was quicker."""
    try:
        return states.step(need.state, target)
    except states.NoSuchStep:
        here, there = need.get_state_display(), states.State(target).label
        said = _(
            "Jemand war schneller: Der Stand ist jetzt „%(here)s“, und „%(there)s“ geht von dort nicht. Bitte "
            "laden Sie die Seite neu."
        )
        raise Refused(said % {"here": here, "there": there}, "quicker") from None


def may_see(by: Any, need: Need) -> bool:
    """A public need is everybody's; before that it is its manager's."""
    return need.is_public or may(by, states.MANAGER, *need.scopes)


def is_shown(attachment: Attachment) -> bool:
    """A picture is everybody's once the manager has looked at it and the need is public."""
    voice = attachment.contribution
    return attachment.is_public and voice.need.is_public and not voice.withdrawn and not attachment.removed


def may_see_picture(by: Any, attachment: Attachment) -> bool:
    """Before that it is its manager's, and its author's by the receipt."""
    return is_shown(attachment) or may(by, states.MANAGER, *attachment.contribution.need.scopes)


def author(contribution: Contribution, by: Account | None) -> Actor:
    """Whoever registered it, by account or by the code in their hand."""
    if by is not None and contribution.account_id == by.pk:
        return Actor(by.pk, by.name, "self")
    return VISITOR


def scopes_of_space(social_space: str) -> tuple[Scope, ...]:
    """Where a social space ("sozialraeume/11") lies, for the question who may; itself alone where it is no more."""
    own, (_system, _slash, code) = Scope("social_space", social_space), social_space.partition("/")
    version = current()
    edition = version.edition(str(version.settings["social_spaces"]))
    if code not in edition.codes or not len(edition.parents):
        return (own,)
    parent = edition.parents[edition.index_of(code)]
    return own, Scope("planning_area", f"{version.settings['planning_areas']}/{parent}")


def print_of(*texts: str) -> str:
    """Tells whether texts are the same, and nothing of them; 16 hex digits."""
    return sha256("\x00".join(texts).encode()).hexdigest()[:16]


def require_reason(reason: str) -> str:
    """What ends a way needs a reason that can be sent."""
    if not reason.strip():
        raise Refused(
            _(
                "Bitte nennen Sie den Grund in einfacher Sprache: Er wird denen geschickt, die es gemeldet haben."
            )
        )
    return reason.strip()
