"""Methods by which figures are made, and what protects them."""

from __future__ import annotations

from sozialraum.planning.statistics.method_list.entry import Method, Page

MAP = Page({"de": "Karte", "en": "Map"}, "/karte/")
CITY = Page({"de": "Stadt im Ganzen", "en": "The city as a whole"}, "/stadt/")
COMPARE = Page({"de": "Vergleich", "en": "Comparison"}, "/vergleich/")
INDICATORS = Page({"de": "Kennzahlen", "en": "Indicators"}, "/kennzahlen/")
PROFILES = Page({"de": "Profile der Räume", "en": "Profiles of the spaces"}, "/suche/")
VERSIONS = Page({"de": "Datenstände", "en": "Data versions"}, "/datenstaende/")

FIGURES: tuple[Method, ...] = (
    Method(
        "shares",
        {"de": "Anteile und ihre Unsicherheit", "en": "Shares and their uncertainty"},
        {
            "de": "Zähler geteilt durch Nenner, mit einem Bereich, in dem der Anteil liegt, wenn man den "
            "Zufall kleiner "
            "Zahlen abzieht (Wilson-Intervall).",
            "en": "Numerator divided by denominator, with a range in which the share lies once the chance of "
            "small "
            "numbers is allowed for (Wilson interval).",
        },
        {
            "de": "Veröffentlichte Rechenbeispiele zum Wilson-Intervall (Newcombe) und erzeugte Fälle: Die "
            "Grenzen schließen den "
            "Anteil ein und liegen zwischen 0 und 1.",
            "en": "Published worked examples of the Wilson interval (Newcombe) and generated cases: the "
            "bounds enclose the share "
            "and lie between 0 and 1.",
        },
        "rates",
        (PROFILES, MAP, INDICATORS),
    ),
    Method(
        "disclosure",
        {"de": "Geheimhaltung kleiner Zahlen", "en": "Secrecy of small numbers"},
        {
            "de": "Wo so wenige Menschen gezählt sind, dass man sie erkennen könnte, steht statt der Zahl "
            "ein Zeichen.",
            "en": "Where so few people are counted that they might be recognised, a sign stands in place of "
            "the number.",
        },
        {
            "de": "Erzeugte Fälle: Keine kleine Zahl bleibt stehen, und in keinem Planungsraum ist genau "
            "eine verborgen.",
            "en": "Generated cases: no small number is left, and no planning area has exactly one hidden.",
        },
        "counts",
        (PROFILES, MAP, INDICATORS),
    ),
    Method(
        "bounds",
        {"de": "Summen mit verborgenen Zahlen", "en": "Sums with hidden numbers"},
        {
            "de": "Eine Summe, in der geheime Zahlen stecken, wird in Grenzen gerechnet und nur gezeigt, "
            "wenn diese eng "
            "genug beieinanderliegen.",
            "en": "A sum that holds secret numbers is calculated in bounds, and shown only where these are "
            "close enough.",
        },
        {
            "de": "Erzeugte Fälle: Die wahre Summe liegt immer in den Grenzen; ein unbekannter Teil macht "
            "sie unbekannt.",
            "en": "Generated cases: the true sum always lies within the bounds; an unknown part makes it "
            "unknown.",
        },
        "none",
        (INDICATORS,),
    ),
    Method(
        "crosswalk",
        {"de": "Umrechnen auf andere Grenzen", "en": "Converting to other boundaries"},
        {
            "de": "Ändern sich die Grenzen, werden ältere Zahlen nach den Einwohnern der Bausteine auf die "
            "neuen Räume "
            "verteilt. Anteile werden danach neu gerechnet, nie gemittelt.",
            "en": "When boundaries change, older numbers are divided among the new spaces by the inhabitants "
            "of the "
            "building blocks. Shares are then calculated anew, never averaged.",
        },
        {
            "de": "Erzeugte Fälle: Keine Person geht verloren, und keine kommt hinzu. Fehlt ein Teil, ist "
            "das Ergebnis "
            "unbekannt und nicht null.",
            "en": "Generated cases: nobody is lost and nobody is added. Where a part is missing, the result "
            "is unknown "
            "and not zero.",
        },
        "none",
        (PROFILES, MAP),
    ),
    Method(
        "zscores",
        {"de": "Abstand vom Mittel (z-Werte)", "en": "Distance from the mean (z-scores)"},
        {
            "de": "Wie viele Standardabweichungen ein Raum vom Mittel aller Räume entfernt liegt. So lassen "
            "sich "
            "verschiedene Kennzahlen zusammenzählen.",
            "en": "How many standard deviations a space lies from the mean of all spaces. That makes "
            "different "
            "indicators addable.",
        },
        {
            "de": "Von Hand gerechnete Werte und erzeugte Fälle: Mittel 0, Standardabweichung 1, unabhängig "
            "von der Einheit.",
            "en": "Values calculated by hand and generated cases: mean 0, standard deviation 1, whatever the "
            "unit.",
        },
        "mss",
        (INDICATORS,),
    ),
    Method(
        "social_monitoring",
        {
            "de": "Index der sozialen Lage (Berliner Verfahren)",
            "en": "Index of the social situation (Berlin's method)",
        },
        {
            "de": "Fasst mehrere Kennzahlen zu einem Stand und einer Entwicklung zusammen und teilt die "
            "Räume in Klassen.",
            "en": "Combines several indicators into a situation and a development, and puts the spaces into "
            "classes.",
        },
        {
            "de": "Von Hand gerechnete Werte, Klassengrenzen wie in Berlin veröffentlicht, Ausschlüsse und "
            "festes Bezugsjahr.",
            "en": "Values calculated by hand, class borders as published in Berlin, exclusions and the fixed "
            "year of "
            "reference.",
        },
        "mss",
        (MAP, INDICATORS),
    ),
    Method(
        "deprivation",
        {"de": "Index mehrfacher Benachteiligung", "en": "Index of multiple deprivation"},
        {
            "de": "Das Verfahren aus England und Wales: Ränge werden so umgerechnet, dass Stärken in einem "
            "Bereich Lasten "
            "in einem anderen nicht ganz aufwiegen.",
            "en": "The method of England and Wales: ranks are transformed so that strengths in one domain "
            "don't fully "
            "make up for burdens in another.",
        },
        {
            "de": "Aus den Rängen des walisischen Index 2019 entstehen alle acht Bereichswerte seiner 1.909 "
            "Gebiete auf die letzte veröffentlichte Stelle; die Gesamtwerte liegen in den Grenzen, die das "
            "Runden lässt.",
            "en": "From the ranks of the Welsh index 2019 all eight domain scores of its 1,909 areas come "
            "out to the last published digit; the overall scores lie within the bounds that rounding leaves.",
        },
        "wimd",
    ),
    Method(
        "disparity",
        {"de": "Wie weit Räume auseinanderliegen", "en": "How far spaces lie apart"},
        {
            "de": "Streuung zwischen den Räumen, gewichtet nach Einwohnern: Gleichen sie sich an, oder "
            "entfernen sie sich?",
            "en": "Spread between the spaces, weighted by inhabitants: do they come closer, or move apart?",
        },
        {
            "de": "Lehrbuchwerte und erzeugte Fälle: gleiche Räume ergeben 0, die Einheit spielt keine "
            "Rolle, und die "
            "Teile des Theil-Maßes ergeben das Ganze.",
            "en": "Textbook values and generated cases: equal spaces give 0, the unit doesn't matter, and "
            "the parts of "
            "Theil's measure add up to the whole.",
        },
        "rates",
        (CITY, INDICATORS),
    ),
    Method(
        "segregation",
        {"de": "Wie getrennt Gruppen wohnen", "en": "How separately groups live"},
        {
            "de": "Wie viele Menschen einer Gruppe umziehen müssten, damit sie überall den gleichen Anteil "
            "hätte; um den "
            "Zufall kleiner Räume berichtigt.",
            "en": "How many people of a group would have to move for it to have the same share everywhere; "
            "corrected for "
            "the chance of small spaces.",
        },
        {
            "de": "Von Hand gerechnete Werte. Zufällig verteilte Gruppen ergeben keine Trennung, und die "
            "Berichtigung "
            "bringt das Maß der Wahrheit näher.",
            "en": "Values calculated by hand. Groups spread by chance show no separation, and the correction "
            "brings the "
            "measure nearer to the truth.",
        },
        "none",
        (CITY,),
    ),
    Method(
        "contiguity",
        {"de": "Wer wessen Nachbar ist", "en": "Who is whose neighbour"},
        {
            "de": "Räume sind Nachbarn, wenn sich ihre Grenzen an einer Linie oder in einem Punkt berühren.",
            "en": "Spaces are neighbours where their boundaries touch along a line or at a point.",
        },
        {
            "de": "Gezeichnete Städte, deren Nachbarschaften bekannt sind; wer Nachbar ist, ist es "
            "gegenseitig.",
            "en": "Drawn cities whose neighbours are known; being a neighbour is mutual.",
        },
        "none",
        (PROFILES, INDICATORS),
    ),
    Method(
        "local_moran",
        {"de": "Räumliche Muster (lokales Moran-I)", "en": "Spatial patterns (local Moran's I)"},
        {
            "de": "Liegen hohe Werte neben hohen und niedrige neben niedrigen, öfter als der Zufall es täte?",
            "en": "Do high values lie beside high ones and low beside low, more often than chance would have "
            "it?",
        },
        {
            "de": "Von Hand gerechnete Werte und kleine Städte, in denen alle möglichen Ziehungen "
            "durchgezählt werden. Der "
            "Zufall ist festgelegt, sodass jedes Mal das Gleiche herauskommt.",
            "en": "Values calculated by hand, and small cities in which all possible draws are counted "
            "through. Chance is "
            "seeded, so that the same comes out every time.",
        },
        "all",
        (INDICATORS,),
    ),
    Method(
        "trends",
        {"de": "Veränderung über die Jahre", "en": "Change over the years"},
        {
            "de": "Unterschied zwischen zwei Jahren mit seiner Unsicherheit. Ist er kleiner als der Zufall, "
            "wird das gesagt.",
            "en": "The difference between two years with its uncertainty. Where it is smaller than chance, "
            "that is said.",
        },
        {
            "de": "Veröffentlichte Rechenbeispiele (Newcombe) und erzeugte Fälle; gerade Linien werden genau "
            "wiedergefunden.",
            "en": "Published worked examples (Newcombe) and generated cases; straight lines are found again "
            "exactly.",
        },
        "rates",
        (PROFILES,),
    ),
    Method(
        "shrinkage",
        {"de": "Kleine Räume zur Mitte rücken", "en": "Shrinking small spaces towards the middle"},
        {
            "de": "Anteile aus sehr kleinen Zahlen werden zum Mittel hin gerückt, je kleiner der Raum, desto "
            "mehr.",
            "en": "Shares from very small numbers are moved towards the mean, the smaller the space the "
            "more.",
        },
        {
            "de": "Erzeugte Fälle: Das Ergebnis liegt immer zwischen dem eigenen Wert und dem Mittel, und es "
            "irrt sich "
            "weniger als der einfache Anteil.",
            "en": "Generated cases: the result always lies between the own value and the mean, and it errs "
            "less than the "
            "plain share.",
        },
    ),
    Method(
        "position",
        {"de": "Platz unter den Räumen", "en": "Position among the spaces"},
        {
            "de": "Wie viele Räume einen höheren und wie viele einen niedrigeren Wert haben.",
            "en": "How many spaces have a higher value, and how many a lower one.",
        },
        {
            "de": "Erzeugte Fälle: Gleiche Werte haben den gleichen Platz; Räume ohne Wert haben keinen.",
            "en": "Generated cases: equal values share their rank; spaces without a value have none.",
        },
        "all",
        (PROFILES,),
    ),
    Method(
        "similar",
        {"de": "Räume in ähnlicher Lage", "en": "Spaces in a similar situation"},
        {
            "de": "Welche Räume über alle Kennzahlen hinweg am nächsten beieinanderliegen.",
            "en": "Which spaces lie closest to one another over all indicators.",
        },
        {
            "de": "Von Hand gerechnete Abstände und erzeugte Fälle: Ähnlich zu sein ist gegenseitig, und "
            "verglichen wird nur, "
            "was beide haben.",
            "en": "Distances calculated by hand and generated cases: being similar is mutual, and only what "
            "both have is "
            "compared.",
        },
        "none",
        (PROFILES, COMPARE),
    ),
    Method(
        "similarity",
        {"de": "Meldungen, die dasselbe meinen", "en": "Contributions that mean the same"},
        {
            "de": "Seltene Wörter, die zwei Meldungen gemeinsam haben, die Nähe ihrer Orte, gleiche Lebenslagen und "
            "der gleiche Sozialraum, in einer Zahl mit ihren Gründen.",
            "en": "Rare words that two contributions have in common, the nearness of their places, shared dimensions "
            "of life and the same social space, in one figure with its reasons.",
        },
        {
            "de": "Von Hand gerechnete Werte und erzeugte Fälle; an 366 veröffentlichten Meldungen aus Köln-Ehrenfeld: "
            "Paare, die ein Mensch als dasselbe liest, stehen unter den ersten acht.",
            "en": "Values calculated by hand and generated cases; by 366 published contributions from Köln-Ehrenfeld: "
            "pairs that a person reads as the same stand among the first eight.",
        },
    ),
    Method(
        "classes",
        {"de": "Klassen der Karte", "en": "Classes of the map"},
        {
            "de": "Wie die Werte in wenige Farben geteilt werden: gleich viele Räume, gleiche Breite oder "
            "natürliche Sprünge.",
            "en": "How values are divided into few colours: as many spaces each, equal width or natural "
            "breaks.",
        },
        {
            "de": "Natürliche Sprünge werden gegen das Durchprobieren aller Möglichkeiten gehalten.",
            "en": "Natural breaks are held against trying all possibilities.",
        },
        "all",
        (MAP, INDICATORS),
    ),
)
