"""Files in: read → recognise → harmonise → check → stage, each phase small and visible.

    delivery = intake.load(Path("recipes/leipzig"), Path("…/leipzig"))

A bad value becomes a line in the issue log (file, sheet, row, column, found, expected), never a silent zero.
"""

from sozialraum.intake.errors import IntakeError, RecipeError
from sozialraum.intake.load import load
from sozialraum.intake.wording import describe

__all__ = ["IntakeError", "RecipeError", "describe", "load"]
