"""Methods by which a table decides, orders and spends."""

from __future__ import annotations

from sozialraum.planning.statistics.method_list.entry import Method, Page

DELIBERATION: tuple[Method, ...] = (
    Method(
        "carrying",
        {"de": "Tragen oder nicht tragen", "en": "Carry or not carry"},
        {
            "de": "Ja gegen Nein, jede Seite des Tisches gleich gewichtet; wer überstimmt wurde, wird genannt.",
            "en": "Yes against no, each side of the table weighing the same; whoever was outvoted is named.",
        },
        {
            "de": "Erzeugte Fälle: Ein Ja mehr schadet nie, und Ja und Nein spiegeln sich.",
            "en": "Generated cases: one more yes never hurts, and yes and no mirror each other.",
        },
    ),
    Method(
        "consensing",
        {"de": "Systemisches Konsensieren", "en": "Systemic consensing"},
        {
            "de": "Der Vorschlag mit dem geringsten Widerstand, jede Seite des Tisches gleich gewichtet.",
            "en": "The proposal that meets the least resistance, each side of the table weighing the same.",
        },
        {
            "de": "Erzeugte Fälle: Niemand zählt doppelt, und viele Stühle allein gewinnen nicht.",
            "en": "Generated cases: nobody counts twice, and a side with many chairs does not win by its number.",
        },
    ),
    Method(
        "phragmen",
        {"de": "Reihenfolge nach Phragmén", "en": "Order by Phragmén"},
        {
            "de": "Eine Reihenfolge, in der jede Gruppe im richtigen Verhältnis nach oben kommt.",
            "en": "An order in which every group comes up in due proportion.",
        },
        {
            "de": "150 erzeugte Wahlen mit Gleichständen: dieselbe Reihenfolge wie pabutools.",
            "en": "150 generated elections with ties: the same order as pabutools.",
        },
    ),
    Method(
        "equal_shares",
        {"de": "Verteilung eines Fonds nach gleichen Teilen", "en": "Distributing a fund by equal shares"},
        {
            "de": "Ein Fonds wird so ausgegeben, dass jede Gruppe über ihren Teil entscheidet, auf den Cent genau.",
            "en": "A fund is spent so that every group decides over its part, exact to the cent.",
        },
        {
            "de": "150 erzeugte Wahlen mit Gleichständen: dieselben Gewinner wie pabutools.",
            "en": "150 generated elections with ties: the same winners as pabutools.",
        },
    ),
    Method(
        "distribution",
        {"de": "Verteilungsschlüssel für Geld", "en": "Distribution key for money"},
        {
            "de": "Ein Betrag wird auf Räume verteilt: ein Teil gleich, einer nach Einwohnern, einer nach Bedarf.",
            "en": "An amount is split over spaces: one part equally, one by inhabitants, one by need.",
        },
        {
            "de": "Erzeugte Fälle: Die Summe stimmt auf den Cent, und wer mehr Menschen und mehr Belastung hat, "
            "bekommt nie weniger.",
            "en": "Generated cases: the sum is right to the cent, and who has more people and more burden never "
            "gets less.",
        },
        "none",
        (Page({"de": "Verteilungsschlüssel", "en": "Distribution key"}, "/geld/schluessel/"),),
    ),
)
