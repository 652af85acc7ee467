"""Holding spam off without foreign services and without tracking anybody.

A form carries a signed stamp: when it was given out, and the random token that makes sending it twice harmless. Nobody
can write one, and it says nothing about whom it was given to. No text is ever lost: what looks odd is shown again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from sozialraum.planning.messages.vault import fingerprint

QUICKEST, OLDEST = 4, 24 * 3600  # seconds from the first form to sending
AGAIN_AFTER = 3600
HONEYPOT = "website"  # people don't see the field, programs fill it in
_SALT = "needs.stamp"


@dataclass(frozen=True)
class Stamp:
    """What a form was given."""

    token: UUID
    at: float

    @classmethod
    def new(cls) -> Stamp:
        return cls(uuid4(), time.time())

    @classmethod
    def read(cls, signed: str) -> Stamp | None:
        """The stamp of a form that came back, or None where it isn't ours."""
        try:
            token, at = signing.loads(signed, salt=_SALT)
            return cls(UUID(token), float(at))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    @property
    def signed(self) -> str:
        return signing.dumps([str(self.token), self.at], salt=_SALT)

    @property
    def is_too_quick(self) -> bool:
        return time.time() - self.at < QUICKEST

    @property
    def is_too_old(self) -> bool:
        return time.time() - self.at > OLDEST

    def refreshed(self) -> Stamp:
        """The same form once more, which may be sent at once."""
        return replace(self, at=time.time() - QUICKEST)


def honeypot_filled(request: HttpRequest) -> bool:
    return bool(request.POST.get(HONEYPOT))


def free_again(action: str) -> datetime:
    """When an address that did something too often can do it again at the latest, however the limit was used up."""
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
    spans = (rate.split("/")[1].strip() for rate in settings.ACCOUNT_RATE_LIMITS[action].split(","))
    longest = max(float(span[:-1] or 1) * seconds[span[-1]] for span in spans)
    return timezone.now() + timedelta(seconds=longest)


def said_lately(text: str, space: str, token: UUID) -> bool:
    """Whether another form brought the same words of the same space within the hour."""
    return cache.get(_key(text, space), str(token)) != str(token)


def remember(text: str, space: str, token: UUID) -> None:
    """Keep a fingerprint of the words for an hour."""
    cache.set(_key(text, space), str(token), AGAIN_AFTER)


def _key(text: str, space: str) -> str:
    return "said-" + fingerprint(f"{space} {' '.join(text.split())}", "said")
