"""What helps to find a place on a map: the city's named facilities, rare kinds first."""

from __future__ import annotations

import json

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def test_landmarks_have_a_name_and_lie_in_the_city(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = client.get("/melden/orte.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    features = json.loads(answer.content)["features"]
    assert features
    assert all(f["properties"]["n"] for f in features)
    ranks = [f["properties"]["r"] for f in features]
    assert ranks == sorted(ranks)
    assert len({(f["properties"]["n"], *f["geometry"]["coordinates"]) for f in features}) == len(features)


def test_a_browser_that_has_them_is_not_sent_them_again(client):
    tag = client.get("/melden/orte.json")["ETag"]
    assert client.get("/melden/orte.json", headers={"If-None-Match": tag}).status_code == 304
