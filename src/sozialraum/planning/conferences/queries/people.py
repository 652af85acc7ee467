"""Accounts that a seat can be given to, found by name or by their whole e-mail address."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sozialraum.numbers import one_number
from sozialraum.planning.people.models import Account

LEAST_LETTERS, MOST = 3, 10


def found(search: str) -> QuerySet[Account]:
    """Accounts by parts of their name, or by the e-mail address as a whole: nobody can leaf through addresses."""
    words = search.replace("\x00", "").split()
    if len("".join(words)) < LEAST_LETTERS:
        return Account.objects.none()
    named = Q()
    for word in words:
        named &= Q(name__icontains=word)
    wanted = named | Q(email=search.strip().lower())
    return (
        Account.objects.filter(wanted, is_active=True)
        .select_related("organisation")
        .order_by("name", "pk")[:MOST]
    )


def by_email(email: str) -> Account | None:
    """The account with this address."""
    return (
        Account.objects.filter(email=email.strip().lower(), is_active=True).first() if email.strip() else None
    )


def by_number(number: str) -> Account | None:
    """The account that a link names."""
    return (
        Account.objects.filter(pk=one_number(number), is_active=True).select_related("organisation").first()
    )
