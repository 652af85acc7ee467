"""What is said in Musterstadt: every dimension and state, more where people are well off, the same each time."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from musterstadt.delivered import blocks, number, social
from sozialraum.musterstadt import sayings
from sozialraum.musterstadt.voices import STATES

DIMENSIONS = {
    "housing", "education", "work", "mobility", "health", "nutrition", "social_relations", "participation",
    "culture_leisure", "wellbeing",
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_hundreds_of_voices_of_every_dimension_bank_channel_and_language(city: Path) -> None:
    voices = rows(city / "meldungen.csv")
    assert 250 <= len(voices) <= 450
    assert {v["lebenslage"] for v in voices} == DIMENSIONS
    assert {v["bank"] for v in voices} == {"politics", "administration", "providers", "residents"}
    assert {v["weg"] for v in voices} >= {"web", "paper", "talk", "walk"}
    assert {v["sprache"] for v in voices} == {"de", "en"}
    assert {v["art"] for v in voices} == {"missing", "good", "idea"}
    assert not [v for v in voices if "{" in v["text"] or "  " in v["text"] or len(v["text"]) > 400]


def test_needs_in_every_state_at_least_twice(city: Path) -> None:
    found = Counter(n["stand"] for n in rows(city / "bedarfe.csv"))
    assert set(found) == set(STATES) and min(found.values()) >= 2


def test_some_are_said_by_several_and_some_speak_of_others(city: Path) -> None:
    voices = rows(city / "meldungen.csv")
    together = Counter(v["bedarf"] for v in voices)
    assert sum(count > 1 for count in together.values()) > 40
    hidden = [v for v in voices if v["ueber_andere"]]
    assert 5 <= len(hidden) < 0.15 * len(voices)
    assert all(v["ueber_andere"] in v["text"] for v in hidden)


def test_poorer_spaces_are_quieter(city: Path) -> None:
    said = Counter(v["sozialraum"] for v in rows(city / "meldungen.csv"))
    support = social(city, "grundsicherung", 2024)
    lives_in = {r["Block"]: r["Sozialraum ab 2019"] for r in rows(city / "umschluesselung" / "bloecke.csv")}
    people = Counter()
    for block, row in blocks(city, "bevoelkerung", 2024).items():
        people[lives_in[block]] += number(row["Einwohner insgesamt"])
    lived_in = [code for code in support if people[code] > 1000]
    poor = [number(support[c]["Personen in Bedarfsgemeinschaften insgesamt"]) / people[c] for c in lived_in]
    heard = [1000 * said[c] / people[c] for c in lived_in]
    assert np.corrcoef(poor, heard)[0, 1] < -0.3
    half = np.median(poor)
    quiet = [c for c, p, h in zip(lived_in, poor, heard, strict=True) if p > half and h < 0.7]
    assert len(quiet) >= 5


def test_no_theme_lacks_words() -> None:
    for theme in (*sayings.THEMES, *sayings.DEFECTS, *sayings.SINGLES):
        assert theme.dimension in DIMENSIONS and theme.words and theme.office.startswith("amt-")
