"""A document as a piece of a page: every block, headings where the page wants them, nothing read as markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.utils.html import conditional_escape

from sozialraum.paper import (
    Bullets,
    Columns,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    Quote,
    Said,
    Strong,
    Table,
    of_chart,
    of_map,
)  # fmt: skip
from sozialraum.paper.html import html, inline
from worlds.printed import TREND, document

EVIL = '</script><script>alert("1")</script><img src=x onerror=alert(1)> & \' #import "x" $x$ \\n'


class Tree(HTMLParser):
    """Opens and closes what it reads; void elements aside."""

    VOID = ("br", "img")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes something else"


def test_every_block_is_well_formed_and_a_template_takes_it_as_it_is():
    page = html(document())
    tree = Tree(page)
    assert not tree.open
    assert conditional_escape(page) == page
    assert {
        "h2",
        "h3",
        "h4",
        "h5",
        "table",
        "caption",
        "dl",
        "blockquote",
        "figure",
        "svg",
        "nav",
        "ol",
        "ul",
    } <= {name for name, _ in tree.seen}


def test_headings_begin_where_the_page_wants_them_and_end_at_six():
    blocks = [Heading(i, f"Ebene {i}") for i in range(1, 5)]
    assert re.findall(r"<h(\d)", html(document(*blocks), 2)) == ["2", "3", "4", "5"]
    assert re.findall(r"<h(\d)", html(document(*blocks), 4)) == ["4", "5", "6", "6"]


def test_contents_lead_to_every_heading_of_two_levels():
    blocks = [
        Heading(1, "A", "a"),
        Heading(2, "B"),
        Heading(3, "C"),
        Heading(2, "D"),
        Heading(1, (Link("E", "#a"),)),
    ]
    page = html(document(*blocks))
    nav = page[: page.index("</nav>")]
    assert re.findall(r'href="#([^"]+)">(\w)', nav) == [("a", "A"), ("abschnitt-2", "B"), ("abschnitt-4", "D"),
                                                       ("abschnitt-5", "E")]  # fmt: skip
    assert set(re.findall(r'href="#([^"]+)', nav)) <= set(re.findall(r' id="([^"]+)', page))
    assert nav.count("<a ") == 4
    assert 'aria-label="Inhalt"' in nav
    assert 'aria-label="Contents"' in html(document(*blocks, language="en"))
    assert "<nav" not in html(document(*blocks, outline=False))
    assert "<nav" not in html(document(Paragraph("x")))


def test_nothing_is_read_as_markup():
    texts = (EVIL, Strong(EVIL), Link(EVIL, "https://x.example/?" + "\"'><b>"), Said(EVIL, '"><b>'))
    blocks = [
        Heading(1, texts), Paragraph(texts, EVIL), Bullets((texts,)), Quote(EVIL, texts, '"><b>'),
        Table(EVIL, texts, (texts,)), Facts(((EVIL, texts),)), Notice(texts, EVIL, EVIL),
        Columns(((Paragraph(texts),),)),
    ]  # fmt: skip
    page = html(document(*blocks))
    tree = Tree(page)
    assert not tree.open
    assert not {"script", "img", "b"} & {name for name, _ in tree.seen}
    assert not [held for _, held in tree.seen if "onerror" in held]


def test_a_link_to_nowhere_is_words():
    assert inline((Link("hier", "javascript:alert(1)"),)) == "hier"
    assert inline((Link("hier", "/bedarfe/1"),)) == '<a href="/bedarfe/1">hier</a>'


def test_words_say_their_language_and_lines_are_kept():
    page = html(document(Quote("שלום\nשם\n\nעוד", "wer", "he"), Paragraph((Said("hi", "en-GB"),))))
    assert '<blockquote lang="he" dir="auto"><p>שלום<br>שם</p><p>עוד</p></blockquote>' in page
    assert '<span lang="en-GB" dir="auto">hi</span>' in page
    assert 'lang=""' in html(document(Quote("?", "", "nicht bekannt")))


def test_a_table_scrolls_and_its_heads_are_heads():
    page = html(
        document(Table("Wer da war", ("Bank", "Sitze", "Wer"), (("A", "7", "x"), ("", "1", "y")), right=(1,)))
    )
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Wer da war">' in page
    assert '<th scope="col" class="is-text">Bank</th><th scope="col">Sitze</th>' in page
    assert '<th scope="row" class="is-text">A</th><td>7</td><td class="is-text">x</td>' in page
    assert '<td class="is-text"></td><td>1</td>' in page  # a head without words would be none
    plain = html(document(Table("", ("Bank",), (("A",),), row_heads=False)))
    assert "<caption" not in plain
    assert 'aria-label="Bank"' in plain
    assert '<th scope="row"' not in plain


@pytest.mark.parametrize("rows", [(), (("", ""),)])
def test_empty_tables_are_tables(rows):
    assert not Tree(html(document(Table("Leer", ("a", "b"), rows)))).open


def test_a_chart_comes_with_title_legend_and_sentence(squared_map):
    page = html(document(of_chart(TREND), of_map(squared_map)))
    assert f'<p class="chart__title">{TREND.title}</p>' in page
    assert '<span class="key key--compare-1" aria-hidden="true">' in page
    assert f"<figcaption>{TREND.sentence}</figcaption>" in page
    assert '<span class="swatch tone-2" aria-hidden="true">' in page
    assert '<span class="swatch secret" aria-hidden="true">' in page
