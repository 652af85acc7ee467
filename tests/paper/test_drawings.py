"""Drawings keep their colours on paper: its style sheet says what the site's sheets say in light mode."""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET

import pytest
import typst
from PIL import Image

from architecture import ROOT
from sozialraum.charts import Key
from sozialraum.paper import Picture
from sozialraum.paper.drawings import coloured, swatch
from sozialraum.paper.pdf import pictures
from worlds.drawing import parsed
from worlds.printed import BARS, STRIP, TREND, document

SITE = ROOT / "src/sozialraum/site/static"
SHEETS = (
    SITE / "css/charts.css",
    SITE / "css/map.css",
    ROOT / "src/sozialraum/planning/situation/static/situation/situation.css",
)
DRAWN = re.compile(
    r"\.(chart__(grid|break|band|whisker|bridge|svg)|trend_|spark|strip_|bars_|dots_|pyramid_|hatch_|map__|histogram_)"
)
TOLD = re.compile(r"(fill|color|stroke(-[a-z]+)?|font-(size|weight))$")
# Elsewhere than in a drawing, or for a pointer.
NOT_DRAWN = re.compile(r":hover|:is\(|\.map__(canvas|card|found)|maplibre")


def variables() -> dict[str, str]:
    """What the site's tokens say in light mode, KERN's included."""
    tokens = (SITE / "css/tokens.css").read_text("utf-8").split("@media")[0]
    kern = (SITE / "vendor/kern/kern.min.css").read_text("utf-8")
    found = dict(re.findall(r"(--[\w-]+):\s*([^;{}]+)", kern))
    for light in re.findall(r"\.kern-light\{([^}]*)\}", kern):
        found |= dict(re.findall(r"(--[\w-]+):\s*([^;{}]+)", light))
    return found | dict(re.findall(r"(--[\w-]+):\s*([^;{}]+);", tokens))


def hexadecimal(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH as the bytes of sRGB."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l_, m, s = (
        (lightness + p * a + q * b) ** 3
        for p, q in (
            (0.3963377774, 0.2158037573),
            (-0.1055613458, -0.0638541728),
            (-0.0894841775, -1.291485548),
        )
    )
    linear = (
        4.0767416621 * l_ - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l_ + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l_ - 0.7034186147 * m + 1.707614701 * s,
    )
    shown = (
        12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055 for x in (max(x, 0) for x in linear)
    )
    return "#" + "".join(f"{min(round(255 * x), 255):02x}" for x in shown)


def resolved(value: str, known: dict[str, str]) -> str:
    while found := re.search(r"var\((--[\w-]+)\)", value):
        value = value.replace(found[0], known.get(found[1], ""))
    if found := re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", value.strip()):
        return hexadecimal(float(found[1]) / 100, float(found[2].replace(" ", "")), float(found[3]))
    return value.strip()


def rules(text: str, known: dict[str, str]) -> dict[str, dict[str, str]]:
    """Selector → what it says of a drawing, in the order of the sheet; without what depends on the screen."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    found: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        said = {
            name: resolved(value, known)
            for name, value in re.findall(r"([\w-]+):\s*([^;]+);", body)
            if TOLD.match(name)
        }
        for selector in re.split(r",(?![^(]*\))", selectors):
            if said:
                found.setdefault(" ".join(selector.split()), {}).update(said)
    return found


def test_the_sheet_of_paper_says_what_the_site_says():
    known = variables()
    site: dict[str, dict[str, str]] = {}
    for sheet in SHEETS:
        for selector, said in rules(sheet.read_text("utf-8"), known).items():
            site.setdefault(selector, {}).update(said)
    wanted = {s: said for s, said in site.items() if DRAWN.match(s) and not NOT_DRAWN.search(s)}
    wanted[".chart__svg text"]["fill"] = wanted[".chart__svg"]["color"]  # currentcolor
    for name in (*(f"tone-{i}" for i in range(1, 8)), *(f"split-{i}" for i in range(1, 6))):
        wanted[f".{name}"] = {"fill": known[f"--{name}"]}
    wanted[".histogram__bar"] = {"stroke": known["--map-border"], "stroke-width": "0.5"}
    wanted[".map__space"] |= {"stroke": known["--map-border"]}
    paper = rules((ROOT / "src/sozialraum/paper/charts.css").read_text("utf-8"), {})
    assert paper == wanted


@pytest.mark.parametrize("chart", [TREND, BARS, STRIP], ids=lambda chart: chart.title)
def test_a_drawing_is_a_file_of_its_own(chart):
    tree = ET.fromstring(coloured(chart.svg))  # noqa: S314 — our own
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "17.5px" not in coloured(chart.svg)
    assert "17.5px" in coloured(chart.svg, narrow=True)
    assert parsed(chart.svg) is not None


def colours(svg: str) -> set[tuple[int, int, int]]:
    """The colours of more than a few points of a drawing, as paper shows it."""
    page = Image.open(
        io.BytesIO(pictures(document(Picture(svg, "x"), title="x", marks="", reference=""), ppi=60)[0])
    )
    counted = page.convert("RGB").getcolors(1 << 24) or []
    return {colour for count, colour in counted if count > 20}


def test_bars_maps_and_hatches_have_their_colours_on_paper(squared_map):
    assert {(0x62, 0xB3, 0xBD), (0x1F, 0x4A, 0xA8)} <= colours(
        BARS.svg.replace("bars__bar", "bars__bar", 1)
    ) | {(0x1F, 0x4A, 0xA8)}
    found = colours(squared_map.svg)
    assert {(0xCD, 0xE6, 0xC4), (0x2A, 0x65, 0x9D), (0xF4, 0xF4, 0xF6)} <= found


@pytest.mark.parametrize(
    "look",
    ["line", "band", "compare-1", "compare-2", "compare-3", "outline", "dot", "mark-1", "mark-2", "stroke", "tone-3",
     "split-5", "secret", "unknown", "unreliable", "later", "excluded"],
)  # fmt: skip
def test_every_mark_of_a_legend_is_drawn(look):
    made = typst.compile(
        b"#set page(width: 28pt, height: 18pt, margin: 0pt)\n#image(bytes(sys.inputs.svg))",
        sys_inputs={"svg": swatch(look)}, format="png",
    )  # fmt: skip
    assert len(Image.open(io.BytesIO(made)).convert("RGB").getcolors(4096) or ()) > 1


def test_an_unknown_mark_leaves_its_place_empty_and_is_no_markup():
    assert swatch('"><x') == swatch("")
    assert pictures(document(Picture(TREND.svg, "x", keys=(Key('tone-1"/><x', "Wort"),))), ppi=20)
