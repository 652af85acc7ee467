"""Where a need lies, drawn from near: points, drawn areas, whole spaces; roughly for everybody."""

from __future__ import annotations

import pytest

from sozialraum.planning.needs.actions import bundling, checking
from sozialraum.planning.needs.models import Contribution
from sozialraum.planning.needs.queries import drawing
from worlds.drawing import all_of, parsed, within_frame, words
from worlds.voices import AREA, EDITION, SPACE, Place, manager, need, said

pytestmark = pytest.mark.django_db
POINT = (10.00071, 49.99933)
CORNERS = [[10.0003, 49.9997], [10.0024, 49.9997], [10.0024, 49.9985], [10.0003, 49.9985], [10.0003, 49.9997]]


def at(longitude: float = POINT[0], latitude: float = POINT[1]) -> Place:
    return Place("point", EDITION, SPACE, AREA, longitude, latitude)


def area(corners: list[list[float]] = CORNERS) -> Place:
    return Place("area", EDITION, SPACE, AREA, 10.001, 49.999, {"type": "Polygon", "coordinates": [corners]})


def test_a_point_is_drawn_in_its_space_with_what_lies_beside(published):
    where = drawing.of_need(need(place=at()), published, rounded=False)
    tree = parsed(where.svg)
    assert within_frame(tree) and where.sentence == "ein Punkt in Raum A" and not where.is_rounded
    (pin,) = all_of(tree, "circle", "map__pin")
    assert (float(pin.get("cx")), float(pin.get("cy"))) == (drawing.WIDTH / 2, drawing.HEIGHT / 2)
    assert all_of(tree, "path", "map__around") and all_of(tree, "path", "map__plain")
    assert "200 m" in words(tree)  # the length of the bar


def test_for_everybody_a_point_is_where_its_hundred_metres_are(published):
    near, same = POINT, (10.00069, 49.99929)
    both = [need(place=at(*one)) for one in (near, same)]
    Contribution.objects.update(read_to=99)
    drawn = [drawing.of_need(one, published, rounded=True) for one in both]
    assert drawn[0].svg == drawn[1].svg and drawn[0].is_rounded
    tree = parsed(drawn[0].svg)
    assert all_of(tree, "circle", "map__ring") and not all_of(tree, "circle", "map__pin")


def test_a_drawn_area_is_seen_by_all_and_rounded_for_everybody(published):
    one = need(place=area())
    assert (
        drawing.of_need(one, published, rounded=True).sentence == "ganzer Sozialraum Raum A"
    )  # nobody has read it
    Contribution.objects.update(read_to=99)
    exact, rough = (drawing.of_need(one, published, rounded=r) for r in (False, True))
    assert exact.sentence == rough.sentence == "eine gezeichnete Fläche in Raum A"
    (shape,), (rounded,) = (all_of(parsed(d.svg), "path", "map__drawn") for d in (exact, rough))
    assert shape.get("d") != rounded.get("d")
    assert not all_of(parsed(exact.svg), "circle", "map__pin")  # its middle is nothing that somebody named
    small = [[10.0, 50.0], [10.0001, 50.0], [10.0001, 49.9999], [10.0, 50.0]]
    tiny = need(place=area(small))
    Contribution.objects.update(read_to=99)
    assert drawing.of_need(tiny, published, rounded=True).sentence == "ein Punkt in Raum A"


def test_what_is_said_of_a_whole_space_shows_the_space(published):
    where = drawing.of_need(need(), published, rounded=True)
    assert where.sentence == "ganzer Sozialraum Raum A" and not where.is_rounded
    assert not all_of(parsed(where.svg), "circle", "map__ring")


def test_a_crossing_line_and_a_forgotten_space_break_nothing(published):
    crossing = [CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3], CORNERS[0]]
    assert drawing.of_need(need(place=area(crossing)), published, rounded=False).svg
    gone = need(place=Place("space", EDITION, "sozialraeume/Z", AREA))
    assert drawing.of_need(gone, published, rounded=False) is None


def test_all_voices_of_a_need_are_drawn_and_those_who_look_see_what_is_theirs(client, published):
    boss, into = manager(), said(place=at(), language="de")
    other = said("Ein Treff fehlt.", place=area())
    one = into.contribution.need
    bundling.merge(by=boss, need=other.contribution.need, into=one, reason="Dasselbe.")
    assert drawing.of_need(one, published, rounded=False).sentence == (
        "eine gezeichnete Fläche, ein Punkt in Raum A"
    )
    client.force_login(boss)
    checked = client.get(f"/bedarfe/pruefen/{one.pk}/").content.decode()
    assert "map__pin" in checked and "map__drawn" in checked
    client.logout()
    receipt = client.get(f"/meldung/{other.code}/").content.decode()
    assert "map__drawn" in receipt and "map__pin" not in receipt
    checking.accept(by=boss, need=one)
    public = client.get(f"/bedarfe/{one.pk}/").content.decode()
    assert "map__drawn" in public and "map__pin" not in public and "auf etwa hundert Meter genau" in public
