"""The 366 real contributions of Köln-Ehrenfeld on the real Köln: each in its quarter, one told why not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sozialraum import intake
from sozialraum.planning.needs.actions.tables import register_table
from sozialraum.planning.needs.batch import reading
from sozialraum.planning.needs.batch.parsing import parse
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.queries.places import name_of
from sozialraum.recipes import recipe_folder
from worlds.people import somebody_as
from worlds.served import published_city, serve

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
FILE = "references/contributions_koeln_ehrenfeld/Cycling-Dialogue-Cologne_dataset_location_CDC.csv"
QUARTERS = {
    "Ehrenfeld": 225, "Neuehrenfeld": 52, "Bickendorf": 34, "Ossendorf": 30, "Vogelsang": 13,
    "Bocklemünd/Mengenich": 11,
}  # fmt: skip


@pytest.fixture
def koeln(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Köln is the city that is served."""
    delivery = intake.load(recipe_folder("koeln"), shared / "cities" / "koeln")
    serve(monkeypatch, published_city(tmp_path, delivery))


def test_all_that_can_be_taken_lie_in_the_quarters_of_ehrenfeld(koeln, shared):
    by = somebody_as("provider")
    read = reading.read(
        parse((shared / FILE).read_bytes()), by, on_behalf_of="Raddialog Ehrenfeld", propose=False
    )
    assert set(read.columns) == {"text", "title", "longitude", "latitude"}
    told = [(f.severity, f.kind, f.row) for f in read.checked.findings if f.row]
    named = [row for _severity, kind, row in told if kind == "names_somebody"]
    assert len(named) == 3  # of 366: few enough to read each
    other = [one for one in told if one[1] != "names_somebody"]
    assert other == [
        ("error", "bad_coordinate", 63),
        ("warning", "title_cut", 281),
    ]  # a degree lost its comma
    assert (read.checked.rows, len(read.checked.lines)) == (366, 365)
    assert register_table(by=by, checked=read.checked) == 0
    assert Contribution.objects.count() == Need.objects.count() == 365
    found = Counter(Contribution.objects.values_list("social_space", flat=True))
    assert {name_of(key): count for key, count in found.items()} == QUARTERS
    assert set(Need.objects.values_list("planning_area", flat=True)) == {"stadtbezirke/4"}
    assert not Contribution.objects.filter(text__contains="\ufffd").exists()
