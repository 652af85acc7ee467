#!/usr/bin/env python3
"""Take the fonts that paper is set in from pinned packages, with their licences. Options as of tools/vendor.py.

    python tools/fonts.py                  fetch the packages of fonts.lock with npm and write the fonts
    python tools/fonts.py --check          write nothing; fail when what is committed differs

The pages' own Fira Sans is WOFF2, which Typst doesn't read; these are the same letters as TrueType, and beside them
what residents write in: each font is one more script that is set as it was written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import vendor

FONTS = {
    "fira-sans": ("FiraSans", ("400Regular", "600SemiBold")),
    "noto-emoji": ("NotoEmoji", ("400Regular",)),
    "noto-sans-arabic": ("NotoSansArabic", ("400Regular",)),
    "noto-sans-armenian": ("NotoSansArmenian", ("400Regular",)),
    "noto-sans-devanagari": ("NotoSansDevanagari", ("400Regular",)),
    "noto-sans-ethiopic": ("NotoSansEthiopic", ("400Regular",)),
    "noto-sans-georgian": ("NotoSansGeorgian", ("400Regular",)),
    "noto-sans-hebrew": ("NotoSansHebrew", ("400Regular",)),
}


def wanted() -> dict[str, dict[str, str]]:
    """Package -> {file in the package: file beside the others}."""
    return {
        f"@expo-google-fonts/{package}": {
            **{f"{face}/{name}_{face}.ttf": f"{name}-{face[3:]}.ttf" for face in faces},
            "LICENSE_FONT": f"{name}-LICENSE.txt",
        }
        for package, (name, faces) in FONTS.items()
    }


if __name__ == "__main__":
    vendor.WANTED = wanted()
    vendor.MADE = {}
    here = Path(__file__).resolve().parent
    place = here.parent / "src" / "sozialraum" / "paper" / "fonts"
    sys.exit(vendor.main(["--lock", str(here / "fonts.lock"), "--to", str(place), *sys.argv[1:]]))
