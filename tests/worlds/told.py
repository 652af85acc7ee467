"""What holds of every city whose story was told, in one go or with starts that were killed."""

from __future__ import annotations

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import states
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.states import State


def walked_by_the_table() -> None:
    """Each need's journal is a way of the state table that ends where it stands, each step with its reason."""
    steps: dict[str, list[tuple[str, str]]] = {}
    lines = Entry.objects.filter(subject_kind="need", act="needs.stepped").order_by("pk")
    for key, details, reason in lines.values_list("subject_key", "details", "reason"):
        steps.setdefault(key, []).append((details["from"], details["to"]))
        # An acceptance says nothing more than itself, and nobody has to give a reason for withdrawing.
        assert reason or details["to"] in (State.DELIBERATING, State.WITHDRAWN)
    for key, state in Need.objects.values_list("pk", "state"):
        here = State.REGISTERED
        for source, target in steps.get(str(key), []):
            assert source == here and states.step(source, target)
            here = target
        assert here == state
    registered = Entry.objects.filter(act="needs.registered").count()
    assert registered == Contribution.objects.count() == Need.objects.count() > 60
