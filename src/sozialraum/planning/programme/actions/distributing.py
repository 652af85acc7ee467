"""Money is split by a key: tried out by anybody, kept as a draft, published for good, and put into the funds once."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries.places import all_places
from sozialraum.planning.journal import clock
from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.rules import Agent, Refused
from sozialraum.planning.programme import bookings, rules
from sozialraum.planning.programme.models import Booking, Distribution, Fund
from sozialraum.planning.programme.queries import keys
from sozialraum.planning.programme.queries.keys import Key, Share
from sozialraum.planning.statistics.queries import current

name_acts(
    {
        "programme.key_drafted": gettext_lazy("Verteilungsschlüssel entworfen"),
        "programme.key_discarded": gettext_lazy("Entwurf eines Verteilungsschlüssels verworfen"),
        "programme.key_published": gettext_lazy("Verteilungsschlüssel veröffentlicht"),
        "programme.money_allotted": gettext_lazy("Geld nach dem Schlüssel zugeteilt"),
    }
)


def about(distribution: Distribution) -> Subject:
    """The subject of a journal line."""
    return Subject("distribution", str(distribution.pk), str(distribution))


@transaction.atomic
def draft(*, by: Agent, title: str, year: int, key: Key) -> Distribution:
    """Keep a key with what it gives, from the figures that are published now."""
    actor = rules.keeping_money(by)
    if not title.strip():
        raise Refused(_("Bitte geben Sie dem Schlüssel einen Namen."))
    if key.total <= 0 or key.base + key.inhabitants + key.need != keys.CENTS:
        raise Refused(
            _("Die drei Teile müssen zusammen 100 Prozent ergeben, und die Summe muss über null liegen.")
        )
    version = current()
    try:
        shares = keys.tried(version, key)
    except keys.NotPossible as reason:
        raise Refused(str(reason)) from reason
    edition = keys.systems(version)[key.system]
    made = Distribution.objects.create(
        title=title.strip(), year=year, total=key.total, base=key.base, inhabitants=key.inhabitants, need=key.need,
        index=key.index, system=key.system, edition=edition.key, data_version=version.id,
        shares=[one.as_data() for one in shares], whole_euros=key.whole_euros, made=clock.now(),
    )  # fmt: skip
    _note(actor, "programme.key_drafted", made)
    return made


@transaction.atomic
def discard(*, by: Agent, distribution: Distribution) -> None:
    """A draft is not wanted any more; what is published stays."""
    actor = rules.keeping_money(by)
    kept = _locked(distribution)
    _require_draft(kept)
    _note(actor, "programme.key_discarded", kept)
    kept.delete()


@transaction.atomic
def publish(*, by: Agent, distribution: Distribution) -> Distribution:
    """From now on everybody can read it, and it never changes."""
    actor = rules.keeping_money(by)
    kept = _locked(distribution)
    _require_draft(kept)
    kept.published = clock.now()
    kept.save(update_fields=["published"])
    _note(actor, "programme.key_published", kept)
    return kept


@transaction.atomic
def allot(*, by: Agent, distribution: Distribution) -> list[Fund]:
    """Each share goes into the fund of its space's conference in that year, opened where there is none.

    All shares or none, and only once.
    """
    actor = rules.keeping_money(by)
    kept = _locked(distribution)
    if kept.published is None:
        raise Refused(_("Zugeteilt wird, was veröffentlicht ist. Veröffentlichen Sie den Schlüssel zuerst."))
    if kept.allotted is not None:
        raise Refused(_("Jemand war schneller: Dieses Geld ist schon zugeteilt."), "quicker")
    text = bookings.in_german(gettext_lazy("Zuteilung nach dem Schlüssel „%(title)s“"), title=str(kept))
    given = _funds(actor, kept, [one for one in keys.shares_of(kept) if one.amount])
    locked = bookings.locked_all([fund for _share, fund in given])
    for (share, _fund), fund in zip(given, locked, strict=True):
        bookings.booked(
            actor, "programme.money_deposited", fund, Booking.Kind.DEPOSIT, share.amount, clock.today(), text,
            distribution=kept,
        )  # fmt: skip
    kept.allotted = clock.now()
    kept.save(update_fields=["allotted"])
    _note(actor, "programme.money_allotted", kept, funds=str(len(given)))
    return locked


def _funds(actor: Actor, distribution: Distribution, shares: list[Share]) -> list[tuple[Share, Fund]]:
    """For each share the open fund of its space in that year; of its conference, where it has one."""
    spaces, year = [one.space for one in shares], distribution.year
    bodies = Body.objects.filter(
        scope_key__in=spaces, during__contains=clock.today(),
        kind__in=[Body.Kind.SOCIAL_SPACE_CONFERENCE, Body.Kind.PLANNING_AREA_CONFERENCE],
    )  # fmt: skip
    body_of = {one.scope_key: one for one in bodies.order_by("-pk")}
    of_year = Fund.objects.filter(year=year)
    open_ones = list(of_year.filter(closed__isnull=True).order_by("-pk"))
    by_body = {one.body_id: one for one in open_ones if one.body_id}
    by_space = {one.space: one for one in open_ones if not one.body_id}
    taken = set(of_year.values_list("title", flat=True))
    found = list[tuple[Share, Fund]]()
    for one in shares:
        body = body_of.get(one.space)
        fund = by_space.get(one.space) if body is None else by_body.get(body.pk)
        if fund is None:
            fund = (
                _of_space(actor, distribution, one, taken)
                if body is None
                else bookings.open_for(actor, body, year)
            )
            taken.add(fund.title)
        found.append((one, fund))
    return found


def _of_space(actor: Actor, distribution: Distribution, share: Share, taken: set[str]) -> Fund:
    """A fund of a space that has no conference; two spaces of one name are told apart by their keys."""
    title = bookings.in_german(gettext_lazy("Verfügungsfonds %(body)s"), body=share.title)
    if title in taken:
        title = f"{title} ({share.space})"
    place = next((one for one in all_places() if one.scope.key == share.space), None)
    return bookings.opened(
        actor, title=title[:200], year=distribution.year, edition=distribution.edition, space=share.space,
        planning_area=place.planning_area if place else "",
    )  # fmt: skip


def _locked(distribution: Distribution) -> Distribution:
    kept = Distribution.objects.select_for_update(of=("self",)).filter(pk=distribution.pk).first()
    if kept is None:
        raise Refused(_("Jemand war schneller: Diesen Entwurf gibt es nicht mehr."), "quicker")
    return kept


def _require_draft(distribution: Distribution) -> None:
    if distribution.published is not None:
        raise Refused(_("Jemand war schneller: Der Schlüssel ist schon veröffentlicht."), "quicker")


def _note(actor: Actor, act: str, one: Distribution, **more: str) -> None:
    total: Decimal = one.total
    details = {
        "year": one.year, "total": str(total), "base": one.base, "inhabitants": one.inhabitants, "need": one.need,
        "index": one.index, "system": one.system, "edition": one.edition, "data_version": one.data_version, **more,
    }  # fmt: skip
    record(by=actor, act=act, subject=about(one), details=details)
