"""Which characters can be printed, and what becomes of the others."""

from __future__ import annotations

import struct

import pytest

from architecture import ROOT
from sozialraum.paper.glyphs import FONTS, MISSING, _characters, coverage, printable


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Größe „Ähre“ – 5 €", "Größe „Ähre“ – 5 €", 0),
        ("Łódź ğış Đặng Їжак مرحبا שלום አማርኛ", "Łódź ğış Đặng Їжак مرحبا שלום አማርኛ", 0),
        ("中文", MISSING * 2, 2),
        ("👨‍👩‍👧👍🏽🇩🇪", "👨‍👩‍👧👍🏽🇩🇪", 0),
        ("a\0b\x1bc\ufeffd\u202ee", "abcde", 0),
        ("a\r\nb\rc\td\u2028e", "a\nb\nc d\ne", 0),
        ("10\u202f000 ✓ ☐", f"10\u00a0000 ✔ {MISSING}", 0),
        ("e\u0489x", "ex", 1),
        ("\ud800", MISSING, 1),
        ("a\u0301", "a\u0301", 0),
    ],
)
def test_what_becomes_of_a_text(text, shown, missing):
    assert printable(text) == (shown, missing)


def test_a_very_long_word_may_break_but_not_between_a_letter_and_its_mark():
    shown, missing = printable("a\u0301" * 60 + " kurz")
    assert missing == 0
    assert shown.replace("\u200b", "") == "a\u0301" * 60 + " kurz"
    assert shown.count("\u200b") == 2
    assert "\u200b\u0301" not in shown
    assert printable("Donaudampfschifffahrtsgesellschaftskapitän")[0].isalpha()


def test_coverage_is_what_the_fonts_say():
    known = dict(zip(sorted(p.name for p in FONTS.glob("*.ttf")), coverage(), strict=True))
    assert len(known["FiraSans-Regular.ttf"]) == 1686
    assert known["FiraSans-Regular.ttf"] == known["FiraSans-SemiBold.ttf"]
    assert len(known["NotoEmoji-Regular.ttf"]) == 1512
    assert {ord("ä"), ord("→"), ord(MISSING)} <= known["FiraSans-Regular.ttf"]
    assert 0xFFFF not in known["FiraSans-Regular.ttf"]


def test_a_font_without_a_known_table_is_refused():
    font = struct.pack(">LHHHH4sLLLHH", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, 4, 0, 0)
    with pytest.raises(ValueError, match="cmap"):
        _characters(font)


def test_every_font_lies_there_with_its_licence_and_its_pin():
    fonts = {p.name.partition("-")[0] for p in FONTS.glob("*.ttf")}
    assert {p.name.partition("-")[0] for p in FONTS.glob("*-LICENSE.txt")} == fonts
    assert all("SIL Open Font License" in p.read_text("utf-8") for p in FONTS.glob("*-LICENSE.txt"))
    assert sum(p.stat().st_size for p in FONTS.iterdir()) < 3_500_000
    pinned = [line for line in (ROOT / "tools/fonts.lock").read_text("utf-8").splitlines() if "@" in line]
    assert len(pinned) == len(fonts)
