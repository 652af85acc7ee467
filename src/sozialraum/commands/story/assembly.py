"""The conferences of the story are set up, seated and change: a succession, a vacancy, other rules, a hand-over.

Who has an account sits where the account belongs; beside them people with invented names, some of whom don't want
theirs in public. Each act is done once, however often the story is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import transaction

from sozialraum.commands.story import members
from sozialraum.commands.story.cast import Cast
from sozialraum.commands.story.meetings import Day
from sozialraum.commands.story.members import invented
from sozialraum.planning.conferences.actions import establishing, handing_over, seating
from sozialraum.planning.conferences.models import Body, HandOver, Holding
from sozialraum.planning.conferences.queries import places
from sozialraum.planning.journal import clock
from sozialraum.planning.people import actions as accounts
from sozialraum.planning.people.models import Account, Appointment, Organisation, Scope
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import PROGRAM

KINDS = {
    "space": Body.Kind.SOCIAL_SPACE_CONFERENCE, "area": Body.Kind.PLANNING_AREA_CONFERENCE,
    "city": Body.Kind.STEERING_GROUP,
}  # fmt: skip
FOUNDED = {"city": 735, "area": 730, "space": 728}  # days ago
SUCCESSION, VACANCY, RULES, LEAVING = 320, 40, 215, 150  # days ago
MEMBER, DEPUTY = Holding.Part.MEMBER, Holding.Part.DEPUTY
POST = "musterstadt.example"  # a domain that can't exist


@dataclass(frozen=True)
class Chair:
    """A seat as it is to be. Without an account its holder has an invented name, as has every deputy."""

    bank: Bank
    on_behalf_of: str
    account: Account | None = None
    organisation: str = ""
    voting: bool = True
    has_deputy: bool = False
    is_public: bool = True
    ends_in: int = 0  # days from now; 0: when nobody knows


class Assembly:
    """All bodies: each by the key of its place, as it is there, and the days on which it came about."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self._places = {("city" if not key else kind, key): one for one in places.all_places()
                        for kind, key in [_table(one.scope)]}  # fmt: skip
        self._organisations: dict[str, Organisation] = {}
        self._numbers: dict[str, int] = {}

    @property
    def areas(self) -> list[str]:
        """Keys of the planning areas, in their order."""
        return [key for kind, key in self._places if kind == "area"]

    def body(self, key: str) -> Body:
        """The body of a place; raises DoesNotExist before it is founded."""
        kind = Body.Kind.STEERING_GROUP if not key else None
        found = Body.objects.filter(scope_key=key, kind__in=[kind] if kind else list(KINDS.values()))
        return found.get()

    def runs(self, key: str) -> Account:
        """Who runs the body of a place."""
        place = next(one for (_kind, own), one in self._places.items() if own == key)
        return self.cast.manager(place.planning_area) if key else self.cast.planner()

    def meets(self, table: str, key: str) -> dict[str, str]:
        """Where a body usually meets, and how one gets in."""
        if table == "city":
            return {"place": members.CITY_PLACE, "access": members.ACCESS[1]}
        draw = Random(f"place/{key}")  # noqa: S311  (a story, not a secret)
        return {"place": draw.choice(members.PLACES), "access": draw.choice(members.ACCESS)}

    def days(self, spaces: Iterable[str], areas: Iterable[str]) -> Iterator[Day]:
        """Foundings and changes of the bodies of these places and of the city."""
        wanted = [("city", ""), *(("area", key) for key in areas), *(("space", key) for key in spaces)]
        for number, (table, key) in enumerate(wanted):
            self._numbers[key] = number
            yield Day(self._ago(FOUNDED[table], number), partial(self._found, table, key))
        yield from self._changes([key for table, key in wanted if table == "space"])
        yield Day(
            self._ago(RULES), partial(self._other_rules, [key for table, key in wanted if table == "space"])
        )

    def _ago(self, days: int, minutes: int = 0) -> datetime:
        return self.now - timedelta(days=days) + timedelta(minutes=3 * minutes)

    # -- founding --

    @transaction.atomic
    def _found(self, table: str, key: str) -> None:
        place = self._places[table, key]
        if Body.objects.filter(kind=KINDS[table], scope_key=key).exists():
            return
        by = self.runs(key)
        name = (
            "Steuerungsgruppe integrierte Sozialraumplanung"
            if not key
            else places.name_for(KINDS[table], place)
        )
        body = seating.set_up_body(
            by=by, kind=KINDS[table], name=name, scope=place.scope, planning_area=place.planning_area,
            edition=place.edition, purpose=members.PURPOSE[table],
            silence_days=0 if self._numbers[key] % 5 == 1 else 14, quorum_per_bank=0,
        )  # fmt: skip
        chairs = [self._chair(key, one, turn) for turn, one in enumerate(self._chairs(table, key, place))]
        establishing.constitute(by=by, body=body, chairs=chairs)

    def _chair(self, key: str, one: Chair, turn: int) -> establishing.Chair:
        """With a name for whoever has none yet, and a deputy."""
        number = 2 * (self._numbers[key] * 13 + turn)
        by = members.APPOINTED_BY[one.bank]
        until = (self.now + timedelta(days=one.ends_in)).date() if one.ends_in else None
        name = one.account.name if one.account else invented(number)
        holders = [establishing.Holder(name, MEMBER, one.account, one.is_public, until, by)]
        if one.has_deputy:
            holders.append(establishing.Holder(invented(number + 1), DEPUTY, appointed_by=by))
        organisation = self._organisation(one.organisation)
        return establishing.Chair(one.bank, one.on_behalf_of, tuple(holders), organisation, one.voting)

    def _organisation(self, name: str) -> Organisation | None:
        if not self._organisations:
            self._organisations = {one.name: one for one in Organisation.objects.all()}
        return self._organisations.get(name)

    # -- who sits where --

    def _chairs(self, table: str, key: str, place: places.Place) -> Iterator[Chair]:
        turn = self._numbers[key]
        if table == "space":
            yield from self._of_space(key, place, turn)
        elif table == "area":
            yield from self._of_area(key, place, turn)
        else:
            yield from self._of_city()

    def _of_space(self, key: str, place: places.Place, turn: int) -> Iterator[Chair]:
        cast, area = self.cast, place.planning_area
        member = cast.first("council_member", area)
        yield Chair(Bank.POLITICS, f"Ortsbeirat {place.name}", member, _of(member), has_deputy=True)
        yield Chair(Bank.POLITICS, members.POLITICS[2 if turn % 2 else 1].format(raum=place.name),
                    ends_in=50 if turn % 6 == 3 else 0)  # fmt: skip
        office = cast.offices_by_turn(turn)[0]
        yield Chair(Bank.ADMINISTRATION, cast.title(office), cast.officer(office), cast.title(office))
        yield Chair(Bank.ADMINISTRATION, members.OFFICES[turn % len(members.OFFICES)])
        manager = cast.manager(area)
        yield Chair(Bank.ADMINISTRATION, members.MANAGEMENT, manager, _of(manager), voting=False)
        provider = cast.first("provider", area)
        yield Chair(Bank.PROVIDERS, _of(provider) or "Stadtteilbüro", provider, _of(provider))
        yield Chair(
            Bank.PROVIDERS, members.PROVIDERS[turn % len(members.PROVIDERS)], has_deputy=turn % 2 == 0
        )
        some = cast.people.get(("resident", key), ())
        for number, account in enumerate(some[:2]):
            whom = _of(account) if number == 0 else members.RESIDENTS[0]
            yield Chair(Bank.RESIDENTS, whom, account, _of(account), has_deputy=number == 0)
        whom = members.RESIDENTS[1 + turn % (len(members.RESIDENTS) - 1)]
        yield Chair(Bank.RESIDENTS, whom, is_public=turn % 4 != 2)
        if turn % 3 == 0:
            yield Chair(Bank.RESIDENTS, members.YOUNG, voting=False, is_public=False)

    def _of_area(self, key: str, place: places.Place, turn: int) -> Iterator[Chair]:
        cast = self.cast
        own = cast.first("council_member", key)
        yield Chair(Bank.POLITICS, f"Ortsbeiräte im Planungsraum {place.name}", own, _of(own))
        council = cast.people.get(("council_member", ""), ())
        one = council[turn * 5 % len(council)] if council else None
        yield Chair(Bank.POLITICS, _of(one) or members.POLITICS[2], one, _of(one), has_deputy=True)
        for office in cast.offices_by_turn(turn)[:2]:
            yield Chair(Bank.ADMINISTRATION, cast.title(office), cast.officer(office), cast.title(office))
        manager = cast.manager(key)
        yield Chair(Bank.ADMINISTRATION, members.MANAGEMENT, manager, _of(manager), voting=False)
        provider, everywhere = cast.first("provider", key), cast.people.get(("provider", ""), ())
        yield Chair(Bank.PROVIDERS, _of(provider) or "Stadtteilbüro", provider, _of(provider))
        one = everywhere[turn % len(everywhere)] if everywhere else None
        yield Chair(Bank.PROVIDERS, _of(one) or members.PROVIDERS[0], one, _of(one))
        spaces = [
            one for (kind, _key), one in self._places.items() if kind == "space" and one.planning_area == key
        ]
        for number, space in enumerate(spaces[:3]):
            account = cast.resident(space.scope.key)
            whom = f"Sozialraumkonferenz {space.name}"
            yield Chair(Bank.RESIDENTS, whom, account, _of(account), has_deputy=number == 0)

    def _of_city(self) -> Iterator[Chair]:
        cast = self.cast
        council = cast.people.get(("council_member", ""), ())
        for account in council[::3]:
            yield Chair(Bank.POLITICS, _of(account), account, _of(account))
        for office in list(cast.offices)[:4]:
            head = cast.first("department_head", str(cast.department(office).pk))
            yield Chair(Bank.ADMINISTRATION, cast.title(office), head, cast.title(office), has_deputy=True)
        planner = cast.planner()
        yield Chair(Bank.ADMINISTRATION, "Sozialplanung", planner, _of(planner), voting=False)
        for account in cast.people.get(("provider", ""), ())[:4]:
            yield Chair(Bank.PROVIDERS, _of(account), account, _of(account))
        for key in self.areas[:4]:
            whom = f"Bewohnerschaft im Planungsraum {self._places['area', key].name}"
            yield Chair(Bank.RESIDENTS, whom, is_public=True)

    # -- what changes --

    def _changes(self, spaces: list[str]) -> Iterator[Day]:
        """Somebody follows on somebody; somebody goes and the chair stays empty; one shares a task no longer."""
        for turn, key in enumerate(spaces):
            if turn % 4 == 1:
                yield Day(self._ago(SUCCESSION - turn), partial(self._succeed, key, turn))
            if turn % 5 == 2:
                yield Day(self._ago(VACANCY - turn % 9), partial(self._vacate, key))
        area = self.areas[-1] if self.areas else ""
        if area:
            yield Day(self._ago(LEAVING + 1), partial(self._share, area))
            yield Day(self._ago(LEAVING), partial(self._hand_over, area))

    def _invented_chair(self, key: str, bank: Bank) -> Holding | None:
        """Whoever sits there without an account."""
        held = Holding.objects.filter(
            seat__body=self.body(key), seat__bank=bank, seat__voting=True, account=None, part=MEMBER,
            during__contains=clock.today(),
        )  # fmt: skip
        return held.select_related("seat").order_by("seat_id").first()

    @transaction.atomic
    def _succeed(self, key: str, turn: int) -> None:
        name = invented(700 + turn)
        if Holding.objects.filter(seat__body=self.body(key), name=name).exists():
            return
        held = self._invented_chair(key, Bank.PROVIDERS if turn % 2 else Bank.POLITICS)
        if held is not None:
            bank = held.seat.bank
            seating.seat_somebody(
                by=self.runs(key), seat=held.seat, name=name, name_is_public=True,
                appointed_by=members.APPOINTED_BY[bank],
            )  # fmt: skip

    @transaction.atomic
    def _vacate(self, key: str) -> None:
        ended = Holding.objects.filter(
            seat__body=self.body(key), seat__bank=Bank.RESIDENTS, during__upper_inf=False
        )
        held = self._invented_chair(key, Bank.RESIDENTS)
        if held is not None and not ended.exists():
            seating.end_holding(by=self.runs(key), holding=held, on=clock.today(), reason=members.LEAVES)

    @transaction.atomic
    def _other_rules(self, spaces: list[str]) -> None:
        """What the steering group recommended, some bodies take over."""
        for key in spaces[::3]:
            seating.change_rules(
                by=self.runs(key), body=self.body(key), reason=members.NEW_RULE, quorum_per_bank=1
            )

    def _share(self, area: str) -> None:
        """The management of one planning area was shared by two; the other one has an account, too."""
        name = members.FELLOW
        email = f"{name.lower().replace(' ', '.')}@{POST}"
        if Account.objects.filter(email=email).exists():
            return
        with transaction.atomic():
            manager = self.cast.manager(area)
            fellow = accounts.create_account(
                by=PROGRAM, email=email, name=name, organisation=manager.organisation, demonstration=True
            )
            accounts.appoint(
                by=PROGRAM, account=fellow, role_key="planning_area_manager",
                since=self.now.date() - accounts.IN_OFFICE,
                scope=Scope("planning_area", area), reason="Vorführung",
            )  # fmt: skip

    @transaction.atomic
    def _hand_over(self, area: str) -> None:
        """One of the two retires: she writes down what should be known, the other one reads it."""
        fellow = Account.objects.get(name=members.FELLOW, is_demonstration=True)
        if HandOver.objects.filter(written_by=fellow).exists():
            return
        made = handing_over.hand_over(by=fellow, planning_area=area, note=members.HAND_OVER)
        handing_over.confirm(by=self.cast.manager(area), hand_over=made)
        appointment = Appointment.objects.get(account=fellow, role="planning_area_manager")
        accounts.end_appointment(by=PROGRAM, appointment=appointment, on=clock.today(), reason="Ruhestand")


def _of(account: Account | None) -> str:
    return account.organisation.name if account is not None and account.organisation else ""


def _table(scope: Scope) -> tuple[str, str]:
    return {"planning_area": "area", "social_space": "space"}.get(scope.kind, "city"), scope.key
