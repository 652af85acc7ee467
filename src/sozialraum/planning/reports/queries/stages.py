"""The eight stages of a need's way, as the process tells them, and in which of them an act was done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sozialraum.planning.needs.states import State


class Stage(models.TextChoices):
    """A stage of the way; the order counts."""

    REGISTER = "register", pgettext_lazy("stage of a need", "Melden")
    DELIBERATE = "deliberate", pgettext_lazy("stage of a need", "Beraten")
    BUNDLE = "bundle", pgettext_lazy("stage of a need", "Bündeln")
    ANSWER = "answer", pgettext_lazy("stage of a need", "Antworten")
    NEGOTIATE = "negotiate", pgettext_lazy("stage of a need", "Aushandeln")
    DECIDE = "decide", pgettext_lazy("stage of a need", "Beschließen")
    IMPLEMENT = "implement", pgettext_lazy("stage of a need", "Umsetzen")
    EVALUATE = "evaluate", pgettext_lazy("stage of a need", "Auswerten")


# Where a need stands while it is in a state.
STANDS: dict[str, Stage] = {
    State.REGISTERED: Stage.REGISTER, State.RETURNED: Stage.REGISTER, State.MERGED: Stage.REGISTER,
    State.REDIRECTED: Stage.REGISTER, State.WITHDRAWN: Stage.REGISTER,
    State.DELIBERATING: Stage.DELIBERATE, State.DEFERRED: Stage.DELIBERATE, State.NOT_CARRIED: Stage.DELIBERATE,
    State.SOLVED_LOCALLY: Stage.DELIBERATE,
    State.CARRIED: Stage.BUNDLE, State.BUNDLED: Stage.BUNDLE,
    State.HANDED_OVER: Stage.ANSWER, State.ANSWERED: Stage.ANSWER,
    State.NEGOTIATING: Stage.NEGOTIATE, State.AGREED: Stage.NEGOTIATE, State.DISSENT: Stage.NEGOTIATE,
    State.UP_FOR_DECISION: Stage.DECIDE, State.DECIDED: Stage.DECIDE, State.REJECTED: Stage.DECIDE,
    State.POSTPONED: Stage.DECIDE,
    State.IMPLEMENTING: Stage.IMPLEMENT,
    State.IMPLEMENTED: Stage.EVALUATE, State.EVALUATED: Stage.EVALUATE,  # done, it waits for what it did
}  # fmt: skip
# A step that ends a stage belongs to it, though the need stands in the next one afterwards.
_CLOSES: dict[str, Stage] = {
    State.DELIBERATING: Stage.REGISTER, State.CARRIED: Stage.DELIBERATE, State.HANDED_OVER: Stage.ANSWER,
    State.IMPLEMENTED: Stage.IMPLEMENT,
}  # fmt: skip


def stage_of_step(source: str, target: str) -> Stage:
    """To which stage a step belongs: formal check → deliberation ends the first, what is carried ends the second."""
    if target == State.DELIBERATING and source not in ("", State.REGISTERED):
        return Stage.DELIBERATE
    if target == State.WITHDRAWN and source in STANDS:
        return STANDS[source]
    return _CLOSES.get(target) or STANDS.get(target, Stage.REGISTER)
