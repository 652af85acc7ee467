"""Requests to departments, their answers, and what is negotiated about them."""

from sozialraum.planning.answers.models.negotiations import Move, Negotiation, Position, Round
from sozialraum.planning.answers.models.plans import SectorPlan, Substitution
from sozialraum.planning.answers.models.requests import (
    Answer,
    Part,
    Passing,
    Question,
    Request,
    SetAside,
)

__all__ = [
    "Answer", "Move", "Negotiation", "Part", "Passing", "Position", "Question", "Request", "Round", "SectorPlan",
    "SetAside", "Substitution",
]  # fmt: skip
