"""A city's text becomes HTML that holds nothing but what the subset allows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sozialraum.prose import blanks, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Wort", "<p>Wort</p>"),
        ("eins\nzwei", "<p>eins<br>zwei</p>"),
        ("eins\n\nzwei", "<p>eins</p>\n<p>zwei</p>"),
        ("## Titel\nText", "<h2>Titel</h2>\n<p>Text</p>"),
        ("### Klein", "<h3>Klein</h3>"),
        ("# Seite", "<p># Seite</p>"),
        ("- a\n- b\n  weiter", "<ul><li>a</li><li>b weiter</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("Text:\n- a", "<p>Text:</p>\n<ul><li>a</li></ul>"),
        ("**fett** und *schräg*", "<p><strong>fett</strong> und <em>schräg</em></p>"),
        ("[[Anschrift]]", "<p><mark>Anschrift</mark></p>"),
        ("[Karte](/karte/)", '<p><a href="/karte/">Karte</a></p>'),
        ("[Post](mailto:a@b.de)", '<p><a href="mailto:a@b.de">Post</a></p>'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
        ('[x](/a"b)', '<p><a href="/a&quot;b">x</a></p>'),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_each_mark(text, html):
    assert to_html(text) == html


def test_blanks_are_found():
    assert blanks("a [[Name]] b [[Ort]] [kein](/x)") == ["Name", "Ort"]


@given(st.text(st.sampled_from("ab <>&\"'#*-[]()/:\n 1.")))
def test_no_tag_but_those_of_the_subset(text):
    allowed = r"</?(?:h[234]|p|ul|ol|li|strong|em|mark|a)>|<br>|<a href=\"[^\"<>]*\">"
    rest = re.sub(allowed, "", to_html(text))
    assert "<" not in rest
    assert ">" not in rest
