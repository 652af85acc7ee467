"""What people say in the conferences of Musterstadt: positions, dissents, reasons, wordings. All of it is invented.

In turn, so that no two sessions sound the same; what fits a department is said where it is concerned.
"""

from __future__ import annotations

from random import Random

from sozialraum.planning.needs.models import Need

FOR: dict[str, tuple[str, ...]] = {
    "politics": (
        "Wir tragen das mit und bringen es in unsere Fraktion. Bezahlt werden muss es am Ende im Haushalt.",
        "In der Bürgersprechstunde höre ich das jede Woche. Das gehört nach oben.",
        "Uns überzeugt, dass hier mehrere dasselbe sagen, ohne sich zu kennen.",
        "Wir sind dafür, wollen aber nach einem Jahr wissen, ob es geholfen hat.",
        "Im Ortsbeirat war das unstrittig, quer durch alle Parteien.",
    ),
    "administration": (
        "Fachlich ist das richtig. Wir brauchen dafür einen Auftrag, den gibt uns nur die Liste des Planungsraums.",
        "Mit eigenen Mitteln können wir anfangen, für mehr fehlt uns eine Stelle.",
        "Wir prüfen, ob sich das mit der Baustelle im nächsten Jahr verbinden lässt.",
        "Unsere Zahlen bestätigen, was hier gesagt wird.",
        "Wir unterstützen das, bitten aber um Geduld: Vor dem Herbst ist niemand frei.",
    ),
    "providers": (
        "Wir sehen das jeden Tag und würden mit anpacken, wenn jemand die Verantwortung übernimmt.",
        "Bei uns fragen viele danach. Mithelfen können wir, allein tragen können wir es nicht.",
        "Das Team hat lange darüber gesprochen und steht dahinter.",
        "Ein Anfang im Kleinen ist uns lieber als ein großer Plan, der liegen bleibt.",
        "Wir haben es vor drei Jahren schon einmal versucht. Damals fehlte jemand, der sich kümmert, heute nicht mehr.",
    ),
    "residents": (
        "Wir wollen nicht noch ein Gutachten. Kommen Sie einmal her und sehen Sie es sich an.",
        "Viele trauen sich nicht, das selbst zu sagen. Wir sagen es für sie mit.",
        "Wir haben Unterschriften gesammelt, 64 in zwei Häusern.",
        "Es geht uns nicht um Luxus. Es geht darum, dass man hier gut leben kann.",
        "Danke, dass es diesmal auf der Tagesordnung steht. Wir haben zwei Jahre darauf gewartet.",
    ),
}
AGAINST: dict[str, tuple[str, ...]] = {
    "politics": (
        "Das Anliegen ist verständlich, aber es gibt Straßenzüge, in denen es dringender ist.",
        "Wir können nicht tragen, wofür es schon einen Beschluss des Rates gibt.",
        "Ohne eine Zahl, was es kostet, stimmen wir nicht zu.",
    ),
    "administration": (
        "Das ist in der Planung für das nächste Jahr schon enthalten.",
        "Rechtlich geht es so nicht. Über einen anderen Weg reden wir gern.",
        "Wir haben gezählt: Es betrifft weniger Menschen, als es hier klingt.",
    ),
    "providers": (
        "Das würde ein Angebot verdoppeln, das zwei Straßen weiter nicht voll ist.",
        "Wir müssten es betreiben und haben niemanden dafür.",
        "Zuerst sollte man fragen, warum das alte Angebot nicht angenommen wurde.",
    ),
    "residents": (
        "Nicht alle in der Nachbarschaft wollen das. Viele wurden nicht gefragt.",
        "Am Ende haben wir den Lärm und andere den Nutzen.",
        "Lieber eine Sache richtig als fünf halb.",
    ),
}
OF_OFFICE: dict[str, tuple[tuple[str, str], ...]] = {
    "amt-verkehr": (
        ("administration", "Für eine Anordnung brauchen wir eine Zählung. Sie ist für den Mai vorgesehen."),
        ("residents", "Wir haben an einem Vormittag selbst gezählt und die Zettel mitgebracht."),
        (
            "providers",
            "Wer zu uns kommt, kommt zu Fuß oder mit dem Bus. Wir hören jeden Tag, wie mühsam das ist.",
        ),
        ("politics", "Verkehr ist das Thema, zu dem uns die meisten schreiben."),
    ),
    "amt-gruen": (
        ("administration", "Die Pflege ist das Teure, nicht das Aufstellen. Das müssen wir mit bedenken."),
        ("residents", "Wir würden gießen und Müll sammeln, wenn uns jemand eine Zange und Säcke gibt."),
        ("providers", "Unsere Gruppen sind im Sommer jeden Tag dort. Wir sehen, was fehlt."),
        ("politics", "Grün in der Nähe ist für Menschen ohne Auto und ohne Garten das halbe Leben."),
    ),
    "amt-schule": (
        (
            "administration",
            "Mehr Personal kann nur das Land bewilligen. Räume und Zeiten können wir ändern.",
        ),
        ("residents", "Die Eltern mit wenig Deutsch sitzen heute nicht hier. Für sie sprechen wir."),
        ("providers", "Die Schule macht auf, wenn jemand abends abschließt."),
        ("politics", "Bildung entscheidet sich vor der Tür, nicht im Lehrplan."),
    ),
    "amt-jugend": (
        ("administration", "Dafür fehlt uns eine halbe Stelle. Das ist zu beziffern."),
        (
            "residents",
            "Die Jungen fragen uns, warum es das anderswo gibt und hier nicht.",
        ),
        ("providers", "Wir haben die Räume und das Vertrauen der Familien. Uns fehlen Stunden."),
        ("politics", "Wer bei den Jungen spart, zahlt später doppelt."),
    ),
    "amt-soziales": (
        ("administration", "Eine Sprechstunde je Woche können wir aus dem Bestand besetzen, zwei nicht."),
        (
            "residents",
            "Bis in die Innenstadt schaffen es viele nicht mehr. Die Hilfe muss hierher kommen.",
        ),
        (
            "providers",
            "Wir stellen einen Raum, in dem man in Ruhe reden kann.",
        ),
        ("politics", "Das ist wenig Geld und viel Wirkung. Wir stimmen zu."),
    ),
    "amt-stadtentwicklung": (
        ("administration", "Bei Neubauten können wir Auflagen machen, im Bestand nur werben."),
        ("residents", "Wer hier alt geworden ist, will nicht wegziehen müssen, nur weil so etwas fehlt."),
        (
            "providers",
            "Wer hier Häuser verwaltet, hört das auch. Wir bringen die Vermieter mit an den Tisch.",
        ),
        ("politics", "Die Stadt hat Grundstücke. Darüber müssen wir reden."),
    ),
}

AGAINST_IT: tuple[str, ...] = (
    "Ich halte den Weg für falsch. Zuerst müsste geklärt werden, wer das im dritten Jahr bezahlt.",
    "Mir ist wichtig, dass im Protokoll steht: Die Häuser auf der Nordseite wurden nicht gefragt.",
    "Für dasselbe Geld wären zwei andere Dinge möglich. Darum mein Nein.",
    "Ich teile das Ziel und nicht das Mittel. Ein Versuch für sechs Monate hätte gereicht.",
    "Ich sehe die Gefahr, dass dafür Bestehendes gekürzt wird.",
    "Ich hätte mir gewünscht, dass wir vorher gemeinsam hingehen und es uns ansehen.",
    "Die Zahlen des Amtes sind drei Jahre alt. Darauf würde ich nichts bauen.",
    "Ich bin überstimmt und trage es trotzdem mit, aber nicht stillschweigend.",
    "Wer nicht hier wohnt, hat leicht reden. Wir leben mit dem Ergebnis.",
    "Die Frist ist nicht zu halten. Man sollte nichts versprechen, was man nicht einlösen kann.",
)
# Of those who were outvoted, by what the table came to.
DISSENTS: dict[str, tuple[str, ...]] = {
    "carried": AGAINST_IT,
    "solved_locally": AGAINST_IT,
    "not_carried": (
        "Ich hätte den Bedarf getragen. Dass es anderswo dringender ist, hilft hier niemandem.",
        "Für mich sind die Meldungen eindeutig. Ich war dafür und bleibe dabei.",
        "Damit sagen wir Menschen ab, die sich zum ersten Mal gemeldet haben. Das halte ich für falsch.",
    ),
    "deferred": (
        "Ich hätte heute entschieden. Wer wartet, wird das nicht verstehen.",
        "Alles, was man wissen muss, lag auf dem Tisch. Das Vertagen kostet nur Zeit.",
    ),
}
CONFLICTS: tuple[str, ...] = (
    "Mir gehört das Haus gegenüber.", "Mein Verein würde den Auftrag bekommen.",
    "Meine Tochter arbeitet in der Einrichtung.", "Ich bin bei dem Träger angestellt, um den es geht.",
)  # fmt: skip
RESISTANCE: tuple[str, ...] = (
    "Das dauert zu lange.", "Das trifft wieder nur die, die am wenigsten haben.",
    "Dafür gibt es niemanden, der es macht.",
    "Das löst es nicht, es verschiebt es nur.", "Zu teuer für das, was es bringt.", "Das wurde schon einmal versucht.",
    "Wer im Rollstuhl sitzt, hat davon nichts.", "Damit ist die Nachbarschaft nicht einverstanden.",
)  # fmt: skip
ANNULLED = "Zwei hatten die Frage umgekehrt verstanden. Die Leitung liest sie noch einmal vor und lässt neu abstimmen."

# Options where a need is consensed about; the first one is to have the least resistance.
CARRY_OPTIONS = (
    (("Mit einfachen Mitteln sofort beginnen", "Was ohne Bau und ohne neue Stelle geht, beginnt in diesem Jahr."),
     ("Auf die große Lösung warten", "Erst wenn alles geplant und bezahlt ist, wird angefangen."),
     ("Ein Gutachten in Auftrag geben", "Ein Büro untersucht, was am besten hilft.")),
    (("Vor Ort ansehen und mit den Betroffenen planen", "Ein Rundgang, dann ein Vorschlag, dann ein Beschluss."),
     ("Dem Amt die Lösung überlassen", "Das Fachamt macht einen Vorschlag."),
     ("Nur die dringendste Stelle ändern", "Der Rest kommt, wenn Geld da ist.")),
    (("Ein Jahr ausprobieren und dann entscheiden", "Mit Zählung vorher und nachher."),
     ("Gleich auf Dauer einrichten", "Ohne Probe, dafür mit festem Betrag im Haushalt.")),
)  # fmt: skip
SOLVE_OPTIONS = (
    (("Die Nachbarschaft macht es selbst, mit 300 Euro aus dem Verfügungsfonds", "Drei haben sich schon gemeldet."),
     ("Der Stadt übergeben", "Der Bedarf geht seinen Weg über das Fachamt.")),
    (("Der Träger vor Ort übernimmt es ab dem nächsten Monat", "Raum und Ehrenamtliche sind da."),
     ("Einen neuen Träger suchen", "Mit Ausschreibung, frühestens in einem Jahr.")),
)  # fmt: skip

RESOLVED = {
    "carried": "Die Konferenz trägt den Bedarf {need}.",
    "deferred": "Der Bedarf {need} ist vertagt und kommt in die nächste Sitzung.",
    "not_carried": "Die Konferenz trägt den Bedarf {need} nicht.",
    "solved_locally": "Der Bedarf {need} ist vor Ort gelöst.",
}
UNOPPOSED = "Niemand war dagegen."
SENT_BACK = (
    "Zwei Sozialräume haben Ähnliches auf der Liste. Bitte klären Sie gemeinsam, was genau gebraucht wird.",
    "Es ist nicht zu erkennen, wer das betreiben soll. Bitte fragen Sie die Träger und bringen Sie es wieder mit.",
)
MINUTES_APPROVED = "Das Protokoll der {number}. Sitzung ist genehmigt."
TOO_FEW = "Die Sitzung war nicht beschlussfähig. Alles wird in einer neuen Sitzung beraten."
POINT_NOTED = {
    "answer": (
        "Die Konferenz nimmt die Antwort zur Kenntnis und berät in der nächsten Runde mit dem Amt weiter.",
        "Die Antwort liegt vor. Die Bewohnerschaft hat Nachfragen, das Planungsraummanagement stellt sie.",
    ),
    "overdue": (
        "Das Planungsraummanagement erinnert das Amt und nennt einen neuen Tag.",
        "Die Konferenz bittet die Amtsleitung, in der nächsten Sitzung selbst zu berichten.",
    ),
    "effect": ("Wer es gemeldet hat, wird gefragt. Danach wertet die Konferenz aus.",),
    "paper": ("Die Vorlage bleibt auf der Tagesordnung: Es sind noch Fragen zu den Kosten offen.",),
    "signal": ("Die Konferenz nimmt die Zahlen zur Kenntnis und fragt nach, was dahintersteht.",),
}  # fmt: skip
OPENINGS = (
    "Die Leitung begrüßt alle und stellt fest, dass ordnungsgemäß eingeladen wurde.",
    "Zu Beginn stellen sich die Neuen vor. Wer heute zum ersten Mal da ist, bekommt die Regeln in einfacher Sprache.",
    "Die Leitung dankt dem Haus für den Raum. Für die Kinder gibt es nebenan einen Tisch mit Stiften.",
)
CLOSINGS = (
    "Die nächste Sitzung wird rechtzeitig ausgehängt. Die Leitung dankt allen für ihre Zeit.",
    "Es bleibt noch Zeit für Gespräche bei Tee und Kuchen vom Bürgerverein.",
    "Wer helfen will, trägt sich in die Liste an der Tür ein.",
)
COURSES = (
    "Die Aussprache war lebhaft. Mehrere schildern, wie sie selbst betroffen sind.",
    "Nachgefragt wird vor allem nach den Kosten und danach, wer sich kümmert.",
    "Die Runde hört zuerst den Wortlaut der Meldungen, dann das Amt.",
    "Nach kurzer Beratung ist man sich in der Sache einig, über den Weg dahin noch nicht.",
)


def position(draw: Random, bank: str, office: str, *, against: bool) -> str:
    """What a bank says to a need, for or against it; what concerns a department where it is its matter."""
    own = [text for whose, text in OF_OFFICE.get(office, ()) if whose == bank]
    known = AGAINST[bank] if against else (*FOR[bank], *own, *own)
    return draw.choice(known)


def resolved(outcome: str, need: Need | None) -> str:
    """What the table states about a need."""
    return RESOLVED[outcome].format(need=f"{need.number} „{need.title}“" if need is not None else "")


def dissent(outcome: str, number: int) -> str:
    """What somebody who was outvoted has written down."""
    known = DISSENTS[outcome]
    return known[number % len(known)]


def noted(kind: str, number: int) -> str:
    """What the table states about a point that nothing is decided on."""
    known = POINT_NOTED.get(kind, POINT_NOTED["answer"])
    return known[number % len(known)]
