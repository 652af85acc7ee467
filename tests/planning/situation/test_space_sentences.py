"""What is said of a space beside its indicators: people, index, reforms; and of the city."""

from __future__ import annotations

import numpy as np
import pytest

from sozialraum.methods.social_monitoring import Exclusion
from sozialraum.planning.situation.city_sentences import direction, disparity_summary, separation_sentence
from sozialraum.planning.situation.space_sentences import (
    index_sentences,
    lineage_sentences,
    population_sentences,
)
from sozialraum.planning.statistics.class_names import STATUS
from sozialraum.warehouse.changes import NO_CHANGE, Change, Verdict
from sozialraum.warehouse.figures import Figure, Series
from sozialraum.warehouse.index_standing import Contribution, IndexStanding
from sozialraum.warehouse.lineage import Lineage, Relative
from sozialraum.warehouse.population import Count, Population, Split
from sozialraum.warehouse.values import State
from worlds.served import shipped

NAN = float("nan")


# -- people ---------------------------------------------------------------------------------------------------------


def people(total=(1000.0, 1100.0), states=None, splits=()):
    periods = tuple(str(2013 + 9 * i) for i in range(len(total)))
    states = states or tuple(State.UNKNOWN if np.isnan(v) else State.OBSERVED for v in total)
    return Population(periods, tuple(total), tuple(states), tuple(splits), (), "")


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ((1000.0, 1100.0), "Hier leben 1.100 Menschen (2022). Das sind 100 mehr als 2013 (+10\u202f%)."),
        ((1000.0, 988.0), "Hier leben 988 Menschen (2022). Das sind 12 weniger als 2013 (−1,2\u202f%)."),
        ((1000.0, 1000.0), "Hier leben 1.000 Menschen (2022). Das sind so viele wie 2013."),
        ((NAN, 1000.0), "Hier leben 1.000 Menschen (2022)."),
        ((1000.0,), "Hier leben 1.000 Menschen (2013)."),
        ((1000.0, NAN), "Wie viele Menschen hier 2022 lebten, ist unbekannt."),
        ((0.0, 5.0), "Hier leben 5 Menschen (2022). Das sind 5 mehr als 2013 (–)."),
    ],
)
def test_people_are_counted_and_compared_with_the_first_year(total, said):
    assert population_sentences(people(total), "de") == [said]


def test_no_years_no_words():
    assert population_sentences(people(()), "de") == []


def test_of_a_hundred_people():
    counts = (Count("women", 51, State.OBSERVED, 51.0, 50.4), Count("men", 49, State.OBSERVED, 49.0, 49.6))
    secret = (Count("german", NAN, State.SECRET, NAN, 90.0), Count("foreign", NAN, State.SECRET, NAN, 10.0))
    found = people(splits=(Split("sex", "2022", counts), Split("origin", "2022", secret)))
    assert population_sentences(found, "de")[1:] == [
        "Von 100 Menschen sind hier 51,0 weiblich; in der Stadt sind es 50,4."
    ]
    assert population_sentences(found, "en")[1:] == [
        "Of 100 people here 51.0 are female; in the city it is 50.4."
    ]


# -- index ----------------------------------------------------------------------------------------------------------


def standing(class_=1, value=0.3, exclusion=Exclusion.NONE, bounds=(0.1, 0.5), possible=(1,), unsteady=False):
    definition = shipped().indices["social_monitoring"]
    figure = Figure("1", "Mitte", value, State.OBSERVED, NAN, NAN, NAN, NAN, class_)
    parts = tuple(Contribution(shipped().indicators[k], 0.1) for k in definition.status)
    return IndexStanding(
        "social_monitoring", definition, "2022", figure, exclusion, *bounds, possible, unsteady, parts, ()
    )


def test_a_class_is_told_with_its_value_and_its_uncertainty():
    assert index_sentences(standing(), "de") == [
        f"2022: {STATUS[1]['de']}.",
        "Der Wert des Index ist 0,30; null ist die Mitte aller Räume.",
        "Rechnet man mit dem Zufall in den Kennzahlen, liegt er zwischen 0,10 und 0,50.",
        "Die Einordnung bleibt gleich, welche einzelne der 4 Kennzahlen man auch weglässt.",
    ]


def test_an_uncertain_class_names_the_other_one():
    said = " ".join(index_sentences(standing(possible=(1, 2), unsteady=True), "de"))
    assert f"Die Einordnung ist unsicher: Die Zahlen lassen auch „{STATUS[2]['de']}“ zu." in said
    assert "käme der Raum in eine andere Klasse" in said
    several = " ".join(index_sentences(standing(possible=(0, 1, 2)), "en"))
    assert f"“{STATUS[0]['en']} or {STATUS[2]['en']}”" in several


def test_unknown_bounds_are_left_out():
    assert not [s for s in index_sentences(standing(bounds=(NAN, NAN)), "de") if "Zufall" in s]


@pytest.mark.parametrize(
    ("exclusion", "german", "english"),
    [
        (Exclusion.TOO_FEW, "weniger als 300 Menschen", "Fewer than 300 people"),
        (Exclusion.OUTLIER, "Die Stadt hat diesen Raum", "The city has excluded"),
        (Exclusion.NO_DATA, "Mindestens eine der 4 Kennzahlen", "At least one of the 4 indicators"),
    ],
)
def test_a_space_without_a_class_says_why(exclusion, german, english):
    one = standing(class_=-1, value=NAN, exclusion=exclusion, possible=())
    assert len(index_sentences(one, "de")) == 1
    assert german in index_sentences(one, "de")[0]
    assert english in index_sentences(one, "en")[0]


# -- reforms --------------------------------------------------------------------------------------------------------


def before(*relatives):
    return Lineage(None, tuple(Relative(*r) for r in relatives), None, None, (), None)


def after(*relatives):
    return Lineage(None, (), None, None, tuple(Relative(*r) for r in relatives), None)


def said_of(lineage, language="de"):
    return lineage_sentences(lineage, "2019", "2024", language)


def test_where_a_space_came_from():
    assert said_of(before(("A", "Alt", 1.0, True))) == ["Die Grenzen sind dieselben wie vor 2019."]
    assert said_of(before(("B", "Berg", 0.75, False))) == [
        "Vor 2019 gehörte alles, was heute dazugehört, zu: Berg (75\u202f% der Menschen von dort)."
    ]
    assert said_of(before(("D", "Dorf", 1.0, False), ("B", "Berg", 0.25, False))) == [
        "Bei der Änderung der Grenzen 2019 entstand dieser Raum aus: Dorf (ganz) und Berg (25\u202f% der Menschen von "
        "dort)."
    ]


def test_what_became_of_a_space():
    assert said_of(after(("A", "Alt", 1.0, True))) == [
        "Die Grenzen blieben auch nach der Änderung von 2024 dieselben."
    ]
    assert said_of(after(("D", "Dorf", 1.0, False))) == ["Seit 2024 gehört der ganze Raum zu: Dorf."]
    three = after(("B", "Berg", 0.7, False), ("D", "Dorf", 0.292, False), ("E", "Eck", 0.008, False))
    assert said_of(three, "en") == [
        "When the boundaries changed in 2024 this space was divided: Berg (70\u202f% of the people from here), "
        "Dorf (29\u202f% of the people from here) and Eck (0.8\u202f% of the people from here)."
    ]


def test_without_a_reform_nothing_is_said():
    assert said_of(before()) == []


# -- the city -------------------------------------------------------------------------------------------------------


def moved(verdict):
    return (
        NO_CHANGE
        if verdict is Verdict.UNKNOWN
        else Change(verdict, "2013", "2022", 20.0, 24.1, 4.1, 1.0, 7.0)
    )


def test_how_apart_a_group_lives():
    nothing = np.full(2, np.nan)
    s = Series(
        "x",
        "total",
        None,
        ("2013", "2022"),
        np.array([20.0, 24.1]),
        np.zeros(2, np.uint8),
        nothing,
        nothing,
        (),
    )
    assert separation_sentence(s, moved(Verdict.ROSE), "de") == (
        "2022: 24,1 von 100 müssten in einen anderen Raum ziehen, damit diese Gruppe überall den gleichen Anteil "
        "hätte. 2013 waren es 20,0. Die Gruppe wohnt heute getrennter."
    )
    assert separation_sentence(s, moved(Verdict.NOISE), "de").endswith("Der Unterschied kann Zufall sein.")
    assert separation_sentence(s, NO_CHANGE, "de").endswith("hätte.")


def test_the_city_counts_where_spaces_came_closer():
    some = [moved(v) for v in (Verdict.FELL, Verdict.FELL, Verdict.ROSE, Verdict.NOISE, Verdict.UNKNOWN)]
    assert disparity_summary(some, "de") == (
        "Bei 2 von 4 Kennzahlen liegen die Räume heute näher beieinander als im ersten vergleichbaren Jahr, bei einer "
        "weiter auseinander. Bei einer ist keine klare Richtung zu erkennen."
    )
    assert disparity_summary([moved(Verdict.ROSE)] * 5, "de") == (
        "Bei 5 von 5 Kennzahlen liegen die Räume heute weiter auseinander als im ersten vergleichbaren Jahr, bei "
        "keiner näher beieinander."
    )
    assert disparity_summary([moved(Verdict.ROSE)] * 5, "en").endswith("in none closer together.")
    assert disparity_summary([moved(Verdict.NOISE)] * 3, "de").startswith("Bei keiner von 3 Kennzahlen")
    assert disparity_summary([moved(Verdict.FELL)], "de") == (
        "Nur eine Kennzahl lässt sich über die Jahre vergleichen: näher beieinander."
    )
    assert disparity_summary([NO_CHANGE], "en").startswith("There are not yet enough figures")


def test_directions_have_two_words():
    assert [direction(moved(v), "en") for v in (Verdict.FELL, Verdict.ROSE, Verdict.NOISE, Verdict.SAME)] == [
        "closer together", "further apart", "no clear direction", "unchanged",
    ]  # fmt: skip
    assert direction(NO_CHANGE, "de") == ""
