"""The only way to change a request, an answer, a negotiation."""
