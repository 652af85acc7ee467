"""Documents become HTML, and nothing in them becomes more than text."""

import pytest

from sozialraum.markdown import title, to_html, without_title


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Titel", "<h1>Titel</h1>"),
        ("## Zwei ##", "<h2>Zwei</h2>"),
        ("Eine Zeile\nund noch eine.", "<p>Eine Zeile und noch eine.</p>"),
        ("eins\n\nzwei", "<p>eins</p>\n<p>zwei</p>"),
        ("**fett** *leise* `wort*`", "<p><strong>fett</strong> <em>leise</em> <code>wort*</code></p>"),
        ("- a\n- b\n  geht weiter", "<ul><li>a</li><li>b geht weiter</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  - tiefer\n  - x\n- b", "<ul><li>a<ul><li>tiefer</li><li>x</li></ul></li><li>b</li></ul>"),
        ("- a\n\n- b\n\nText", "<ul><li>a</li><li>b</li></ul>\n<p>Text</p>"),
        ("> gesagt\n> getan", "<blockquote><p>gesagt getan</p></blockquote>"),
        ("    z = (x − m) / s", '<pre tabindex="0"><code>z = (x − m) / s</code></pre>'),
        ("```\na < b\n\n*c*\n```\nText", '<pre tabindex="0"><code>a &lt; b\n\n*c*</code></pre>\n<p>Text</p>'),
        ("---", "<hr>"),
        ("<https://a.org/?b=1&c>", '<p><a href="https://a.org/?b=1&amp;c">https://a.org/?b=1&amp;c</a></p>'),
        ("Text\n- a", "<p>Text</p>\n<ul><li>a</li></ul>"),
    ],
)  # fmt: skip
def test_marks(text, html):
    assert to_html(text) == html


def test_tables():
    html = to_html("| a | b |\n|---|:-:|\n| 1 | `x\\|y` |\n\nText")
    assert '<th scope="col">a</th>' in html
    assert "<td>1</td><td><code>x|y</code></td>" in html
    assert html.endswith("<p>Text</p>")


def test_headings_go_deeper_under_a_page_s_own():
    assert to_html("# a\n## b\n##### c", level=2) == "<h2>a</h2>\n<h3>b</h3>\n<h6>c</h6>"


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", "[x](javascript:alert(1))", '[x](https://a"onclick=b)']
)
def test_nothing_passes_as_html(evil):
    for text in (
        evil,
        f"- {evil}",
        f"| {evil} |\n|---|\n| {evil} |",
        f"> {evil}",
        f"# {evil}",
        f"    {evil}",
    ):
        html = to_html(text)
        assert "<script" not in html
        assert '<a href="javascript' not in html
        assert '"onclick' not in html


def test_the_title_stands_apart():
    text = "# Anteile und `p`\n\nText"
    assert title(text) == "Anteile und p"
    assert to_html(without_title(text)) == "<p>Text</p>"
    assert title("Text") == ""


def test_any_text_ends():
    for text in ("", "\n\n", "```", "|", "- ", "   ", "> ", "#", "| a |\n|--|", "-\n-\n- a\n   x\n"):
        assert isinstance(to_html(text), str)
