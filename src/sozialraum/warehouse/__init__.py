"""Statistics and space editions at rest: immutable, addressed by content, read without Django."""
