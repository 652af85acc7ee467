"""Acts on the way of a need: voices, the formal check, bundling, objections, what conferences resolve."""

from __future__ import annotations

from sozialraum.planning.needs.actions import bundling, checking, contributing, way
from sozialraum.planning.needs.models import Contribution, Need, Objection
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Account
from worlds.chain import ACTS, WORDS, Act, City, Nothing, act, another, last
from worlds.voices import said

MOST = 4  # needs of a walk


def _resolution(target: State) -> Act:
    """What a conference decided on a need, as a resolution takes effect."""

    def resolved(world: City, need: Need, by: Account) -> object:
        return way.advance(by=by, need=need, target=target, reason=WORDS)

    return resolved


for _name, _target in {
    "carry": State.CARRIED, "defer": State.DEFERRED, "not_carry": State.NOT_CARRIED, "solve": State.SOLVED_LOCALLY,
    "bundle": State.BUNDLED, "deliberate_again": State.DELIBERATING,
}.items():  # fmt: skip
    ACTS[_name] = _resolution(_target)


@act
def speak(world: City, need: Need, by: Account) -> object:
    if Need.objects.count() > MOST:
        raise Nothing
    return said(f"Hier fehlt etwas, zum {world.draw.randrange(999)}. Mal.", by=by)


@act
def accept_voice(world: City, need: Need, by: Account) -> object:
    return checking.accept(by=by, need=need)


@act
def give_voice_back(world: City, need: Need, by: Account) -> object:
    return checking.give_back(by=by, need=need, reason=WORDS)


@act
def redirect_voice(world: City, need: Need, by: Account) -> object:
    return checking.redirect(by=by, need=need, service="Bauhof", reason=WORDS)


@act
def reword(world: City, need: Need, by: Account) -> object:
    return checking.reword(by=by, need=need, title=f"Bank {world.draw.randrange(99)}", wording="Eine Bank.")


@act
def read_words(world: City, need: Need, by: Account) -> object:
    voice = last(need.contributions.filter(withdrawn__isnull=True))
    if voice.is_read:
        raise Nothing
    return checking.read_words(by=by, contribution=voice, letters=len(voice.text))


def _voice(world: City, need: Need) -> Contribution:
    """One that is or was behind the need."""
    found = list(need.contributions.order_by("pk")) or list(Contribution.objects.filter(origin=need))
    if not found:
        raise Nothing
    return world.draw.choice(found)


@act
def add_words(world: City, need: Need, by: Account) -> object:
    return contributing.add(by=by, contribution=_voice(world, need), text="Mit Lehne.")


@act
def withdraw_voice(world: City, need: Need, by: Account) -> object:
    return contributing.withdraw(by=by, contribution=_voice(world, need))


@act
def erase_person(world: City, need: Need, by: Account) -> object:
    voice = _voice(world, need)
    if voice.contact_id is None and voice.account_id is None:
        raise Nothing
    return contributing.erase_author(by=by, contribution=voice)


@act
def merge(world: City, need: Need, by: Account) -> object:
    return bundling.merge(by=by, need=need, into=another(world, need), reason=WORDS)


@act
def take_in(world: City, need: Need, by: Account) -> object:
    """The same the other way round."""
    return bundling.merge(by=by, need=another(world, need), into=need, reason=WORDS)


@act
def split(world: City, need: Need, by: Account) -> object:
    moved = [one for one in need.contributions.all() if one.origin_id != need.pk]
    if not moved:
        raise Nothing
    return bundling.split(by=by, contribution=world.draw.choice(moved), reason=WORDS)


@act
def object_to(world: City, need: Need, by: Account) -> object:
    return contributing.object_to(by=by, contribution=_voice(world, need), text="Das sehe ich anders.")


@act
def settle_objection(world: City, need: Need, by: Account) -> object:
    found = last(Objection.objects.filter(need=need).select_related("contribution"))
    granted = world.draw.random() < 0.5
    return bundling.settle_objection(by=by, objection=found, answer=WORDS, granted=granted)
