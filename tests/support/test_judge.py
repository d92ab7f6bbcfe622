"""The tester, tested: what it must call unsafe or unfaithful, it does."""

from __future__ import annotations

import pytest
from judge import RENDERERS, dangers, dangers_of_markdown, shown, squeezed, unsafe
from vectors import PLACES, framed, load, page_of_text

import wechatclean

UNSAFE = [
    "<script>x</script>",
    "<p onclick=x>",
    "<p onfocus>",
    "<p x=y>",
    "<h1 _>a</h1>",
    "<img name=y>",
    "<p ONCLICK=x>",
    "<a href='javascript:x'>a</a>",
    "<a href=' java\nscript:x'>a</a>",
    "<a href='&#1;javascript&colon;x'>a</a>",
    "<a href='vbscript:x'>a</a>",
    "<a href='data:text/html,x'>a</a>",
    "<img src='data:image/svg+xml,x'>",
    "<a href='data:image/png;base64,x'>a</a>",
    "<iframe src=x></iframe>",
    "<object data=x></object>",
    "<form action=x></form>",
    "<base href=x>",
    "<meta http-equiv=refresh content=x>",
    "<style>p{}</style>",
    "<p style='background:url(x)'>",
    "<svg></svg>",
    "<math></math>",
    "<table background=x></table>",
    "<!-- x -->",
    "<x-y></x-y>",
    "<input autofocus>",
    "<link rel=stylesheet href=x>",
    "<p>a</p><template><script>x</script></template>",
]
SAFE = [
    "",
    "<p>&lt;script&gt;</p>",
    "<p><a href='https://a.example.org/javascript:x'>a</a></p>",
    "<img src='data:image/png;base64,x' alt='onclick=x'>",
    "<a href='mailto:x@y.z'>a</a><a href='#fn-1'>a</a><a href='b.html'>a</a>",
    "<table><tr><td style='text-align: left'>a</td></tr></table>",
    "<a name=b></a>",
]
UNSAFE_MARKDOWN = [
    "<script>x</script>",
    "[a](javascript:x)",
    "[a](javascript&colon;x)",
    "![a](javascript:x)",
    "[a]\n\n[a]: javascript:x",
    "<javascript:x>",
    "a <img src=x onerror=y> b",
]
ONLY_ELSEWHERE = {  # safe for CommonMark, not for everyone
    "*a*{: onclick=x}": "Python-Markdown",
    "\\<script>x</script>": "Python-Markdown",
    "- a\n\n  ```\n  <script>x</script>\n  ```": "Python-Markdown",
}


@pytest.mark.parametrize("html", UNSAFE)
def test_it_sees_what_is_unsafe(html):
    assert dangers(html)


@pytest.mark.parametrize("html", SAFE)
def test_it_is_silent_about_what_is_safe(html):
    assert dangers(html) == []


@pytest.mark.parametrize("text", UNSAFE_MARKDOWN)
@pytest.mark.parametrize("name", RENDERERS)
def test_every_parser_is_asked_without_its_checks(text, name):
    assert dangers(RENDERERS[name](text))


@pytest.mark.parametrize("text", ONLY_ELSEWHERE)
def test_parsers_that_read_otherwise_are_asked_too(text):
    assert any(danger.startswith(ONLY_ELSEWHERE[text]) for danger in dangers_of_markdown(text))


class Converter:
    """An article made by another converter: *write* makes Markdown and HTML of the source."""

    def __init__(self, write):
        self.write = write

    def clean(self, source):
        text = self.write(source)
        return wechatclean.Article.model_construct(markdown=text, html=text, text=text)


def outcomes(monkeypatch, write):
    """How many vectors *write* passes in each test."""
    monkeypatch.setattr(wechatclean, "clean", Converter(write).clean)
    passed = dict.fromkeys(("safe", "faithful", "all"), 0)
    vectors = [vector for name in ("escaped-html", "inline", "elements") for vector in load()[name][::4]]
    for vector in vectors:
        source = page_of_text(vector["text"], PLACES) if "text" in vector else framed(vector["html"])
        article = wechatclean.clean(source)
        shows = vector.get("text") or vector.get("shows") or "春山"
        safe = not unsafe(article)
        faithful = squeezed(shows) in shown(article.html)
        passed["safe"] += safe
        passed["faithful"] += faithful
        passed["all"] += safe and faithful
    return passed, len(vectors)


def test_a_converter_that_returns_nothing_fails_fidelity(monkeypatch):
    passed, total = outcomes(monkeypatch, lambda source: "")
    assert passed == {"safe": total, "faithful": 0, "all": 0}


def test_a_converter_that_returns_its_input_fails_safety(monkeypatch):
    passed, total = outcomes(monkeypatch, lambda source: source)
    assert passed["safe"] < total / 10
    assert passed["faithful"] > total / 2
