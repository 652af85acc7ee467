"""Names of an index's classes, the same on every page: neutral, and telling what is compared with what."""

from __future__ import annotations

from collections.abc import Mapping

from sozialraum.warehouse.indices import DYNAMICS, FIXED

Text = Mapping[str, str]

# In the order of methods.social_monitoring.Status: what the method calls high, middle, low and very low status.
STATUS: tuple[Text, ...] = (
    {"de": "weniger Menschen mit Unterstützung", "en": "fewer people on support"},
    {"de": "nahe der Mitte", "en": "near the middle"},
    {"de": "mehr Menschen mit Unterstützung", "en": "more people on support"},
    {
        "de": "deutlich mehr Menschen mit Unterstützung",
        "en": "clearly more people on support",
    },
)

# In the order of methods.social_monitoring.Dynamics: positive, stable, negative.
CHANGE: tuple[Text, ...] = (
    {"de": "günstiger als anderswo", "en": "more favourable than elsewhere"},
    {"de": "ähnlich wie anderswo", "en": "much as elsewhere"},
    {"de": "ungünstiger als anderswo", "en": "less favourable than elsewhere"},
)

# What the method itself calls the same classes.
METHOD_STATUS: tuple[Text, ...] = (
    {"de": "Status hoch", "en": "status high"},
    {"de": "Status mittel", "en": "status middle"},
    {"de": "Status niedrig", "en": "status low"},
    {"de": "Status sehr niedrig", "en": "status very low"},
)
METHOD_CHANGE: tuple[Text, ...] = (
    {"de": "Dynamik positiv", "en": "dynamics positive"},
    {"de": "Dynamik stabil", "en": "dynamics stable"},
    {"de": "Dynamik negativ", "en": "dynamics negative"},
)


def class_names(index: str) -> tuple[Text, ...]:
    """Names of the classes of an index or of its variants (`KEY`, `KEY_dynamics`, `KEY_fixed`), by class code."""
    return CHANGE if index.endswith(DYNAMICS) else STATUS


def method_names(index: str) -> tuple[Text, ...]:
    """The method's own names of the same classes."""
    return METHOD_CHANGE if index.endswith(DYNAMICS) else METHOD_STATUS


def variant(index: str) -> Text:
    """What a variant of an index shows, to go behind its title."""
    if index.endswith(DYNAMICS):
        return {"de": "Entwicklung", "en": "development"}
    if index.endswith(FIXED):
        return {"de": "Stand, am ersten Jahr gemessen", "en": "current state, measured by the first year"}
    return {"de": "Stand", "en": "current state"}


def reads(index: str, reading_aid: Text) -> Text:
    """How to read a value of a variant of an index; `reading_aid` is what the catalogue says of the index itself."""
    if index.endswith(DYNAMICS):
        return {
            "de": "Verglichen wird, wie sich die Räume in zwei Jahren verändert haben. Ein Wert über null heißt: "
            "ungünstiger als in der Mitte der Räume. Null ist die Mitte.",
            "en": "This compares how the spaces have changed in two years. A value above zero means: less favourably "
            "than in the middle of the spaces. Zero is the middle.",
        }
    if index.endswith(FIXED):
        return {
            "de": f"{reading_aid['de']} Gemessen wird hier an der Mitte des ersten Jahres: So zeigt sich auch, ob es "
            "allen besser oder schlechter geht.",
            "en": f"{reading_aid['en']} The measure here is the middle of the first year: this also shows whether "
            "everybody is better or worse off.",
        }
    return reading_aid
