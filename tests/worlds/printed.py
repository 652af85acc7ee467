"""A document in which every kind of block stands, with words in five languages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from sozialraum import paper
from sozialraum.charts import bars, strip, trend

TREND = trend(
    ["2020", "2021", "2022", "2023"], [12.1, 13.0, float("nan"), 15.6], title="Kinder in Armut", unit="percent",
    decimals=1, compare=[("Stadt", [10.1, 10.3, 10.4, 10.6])], breaks={"2022"},
)  # fmt: skip
BARS = bars(
    ["Nordend", "Alte Mühle"],
    [15.6, 8.2],
    title="Ohne Abschluss",
    unit="percent",
    decimals=1,
    mark=("Stadt", 11.8),
)
STRIP = strip(
    [5, 8, 11, 15.6], 15.6, title="Lage unter allen", unit="percent", marks=[("Gebiet", 12), ("Stadt", 11)]
)

BLOCKS: tuple[paper.Block, ...] = (
    paper.Facts((("Ort", "Stadtteilhaus\nSaal 2"), ("Vorsitz", "Ayşe Yılmaz"))),
    paper.Heading(1, "Beratung", "beratung"),
    paper.Paragraph("Worum es geht.", "lead"),
    paper.Paragraph(
        (
            "Von 24 Sitzen waren 19 ",
            paper.Strong("besetzt"),
            "; siehe ",
            paper.Link("Abstimmung", "#abstimmung"),
            ", ",
            paper.Link("Bedarf B-2026-0042", "/bedarfe/42"),
            " und ",
            paper.Link("Satzung", "https://example.org/satzung?a=1&b=2"),
            ", ",
            paper.Said("social space", "en"),
            ".",
        )
    ),
    paper.Heading(2, "Was gesagt wurde"),
    paper.Quote("Meine Kinder haben keinen Ort.\nZu weit.\n\nBitte!", "Meldung vom März 2026"),
    paper.Quote("أطفالي ليس لديهم مكان للعب.", "Meldung, Arabisch", "ar"),
    paper.Quote("Çocukların oynayacak yeri yok 😢", language="tr"),
    paper.Quote("Dzieci nie mają gdzie się bawić. Дітям ніде гратися.", "", "pl"),
    paper.Bullets(("Zaun erneuern", ("Kosten: ", paper.Strong("48.000 Euro")))),
    paper.Bullets(("Zuerst", "Danach"), numbered=True),
    paper.Heading(3, "Abstimmung", "abstimmung"),
    paper.Table(
        "Ergebnis",
        ("Bank", "Ja", "Nein"),
        (("Einwohnerschaft", "7", "0"), ("Fachkräfte", "5", "1"), ("Verwaltung", "4", "")),
        right=(1, 2),
    ),
    paper.Notice("Alle Bänke haben zugestimmt.", "success", "Angenommen"),
    paper.Notice("Antwort bis 12. Januar 2027."),
    paper.Heading(4, "Abweichende Meinung"),
    paper.PageBreak(),
    paper.Heading(1, "Lage"),
    paper.Columns(((paper.of_chart(TREND),), (paper.of_chart(BARS), paper.Paragraph("Daneben.")))),
    paper.of_chart(STRIP),
    paper.table_of(TREND),
    paper.Paragraph("Nachtrag", "muted"),
)


def document(*blocks: paper.Block, **other: Any) -> paper.Document:
    """A document of these blocks, or of all kinds."""
    made = paper.Document(
        "Protokoll der Konferenz Nord", "de", blocks or BLOCKS, "Musterstadt", datetime.date(2026, 11, 12),
        subtitle="3. Sitzung", marks="Vorführung: erfundene Stadt", reference="Konferenz Nord · 3. Sitzung",
        address="https://stadt.example/",
    )  # fmt: skip
    return replace(made, **other)
