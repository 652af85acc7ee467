"""The only way to change a request, an answer, a negotiation."""

from sozialraum.planning.answers.actions import concluding, mediating, negotiating, positions, resolved

__all__ = ["concluding", "mediating", "negotiating", "positions", "resolved"]
