"""What came in by tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.people.models import Account


def registered(tokens: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these are registered already."""
    return frozenset(Contribution.objects.filter(token__in=list(tokens)).values_list("token", flat=True))


def brought_by(account: Account, tokens: Iterable[UUID]) -> Mapping[UUID, int]:
    """The numbers of those that this person brought, by token: only theirs are the receipts."""
    found = Contribution.objects.filter(token__in=list(tokens), heard_by=account)
    return dict(found.values_list("token", "pk"))


def said_before(account: Account, tokens: Iterable[UUID]) -> frozenset[tuple[object, ...]]:
    """What this person brought already, apart from these rows: text, space, point, as the check compares them."""
    others = Contribution.objects.filter(heard_by=account, withdrawn__isnull=True).exclude(
        token__in=list(tokens)
    )
    return frozenset(others.values_list("text", "social_space", "longitude", "latitude"))
