"""Editions and crosswalks: outlines, codes, parents, and what is wrong with them."""

from __future__ import annotations

import pytest
import shapely

from sozialraum.intake import IntakeError
from sozialraum.intake.spaces import year_in
from worlds.testhausen import TEXT, features, square


def test_editions_in_the_order_of_the_file(world) -> None:
    quarters, districts = world.load().editions
    assert quarters.key == "viertel@2010-01-01"
    assert quarters.codes == ("01", "02", "11", "12")
    assert quarters.parents == ("0", "0", "1", "1")
    assert quarters.parent_system == "bezirke"
    assert districts.parent_system is None
    assert shapely.area(shapely.from_wkb(quarters.geometry[0])) == pytest.approx(1e-4)


def test_the_citys_settings_carry_its_space_systems(world) -> None:
    city = world.load().city
    assert [s["key"] for s in city["space_system"]] == ["viertel", "bezirke"]
    assert city["name"] == "Testhausen"


def test_metric_outlines_become_degrees(world) -> None:
    ring = [[316000, 5690000], [317000, 5690000], [317000, 5691000], [316000, 5690000]]
    collection = features(({"nr": "0", "name": "A"}, {"type": "Polygon", "coordinates": [ring]}))
    collection["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}
    world.write("bezirke.geojson", collection)
    point = shapely.centroid(shapely.from_wkb(world.load().editions[1].geometry[0]))
    assert 12 < point.x < 13
    assert 51 < point.y < 52


def test_parents_that_are_nowhere_are_errors(world, issues_of) -> None:
    world.write("bezirke.geojson", features(({"nr": "0", "name": "Mitte"}, square(0, 0, 2))))
    lines = issues_of(world.load(), "unknown_parent")
    assert {(i.space, i.found, i.severity) for i in lines} == {("11", "1", "error"), ("12", "1", "error")}


def test_a_space_in_parts_is_put_together(world, issues_of) -> None:
    world.write("bezirke.geojson", features(
        ({"nr": "0", "name": "Mitte"}, square(0, 0)), ({"nr": "1", "name": "Nord"}, square(2, 0)),
        ({"nr": "0", "name": "Mitte"}, square(5, 0)),
    ))  # fmt: skip
    delivery = world.load()
    assert delivery.editions[1].codes == ("0", "1")
    assert shapely.from_wkb(delivery.editions[1].geometry[0]).geom_type == "MultiPolygon"
    (issue,) = issues_of(delivery, "space_in_parts")
    assert (issue.space, issue.count) == ("0", 2)


def test_a_bow_tie_is_repaired_and_told(world, issues_of) -> None:
    tie = {"type": "Polygon", "coordinates": [[[12, 51], [12.01, 51.01], [12.01, 51], [12, 51.01], [12, 51]]]}
    world.write(
        "bezirke.geojson", features(({"nr": "0", "name": "M"}, tie), ({"nr": "1", "name": "N"}, square(2, 0)))
    )
    delivery = world.load()
    assert shapely.is_valid(shapely.from_wkb(delivery.editions[1].geometry[0]))
    (issue,) = issues_of(delivery, "outline_repaired")
    assert issue.space == "0"


@pytest.mark.parametrize(("content", "message"), [
    (features(({"nr": "0", "name": "M"}, None)), "no outline"),
    (features(({"nummer": "0", "name": "M"}, square(0, 0))), "no property"),
    ("{", "can't be read"),
])  # fmt: skip
def test_outlines_that_cannot_be_had_stop_the_load(world, content: object, message: str) -> None:
    world.write("bezirke.geojson", content)
    with pytest.raises(IntakeError, match=message):
        world.load()


def test_a_missing_geometry_file_says_where_it_was_looked_for(world) -> None:
    (world.data / "viertel.geojson").unlink()
    with pytest.raises(IntakeError, match=r"viertel\.geojson"):
        world.load()


CROSSWALK = (
    '[[crosswalk]]\nfrom = "viertel@2010-01-01"\nto = "bezirke@2010-01-01"\nfile = "um.csv"\nsource = "alt"\n'
    f'target = "neu"\nweight = "anteil"\nmade_from = {TEXT}\n'
)


def test_a_crosswalk_is_read_with_its_weights(world) -> None:
    world.add(CROSSWALK)
    world.write("um.csv", "alt,neu,anteil\n01,0,1\n02,0,0.25\n02,1,0.75\n11,1,1\n12,1,1\n")
    (crosswalk,) = world.load().crosswalks
    assert crosswalk.source == ("01", "02", "02", "11", "12")
    assert crosswalk.weight == (1, 0.25, 0.75, 1, 1)


def test_weights_that_do_not_sum_to_one_and_unknown_spaces_are_errors(world, issues_of) -> None:
    world.add(CROSSWALK)
    world.write("um.csv", "alt,neu,anteil\n01,0,0.9\n02,7,1\n11,1,x\n12,1,1\n")
    delivery = world.load()
    assert {(i.space, i.found) for i in issues_of(delivery, "weights_not_one")} == {
        ("01", "0.9"),
        ("11", "nan"),
    }
    (issue,) = issues_of(delivery, "unknown_space")
    assert (issue.found, issue.row, issue.severity) == ("7", 3, "error")


def test_years_in_headers() -> None:
    assert [year_in(t) for t in ("2016", "31.12.2006", "Stand 2020", "2016/2017", "20201", "Name")] == [
        "2016", "2006", "2020", "", "", "",
    ]  # fmt: skip
