"""Musterstadt, an invented city: its raw files, written as a German city would publish them.

Knows nothing of intake or the warehouse: what it writes goes through the same recipe reader as a real city's files.
"""

from sozialraum.musterstadt.generate import DEFAULT_BLOCKS, DEFAULT_SEED, generate

__all__ = ["DEFAULT_BLOCKS", "DEFAULT_SEED", "generate"]
