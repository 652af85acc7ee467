"""What figures say in plain words: every state, every direction, both languages, and no judgement."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.planning.situation import sentences
from sozialraum.planning.situation.sentences import dimension_sentences, line_sentence, within
from sozialraum.warehouse.catalogue import Indicator
from sozialraum.warehouse.changes import NO_CHANGE, Change, Verdict
from sozialraum.warehouse.figures import Figure, Series
from sozialraum.warehouse.profile import Line
from sozialraum.warehouse.values import State
from worlds.served import shipped

NAN = float("nan")
# Words that judge; none of them may come from a sentence that was made of figures.
JUDGING = re.compile(
    r"\b(gut|besser|beste|schlecht|schlimm|leider|erfreulich|problem|brennpunkt|sozial schwach|sogar|good|better|"
    r"best|bad|worse|worst|unfortunately|deprived)",
    re.IGNORECASE,
)


def text(de, en):
    return {"de": de, "en": en}


def indicator(**fields):
    usual = {
        "key": "unemployment", "dimension": "work", "title": text("Arbeitslosenanteil", "Unemployment share"),
        "explanation": text("x", "x"), "numerator": "a", "denominator": "b", "unit": "percent", "direction": "burden",
        "source": text("x", "x"), "weaknesses": text("x", "x"), "interval": "wilson",
        "reading_aid": text(
            "Von 100 Menschen sind hier {value} arbeitslos gemeldet.", "Of 100 people here {value} are registered."
        ),
    }  # fmt: skip
    return Indicator(**(usual | fields))


def figure(value, state=State.OBSERVED, lower=NAN, upper=NAN):
    return Figure("1", "Mitte", value, state, NAN, NAN, lower, upper, -1)


def series(values=(8.0, 7.3), first=2014, last=2022, breaks=(), states=None):
    values = np.array(values, dtype=float)
    years = np.linspace(first, last, len(values)).astype(int).astype(str)
    nothing = np.full(len(values), np.nan)
    kinds = np.where(np.isnan(values), State.SECRET, State.OBSERVED) if states is None else np.array(states)
    return Series("x", "total", None, tuple(years), values, kinds.astype(np.uint8), nothing, nothing, breaks)


def line(here=None, parent=None, city=None, change=NO_CHANGE, period="2022", own=None, of=None):
    of = of or indicator()
    here = here or figure(7.3)
    return Line(
        of, period, here, parent, city, None, 1, 3, 0.5, own or series(), np.array([]), np.array([]), change, (),
    )  # fmt: skip


def change(verdict, before=8.1, after=7.3, since="2014", until="2022", interval=(NAN, NAN)):
    return Change(verdict, since, until, before, after, after - before, *interval)


# -- a known figure -------------------------------------------------------------------------------------------------


def test_a_figure_stands_beside_its_area_and_the_city():
    said = line_sentence(line(parent=figure(6.1), city=figure(5.4)), "Stadtbezirk", "de")
    assert said == (
        "Von 100 Menschen sind hier 7,3 arbeitslos gemeldet (2022); im Stadtbezirk sind es 6,1, in der Stadt 5,4."
    )
    said = line_sentence(line(parent=figure(6.1), city=figure(5.4)), "District", "en")
    assert said == "Of 100 people here 7.3 are registered (2022); in the district it is 6.1, in the city 5.4."


@pytest.mark.parametrize(
    ("parent", "city", "ending"),
    [
        (None, None, "(2022)."),
        (None, figure(5.4), "(2022); in der Stadt sind es 5,4."),
        (figure(6.1), None, "(2022); im Stadtbezirk sind es 6,1."),
        (figure(NAN, State.SECRET), figure(5.4), "(2022); in der Stadt sind es 5,4."),
        (figure(6.1), figure(NAN, State.UNKNOWN), "(2022); im Stadtbezirk sind es 6,1."),
    ],
)
def test_only_what_is_known_is_compared(parent, city, ending):
    assert line_sentence(line(parent=parent, city=city), "Stadtbezirk", "de").endswith(ending)


def test_without_a_planning_area_only_the_city_is_beside():
    assert "sind es 5,4" in line_sentence(line(parent=figure(6.1), city=figure(5.4)), "", "de")
    assert "6,1" not in line_sentence(line(parent=figure(6.1), city=figure(5.4)), "", "de")


def test_exactly_none_is_a_plain_zero():
    said = line_sentence(line(figure(0.0, State.EXACT_ZERO), city=figure(5.4)), "", "de")
    assert said == "Von 100 Menschen sind hier 0 arbeitslos gemeldet (2022); in der Stadt sind es 5,4."


@pytest.mark.parametrize(
    ("state", "german", "english"),
    [
        (State.ROUNDED_ZERO, "weniger als die Hälfte", "less than half"),
        (State.LIMITED, "eingeschränkt verlässlich", "limited reliability"),
        (State.PROVISIONAL, "vorläufig", "provisional"),
        (State.REVISED, "berichtigt", "revised"),
        (State.ESTIMATED, "geschätzt", "estimate"),
        (State.FORECAST, "vorausberechnet", "forecast"),
    ],
)
def test_a_marked_number_says_its_mark(state, german, english):
    assert german in line_sentence(line(figure(0.0 if state is State.ROUNDED_ZERO else 7.3, state)), "", "de")
    assert english in line_sentence(line(figure(7.3, state)), "", "en")
    assert german not in line_sentence(line(figure(7.3)), "", "de")


def test_a_difference_within_the_interval_may_be_chance():
    said = line_sentence(line(figure(7.3, lower=5.0, upper=9.0), city=figure(5.4)), "", "de")
    assert said.endswith("Der Unterschied zur Stadt kann Zufall sein.")
    assert "Zufall" not in line_sentence(line(figure(7.3, lower=6.0, upper=9.0), city=figure(5.4)), "", "de")
    # equal as shown: there is no difference to speak of
    assert "Zufall" not in line_sentence(
        line(figure(7.31, lower=5.0, upper=9.0), city=figure(7.28)), "", "de"
    )


# -- a figure that is missing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "german", "english"),
    [
        (State.SECRET, "geheim gehalten", "kept secret"),
        (State.UNKNOWN, "liegt hier kein Wert vor", "there is no value"),
        (State.LATER, "noch nicht vor", "not available here yet"),
        (State.NOT_APPLICABLE, "kein Wert sinnvoll", "no meaningful value"),
        (State.UNRELIABLE, "zu unsicher", "too uncertain"),
    ],
)
def test_a_missing_figure_says_why_and_never_becomes_zero(state, german, english):
    one = line(figure(NAN, state), parent=figure(6.1), city=figure(5.4), own=series((NAN, NAN)))
    said = line_sentence(one, "Stadtbezirk", "de")
    assert said.startswith("Arbeitslosenanteil: ")
    assert german in said
    assert said.endswith("; im Stadtbezirk beträgt er 6,1 Prozent, in der Stadt 5,4 Prozent.")
    assert english in line_sentence(one, "district", "en")
    assert "hier 0" not in said


def test_a_missing_figure_is_followed_by_the_last_known_one():
    one = line(figure(NAN, State.SECRET), own=series((8.0, 7.5, NAN)), change=change(Verdict.FELL))
    said = line_sentence(one, "", "de")
    assert said.endswith("Zuletzt bekannt war er für 2018: 7,5 Prozent.")
    assert "gesunken" not in said  # nothing is said of a change that ends in the dark
    assert line_sentence(one, "", "en").endswith("It was last known for 2018: 7.5 percent.")


# -- how it has moved -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "interval", "german", "english"),
    [
        (Verdict.FELL, (-2, -0.1), "Seit 2014 ist der Anteil von 8,1 auf 7,3 gesunken.",
         "Since 2014 the share has fallen from 8.1 to 7.3."),
        (Verdict.ROSE, (0.1, 2), "Seit 2014 ist der Anteil von 8,1 auf 7,3 gestiegen.",
         "Since 2014 the share has risen from 8.1 to 7.3."),
        (Verdict.SAME, (-1, 1), "Seit 2014 ist der Anteil gleich geblieben.",
         "Since 2014 the share has stayed the same."),
        (Verdict.NOISE, (-1, 1),
         "Seit 2014 hat sich der Anteil nicht erkennbar verändert; der Unterschied kann Zufall sein.",
         "Since 2014 the share has not changed noticeably; the difference may be chance."),
        (Verdict.NOISE, (NAN, NAN), "Seit 2014 schwankt der Anteil, ohne dass eine Richtung zu erkennen ist.",
         "Since 2014 the share has gone up and down without a clear direction."),
    ],
)  # fmt: skip
def test_every_direction_has_its_words(verdict, interval, german, english):
    one = line(change=change(verdict, interval=interval))
    assert line_sentence(one, "", "de").endswith(german)
    assert line_sentence(one, "", "en").endswith(english)


def test_a_change_calls_an_exact_zero_what_the_figure_is_called():
    one = Change(Verdict.ROSE, "2014", "2022", 0.0, 1.5, 1.5, 0.1, 2.0, (State.EXACT_ZERO, State.OBSERVED))
    assert line_sentence(line(change=one), "", "de").endswith("ist der Anteil von 0 auf 1,5 gestiegen.")


def test_a_change_that_ends_before_the_figure_names_both_its_ends():
    said = line_sentence(line(change=change(Verdict.FELL, until="2020")), "", "de")
    assert said.endswith("Von 2014 bis 2020 ist der Anteil von 8,1 auf 7,3 gesunken.")


def test_nothing_is_said_of_a_change_that_is_not_known():
    assert line_sentence(line(), "", "de") == "Von 100 Menschen sind hier 7,3 arbeitslos gemeldet (2022)."


def test_values_from_before_a_break_are_named_as_hard_to_compare():
    own = series((8.0, 7.8, 7.5, 7.3), 2016, 2022, breaks=("2020",))
    assert "nur eingeschränkt vergleichbar" in line_sentence(line(own=own), "", "de")
    assert "limited extent" in line_sentence(line(own=own), "", "en")
    nothing_before = series((NAN, NAN, 7.5, 7.3), 2016, 2022, breaks=("2020",))
    assert "vergleichbar" not in line_sentence(line(own=nothing_before), "", "de")


@pytest.mark.parametrize(
    ("unit", "german", "english"),
    [
        ("percent", "der Anteil", "the share"), ("per_1000", "die Zahl", "the number"),
        ("per_km2", "die Zahl", "the number"), ("euro", "der Betrag", "the amount"),
        ("euro_per_m2", "der Betrag", "the amount"), ("years", "der Wert", "the value"),
        ("m2_per_person", "der Wert", "the value"), ("", "der Wert", "the value"),
    ],
)  # fmt: skip
def test_what_moves_is_called_by_its_unit(unit, german, english):
    assert sentences.subject(unit, "de") == german
    assert sentences.subject(unit, "en") == english


# -- a dimension ----------------------------------------------------------------------------------------------------


def told(*lines):
    return dimension_sentences(lines, "", "de")


def named(name, direction, **more):
    aid = text(f"{name} {{value}}.", f"{name} {{value}}.")
    return line(of=indicator(key=name, direction=direction, reading_aid=aid), **more)


def test_a_resource_stands_before_a_burden_and_what_only_describes_stays_behind():
    assert told(named("b1", "burden"), named("n", "neutral"), named("r", "resource"), named("b2", "burden")) == [
        "r 7,3 (2022).", "b1 7,3 (2022).",
    ]  # fmt: skip
    assert told(named("n1", "neutral"), named("n2", "neutral")) == ["n1 7,3 (2022)."]


def test_unknown_figures_give_way_to_known_ones():
    hidden = figure(NAN, State.SECRET)
    assert told(named("b1", "burden", here=hidden), named("b2", "burden")) == ["b2 7,3 (2022)."]
    assert told(named("b1", "burden", here=hidden), named("n", "neutral")) == ["n 7,3 (2022)."]
    only = told(named("b1", "burden", here=hidden, own=series((NAN,))), named("b2", "burden", here=hidden))
    assert len(only) == 1
    assert "geheim gehalten" in only[0]


def test_an_old_figure_does_not_speak_for_its_dimension():
    assert told(named("old", "burden", period="2012"), named("new", "burden")) == ["new 7,3 (2022)."]
    assert told(named("old", "burden", period="2012")) == ["old 7,3 (2012)."]
    assert told(named("near", "burden", period="2019"), named("new", "burden")) == ["near 7,3 (2019)."]


def test_a_dimension_without_figures_of_its_own_says_nothing():
    assert told() == []
    assert told(line(of=indicator(context=True, direction="neutral"))) == []


# -- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "german"),
    [
        ("Stadtbezirk", "im Stadtbezirk"), ("Planungsraum", "im Planungsraum"), ("Viertel", "im Viertel"),
        ("Planungsregion", "in der Planungsregion"), ("Südstadt", "in der Südstadt"),
        ("Raumeinheit", "in der Raumeinheit"), ("Ortschaft", "in der Ortschaft"),
    ],
)  # fmt: skip
def test_german_areas_get_their_article(unit, german):
    assert within(unit, "de") == german


def test_english_areas_are_written_small():
    assert within("Planning area", "en") == "in the planning area"


STATES = st.sampled_from(list(State))


@given(
    STATES, st.floats(0.05, 99), st.sampled_from(list(Verdict)), st.sampled_from(["de", "en"]),
    st.sampled_from(sorted(shipped().indicators)), STATES,
)  # fmt: skip
def test_no_sentence_judges_or_shows_what_it_must_not(state, value, verdict, language, key, other):
    of = shipped().indicators[key]
    value = 0.0 if state is State.EXACT_ZERO else value
    here = figure(value if state.is_number else NAN, state)
    city = figure(value / 2 if other.is_number else NAN, other)
    moved = change(verdict) if verdict is not Verdict.UNKNOWN else NO_CHANGE
    said = line_sentence(
        line(here, city=city, change=moved, of=of, own=series((NAN, NAN))), "Stadtbezirk", language
    )
    made = said.replace(of.reading_aid[language].partition("{")[0], "").replace(of.title[language], "")
    own_words = of.reading_aid[language] + of.title[language]
    assert not [word for word in JUDGING.findall(made) if word not in own_words]
    assert "nan" not in said.split()
    assert "{" not in said
    assert said.endswith(".")
    assert ".." not in said
    assert "  " not in said
