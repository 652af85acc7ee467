"""What the house is held to, by discovery."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "src" / "sozialraum"
