"""What a printed document is made of: plain values, the same for the page and for paper.

A text is a str, a part, or a tuple of both; a line break in it is kept. Nothing in a text is markup.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sozialraum.charts import Chart, Key, SpaceMap, Svg


@dataclass(frozen=True)
class Strong:
    """Words that matter more than those around them."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere.

    href: http(s), mailto, tel, a path of the site ("/bedarfe/12"), or "#anchor" of a heading of this document.
    Where it is anything else, the words stand alone.
    """

    text: str
    href: str


@dataclass(frozen=True)
class Said:
    """Words in another language than the document's (a BCP 47 tag), so that they are read out rightly."""

    text: str
    language: str


Part = str | Strong | Link | Said
Text = Part | tuple[Part, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4. The first one is of level 1, and none is more than one deeper than the one before.

    anchor: what "#anchor" finds; letters, digits and hyphens, once in a document.
    """

    level: int
    text: Text
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text. tone: "" | "lead" (what it is about, larger) | "muted" (beside the matter, smaller)."""

    text: Text
    tone: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order counts."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, untouched; an empty line begins a new paragraph. by: who said it, and when."""

    text: str
    by: Text = ""
    language: str = "de"


@dataclass(frozen=True)
class Table:
    """Rows under heads, all of the same width.

    right: which columns stand at the right edge (numbers). row_heads: the first cell of a row says whose row it is.
    """

    caption: str
    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    right: tuple[int, ...] = ()
    row_heads: bool = True


@dataclass(frozen=True)
class Facts:
    """Labels and what stands for them: time and place of a session, who chairs it."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Picture:
    """A drawing of `sozialraum.charts`. alt says what is to be seen, for those who don't see it; never empty.

    title stands above, keys are its legend, caption stands below. width: share of a page's width, above 0 to 1; in
    columns it fills its column.
    """

    svg: Svg
    alt: str
    caption: Text = ""
    width: float = 1.0
    title: str = ""
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Notice:
    """What must not be overlooked. tone: "info" | "success" | "warning" | "danger"."""

    text: Text
    tone: str = "info"
    title: str = ""


@dataclass(frozen=True)
class Columns:
    """Blocks side by side in columns of the same width (on a narrow screen below one another); no headings in it."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page of paper; a page on the screen knows nothing of it."""


Block = Heading | Paragraph | Bullets | Quote | Table | Facts | Picture | Notice | Columns | PageBreak


@dataclass(frozen=True)
class Document:
    """A document of the city.

    language: "de" or "en" has its own words for page and contents, any other those of English. author: the city.
    marks: stands at the head of every page ("Vorführung: erfundene Stadt", "Entwurf"). outline: a table of contents
    of levels 1 and 2. reference: stands at the foot of every page. address: where the site is ("https://…"), so
    that its paths are whole on paper; without it they are words only there.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str
    date: datetime.date
    subtitle: str = ""
    marks: str = ""
    outline: bool = True
    reference: str = ""
    address: str = ""


def parts(text: Text) -> tuple[Part, ...]:
    """A text as the parts it is made of."""
    return text if isinstance(text, tuple) else (text,)


def plain(text: Text) -> str:
    """The words of a text, without what they are marked as."""
    return "".join(part if isinstance(part, str) else part.text for part in parts(text))


def of_chart(chart: Chart, width: float = 0.7) -> Picture:
    """A chart with its title, legend and sentence. Its letters are made for 0.7 of a page's width or half of it."""
    return Picture(
        chart.svg, f"{chart.title}: {chart.sentence}", chart.sentence, width, chart.title, chart.keys
    )


def of_map(drawn: SpaceMap, width: float = 1.0) -> Picture:
    """A map with its title, legend and sentence."""
    keys = tuple(Key(entry.look, f"{entry.label}: {entry.counted}") for entry in drawn.legend)
    return Picture(drawn.svg, f"{drawn.title}: {drawn.sentence}", drawn.sentence, width, drawn.title, keys)


def table_of(chart: Chart) -> Table:
    """What a chart shows, as a table; all but the first column are figures."""
    return Table(chart.title, chart.columns, chart.rows, right=tuple(range(1, len(chart.columns))))
