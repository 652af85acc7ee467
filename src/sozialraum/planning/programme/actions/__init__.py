"""The only way to change a decision paper, a measure, a fund."""
