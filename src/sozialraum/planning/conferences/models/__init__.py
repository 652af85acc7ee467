"""Bodies and who sits in them; sessions and how they are prepared; what happens in the room; what was resolved."""

from sozialraum.planning.conferences.models.ballots import Ballot, Option, PaperSlip, Slip, Vote
from sozialraum.planning.conferences.models.bodies import Body, Holding, Seat
from sozialraum.planning.conferences.models.minutes import Minutes, Remark, Resolution
from sozialraum.planning.conferences.models.preparation import DateAnswer, DateProposal, HandOver, Invitation
from sozialraum.planning.conferences.models.room import (
    Attendee,
    Conflict,
    Dissent,
    Position,
    Presence,
    Speech,
)
from sozialraum.planning.conferences.models.sessions import AgendaItem, Session

__all__ = [
    "AgendaItem", "Attendee", "Ballot", "Body", "Conflict", "DateAnswer", "DateProposal", "Dissent", "HandOver",
    "Holding", "Invitation", "Minutes", "Option", "PaperSlip", "Position", "Presence", "Remark", "Resolution", "Seat",
    "Session", "Slip", "Speech", "Vote",
]  # fmt: skip
