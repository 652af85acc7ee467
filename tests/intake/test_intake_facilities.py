"""Places: from three kinds of lists, each place once, none outside of the city."""

from __future__ import annotations

from worlds.testhausen import TEXT, features


def facilities(world, more: str) -> None:
    world.add(
        f'[[facilities]]\nkey = "f"\nkind = "kita"\ndimension = "education"\ntitle = {TEXT}\npublisher = "Amt"\n'
        f'licence = "frei"\nas_of = "2020"\n{more}\n'
    )


def point(x: float, y: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [x, y]}


def test_geojson_points_and_areas(world) -> None:
    facilities(world, 'file = "f.json"\nreader = "geojson"\nname = "titel"\ndetails = ["art", "ort.strasse"]')
    area = {
        "type": "Polygon",
        "coordinates": [[[12.01, 51.001], [12.012, 51.001], [12.012, 51.003], [12.01, 51.001]]],
    }
    world.write("f.json", features(
        ({"titel": " Haus  A", "art": "Kita", "ort": {"strasse": "Weg 1"}}, point(12.005, 51.005)),
        ({"titel": "B"}, area),
    ))  # fmt: skip
    (draft,) = world.load().facilities
    assert draft.names == ("Haus A", "B")
    assert draft.details == ("Kita, Weg 1", "")
    assert 12.01 < draft.longitudes[1] < 12.012


def test_overpass_nodes_and_centres(world, issues_of) -> None:
    facilities(
        world, 'file = "f.json"\nreader = "overpass"\nwhere = [{field = "amenity", is = ["kindergarten"]}]'
    )
    tags = {"amenity": "kindergarten", "name": "A"}
    world.write("f.json", {"elements": [
        {"type": "node", "lat": 51.005, "lon": 12.005, "tags": tags},
        {"type": "way", "center": {"lat": 51.006, "lon": 12.03}, "tags": {"amenity": "kindergarten"}},
        {"type": "relation", "tags": tags}, {"type": "node", "lat": 51.005, "lon": 12.02, "tags": {"amenity": "pub"}},
    ]})  # fmt: skip
    delivery = world.load()
    assert delivery.facilities[0].names == ("A", "")
    (without,) = issues_of(delivery, "place_without_point")
    assert (without.count, without.row) == (1, 3)
    assert issues_of(delivery, "place_unnamed")[0].count == 1


def test_a_bad_coordinate_costs_one_place_and_not_the_file(world, issues_of) -> None:
    facilities(world, 'file = "f.json"\nreader = "overpass"')
    there = {"type": "node", "lat": 51.005, "lon": 12.005, "tags": {"name": "A"}}
    wrong = [{**there, "lat": value, "tags": {"name": "B"}} for value in ("abc", None, [51], 5100.5)]
    world.write("f.json", {"elements": [there, *wrong]})
    delivery = world.load()
    assert delivery.facilities[0].names == ("A",)
    (without,) = issues_of(delivery, "place_without_point")
    assert (without.count, without.row) == (4, 2)


def test_platforms_of_one_stop_are_one_place(world, issues_of) -> None:
    facilities(
        world, 'file = "f.json"\nreader = "json"\nmerge_within = 100\nlongitude = ["x"]\nlatitude = ["y"]'
    )
    near = 0.0008  # about 56 m
    world.write("f.json", [
        {"name": "Markt", "x": 12.005, "y": 51.005}, {"name": "Markt", "x": 12.005 + near, "y": 51.005},
        {"name": "Markt", "x": 12.005 + 2 * near, "y": 51.005}, {"name": "Markt", "x": 12.03, "y": 51.005},
        {"name": "Dom", "x": 12.005, "y": 51.0051},
    ])  # fmt: skip
    delivery = world.load()
    (draft,) = delivery.facilities
    assert sorted(draft.names) == ["Dom", "Markt", "Markt"]
    assert draft.longitudes[0] == 12.005 + near
    (issue,) = issues_of(delivery, "place_merged")
    assert (issue.found, issue.expected) == ("5", "3")


def test_places_outside_and_on_the_point_for_not_found(world, issues_of) -> None:
    facilities(
        world, 'file = "f.json"\nreader = "json"\nlongitude = ["x"]\nlatitude = ["y"]\n'
        f'unplaced = [{{longitude = 12.02, latitude = 51.005, reason = {TEXT}}}]',
    )  # fmt: skip
    world.write("f.json", [
        {"name": "Drin", "x": 12.001, "y": 51.001}, {"name": "Fort", "x": 13, "y": 51},
        {"name": "Wo", "x": "12.02", "y": "51.005"}, {"name": "Wo auch", "x": 12.02, "y": 51.005},
    ])  # fmt: skip
    delivery = world.load()
    assert delivery.facilities[0].names == ("Drin",)
    assert issues_of(delivery, "place_outside")[0].found == "Fort"
    assert issues_of(delivery, "place_at_default")[0].count == 2


def test_two_places_for_one_facility_and_a_list_that_says_another_space(world, issues_of) -> None:
    facilities(
        world, 'file = "f.json"\nreader = "json"\nlongitude = ["x", "a.x"]\nlatitude = ["y", "a.y"]\napart = 500\n'
        'stated = {field = "bezirk", space_system = "bezirke"}',
    )  # fmt: skip
    world.write("f.json", [
        {"name": "A", "x": 12.005, "y": 51.005, "a": {"x": 12.03, "y": 51.005}, "bezirk": "Mitte"},
        {"name": "B", "a": {"x": 12.03, "y": 51.005}, "bezirk": "Mitte"},
        {"name": "C", "x": 12.03, "y": 51.004, "bezirk": "Nirgends"},
    ])  # fmt: skip
    delivery = world.load()
    assert delivery.facilities[0].longitudes[:2] == (12.005, 12.03)
    assert issues_of(delivery, "place_contradicted")[0].found == "A"
    assert [(i.found, i.expected) for i in issues_of(delivery, "place_elsewhere")] == [("B", "Mitte")]
    assert issues_of(delivery, "unknown_space")[0].found == "Nirgends"


def test_different_names_on_exactly_one_point_are_suspicious(world, issues_of) -> None:
    facilities(world, 'file = "f.json"\nreader = "json"\nlongitude = ["x"]\nlatitude = ["y"]')
    world.write("f.json", [{"name": n, "x": 12.005, "y": 51.005} for n in ("A", "B")])
    delivery = world.load()
    assert len(delivery.facilities[0].names) == 2
    assert issues_of(delivery, "place_shared")[0].found == "A | B"
