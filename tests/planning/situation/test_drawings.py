"""The small drawings of the rows, and the maps that show where a space lies."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from sozialraum.planning.situation import drawings, locator
from worlds import grid

NAN = float("nan")


class Spread:
    """Figures as a strip needs them."""

    def __init__(self, *values):
        self.values = np.array(values, dtype=float)


def parts(svg, look):
    return [e for e in ET.fromstring(svg).iter() if e.get("class") == look]  # noqa: S314


def test_a_strip_stands_in_order_and_says_what_it_shows():
    drawn = drawings.strip(Spread(0, 10, 5, NAN), (5,), (2, 10), "Mitte & mehr")
    (dot,) = parts(drawn, "mini__dot")
    assert float(dot.get("cx")) == drawings.STRIP_WIDTH / 2
    (area,), (city,) = parts(drawn, "mini__area"), parts(drawn, "mini__city")
    place = [float(re.match(r"M([\d.]+)", e.get("d"))[1]) for e in (area, city)]
    assert place[0] < drawings.STRIP_WIDTH / 2 < place[1]
    assert parts(drawn, "mini__all")[0].get("d").count("M") == 3
    assert ET.fromstring(drawn).get("aria-label") == "Mitte & mehr"  # noqa: S314


def test_many_spaces_make_no_more_strokes_than_there_are_places():
    drawn = drawings.strip(Spread(*np.linspace(0, 1, 5000)), (0.5,), (), "")
    assert len(drawn) < 4000


def test_missing_values_are_not_drawn():
    drawn = drawings.strip(Spread(1, 2), (NAN,), (NAN, NAN), "")
    assert not parts(drawn, "mini__dot") + parts(drawn, "mini__area") + parts(drawn, "mini__city")
    assert drawings.ground(Spread(NAN, NAN)).strokes == ""


def test_all_spaces_alike_stand_in_the_middle():
    drawn = drawings.strip(Spread(3, 3, 3), (3,), (), "")
    assert float(parts(drawn, "mini__dot")[0].get("cx")) == drawings.STRIP_WIDTH / 2


def test_a_value_beyond_the_ends_stays_on_the_drawing():
    (city,) = parts(drawings.strip(Spread(1, 2), (1,), (NAN, 99), ""), "mini__city")
    assert float(re.match(r"M([\d.]+)", city.get("d"))[1]) == drawings.STRIP_WIDTH - drawings.STRIP_EDGE


YEARS = ("2014", "2015", "2016", "2018", "2019")


def trend(values, lower=None, upper=None, city=None, breaks=()):
    nothing = np.full(len(values), np.nan)
    some = [nothing if x is None else np.array(x, dtype=float) for x in (lower, upper, city)]
    return drawings.trend(YEARS[: len(values)], np.array(values, dtype=float), *some, breaks, "gesunken")


def test_a_line_is_broken_where_a_year_is_unknown():
    (line,) = parts(trend([5, 6, NAN, 7, 8]), "mini__line")
    assert line.get("d").count("M") == 2
    (line,) = parts(trend([5, NAN, 6, NAN, 8]), "mini__line")
    assert line.get("d").count("h3") == 3


def test_a_missing_year_keeps_its_room():
    (line,) = parts(trend([1, 2, 3, 4, 5]), "mini__line")
    x = [float(p.split(",")[0].lstrip("ML")) for p in re.findall(r"[ML][\d.]+,", line.get("d"))]
    steps = np.diff(x)
    assert steps[2] == pytest.approx(2 * steps[0], abs=0.2)


def test_interval_city_and_break_are_drawn_where_they_are():
    drawn = trend([5, 6, 6, 7, 8], [4, 5, 5, 6, 7], [6, 7, 7, 8, 9], [3, 3, 3, 3, 3], ("2018",))
    assert (
        len(parts(drawn, "mini__band"))
        == len(parts(drawn, "mini__other"))
        == len(parts(drawn, "mini__break"))
        == 1
    )
    plain = trend([5, 6, 6, 7, 8])
    assert not parts(plain, "mini__band") + parts(plain, "mini__other") + parts(plain, "mini__break")


def test_the_line_stays_inside_of_the_drawing():
    for values in ([5, 6, 6, 7, 8], [1e9, -1e9], [0.0, 0.0, 0.0], [1e-9, 2e-9]):
        drawn = trend(values)
        for y in re.findall(r"[ML][\d.]+,([\d.-]+)", parts(drawn, "mini__line")[0].get("d")):
            assert 0 <= float(y) <= drawings.TREND_HEIGHT


def test_nothing_known_is_nothing_drawn():
    assert trend([NAN, NAN]) == ""


# -- maps -----------------------------------------------------------------------------------------------------------


def test_the_locator_brings_out_one_space(published):
    drawn = locator.locator(published, published.edition(grid.NEW), "A", "de")
    (here,) = parts(drawn, "map__here")
    assert here.get("d").count("M") == 1
    assert "Raum A" in drawn
    assert not parts(drawn, "map__ring")


def test_a_tiny_space_gets_a_ring(published):
    drawn = locator.locator(published, published.edition(grid.BLOCKS), "00", "de")
    assert bool(parts(drawn, "map__ring")) == (locator.WIDTH / 4 < locator.RING_BELOW)


def test_many_spaces_are_drawn_by_the_areas_above_them(published, monkeypatch):
    edition = published.edition(grid.OLD)
    monkeypatch.setattr(locator, "DRAWN_UP_TO", 3)
    locator._ground.cache_clear()
    plain = parts(locator.locator(published, edition, "A", "de"), "map__space map__plain")[0]
    assert plain.get("d").count("M") == 2
    locator._ground.cache_clear()


def test_members_lead_to_their_pages_and_bear_their_names(published):
    edition = published.edition(grid.NEW)
    drawn = locator.members(edition, [0, 2], ["/a/", "/c/"], "West")
    assert re.findall(r'href="(.*?)"', drawn) == ["/a/", "/c/"]
    assert [e.text for e in parts(drawn, "map__name")] == ["Raum A", "Raum C"]
    for x in re.findall(r'class="map__name" x="([\d.]+)"', drawn):
        assert 0 <= float(x) <= locator.AREA_WIDTH
