"""The planning cycle: one Django app a stage. A later one may import an earlier one, never the reverse."""
