"""The only way to ask what a measure did, and to say so."""
