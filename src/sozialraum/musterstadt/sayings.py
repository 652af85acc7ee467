"""What people in Musterstadt say: themes of all ten dimensions, each in several people's words. All of it is invented.

In the words: {ort} a facility near, {raum} the social space, {str} a street, {n} a small number, {name} somebody else.
"""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):
    """Something that can be missing, good or wished for at a place. `words`: how different people say it."""

    key: str
    dimension: str
    group: str
    kind: str  # missing, good, idea
    near: str  # kind of facility that it is about; empty: a street
    office: str  # department that is responsible
    title: str
    wording: str
    words: tuple[str, ...]
    use: str = "need"  # need; defect: something to be repaired; single: a matter of one household


def theme(*values: object) -> Theme:
    return Theme(*values[:8], tuple(values[8:]))  # type: ignore[misc]


THEMES = (
    theme("shade", "culture_leisure", "age_0_14", "missing", "playground", "amt-gruen",
      "Schatten und eine Bank am Spielplatz",
      "Der {ort} soll Schatten und Sitzplätze bekommen, damit er im Sommer genutzt werden kann.",
      "Auf dem {ort} gibt es keinen Schatten. Im Sommer ist die Rutsche so heiß, dass niemand rutschen kann.",
      "Auf dem {ort} fehlt eine Bank für die Großeltern und ein Baum, unter dem man sitzen kann.",
      "Der Spielplatz ist schön, aber ab Mai ist es dort zu heiß. Ein Sonnensegel würde helfen.",
      "There is no shade at all on the {ort}. We can't go there with our baby in summer."),
    theme("toddlers", "culture_leisure", "with_children", "missing", "playground", "amt-gruen",
      "Spielgeräte für kleine Kinder", "Auf dem {ort} sollen Geräte für Kinder unter drei Jahren stehen.",
      "Auf dem {ort} ist alles für große Kinder. Für unsere Zweijährige gibt es nur den Sand.",
      "Wir gehen mit den Kleinen in einen anderen Stadtteil, weil hier nichts für sie steht."),
    theme("youth", "culture_leisure", "age_15_24", "missing", "youth_centre", "amt-jugend",
      "Offener Treff am Wochenende", "Der Jugendtreff ({ort}) soll auch am Samstag und in den Ferien öffnen.",
      "Der Jugendtreff ({ort}) hat am Wochenende zu. Genau dann hätten wir Zeit.",
      "Freitagabend stehen wir an der Haltestelle, weil der Treff ({ort}) um sechs schließt.",
      "In den Ferien ist hier für Jugendliche gar nichts los.",
      "We are 14 to 17 and there is no place to meet on Saturdays."),
    theme("sports", "health", "age_15_24", "idea", "sports_ground", "amt-schule",
      "Sportstätte auch ohne Verein nutzen",
      "Die Sportstätte „{ort}“ soll zu festen Zeiten für alle offen sein.",
      "Die Sportstätte „{ort}“ steht am Nachmittag leer. Kann man sie nicht für alle aufmachen?",
      "Ich würde gern abends Basketball spielen, bin aber in keinem Verein."),
    theme("library", "education", "age_0_14", "good", "library", "amt-schule",
      "Bibliothek mit Hausaufgabenhilfe erhalten", "Die Hausaufgabenhilfe in der {ort} soll bleiben.",
      "Die Hausaufgabenhilfe in der {ort} ist toll. Mein Sohn hat seitdem wieder Mut.",
      "In der {ort} sind alle freundlich, und man muss nichts bezahlen. Bitte so lassen!"),
    theme("kita", "education", "with_children", "missing", "kita", "amt-jugend",
      "Betreuung am frühen Morgen und späten Nachmittag",
      "In der Kita ({ort}) sollen Randzeiten angeboten werden.",
      "Die Kita ({ort}) macht erst um halb acht auf. Ich fange um sechs im Krankenhaus an.",
      "Wir warten seit {n} Monaten auf einen Kitaplatz in der Nähe.",
      "Ohne Betreuung bis 17 Uhr kann ich die Stelle nicht annehmen. So geht es hier vielen.",
      "We have been waiting for a day-care place for {n} months."),
    theme("school", "education", "age_0_14", "missing", "school_primary", "amt-schule",
      "Deutsch lernen von Anfang an", "An der {ort} soll es mehr Förderung in Deutsch geben.",
      "An der {ort} sitzen Kinder, die noch kein Deutsch sprechen, einfach mit drin. Es fehlt jemand, der ihnen hilft.",
      "Die Lehrerin gibt sich Mühe, aber 27 Kinder sind zu viele. Es braucht eine zweite Kraft."),
    theme("crossing", "mobility", "age_0_14", "missing", "school_primary", "amt-verkehr",
      "Sicherer Weg zur Schule", "Vor der {ort} soll man sicher über die Straße kommen.",
      "Vor der {ort} fahren alle zu schnell. Meine Tochter traut sich nicht allein über die Straße.",
      "Vor der {ort} fehlt ein Zebrastreifen. Morgens ist es lebensgefährlich.",
      "Die Eltern parken auf dem Gehweg vor der {ort}. Die Kinder müssen auf die Fahrbahn.",
      "Vor der Schule ist die Straße gefährlich. Die Autos sind zu schnell. Die Kinder haben Angst."),
    theme("bus", "mobility", "age_65_plus", "missing", "bus_stop", "amt-verkehr",
      "Bus auch am Abend und am Sonntag",
      "Die Haltestelle {ort} soll auch abends und sonntags bedient werden.",
      "An der Haltestelle {ort} fährt nach 20 Uhr kein Bus mehr. Wer kein Auto hat, sitzt fest.",
      "Am Sonntag kommt der Bus nur alle zwei Stunden. Zum Friedhof brauche ich den halben Tag.",
      "Der letzte Bus ab {ort} fährt, bevor die Chorprobe zu Ende ist.",
      "Abends fährt kein Bus. Ich komme nicht nach Hause. Ich bleibe darum daheim."),
    theme("stop", "mobility", "disabled", "missing", "tram_stop", "amt-verkehr",
      "Haltestelle ohne Stufen", "Die Haltestelle {ort} soll ohne Stufen erreichbar sein.",
      "An der Haltestelle {ort} komme ich mit dem Rollstuhl nicht in die Bahn.",
      "Mit Rollator ist die Stufe an der Haltestelle {ort} zu hoch. Ich muss immer jemanden bitten.",
      "I can't get on the tram at {ort} with the pram unless somebody helps me."),
    theme("cycle", "mobility", "total", "missing", "", "amt-verkehr",
      "Radweg mit Abstand zu den Autos", "In der {str} soll man sicher Rad fahren können.",
      "In der {str} endet der Radweg einfach. Dann fährt man zwischen Lastwagen.",
      "In der {str} parken ständig Autos auf dem Radweg.",
      "Mit den Kindern fahre ich in der {str} nur auf dem Gehweg."),
    theme("rent", "housing", "low_income", "missing", "", "amt-stadtentwicklung",
      "Wohnungen, die man bezahlen kann",
      "Im Sozialraum {raum} sollen Wohnungen für Menschen mit wenig Geld erhalten bleiben und entstehen.",
      "Nach der Modernisierung in der {str} soll ich {n}0 Prozent mehr Miete zahlen. Das kann ich nicht.",
      "Wir suchen seit zwei Jahren eine größere Wohnung bei uns ({raum}). Es gibt nichts unter 900 Euro.",
      "Meine Kinder finden hier keine Wohnung und ziehen weg."),
    theme("lift", "housing", "age_65_plus", "missing", "", "amt-stadtentwicklung",
      "Im Alter in der eigenen Wohnung bleiben",
      "Im Sozialraum {raum} soll es mehr Wohnungen ohne Stufen und mit Aufzug geben.",
      "In der {str} gibt es in keinem Haus einen Aufzug. Ich war seit {n} Wochen nicht mehr draußen.",
      "Ich würde gern in eine kleinere Wohnung ziehen, aber ohne Treppen. Hier gibt es keine."),
    theme("training", "work", "age_15_24", "missing", "", "amt-jugend",
      "Hilfe beim Weg in die Ausbildung",
      "Im Sozialraum {raum} soll es eine Anlaufstelle für junge Menschen ohne Ausbildung geben.",
      "Ich habe {n}0 Bewerbungen geschrieben und nur Absagen. Bei wem kann man hier fragen?",
      "Viele aus meiner Klasse wissen nicht, wie es weitergeht. Bei uns ({raum}) ist dafür niemand da.",
      "Zum Jobcenter fahre ich eine Stunde. Eine Sprechstunde hier wäre gut."),
    theme("advice", "work", "low_income", "idea", "", "amt-soziales",
      "Beratung zu Schulden und Anträgen vor Ort",
      "Im Sozialraum {raum} soll einmal in der Woche beraten werden: Schulden, Anträge, Arbeit.",
      "Die Briefe vom Amt verstehe ich nicht. Eine Sprechstunde bei uns ({raum}) würde vielen helfen.",
      "Die Schuldnerberatung hat {n} Monate Wartezeit.",
      "Briefe vom Amt sind schwer. Ich brauche Hilfe beim Lesen."),
    theme("doctor", "health", "age_65_plus", "missing", "", "amt-soziales",
      "Hausarztpraxis in der Nähe",
      "Im Sozialraum {raum} soll es wieder eine hausärztliche Praxis oder eine Sprechstunde geben.",
      "Bei uns ({raum}) hat der letzte Hausarzt aufgehört. Jetzt fahre ich mit zwei Bussen zur Praxis.",
      "Keine Praxis nimmt neue Patienten. Ich bin 81.",
      "Wir brauchen bei uns ({raum}) eine Ärztin, wenigstens an zwei Tagen."),
    theme("children_doctor", "health", "with_children", "missing", "", "amt-soziales",
      "Kinderarztpraxis und Hebamme",
      "Familien im Sozialraum {raum} sollen in der Nähe eine kinderärztliche Praxis finden.",
      "Der Kinderarzt nimmt uns nicht auf, er ist voll. Der nächste ist am anderen Ende der Stadt.",
      "Für mein Neugeborenes habe ich bei uns ({raum}) keine Hebamme gefunden."),
    theme("market", "nutrition", "age_65_plus", "missing", "", "amt-stadtentwicklung",
      "Einkaufen zu Fuß", "Im Sozialraum {raum} soll man Lebensmittel zu Fuß kaufen können.",
      "Bei uns ({raum}) hat der Laden zugemacht. Zum nächsten Markt sind es zwei Kilometer.",
      "Ein Wochenmarkt auf dem Platz in der {str} wäre schön, dann kämen die Leute auch ins Gespräch.",
      "Meine Mutter kann die schweren Taschen nicht so weit tragen."),
    theme("lunch", "nutrition", "low_income", "idea", "senior_meeting", "amt-soziales",
      "Ein Mittagstisch für alle", "Im Treff „{ort}“ soll es einen günstigen Mittagstisch geben.",
      "Im Treff „{ort}“ könnte man zusammen kochen und essen. Allein koche ich nicht mehr.",
      "Am Monatsende reicht das Geld nicht für warmes Essen. Ein Mittagstisch wäre eine große Hilfe.",
      "Viele Kinder kommen ohne Frühstück in die Schule."),
    theme("school_meal", "nutrition", "age_0_14", "missing", "school_primary", "amt-schule",
      "Warmes Essen in der Schule", "An der {ort} soll jedes Kind mittags etwas Warmes bekommen.",
      "Das Essen an der {ort} ist zu teuer. Unsere drei Kinder essen deshalb Brot.",
      "Das Mittagessen an der {ort} kommt kalt an. Die Hälfte wird weggeworfen."),
    theme("meeting", "social_relations", "age_65_plus", "good", "senior_meeting", "amt-soziales",
      "Den Treff erhalten", "Der Treff „{ort}“ soll weiter Geld bekommen.",
      "Im Treff „{ort}“ habe ich nach dem Tod meines Mannes wieder Leute gefunden. Bitte nicht schließen!",
      "Der Treff „{ort}“ ist das Beste, was wir hier haben."),
    theme("neighbours", "social_relations", "newcomers", "idea", "", "amt-soziales",
      "Ein Ort, an dem man sich kennenlernt",
      "Im Sozialraum {raum} soll es einen Ort geben, an dem sich alte und neue Nachbarschaft trifft.",
      "Wir wohnen seit {n} Jahren hier und kennen niemanden. Ein Nachbarschaftscafé wäre schön.",
      "Ein Straßenfest in der {str} einmal im Jahr, das würde schon helfen.",
      "We moved here last year. We would like to meet our neighbours but don't know where."),
    theme("lonely", "social_relations", "age_65_plus", "missing", "", "amt-soziales",
      "Jemand, der vorbeikommt",
      "Allein lebende ältere Menschen im Sozialraum {raum} sollen besucht werden können.",
      "In unserem Haus in der {str} leben vier alte Frauen ganz allein. Manchmal sehen sie tagelang niemanden.",
      "Ich bin viel allein. Ich wünsche mir Besuch."),
    theme("say", "participation", "newcomers", "missing", "", "amt-soziales",
      "Mitreden auch ohne gutes Deutsch",
      "Zu Versammlungen im Sozialraum {raum} soll in mehreren Sprachen eingeladen und übersetzt werden.",
      "Die Einladung zur Versammlung war nur auf Deutsch. Viele in der {str} haben sie nicht verstanden.",
      "Man wird gefragt, wenn schon alles entschieden ist.",
      "I would like to take part, but the meetings are in German only."),
    theme("children_say", "participation", "age_0_14", "idea", "school_primary", "amt-jugend",
      "Kinder fragen, bevor gebaut wird",
      "Kinder der {ort} sollen mitreden, wenn in ihrem Viertel etwas gebaut wird.",
      "Wir Kinder der {ort} wissen genau, wo die Autos zu schnell sind. Fragt uns doch mal!",
      "In der Klasse 4b haben wir einen Plan gemalt. Wer schaut ihn sich an?"),
    theme("culture", "culture_leisure", "total", "idea", "library", "amt-schule",
      "Kultur, die man sich leisten kann", "In der {ort} soll es Konzerte und Lesungen ohne Eintritt geben.",
      "Ein Konzert in der {ort}, ohne Eintritt, das wäre etwas. Ins Theater kommen wir nie.",
      "Bei uns ({raum}) gibt es keinen Raum, in dem man proben oder feiern kann."),
    theme("dark", "wellbeing", "women", "missing", "", "amt-verkehr",
      "Licht auf dem Weg", "Der Weg an der {str} soll nachts beleuchtet sein.",
      "Der Weg von der {str} zur Haltestelle ist stockdunkel. Ich gehe ihn abends nicht mehr.",
      "Als Frau meide ich die Unterführung an der {str}. Da brennt keine Lampe.",
      "Der Weg ist dunkel. Ich habe Angst. Ich gehe abends nicht mehr raus."),
    theme("noise", "wellbeing", "total", "missing", "", "amt-verkehr",
      "Ruhe in der Nacht", "In der {str} soll nachts langsamer gefahren werden.",
      "In der {str} fahren nachts die Lastwagen zum Gewerbegebiet. Wir schlafen seit Jahren schlecht.",
      "Tempo 30 in der {str} würde schon reichen."),
    theme("green", "wellbeing", "total", "good", "", "amt-gruen",
      "Die Wiese soll bleiben", "Die Wiese an der {str} soll nicht bebaut werden.",
      "Die Wiese an der {str} ist der einzige Ort, wo man im Sommer durchatmen kann. Bitte nicht bebauen.",
      "Auf der Wiese treffen sich abends alle: Kinder, Alte, Leute mit Hund. Das ist gut so."),
    theme("litter", "wellbeing", "total", "missing", "", "amt-gruen",
      "Sauberer Platz", "Der Platz an der {str} soll mehr Abfallkörbe bekommen und öfter gereinigt werden.",
      "Am Platz an der {str} liegt immer Müll, weil es nur einen Abfallkorb gibt.",
      "Nach dem Wochenende sieht der Platz an der {str} schlimm aus. Es fehlen Körbe.",
      "Zwischen den Häusern liegen Sperrmüll und Scherben. Die Kinder spielen trotzdem dort."),
    theme("single_parents", "work", "single_parent", "missing", "kita", "amt-jugend",
      "Arbeit und Kind zusammenbringen",
      "Alleinerziehende im Sozialraum {raum} sollen Betreuung finden, wenn sie Schicht arbeiten.",
      "Ich bin allein mit zwei Kindern und arbeite im Schichtdienst. Keine Kita macht so früh auf.",
      "Wenn mein Kind krank ist, verliere ich die Arbeit. Es müsste jemanden geben, der einspringt."),
    theme("toilet", "health", "disabled", "missing", "", "amt-gruen",
      "Eine öffentliche Toilette",
      "In der Nähe der {str} soll es eine Toilette geben, die auch im Rollstuhl zu benutzen ist.",
      "Zwischen Markt und {str} gibt es keine Toilette. Deshalb gehe ich kaum noch aus dem Haus.",
      "Eine Toilette, die man mit dem Rollstuhl benutzen kann, fehlt im ganzen Viertel."),
)  # fmt: skip
DEFECTS = tuple(
    theme(key, "wellbeing", "total", "missing", "", office, title, title, text)._replace(use="defect")
    for key, office, title, text in (
        ("lamp", "amt-verkehr", "Straßenlaterne",
         "Die Laterne vor der Nummer {n} in der {str} ist seit einer Woche kaputt."),
        ("hole", "amt-verkehr", "Loch im Gehweg",
         "Im Gehweg in der {str} ist ein tiefes Loch. Gestern ist jemand gestürzt."),
        ("swing", "amt-gruen", "Kaputte Schaukel",
         "Eine Schaukel auf dem Spielplatz in der {str} ist gerissen."),
        ("dump", "amt-gruen", "Wilder Müll", "An der Ecke {str} liegen ein Kühlschrank und zwei Autoreifen."),
    )
)  # fmt: skip
SINGLES = tuple(
    theme(key, dimension, "total", "missing", "", office, title, title, text)._replace(use="single")
    for key, dimension, office, title, text in (
        ("notice", "work", "amt-soziales", "Ein Bescheid",
         "Mein Antrag liegt seit {n} Monaten beim Amt. Wer kümmert sich darum?"),
        ("quarrel", "housing", "amt-soziales", "Streit im Haus",
         "Über mir in der {str} wird nachts Klavier geübt. Können Sie das verbieten?"),
        ("tenancy", "housing", "amt-soziales", "Eine Kündigung",
         "Mir ist die Wohnung gekündigt worden. Was soll ich jetzt tun?"),
    )
)  # fmt: skip
# What some add about others, and what must be blacked out before everybody may read it.
ABOUT_OTHERS = (
    ("Am schlimmsten ist {name} aus der {str} {n}.", "{name} aus der {str} {n}"),
    ("Fragen Sie {name}, Telefon 0170 555{n}{n}{n}{n}.", "{name}, Telefon 0170 555{n}{n}{n}{n}"),
    ("{name} hat mir das auch gesagt, sie hat gerade erst ihre Arbeit verloren.", "{name}"),
)
OTHERS = (
    "Herr Kowalke",
    "Frau Dombrowa",
    "Familie Heuser",
    "Frau Altintas",
    "Herr Wiechert",
    "Frau Pritzkow",
)
STREETS = (
    "Lindenstraße", "Schulstraße", "Gartenstraße", "Brunnenstraße", "Ahornallee", "Bergstraße",
    "Kastanienallee",
    "Wiesenstraße", "Kirchgasse", "Mühlenstraße", "Rosenstraße", "Feldstraße", "Birkenallee", "Hafenstraße",
    "Marktgasse",
    "Weberstraße", "Ringstraße", "Tulpenstraße", "Uferstraße", "Werkstraße", "Sternstraße", "Amselstraße",
)  # fmt: skip
# Who speaks through somebody else: bank, on behalf of whom, how it was heard.
HEARD = (
    ("residents", "Frauen aus dem Deutschkurs", "talk"), ("residents", "Eltern beim Abholen", "talk"),
    ("residents", "Seniorenkreis", "paper"), ("residents", "Menschen beim Rundgang", "walk"),
    ("residents", "Jugendliche am Kiosk", "walk"), ("residents", "Kasten im Stadtteilbüro", "paper"),
    ("residents", "Umfrage im Treff", "table"), ("providers", "Team der Beratungsstelle", "talk"),
    ("providers", "Erzieherinnen der Kita", "paper"), ("politics", "Bürgersprechstunde der Fraktion", "talk"),
    ("administration", "Sozialer Dienst", "talk"), ("providers", "Hausmeister der Genossenschaft", "walk"),
)  # fmt: skip
