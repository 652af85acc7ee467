"""Maps of classes: every space in the look of its class or its state, an honest legend, small data."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely

from sozialraum import charts
from sozialraum.charts.outlines import outlines
from sozialraum.charts.tones import tones
from sozialraum.methods import classes
from sozialraum.warehouse.values import State
from worlds.drawing import all_of, parsed, words

NAN = math.nan


def geojson(columns: int, rows: int) -> bytes:
    boxes = [shapely.box(10 + x * 0.01, 50 + y * 0.01, 10.01 + x * 0.01, 50.01 + y * 0.01)
             for y in range(rows) for x in range(columns)]  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"c": f"{i:02d}"}, "geometry": json.loads(shapely.to_geojson(b))}
        for i, b in enumerate(boxes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def drawn(values, states=None, columns=5, rows=2, **more):
    v = np.array(values, dtype=np.float64)
    s = np.array(states) if states is not None else np.where(np.isnan(v), State.UNKNOWN, State.OBSERVED)
    codes = [f"{i:02d}" for i in range(len(v))]
    found = more.pop("classes", None) or classes.quantiles(v, 5)
    return charts.space_map(
        geojson(columns, rows), codes=codes, names=[f"Raum {c}" for c in codes], values=v, states=s, classes=found,
        title="Anteil", unit="percent", decimals=1, link="/raeume/x/{code}/", **more,
    )  # fmt: skip


TEN = [1, 2, 3, 4, 5, 6, NAN, NAN, NAN, 10]
STATES = [0, 0, 0, 0, 0, 0, State.SECRET, State.UNKNOWN, State.NOT_APPLICABLE, 0]


def test_what_has_no_number_has_no_tone():
    tree = parsed(drawn(TEN, STATES).svg)
    looks = [e.get("class").split()[1] for e in all_of(tree, "path", "map__space")]
    assert looks[6:9] == ["secret", "unknown", "excluded"]
    assert all(look.startswith("tone-") for look in looks[:6])
    hatched = [e.get("fill") for e in all_of(tree, "path", "map__space")[6:9]]
    assert hatched == ["url(#map-secret)", "url(#map-unknown)", "url(#map-excluded)"]
    patterns = {p.get("id"): "".join(e.get("d", e.tag) for e in p.iter()) for p in all_of(tree, "pattern")}
    assert len(set(patterns.values())) == len(patterns) >= 3


def test_the_legend_counts_every_space_once():
    legend = drawn(TEN, STATES).legend
    assert sum(entry.count for entry in legend) == 10
    assert [e.label for e in legend][-3:] == ["geheim gehalten", "unbekannt", "ausgenommen"]
    assert all(e.count for e in legend)


def test_each_space_says_its_name_and_value_and_leads_to_its_page():
    tree = parsed(drawn(TEN, STATES).svg)
    assert "Raum 00: 1,0 Prozent" in words(tree)
    assert "Raum 06: geheim gehalten" in words(tree)
    assert all_of(tree, "a")[3].get("href") == "/raeume/x/03/"


def test_the_sentence_names_the_ends_and_says_how_many_are_known():
    said = drawn(TEN, STATES).sentence
    assert said.startswith("7 von 10 Räumen haben einen Wert, von 1,0 bis 10,0 Prozent.")
    assert said.endswith("Höchster Wert: Raum 09. Niedrigster Wert: Raum 00.")


def test_the_live_map_gets_columns_of_one_length():
    data = json.loads(drawn(TEN, STATES).data)
    assert len({len(data[k]) for k in ("codes", "names", "text", "look")}) == 1
    assert data["text"][6] == "·"
    assert [data["looks"][i] for i in data["look"]][6:9] == ["secret", "unknown", "excluded"]
    assert len(data["looks"]) == len(data["labels"])


def test_classes_with_names_are_told_by_them():
    index = np.array([0, 1, 1, -1, 2, 0, 1, 1, 2, 2], dtype=np.int8)
    values = np.arange(10.0)
    values[3] = NAN
    found = classes.named(values, index, 3)
    states = [0] * 3 + [State.NOT_APPLICABLE] + [0] * 6
    map_ = drawn(values, states, classes=found, class_names=["niedrig", "mittel", "hoch"], diverging=True)
    assert [e.label for e in map_.legend] == ["niedrig", "mittel", "hoch", "ausgenommen"]
    assert [e.look for e in map_.legend][:3] == ["split-1", "split-3", "split-5"]
    assert "niedrig 2, mittel 4, hoch 3" in map_.sentence


def test_very_many_spaces_are_drawn_one_path_a_class():
    count = 1600
    map_ = drawn(np.arange(count, dtype=float), columns=40, rows=40)
    tree = parsed(map_.svg)
    assert len(all_of(tree, "path", "map__space")) == 5
    assert all_of(tree, "a") == []
    total = sum(e.get("d").count("M") for e in all_of(tree, "path", "map__space"))
    assert total == count


def test_neighbours_share_their_boundary_in_the_drawing():
    shapes = outlines(geojson(2, 1))
    assert shapes.boxes["00"][2] == shapes.boxes["01"][0]
    assert shapes.boxes["00"][1] == shapes.boxes["01"][1]


def test_north_is_up():
    shapes = outlines(geojson(1, 2))
    assert shapes.boxes["01"][3] == shapes.boxes["00"][1]


def test_an_outline_with_a_hole_keeps_it():
    ring = shapely.box(10, 50, 10.1, 50.1) - shapely.box(10.04, 50.04, 10.06, 50.06)
    feature = {"type": "Feature", "properties": {"c": "a"}, "geometry": json.loads(shapely.to_geojson(ring))}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    assert outlines(data).paths["a"].count("M") == 2


def test_a_collapsed_or_empty_outline_does_no_harm():
    features = [
        {"type": "Feature", "properties": {"c": "a"}, "geometry": {"type": "Polygon", "coordinates": []}},
        {"type": "Feature", "properties": {"c": "b"},
         "geometry": {"type": "Polygon", "coordinates": [[[10, 50], [10.1, 50], [10.1, 50.1], [10, 50]]]}},
    ]  # fmt: skip
    shapes = outlines(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert shapes.paths["a"] == ""
    assert shapes.paths["b"].startswith("M")


def test_the_locator_rings_a_small_space():
    data = geojson(30, 30)
    assert len(all_of(parsed(charts.locator(data, "05", "Raum 05")), "circle")) == 1
    assert all_of(parsed(charts.locator(geojson(2, 2), "01", "Raum 01")), "circle") == []


def test_tones_lie_apart_and_have_an_end():
    assert [len(set(tones(n))) for n in range(1, 8)] == list(range(1, 8))
    with pytest.raises(ValueError, match="at most 7"):
        tones(8)
    with pytest.raises(ValueError, match="at most 5"):
        tones(6, diverging=True)
