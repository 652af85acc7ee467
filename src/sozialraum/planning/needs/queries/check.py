"""What the manager looks at while checking one need: words, place, what was found about others, pictures, defects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise

from sozialraum.planning.messages.models import Message
from sozialraum.planning.messages.queries import not_delivered_on
from sozialraum.planning.needs.models import Attachment, Contribution, Need
from sozialraum.planning.needs.queries import drawing, labels, personal_data
from sozialraum.planning.needs.queries.drawing import Where
from sozialraum.planning.needs.queries.labels import own_title
from sozialraum.planning.needs.queries.personal_data import Span
from sozialraum.planning.needs.rules import print_of
from sozialraum.planning.statistics.queries import current

# Words of what a service repairs without a conference; a hint to the manager, no more.
_DEFECT = re.compile(
    r"\b(?:defekt|kaputt|zerbrochen|umgefallen|verstopft|überlaufen|ausgefallen|schlagl[oö]ch|scherben|graffiti|beschmiert|"
    r"sperrmüll|wilde[rn]? müll|müllkippe|laterne|straßenlampe|straßenlaterne|ampel (?:geht|ist)|wackelt|undicht|"
    r"rohrbruch|broken|pothole|litter)\w*",
    re.I,
)


@dataclass(frozen=True)
class Part:
    """A piece of a text: plain, or found as personal data (`kind`) with the span that a tick stands for."""

    text: str
    kind: Promise | None = None
    span: str = ""


@dataclass(frozen=True)
class Said:
    """One voice as it is checked."""

    contribution: Contribution
    parts: tuple[Part, ...]
    pictures: tuple[Attachment, ...]
    print: str  # tells whether the text is still the one that was looked at
    letters: int  # how long it is
    not_delivered: tuple[Message, ...] = ()

    @property
    def found(self) -> list[Part]:
        return [part for part in self.parts if part.kind]

    @property
    def is_sealed(self) -> bool:
        return self.contribution.sealed_text is not None


@dataclass(frozen=True)
class Check:
    """Everything beside the acts on the page of one need."""

    need: Need
    place: str
    area: str
    dimensions: list[str]
    groups: list[str]
    where: Where | None
    own_title: str  # where it says something else than how the words begin
    seen: str  # tells whether the words are still those that were read
    names_somebody: bool
    sounds_like_defect: bool


def checked(need: Need) -> Check:
    """Gather the page of one need beside its voices; what is found is looked for in all of them."""
    version = current()
    texts = list(voices_of(need).values_list("text", flat=True))
    return Check(
        need=need,
        place=labels.space_name(version, need.edition, need.social_space),
        area=labels.area_name(version, need.edition, need.planning_area),
        dimensions=labels.dimension_titles(version, need.dimensions),
        groups=labels.group_titles(need.groups),
        where=drawing.of_need(need, version, rounded=False),
        own_title=own_title(need, "\n\n".join(texts)),
        seen=print_of(*texts),
        names_somebody=any(personal_data.found(text) for text in texts),
        sounds_like_defect=any(_DEFECT.search(text) for text in texts),
    )


def voices_of(need: Need) -> QuerySet[Contribution]:
    """The voices of a need that stand, with their pictures, the first one first."""
    return _voices(need, Q(withdrawn__isnull=True))


def to_read(need: Need) -> QuerySet[Contribution]:
    """Those, and withdrawn ones whose authors asked to be blacked out in them."""
    return _voices(need, Q(withdrawn__isnull=True) | Q(to_blacken__isnull=False))


def _voices(need: Need, which: Q) -> QuerySet[Contribution]:
    pictures = Prefetch(
        "attachments", Attachment.objects.filter(removed__isnull=True), to_attr="kept_pictures"
    )
    found = need.contributions.filter(which).select_related("heard_by", "origin")
    return found.defer("sought").prefetch_related(pictures).order_by("pk")


def said(voices: Iterable[Contribution]) -> list[Said]:
    """Voices with what was found in them, and what their authors were written in vain."""
    kept = list(voices)
    failed = not_delivered_on("contribution", (str(one.pk) for one in kept))
    return [
        Said(
            one, tuple(parts_of(one.text, personal_data.found(one.text))), tuple(one.kept_pictures),
            print_of(one.text), len(one.text), tuple(failed.get(str(one.pk), ())),
        )
        for one in kept
    ]  # fmt: skip


def parts_of(text: str, spans: Iterable[Span]) -> list[Part]:
    """A text in pieces, so that what was found can be marked."""
    made, at = [], 0
    for begin, end, kind in spans:
        made += [Part(text[at:begin]), Part(text[begin:end], personal_data.KINDS[kind], f"{begin}-{end}")]
        at = end
    made.append(Part(text[at:]))
    return [part for part in made if part.text]


def services() -> tuple[Any, ...]:
    """Who repairs plain defects and helps in single cases, as the city has set it."""
    return settings.CITY.needs.services
