"""Methods that tell what was changed by acting."""

from __future__ import annotations

from sozialraum.planning.statistics.method_list.entry import Method, Page

EFFECTS_PAGE = Page({"de": "Wirkung", "en": "Effect"}, "/wirkung/")
CONDITIONS = Page({"de": "Lebensbedingungen", "en": "Living conditions"}, "/wirkung/lebensbedingungen/")

EFFECTS: tuple[Method, ...] = (
    Method(
        "difference_in_differences",
        {"de": "Was eine Maßnahme verändert hat", "en": "What a measure changed"},
        {
            "de": "Veränderung dort, wo gehandelt wurde, minus Veränderung in Räumen, denen es vorher genauso ging; "
            "geprüft an Räumen, in denen nichts geschah.",
            "en": "Change where something was done, minus change in spaces that were alike before; tested on spaces "
            "in which nothing was done.",
        },
        {
            "de": "Von Hand gerechnet und an erzeugten Städten: Eine eingebaute Wirkung wird gefunden, reiner Zufall "
            "nicht öfter als versprochen.",
            "en": "Calculated by hand and by generated cities: an effect that was built in is found, mere chance no "
            "more often than promised.",
        },
        "none",
        (EFFECTS_PAGE,),
    ),
    Method(
        "acted_on",
        {
            "de": "Ob die Stadt dort aufholt, wo sie handelt",
            "en": "Whether the city catches up where it acts",
        },
        {
            "de": "Abstand der Räume mit Maßnahmen zu den übrigen, und wie weit die Stadt auseinanderliegt, mit ihnen "
            "und ohne sie.",
            "en": "Gap between the spaces with measures and the others, and how far the city lies apart, with them "
            "and without them.",
        },
        {
            "de": "Von Hand gerechnete Werte und erzeugte Fälle: Was alle gemeinsam bewegt, ändert nichts.",
            "en": "Values calculated by hand and generated cases: what moves all together changes nothing.",
        },
        "none",
        (CONDITIONS,),
    ),
)
