"""Contributions from a table: parse → recognise columns → check → register, each phase small, with an issue log."""
