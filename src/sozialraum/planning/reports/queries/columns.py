"""What the columns of the tables are called and what they mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sozialraum.planning.answers.states import AnswerKind
from sozialraum.planning.reports.queries.grid import Column

DEPARTMENT_TIMES = (
    Column(
        "requests",
        _("Aufträge"),
        _(
            "So oft wurde das Amt als federführendes um eine Stellungnahme gebeten. Ein Auftrag zählt in dem "
            "Jahr, in dem er "
            "übergeben wurde, und bei dem Amt, bei dem er zuletzt lag. "
            "Hält sich keines für zuständig, zählt er bei keinem."
        ),
    ),
    Column("answered", _("beantwortet"), _("Die Stellungnahme ist freigegeben.")),
    Column(
        "on_time",
        _("davon pünktlich"),
        _(
            "Anteil der beantworteten Aufträge, deren Stellungnahme spätestens am Tag der Frist freigegeben war."
        ),
        "percent",
    ),
    Column("open", _("offen"), _("Der Auftrag ist noch nicht beantwortet.")),
    Column("overdue", _("jetzt überfällig"), _("Offen, und die Frist ist vorbei.")),
    Column(
        "days",
        _("Tage beim Amt"),
        _(
            "Mittlere Dauer (Median): Die Hälfte der Stellungnahmen war schneller da. Gezählt ab dem Tag, seit "
            "dem der Auftrag "
            "bei diesem Amt liegt, bis zur Freigabe."
        ),
        "days",
    ),
    Column(
        "days_in_all",
        _("Tage insgesamt"),
        _(
            "Mittlere Dauer (Median) ab der ersten Übergabe, also mit der Zeit bei Ämtern, die nicht zuständig waren."
        ),
        "days",
    ),
    Column(
        "extended",
        _("Frist verlängert"),
        _("Aufträge, deren Frist heute später liegt als die zuerst gesetzte."),
    ),
    Column("passed_on", _("weitergegeben"), _("So oft erklärte sich das Amt für nicht zuständig.")),
)

DEPARTMENT_KINDS = tuple(
    Column(kind.value, kind.label, _("Freigegebene Stellungnahmen dieser Art.")) for kind in AnswerKind
)

DEPARTMENT_ROUNDS = (
    Column(
        "negotiations",
        _("Aushandlungen"),
        _("So oft reichte der Konferenz die Antwort nicht. Eine Aushandlung zählt im Jahr des Auftrags."),
    ),
    Column("running", _("laufend"), _("Konferenz und Amt verhandeln noch.")),
    Column("agreed", _("vereinbart"), _("Beide haben denselben Wortlaut bestätigt.")),
    Column("dissent", _("Dissens"), _("Beide Sichtweisen sind festgehalten.")),
)

SPACE_VOICES = (
    Column(
        "inhabitants",
        _("Menschen, die hier wohnen"),
        _("Einwohnerzahl des jüngsten Jahres, für das es sie gibt."),
    ),
    Column(
        "voices",
        _("Meldungen"),
        _(
            "Meldungen aus diesem Raum, ohne zurückgezogene. Eine Meldung aus früheren Grenzen zählt, wo ihr "
            "Raum heute "
            "größtenteils liegt."
        ),
    ),
    Column(
        "voices_rate", _("Meldungen je 1.000"), _("Meldungen je 1.000 Menschen, die hier wohnen."), "rate"
    ),
    Column(
        "people_rate",
        _("Menschen je 1.000"),
        _("Menschen, für die die Meldungen sprechen, je 1.000, die hier wohnen."),
        "rate",
    ),
)

SPACE_NEEDS = (
    Column(
        "needs",
        _("Bedarfe"),
        _(
            "Öffentliche Bedarfe: die in der Beratung sind oder waren. Sie sind einzeln zu lesen und werden "
            "darum genau "
            "gezählt, nach ihrem Stand heute."
        ),
    ),
    Column(
        "deliberated",
        _("in der Beratung"),
        _("In der Konferenz, vertagt, getragen oder auf der Liste des Planungsraums."),
    ),
    Column("with_departments", _("beim Fachamt"), _("Beim Amt, beantwortet oder in der Aushandlung.")),
    Column("up_for_decision", _("vor dem Beschluss"), _("Die Vorlage liegt vor oder ist verschoben.")),
    Column("carried_out", _("beschlossen, in Arbeit"), _("Beschlossen oder in der Umsetzung.")),
    Column("done", _("getan"), _("Vor Ort gelöst, umgesetzt oder ausgewertet.")),
    Column("stopped", _("nicht weiter"), _("Nicht getragen oder abgelehnt.")),
)

SPACE_MONEY = (
    Column(
        "measures",
        _("Maßnahmen"),
        _("Maßnahmen für diesen Raum, die in dieser Zeit laufen. Abgebrochene zählen bis zu ihrem Ende."),
    ),
    Column("planned", _("Geld geplant"), _("Geplante Kosten der Maßnahmen, auf den Cent."), "euros"),
    Column("spent", _("Geld ausgegeben"), _("Was davon ausgegeben und gemeldet ist."), "euros"),
    Column(
        "per_head",
        _("geplant je Mensch"),
        _("Geplantes Geld, geteilt durch die Menschen, die hier wohnen; auf den Cent gerundet."),
        "euros",
    ),
)

SPACE_BURDEN = (
    Column(
        "burden",
        _("Lage"),
        _(
            "Klasse des Index. Sie beschreibt, wie viele Menschen Unterstützung brauchen, nicht den Wert eines Raums."
        ),
        "text",
    ),
    Column(
        "index",
        _("Index"),
        _("Wert des Index: je höher, desto mehr Menschen brauchen Unterstützung."),
        "index",
    ),
)

SPACE_BURDENED = (
    Column(
        "burdened",
        _("stärker belastete Räume"),
        _("Sozialräume des Planungsraums, in denen mehr oder deutlich mehr Menschen Unterstützung brauchen."),
    ),
)

GROUPS_HERE = (
    Column(
        "voices",
        _("Meldungen"),
        _(
            "Meldungen, die diese Gruppe nennen, über alle Jahre. Eine Meldung kann für "
            "mehrere Gruppen sprechen."
        ),
    ),
    Column("share", _("Anteil"), _("Anteil an allen Meldungen, die eine Gruppe nennen."), "percent"),
    Column(
        "population",
        _("Anteil an den Menschen"),
        _(
            "Anteil der Gruppe an den Menschen oder Haushalten hier. Ein Strich heißt: Dafür gibt es hier keine Zahlen."
        ),
        "percent",
    ),
)

BANK_VOICES = (
    Column("voices", _("Meldungen"), _("Meldungen dieser Bank, ohne zurückgezogene.")),
    Column("share", _("Anteil"), _("Anteil an allen Meldungen."), "percent"),
)

BANK_TABLE = (
    Column("chairs", _("Sitze"), _("Sitze in allen Gremien, die in dieser Zeit tagten.")),
    Column(
        "present",
        _("davon vertreten"),
        _("Anteil der Sitze, für die jemand da war, über alle Sitzungen; freie Sitze zählen mit."),
        "percent",
    ),
    Column("speeches", _("Redebeiträge"), _("So oft bekam jemand von dieser Bank das Wort.")),
    Column("stands", _("Haltungen"), _("So oft wurde die Haltung der Bank festgehalten.")),
    Column(
        "votes",
        _("abgegebene Stimmen"),
        _(
            "Abgegebene Stimmen in ausgezählten Abstimmungen, auf Papier und im Saal; auch geheime, aber nie wie."
        ),
    ),
)

BANK_POSITIONS = (
    Column(
        "positions",
        _("Haltungen zu Angeboten"),
        _("So oft sagte die Bank in einer Aushandlung, wie sie zu einem Angebot steht."),
    ),
    Column(
        "resistance",
        _("mittlerer Widerstand"),
        _("Mittel über alle Angebote, von 0 (kein Widerstand) bis 10."),
        "rate",
    ),
    Column("strong", _("starker Widerstand"), _("Angebote mit einem Widerstand von 8 und mehr.")),
)

BANK_OFFERS = (
    Column(
        "offers",
        _("Angebote"),
        _(
            "Angebote, Gegenvorschläge und Vermittlungsvorschläge; die Passivlösung liegt immer auf dem Tisch "
            "und zählt nicht."
        ),
    ),
    Column("with_conditions", _("mit Bedingung"), _("Angebote, die an eine Bedingung geknüpft sind.")),
    Column("offered", _("angeboten, Euro"), _("Summe der genannten Kosten."), "euros"),
)

BANK_PROVIDERS = (
    Column("measures", _("Maßnahmen"), _("Maßnahmen, die in dieser Zeit laufen oder begannen.")),
    Column("to_begin", _("noch nicht begonnen"), _("Stand heute: geplant.")),
    Column("running", _("laufend"), _("Stand heute: läuft.")),
    Column("paused", _("ruhend"), _("Stand heute: ruht.")),
    Column("ended", _("abgeschlossen"), _("Stand heute: abgeschlossen.")),
    Column("abandoned", _("abgebrochen"), _("Stand heute: abgebrochen.")),
    Column("planned", _("Geld geplant"), _("Geplante Kosten, auf den Cent."), "euros"),
    Column("spent", _("Geld ausgegeben"), _("Was davon ausgegeben und gemeldet ist."), "euros"),
)
