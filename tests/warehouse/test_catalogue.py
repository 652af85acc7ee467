"""The loader: grammar of expressions, errors that name the place, overrides, what columns can feed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.warehouse.catalogue import Catalogue, CatalogueError, ExpressionError, load, terms

TEXT = '{ de = "Deutsch", en = "English" }'
DIMENSIONS = "".join(
    f"""
[[dimension]]
key = "{key}"
title = {TEXT}
explanation = {TEXT}
gap_question = {TEXT}
sources = {TEXT}
"""
    for key in ("work", "health")
)
UNITS = "".join(f'[[unit]]\nkey = "{key}"\nsign = {TEXT}\n' for key in ("percent", "persons", "years"))
GROUPS = "".join(
    f'[[group]]\nkey = "{key}"\ntitle = {{ de = "{de}", en = "{en}" }}\naxis = "{axis}"\n'
    for key, de, en, axis in (
        ("total", "Insgesamt", "All", "total"),
        ("women", "Frauen", "Women", "sex"),
        ("foreign", "Ausländer", "Foreign nationals", "origin"),
        ("age_0_14", "Unter 15 Jahre", "Aged under 15", "age"),
        ("age_15_64", "15 bis 64 Jahre", "Aged 15 to 64", "age"),
    )
)
VARIABLES = "".join(
    f'[[variable]]\nkey = "{key}"\ntitle = {TEXT}\nunit = "{unit}"\nkind = "{kind}"\nexplanation = {TEXT}\n'
    for key, unit, kind in (
        ("inhabitants", "persons", "extensive"),
        ("unemployed", "persons", "extensive"),
        ("age", "years", "intensive"),
    )
)
INDICATOR = f"""
[[indicator]]
key = "unemployment"
dimension = "work"
also = ["health"]
title = {TEXT}
explanation = {TEXT}
numerator = "unemployed"
denominator = "inhabitants@group_and_age_15_64"
unit = "percent"
factor = 100
direction = "burden"
interval = "wilson"
groups = ["total", "women", "age_0_14"]
by_group.age_0_14 = {{ denominator = "inhabitants" }}
source = {TEXT}
reading_aid = {{ de = "Von 100 sind {{value}} arbeitslos.", en = "Of 100, {{value}}." }}
weaknesses = {TEXT}
"""
INDEX = f"""
[[index]]
key = "situation"
method = "mss"
dimensions = ["work"]
title = {TEXT}
explanation = {TEXT}
status = ["unemployment"]
source = {TEXT}
reading_aid = {TEXT}
weaknesses = {TEXT}
"""
WORLD = {
    "dimensions.toml": DIMENSIONS,
    "groups.toml": UNITS + GROUPS,
    "variables/all.toml": VARIABLES,
    "indicators/work.toml": INDICATOR,
    "indices.toml": INDEX,
}
EXPLAINED = {name: {"de": "Anders", "en": "Otherwise"} for name in ("explanation", "reading_aid")}


def write(folder: Path, **changes: tuple[str, str]) -> Path:
    """The small catalogue as files; a change (old, new) of the file whose stem it names is made first."""
    for name, content in WORLD.items():
        old, new = changes.get(Path(name).stem, ("", ""))
        assert old in content, f"{old!r} isn't in {name}"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace(old, new, 1) if old else content + new, encoding="utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load(write(tmp_path))


class TestExpressions:
    @pytest.mark.parametrize(
        ("expression", "group", "expected"),
        [
            ("a", "total", ((1, "a@total"),)),
            ("a", "women", ((1, "a@women"),)),
            ("a@men", "women", ((1, "a@men"),)),
            ("a+b - c@x", "women", ((1, "a@women"), (1, "b@women"), (-1, "c@x"))),
            ("a@group_and_age_0_2", "total", ((1, "a@age_0_2"),)),
            ("a@group_and_age_0_2", "women", ((1, "a@women_and_age_0_2"),)),
            ("  a  ", "total", ((1, "a@total"),)),
        ],
    )
    def test_terms(self, expression, group, expected):
        assert terms(expression, group) == expected

    @pytest.mark.parametrize(
        "expression", ["", "a +", "- a", "a b", "a ++ b", "a * b", "a@", "@women", "a@b@c", "A", "1a", "a/b"]
    )
    def test_what_is_not_an_expression(self, expression):
        with pytest.raises(ExpressionError):
            terms(expression, "total")

    def test_the_error_shows_what_was_found(self):
        with pytest.raises(ExpressionError, match=r"'b \* c' is not a variable.*in 'a \+ b \* c'"):
            terms("a + b * c", "total")

    @given(
        st.lists(
            st.tuples(st.sampled_from([1, -1]), st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)),
            min_size=1,
            max_size=6,
        ),
        st.sampled_from(["", " ", "  "]),
    )
    def test_what_is_written_is_read_again(self, summands, blank):
        summands[0] = (1, summands[0][1])
        written = "".join(f"{blank}{'+' if sign > 0 else '-'}{blank}{name}" for sign, name in summands)
        assert terms(written.strip()[1:], "women") == tuple(
            (sign, f"{name}@women") for sign, name in summands
        )


class TestReading:
    def test_definitions_have_their_defaults(self, catalogue):
        indicator = catalogue.indicators["unemployment"]
        assert (indicator.decimals, indicator.minimum_denominator, indicator.note) == (1, 30, None)
        assert indicator.dimensions == ("work", "health")
        assert catalogue.indices["situation"].minimum_population == 300

    def test_operands_follow_the_group(self, catalogue):
        indicator = catalogue.indicators["unemployment"]
        assert indicator.operands() == (((1, "unemployed@total"),), ((1, "inhabitants@age_15_64"),))
        assert indicator.operands("women")[1] == ((1, "inhabitants@women_and_age_15_64"),)
        assert indicator.operands("age_0_14") == (
            ((1, "unemployed@age_0_14"),),
            ((1, "inhabitants@age_0_14"),),
        )

    def test_context_comes_last_in_its_dimension(self, tmp_path):
        more = "".join(
            INDICATOR.replace('key = "unemployment"', f'key = "{key}"\ncontext = {context}')
            for key, context in (("size", "true"), ("wages", "false"))
        )
        folder = write(tmp_path)
        (folder / "aaa.toml").write_text(more, encoding="utf-8")
        assert list(load(folder).indicators) == ["wages", "unemployment", "size"]

    def test_groups_are_composed(self, catalogue):
        group = catalogue.group("women_and_age_0_14")
        assert group.title == {"de": "Frauen, unter 15 Jahre", "en": "Women, aged under 15"}
        assert catalogue.group("women").axis == "sex"
        assert catalogue.column_problem("inhabitants@women_and_foreign_and_age_0_14") is None

    @pytest.mark.parametrize(
        ("column", "message"),
        [
            ("inhabitants", "not the name of a column"),
            ("inhabitant@total", "did you mean 'inhabitants'"),
            ("inhabitants@wumen", "did you mean 'women'"),
            ("inhabitants@age_0_14_and_women", "not in the order"),
            ("inhabitants@age_0_14_and_age_15_64", "not in the order"),
            ("inhabitants@women_and_total", "not in the order"),
        ],
    )
    def test_columns_that_are_none(self, catalogue, column, message):
        assert message in catalogue.column_problem(column)

    def test_an_unknown_group_raises(self, catalogue):
        with pytest.raises(CatalogueError, match="unknown group 'nobody'"):
            catalogue.group("nobody")


ERRORS = [
    ("work", ('title = { de = "Deutsch",', "title = {"), "title: translation 'de' is missing"),
    ("work", ('en = "English"', 'en = " "'), "title: translation 'en' is missing"),
    ("work", ('en = "English"', 'en = "x", fr = "y"'), "title: unknown language 'fr'"),
    ("work", (f"title = {TEXT}", 'title = "Titel"'), "title: found 'Titel', expected"),
    ("work", ("direction", "directon"), "directon: unknown field; did you mean 'direction'?"),
    ("work", (f"weaknesses = {TEXT}", ""), "weaknesses: is missing"),
    ("work", ('"burden"', '"bad"'), "direction: found 'bad', expected one of burden, resource, neutral"),
    ("work", ('"wilson"', '"exact"'), "interval: found 'exact', expected one of"),
    ("work", ("factor = 100", "factor = 0"), "factor: found 0, expected a number above 0"),
    ("work", ("factor = 100", "decimals = -1"), "decimals: found -1, expected a whole number"),
    ("work", ("factor = 100", "decimals = true"), "decimals: found True, expected a whole number"),
    ("work", ("factor = 100", 'context = "no"'), "context: found 'no', expected true or false"),
    ("work", ('"total", "women"', '"total", "total"'), "groups: found"),
    (
        "work",
        ('"total", "women"', '"total", "wimen"'),
        "groups: unknown group 'wimen'; did you mean 'women'?",
    ),
    ("work", ('["total", "women", "age_0_14"]', "[]"), "groups: names no group"),
    ("work", ('dimension = "work"', 'dimension = "wrk"'), "dimension: unknown dimension 'wrk'"),
    ("work", ('also = ["health"]', 'also = ["money"]'), "also: unknown dimension 'money'"),
    ("work", ('also = ["health"]', 'also = ["work"]'), "also: names 'work', which is its dimension"),
    ("work", ('unit = "percent"', 'unit = "pct"'), "unit: unknown unit 'pct'"),
    (
        "work",
        ('numerator = "unemployed"', 'numerator = "unemployd"'),
        "numerator: unknown variable 'unemployd'",
    ),
    ("work", ('numerator = "unemployed"', 'numerator = "unemployed +"'), "numerator: a variable is missing"),
    ("work", ('numerator = "unemployed"', 'numerator = "age"'), "numerator: 'age' is intensive"),
    ("work", ("_and_age_15_64", "_and_age_15"), "denominator: unknown group 'age_15'"),
    ("work", ("by_group.age_0_14", "by_group.foreign"), "by_group: 'foreign' is not one of its groups"),
    ("work", ('denominator = "inhabitants" }', 'denomintor = "inhabitants" }'), "by_group: found"),
    ("work", ('"inhabitants" }', '"inhabitant" }'), "by_group.age_0_14.denominator: unknown variable"),
    ("work", ("{value}", "{number}"), "reading_aid: placeholder {number} is not filled here"),
    ("work", ("Deutsch", "{value}"), "title: placeholder {value} is not filled here"),
    ("work", ("{value}", "{value"), "reading_aid: "),
    ("work", ('key = "unemployment"', 'key = "Unemployment"'), "key: expected small letters"),
    ("work", ('key = "unemployment"', ""), "(without key): key: expected small letters"),
    ("indices", ('["unemployment"]', '["unemploymnt"]'), "status: unknown indicator 'unemploymnt'; did you"),
    ("indices", ('["unemployment"]', "[]"), "status: names no indicator"),
    ("indices", ('["work"]', '["wrk"]'), "dimensions: unknown dimension 'wrk'"),
    ("indices", ('"mss"', '"own"'), "method: found 'own', expected one of mss"),
    (
        "indices",
        ('"mss"', '"mss"\nweights = { jobs = 1 }'),
        "weights: unknown indicator of its status 'jobs'",
    ),
    ("all", ('kind = "extensive"', 'kind = "count"'), "kind: found 'count', expected one of"),
    ("all", ('unit = "persons"', 'unit = "heads"'), "unit: unknown unit 'heads'"),
    ("all", ('unit = "persons"', 'unit = "persons"\nweight = "people"'), "weight: 'people' is not the name"),
]


class TestErrors:
    @pytest.mark.parametrize(("stem", "change", "message"), ERRORS)
    def test_file_entry_and_field_are_named(self, tmp_path, stem, change, message):
        with pytest.raises(CatalogueError) as raised:
            load(write(tmp_path, **{stem: change}))
        file = next(name for name in WORLD if Path(name).stem == stem)
        assert str(raised.value).startswith(f"{file}: [[")
        assert message in str(raised.value)

    def test_a_key_is_defined_once(self, tmp_path):
        folder = write(tmp_path)
        (folder / "more.toml").write_text(INDICATOR, encoding="utf-8")
        with pytest.raises(CatalogueError, match=r"more.toml: .* is already defined in indicators/work.toml"):
            load(folder)

    def test_a_wilson_interval_needs_a_denominator(self, tmp_path):
        change = ('denominator = "inhabitants@group_and_age_15_64"', "")
        with pytest.raises(CatalogueError, match="unemployment: interval: 'wilson' needs a denominator"):
            load(write(tmp_path, work=change))

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("[[indikator]]\nkey = 'x'", r"more.toml: \[\[indikator\]\]: unknown"),
            ("[indicator]\nkey = 'x'", r"more.toml: indicator: expected tables that begin with"),
            ("key = ", "more.toml: can't be read as TOML"),
        ],
    )
    def test_files_that_are_no_catalogue(self, tmp_path, content, message):
        folder = write(tmp_path)
        (folder / "more.toml").write_text(content, encoding="utf-8")
        with pytest.raises(CatalogueError, match=message):
            load(folder)

    def test_a_folder_without_files(self, tmp_path):
        with pytest.raises(CatalogueError, match="no TOML file found"):
            load(tmp_path / "nowhere")


class TestColumns:
    def test_only_what_has_its_columns_is_available(self, catalogue):
        assert catalogue.available({"unemployed@total", "inhabitants@total"}) == {}
        columns = {"unemployed@total", "inhabitants@age_15_64"}
        assert catalogue.available(columns) == {"unemployment": ("total",)}
        columns |= {"unemployed@women", "inhabitants@women_and_age_15_64"}
        assert catalogue.available(columns) == {"unemployment": ("total", "women")}

    def test_an_index_needs_all_of_its_indicators(self, catalogue):
        women = {"unemployed@women", "inhabitants@women_and_age_15_64"}
        assert catalogue.available_indices(women) == ()
        assert catalogue.available_indices({"unemployed@total", "inhabitants@age_15_64"}) == ("situation",)

    def test_gaps_are_dimensions_without_an_indicator_of_their_own(self, catalogue):
        assert [d.key for d in catalogue.gaps(())] == ["work", "health"]
        told = {"unemployed@total", "inhabitants@age_15_64"}
        assert [d.key for d in catalogue.gaps(told)] == ["health"]

    def test_context_does_not_fill_a_gap(self, tmp_path):
        folder = write(tmp_path, work=("factor = 100", "factor = 100\ncontext = true"))
        told = {"unemployed@total", "inhabitants@age_15_64"}
        assert [d.key for d in load(folder).gaps(told)] == ["work", "health"]


class TestOverrides:
    def test_a_field_is_changed_and_the_rest_stays(self, catalogue):
        own = catalogue.with_overrides({"indicator": {"unemployment": {"decimals": 0}}})
        assert own.indicators["unemployment"].decimals == 0
        assert own.indicators["unemployment"].by_group == {"age_0_14": {"denominator": "inhabitants"}}
        assert catalogue.indicators["unemployment"].decimals == 1

    def test_another_denominator_replaces_those_of_groups(self, catalogue):
        change = {"denominator": "inhabitants", **EXPLAINED}
        own = catalogue.with_overrides({"indicator": {"unemployment": change}}).indicators["unemployment"]
        assert own.operands("age_0_14")[1] == ((1, "inhabitants@age_0_14"),)
        assert own.by_group == {}
        assert own.reading_aid == {"de": "Anders", "en": "Otherwise"}

    def test_another_numerator_leaves_the_denominators_of_groups(self, catalogue):
        change = {"numerator": "unemployed@women", **EXPLAINED}
        own = catalogue.with_overrides({"indicator": {"unemployment": change}}).indicators["unemployment"]
        assert own.by_group == {"age_0_14": {"denominator": "inhabitants"}}

    def test_by_group_of_the_recipe_wins(self, catalogue):
        by_group = {"women": {"denominator": "inhabitants@women"}}
        change = {"denominator": "inhabitants", "by_group": by_group, **EXPLAINED}
        own = catalogue.with_overrides({"indicator": {"unemployment": change}})
        assert own.indicators["unemployment"].by_group == by_group

    @pytest.mark.parametrize("missing", ["explanation", "reading_aid"])
    def test_another_calculation_needs_other_sentences(self, catalogue, missing):
        change = {"denominator": "inhabitants"} | {k: v for k, v in EXPLAINED.items() if k != missing}
        with pytest.raises(CatalogueError, match=f"^recipe: .*unemployment: {missing}: is missing"):
            catalogue.with_overrides({"indicator": {"unemployment": change}})

    def test_without_a_denominator_the_plain_value_is_shown(self, catalogue):
        change = {"numerator": "age", "denominator": "", "interval": "none", "unit": "years", "factor": 1}
        change |= {"groups": ["total"], **EXPLAINED}
        own = catalogue.with_overrides({"indicator": {"unemployment": change}}).indicators["unemployment"]
        assert own.operands() == (((1, "age@total"),), ())

    def test_a_city_adds_its_own(self, catalogue):
        text = {"de": "Hunde", "en": "Dogs"}
        recipe = {
            "unit": [{"key": "dogs", "sign": text}],
            "variable": [
                {"key": "dogs", "title": text, "unit": "dogs", "kind": "extensive", "explanation": text}
            ],
            "indicator": {
                "dogs": {
                    "dimension": "health",
                    "numerator": "dogs",
                    "unit": "dogs",
                    "direction": "neutral",
                    **dict.fromkeys(("title", "explanation", "source", "reading_aid", "weaknesses"), text),
                }
            },
        }
        own = catalogue.with_overrides(recipe)
        assert own.available({"dogs@total"}) == {"dogs": ("total",)}
        assert list(own.indicators) == ["unemployment", "dogs"]

    def test_the_index_of_a_recipe_changes_or_adds(self, catalogue):
        own = catalogue.with_overrides({"index": [{"key": "situation", "outliers": ["07"]}]})
        assert own.indices["situation"].outliers == ("07",)
        assert own.indices["situation"].status == ("unemployment",)
        second = catalogue.as_dict()["index"][0] | {"key": "second"}
        assert list(catalogue.with_overrides({"index": [second]}).indices) == ["situation", "second"]

    def test_errors_name_the_recipe(self, catalogue):
        with pytest.raises(
            CatalogueError, match=r"^leipzig: \[\[indicator\]\] unemployment: unit: unknown unit"
        ):
            catalogue.with_overrides({"indicator": {"unemployment": {"unit": "pct"}}}, file="leipzig")

    def test_a_mistyped_key_is_not_taken_for_a_new_indicator(self, catalogue):
        message = "unemploymet: key: is not in the catalogue; did you mean 'unemployment'"
        with pytest.raises(CatalogueError, match=message):
            catalogue.with_overrides({"indicator": {"unemploymet": {"decimals": 0}}})

    def test_twice_in_one_recipe(self, catalogue):
        twice = [{"key": "situation"}, {"key": "situation"}]
        with pytest.raises(CatalogueError, match="defined twice in the recipe"):
            catalogue.with_overrides({"index": twice})


def test_a_catalogue_survives_json(catalogue):
    stored = json.loads(json.dumps(catalogue.as_dict()))
    assert Catalogue.from_dict(stored) == catalogue
    assert Catalogue.from_dict(stored).as_dict() == stored


def test_defaults_written_out_make_no_difference(tmp_path, catalogue):
    written = load(write(tmp_path / "again", work=("factor = 100", "factor = 100\ndecimals = 1")))
    assert json.dumps(written.as_dict()) == json.dumps(catalogue.as_dict())
