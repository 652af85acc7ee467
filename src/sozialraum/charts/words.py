"""What charts say, in both languages. A chart is drawn without a framework, so its words are here with it."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, tuple[str, str]] = {
    "period": ("Jahr", "Year"),
    "value": ("Wert", "Value"),
    "interval": ("Unsicherheit (95 %)", "Uncertainty (95%)"),
    "space": ("Raum", "Space"),
    "boundary": ("neue Grenzen", "new boundaries"),
    "boundary_from": ("Ab {period} gelten neue Grenzen.", "New boundaries apply from {period}."),
    "rose": ("Von {first} bis {last} stieg der Wert von {a} auf {b}.",
             "From {first} to {last} the value rose from {a} to {b}."),
    "fell": ("Von {first} bis {last} sank der Wert von {a} auf {b}.",
             "From {first} to {last} the value fell from {a} to {b}."),
    "stayed": ("Von {first} bis {last} blieb der Wert bei {a}.",
               "From {first} to {last} the value stayed at {a}."),
    "people_rose": ("Von {first} bis {last} stieg die Zahl der Menschen von {a} auf {b}.",
                    "From {first} to {last} the number of people rose from {a} to {b}."),
    "people_fell": ("Von {first} bis {last} sank die Zahl der Menschen von {a} auf {b}.",
                    "From {first} to {last} the number of people fell from {a} to {b}."),
    "people_stayed": ("Von {first} bis {last} blieb die Zahl der Menschen bei {a}.",
                      "From {first} to {last} the number of people stayed at {a}."),
    "single": ("Für {first} liegt ein Wert vor: {a}.", "There is a value for {first}: {a}."),
    "none": ("Es liegt kein Wert vor.", "There is no value."),
    "within_noise": ("Der Unterschied kann Zufall sein.", "The difference may be chance."),
    "gaps": ("Für {count} Jahre fehlt der Wert.", "The value is missing for {count} years."),
    "gap": ("Für ein Jahr fehlt der Wert.", "The value is missing for one year."),
    "position": ("{higher} der {others} anderen Räume haben einen höheren Wert, {lower} einen niedrigeren.",
                 "{higher} of the {others} other spaces have a higher value, {lower} a lower one."),
    "position_unknown": ("Für diesen Raum liegt kein Wert vor ({state}).",
                         "There is no value for this space ({state})."),
    "this_space": ("dieser Raum", "this space"),
    "other_spaces": ("alle Räume", "all spaces"),
    "lowest": ("niedrigster Wert", "lowest value"),
    "median": ("mittlerer Raum (Median)", "middle space (median)"),
    "highest": ("höchster Wert", "highest value"),
    "largest": ("Am höchsten: {a} mit {x}. Am niedrigsten: {b} mit {y}.",
                "Highest: {a} with {x}. Lowest: {b} with {y}."),
    "one_bar": ("{a}: {x}.", "{a}: {x}."),
    "spread": ("Die Werte reichen von {low} bis {high}. Die Hälfte der Räume liegt zwischen {q1} und {q3}.",
               "Values reach from {low} to {high}. Half of the spaces lie between {q1} and {q3}."),
    "class": ("Klasse", "Class"),
    "count": ("Räume", "Spaces"),
    "from_until": ("{low} bis unter {high}", "{low} to under {high}"),
    "from_to": ("{low} bis {high}", "{low} to {high}"),
    "men": ("männlich", "male"),
    "women": ("weiblich", "female"),
    "age": ("Alter", "Age"),
    "share": ("Anteil an allen", "Share of all"),
    "compared": ("zum Vergleich", "for comparison"),
    "pyramid": ("{young} von 100 Menschen sind {first}, {old} sind {last} Jahre alt.",
                "{young} of 100 people are {first}, {old} are {last} years old."),
    "pyramid_peak": ("Die Altersgruppe {label} stellt {share} aller Menschen.",
                     "The age group {label} makes up {share} of all people."),
    "per_year": ("Die Fläche eines Balkens entspricht der Zahl der Menschen.",
                 "The area of a bar stands for the number of people."),
    "map": ("Karte", "Map"),
    "excluded": ("ausgenommen", "excluded"),
    "of_spaces": ("{count} Räume", "{count} spaces"),
    "of_space": ("1 Raum", "1 space"),
    "map_sentence": ("{known} von {all} Räumen haben einen Wert, von {low} bis {high}. "
                     "Höchster Wert: {highest}. Niedrigster Wert: {lowest}.",
                     "{known} of {all} spaces have a value, from {low} to {high}. "
                     "Highest value: {highest}. Lowest value: {lowest}."),
    "map_classes": ("{known} von {all} Räumen sind einer Klasse zugeordnet: {classes}.",
                    "{known} of {all} spaces belong to a class: {classes}."),
    "located": ("So liegt {name} in der Stadt.", "Where {name} lies in the city."),
    "no_change": ("ohne Veränderung", "without change"),
}  # fmt: skip


def say(key: str, language: str, **parts: Any) -> str:
    """The words for a key in "de" or "en", with its parts filled in."""
    return WORDS[key][0 if language == "de" else 1].format(**parts)
